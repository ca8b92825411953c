//! Lines of a zone: the right shape, the right alphabet, not yet understood.

use std::fmt;

use thiserror::Error;

use super::check_digit::{Checked, check_digit};
use super::format::{Field, Format, Span};

/// The lines of a zone. Debug shows the format only: the rest is personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Lines {
    format: Format,
    /// One line after another, without line ends; only `A`–`Z`, `0`–`9` and `<`.
    cells: Vec<u8>,
}

/// Why a text is no zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LinesError {
    /// Neither three lines of 30, two of 36 nor two of 44 characters.
    #[error("not three lines of 30, two of 36 or two of 44 characters")]
    Shape,
    /// A character outside the alphabet; counted from 1.
    #[error("line {line}, character {column}: not a capital letter, a digit or <")]
    Character {
        /// The line.
        line: usize,
        /// The character in it.
        column: usize,
    },
}

impl Lines {
    /// Longest text that is looked at, in bytes: the longest zone with spaces between all cells.
    const MAX_BYTES: usize = 2 * 90 + 8;

    /// Reads text with or without line ends. Spaces do not matter, nor does case.
    ///
    /// # Errors
    /// See [`LinesError`].
    pub fn parse(text: &str) -> Result<Self, LinesError> {
        if text.len() > Self::MAX_BYTES {
            return Err(LinesError::Shape);
        }
        let squeezed = |line: &str| -> Vec<char> {
            line.chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| c.to_ascii_uppercase())
                .collect()
        };
        let lines: Vec<Vec<char>> = text
            .lines()
            .map(squeezed)
            .filter(|line| !line.is_empty())
            .collect();
        let format = Self::shape(&lines).ok_or(LinesError::Shape)?;
        let width = format.width();
        let mut cells = Vec::with_capacity(lines.len() * width);
        for (at, c) in lines.concat().into_iter().enumerate() {
            match u8::try_from(c) {
                Ok(cell @ (b'A'..=b'Z' | b'0'..=b'9' | b'<')) => cells.push(cell),
                _ => {
                    return Err(LinesError::Character {
                        line: at / width + 1,
                        column: at % width + 1,
                    });
                }
            }
        }
        Ok(Self { format, cells })
    }

    fn shape(lines: &[Vec<char>]) -> Option<Format> {
        if let [only] = lines {
            let fits = |format: &Format| format.lines() * format.width() == only.len();
            return Format::ALL.into_iter().find(fits);
        }
        let width = lines.first()?.len();
        let even = lines.iter().all(|line| line.len() == width);
        Format::of(lines.len(), width).filter(|_| even)
    }

    /// Lines out of cells in order; `None` if they are not as many as the format has, or not in
    /// the alphabet.
    #[must_use]
    pub fn of(format: Format, cells: Vec<u8>) -> Option<Self> {
        let in_alphabet = cells
            .iter()
            .all(|cell| matches!(cell, b'A'..=b'Z' | b'0'..=b'9' | b'<'));
        (in_alphabet && cells.len() == format.lines() * format.width())
            .then_some(Self { format, cells })
    }

    /// The format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// All cells, line after line, in ASCII.
    #[must_use]
    pub fn cells(&self) -> &[u8] {
        &self.cells
    }

    /// The text of each line.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.cells
            .chunks(self.format.width())
            .map(|line| std::str::from_utf8(line).unwrap_or_default())
    }

    pub(crate) fn at(&self, at: Span) -> &[u8] {
        let start = at.line * self.format.width() + at.start;
        self.cells.get(start..start + at.length).unwrap_or_default()
    }

    /// The cells of a field, empty if the format does not have it.
    pub(crate) fn field(&self, wanted: Field) -> &[u8] {
        let fields = self.format.layout().fields;
        let found = fields.iter().find(|(field, _)| *field == wanted);
        found.map_or(&[], |(_, at)| self.at(*at))
    }

    fn behind(&self, at: Span) -> u8 {
        let behind = Span {
            start: at.start + at.length,
            length: 1,
            ..at
        };
        self.at(behind).first().copied().unwrap_or_default()
    }

    /// Whether the number of the document is longer than its field. Then a filler stands where
    /// its check digit belongs, and the rest of the number and the digit begin the optional data
    /// (ICAO 9303-5 §4.2.2.1 note j, 9303-6 §4.2.2.2 note j). Passports do not have that.
    pub(crate) fn long_number(&self) -> Option<(Vec<u8>, u8)> {
        let layout = self.format.layout();
        let (_, at) = layout
            .checks
            .iter()
            .find(|(checked, _)| *checked == Checked::DocumentNumber)?;
        if self.format == Format::Td3 || self.behind(*at) != b'<' {
            return None;
        }
        let optional = self.field(Field::OptionalData);
        let rest = optional.split(|cell| *cell == b'<').next()?;
        let (digit, rest) = rest.split_last()?;
        let number = [self.at(*at), rest].concat();
        (!rest.is_empty()).then_some((number, *digit))
    }

    /// Every check digit that does not fit what it is computed over; empty if and only if all fit.
    #[must_use]
    pub fn wrong_check_digits(&self) -> Vec<Checked> {
        let layout = self.format.layout();
        let mut wrong = Vec::new();
        for (checked, at) in layout.checks {
            let cells = self.at(*at);
            let written = self.behind(*at);
            let right = match (checked, self.long_number()) {
                (Checked::DocumentNumber, Some((number, digit))) => check_digit(number) == digit,
                // Optional data that are not there may have 0 or nothing (ICAO 9303-4 §4.2.2.2).
                (Checked::OptionalData, _) if cells.iter().all(|cell| *cell == b'<') => {
                    matches!(written, b'0' | b'<')
                }
                _ => check_digit(cells.iter().copied()) == written,
            };
            if !right {
                wrong.push(*checked);
            }
        }
        if self.at(layout.composite_at) != [self.composite_digit()] {
            wrong.push(Checked::Composite);
        }
        wrong
    }

    pub(crate) fn composite_digit(&self) -> u8 {
        let spans = self.format.layout().composite;
        check_digit(spans.iter().flat_map(|at| self.at(*at)).copied())
    }
}

/// The lines with an end of line after each but the last.
impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, line) in self.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            f.write_str(line)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lines({:?})", self.format)
    }
}
