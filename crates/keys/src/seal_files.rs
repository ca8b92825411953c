//! The electronic seal of production, from files that the certification authority delivered.

use std::path::{Path, PathBuf};

use vocab::Timestamp;
use wire_pades::{CertificateChain, ChainError};
use zeroize::Zeroizing;

use crate::module::{Module, ModuleError, ModuleKey, ObjectId};
use crate::pem;
use crate::private_file::{self, PrivateFileError};
use crate::ring::{Addition, KeyRing, ModulePlace, RingError, RingUse};
use crate::signing_key::{SigningKey, SigningKeyError};

/// Signed once when loading, to see that key and certificate belong together.
const PROBE: &[u8] = b"aldaba: does this key belong to this certificate?";

/// Why a seal could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SealFilesError {
    /// The key file is missing or not safe.
    #[error("the key of the seal cannot be read: {0}")]
    KeyFile(#[source] PrivateFileError),
    /// The key file has no `PRIVATE KEY` block. Says what it has instead.
    #[error(
        "{} holds {found}, but an unencrypted PKCS#8 key (BEGIN PRIVATE KEY) is needed: \
         openssl pkcs8 -topk8 -nocrypt -in KEY", path.display()
    )]
    KeyFormat {
        /// The file.
        path: PathBuf,
        /// What it holds.
        found: String,
    },
    /// The key is of a kind that is not used.
    #[error("the key of the seal is {0}")]
    Key(#[from] SigningKeyError),
    /// The file of certificates could not be read.
    #[error("the certificates of the seal cannot be read from {}: {source}", path.display())]
    ChainFile {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The certificates are not a chain.
    #[error("the certificates of the seal are not a chain: {0}")]
    Chain(#[from] ChainError),
    /// The key is not the one of the first certificate.
    #[error("the key of the seal does not belong to its first certificate ({0})")]
    Mismatch(String),
    /// The module did not answer as needed.
    #[error(transparent)]
    Module(#[from] ModuleError),
    /// The ring did not take the seal.
    #[error(transparent)]
    Ring(#[from] RingError),
    /// The certificate is not valid now.
    #[error("the certificate of the seal ({0}) is not valid now: renew it")]
    OutsideValidity(String),
}

/// A seal: key and chain, known to belong together.
#[derive(Debug)]
pub struct SealFiles {
    /// The certificates.
    pub chain: CertificateChain,
    key: SigningKey,
    pkcs8: Zeroizing<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
}

impl SealFiles {
    /// Loads a PKCS#8 key (PEM, mode 0600) and a chain (PEM, the seal's certificate first).
    ///
    /// # Errors
    /// [`SealFilesError`]; the text says what to do.
    pub fn load(key: &Path, chain: &Path, now: Timestamp) -> Result<Self, SealFilesError> {
        let (key, pkcs8) = load_key(key)?;
        let (chain, certificates) = load_certificates(chain)?;
        // Cannot fail: a key makes its own kind of signature.
        let signature = key
            .sign(key.natural_algorithm(), PROBE)
            .expect("a key signs in its own form");
        check(&chain, &signature, now)?;
        Ok(Self {
            chain,
            key,
            pkcs8,
            certificates,
        })
    }

    /// Puts the seal on the ring, where its key is kept wrapped: it seals from now on, and the
    /// one before stays known. Returns its id. Nothing is needed of the files any more.
    ///
    /// # Errors
    /// [`SealFilesError::Ring`].
    pub fn enrol(self, ring: &KeyRing, now: Timestamp) -> Result<String, SealFilesError> {
        let seal = Addition {
            ring_use: RingUse::Seal,
            kind: self.key.kind(),
            key: &self.key,
            secret: &self.pkcs8,
            module: None,
            certificates: self.certificates,
        };
        ring.add(seal, now)?;
        Ok(self.key.kid().to_owned())
    }
}

/// A seal whose key lives in a hardware security module.
#[derive(Debug)]
pub struct SealInModule {
    /// The certificates.
    pub chain: CertificateChain,
    key: SigningKey,
    public: Vec<u8>,
    place: ModulePlace,
    certificates: Vec<Vec<u8>>,
}

impl SealInModule {
    /// Finds the key with this `CKA_ID` (hexadecimal digits) and loads its chain (PEM, the seal's
    /// certificate first). Blocks while the module signs once, to see that they belong together.
    ///
    /// # Errors
    /// [`SealFilesError`]; the text says what to do.
    pub fn load(
        module: &Module,
        object: &str,
        chain: &Path,
        now: Timestamp,
    ) -> Result<Self, SealFilesError> {
        let id = ObjectId::parse(object).ok_or_else(|| ModuleError::NoKey(object.to_owned()))?;
        let public = module.public_half(&id)?.subject_public_key_info;
        let (chain, certificates) = load_certificates(chain)?;
        let place = ModulePlace {
            token: module.label().to_owned(),
            object: id.to_string(),
        };
        let key = ModuleKey {
            token: place.token.clone(),
            module: Some(module.clone()),
            object: id.clone(),
        };
        let key = SigningKey::in_module(key, &public)?;
        let signature = module.sign_blocking(id, key.natural_algorithm(), PROBE)?;
        check(&chain, &signature, now)?;
        Ok(Self {
            chain,
            key,
            public,
            place,
            certificates,
        })
    }

    /// Puts the seal on the ring: it seals from now on, and the one before stays known. Returns
    /// its id.
    ///
    /// # Errors
    /// [`SealFilesError::Ring`].
    pub fn enrol(self, ring: &KeyRing, now: Timestamp) -> Result<String, SealFilesError> {
        let seal = Addition {
            ring_use: RingUse::Seal,
            kind: self.key.kind(),
            key: &self.key,
            secret: &self.public,
            module: Some(self.place),
            certificates: self.certificates,
        };
        ring.add(seal, now)?;
        Ok(self.key.kid().to_owned())
    }
}

/// Key and certificate belong together, and the certificate is valid.
fn check(chain: &CertificateChain, probe: &[u8], now: Timestamp) -> Result<(), SealFilesError> {
    if !chain.verifies(PROBE, probe) {
        return Err(SealFilesError::Mismatch(chain.subject()));
    }
    if !chain.valid_at(now) {
        return Err(SealFilesError::OutsideValidity(chain.subject()));
    }
    Ok(())
}

/// If and only if the ring has had the seal whose certificates are in this file.
///
/// # Errors
/// As [`load_chain`].
pub fn enrolled(ring: &KeyRing, chain: &Path) -> Result<bool, SealFilesError> {
    let (_, certificates) = load_certificates(chain)?;
    let chains = ring.seal_chains();
    Ok((chains.iter()).any(|known| known.first() == certificates.first()))
}

fn load_key(path: &Path) -> Result<(SigningKey, Zeroizing<Vec<u8>>), SealFilesError> {
    let bytes = private_file::read(path).map_err(SealFilesError::KeyFile)?;
    let format = |found: &str| SealFilesError::KeyFormat {
        path: path.to_owned(),
        found: found.to_owned(),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| format("no PEM"))?;
    let blocks = pem::blocks(text).ok_or_else(|| format("damaged PEM"))?;
    if let Some(block) = blocks.iter().find(|block| block.label == "PRIVATE KEY") {
        return Ok((SigningKey::from_pkcs8(&block.der)?, block.der.clone()));
    }
    let labels: Vec<_> = blocks.iter().map(|block| block.label.as_str()).collect();
    Err(if labels.is_empty() {
        format("no PEM")
    } else {
        format(&labels.join(", "))
    })
}

/// Loads a chain alone, for example of an earlier seal whose documents are to be recognised.
///
/// # Errors
/// [`SealFilesError::ChainFile`], [`SealFilesError::Chain`].
pub fn load_chain(path: &Path) -> Result<CertificateChain, SealFilesError> {
    load_certificates(path).map(|(chain, _)| chain)
}

/// The chain and the DER of its certificates.
fn load_certificates(path: &Path) -> Result<(CertificateChain, Vec<Vec<u8>>), SealFilesError> {
    let failed = |source| SealFilesError::ChainFile {
        path: path.to_owned(),
        source,
    };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let blocks = pem::blocks(&text).unwrap_or_default();
    let certificates = blocks.iter().filter(|block| block.label == "CERTIFICATE");
    let certificates: Vec<Vec<u8>> = certificates.map(|block| block.der.to_vec()).collect();
    let chain = CertificateChain::from_der(&certificates)?;
    Ok((chain, certificates))
}
