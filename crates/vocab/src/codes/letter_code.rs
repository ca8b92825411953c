//! The code of an invitation letter.

use super::{CodeError, base32, checked, grouped_by_four, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// Sixteen base32 characters (80 random bits) that an invitation letter carries (D2).
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterCode(Secret<String>);

impl LetterCode {
    /// Characters of a code.
    pub const LENGTH: usize = 16;

    /// Draws a code.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Secret::new(base32::random_symbols(entropy, Self::LENGTH)))
    }

    /// Reads a code; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        checked(squeezed(text), &[Self::LENGTH], base32::is_symbol)
            .map(|code| Self(Secret::new(code)))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// In groups of four with hyphens, as the letter prints it.
    #[must_use]
    pub fn grouped(&self) -> String {
        grouped_by_four(self.as_str(), '-')
    }
}

word!(LetterCode, CodeError);
redacted_debug!(LetterCode);
