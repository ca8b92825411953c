//! Public keys as JSON Web Keys (RFC 7517, RFC 7518 §6) and their thumbprints (RFC 7638).

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use der::asn1::UintRef;
use der::{Decode, Sequence};
use serde_json::{Map, Value, json};

/// `RSAPublicKey` (RFC 8017 A.1.1).
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    n: UintRef<'a>,
    e: UintRef<'a>,
}

/// The members that a P-256 key must have, from the uncompressed point (`04 ‖ x ‖ y`).
pub(crate) fn from_point(point: &[u8]) -> Option<Map<String, Value>> {
    let (&4, coordinates) = point.split_first()? else {
        return None;
    };
    if coordinates.len() != 64 {
        return None;
    }
    let (x, y) = coordinates.split_at(32);
    Some(members([
        ("crv", "P-256".into()),
        ("kty", "EC".into()),
        ("x", encode(x)),
        ("y", encode(y)),
    ]))
}

/// The members that an Ed25519 key must have (RFC 8037 §2), from its 32 bytes.
pub(crate) fn from_ed25519(public_key: &[u8]) -> Option<Map<String, Value>> {
    (public_key.len() == 32).then(|| {
        members([
            ("crv", "Ed25519".into()),
            ("kty", "OKP".into()),
            ("x", encode(public_key)),
        ])
    })
}

/// The members that an RSA key must have, from DER of `RSAPublicKey`.
pub(crate) fn from_rsa(public_key: &[u8]) -> Option<Map<String, Value>> {
    let key = RsaPublicKey::from_der(public_key).ok()?;
    Some(members([
        ("e", encode(key.e.as_bytes())),
        ("kty", "RSA".into()),
        ("n", encode(key.n.as_bytes())),
    ]))
}

/// SHA-256 thumbprint of the required members, base64url: the key id.
pub(crate) fn thumbprint(required: &Map<String, Value>) -> String {
    // RFC 7638 §3: members in lexicographic order, no white space; a `Map` is ordered so.
    let text = Value::Object(required.clone()).to_string();
    encode(digest(&SHA256, text.as_bytes()).as_ref())
}

/// The key as others may have it, with `kid`, `alg` and `use`.
pub(crate) fn published(required: &Map<String, Value>, algorithm: &str) -> Value {
    let mut jwk = required.clone();
    jwk.insert("kid".into(), json!(thumbprint(required)));
    jwk.insert("alg".into(), json!(algorithm));
    jwk.insert("use".into(), json!("sig"));
    Value::Object(jwk)
}

fn members<const N: usize>(pairs: [(&str, String); N]) -> Map<String, Value> {
    pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), Value::String(value)))
        .collect()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    /// RFC 7638 §3.1.
    #[test]
    fn gives_the_thumbprint_of_the_standard() {
        let standard = concat!(
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRX",
            "jBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaS",
            "qzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksIN",
            "HaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
        );
        let key = members([
            ("kty", "RSA".into()),
            ("n", standard.into()),
            ("e", "AQAB".into()),
        ]);
        assert_eq!(
            thumbprint(&key),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
    }

    /// RFC 7515 A.3 (key) and RFC 7638 (its thumbprint, computed with Python's hashlib).
    #[test]
    fn reads_a_point() {
        let decode = |text| URL_SAFE_NO_PAD.decode(text).unwrap();
        let x = decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
        let y = decode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        let key = from_point(&[vec![4], x, y].concat()).unwrap();
        assert_eq!(
            thumbprint(&key),
            "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"
        );
        let jwk = published(&key, "ES256");
        assert_eq!(jwk["kty"], "EC");
        assert_eq!(jwk["kid"], thumbprint(&key));
        assert_eq!(jwk["x"], "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    }

    /// RFC 8037 A.2 (key) and A.3 (its thumbprint).
    #[test]
    fn reads_an_ed25519_key() {
        let key = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        let key = from_ed25519(&key.unwrap()).unwrap();
        assert_eq!(
            thumbprint(&key),
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
        );
        assert_eq!(published(&key, "EdDSA")["crv"], "Ed25519");
    }

    #[test]
    fn refuses_points_and_keys_of_another_shape() {
        assert!(from_ed25519(&[0; 31]).is_none());
        assert!(from_point(&[4; 64]).is_none());
        assert!(from_point(&[2; 65]).is_none());
        assert!(from_rsa(b"no").is_none());
    }
}
