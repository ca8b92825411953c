//! The numeric code that proves possession of a telephone.

use super::{CodeError, checked, is_digit, random_digits, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// Six digits, sent by SMS (D5).
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct OtpCode(Secret<String>);

impl OtpCode {
    /// Digits of a code.
    pub const LENGTH: usize = 6;

    /// Draws a code.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Secret::new(random_digits(entropy, Self::LENGTH)))
    }

    /// Reads a code; spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        checked(squeezed(text), &[Self::LENGTH], is_digit).map(|code| Self(Secret::new(code)))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// The same as [`OtpCode::as_str`]: telephones fill it in as one word.
    #[must_use]
    pub fn grouped(&self) -> String {
        self.as_str().to_owned()
    }
}

word!(OtpCode, CodeError);
redacted_debug!(OtpCode);
