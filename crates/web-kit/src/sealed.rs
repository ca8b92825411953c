//! Cookies that the browser carries but cannot read or change: flow state without a database row.
//!
//! The cipher comes from the caller ([`CookieSealer`]); this module binds the content to the
//! cookie's name and to a time.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vocab::Timestamp;

use crate::cookie::CookieName;

/// Browsers keep at least 4,096 bytes a cookie (RFC 6265 §6.1); name and attributes need some.
const LONGEST: usize = 3800;

/// Authenticated encryption under a key that only the servers of a face have.
pub trait CookieSealer: Send + Sync {
    /// Encrypts `plain` so that it opens only with the same `context`.
    fn seal(&self, context: &str, plain: &[u8]) -> Vec<u8>;

    /// Opens what [`CookieSealer::seal`] made; `None` for anything else.
    fn open(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>>;
}

/// A value does not fit into a cookie.
#[derive(Debug, thiserror::Error)]
pub enum SealedCookieError {
    /// It cannot be written as JSON.
    #[error("the value cannot be written")]
    Written(#[source] serde_json::Error),
    /// It is longer than browsers keep.
    #[error("the value has {0} bytes when sealed; browsers keep about {LONGEST}")]
    TooLong(usize),
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    until: i64,
    value: T,
}

/// Seals `value` into the cookie; it can be opened until `now + lifetime`.
///
/// # Errors
/// [`SealedCookieError`] if the value does not fit.
pub fn seal<T: Serialize>(
    name: &CookieName,
    sealer: &dyn CookieSealer,
    value: &T,
    now: Timestamp,
    lifetime: Duration,
) -> Result<HeaderValue, SealedCookieError> {
    let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
    let envelope = Envelope {
        until: now.as_second().saturating_add(seconds),
        value,
    };
    let plain = serde_json::to_vec(&envelope).map_err(SealedCookieError::Written)?;
    let text = URL_SAFE_NO_PAD.encode(sealer.seal(name.as_str(), &plain));
    if text.len() > LONGEST {
        return Err(SealedCookieError::TooLong(text.len()));
    }
    name.set(&text, Some(lifetime))
        .ok_or(SealedCookieError::TooLong(text.len()))
}

/// The value of the cookie; `None` if there is none, or it was changed, or its time is over.
#[must_use]
pub fn open<T: DeserializeOwned>(
    name: &CookieName,
    sealer: &dyn CookieSealer,
    headers: &HeaderMap,
    now: Timestamp,
) -> Option<T> {
    let text = name.read(headers)?;
    if text.len() > LONGEST {
        return None;
    }
    let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
    let plain = sealer.open(name.as_str(), &sealed)?;
    let envelope: Envelope<T> = serde_json::from_slice(&plain).ok()?;
    (now.as_second() < envelope.until).then_some(envelope.value)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use http::header::COOKIE;

    /// Not a cipher: enough to see what is bound to what.
    struct Marked;

    impl CookieSealer for Marked {
        fn seal(&self, context: &str, plain: &[u8]) -> Vec<u8> {
            [context.as_bytes(), &[0], plain].concat()
        }

        fn open(&self, context: &str, sealed: &[u8]) -> Option<Vec<u8>> {
            sealed
                .strip_prefix(context.as_bytes())?
                .strip_prefix(&[0])
                .map(<[u8]>::to_vec)
        }
    }

    fn sent_back(header: &HeaderValue) -> HeaderMap {
        let pair = header.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(COOKIE, pair.parse().unwrap())])
    }

    #[test]
    fn opens_in_its_own_name_and_time_only() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let name = CookieName::new("identity", "flow", true);
        let header = seal(&name, &Marked, &"step 2", now, Duration::from_secs(60)).unwrap();
        let headers = sent_back(&header);
        assert_eq!(
            open::<String>(&name, &Marked, &headers, now),
            Some("step 2".into())
        );
        let later = Timestamp::from_second(1_800_000_060).unwrap();
        assert_eq!(open::<String>(&name, &Marked, &headers, later), None);
        let moved = header
            .to_str()
            .unwrap()
            .replace("identity-flow", "identity-other");
        let headers = sent_back(&HeaderValue::from_str(&moved).unwrap());
        let other = CookieName::new("identity", "other", true);
        assert_eq!(open::<String>(&other, &Marked, &headers, now), None);
    }

    #[test]
    fn refuses_what_browsers_would_drop() {
        let name = CookieName::new("identity", "flow", false);
        let long = "x".repeat(4000);
        let error = seal(
            &name,
            &Marked,
            &long,
            Timestamp::UNIX_EPOCH,
            Duration::from_secs(1),
        );
        assert!(matches!(error, Err(SealedCookieError::TooLong(_))));
    }
}
