//! The three sizes of a zone, and where each field stands in them.

use std::fmt;

use super::check_digit::Checked;

/// Size of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Cards: three lines of 30 (ICAO 9303-5).
    Td1,
    /// Larger cards: two lines of 36 (ICAO 9303-6).
    Td2,
    /// Passports: two lines of 44 (ICAO 9303-4).
    Td3,
}

/// A field of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// One or two letters that say what kind of document it is.
    DocumentCode,
    /// The state or organisation that issued it.
    IssuingState,
    /// The number of the document.
    DocumentNumber,
    /// What the issuing state wants: in a Spanish identity card the number of its holder.
    OptionalData,
    /// A second field of optional data, on cards of three lines.
    SecondOptionalData,
    /// The date of birth.
    Birth,
    /// The sex.
    Sex,
    /// The date of expiry.
    Expiry,
    /// The nationality of the holder.
    Nationality,
    /// The names.
    Names,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocumentCode => "document code",
            Self::IssuingState => "issuing state",
            Self::DocumentNumber => "document number",
            Self::OptionalData => "optional data",
            Self::SecondOptionalData => "second optional data",
            Self::Birth => "date of birth",
            Self::Sex => "sex",
            Self::Expiry => "date of expiry",
            Self::Nationality => "nationality",
            Self::Names => "names",
        })
    }
}

/// What may stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// A letter or the filler.
    Letter,
    /// A digit.
    Digit,
    /// A digit or the filler: dates of which a part is not known, check digits of nothing.
    DigitOrFiller,
    /// `F`, `M`, `X` or the filler.
    Sex,
    /// Anything.
    Any,
}

impl Alphabet {
    /// Whether a cell of this kind may hold the character.
    #[must_use]
    pub fn has(self, cell: u8) -> bool {
        match self {
            Self::Letter => matches!(cell, b'A'..=b'Z' | b'<'),
            Self::Digit => cell.is_ascii_digit(),
            Self::DigitOrFiller => matches!(cell, b'0'..=b'9' | b'<'),
            Self::Sex => matches!(cell, b'F' | b'M' | b'X' | b'<'),
            Self::Any => matches!(cell, b'A'..=b'Z' | b'0'..=b'9' | b'<'),
        }
    }
}

/// Some cells of one line, counted from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) length: usize,
}

const fn span(line: usize, start: usize, length: usize) -> Span {
    Span {
        line,
        start,
        length,
    }
}

/// Where everything stands in one format. A check digit stands in the cell behind its field.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) fields: &'static [(Field, Span)],
    pub(crate) checks: &'static [(Checked, Span)],
    /// What the last check digit is computed over, in this order.
    pub(crate) composite: &'static [Span],
    pub(crate) composite_at: Span,
}

/// ICAO 9303-5 §4.2.2.
static TD1: Layout = Layout {
    fields: &[
        (Field::DocumentCode, span(0, 0, 2)),
        (Field::IssuingState, span(0, 2, 3)),
        (Field::DocumentNumber, span(0, 5, 9)),
        (Field::OptionalData, span(0, 15, 15)),
        (Field::Birth, span(1, 0, 6)),
        (Field::Sex, span(1, 7, 1)),
        (Field::Expiry, span(1, 8, 6)),
        (Field::Nationality, span(1, 15, 3)),
        (Field::SecondOptionalData, span(1, 18, 11)),
        (Field::Names, span(2, 0, 30)),
    ],
    checks: &[
        (Checked::DocumentNumber, span(0, 5, 9)),
        (Checked::Birth, span(1, 0, 6)),
        (Checked::Expiry, span(1, 8, 6)),
    ],
    composite: &[
        span(0, 5, 25),
        span(1, 0, 7),
        span(1, 8, 7),
        span(1, 18, 11),
    ],
    composite_at: span(1, 29, 1),
};

/// ICAO 9303-6 §4.2.2.
static TD2: Layout = Layout {
    fields: &[
        (Field::DocumentCode, span(0, 0, 2)),
        (Field::IssuingState, span(0, 2, 3)),
        (Field::Names, span(0, 5, 31)),
        (Field::DocumentNumber, span(1, 0, 9)),
        (Field::Nationality, span(1, 10, 3)),
        (Field::Birth, span(1, 13, 6)),
        (Field::Sex, span(1, 20, 1)),
        (Field::Expiry, span(1, 21, 6)),
        (Field::OptionalData, span(1, 28, 7)),
    ],
    checks: &[
        (Checked::DocumentNumber, span(1, 0, 9)),
        (Checked::Birth, span(1, 13, 6)),
        (Checked::Expiry, span(1, 21, 6)),
    ],
    composite: &[span(1, 0, 10), span(1, 13, 7), span(1, 21, 14)],
    composite_at: span(1, 35, 1),
};

