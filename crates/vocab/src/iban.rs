//! Bank accounts (ISO 13616).

use thiserror::Error;

/// An International Bank Account Number with right check digits, without spaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

/// Why a text is no IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IbanError {
    /// Nothing was given.
    #[error("the account number is empty")]
    Empty,
    /// Not two letters, two digits and 11 to 30 letters or digits; Spanish ones have 24 in all.
    #[error("the account number does not have the right length or characters")]
    Shape,
    /// The check digits do not fit the rest (ISO 7064 MOD 97-10).
    #[error("the check digits of the account number are wrong")]
    CheckDigits,
}

impl Iban {
    /// Reads an IBAN; spaces, hyphens and case do not matter.
    ///
    /// # Errors
    /// See [`IbanError`].
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let iban = crate::codes::squeezed(text);
        if iban.is_empty() {
            return Err(IbanError::Empty);
        }
        let (Some(country), Some(check), Some(rest)) =
            (iban.get(..2), iban.get(2..4), iban.get(4..))
        else {
            return Err(IbanError::Shape);
        };
        let shaped = country.bytes().all(|b| b.is_ascii_uppercase())
            && check.bytes().all(|b| b.is_ascii_digit())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric())
            && (11..=30).contains(&rest.len())
            && (country != "ES" || (iban.len() == 24 && rest.bytes().all(|b| b.is_ascii_digit())));
        if !shaped {
            return Err(IbanError::Shape);
        }
        let moved = rest.chars().chain(country.chars()).chain(check.chars());
        let remainder = moved.filter_map(|c| c.to_digit(36)).fold(0, |acc, value| {
            (acc * if value < 10 { 10 } else { 100 } + value) % 97
        });
        // 00, 01 and 99 can satisfy the sum and are never issued.
        if remainder != 1 || matches!(check, "00" | "01" | "99") {
            return Err(IbanError::CheckDigits);
        }
        Ok(Self(iban))
    }

    /// The canonical text without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four with spaces, as on paper.
    #[must_use]
    pub fn grouped(&self) -> String {
        crate::codes::grouped_by_four(&self.0, ' ')
    }

    /// Country and last four characters.
    #[must_use]
    pub fn masked(&self) -> String {
        let country = self.0.get(..2).unwrap_or_default();
        let last = self
            .0
            .get(self.0.len().saturating_sub(4)..)
            .unwrap_or_default();
        format!("{country}** **** {last}")
    }
}

word!(Iban, IbanError);
shown!(Iban);
masked_debug!(Iban);
