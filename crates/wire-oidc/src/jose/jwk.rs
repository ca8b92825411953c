//! Public keys as JSON Web Keys, key sets and thumbprints.

use std::collections::BTreeMap;

use aws_lc_rs::signature;
use serde::{Deserialize, Serialize};

use super::Algorithm;
use crate::encoding::{from_base64url, from_json, sha256, to_base64url, to_json};
use crate::limits;

/// A public key that verifies signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point on P-256, big-endian coordinates.
    P256 {
        /// The x coordinate.
        x: [u8; 32],
        /// The y coordinate.
        y: [u8; 32],
    },
    /// An RSA key, big-endian numbers without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The public exponent.
        e: Vec<u8>,
    },
}

/// Why a key or key set was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// Not JSON of the right shape, or too long.
    #[error("not a JSON Web Key or key set")]
    Malformed,
    /// A key type or curve other than `EC` with `P-256` and `RSA`.
    #[error("a key type that is not supported")]
    Unsupported,
    /// A coordinate, modulus or exponent of the wrong size.
    #[error("a key of the wrong size")]
    Size,
    /// A private or symmetric member is present. Such a document must never be published, so
    /// that it is refused as a whole rather than cleaned.
    #[error("the key is not a public key")]
    NotPublic,
    /// More than [`limits::KEYS_COUNT`] keys.
    #[error("more than {} keys", limits::KEYS_COUNT)]
    TooMany,
}

impl PublicKey {
    /// A P-256 key from its uncompressed point: 0x04, x, y; 65 bytes. Whether the point lies
    /// on the curve is checked when it verifies.
    ///
    /// # Errors
    /// [`JwkError::Size`] if the bytes are anything else.
    pub fn p256_from_uncompressed(point: &[u8]) -> Result<Self, JwkError> {
        let (&tag, coordinates) = point.split_first().ok_or(JwkError::Size)?;
        let (x, y) = coordinates.split_at_checked(32).ok_or(JwkError::Size)?;
        let (Ok(x), Ok(y), 4) = (x.try_into(), y.try_into(), tag) else {
            return Err(JwkError::Size);
        };
        Ok(Self::P256 { x, y })
    }

    /// An RSA key from big-endian modulus (2048 to 8192 bits) and exponent.
    ///
    /// # Errors
    /// [`JwkError::Size`] if either number has the wrong size.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, JwkError> {
        let n = without_leading_zeros(modulus);
        let e = without_leading_zeros(exponent);
        if !(256..=limits::RSA_MODULUS_BYTES).contains(&n.len()) || !(1..=8).contains(&e.len()) {
            return Err(JwkError::Size);
        }
        Ok(Self::Rsa {
            n: n.to_vec(),
            e: e.to_vec(),
        })
    }

    /// Whether this kind of key can serve the algorithm.
    #[must_use]
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        match (self, algorithm) {
            (Self::P256 { .. }, Algorithm::Es256) => true,
            (Self::Rsa { .. }, Algorithm::Rs256 | Algorithm::Ps256) => true,
            (Self::P256 { .. }, Algorithm::Rs256 | Algorithm::Ps256)
            | (Self::Rsa { .. }, Algorithm::Es256) => false,
        }
    }

    /// The RFC 7638 thumbprint with SHA-256, base64url: 43 characters, fit as a key id.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        // RFC 7638 §3.2: the required members only, in lexicographic order, without spaces;
        // a BTreeMap keeps them so.
        let members: BTreeMap<&str, String> = match self {
            Self::P256 { x, y } => [
                ("crv", "P-256".to_owned()),
                ("kty", "EC".to_owned()),
                ("x", to_base64url(x)),
                ("y", to_base64url(y)),
            ]
            .into(),
            Self::Rsa { n, e } => [
                ("e", to_base64url(e)),
                ("kty", "RSA".to_owned()),
                ("n", to_base64url(n)),
            ]
            .into(),
        };
        to_base64url(&sha256(to_json(&members).as_bytes()))
    }

    /// True if and only if `signature` is this key's signature over `message` under
    /// `algorithm`.
    #[must_use]
    pub fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm) {
            (Self::P256 { x, y }, Algorithm::Es256) => {
                let point = [&[4_u8][..], x, y].concat();
                signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point)
                    .verify(message, signature)
                    .is_ok()
            }
            (Self::Rsa { n, e }, Algorithm::Rs256) => signature::RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            (Self::Rsa { n, e }, Algorithm::Ps256) => signature::RsaPublicKeyComponents { n, e }
                .verify(&signature::RSA_PSS_2048_8192_SHA256, message, signature)
                .is_ok(),
            (Self::P256 { .. }, Algorithm::Rs256 | Algorithm::Ps256)
            | (Self::Rsa { .. }, Algorithm::Es256) => false,
        }
    }
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// A published key for signatures, with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jwk {
    /// The key.
    pub key: PublicKey,
    /// The key id that headers name.
    pub kid: Option<String>,
    /// The one algorithm that this key serves, if its owner said so.
    pub alg: Option<Algorithm>,
}

