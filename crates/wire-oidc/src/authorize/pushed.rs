//! Pushed authorization requests (RFC 9126): the client hands its request over itself, and the
//! browser carries only a reference that means nothing to anybody else.

use serde::Serialize;

use super::Refusal;
use crate::answer::JsonAnswer;

/// What every reference begins with (RFC 9126 §2.2).
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// A reference to a pushed request.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestUri {
    secret: String,
}

/// Whoever knows the reference can use the request once, so that it is not shown.
impl std::fmt::Debug for RequestUri {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RequestUri(…)")
    }
}

impl RequestUri {
    /// The reference with a secret of the caller's, which nobody can guess.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self {
            secret: secret.to_owned(),
        }
    }

    /// Reads a reference of ours; `None` for any other address, which is never fetched.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let secret = text.strip_prefix(PREFIX)?;
        let sound = (1..=128).contains(&secret.len())
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
        sound.then(|| Self::new(secret))
    }

    /// The secret in it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl std::fmt::Display for RequestUri {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{PREFIX}{}", self.secret)
    }
}

#[derive(Serialize)]
struct Accepted {
    request_uri: String,
    expires_in: i64,
}

#[derive(Serialize)]
struct Refused {
    error: &'static str,
    error_description: &'static str,
}

/// The answer that a request was accepted, for so many seconds.
#[must_use]
pub fn accepted(reference: &RequestUri, expires_in: i64) -> JsonAnswer {
    JsonAnswer::new(
        201,
        &Accepted {
            request_uri: reference.to_string(),
            expires_in,
        },
    )
}

/// The answer that it was not (RFC 9126 §2.3).
#[must_use]
pub fn refused(refusal: Refusal) -> JsonAnswer {
    JsonAnswer::new(
        400,
        &Refused {
            error: refusal.code.as_str(),
            error_description: refusal.description,
        },
    )
}
