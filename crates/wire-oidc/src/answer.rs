//! A JSON answer, or a token in its place, ready for a face to send.

use crate::encoding::to_json;

/// Status, headers and body of an answer of the endpoints that machines call.
///
/// `content-type`, and `cache-control: no-store` with `pragma: no-cache` (RFC 6749 §5.1),
/// are always among the headers.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case and their values.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON document, or the token.
    pub body: String,
}

impl JsonAnswer {
    pub(crate) fn new<T: serde::Serialize>(status: u16, document: &T) -> Self {
        Self {
            status,
            headers: headers("application/json"),
            body: to_json(document),
        }
    }

    /// A token instead of a JSON document (OpenID Connect Core §5.3.2).
    #[must_use]
    pub fn token(token: String) -> Self {
        Self {
            status: 200,
            headers: headers("application/jwt"),
            body: token,
        }
    }

    pub(crate) fn with_challenge(mut self, challenge: String) -> Self {
        self.headers.push(("www-authenticate", challenge));
        self
    }

    /// The same with the nonce that the next proof of possession must carry (RFC 9449 §8).
    #[must_use]
    pub fn with_dpop_nonce(mut self, nonce: String) -> Self {
        self.headers.push(("dpop-nonce", nonce));
        self
    }
}

fn headers(content_type: &str) -> Vec<(&'static str, String)> {
    vec![
        ("content-type", content_type.to_owned()),
        ("cache-control", "no-store".to_owned()),
        ("pragma", "no-cache".to_owned()),
    ]
}

/// The body may be a token, so that only its size is shown.
impl std::fmt::Debug for JsonAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JsonAnswer")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}
