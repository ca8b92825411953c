//! The number of a foreigner's document, the contrast datum of a NIE.

use thiserror::Error;

/// Support number of a foreigner's document: `E` or `C` and eight digits.
///
/// On older documents it has fewer digits, which are filled up with zeros on the left
/// (`C1234567` is `C01234567`), as the citizens' pages ask people to do by hand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SupportNumber(String);

/// Which document carries the support number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupportNumberKind {
    /// `E`: foreigner identity card (TIE) or residence permit.
    ForeignerIdCard,
    /// `C`: registration certificate of a citizen of the Union.
    EuCitizenCertificate,
}

/// Why a text is no support number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SupportNumberError {
    /// Nothing was given.
    #[error("the support number is empty")]
    Empty,
    /// It does not begin with `E` or `C`.
    #[error("the support number does not begin with E or C")]
    Letter,
    /// There are no digits behind the letter.
    #[error("the support number has no digits")]
    TooShort,
    /// There are more than eight digits.
    #[error("the support number has more than eight digits")]
    TooLong,
    /// Something other than digits stands behind the letter.
    #[error("the support number has a character that is no digit")]
    Character,
}

impl SupportNumber {
    /// Digits behind the letter in the canonical form.
    const DIGITS: usize = 8;

    /// Reads a support number; case, spaces, hyphens and missing zeros do not matter.
    ///
    /// # Errors
    /// See [`SupportNumberError`].
    pub fn parse(text: &str) -> Result<Self, SupportNumberError> {
        let number = crate::codes::squeezed(text);
        let mut rest = number.chars();
        let letter = rest.next().ok_or(SupportNumberError::Empty)?;
        let digits = rest.as_str();
        if !matches!(letter, 'E' | 'C') {
            return Err(SupportNumberError::Letter);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SupportNumberError::Character);
        }
        match digits.len() {
            0 => Err(SupportNumberError::TooShort),
            1..=Self::DIGITS => Ok(Self(format!("{letter}{digits:0>8}"))),
            _ => Err(SupportNumberError::TooLong),
        }
    }

    /// The canonical text, `E87654321`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which document carries it.
    #[must_use]
    pub fn kind(&self) -> SupportNumberKind {
        if self.0.starts_with('C') {
            SupportNumberKind::EuCitizenCertificate
        } else {
            SupportNumberKind::ForeignerIdCard
        }
    }

    /// The letter and the last two digits.
    #[must_use]
    pub fn masked(&self) -> String {
        let letter = self.0.get(..1).unwrap_or_default();
        let last = self.0.get(7..).unwrap_or_default();
        format!("{letter}******{last}")
    }
}

word!(SupportNumber, SupportNumberError);
shown!(SupportNumber);
masked_debug!(SupportNumber);
