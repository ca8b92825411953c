//! Dates and hours as people read them, in the time zone of the body.

use model::body::Body;
use vocab::{Date, Lang, Timestamp};

use crate::texts::NoticesTexts;

/// "22 de noviembre de 2026".
pub(super) fn long(date: Date, texts: &NoticesTexts) -> String {
    let lang = texts.lang;
    let (day, year) = (lang.day_in_date(date.day()), lang.year_in_date(date.year()));
    match date.month() {
        1 => texts.date_1(day, year),
        2 => texts.date_2(day, year),
        3 => texts.date_3(day, year),
        4 => texts.date_4(day, year),
        5 => texts.date_5(day, year),
        6 => texts.date_6(day, year),
        7 => texts.date_7(day, year),
        8 => texts.date_8(day, year),
        9 => texts.date_9(day, year),
        10 => texts.date_10(day, year),
        11 => texts.date_11(day, year),
        _ => texts.date_12(day, year),
    }
}

/// "22-11-2026", for text messages; "2026-11-22" in Basque, which says the largest part first.
pub(super) fn short(date: Date, texts: &NoticesTexts) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    if texts.lang == Lang::Eu {
        format!("{year}-{month:02}-{day:02}")
    } else {
        format!("{day:02}-{month:02}-{year}")
    }
}

/// "12:30".
pub(super) fn hour(local: jiff::civil::DateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// The civil time of a moment where the body is. A time zone that nobody knows counts as UTC: the
/// body's settings are checked where they are read, and a message must not be lost over an hour.
pub(super) fn local(at: Timestamp, body: &Body) -> jiff::civil::DateTime {
    let zone = jiff::tz::TimeZone::get(&body.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(at)
}
