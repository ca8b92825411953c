//! The code that activates the permanent credential.

use super::{CodeError, checked, grouped_by_four, is_digit, random_digits, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// Sixteen digits, the last a check digit (Luhn, ISO/IEC 7812-1 annex B), given with the receipt
/// of a registration (D4).
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(Secret<String>);

impl ActivationCode {
    /// Digits of a code, check digit included.
    pub const LENGTH: usize = 16;

    /// Draws a code.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut code = random_digits(entropy, Self::LENGTH - 1);
        // The check digit is what the sum of the code with a zero in its place lacks to a ten.
        code.push('0');
        let missing = (10 - luhn_sum(&code) % 10) % 10;
        code.pop();
        code.extend(char::from_digit(missing, 10));
        Self(Secret::new(code))
    }

    /// Reads a code; spaces and hyphens do not matter.
    ///
    /// # Errors
    /// See [`CodeError`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let code = checked(squeezed(text), &[Self::LENGTH], is_digit)?;
        if !luhn_sum(&code).is_multiple_of(10) {
            return Err(CodeError::CheckDigit);
        }
        Ok(Self(Secret::new(code)))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// In groups of four with hyphens.
    #[must_use]
    pub fn grouped(&self) -> String {
        grouped_by_four(self.as_str(), '-')
    }
}

word!(ActivationCode, CodeError);
redacted_debug!(ActivationCode);

/// The sum of the digits, every second from the right but one doubled and its digits added.
fn luhn_sum(digits: &str) -> u32 {
    digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum()
}
