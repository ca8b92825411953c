//! Dates with two digits of the year.

use vocab::{Date, PartialDate};

/// How many years ago a document may have expired and still be read with the right century.
/// Documents of identity are valid for at most ten years, those of old people for longer; nobody
/// shows one that ended a generation ago.
pub const EXPIRED_YEARS: i16 = 20;

/// Two cells as a number; `None` for two fillers or `00`, both of which mean "not known".
/// Anything else is no number.
fn two(cells: &[u8]) -> Result<Option<i8>, ()> {
    match cells {
        [b'<', b'<'] => Ok(None),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            let value = (tens - b'0') * 10 + (ones - b'0');
            Ok(i8::try_from(value).ok().filter(|value| *value > 0))
        }
        _ => Err(()),
    }
}

fn year(cells: &[u8]) -> Result<i16, ()> {
    match cells {
        [b'0', b'0'] => Ok(0),
        _ => two(cells)?.map(i16::from).ok_or(()),
    }
}

fn parts(cells: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (year, rest) = cells.split_at_checked(2)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some((year, month, day))
}

/// A birth: not after `today`, and less than a hundred years before it. All fillers are `None`.
pub(crate) fn birth(cells: &[u8], today: Date) -> Result<Option<PartialDate>, ()> {
    if cells.iter().all(|cell| *cell == b'<') {
        return Ok(None);
    }
    let (yy, mm, dd) = parts(cells).ok_or(())?;
    let (yy, month, day) = (year(yy)?, two(mm)?, two(dd)?);
    let this_century = today.year() - today.year().rem_euclid(100);
    let born = |year| PartialDate::new(year, month, day).ok();
    // 29 February may exist in one of the two years only.
    [this_century + yy, this_century + yy - 100]
        .into_iter()
        .filter_map(born)
        .find(|date| date.earliest() <= today)
        .map(Some)
        .ok_or(())
}

/// An expiry, in the hundred years that begin [`EXPIRED_YEARS`] years before `today`. All fillers
/// are `None`: the document does not expire.
pub(crate) fn expiry(cells: &[u8], today: Date) -> Result<Option<Date>, ()> {
    if cells.iter().all(|cell| *cell == b'<') {
        return Ok(None);
    }
    let (yy, mm, dd) = parts(cells).ok_or(())?;
    let (yy, month, day) = (year(yy)?, two(mm)?.ok_or(())?, two(dd)?.ok_or(())?);
    let first = today.year() - EXPIRED_YEARS;
    let full = first + (yy - first).rem_euclid(100);
    Date::new(full, month, day).map(Some).map_err(|_| ())
}

fn digits(value: i16) -> String {
    format!("{:02}", value.rem_euclid(100))
}

pub(crate) fn write_birth(date: Option<PartialDate>) -> String {
    let Some(date) = date else {
        return "<<<<<<".to_owned();
    };
    let part = |value: Option<i8>| value.map_or_else(|| "<<".to_owned(), |v| digits(v.into()));
    digits(date.year()) + &part(date.month()) + &part(date.day())
}

pub(crate) fn write_expiry(date: Option<Date>) -> String {
    date.map_or_else(
        || "<<<<<<".to_owned(),
        |date| write_birth(Some(date.into())),
    )
}

/// Whether two dates look the same in a zone: same day and month, same last two digits of the
/// year. So an expiry can be compared with the one that a register has, `9999-01-01` too.
#[must_use]
pub fn same_two_digit_date(a: Date, b: Date) -> bool {
    write_expiry(Some(a)) == write_expiry(Some(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn day(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn a_birth_is_the_latest_that_is_not_in_the_future() {
        let read =
            |text: &str| birth(text.as_bytes(), TODAY).map(|date| date.map(PartialDate::earliest));
        assert_eq!(read("261122"), Ok(Some(day(2026, 11, 22))));
        assert_eq!(read("261123"), Ok(Some(day(1926, 11, 23))));
        assert_eq!(read("800101"), Ok(Some(day(1980, 1, 1))));
        assert_eq!(read("000229"), Ok(Some(day(2000, 2, 29))));
    }

    #[test]
    fn parts_of_a_birth_may_be_unknown() {
        let read = |text: &str| birth(text.as_bytes(), TODAY);
        assert_eq!(read("<<<<<<"), Ok(None));
        assert_eq!(read("80<<<<"), Ok(PartialDate::new(1980, None, None).ok()));
        assert_eq!(
            read("8005<<"),
            Ok(PartialDate::new(1980, Some(5), None).ok())
        );
        assert_eq!(read("800000"), Ok(PartialDate::new(1980, None, None).ok()));
        for text in [
            "80<<01", "801301", "800230", "8A0101", "<<0101", "80010", "8<0101",
        ] {
            assert_eq!(read(text), Err(()), "{text}");
        }
    }

    #[test]
    fn an_expiry_lies_within_twenty_years_back_and_eighty_ahead() {
        let read = |text: &str| expiry(text.as_bytes(), TODAY);
        assert_eq!(read("060101"), Ok(Some(day(2006, 1, 1))));
        assert_eq!(read("051231"), Ok(Some(day(2105, 12, 31))));
        assert_eq!(read("261122"), Ok(Some(TODAY)));
        assert_eq!(read("990101"), Ok(Some(day(2099, 1, 1))));
        assert_eq!(read("<<<<<<"), Ok(None));
        for text in ["26<<<<", "260231", "260001"] {
            assert_eq!(read(text), Err(()), "{text}");
        }
    }

    #[test]
    fn a_card_that_never_expires_has_the_expiry_of_the_register() {
        assert!(same_two_digit_date(day(2099, 1, 1), day(9999, 1, 1)));
        assert!(!same_two_digit_date(day(2099, 1, 2), day(9999, 1, 1)));
    }
}
