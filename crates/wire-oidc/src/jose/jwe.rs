//! Making compact JWE (RFC 7516): a signed token inside, which only the holder of one private key
//! can take out.
//!
//! What is made is what is announced: keys by `RSA-OAEP-256`, `ECDH-ES` and `ECDH-ES+A256KW` on
//! P-256 (RFC 7518 §4.3, §4.6), content by `A256GCM` (§5.3). Nothing is decrypted here. There is no
//! `RSA1_5` (its decryption is an oracle, RFC 8725 §3.2) and no compression (CRIME, §3.6).
//!
//! Chance comes in as an argument, except for the padding of OAEP, which the library draws itself.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    agreement::{self, ECDH_P256, PrivateKey, UnparsedPublicKey},
    error::Unspecified,
    key_wrap::{AES_256, AesKek, KeyWrap as _},
    rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey},
    signature::RsaPublicKeyComponents,
};
use serde::{Deserialize, Serialize};
use vocab::{Entropy, Secret};

use super::{EncryptionKey, PublicKey};
use crate::encoding::{sha256, to_base64url, to_json};

/// How the key of the content reaches the reader (RFC 7518 §4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum KeyManagement {
    /// Encrypted with the reader's RSA key: OAEP with SHA-256 and MGF1 with SHA-256.
    #[serde(rename = "RSA-OAEP-256")]
    RsaOaep256,
    /// Agreed upon with the reader's key on P-256 and a key that is made for this one token.
    #[serde(rename = "ECDH-ES")]
    EcdhEs,
    /// Wrapped (AES-256) by what was agreed upon in that way.
    #[serde(rename = "ECDH-ES+A256KW")]
    EcdhEsA256Kw,
}

impl KeyManagement {
    /// Every algorithm, preferred first.
    pub const ALL: [Self; 3] = [Self::EcdhEsA256Kw, Self::EcdhEs, Self::RsaOaep256];

    /// The `alg` value on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::EcdhEs => "ECDH-ES",
            Self::EcdhEsA256Kw => "ECDH-ES+A256KW",
        }
    }

    /// The algorithm with this `alg` value.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl std::fmt::Display for KeyManagement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// How the content is encrypted (RFC 7518 §5.1).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub enum ContentEncryption {
    /// AES-256 in Galois/Counter Mode.
    #[default]
    #[serde(rename = "A256GCM")]
    A256Gcm,
}

impl ContentEncryption {
    /// Every algorithm.
    pub const ALL: [Self; 1] = [Self::A256Gcm];

    /// The `enc` value on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A256Gcm => "A256GCM",
        }
    }
}

/// The token cannot be encrypted for this reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncryptError {
    /// The key is of another type than the algorithm needs.
    #[error("the key does not fit {0}")]
    KeyType(KeyManagement),
    /// The key is no point on its curve, no proper modulus, or the library failed.
    #[error("the content cannot be encrypted with this key")]
    Failed,
}

impl From<Unspecified> for EncryptError {
    fn from(_: Unspecified) -> Self {
        Self::Failed
    }
}

#[derive(Serialize)]
struct Header<'a> {
    alg: KeyManagement,
    enc: ContentEncryption,
    /// RFC 7519 §5.2: what is inside is a token itself.
    cty: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epk: Option<EphemeralKey>,
}

/// The public half of the key that was made for one token (RFC 7518 §4.6.1.1).
#[derive(Serialize)]
struct EphemeralKey {
    kty: &'static str,
    crv: &'static str,
    x: String,
    y: String,
}

/// The key of the content, and how it travels.
struct ContentKey {
    key: Secret<[u8; 32]>,
    encrypted: Vec<u8>,
    epk: Option<EphemeralKey>,
}

/// Encrypts a signed token for the holder of a key.
///
/// # Errors
/// See [`EncryptError`].
pub fn encrypt(
    token: &str,
    reader: &EncryptionKey,
    alg: KeyManagement,
    enc: ContentEncryption,
    entropy: &dyn Entropy,
) -> Result<String, EncryptError> {
    let content = match (alg, &reader.key) {
        (KeyManagement::RsaOaep256, PublicKey::Rsa { n, e }) => for_rsa(n, e, entropy)?,
        (KeyManagement::EcdhEs, PublicKey::P256 { x, y }) => {
            let agreed = agree(x, y, enc.name(), entropy)?;
            ContentKey {
                key: agreed.key,
                encrypted: Vec::new(),
                epk: Some(agreed.epk),
            }
        }
        (KeyManagement::EcdhEsA256Kw, PublicKey::P256 { x, y }) => {
            wrapped(agree(x, y, alg.name(), entropy)?, entropy)?
        }
        (KeyManagement::RsaOaep256, PublicKey::P256 { .. } | PublicKey::Ed25519 { .. })
        | (
            KeyManagement::EcdhEs | KeyManagement::EcdhEsA256Kw,
            PublicKey::Rsa { .. } | PublicKey::Ed25519 { .. },
        ) => return Err(EncryptError::KeyType(alg)),
    };
    let header = Header {
        alg,
        enc,
        cty: "JWT",
        kid: reader.kid.as_deref(),
        epk: content.epk,
    };
    let header = to_base64url(to_json(&header).as_bytes());
    let Sealed { iv, text, tag } = seal(&content.key, header.as_bytes(), token, entropy)?;
    let [key, iv, text, tag] = [&content.encrypted[..], &iv, &text, &tag].map(to_base64url);
    Ok(format!("{header}.{key}.{iv}.{text}.{tag}"))
}

