//! Who sends a push message (RFC 8292): a signed statement for one push service, good for hours.
//!
//! A subscription is made for one public key; the push service takes messages for it only with a
//! statement under that key. So a key that is replaced works on until its subscriptions are gone.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocab::{SignedDuration, Timestamp};

use crate::{
    encoding::{from_base64url, to_base64url},
    message::POINT,
};

/// No push service believes a statement that is good for longer (§2).
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Longer than any header that is one of ours by far.
const MAX_HEADER: usize = 4096;

/// What is said about the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Origin of the push service, as `https://push.example` (`aud`): nowhere else is it good.
    #[serde(rename = "aud")]
    pub audience: String,
    /// Until when it is good, in seconds since 1970 (`exp`).
    #[serde(rename = "exp")]
    pub expires: i64,
    /// Whom the operators of the push service can write to: a `mailto:` or `https:` address
    /// (`sub`).
    #[serde(rename = "sub")]
    pub contact: String,
}

#[derive(Serialize, Deserialize)]
struct Header {
    typ: String,
    alg: String,
}

/// Why a statement is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VapidError {
    /// It is not `vapid t=…, k=…` with a token under ES256 inside.
    #[error("not a VAPID header")]
    Shape,
    /// The signature is not by that key.
    #[error("the VAPID statement is not signed by its key")]
    Signature,
    /// It is for another push service.
    #[error("the VAPID statement is for another push service")]
    Audience,
    /// It is over, or good for longer than anybody may say.
    #[error("the VAPID statement has expired or is good for too long")]
    Expiry,
}

impl Statement {
    /// The bytes to be signed with ES256.
    #[must_use]
    pub fn signing_input(&self) -> String {
        let header = Header {
            typ: "JWT".into(),
            alg: "ES256".into(),
        };
        format!("{}.{}", part(&header), part(self))
    }
}

fn part(value: &impl Serialize) -> String {
    // Cannot fail: texts and a number, no maps with other keys than texts.
    to_base64url(&serde_json::to_vec(value).unwrap_or_default())
}

/// The value of the header `Authorization`: the statement, its signature (`r || s`, 64 bytes) and
/// the key.
#[must_use]
pub fn authorization(signing_input: &str, signature: &[u8], key: &[u8; POINT]) -> String {
    let (signature, key) = (to_base64url(signature), to_base64url(key));
    format!("vapid t={signing_input}.{signature}, k={key}")
}

/// A public key as browsers take it for `applicationServerKey` and as the header names it.
#[must_use]
pub fn key_text(key: &[u8; POINT]) -> String {
    to_base64url(key)
}

/// The point of a public key on P-256 that is written as a JSON Web Key.
#[must_use]
pub fn point_of_jwk(jwk: &Value) -> Option<[u8; POINT]> {
    let coordinate = |name: &str| from_base64url(jwk.get(name)?.as_str()?);
    let is_p256 = jwk.get("kty")? == "EC" && jwk.get("crv")? == "P-256";
    let point = [vec![4], coordinate("x")?, coordinate("y")?].concat();
    point.try_into().ok().filter(|_| is_p256)
}

/// Reads the header as a push service does: the statement and the key, if and only if that key
/// signed it, for `origin`, and it is good at `now`.
///
/// # Errors
/// [`VapidError`].
pub fn verify(
    header: &str,
    origin: &str,
    now: Timestamp,
) -> Result<(Statement, [u8; POINT]), VapidError> {
    let (token, key) = split(header).ok_or(VapidError::Shape)?;
    let key: [u8; POINT] = from_base64url(key)
        .and_then(|key| key.try_into().ok())
        .ok_or(VapidError::Shape)?;
    let (signed, signature) = token.rsplit_once('.').ok_or(VapidError::Shape)?;
    let (head, body) = signed.split_once('.').ok_or(VapidError::Shape)?;
    let read = |text: &str| from_base64url(text).ok_or(VapidError::Shape);
    let head: Header = serde_json::from_slice(&read(head)?).map_err(|_| VapidError::Shape)?;
    if head.alg != "ES256" {
        return Err(VapidError::Shape);
    }
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key)
        .verify(signed.as_bytes(), &read(signature)?)
        .map_err(|_| VapidError::Signature)?;
    let said: Statement = serde_json::from_slice(&read(body)?).map_err(|_| VapidError::Shape)?;
    let left = said.expires.saturating_sub(now.as_second());
    if said.audience != origin {
        return Err(VapidError::Audience);
    }
    if left <= 0 || left > LONGEST.as_secs() {
        return Err(VapidError::Expiry);
    }
    Ok((said, key))
}

/// `vapid t=TOKEN, k=KEY`, in either order.
fn split(header: &str) -> Option<(&str, &str)> {
    let parameters = header
        .get(..MAX_HEADER.min(header.len()))?
        .strip_prefix("vapid ")?;
    let named = |name: &str| {
        parameters
            .split(',')
            .find_map(|parameter| parameter.trim().strip_prefix(name))
    };
    Some((named("t=")?, named("k=")?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// RFC 8292 §2.4.
    const HEADER: &str = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    const ORIGIN: &str = "https://push.example.net";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn said() -> Statement {
        Statement {
            audience: ORIGIN.into(),
            expires: 1_453_523_768,
            contact: "mailto:push@example.com".into(),
        }
    }

    #[test]
    fn the_example_of_the_standard_verifies_and_is_what_we_write() {
        let (read, key) = verify(HEADER, ORIGIN, at(1_453_523_768 - 60)).unwrap();
        assert_eq!(read, said());
        let token = HEADER.split(['=', ',']).nth(1).unwrap();
        let (input, signature) = token.rsplit_once('.').unwrap();
        assert_eq!(said().signing_input(), input);
        let signature = from_base64url(signature).unwrap();
        assert_eq!(authorization(input, &signature, &key), HEADER);
    }

    #[test]
    fn a_statement_is_good_in_one_place_for_a_day_at_most() {
        let before = |seconds: i64| at(1_453_523_768 - seconds);
        let elsewhere = verify(HEADER, "https://push.example.org", before(60));
        assert_eq!(elsewhere, Err(VapidError::Audience));
        assert_eq!(verify(HEADER, ORIGIN, before(0)), Err(VapidError::Expiry));
        assert!(verify(HEADER, ORIGIN, before(86_400)).is_ok());
        let long = verify(HEADER, ORIGIN, before(86_401));
        assert_eq!(long, Err(VapidError::Expiry));
    }

    #[test]
    fn what_was_changed_or_cut_is_not_believed() {
        let now = at(1_453_523_768 - 60);
        for length in 0..HEADER.len() {
            assert!(verify(&HEADER[..length], ORIGIN, now).is_err(), "{length}");
        }
        let changed = HEADER.replace("i3CY", "i3CZ");
        assert_eq!(verify(&changed, ORIGIN, now), Err(VapidError::Signature));
        let other = HEADER.replace("vapid ", "Bearer ");
        assert_eq!(verify(&other, ORIGIN, now), Err(VapidError::Shape));
    }

    #[test]
    fn a_key_is_read_from_its_json_form() {
        let (_, key) = verify(HEADER, ORIGIN, at(1_453_523_768 - 60)).unwrap();
        let jwk = serde_json::json!({
            "kty": "EC", "crv": "P-256",
            "x": to_base64url(&key[1..33]), "y": to_base64url(&key[33..]),
        });
        assert_eq!(point_of_jwk(&jwk), Some(key));
        assert_eq!(point_of_jwk(&serde_json::json!({ "kty": "RSA" })), None);
    }
}
