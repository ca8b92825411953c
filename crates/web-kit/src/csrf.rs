//! Forms are accepted from our own pages only.
//!
//! Two checks, each enough by itself. The browser's own word: `Sec-Fetch-Site` and `Origin` of
//! every request that changes something. And a token in every form: an HMAC of a random cookie of
//! this face, which another site can neither read nor set.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::header::ORIGIN;
use http::{HeaderMap, Method};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use vocab::Entropy;

use crate::face::CsrfKey;

/// The name of the form field that carries the token.
pub const FIELD: &str = "_token";

/// Whether a request that changes something comes from a page of `origin`.
///
/// `Sec-Fetch-Site: none` is a reload that the person asked for. `Origin: null` is what a page
/// with `Referrer-Policy: no-referrer` sends; then, and where a browser sends neither header, the
/// token alone decides.
#[must_use]
pub fn is_from_ourselves(method: &Method, headers: &HeaderMap, origin: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    match headers.get(ORIGIN) {
        None => true,
        Some(from) => from == "null" || from.as_bytes() == origin.as_bytes(),
    }
}

/// A new random cookie value: 128 bits.
pub(crate) fn new_seed(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a cookie value has the shape of a seed.
pub(crate) fn is_seed(value: &str) -> bool {
    URL_SAFE_NO_PAD
        .decode(value)
        .is_ok_and(|bytes| bytes.len() == 16)
}

/// The token that belongs to a seed.
pub(crate) fn token(key: &CsrfKey, face: &str, seed: &str) -> String {
    // Cannot fail: HMAC takes keys of any length (RFC 2104 §2).
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("any length");
    for part in ["aldaba form token", face, seed] {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// Whether the token sent is the token expected, compared in constant time.
pub(crate) fn matches(sent: &str, expected: &str) -> bool {
    bool::from(sent.as_bytes().ct_eq(expected.as_bytes()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn ours(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_from_ourselves(&Method::POST, &headers, "https://identity.example.es")
    }

    #[test]
    fn other_sites_are_refused() {
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://identity.example.es")
        ]));
    }

    #[test]
    fn our_own_pages_and_old_browsers_are_not() {
        assert!(ours(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(ours(&[("origin", "https://identity.example.es")]));
        assert!(ours(&[]));
        let cross: HeaderMap = [(
            http::HeaderName::from_static("sec-fetch-site"),
            "cross-site".parse().unwrap(),
        )]
        .into_iter()
        .collect();
        assert!(is_from_ourselves(
            &Method::GET,
            &cross,
            "https://identity.example.es"
        ));
    }

    #[test]
    fn tokens_differ_by_key_face_and_seed() {
        let key = CsrfKey::new([1; 32]);
        let known = token(&key, "identity", "seed");
        assert!(matches(&known, &token(&key, "identity", "seed")));
        for other in [
            token(&CsrfKey::new([2; 32]), "identity", "seed"),
            token(&key, "sede", "seed"),
            token(&key, "identity", "other"),
            String::new(),
        ] {
            assert!(!matches(&other, &known));
        }
    }
}
