//! One signing key, parsed once.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair as _, RSA_PKCS1_SHA256,
};
use der::Decode as _;
use ports::signing::SignatureAlgorithm;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use spki::SubjectPublicKeyInfoOwned;
use zeroize::Zeroizing;

use crate::module::ModuleKey;
use crate::signer::AlgorithmMismatch;
use crate::{jwk, random};

/// What kind of key to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyKind {
    /// ECDSA on P-256.
    #[serde(rename = "p256")]
    P256,
    /// RSA, 2048 bits.
    #[serde(rename = "rsa2048")]
    Rsa2048,
    /// RSA, 3072 bits (CCN-STIC 807 asks for it in new systems).
    #[serde(rename = "rsa3072")]
    Rsa3072,
    /// Ed25519 (RFC 8032).
    #[serde(rename = "ed25519")]
    Ed25519,
}

/// Why bytes are not a signing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SigningKeyError {
    /// Not PKCS#8, or not a sound P-256, Ed25519 or RSA key of 2048 bits or more.
    #[error("not a PKCS#8 key on P-256, Ed25519 or RSA from 2048 bits")]
    Unusable,
}

/// A private key that never leaves this crate, with its public half.
pub struct SigningKey {
    kid: String,
    jwk: Value,
    subject_public_key_info: Vec<u8>,
    public_key: Vec<u8>,
    material: Material,
}

enum Material {
    /// aws-lc-rs binds the form of the signature to the key, hence the same key twice.
    P256 {
        fixed: Box<EcdsaKeyPair>,
        der: Box<EcdsaKeyPair>,
    },
    Rsa(Box<RsaKeyPair>),
    /// In a hardware security module, which signs by itself.
    Module(KeyKind, ModuleKey),
    Ed25519(Box<Ed25519KeyPair>),
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.kid)
    }
}

impl SigningKey {
    /// Makes a key; the second value is its PKCS#8 form, to be wrapped at once.
    pub(crate) fn generate(kind: KeyKind) -> Result<(Self, Zeroizing<Vec<u8>>), SigningKeyError> {
        let unusable = |_| SigningKeyError::Unusable;
        let pkcs8 = match kind {
            KeyKind::P256 => {
                let document = EcdsaKeyPair::generate_pkcs8(
                    &ECDSA_P256_SHA256_FIXED_SIGNING,
                    &random::system(),
                );
                document.map_err(unusable)?.as_ref().to_vec()
            }
            KeyKind::Rsa2048 | KeyKind::Rsa3072 => {
                let size = if kind == KeyKind::Rsa2048 {
                    KeySize::Rsa2048
                } else {
                    KeySize::Rsa3072
                };
                let key = RsaKeyPair::generate(size).map_err(unusable)?;
                let document: Pkcs8V1Der<'_> = key.as_der().map_err(unusable)?;
                document.as_ref().to_vec()
            }
            KeyKind::Ed25519 => {
                let document = Ed25519KeyPair::generate_pkcs8(&random::system());
                document.map_err(unusable)?.as_ref().to_vec()
            }
        };
        let pkcs8 = Zeroizing::new(pkcs8);
        Ok((Self::from_pkcs8(&pkcs8)?, pkcs8))
    }