/// The last three parts of a token.
struct Sealed {
    iv: [u8; NONCE_LEN],
    text: Vec<u8>,
    tag: Vec<u8>,
}

/// Encrypts the content, and authenticates the header with it.
fn seal(
    key: &Secret<[u8; 32]>,
    header: &[u8],
    token: &str,
    entropy: &dyn Entropy,
) -> Result<Sealed, EncryptError> {
    // A key encrypts one content, so that any vector is used once; the standard wants one.
    let mut iv = [0; NONCE_LEN];
    entropy.fill(&mut iv);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key.expose())?);
    let mut text = token.as_bytes().to_vec();
    let nonce = Nonce::assume_unique_for_key(iv);
    let tag = key.seal_in_place_separate_tag(nonce, Aad::from(header), &mut text)?;
    Ok(Sealed {
        iv,
        text,
        tag: tag.as_ref().to_vec(),
    })
}

fn fresh_key(entropy: &dyn Entropy) -> Secret<[u8; 32]> {
    let mut key = [0; 32];
    entropy.fill(&mut key);
    Secret::new(key)
}

fn for_rsa(n: &[u8], e: &[u8], entropy: &dyn Entropy) -> Result<ContentKey, EncryptError> {
    let reader = OaepPublicEncryptingKey::new(rsa_key(n, e)?)?;
    let key = fresh_key(entropy);
    let mut out = vec![0; reader.ciphertext_size()];
    let encrypted = reader
        .encrypt(&OAEP_SHA256_MGF1SHA256, key.expose(), &mut out, None)?
        .to_vec();
    Ok(ContentKey {
        key,
        encrypted,
        epk: None,
    })
}

fn rsa_key(n: &[u8], e: &[u8]) -> Result<PublicEncryptingKey, Unspecified> {
    RsaPublicKeyComponents { n, e }.try_into()
}

fn wrapped(agreed: Agreed, entropy: &dyn Entropy) -> Result<ContentKey, EncryptError> {
    let key = fresh_key(entropy);
    // RFC 3394 adds eight bytes.
    let mut out = [0; 40];
    let wrapping = AesKek::new(&AES_256, agreed.key.expose())?;
    let encrypted = wrapping.wrap(key.expose(), &mut out)?.to_vec();
    Ok(ContentKey {
        key,
        encrypted,
        epk: Some(agreed.epk),
    })
}

/// What both sides can compute, and the half of it that travels.
struct Agreed {
    key: Secret<[u8; 32]>,
    epk: EphemeralKey,
}

fn agree(
    x: &[u8; 32],
    y: &[u8; 32],
    algorithm: &str,
    entropy: &dyn Entropy,
) -> Result<Agreed, EncryptError> {
    let own = ephemeral(entropy)?;
    let public = own.compute_public_key()?;
    let PublicKey::P256 { x: own_x, y: own_y } =
        PublicKey::p256_from_uncompressed(public.as_ref()).map_err(|_| EncryptError::Failed)?
    else {
        return Err(EncryptError::Failed);
    };
    // The library refuses a point that is not on the curve (invalid curve attacks).
    let reader = UnparsedPublicKey::new(&ECDH_P256, point(x, y));
    let key = agreement::agree(&own, reader, EncryptError::Failed, |shared| {
        Ok(derive(shared, algorithm, &[], &[], 256))
    })?;
    Ok(Agreed {
        key,
        epk: EphemeralKey {
            kty: "EC",
            crv: "P-256",
            x: to_base64url(&own_x),
            y: to_base64url(&own_y),
        },
    })
}

/// A private key for one token. One draw in 2³² is no number below the order of the curve.
fn ephemeral(entropy: &dyn Entropy) -> Result<PrivateKey, EncryptError> {
    let mut tries = std::iter::repeat_with(|| fresh_key(entropy)).take(8);
    tries
        .find_map(|drawn| PrivateKey::from_private_key(&ECDH_P256, drawn.expose()).ok())
        .ok_or(EncryptError::Failed)
}

/// The Concat KDF with SHA-256 (RFC 7518 §4.6.2), for keys of at most 256 bits: one round. What is
/// shorter is the beginning of the result.
fn derive(shared: &[u8], algorithm: &str, apu: &[u8], apv: &[u8], bits: u32) -> Secret<[u8; 32]> {
    let mut input = Vec::new();
    input.extend(1_u32.to_be_bytes());
    input.extend(shared);
    for part in [algorithm.as_bytes(), apu, apv] {
        // Cannot be longer: names of algorithms, and nothing else.
        input.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        input.extend(part);
    }
    input.extend(bits.to_be_bytes());
    let input = Secret::new(input);
    Secret::new(sha256(input.expose()))
}

fn point(x: &[u8; 32], y: &[u8; 32]) -> Vec<u8> {
    [&[4_u8][..], x, y].concat()
}

/// Whether something can be encrypted with a key: a point on its curve, or a proper RSA key.
pub(super) fn is_usable(key: &PublicKey) -> bool {
    match key {
        PublicKey::P256 { x, y } => {
            let parsed = UnparsedPublicKey::new(&ECDH_P256, point(x, y));
            agreement::ParsedPublicKey::try_from(parsed).is_ok()
        }
        PublicKey::Rsa { n, e } => {
            rsa_key(n, e).is_ok_and(|key| OaepPublicEncryptingKey::new(key).is_ok())
        }
        PublicKey::Ed25519 { .. } => false,
    }
}

#[cfg(test)]
mod tests;
