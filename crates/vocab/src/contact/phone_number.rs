//! Mobile telephones (ITU-T E.164).

use thiserror::Error;

use super::calling_codes;

/// A mobile telephone in E.164 form: `+`, calling code, number.
///
/// Spanish numbers are checked to be mobiles; of other countries only the calling code and the
/// length are known, so a foreign landline passes and shows itself when its code never arrives.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// Why a text is no mobile telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneNumberError {
    /// Nothing was given.
    #[error("the telephone is empty")]
    Empty,
    /// Digits without `+` or `00` that are no Spanish mobile: the country is not known.
    #[error("the telephone has no country prefix")]
    NoPrefix,
    /// Something other than digits, or too few or too many of them.
    #[error("the telephone does not have the right length or characters")]
    Shape,
    /// No country has this prefix.
    #[error("no country has this telephone prefix")]
    UnknownCountry,
    /// A Spanish number that is no mobile; it cannot receive codes.
    #[error("the telephone is not a mobile")]
    NotMobile,
}

impl PhoneNumber {
    /// Calling code of Spain.
    const SPAIN: &'static str = "34";

    /// Reads a telephone as people write it: `+34 612 34 56 78`, `0044 7700 900123`, or a Spanish
    /// mobile without prefix. Spaces, hyphens, full stops, slashes and brackets do not matter; a
    /// trunk zero in brackets, as in `+44 (0)7700`, is left out.
    ///
    /// # Errors
    /// See [`PhoneNumberError`].
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        let text = crate::codes::squeezed(text).replace("(0)", "");
        let written: String = text
            .chars()
            .filter(|c| !matches!(c, '.' | '/' | '(' | ')'))
            .collect();
        if written.is_empty() {
            return Err(PhoneNumberError::Empty);
        }
        let (prefixed, digits) = match written.strip_prefix('+').or(written.strip_prefix("00")) {
            Some(digits) => (true, digits),
            None => (false, written.as_str()),
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneNumberError::Shape);
        }
        if !prefixed {
            return if is_spanish_mobile(digits) {
                Ok(Self(format!("+{}{digits}", Self::SPAIN)))
            } else {
                Err(PhoneNumberError::NoPrefix)
            };
        }
        Self::international(digits)
    }

    fn international(digits: &str) -> Result<Self, PhoneNumberError> {
        // E.164 §6.2.1: at most 15 digits in all; no country has mobiles of fewer than 8.
        if digits.is_empty() {
            return Err(PhoneNumberError::Shape);
        }
        let (code, national) =
            calling_codes::split(digits).ok_or(PhoneNumberError::UnknownCountry)?;
        if !(8..=15).contains(&digits.len()) {
            return Err(PhoneNumberError::Shape);
        }
        if code == Self::SPAIN {
            if national.len() != 9 {
                return Err(PhoneNumberError::Shape);
            }
            if !is_spanish_mobile(national) {
                return Err(PhoneNumberError::NotMobile);
            }
        }
        Ok(Self(format!("+{digits}")))
    }

    /// The canonical text, `+34612345678`.
    #[must_use]
    pub fn as_e164(&self) -> &str {
        &self.0
    }

    /// The same as [`PhoneNumber::as_e164`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits of the calling code, without `+`.
    #[must_use]
    pub fn calling_code(&self) -> &str {
        self.parts().0
    }

    /// Whether the number is Spanish.
    #[must_use]
    pub fn is_spanish(&self) -> bool {
        self.calling_code() == Self::SPAIN
    }

    /// With spaces for reading: `+34 612 345 678`, `+44 7700900123`.
    #[must_use]
    pub fn spaced(&self) -> String {
        let (code, national) = self.parts();
        match (
            code,
            national.get(..3),
            national.get(3..6),
            national.get(6..),
        ) {
            (Self::SPAIN, Some(a), Some(b), Some(c)) => format!("+{code} {a} {b} {c}"),
            (_, _, _, _) => format!("+{code} {national}"),
        }
    }

    /// The last three digits behind asterisks, the same number of them for every telephone.
    #[must_use]
    pub fn masked(&self) -> String {
        let last = self
            .0
            .get(self.0.len().saturating_sub(3)..)
            .unwrap_or_default();
        format!("******{last}")
    }

    fn parts(&self) -> (&str, &str) {
        let digits = self.0.trim_start_matches('+');
        calling_codes::split(digits).unwrap_or(("", digits))
    }
}

word!(PhoneNumber, PhoneNumberError);
shown!(PhoneNumber);
masked_debug!(PhoneNumber);

/// Nine digits beginning with 6 or 7 (national numbering plan, RD 2296/2004).
fn is_spanish_mobile(national: &str) -> bool {
    national.len() == 9 && national.starts_with(['6', '7'])
}
