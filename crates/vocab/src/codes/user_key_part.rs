//! The part of an access code that the person chooses.

use super::{CodeError, base32, checked, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// Four letters or digits that precede the PIN in the access code, filled in for the person and
/// theirs to change (`facts` B.3, D7). Case does not matter.
///
/// Drawn ones are base32 like the PIN; chosen ones may have any ASCII letter or digit.
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct UserKeyPart(Secret<String>);

impl UserKeyPart {
    /// Characters of the part.
    pub const LENGTH: usize = 4;

    /// Draws a part to fill in.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Secret::new(base32::random_symbols(entropy, Self::LENGTH)))
    }

    /// Reads a part; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        checked(squeezed(text), &[Self::LENGTH], |c| {
            c.is_ascii_alphanumeric()
        })
        .map(|part| Self(Secret::new(part)))
    }

    /// The canonical text, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// The same as [`UserKeyPart::as_str`]: it is one group.
    #[must_use]
    pub fn grouped(&self) -> String {
        self.as_str().to_owned()
    }
}

word!(UserKeyPart, CodeError);
redacted_debug!(UserKeyPart);
