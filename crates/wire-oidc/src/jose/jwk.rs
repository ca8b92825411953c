//! Public keys as JSON Web Keys, and sets of them.

use serde::{Deserialize, Serialize};

use super::{Algorithm, KeyManagement, PublicKey, jwe};
use crate::encoding::{from_base64url, from_json, present, to_base64url, to_json};
use crate::limits;

/// Why a key or key set was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// Not JSON of the right shape, or too long.
    #[error("not a JSON Web Key or key set")]
    Malformed,
    /// A key type or curve other than `EC` with `P-256`, `RSA` and `OKP` with `Ed25519`.
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
        RawJwk::from_value(value).and_then(Self::try_from)
    }
}

/// A public key with which tokens are encrypted for its owner (`use` is `enc`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptionKey {
    /// The key: a point on P-256, or an RSA key.
    pub key: PublicKey,
    /// The key id that headers name.
    pub kid: Option<String>,
    /// The one algorithm that this key serves, if its owner said so.
    pub alg: Option<KeyManagement>,
}

impl EncryptionKey {
    /// Whether tokens can be encrypted with this key under the algorithm.
    #[must_use]
    pub fn fits(&self, algorithm: KeyManagement) -> bool {
        let type_fits = match (&self.key, algorithm) {
            (PublicKey::Rsa { .. }, KeyManagement::RsaOaep256)
            | (PublicKey::P256 { .. }, KeyManagement::EcdhEs | KeyManagement::EcdhEsA256Kw) => true,
            (
                PublicKey::Rsa { .. } | PublicKey::Ed25519 { .. },
                KeyManagement::EcdhEs | KeyManagement::EcdhEsA256Kw,
            )
            | (PublicKey::P256 { .. } | PublicKey::Ed25519 { .. }, KeyManagement::RsaOaep256) => {
                false
            }
        };
        type_fits && self.alg.is_none_or(|own| own == algorithm)
    }

    fn from_value(value: serde_json::Value) -> Result<Self, JwkError> {
        let raw = RawJwk::from_value(value)?;
        if raw.usage.as_deref() != Some(ENCRYPTION) {
            return Err(JwkError::Unsupported);
        }
        let alg = match &raw.alg {
            None => None,
            Some(name) => Some(KeyManagement::from_name(name).ok_or(JwkError::Unsupported)?),
        };
        let kid = raw.kid.clone();
        let key = raw.public_key()?;
        let read = Self { key, kid, alg };
        // A point that is not on its curve is a mistake of the registration, not of each log-in.
        let serves_some = KeyManagement::ALL.into_iter().any(|one| read.fits(one));
        if serves_some && jwe::is_usable(&read.key) {
            Ok(read)
        } else {
            Err(JwkError::Unsupported)
        }
    }
}

/// The `use` of keys for encryption (RFC 7517 §4.2).
const ENCRYPTION: &str = "enc";

/// The members of RFC 7517 and RFC 7518 §6 that matter here. The private ones are read only
/// to refuse them.
#[derive(Clone, Serialize, Deserialize, Default)]
struct RawJwk {
    kty: String,
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    usage: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key_ops: Option<Vec<String>>,
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
    #[serde(default, skip_serializing, deserialize_with = "present")]
    d: bool,
    #[serde(default, skip_serializing, deserialize_with = "present")]
    k: bool,
}

impl RawJwk {
    fn from_value(value: serde_json::Value) -> Result<Self, JwkError> {
        if !value.is_object() {
            return Err(JwkError::Malformed);
        }
        serde_json::from_value(value).map_err(|_| JwkError::Malformed)
    }

    /// The key itself, if it is a public one of a type of ours.
    fn public_key(self) -> Result<PublicKey, JwkError> {
        if self.d || self.k || self.kty == "oct" {
            return Err(JwkError::NotPublic);
        }
        let number = |text: Option<String>| {
            text.as_deref()
                .and_then(from_base64url)
                .ok_or(JwkError::Malformed)
        };
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => {
                let point = [vec![4], number(self.x)?, number(self.y)?].concat();
                PublicKey::p256_from_uncompressed(&point)
            }
            ("RSA", _) => PublicKey::rsa(&number(self.n)?, &number(self.e)?),
            ("OKP", Some("Ed25519")) => PublicKey::ed25519(&number(self.x)?),
            _ => Err(JwkError::Unsupported),
        }
    }

    /// A key with what is said about it.
    fn new(key: &PublicKey, usage: &str, alg: Option<&str>, kid: Option<&str>) -> Self {
        let common = Self {
            usage: Some(usage.to_owned()),
            alg: alg.map(str::to_owned),
            kid: kid.map(str::to_owned),
            ..Self::default()
        };
        match key {
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
            PublicKey::Ed25519 { x } => Self {
                kty: "OKP".to_owned(),
                crv: Some("Ed25519".to_owned()),
                x: Some(to_base64url(x)),
                ..common
            },
        }
    }
}

impl TryFrom<RawJwk> for Jwk {
    type Error = JwkError;