impl Jwk {
    /// A key of ours: bound to one algorithm, its thumbprint as key id.
    #[must_use]
    pub fn new(key: PublicKey, alg: Algorithm) -> Self {
        let kid = Some(key.thumbprint());
        Self {
            key,
            kid,
            alg: Some(alg),
        }
    }

    /// Reads one key.
    ///
    /// # Errors
    /// See [`JwkError`].
    pub fn parse(json: &[u8]) -> Result<Self, JwkError> {
        let raw: RawJwk = from_json(json, limits::DOCUMENT_BYTES).ok_or(JwkError::Malformed)?;
        Self::try_from(raw)
    }

    /// Reads one key from a JSON value of our own making.
    ///
    /// # Errors
    /// See [`JwkError`].
    pub fn from_value(value: serde_json::Value) -> Result<Self, JwkError> {
        if !value.is_object() {
            return Err(JwkError::Malformed);
        }
        let raw: RawJwk = serde_json::from_value(value).map_err(|_| JwkError::Malformed)?;
        Self::try_from(raw)
    }
}

/// The members of RFC 7517 and RFC 7518 §6 that matter here. The private ones are read only
/// to refuse them.
#[derive(Serialize, Deserialize, Default)]
struct RawJwk {
    kty: String,
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    usage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alg: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    crv: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    e: Option<String>,
    #[serde(default, skip_serializing)]
    d: Option<serde::de::IgnoredAny>,
    #[serde(default, skip_serializing)]
    k: Option<serde::de::IgnoredAny>,
}

impl TryFrom<RawJwk> for Jwk {
    type Error = JwkError;

    fn try_from(raw: RawJwk) -> Result<Self, JwkError> {
        if raw.d.is_some() || raw.k.is_some() || raw.kty == "oct" {
            return Err(JwkError::NotPublic);
        }
        if raw.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return Err(JwkError::Unsupported);
        }
        let number = |text: Option<String>| {
            text.as_deref()
                .and_then(from_base64url)
                .ok_or(JwkError::Malformed)
        };
        let key = match (raw.kty.as_str(), raw.crv.as_deref()) {
            ("EC", Some("P-256")) => {
                let point = [vec![4], number(raw.x)?, number(raw.y)?].concat();
                PublicKey::p256_from_uncompressed(&point)?
            }
            ("RSA", _) => PublicKey::rsa(&number(raw.n)?, &number(raw.e)?)?,
            _ => return Err(JwkError::Unsupported),
        };
        let alg = match raw.alg {
            None => None,
            Some(name) => Some(Algorithm::from_name(&name).ok_or(JwkError::Unsupported)?),
        };
        if alg.is_some_and(|alg| !key.fits(alg)) {
            return Err(JwkError::Unsupported);
        }
        Ok(Self {
            key,
            kid: raw.kid,
            alg,
        })
    }
}

impl From<&Jwk> for RawJwk {
    fn from(jwk: &Jwk) -> Self {
        let common = Self {
            usage: Some("sig".to_owned()),
            alg: jwk.alg.map(|alg| alg.name().to_owned()),
            kid: jwk.kid.clone(),
            ..Self::default()
        };
        match &jwk.key {
            PublicKey::P256 { x, y } => Self {
                kty: "EC".to_owned(),
                crv: Some("P-256".to_owned()),
                x: Some(to_base64url(x)),
                y: Some(to_base64url(y)),
                ..common
            },
            PublicKey::Rsa { n, e } => Self {
                kty: "RSA".to_owned(),
                n: Some(to_base64url(n)),
                e: Some(to_base64url(e)),
                ..common
            },
        }
    }
}

/// The keys that a provider publishes at its `jwks_uri`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JwkSet {
    /// The keys; several while they rotate.
    pub keys: Vec<Jwk>,
}

#[derive(Serialize, Deserialize)]
struct RawSet<T> {
    keys: Vec<T>,
}

