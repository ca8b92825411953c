//! The columns of one row, read as words. Every fault of a row is told, not only the first.

use vocab::{CountryCode, Date, Line, Timestamp};

/// What is wrong with a row, without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column; none where the row as a whole cannot be read.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column {
            Some(column) => write!(f, "column {column}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl Fault {
    /// Of the row as a whole.
    pub(crate) fn of_row(what: impl Into<String>) -> Self {
        Self {
            column: None,
            what: what.into(),
        }
    }

    /// Of one column.
    pub(crate) fn of(column: &'static str, what: impl Into<String>) -> Self {
        Self {
            column: Some(column),
            what: what.into(),
        }
    }
}

/// The cells of a row by the columns of its register; blank where the file has no such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cells {
    columns: &'static [&'static str],
    values: Vec<String>,
}

impl Cells {
    pub(crate) fn blank(columns: &'static [&'static str]) -> Self {
        Self {
            columns,
            values: vec![String::new(); columns.len()],
        }
    }

    pub(crate) fn set(&mut self, place: usize, value: String) {
        if let Some(cell) = self.values.get_mut(place) {
            *cell = value;
        }
    }

    /// The text of a column without white space at the ends.
    fn text(&self, column: &'static str) -> &str {
        let place = self.columns.iter().position(|known| *known == column);
        let value = place.and_then(|place| self.values.get(place));
        value.map_or("", |value| value.trim())
    }
}

/// Reads a row and remembers what is wrong with it.
pub(crate) struct Reading<'a> {
    cells: &'a Cells,
    faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(cells: &'a Cells) -> Self {
        Self {
            cells,
            faults: Vec::new(),
        }
    }

    /// What was built from the row, if and only if nothing is wrong with it.
    pub(crate) fn finish<T>(self, built: Option<T>) -> Result<T, Vec<Fault>> {
        match built {
            Some(built) if self.faults.is_empty() => Ok(built),
            Some(_) | None => Err(self.faults),
        }
    }

    pub(crate) fn fault(&mut self, column: &'static str, what: impl Into<String>) {
        self.faults.push(Fault::of(column, what));
    }

    pub(crate) fn is_blank(&self, column: &'static str) -> bool {
        self.cells.text(column).is_empty()
    }

    pub(crate) fn raw(&self, column: &'static str) -> &'a str {
        self.cells.text(column)
    }

    /// A column that must be there.
    pub(crate) fn need<T, E: std::fmt::Display>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.is_blank(column) {
            self.fault(column, "it is empty and must not be");
            return None;
        }
        self.parsed(column, parse)
    }

    /// A column that may be blank: the outer nothing is a fault, the inner one a blank.
    pub(crate) fn may<T, E: std::fmt::Display>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        if self.is_blank(column) {
            return Some(None);
        }
        self.parsed(column, parse).map(Some)
    }

    fn parsed<T, E: std::fmt::Display>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.cells.text(column)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(column, error.to_string());
                None
            }
        }
    }

    /// `0` and blank are no, `1` is yes.
    pub(crate) fn flag(&mut self, column: &'static str) -> Option<bool> {
        match self.cells.text(column) {
            "" | "0" | "false" => Some(false),
            "1" | "true" => Some(true),
            _ => {
                self.fault(column, "it is neither 0 nor 1");
                None
            }
        }
    }
}

/// One line of text, as text.
pub(crate) fn line(text: &str) -> Result<String, vocab::LineError> {
    Line::parse(text).map(|line| line.to_string())
}

/// Text of some sentences, at most 1,000 characters, of the characters that a line may have.
pub(crate) fn sentences(text: &str) -> Result<String, String> {
    /// The longest; a certificate prints it (docs/specs/register-import.md).
    const MOST: usize = 1_000;
    let words: Vec<&str> = text.split_whitespace().collect();
    for word in &words {
        Line::parse(word).map_err(|error| error.to_string())?;
    }
    let joined = words.join(" ");
    if joined.chars().count() > MOST {
        return Err(format!("the text is longer than {MOST} characters"));
    }
    Ok(joined)
}

/// A whole day, as `2026-11-22`.
pub(crate) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "it is no date like 2026-11-22")
}

/// A country by two letters or three digits.
pub(crate) fn country(text: &str) -> Result<CountryCode, vocab::CountryCodeError> {
    CountryCode::parse(text)
}

/// A moment, as `2026-11-22T09:00:00Z`, or a day, which is its first moment in UTC.
pub(crate) fn moment(text: &str) -> Result<Timestamp, &'static str> {
    const WORDS: &str = "it is no moment like 2026-11-22T09:00:00Z and no date like 2026-11-22";
    if let Ok(moment) = text.parse::<Timestamp>() {
        // The store keeps microseconds.
        return Timestamp::from_microsecond(moment.as_microsecond()).map_err(|_| WORDS);
    }
    let day: Date = text.parse().map_err(|_| WORDS)?;
    let zoned = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| WORDS)?;
    Ok(zoned.timestamp())
}
