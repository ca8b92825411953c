//! The code of a request that waits in a browser for the person's app.

use super::{CodeError, base32, checked, grouped_by_four, squeezed};
use crate::chance::Entropy;
use crate::secret::{Secret, constant_time_eq};

/// The half of a [`RequestCode`] that names the request: six base32 characters, 30 bits. Unique
/// among requests that are kept; no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestHandle(String);

impl RequestHandle {
    /// Characters of a handle.
    pub const LENGTH: usize = 6;

    /// Draws a handle.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(base32::random_symbols(entropy, Self::LENGTH))
    }

    /// Reads a handle as the store keeps it.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        checked(squeezed(text), &[Self::LENGTH], base32::is_symbol).map(Self)
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Twelve base32 characters, as a QR or typed: a handle, and a half that changes with time, made
/// of 30 bits of a keyed hash. Thirty bits are enough because a device may be wrong ten times an
/// hour and a half lives for a minute.
///
/// A credential while it lives: `Debug` does not print it and it compares in constant time.
#[derive(Clone)]
pub struct RequestCode {
    handle: RequestHandle,
    text: Secret<String>,
}

impl RequestCode {
    /// Characters of a code.
    pub const LENGTH: usize = 2 * RequestHandle::LENGTH;

    /// The code of a request at one time, from a keyed hash over both.
    #[must_use]
    pub fn of(handle: &RequestHandle, keyed_hash: &[u8; 32]) -> Self {
        let mut text = handle.as_str().to_owned();
        let changing = keyed_hash.iter().take(RequestHandle::LENGTH);
        text.extend(changing.map(|byte| base32::symbol(*byte)));
        Self {
            handle: handle.clone(),
            text: Secret::new(text),
        }
    }

    /// Reads a code; case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`CodeError::Character`] or [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let text = checked(squeezed(text), &[Self::LENGTH], base32::is_symbol)?;
        let handle = text.chars().take(RequestHandle::LENGTH).collect();
        Ok(Self {
            handle: RequestHandle(handle),
            text: Secret::new(text),
        })
    }

    /// Which request it names.
    #[must_use]
    pub fn handle(&self) -> &RequestHandle {
        &self.handle
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.expose()
    }

    /// In groups of four, as it is shown.
    #[must_use]
    pub fn grouped(&self) -> String {
        grouped_by_four(self.as_str(), '-')
    }

    /// Whether both are the same, compared in constant time.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        constant_time_eq(self.as_str().as_bytes(), other.as_str().as_bytes())
    }
}

redacted_debug!(RequestCode);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let handle = RequestHandle::parse("k7qmz2").unwrap();
        let code = RequestCode::of(&handle, &[0; 32]);
        assert_eq!(code.grouped(), "K7QM-Z2AA-AAAA");
        let typed = RequestCode::parse(" k7qm z2aa-aaaa").unwrap();
        assert!(typed.is(&code));
        assert_eq!(typed.handle(), &handle);
    }

    #[test]
    fn another_time_gives_another_code_of_the_same_request() {
        let handle = RequestHandle::parse("K7QMZ2").unwrap();
        let (now, later) = (
            RequestCode::of(&handle, &[1; 32]),
            RequestCode::of(&handle, &[2; 32]),
        );
        assert!(!now.is(&later));
        assert_eq!(now.handle(), later.handle());
    }

    #[test]
    fn what_is_no_code_is_told_before_anything_is_looked_up() {
        assert_eq!(RequestCode::parse("K7QM").unwrap_err(), CodeError::Length);
        assert_eq!(
            RequestCode::parse("K7QM-Z2AA-AAA1").unwrap_err(),
            CodeError::Character
        );
    }

    #[test]
    fn debug_does_not_print_it() {
        let code = RequestCode::parse("K7QMZ2AAAAAA").unwrap();
        assert!(!format!("{code:?}").contains("K7QM"));
    }
}
