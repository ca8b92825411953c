//! The one-time PIN that a person types to enter.

use super::{CodeError, base32, checked, squeezed};
use crate::chance::Entropy;
use crate::secret::Secret;

/// How many characters a PIN has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PinLength {
    /// Three characters, 32,768 values, as the norm has it (`facts` B.3).
    Short,
    /// Six characters, a thousand million values, while the platform is under attack (D6).
    Long,
}

impl PinLength {
    /// The number of characters.
    #[must_use]
    pub const fn characters(self) -> usize {
        match self {
            Self::Short => 3,
            Self::Long => 6,
        }
    }
}

/// Three or six base32 characters (no 0, 1, 8, 9 and no Ñ).
///
/// A credential: `Debug` does not print it and it compares in constant time.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimePin(Secret<String>);

impl OneTimePin {
    /// Draws a PIN.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy, length: PinLength) -> Self {
        Self(Secret::new(base32::random_symbols(
            entropy,
            length.characters(),
        )))
    }

    /// Reads a PIN of either length; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let lengths = [PinLength::Short.characters(), PinLength::Long.characters()];
        checked(squeezed(text), &lengths, base32::is_symbol).map(|pin| Self(Secret::new(pin)))
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// The same as [`OneTimePin::as_str`]: too short for groups.
    #[must_use]
    pub fn grouped(&self) -> String {
        self.as_str().to_owned()
    }

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> PinLength {
        if self.as_str().len() == PinLength::Short.characters() {
            PinLength::Short
        } else {
            PinLength::Long
        }
    }
}

word!(OneTimePin, CodeError);
redacted_debug!(OneTimePin);
