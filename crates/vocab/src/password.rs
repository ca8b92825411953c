//! A password as a person types it.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::secret::Secret;

/// A password in the one form in which it is hashed: NFC, so that `ñ` typed on any keyboard is the
/// same letter (NIST SP 800-63B §3.1.1.2), and without spaces at its ends, which forms cut off.
///
/// Whether it is good enough is `model::password`'s question. A credential: `Debug` does not print
/// it, and it is erased when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Secret<String>);

/// Why a text is no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Nothing but spaces.
    #[error("the password is empty")]
    Empty,
    /// More than [`Password::MAX_CHARS`] characters.
    #[error("the password is longer than {} characters", Password::MAX_CHARS)]
    TooLong,
    /// A character that no keyboard types into a field: a control.
    #[error("the password has a control character")]
    Control,
}

impl Password {
    /// The longest password, in characters: twice what SP 800-63B asks for, and it bounds what a
    /// stranger can make us normalise.
    pub const MAX_CHARS: usize = 128;

    /// Normalises and checks.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub fn parse(text: &str) -> Result<Self, PasswordError> {
        // Four bytes a character, and a few marks that NFC may merge.
        if text.len() > Self::MAX_CHARS * 16 {
            return Err(PasswordError::TooLong);
        }
        let text = Secret::new(text.trim().nfc().collect::<String>());
        let mut characters = 0_usize;
        for c in text.expose().chars() {
            if c.is_control() {
                return Err(PasswordError::Control);
            }
            characters += 1;
        }
        match characters {
            0 => Err(PasswordError::Empty),
            1..=Self::MAX_CHARS => Ok(Self(text)),
            _ => Err(PasswordError::TooLong),
        }
    }

    /// The text, named so that each use stands out when read.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_letters_typed_differently_are_one_password() {
        let composed = Password::parse("Cig\u{fc}e\u{f1}a-2031");
        let apart = Password::parse(" Cigu\u{308}en\u{303}a-2031 ");
        assert_eq!(composed, apart);
    }

    #[test]
    fn what_no_keyboard_types_is_refused() {
        assert_eq!(Password::parse("  "), Err(PasswordError::Empty));
        assert_eq!(Password::parse("a\u{0}b"), Err(PasswordError::Control));
        assert_eq!(
            Password::parse(&"a".repeat(129)),
            Err(PasswordError::TooLong)
        );
        assert!(Password::parse(&"\u{f1}".repeat(128)).is_ok());
        assert_eq!(
            Password::parse(&"a".repeat(99_999)),
            Err(PasswordError::TooLong)
        );
    }

    #[test]
    fn it_does_not_print() {
        let shown = format!("{:?}", Password::parse("very-secret"));
        assert!(!shown.contains("very"), "{shown}");
    }
}
