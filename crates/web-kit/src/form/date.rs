//! A date as printed on a document: three fields, numeric keyboard, no calendar.

use askama::Template;
use vocab::Date;

use crate::icons::{ICONS, Icon};
use crate::markup::{Html, Markup, component};
use crate::texts::KitTexts;

/// The ends of the names of the three fields.
pub(crate) const PARTS: [&str; 3] = ["day", "month", "year"];

/// Why three fields are no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateMistake {
    /// Nothing was written.
    Empty,
    /// A part is missing or is no number.
    Incomplete,
    /// Month before day, by the look of it: the month is over 12 and the day is not.
    Swapped,
    /// A year of two digits.
    ShortYear,
    /// No such day.
    NoSuchDay,
}

/// The date of three fields.
pub(crate) fn read(day: &str, month: &str, year: &str) -> Result<Date, DateMistake> {
    if [day, month, year].iter().all(|part| part.is_empty()) {
        return Err(DateMistake::Empty);
    }
    let number = |part: &str| part.parse::<i16>().ok().filter(|number| *number > 0);
    let (Some(d), Some(m), Some(y)) = (number(day), number(month), number(year)) else {
        return Err(DateMistake::Incomplete);
    };
    if year.len() < 4 {
        return Err(DateMistake::ShortYear);
    }
    if m > 12 && m <= 31 && d <= 12 {
        return Err(DateMistake::Swapped);
    }
    let (Ok(d), Ok(m)) = (i8::try_from(d), i8::try_from(m)) else {
        return Err(DateMistake::NoSuchDay);
    };
    Date::new(y, m, d).map_err(|_| DateMistake::NoSuchDay)
}

/// A date field. Made by [`crate::Form::date`].
#[derive(Debug, Clone, Template)]
#[template(path = "kit/date.html")]
pub struct DateField {
    t: &'static KitTexts,
    name: String,
    label: Html,
    day: String,
    month: String,
    year: String,
    error: Option<String>,
    hint: Option<Html>,
    optional: bool,
    birthday: bool,
}

component!(DateField);

impl DateField {
    pub(crate) fn new(
        t: &'static KitTexts,
        name: &str,
        label: Html,
        [day, month, year]: [String; 3],
        error: Option<String>,
    ) -> Self {
        let name = name.to_owned();
        Self {
            t,
            name,
            label,
            day,
            month,
            year,
            error,
            hint: None,
            optional: false,
            birthday: false,
        }
    }

    /// Words below the label: an example, where it is printed.
    #[must_use]
    pub fn hint(mut self, hint: impl Markup) -> Self {
        self.hint = Some(hint.html());
        self
    }

    /// Adds "(opcional)".
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The person's own date of birth: browsers may fill it in.
    #[must_use]
    pub fn birthday(mut self) -> Self {
        self.birthday = true;
        self
    }

    fn alert(&self) -> Icon {
        ICONS.alert
    }

    fn autocomplete(&self, part: &str) -> String {
        if self.birthday {
            format!("bday-{part}")
        } else {
            "off".to_owned()
        }
    }

    fn described_by(&self) -> String {
        let error = self.error.as_ref().map(|_| format!("{}-e", self.name));
        let hint = self.hint.as_ref().map(|_| format!("{}-h", self.name));
        [error, hint]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_is_told_apart() {
        assert_eq!(read("9", "3", "2031").ok(), Date::new(2031, 3, 9).ok());
        assert_eq!(read("", "", ""), Err(DateMistake::Empty));
        assert_eq!(read("9", "", "2031"), Err(DateMistake::Incomplete));
        assert_eq!(read("-9", "3", "2031"), Err(DateMistake::Incomplete));
        assert_eq!(read("3", "29", "2031"), Err(DateMistake::Swapped));
        assert_eq!(read("9", "3", "31"), Err(DateMistake::ShortYear));
        assert_eq!(read("29", "2", "2031"), Err(DateMistake::NoSuchDay));
    }
}
