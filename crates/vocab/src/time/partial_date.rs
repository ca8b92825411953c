//! Birth dates as registers know them: sometimes the day or the month is missing.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

/// A date of which the day, or the month and the day, may be unknown.
///
/// Canonical text: `1990`, `1990-05`, `1990-05-17`. Foreign civil registers often state only a
/// year, and Spanish ones then write `00` (D30).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is no partial date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PartialDateError {
    /// Nothing was given.
    #[error("the date is empty")]
    Empty,
    /// Not of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[error("the date is not written as year, month and day")]
    Shape,
    /// There is no such day in the calendar.
    #[error("there is no such date")]
    NoSuchDate,
}

impl PartialDate {
    /// Checks the parts against the calendar. Years 1800 to 9999; a day needs a month.
    ///
    /// # Errors
    /// [`PartialDateError::Shape`] for a day without month, [`PartialDateError::NoSuchDate`]
    /// for parts that the calendar does not have.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, PartialDateError> {
        if month.is_none() && day.is_some() {
            return Err(PartialDateError::Shape);
        }
        let exists = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        if !exists || !(1800..=9999).contains(&year) {
            return Err(PartialDateError::NoSuchDate);
        }
        Ok(Self { year, month, day })
    }

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`; `00` stands for an unknown part.
    ///
    /// # Errors
    /// See [`PartialDateError`].
    pub fn parse(text: &str) -> Result<Self, PartialDateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PartialDateError::Empty);
        }
        let mut parts = text.split('-');
        let year = part(parts.next(), 4)?.ok_or(PartialDateError::Shape)?;
        let month = part(parts.next(), 2)?.filter(|month| *month != 0);
        let day = part(parts.next(), 2)?.filter(|day| *day != 0);
        if parts.next().is_some() {
            return Err(PartialDateError::Shape);
        }
        let narrow = |value: Option<i16>| value.and_then(|value| i8::try_from(value).ok());
        Self::new(year, narrow(month), narrow(day))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month from 1 to 12, when known.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, when known.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The whole date, if and only if all parts are known.
    #[must_use]
    pub fn as_date(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The first day that it can be.
    #[must_use]
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// The last day that it can be.
    #[must_use]
    pub fn latest(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.earliest(),
            (Some(_), None) => self.earliest().last_of_month(),
            (None, _) => self.earliest().last_of_year(),
        }
    }

    /// Whether both can be the same day: no part that both know differs (D30).
    #[must_use]
    pub fn may_equal(self, other: Self) -> bool {
        fn agree(a: Option<i8>, b: Option<i8>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => a == b,
                (None, _) | (_, None) => true,
            }
        }
        self.year == other.year && agree(self.month, other.month) && agree(self.day, other.day)
    }

    /// Whether somebody born then has certainly completed `years` years on the day `on`.
    ///
    /// In doubt the answer is no: a person with an incomplete birth date is taken for the
    /// younger. Somebody born on 29 February completes the year on 1 March of common years.
    #[must_use]
    pub fn has_reached_age(self, years: i16, on: Date) -> bool {
        let born = self.latest();
        let elapsed = on.year() - born.year();
        let birthday_passed = (on.month(), on.day()) >= (born.month(), born.day());
        elapsed > years || (elapsed == years && birthday_passed)
    }
}

fn part(text: Option<&str>, width: usize) -> Result<Option<i16>, PartialDateError> {
    let Some(text) = text else { return Ok(None) };
    if text.len() != width || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PartialDateError::Shape);
    }
    text.parse().map(Some).map_err(|_| PartialDateError::Shape)
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartialDate({self})")
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
