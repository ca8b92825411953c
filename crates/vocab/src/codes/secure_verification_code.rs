//! The code at the foot of a document, with which anyone can compare it with the original.
//!
//! # Check characters
//!
//! The 22 characters are a word of a Reed–Solomon code over GF(32), shortened to length 22, with
//! two check symbols. Values of characters are those of RFC 4648 §6 (`A` = 0 … `Z` = 25, `2` = 26
//! … `7` = 31), read as polynomials over GF(2) modulo `x^5 + x^2 + 1`, with `α` = `x` = 2. Read
//! the 22 characters as coefficients, first the highest power. The word is valid if and only if
//! the polynomial is zero at `α` and at `α²`.
//!
//! To compute the two check characters: `(h, l) = (0, 0)`; for each of the 20 values `d` let
//! `f = d + h`, then `h = l + 6·f` and `l = 8·f` (sums and products in the field; 6 is `α + α²`
//! and 8 is `α³`). The check characters are those of `h` and `l`.
//!
//! The code has distance three: every mistake in one or two characters is found, wherever they
//! stand, and with it every exchange of two characters. Of all other mistakes one in 1,024 passes
//! and is then told by the look-up.

use thiserror::Error;

use super::{base32, grouped_by_four, squeezed};
use crate::chance::Entropy;

/// Twenty random base32 characters (100 bits) and two check characters (D3).
///
/// Whoever holds the code of a bearer document may see the document, so `Debug` does not print
/// it; `Display` does, because it stands in addresses and on paper.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecureVerificationCode(String);

/// Why a text is no verification code. Told before any look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SecureVerificationCodeError {
    /// Not 22 characters.
    #[error("the code does not have 22 characters")]
    Length,
    /// A character other than A to Z and 2 to 7.
    #[error("the code has a character that does not occur in such codes")]
    Character,
    /// The check characters do not fit: something was mistyped.
    #[error("the check characters of the code are wrong")]
    CheckCharacters,
}

impl SecureVerificationCode {
    /// Characters of a code, check characters included.
    pub const LENGTH: usize = 22;
    /// Random characters of a code.
    const RANDOM: usize = 20;

    /// Draws a code.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self::with_check(base32::random_symbols(entropy, Self::RANDOM))
    }

    /// Reads a code; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// See [`SecureVerificationCodeError`].
    pub fn parse(text: &str) -> Result<Self, SecureVerificationCodeError> {
        let code = squeezed(text);
        if !code.chars().all(base32::is_symbol) {
            return Err(SecureVerificationCodeError::Character);
        }
        if code.len() != Self::LENGTH {
            return Err(SecureVerificationCodeError::Length);
        }
        let random: String = code.chars().take(Self::RANDOM).collect();
        let expected = Self::with_check(random);
        if expected.0 != code {
            return Err(SecureVerificationCodeError::CheckCharacters);
        }
        Ok(expected)
    }

    fn with_check(mut random: String) -> Self {
        let (high, low) = check_symbols(&random);
        random.push(base32::symbol(high));
        random.push(base32::symbol(low));
        Self(random)
    }

    /// The canonical text: 22 characters, upper case, without hyphens; the form in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four with hyphens, as documents print it (the last group has two).
    #[must_use]
    pub fn grouped(&self) -> String {
        grouped_by_four(&self.0, '-')
    }
}

word!(SecureVerificationCode, SecureVerificationCodeError);
shown!(SecureVerificationCode);
redacted_debug!(SecureVerificationCode);

/// The remainder of `data · x²` by `(x + α)(x + α²) = x² + 6x + 8`.
fn check_symbols(data: &str) -> (u8, u8) {
    data.chars()
        .filter_map(base32::value)
        .fold((0, 0), |(high, low), value| {
            let feedback = value ^ high;
            (low ^ times(6, feedback), times(8, feedback))
        })
}

/// Product in GF(32) modulo `x^5 + x^2 + 1`.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 0x20 != 0 {
            a ^= 0x25;
        }
        b >>= 1;
    }
    product
}