    fn try_from(raw: RawJwk) -> Result<Self, JwkError> {
        if raw.d || raw.k {
            return Err(JwkError::NotPublic);
        }
        if raw.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return Err(JwkError::Unsupported);
        }
        // RFC 7517 §4.3: a key for other operations verifies nothing.
        let verifies = |operations: &Vec<String>| operations.iter().any(|one| one == "verify");
        if raw
            .key_ops
            .as_ref()
            .is_some_and(|operations| !verifies(operations))
        {
            return Err(JwkError::Unsupported);
        }
        let (kid, name) = (raw.kid.clone(), raw.alg.clone());
        let key = raw.public_key()?;
        let alg = match name {
            None => None,
            Some(name) => Some(Algorithm::from_name(&name).ok_or(JwkError::Unsupported)?),
        };
        if alg.is_some_and(|alg| !key.fits(alg)) {
            return Err(JwkError::Unsupported);
        }
        Ok(Self { key, kid, alg })
    }
}

impl From<&Jwk> for RawJwk {
    fn from(jwk: &Jwk) -> Self {
        let alg = jwk.alg.map(Algorithm::name);
        Self::new(&jwk.key, "sig", alg, jwk.kid.as_deref())
    }
}

impl From<&EncryptionKey> for RawJwk {
    fn from(jwk: &EncryptionKey) -> Self {
        let alg = jwk.alg.map(KeyManagement::name);
        Self::new(&jwk.key, ENCRYPTION, alg, jwk.kid.as_deref())
    }
}

/// The keys that a provider publishes at its `jwks_uri`, or that a client registered.
///
/// Within a registration a set is read strictly: a key that we cannot use is a mistake to be told,
/// not one to be passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawSet<serde_json::Value>", into = "RawSet<RawJwk>")]
pub struct JwkSet {
    /// The keys for signatures; several while they rotate.
    pub keys: Vec<Jwk>,
    /// The keys with which tokens are encrypted for their owner; the first that fits is used.
    pub encryption: Vec<EncryptionKey>,
}

#[derive(Clone, Serialize, Deserialize)]
struct RawSet<T> {
    keys: Vec<T>,
}

impl TryFrom<RawSet<serde_json::Value>> for JwkSet {
    type Error = JwkError;

    fn try_from(raw: RawSet<serde_json::Value>) -> Result<Self, JwkError> {
        if raw.keys.len() > limits::KEYS_COUNT {
            return Err(JwkError::TooMany);
        }
        let mut set = Self::default();
        for value in raw.keys {
            set.add(value)?;
        }
        Ok(set)
    }
}

impl From<JwkSet> for RawSet<RawJwk> {
    fn from(set: JwkSet) -> Self {
        Self {
            keys: set
                .keys
                .iter()
                .map(RawJwk::from)
                .chain(set.encryption.iter().map(RawJwk::from))
                .collect(),
        }
    }
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
        let mut set = Self::default();
        for value in raw.keys {
            match set.add(value) {
                Ok(()) => {}
                Err(JwkError::NotPublic) => return Err(JwkError::NotPublic),
                Err(
                    JwkError::Malformed
                    | JwkError::Unsupported
                    | JwkError::Size
                    | JwkError::TooMany,
                ) => {}
            }
        }
        Ok(set)
    }

    /// Adds a key to those of its use.
    fn add(&mut self, value: serde_json::Value) -> Result<(), JwkError> {
        if value.get("use").and_then(|usage| usage.as_str()) == Some(ENCRYPTION) {
            self.encryption.push(EncryptionKey::from_value(value)?);
        } else {
            self.keys.push(Jwk::from_value(value)?);
        }
        Ok(())
    }

    /// The key with which tokens are encrypted under this algorithm, if there is one.
    #[must_use]
    pub fn encryption_key(&self, algorithm: KeyManagement) -> Option<&EncryptionKey> {
        self.encryption.iter().find(|key| key.fits(algorithm))
    }

    /// The document to publish.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// Whether there is no key, of whatever use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.encryption.is_empty()
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
                Jwk::new(rsa.key.clone(), Algorithm::Ps256),
            ],
            encryption: vec![EncryptionKey {
                key: rsa.key,
                kid: Some("for us".into()),
                alg: Some(KeyManagement::RsaOaep256),
            }],
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
                r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#,
                JwkError::Unsupported,
            ),
            (r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#, JwkError::Size),
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
    fn a_key_for_encryption_serves_what_its_type_and_its_owner_allow() {
        let read = |json: &str| {
            let set = format!(r#"{{"keys":[{json}]}}"#);
            serde_json::from_str::<JwkSet>(&set)
        };
        let enc = |more: &str| EC_KEY.replace('}', &format!(r#","use":"enc"{more}}}"#));
        let any = read(&enc("")).unwrap();
        assert!(any.keys.is_empty() && !any.is_empty());
        assert!(any.encryption_key(KeyManagement::EcdhEs).is_some());
        assert!(any.encryption_key(KeyManagement::EcdhEsA256Kw).is_some());
        assert!(any.encryption_key(KeyManagement::RsaOaep256).is_none());
        let one = read(&enc(r#","alg":"ECDH-ES""#)).unwrap();
        assert!(one.encryption_key(KeyManagement::EcdhEsA256Kw).is_none());
        for bad in [
            enc(r#","alg":"RSA-OAEP-256""#),
            enc(r#","alg":"RSA1_5""#),
            enc(r#","d":"AA""#),
            // Not on the curve.
            enc("").replace("5a0", "5a4"),
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"enc"}"#.to_owned(),
        ] {
            assert!(read(&bad).is_err(), "{bad}");
        }
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
}
