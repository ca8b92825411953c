//! Dates, hours, numbers and durations as people read them.

use std::borrow::Borrow;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use vocab::{Lang, Timestamp};

use crate::texts::kit;

/// The name of the time zone of the pages, in the database of the IANA.
pub const ZONE: &str = "Europe/Madrid";

/// The time zone of the pages. The data of the zone are embedded, so it is always found.
static MADRID: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get(ZONE).unwrap_or(TimeZone::UTC));

/// A moment or a date, as `Page::date` and its neighbours take it.
pub trait Moment {
    /// The moment on the clocks of `Europe/Madrid`; a date is at midnight.
    fn civil(&self) -> DateTime;
}

impl Moment for Timestamp {
    fn civil(&self) -> DateTime {
        self.to_zoned(MADRID.clone()).datetime()
    }
}

impl Moment for Date {
    fn civil(&self) -> DateTime {
        self.to_datetime(jiff::civil::Time::midnight())
    }
}

impl Moment for DateTime {
    fn civil(&self) -> DateTime {
        *self
    }
}

impl<T: Moment + ?Sized> Moment for &T {
    fn civil(&self) -> DateTime {
        (**self).civil()
    }
}

/// `22 de noviembre de 2026`.
#[must_use]
pub fn date(lang: Lang, date: Date) -> String {
    kit(lang).date_long(
        lang.day_in_date(date.day()),
        i64::from(date.month()),
        lang.year_in_date(date.year()),
    )
}

/// `22-11-2026`, the form of tables; `2026-11-22` in Basque, which says the largest part first.
#[must_use]
pub fn short_date(lang: Lang, date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    if lang == Lang::Eu {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{day:02}-{month:02}-{year:04}")
    }
}

/// `09:05`, 24 hours.
#[must_use]
pub fn time(civil: DateTime) -> String {
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// `22 de noviembre de 2026, 09:05`.
#[must_use]
pub fn date_time(lang: Lang, civil: DateTime) -> String {
    kit(lang).date_time(date(lang, civil.date()), time(civil))
}

/// A duration in words, in its largest fitting unit, rounded up: "48 segundos", "10 minutos".
#[must_use]
pub fn duration(lang: Lang, seconds: impl Borrow<u64>) -> String {
    let t = kit(lang);
    match *seconds.borrow() {
        s if s < 90 => t.duration_seconds(s),
        s if s < 90 * 60 => t.duration_minutes(s.div_ceil(60)),
        s if s < 48 * 3600 => t.duration_hours(s.div_ceil(3600)),
        s => t.duration_days(s.div_ceil(24 * 3600)),
    }
}

/// A whole number with its thousands apart: `12 345` (a thin space, as the Spanish academies and
/// the SI ask), `12,345` in English. Four digits stay together.
#[must_use]
pub fn number(lang: Lang, number: impl Borrow<i64>) -> String {
    let number = *number.borrow();
    let digits = number.unsigned_abs().to_string();
    if digits.len() < 5 {
        return number.to_string();
    }
    let separator = if lang == Lang::En { ',' } else { '\u{202f}' };
    let mut out = String::with_capacity(digits.len() + 8);
    if number < 0 {
        out.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// The size of a file: `84 kB`, `1,2 MB`.
#[must_use]
pub fn file_size(lang: Lang, bytes: impl Borrow<u64>) -> String {
    match *bytes.borrow() {
        b if b < 1_000 => format!("{b} B"),
        b if b < 1_000_000 => format!("{} kB", b.div_ceil(1_000)),
        b => {
            let tenths = b.div_ceil(100_000);
            let point = if lang == Lang::En { '.' } else { ',' };
            format!("{}{point}{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn dates_are_written_out_in_each_language() {
        let day = Date::new(2026, 4, 2).unwrap();
        assert_eq!(date(Lang::Es, day), "2 de abril de 2026");
        assert_eq!(date(Lang::Ca, day), "2 d’abril de 2026");
        assert_eq!(date(Lang::En, day), "2 April 2026");
        assert_eq!(date(Lang::CaValencia, day), "2 d’abril de 2026");
        assert_eq!(date(Lang::Gl, day), "2 de abril de 2026");
        assert_eq!(date(Lang::Eu, day), "2026ko apirilaren 2a");
        assert_eq!(short_date(Lang::Es, day), "02-04-2026");
        assert_eq!(short_date(Lang::Eu, day), "2026-04-02");
    }

    #[test]
    fn hours_are_those_of_madrid_in_winter_and_summer() {
        let winter: Timestamp = "2026-11-22T09:42:00Z".parse().unwrap();
        let summer: Timestamp = "2026-07-01T22:30:00Z".parse().unwrap();
        assert_eq!(
            date_time(Lang::Es, winter.civil()),
            "22 de noviembre de 2026, 10:42"
        );
        assert_eq!(
            date_time(Lang::Es, summer.civil()),
            "2 de julio de 2026, 00:30"
        );
    }

    #[test]
    fn durations_round_up_so_that_nobody_comes_too_early() {
        assert_eq!(duration(Lang::Es, 1), "un segundo");
        assert_eq!(duration(Lang::Es, 48), "48 segundos");
        assert_eq!(duration(Lang::En, 541), "10 minutes");
        assert_eq!(duration(Lang::Ca, 7200_u64), "2 hores");
        assert_eq!(duration(Lang::Es, 45 * 86_400_u64), "45 días");
        assert_eq!(duration(Lang::Gl, 3600_u64), "60 minutos");
        assert_eq!(duration(Lang::Eu, 3 * 86_400_u64), "3 egun");
    }

    #[test]
    fn numbers_and_sizes_follow_the_language() {
        assert_eq!(number(Lang::Es, 1234_i64), "1234");
        assert_eq!(number(Lang::Es, -1_234_567_i64), "-1\u{202f}234\u{202f}567");
        assert_eq!(number(Lang::En, 12_345_i64), "12,345");
        assert_eq!(file_size(Lang::Es, 83_100_u64), "84 kB");
        assert_eq!(file_size(Lang::Es, 1_150_000_u64), "1,2 MB");
    }
}
