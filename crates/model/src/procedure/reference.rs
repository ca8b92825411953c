//! The reference of an application: what a person reads out on the phone.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocab::Entropy;

/// Base32 (RFC 4648 §6): no two symbols are read as the same.
const SYMBOLS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The year and eight random characters, for example `2026-7QK4-2M5R`. It opens nothing by
/// itself: 40 random bits only keep references from being counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApplicationReference(String);

/// A text that is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the reference of an application")]
pub struct ApplicationReferenceError;

impl ApplicationReference {
    /// Draws a reference of a year.
    #[must_use]
    pub fn generate(year: i16, entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        let symbols: String = bytes
            .iter()
            .filter_map(|byte| SYMBOLS.get(usize::from(byte & 31)))
            .map(|symbol| char::from(*symbol))
            .collect();
        Self(with_hyphens(&format!(
            "{:04}{symbols}",
            year.clamp(0, 9_999)
        )))
    }

    /// Reads a reference; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`ApplicationReferenceError`] unless it is a year and eight characters.
    pub fn parse(text: &str) -> Result<Self, ApplicationReferenceError> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .take(13)
            .collect();
        let (year, symbols) = plain.split_at_checked(4).ok_or(ApplicationReferenceError)?;
        let fits = year.bytes().all(|byte| byte.is_ascii_digit())
            && symbols.len() == 8
            && symbols.bytes().all(|byte| SYMBOLS.contains(&byte));
        if fits {
            Ok(Self(with_hyphens(&plain)))
        } else {
            Err(ApplicationReferenceError)
        }
    }

    /// The canonical text, with hyphens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn with_hyphens(plain: &str) -> String {
    let mut out = String::with_capacity(14);
    for (place, c) in plain.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

impl fmt::Display for ApplicationReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ApplicationReference> for String {
    fn from(reference: ApplicationReference) -> Self {
        reference.0
    }
}

impl TryFrom<String> for ApplicationReference {
    type Error = ApplicationReferenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use vocab::SeededEntropy;

    use super::*;

    #[test]
    fn a_reference_reads_back_however_it_is_typed() {
        let reference = ApplicationReference::generate(2026, &SeededEntropy::new(4));
        assert!(reference.as_str().starts_with("2026-"));
        assert_eq!(reference.as_str().len(), 14);
        let sloppy = reference.as_str().to_lowercase().replace('-', " ");
        assert_eq!(ApplicationReference::parse(&sloppy), Ok(reference.clone()));
        assert_eq!(
            ApplicationReference::try_from(String::from(reference.clone())),
            Ok(reference)
        );
    }

    #[test]
    fn anything_else_is_no_reference() {
        for text in [
            "",
            "2026",
            "2026-7QK4-2M5",
            "2026-7QK4-2M5RR",
            "2O26-7QK4-2M5R",
            "2026-7QK0-2M5R",
            "ñ026-7QK4-2M5R",
        ] {
            assert_eq!(
                ApplicationReference::parse(text),
                Err(ApplicationReferenceError),
                "{text}"
            );
        }
    }
}
