//! Query strings and form bodies: bounded, decoded strictly, each name once.

use std::collections::{BTreeMap, BTreeSet};

use crate::encoding::form_decoded;
use crate::limits;

/// The parameters of one request.
///
/// A parameter without a value counts as absent (RFC 6749 §3.1). A name that came more than
/// once is remembered as repeated and has no value here, so that no reader can take the
/// first or the last by chance.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, String>,
    repeated: BTreeSet<String>,
}

/// Why a request could not be read at all. Nothing in it may be used, not even the address
/// to which an error could be returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParametersError {
    /// More than [`limits::PARAMETERS_BYTES`].
    #[error("the parameters are longer than {} bytes", limits::PARAMETERS_BYTES)]
    TooLong,
    /// More than [`limits::PARAMETERS_COUNT`].
    #[error("there are more than {} parameters", limits::PARAMETERS_COUNT)]
    TooMany,
    /// Broken percent-encoding, not UTF-8, or a NUL.
    #[error("the parameters are not form-encoded UTF-8")]
    Encoding,
}

impl Parameters {
    /// Reads `application/x-www-form-urlencoded` text: a query string without its `?`, or a
    /// form body.
    ///
    /// # Errors
    /// See [`ParametersError`].
    pub fn parse(encoded: &[u8]) -> Result<Self, ParametersError> {
        if encoded.len() > limits::PARAMETERS_BYTES {
            return Err(ParametersError::TooLong);
        }
        let mut read = Self::default();
        let mut count = 0;
        for pair in encoded
            .split(|&byte| byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            count += 1;
            if count > limits::PARAMETERS_COUNT {
                return Err(ParametersError::TooMany);
            }
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let name = form_decoded(halves.next().unwrap_or_default());
            let value = form_decoded(halves.next().unwrap_or_default());
            let (Some(name), Some(value)) = (name, value) else {
                return Err(ParametersError::Encoding);
            };
            read.insert(name, value)?;
        }
        Ok(read)
    }

    /// Takes pairs that a framework has decoded already; the same bounds apply.
    ///
    /// # Errors
    /// See [`ParametersError`].
    pub fn from_pairs<I, N, V>(pairs: I) -> Result<Self, ParametersError>
    where
        I: IntoIterator<Item = (N, V)>,
        N: Into<String>,
        V: Into<String>,
    {
        let mut read = Self::default();
        let mut bytes = 0_usize;
        for (position, (name, value)) in pairs.into_iter().enumerate() {
            let (name, value) = (name.into(), value.into());
            bytes = bytes.saturating_add(name.len()).saturating_add(value.len());
            if bytes > limits::PARAMETERS_BYTES {
                return Err(ParametersError::TooLong);
            }
            if position >= limits::PARAMETERS_COUNT {
                return Err(ParametersError::TooMany);
            }
            read.insert(name, value)?;
        }
        Ok(read)
    }

    fn insert(&mut self, name: String, value: String) -> Result<(), ParametersError> {
        if name.contains('\0') || value.contains('\0') {
            return Err(ParametersError::Encoding);
        }
        if self.values.remove(&name).is_some() || self.repeated.contains(&name) {
            self.repeated.insert(name);
        } else {
            self.values.insert(name, value);
        }
        Ok(())
    }

    /// The same with a parameter that came by another way, unless it is there already.
    #[must_use]
    pub fn with_default(mut self, name: &str, value: &str) -> Self {
        if self.get(name).is_none() && !self.is_repeated(name) {
            self.values.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// The value of a parameter that came exactly once and is not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Whether this name came more than once.
    #[must_use]
    pub fn is_repeated(&self, name: &str) -> bool {
        self.repeated.contains(name)
    }

    /// Whether any name came more than once (RFC 6749 §3.1 and §3.2 forbid it).
    #[must_use]
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }
}

/// Values may be codes and secrets, so that only the names are shown.
impl std::fmt::Debug for Parameters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parameters")
            .field("names", &self.values.keys().collect::<Vec<_>>())
            .field("repeated", &self.repeated)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn reads_each_name_once_and_treats_empty_as_absent() {
        let read = Parameters::parse(b"a=1&b=&c&d=x%20y+z&=&e=%C3%B1").unwrap();
        assert_eq!(read.get("a"), Some("1"));
        assert_eq!(read.get("b"), None);
        assert_eq!(read.get("c"), None);
        assert_eq!(read.get("d"), Some("x y z"));
        assert_eq!(read.get("e"), Some("ñ"));
        assert!(!read.has_repeated());
    }

    #[test]
    fn a_repeated_name_has_no_value_however_often_it_comes() {
        for text in [
            "a=1&a=2",
            "a=1&a=2&a=3",
            "a=1&a=1&a=1&a=1",
            "a=&a=1",
            "%61=1&a=2",
        ] {
            let read = Parameters::parse(text.as_bytes()).unwrap();
            assert_eq!(read.get("a"), None, "{text}");
            assert!(read.is_repeated("a"), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_too_long_too_many_or_broken() {
        let long = vec![b'a'; limits::PARAMETERS_BYTES + 1];
        assert_eq!(Parameters::parse(&long), Err(ParametersError::TooLong));
        let many = "a=1&".repeat(limits::PARAMETERS_COUNT + 1);
        assert_eq!(
            Parameters::parse(many.as_bytes()),
            Err(ParametersError::TooMany)
        );
        for broken in ["a=%", "a=%ff", "a=%00", "%00=a"] {
            assert_eq!(
                Parameters::parse(broken.as_bytes()),
                Err(ParametersError::Encoding),
                "{broken}"
            );
        }
        let pairs = (0..=limits::PARAMETERS_COUNT).map(|n| (n.to_string(), "x"));
        assert_eq!(Parameters::from_pairs(pairs), Err(ParametersError::TooMany));
    }

    #[test]
    fn shows_no_value_when_debugged() {
        let read = Parameters::parse(b"client_secret=hush").unwrap();
        assert!(!format!("{read:?}").contains("hush"));
    }
}
