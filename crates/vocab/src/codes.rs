//! Codes that the platform makes and people type.
//!
//! All of them forgive case, spaces and hyphens. Their alphabet is base32 (RFC 4648 §6, `A`–`Z`
//! and `2`–`7`), where no two symbols are read as the same, or the ten digits.

mod activation_code;
mod base32;
mod letter_code;
mod match_number;
mod one_time_pin;
mod otp_code;
mod request_code;
mod secure_verification_code;
mod unlock_code;
mod user_key_part;

use thiserror::Error;

pub use activation_code::ActivationCode;
pub use letter_code::LetterCode;
pub use match_number::MatchNumber;
pub use one_time_pin::{OneTimePin, PinLength};
pub use otp_code::OtpCode;
pub use request_code::{RequestCode, RequestHandle};
pub use secure_verification_code::{SecureVerificationCode, SecureVerificationCodeError};
pub use unlock_code::UnlockCode;
pub use user_key_part::UserKeyPart;

use crate::chance::Entropy;

/// Why a text is no code. Told before any look-up, so that a slip of the finger costs no try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Too few or too many characters.
    #[error("the code does not have the right number of characters")]
    Length,
    /// A character that such a code never has.
    #[error("the code has a character that does not occur in such codes")]
    Character,
    /// The check digit does not fit the rest.
    #[error("the check digit of the code is wrong")]
    CheckDigit,
}

/// The text without white space and hyphens (also those that word processors and PDF readers put
/// in their place), in ASCII upper case.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// The text in groups of four.
pub(crate) fn grouped_by_four(text: &str, between: char) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (place, c) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(between);
        }
        out.push(c);
    }
    out
}

/// Checks the length and each character of a text that was squeezed. Strange characters are told
/// first: they explain more than a wrong length.
fn checked(code: String, lengths: &[usize], fits: fn(char) -> bool) -> Result<String, CodeError> {
    if !code.chars().all(fits) {
        return Err(CodeError::Character);
    }
    if !lengths.contains(&code.len()) {
        return Err(CodeError::Length);
    }
    Ok(code)
}

/// `count` decimal digits, all equally likely.
fn random_digits(entropy: &dyn Entropy, count: usize) -> String {
    let mut out = String::with_capacity(count);
    let mut byte = [0; 1];
    while out.len() < count {
        entropy.fill(&mut byte);
        let [value] = byte;
        // 250 is the largest multiple of ten that a byte holds; the rest would favour 0 to 5.
        if value < 250 {
            out.push(char::from(b'0' + value % 10));
        }
    }
    out
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
