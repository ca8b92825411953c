//! Base64url, SHA-256 and comparison in constant time, as the rest of the crate uses them.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Base64url without padding (RFC 7515 §2).
pub(crate) fn to_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The inverse of [`to_base64url`]; refuses padding, foreign characters and stray bits, so
/// that one value has one spelling.
pub(crate) fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Base64 with padding, for `Authorization: Basic` (RFC 7617 §2).
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The inverse of [`to_base64`].
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    out
}

/// Whether both are the same, in a time that depends on their lengths only.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    verify_slices_are_equal(left, right).is_ok()
}

/// Serialises a value of ours.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    // Cannot fail: every type given here is a struct or a map with text keys.
    serde_json::to_string(value).expect("our documents serialise")
}

/// Reads a JSON object of at most `limit` bytes. Nesting is bounded by the reader (128).
///
/// An array is refused here, because the derived readers would take its elements for the
/// members in the order of their declaration.
pub(crate) fn from_json<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8], limit: usize) -> Option<T> {
    let opens = bytes.trim_ascii_start().first() == Some(&b'{');
    if bytes.len() > limit || !opens {
        return None;
    }
    serde_json::from_slice(bytes).ok()
}

/// For members of which only the presence matters, even with the value null.
pub(crate) fn present<'de, D: serde::Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    <serde::de::IgnoredAny as serde::Deserialize>::deserialize(value).map(|_| true)
}

/// Appends `name=value` pairs to an address, form-encoded, after what its query holds.
pub(crate) fn append_query(address: &str, pairs: &[(&'static str, String)]) -> String {
    let mut out = String::from(address);
    for (position, (name, value)) in pairs.iter().enumerate() {
        let first = position == 0 && !address.contains('?');
        if first {
            out.push('?');
        } else if !out.ends_with('?') && !out.ends_with('&') {
            out.push('&');
        }
        push_pair(&mut out, name, value);
    }
    out
}

/// `name=value` pairs as a form body.
pub(crate) fn form_body(pairs: &[(&'static str, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        push_pair(&mut out, name, value);
    }
    out
}

fn push_pair(out: &mut String, name: &str, value: &str) {
    out.extend(url::form_urlencoded::byte_serialize(name.as_bytes()));
    out.push('=');
    out.extend(url::form_urlencoded::byte_serialize(value.as_bytes()));
}

/// One value form-encoded, for client credentials in a header (RFC 6749 §2.3.1).
pub(crate) fn form_encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

/// Undoes form encoding strictly: `+` is a space, `%` needs two hexadecimal digits, the
/// result must be UTF-8. The lenient decoder of browsers replaces what it does not
/// understand, which would let two different inputs become one value.
pub(crate) fn form_decoded(encoded: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(encoded.len());
    let mut bytes = encoded.iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let high = hex_digit(*bytes.next()?)?;
                let low = hex_digit(*bytes.next()?)?;
                out.push(high << 4 | low);
            }
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    // Cannot truncate: a hexadecimal digit is below 16.
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// Visible ASCII and space, the `VSCHAR` of RFC 6749 appendix A.
pub(crate) fn is_visible(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appends_to_an_address_with_or_without_a_query() {
        let pairs = [("code", "a b".to_owned()), ("iss", "https://x".to_owned())];
        assert_eq!(
            append_query("https://rp/cb", &pairs),
            "https://rp/cb?code=a+b&iss=https%3A%2F%2Fx"
        );
        assert_eq!(
            append_query("https://rp/cb?x=1", &pairs),
            "https://rp/cb?x=1&code=a+b&iss=https%3A%2F%2Fx"
        );
        assert_eq!(
            append_query("https://rp/cb?", &pairs),
            "https://rp/cb?code=a+b&iss=https%3A%2F%2Fx"
        );
    }

    #[test]
    fn refuses_broken_percent_encoding() {
        for broken in ["%", "%2", "%zz", "a%f", "%ff", "%c3%28"] {
            assert_eq!(form_decoded(broken.as_bytes()), None, "{broken}");
        }
        assert_eq!(form_decoded(b"a+%C3%B1%20").as_deref(), Some("a ñ "));
    }
}
