//! The number that the browser shows and the person types in the app.

use super::{CodeError, checked, is_digit, random_digits, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// Three digits. Who sees another browser than the one that asked types another number.
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct MatchNumber(Secret<String>);

impl MatchNumber {
    /// Digits of a number.
    pub const LENGTH: usize = 3;

    /// Draws a number.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Secret::new(random_digits(entropy, Self::LENGTH)))
    }

    /// Reads a number; spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        checked(squeezed(text), &[Self::LENGTH], is_digit).map(|number| Self(Secret::new(number)))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

word!(MatchNumber, CodeError);
redacted_debug!(MatchNumber);
