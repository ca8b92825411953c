//! The short name of an officer.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A short name by which administrators and the command line speak of an officer: 2 to 40 of
/// `a`–`z`, digits, dot and hyphen, beginning and ending with a letter or digit. It opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficerHandle(String);

/// A text that is no short name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a short name: use 2 to 40 of a-z, 0-9, dot and hyphen")]
pub struct OfficerHandleError;

impl OfficerHandle {
    /// Reads a short name; case and white space at the ends do not matter.
    ///
    /// # Errors
    /// [`OfficerHandleError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, OfficerHandleError> {
        let handle = text.trim().to_ascii_lowercase();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = (2..=40).contains(&handle.len())
            && handle
                .bytes()
                .all(|byte| plain(byte) || byte == b'.' || byte == b'-')
            && handle.bytes().next().is_some_and(plain)
            && handle.bytes().next_back().is_some_and(plain);
        if fits {
            Ok(Self(handle))
        } else {
            Err(OfficerHandleError)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OfficerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<OfficerHandle> for String {
    fn from(handle: OfficerHandle) -> Self {
        handle.0
    }
}

impl TryFrom<String> for OfficerHandle {
    type Error = OfficerHandleError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_short_and_plain() {
        for (typed, read) in [("julia", "julia"), (" Julia.Roldan-2 ", "julia.roldan-2")] {
            let handle = OfficerHandle::parse(typed);
            assert_eq!(handle.as_ref().map(OfficerHandle::as_str), Ok(read));
        }
        for text in [
            "",
            "j",
            ".julia",
            "julia-",
            "julia roldan",
            "júlia",
            &"j".repeat(41),
        ] {
            assert_eq!(
                OfficerHandle::parse(text),
                Err(OfficerHandleError),
                "{text}"
            );
        }
    }
}
