//! The code with which a person unlocks the app where the device cannot recognise them.

use super::{CodeError, checked, is_digit};
use crate::secret::Secret;
use crate::time::PartialDate;

/// Six to twelve digits that the person chose.
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct UnlockCode(Secret<String>);

impl UnlockCode {
    /// Fewest and most digits. A million values at five tries on one device.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 6..=12;

    /// Reads a code as it was typed, without forgiving anything: the app shows digits only.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let lengths: Vec<usize> = Self::LENGTHS.collect();
        checked(text.to_owned(), &lengths, is_digit).map(|code| Self(Secret::new(code)))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether somebody who knows the person tries it first: one digit repeated, a run up or
    /// down, or the birth date in one of its usual forms.
    #[must_use]
    pub fn is_too_easy(&self, birth_date: PartialDate) -> bool {
        let digits: Vec<u8> = self.as_str().bytes().collect();
        let steps = |step: u8| {
            digits.windows(2).all(|pair| match pair {
                [left, right] => left.wrapping_add(step) == *right,
                _ => false,
            })
        };
        steps(0) || steps(1) || steps(255) || self.is_date(birth_date)
    }

    fn is_date(&self, date: PartialDate) -> bool {
        let (Some(month), Some(day)) = (date.month(), date.day()) else {
            return false;
        };
        let (year, short) = (date.year(), date.year() % 100);
        [
            format!("{day:02}{month:02}{year:04}"),
            format!("{year:04}{month:02}{day:02}"),
            format!("{day:02}{month:02}{short:02}"),
            format!("{short:02}{month:02}{day:02}"),
        ]
        .iter()
        .any(|form| form == self.as_str())
    }
}

redacted_debug!(UnlockCode);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn easy(code: &str) -> bool {
        let born = PartialDate::parse("1984-03-09").unwrap();
        UnlockCode::parse(code).unwrap().is_too_easy(born)
    }

    #[test]
    fn what_everybody_tries_first_is_too_easy() {
        for code in [
            "000000", "7777777", "123456", "345678", "987654", "090384", "09031984", "19840309",
            "840309",
        ] {
            assert!(easy(code), "{code}");
        }
        for code in ["730518", "112233", "123457", "090385", "890123"] {
            assert!(!easy(code), "{code}");
        }
    }

    #[test]
    fn six_to_twelve_digits_and_nothing_else() {
        assert_eq!(UnlockCode::parse("73051"), Err(CodeError::Length));
        assert_eq!(UnlockCode::parse("7305180000000"), Err(CodeError::Length));
        assert_eq!(UnlockCode::parse("73051a"), Err(CodeError::Character));
        assert_eq!(UnlockCode::parse("730 518"), Err(CodeError::Character));
    }
}
