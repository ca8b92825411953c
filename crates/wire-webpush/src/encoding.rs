//! Base64url without padding (RFC 4648 §5), and HKDF with SHA-256 (RFC 5869).

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// HKDF for at most 32 bytes, which is one round: extract with `salt`, expand with `info`.
pub(crate) fn hkdf<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> [u8; N] {
    const { assert!(N <= 32, "one round gives 32 bytes") };
    let extracted = hmac::sign(&hmac::Key::new(HMAC_SHA256, salt), secret);
    let mut expand = hmac::Context::with_key(&hmac::Key::new(HMAC_SHA256, extracted.as_ref()));
    for part in info {
        expand.update(part);
    }
    expand.update(&[1]);
    let round = expand.sign();
    let mut out = [0; N];
    for (to, from) in out.iter_mut().zip(round.as_ref()) {
        *to = *from;
    }
    out
}
