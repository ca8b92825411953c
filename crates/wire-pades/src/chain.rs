//! The certificates that go into a signature: the signer's first, then its issuers.

use aws_lc_rs::digest::{SHA256, digest};
use der::{Decode, Encode, oid::ObjectIdentifier};
use spki::AlgorithmIdentifierOwned;
use vocab::Timestamp;
use x509_cert::Certificate;

use crate::MAX_CHAIN;
use crate::error::ChainError;
use crate::{cms, signature};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");

/// How the signer's key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// ECDSA on P-256 with SHA-256, value in DER (RFC 5753).
    EcdsaP256Sha256,
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 5754 §3.2).
    RsaPkcs1Sha256,
}

impl SignatureAlgorithm {
    pub(crate) fn identifier(self) -> AlgorithmIdentifierOwned {
        match self {
            Self::EcdsaP256Sha256 => AlgorithmIdentifierOwned {
                oid: ECDSA_SHA256,
                parameters: None,
            },
            Self::RsaPkcs1Sha256 => AlgorithmIdentifierOwned {
                oid: RSA_SHA256,
                parameters: Some(der::Any::null()),
            },
        }
    }
}

/// A parsed chain. Parse once, sign often.
#[derive(Debug, Clone)]
pub struct CertificateChain {
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) signer_hash: [u8; 32],
    signer_der: Vec<u8>,
    public_key: Vec<u8>,
    algorithm: SignatureAlgorithm,
    container_len: usize,
}

impl CertificateChain {
    /// Parses DER certificates: the signer's, its issuer's, and so on; the root may be left out.
    ///
    /// Checks that the names link and that the signer's key is of a kind that can sign. It does
    /// *not* check signatures, trust or revocation: these are the operator's own certificates.
    ///
    /// # Errors
    /// [`ChainError`].
    pub fn from_der<C: AsRef<[u8]>>(chain: &[C]) -> Result<Self, ChainError> {
        let count = chain.len();
        let signer_der = match chain.first() {
            Some(first) if count <= MAX_CHAIN => first.as_ref().to_vec(),
            _ => {
                return Err(ChainError::Length {
                    count,
                    limit: MAX_CHAIN,
                });
            }
        };
        let certificates = chain
            .iter()
            .enumerate()
            .map(|(position, der)| parse(der.as_ref()).ok_or(ChainError::NotDer { position }))
            .collect::<Result<Vec<_>, _>>()?;
        for (position, (this, next)) in certificates
            .iter()
            .zip(certificates.iter().skip(1))
            .enumerate()
        {
            if this.tbs_certificate().issuer() != next.tbs_certificate().subject() {
                return Err(ChainError::NotLinked { position });
            }
        }
        let signer = certificates.first().ok_or(ChainError::Length {
            count,
            limit: MAX_CHAIN,
        })?;
        let (algorithm, public_key) = public_key(signer).ok_or(ChainError::KeyKind)?;
        let mut signer_hash = [0; 32];
        signer_hash.copy_from_slice(digest(&SHA256, &signer_der).as_ref());
        let mut made = Self {
            certificates,
            signer_hash,
            signer_der,
            public_key,
            algorithm,
            container_len: 0,
        };
        let longest = vec![0xff; made.signature_len()];
        made.container_len = cms::container(&made, &[0; 32], &longest)
            .map_err(|_| ChainError::NotDer { position: 0 })?
            .len();
        Ok(made)
    }

    /// How the key signs.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// DER of the signer's certificate.
    pub fn signer(&self) -> &[u8] {
        &self.signer_der
    }

    /// Subject of the signer's certificate as RFC 4514 text.
    pub fn subject(&self) -> String {
        self.certificates
            .first()
            .map(|c| c.tbs_certificate().subject().to_string())
            .unwrap_or_default()
    }

    /// Most bytes that a B-B signature with this chain takes: what to reserve.
    pub fn container_len(&self) -> usize {
        self.container_len
    }

    /// If and only if the signer's certificate is within its period of validity.
    pub fn valid_at(&self, at: Timestamp) -> bool {
        let Some(signer) = self.certificates.first() else {
            return false;
        };
        let validity = signer.tbs_certificate().validity();
        let seconds =
            |time: x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).ok();
        let at = at.as_second();
        seconds(validity.not_before).is_some_and(|from| from <= at)
            && seconds(validity.not_after).is_some_and(|until| at <= until)
    }

    /// If and only if `value` signs `message` under the signer's public key.
    pub fn verifies(&self, message: &[u8], value: &[u8]) -> bool {
        signature::verifies(self.algorithm, &self.public_key, message, value)
    }

    /// Most bytes in a signature value: two integers of 33 bytes with headings, or the modulus.
    pub(crate) fn signature_len(&self) -> usize {
        match self.algorithm {
            SignatureAlgorithm::EcdsaP256Sha256 => 72,
            // `RSAPublicKey` is the modulus, an exponent of 3 bytes and about 10 of headings,
            // so its length is a bound that costs little.
            SignatureAlgorithm::RsaPkcs1Sha256 => self.public_key.len(),
        }
    }
}

/// Parses, and makes sure that encoding gives the same bytes again: a signature holds the
/// certificate re-encoded, and its hash must be the one of the original.
fn parse(der: &[u8]) -> Option<Certificate> {
    let certificate = Certificate::from_der(der).ok()?;
    (certificate.to_der().ok()? == der).then_some(certificate)
}

fn public_key(certificate: &Certificate) -> Option<(SignatureAlgorithm, Vec<u8>)> {
    let spki = certificate.tbs_certificate().subject_public_key_info();
    let key = spki.subject_public_key.as_bytes()?.to_vec();
    let curve = || {
        spki.algorithm
            .parameters
            .as_ref()?
            .decode_as::<ObjectIdentifier>()
            .ok()
    };
    match spki.algorithm.oid {
        EC_PUBLIC_KEY if curve() == Some(P256) => Some((SignatureAlgorithm::EcdsaP256Sha256, key)),
        RSA_ENCRYPTION => Some((SignatureAlgorithm::RsaPkcs1Sha256, key)),
        _ => None,
    }
}