    /// Parses PKCS#8.
    pub(crate) fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, SigningKeyError> {
        let fixed = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8);
        let der = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8);
        if let (Ok(fixed), Ok(der)) = (fixed, der) {
            return Self::p256(fixed, der).ok_or(SigningKeyError::Unusable);
        }
        if let Ok(key) = Ed25519KeyPair::from_pkcs8(pkcs8) {
            return Self::ed25519(key).ok_or(SigningKeyError::Unusable);
        }
        let rsa = RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| SigningKeyError::Unusable)?;
        Self::rsa(rsa).ok_or(SigningKeyError::Unusable)
    }

    fn p256(fixed: EcdsaKeyPair, der: EcdsaKeyPair) -> Option<Self> {
        let public_key = fixed.public_key().as_ref().to_vec();
        let required = jwk::from_point(&public_key)?;
        let info: PublicKeyX509Der<'_> = fixed.public_key().as_der().ok()?;
        Some(Self {
            kid: jwk::thumbprint(&required),
            jwk: jwk::published(&required, "ES256"),
            subject_public_key_info: info.as_ref().to_vec(),
            public_key,
            material: Material::P256 {
                fixed: Box::new(fixed),
                der: Box::new(der),
            },
        })
    }

    fn rsa(key: RsaKeyPair) -> Option<Self> {
        let public_key = key.public_key().as_ref().to_vec();
        let required = jwk::from_rsa(&public_key)?;
        let info: PublicKeyX509Der<'_> = key.public_key().as_der().ok()?;
        Some(Self {
            kid: jwk::thumbprint(&required),
            jwk: jwk::published(&required, "RS256"),
            subject_public_key_info: info.as_ref().to_vec(),
            public_key,
            material: Material::Rsa(Box::new(key)),
        })
    }

    /// A key in a module, known by its public half (DER of `SubjectPublicKeyInfo`).
    pub(crate) fn in_module(key: ModuleKey, public: &[u8]) -> Result<Self, SigningKeyError> {
        let info = SubjectPublicKeyInfoOwned::from_der(public);
        let info = info.map_err(|_| SigningKeyError::Unusable)?;
        let bits = info.subject_public_key.raw_bytes();
        let (kind, required, algorithm) = match (jwk::from_point(bits), jwk::from_rsa(bits)) {
            (Some(required), _) => (KeyKind::P256, required, "ES256"),
            (None, Some(required)) if public.len() < 384 => (KeyKind::Rsa2048, required, "RS256"),
            (None, Some(required)) => (KeyKind::Rsa3072, required, "RS256"),
            (None, None) => return Err(SigningKeyError::Unusable),
        };
        Ok(Self {
            kid: jwk::thumbprint(&required),
            jwk: jwk::published(&required, algorithm),
            subject_public_key_info: public.to_vec(),
            public_key: bits.to_vec(),
            material: Material::Module(kind, key),
        })
    }

    /// The key as its module knows it, if it lives in one.
    pub(crate) fn module_key(&self) -> Option<&ModuleKey> {
        match &self.material {
            Material::Module(_, key) => Some(key),
            Material::P256 { .. } | Material::Rsa(_) | Material::Ed25519(_) => None,
        }
    }

    fn ed25519(key: Ed25519KeyPair) -> Option<Self> {
        let public_key = key.public_key().as_ref().to_vec();
        let required = jwk::from_ed25519(&public_key)?;
        let info: PublicKeyX509Der<'_> = key.public_key().as_der().ok()?;
        Some(Self {
            kid: jwk::thumbprint(&required),
            jwk: jwk::published(&required, "EdDSA"),
            subject_public_key_info: info.as_ref().to_vec(),
            public_key,
            material: Material::Ed25519(Box::new(key)),
        })
    }

    /// RFC 7638 thumbprint of the public key.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The public key as a JSON Web Key with `kid`, `alg` and `use`.
    pub fn jwk(&self) -> &Value {
        &self.jwk
    }

    /// DER of `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
    pub fn subject_public_key_info(&self) -> &[u8] {
        &self.subject_public_key_info
    }

    /// The bits of the public key: the point, or `RSAPublicKey`.
    pub(crate) fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    /// What kind of key it is; an RSA key counts as the greatest kind that it reaches.
    pub(crate) fn kind(&self) -> KeyKind {
        match &self.material {
            Material::P256 { .. } => KeyKind::P256,
            Material::Rsa(key) if key.public_modulus_len() < 384 => KeyKind::Rsa2048,
            Material::Rsa(_) => KeyKind::Rsa3072,
            Material::Ed25519(_) => KeyKind::Ed25519,
            Material::Module(kind, _) => *kind,
        }
    }

    /// In which forms the key signs.
    pub(crate) fn natural_algorithm(&self) -> SignatureAlgorithm {
        match self.kind() {
            KeyKind::P256 => SignatureAlgorithm::Es256Der,
            KeyKind::Rsa2048 | KeyKind::Rsa3072 => SignatureAlgorithm::Rs256,
            KeyKind::Ed25519 => SignatureAlgorithm::Ed25519,
        }
    }

    /// Signs `message`: its SHA-256, or the message itself where the algorithm is Ed25519. A key in
    /// a module signs through [`Self::module_key`] only.
    pub(crate) fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, AlgorithmMismatch> {
        let mismatch = || AlgorithmMismatch {
            kid: self.kid.clone(),
            algorithm,
        };
        let random = random::system();
        let signature = match (&self.material, algorithm) {
            (Material::P256 { fixed, .. }, SignatureAlgorithm::Es256Fixed) => {
                fixed.sign(&random, message)
            }
            (Material::P256 { der, .. }, SignatureAlgorithm::Es256Der) => {
                der.sign(&random, message)
            }
            (Material::Rsa(key), SignatureAlgorithm::Rs256) => {
                let mut out = vec![0; key.public_modulus_len()];
                // Cannot fail: the buffer is as long as the modulus, and the key was checked.
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut out)
                    .expect("a checked key signs");
                return Ok(out);
            }
            (Material::Ed25519(key), SignatureAlgorithm::Ed25519) => {
                return Ok(key.sign(message).as_ref().to_vec());
            }
            (Material::Module(..), _)
            | (Material::P256 { .. }, SignatureAlgorithm::Rs256 | SignatureAlgorithm::Ed25519)
            | (
                Material::Rsa(_),
                SignatureAlgorithm::Es256Fixed
                | SignatureAlgorithm::Es256Der
                | SignatureAlgorithm::Ed25519,
            )
            | (
                Material::Ed25519(_),
                SignatureAlgorithm::Es256Fixed
                | SignatureAlgorithm::Es256Der
                | SignatureAlgorithm::Rs256,
            ) => {
                return Err(mismatch());
            }
        };
        // Cannot fail: the key was checked when it was parsed.
        Ok(signature.expect("a checked key signs").as_ref().to_vec())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
        UnparsedPublicKey, VerificationAlgorithm,
    };
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn coordinate(jwk: &Value, name: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD
            .decode(jwk.get(name).unwrap().as_str().unwrap())
            .unwrap()
    }

    #[test]
    fn es256_signatures_verify_under_the_published_key() {
        let (key, pkcs8) = SigningKey::generate(KeyKind::P256).unwrap();
        // As a relying party does it: from the JSON Web Key alone.
        let point = [
            vec![4],
            coordinate(key.jwk(), "x"),
            coordinate(key.jwk(), "y"),
        ]
        .concat();
        let forms: [(_, &'static dyn VerificationAlgorithm); 2] = [
            (SignatureAlgorithm::Es256Fixed, &ECDSA_P256_SHA256_FIXED),
            (SignatureAlgorithm::Es256Der, &ECDSA_P256_SHA256_ASN1),
        ];
        for (algorithm, verification) in forms {
            let signature = key.sign(algorithm, b"message").unwrap();
            let public = UnparsedPublicKey::new(verification, &point);
            public.verify(b"message", &signature).unwrap();
            public.verify(b"massage", &signature).unwrap_err();
        }
        assert_eq!(
            key.sign(SignatureAlgorithm::Es256Fixed, b"message")
                .unwrap()
                .len(),
            64
        );
        assert_eq!(SigningKey::from_pkcs8(&pkcs8).unwrap().kid(), key.kid());
        assert_eq!(key.jwk().get("alg").unwrap(), "ES256");
    }

    #[test]
    fn rs256_signatures_verify_under_the_published_key() {
        for (kind, bytes) in [(KeyKind::Rsa2048, 256), (KeyKind::Rsa3072, 384)] {
            let (key, pkcs8) = SigningKey::generate(kind).unwrap();
            let signature = key.sign(SignatureAlgorithm::Rs256, b"message").unwrap();
            assert_eq!(signature.len(), bytes);
            assert_eq!(coordinate(key.jwk(), "n").len(), bytes);
            assert_eq!(coordinate(key.jwk(), "e"), [1, 0, 1]);
            UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key())
                .verify(b"message", &signature)
                .unwrap();
            assert_eq!(SigningKey::from_pkcs8(&pkcs8).unwrap().kid(), key.kid());
        }
    }

    #[test]
    fn ed25519_signatures_verify_under_the_published_key() {
        let (key, pkcs8) = SigningKey::generate(KeyKind::Ed25519).unwrap();
        let signature = key.sign(SignatureAlgorithm::Ed25519, b"message").unwrap();
        assert_eq!(signature.len(), 64);
        let public = UnparsedPublicKey::new(&ED25519, coordinate(key.jwk(), "x"));
        public.verify(b"message", &signature).unwrap();
        public.verify(b"massage", &signature).unwrap_err();
        assert_eq!(SigningKey::from_pkcs8(&pkcs8).unwrap().kid(), key.kid());
        assert_eq!(key.jwk().get("alg").unwrap(), "EdDSA");
        assert!(key.sign(SignatureAlgorithm::Rs256, b"message").is_err());
    }

    #[test]
    fn a_key_signs_in_its_own_forms_only() {
        let (key, _) = SigningKey::generate(KeyKind::P256).unwrap();
        assert!(key.sign(SignatureAlgorithm::Rs256, b"message").is_err());
        assert!(key.sign(SignatureAlgorithm::Ed25519, b"message").is_err());
        assert_eq!(
            SigningKey::from_pkcs8(b"no key").unwrap_err(),
            SigningKeyError::Unusable
        );
    }

    #[test]
    fn does_not_print_itself() {
        let (key, _) = SigningKey::generate(KeyKind::P256).unwrap();
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.kid()));
    }
}
