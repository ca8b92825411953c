//! The parsers, one file each.

pub(crate) mod authorization;
pub(crate) mod claims_request;
pub(crate) mod jwk;
pub(crate) mod jws;
pub(crate) mod mrz;
pub(crate) mod parameters;
pub(crate) mod passkey;
pub(crate) mod pdf;
pub(crate) mod picture;
pub(crate) mod provider;
pub(crate) mod smpp;
pub(crate) mod tlog;
pub(crate) mod token_endpoint;
pub(crate) mod webpush;
pub(crate) mod words;
pub(crate) mod x509;

/// Texts as seeds.
fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The first line and the rest: targets that read two things.
fn two(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|&byte| byte == b'\n') {
        Some(at) => (
            bytes.get(..at).unwrap_or_default(),
            bytes.get(at + 1..).unwrap_or_default(),
        ),
        None => (bytes, &[]),
    }
}
