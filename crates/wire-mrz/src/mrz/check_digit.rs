//! Check digits: sums with the weights 7, 3, 1, modulo 10 (ICAO 9303-3 §4.9).

use std::fmt;

/// What a check digit is computed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checked {
    /// The number of the document.
    DocumentNumber,
    /// The date of birth.
    Birth,
    /// The date of expiry.
    Expiry,
    /// The optional data of a passport (personal number).
    OptionalData,
    /// All of these and the optional data of cards: the last digit of the zone.
    Composite,
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocumentNumber => "document number",
            Self::Birth => "date of birth",
            Self::Expiry => "date of expiry",
            Self::OptionalData => "optional data",
            Self::Composite => "whole zone",
        })
    }
}

/// Digits are worth themselves, letters 10 to 35, the filler nothing.
fn value(cell: u8) -> u32 {
    match cell {
        b'0'..=b'9' => u32::from(cell - b'0'),
        b'A'..=b'Z' => u32::from(cell - b'A') + 10,
        _ => 0,
    }
}

/// The check digit of some cells, as ASCII. What is not in the alphabet counts as a filler.
#[must_use]
pub fn check_digit(cells: impl IntoIterator<Item = u8>) -> u8 {
    let sum: u32 = cells
        .into_iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(cell, weight)| value(cell) * weight)
        .fold(0, |sum, term| (sum + term) % 10);
    b'0' + u8::try_from(sum).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ICAO 9303-3 §4.9, examples 1 and 2; whole zones are in `tests/mrz.rs`.
    #[test]
    fn agrees_with_the_examples_of_the_standard() {
        assert_eq!(check_digit(*b"520727"), b'3');
        assert_eq!(check_digit(*b"AB2134<<<"), b'5');
    }

    #[test]
    fn finds_any_two_neighbours_that_changed_places_unless_they_differ_by_five() {
        for (a, b) in [(b'1', b'2'), (b'0', b'9'), (b'A', b'B')] {
            assert_ne!(check_digit([a, b]), check_digit([b, a]));
        }
        assert_eq!(check_digit(*b"16"), check_digit(*b"61"));
    }
}
