//! Secrets that a browser or a client carries: cookies, authorization codes, access tokens.

use std::fmt;

use thiserror::Error;

use crate::chance::Entropy;

/// 256 random bits as 64 hexadecimal digits. Whoever shows it is believed, so it is stored only
/// as a keyed hash and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerSecret(String);

/// A text that is no bearer secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a bearer secret")]
pub struct BearerSecretError;

impl BearerSecret {
    /// Draws a fresh secret.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads a secret back; nothing is forgiven, since no person types it.
    ///
    /// # Errors
    /// [`BearerSecretError`] unless it is 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, BearerSecretError> {
        let right = text.len() == 64
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if right {
            Ok(Self(text.to_owned()))
        } else {
            Err(BearerSecretError)
        }
    }

    /// The text that travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for BearerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerSecret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    #[test]
    fn a_secret_reads_back_and_does_not_print() {
        let secret = BearerSecret::generate(&SeededEntropy::new(3));
        assert_eq!(BearerSecret::parse(secret.as_str()), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "BearerSecret(redacted)");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "abc", &"A".repeat(64), &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(BearerSecret::parse(text), Err(BearerSecretError), "{text}");
        }
    }
}