/// ICAO 9303-4 §4.2.2.
static TD3: Layout = Layout {
    fields: &[
        (Field::DocumentCode, span(0, 0, 2)),
        (Field::IssuingState, span(0, 2, 3)),
        (Field::Names, span(0, 5, 39)),
        (Field::DocumentNumber, span(1, 0, 9)),
        (Field::Nationality, span(1, 10, 3)),
        (Field::Birth, span(1, 13, 6)),
        (Field::Sex, span(1, 20, 1)),
        (Field::Expiry, span(1, 21, 6)),
        (Field::OptionalData, span(1, 28, 14)),
    ],
    checks: &[
        (Checked::DocumentNumber, span(1, 0, 9)),
        (Checked::Birth, span(1, 13, 6)),
        (Checked::Expiry, span(1, 21, 6)),
        (Checked::OptionalData, span(1, 28, 14)),
    ],
    composite: &[span(1, 0, 10), span(1, 13, 7), span(1, 21, 22)],
    composite_at: span(1, 43, 1),
};

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Td1, Self::Td2, Self::Td3];

    /// Lines of a zone: 3, 2, 2.
    #[must_use]
    pub const fn lines(self) -> usize {
        match self {
            Self::Td1 => 3,
            Self::Td2 | Self::Td3 => 2,
        }
    }

    /// Cells of a line: 30, 36, 44.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 => 36,
            Self::Td3 => 44,
        }
    }

    /// The format with so many lines of such a width.
    #[must_use]
    pub fn of(lines: usize, width: usize) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| (format.lines(), format.width()) == (lines, width))
    }

    pub(crate) fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
        }
    }

    /// What may stand in a cell; lines and columns are counted from 0. Outside the zone, nothing
    /// that matters: [`Alphabet::Any`].
    #[must_use]
    pub fn alphabet(self, line: usize, column: usize) -> Alphabet {
        let holds =
            |at: &Span| at.line == line && (at.start..at.start + at.length).contains(&column);
        let layout = self.layout();
        if holds(&layout.composite_at) {
            return Alphabet::Digit;
        }
        if let Some((field, _)) = layout.fields.iter().find(|(_, at)| holds(at)) {
            return match field {
                Field::DocumentCode | Field::IssuingState | Field::Nationality | Field::Names => {
                    Alphabet::Letter
                }
                Field::DocumentNumber | Field::OptionalData | Field::SecondOptionalData => {
                    Alphabet::Any
                }
                Field::Birth | Field::Expiry => Alphabet::DigitOrFiller,
                Field::Sex => Alphabet::Sex,
            };
        }
        // What is left are the check digits. Behind a number of more than nine characters, and
        // behind optional data that are not there, stands a filler instead.
        let after = |(_, at): &&(Checked, Span)| at.line == line && at.start + at.length == column;
        match layout.checks.iter().find(after) {
            Some((Checked::DocumentNumber | Checked::OptionalData, _)) => Alphabet::DigitOrFiller,
            Some(_) => Alphabet::Digit,
            None => Alphabet::Any,
        }
    }

    /// Whether a check digit covers the cell, or stands in it.
    #[must_use]
    pub fn is_checked(self, line: usize, column: usize) -> bool {
        let layout = self.layout();
        layout
            .composite
            .iter()
            .chain([&layout.composite_at])
            .any(|at| at.line == line && (at.start..at.start + at.length).contains(&column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_a_field_or_a_check_digit_and_no_cell_is_two() {
        for format in Format::ALL {
            let layout = format.layout();
            let fields: usize = layout.fields.iter().map(|(_, at)| at.length).sum();
            let digits = layout.checks.len() + 1;
            assert_eq!(fields + digits, format.lines() * format.width());
        }
    }

    #[test]
    fn only_codes_sex_nationality_and_names_are_unchecked() {
        for format in Format::ALL {
            for (field, at) in format.layout().fields {
                let checked = format.is_checked(at.line, at.start);
                let expected = !matches!(
                    field,
                    Field::DocumentCode
                        | Field::IssuingState
                        | Field::Sex
                        | Field::Nationality
                        | Field::Names
                );
                assert_eq!(checked, expected, "{format:?} {field}");
            }
        }
    }
}