impl JwkSet {
    /// Reads a key set. Keys for other purposes or of other types are left out, as RFC 7517
    /// §5 asks; a key that is not public refuses the whole set.
    ///
    /// # Errors
    /// [`JwkError::Malformed`], [`JwkError::TooMany`] or [`JwkError::NotPublic`].
    pub fn parse(json: &[u8]) -> Result<Self, JwkError> {
        let raw: RawSet<serde_json::Value> =
            from_json(json, limits::DOCUMENT_BYTES).ok_or(JwkError::Malformed)?;
        if raw.keys.len() > limits::KEYS_COUNT {
            return Err(JwkError::TooMany);
        }
        let mut keys = Vec::new();
        for value in raw.keys {
            match Jwk::from_value(value) {
                Ok(jwk) => keys.push(jwk),
                Err(JwkError::NotPublic) => return Err(JwkError::NotPublic),
                Err(
                    JwkError::Malformed
                    | JwkError::Unsupported
                    | JwkError::Size
                    | JwkError::TooMany,
                ) => {}
            }
        }
        Ok(Self { keys })
    }

    /// The document to publish.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(&RawSet {
            keys: self.keys.iter().map(RawJwk::from).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const RFC7638_KEY: &str = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
    const EC_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

    #[test]
    fn makes_the_thumbprint_of_rfc_7638_section_3_1() {
        let jwk = Jwk::parse(RFC7638_KEY.as_bytes()).unwrap();
        assert_eq!(
            jwk.key.thumbprint(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(jwk.kid.as_deref(), Some("2011-04-29"));
    }

    #[test]
    fn a_published_set_is_read_back_the_same() {
        let ec = Jwk::parse(EC_KEY.as_bytes()).unwrap();
        let rsa = Jwk::parse(RFC7638_KEY.as_bytes()).unwrap();
        let set = JwkSet {
            keys: vec![
                Jwk::new(ec.key, Algorithm::Es256),
                Jwk::new(rsa.key, Algorithm::Ps256),
            ],
        };
        assert_eq!(JwkSet::parse(set.to_json().as_bytes()).unwrap(), set);
        assert!(set.to_json().contains(r#""use":"sig""#));
    }

    #[test]
    fn refuses_keys_that_are_not_public_or_not_ours() {
        for (json, why) in [
            (r#"{"kty":"oct","k":"AAAA"}"#, JwkError::NotPublic),
            (
                r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}"#,
                JwkError::NotPublic,
            ),
            (
                r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#,
                JwkError::Unsupported,
            ),
            (
                r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#,
                JwkError::Unsupported,
            ),
            (
                r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
                JwkError::Size,
            ),
            (r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#, JwkError::Size),
            (
                r#"{"kty":"RSA","n":"AQAB=","e":"AQAB"}"#,
                JwkError::Malformed,
            ),
            (r#"{"kty":"RSA","e":"AQAB"}"#, JwkError::Malformed),
            (r#"{"kty":"EC","kty":"RSA"}"#, JwkError::Malformed),
            (r#"{"kty":1}"#, JwkError::Malformed),
            ("[]", JwkError::Malformed),
        ] {
            assert_eq!(Jwk::parse(json.as_bytes()), Err(why), "{json}");
        }
        let with_wrong_alg = EC_KEY.replace('}', r#","alg":"RS256"}"#);
        assert_eq!(
            Jwk::parse(with_wrong_alg.as_bytes()),
            Err(JwkError::Unsupported)
        );
        let for_encryption = EC_KEY.replace('}', r#","use":"enc"}"#);
        assert_eq!(
            Jwk::parse(for_encryption.as_bytes()),
            Err(JwkError::Unsupported)
        );
    }

    #[test]
    fn a_set_leaves_out_foreign_keys_but_refuses_a_private_one() {
        let mixed = format!(r#"{{"keys":[{EC_KEY},{{"kty":"OKP"}},{{"x":1}},7]}}"#);
        assert_eq!(JwkSet::parse(mixed.as_bytes()).unwrap().keys.len(), 1);
        let leaked = format!(r#"{{"keys":[{EC_KEY},{{"kty":"RSA","d":"AA"}}]}}"#);
        assert_eq!(JwkSet::parse(leaked.as_bytes()), Err(JwkError::NotPublic));
        let many = format!(r#"{{"keys":[{}1]}}"#, "1,".repeat(limits::KEYS_COUNT));
        assert_eq!(JwkSet::parse(many.as_bytes()), Err(JwkError::TooMany));
    }

    #[test]
    fn refuses_points_of_the_wrong_form() {
        for point in [&[][..], &[4], &[4; 64], &[4; 66], &[2; 65], &[3; 33]] {
            assert_eq!(
                PublicKey::p256_from_uncompressed(point),
                Err(JwkError::Size)
            );
        }
    }
}
