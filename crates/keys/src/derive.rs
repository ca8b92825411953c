//! Sub-keys by HKDF-SHA-256 (RFC 5869), one for each context text.

use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use zeroize::Zeroizing;

/// A secret from which independent keys are derived.
pub(crate) struct Root(Prk);

struct ThirtyTwo;

impl KeyType for ThirtyTwo {
    fn len(&self) -> usize {
        32
    }
}

impl Root {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        Self(Salt::new(HKDF_SHA256, b"aldaba").extract(secret))
    }

    /// The key for `area` and `purpose`; different pairs give unrelated keys. No area may be
    /// the beginning of another: each ends with a slash.
    pub(crate) fn key(&self, area: &'static str, purpose: &str) -> Zeroizing<[u8; 32]> {
        debug_assert!(area.ends_with('/'));
        let info = [area.as_bytes(), purpose.as_bytes()];
        let mut key = Zeroizing::new([0; 32]);
        // Cannot fail: HKDF-SHA-256 gives up to 8160 bytes, and the lengths agree.
        let material = self
            .0
            .expand(&info, ThirtyTwo)
            .expect("32 bytes can be derived");
        // Cannot fail: see above.
        material
            .fill(key.as_mut())
            .expect("32 bytes can be derived");
        key
    }
}
