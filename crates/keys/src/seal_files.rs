//! The electronic seal of production, from files that the certification authority delivered.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vocab::Timestamp;
use wire_pades::{CertificateChain, ChainError};

use crate::pem;
use crate::private_file::{self, PrivateFileError};
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
    /// The certificate is not valid now.
    #[error("the certificate of the seal ({0}) is not valid now: renew it")]
    OutsideValidity(String),
}

/// A seal: key and chain, known to belong together.
#[derive(Debug, Clone)]
pub struct SealFiles {
    /// The key, for [`crate::SoftwareSigner::with_seal`].
    pub key: Arc<SigningKey>,
    /// The certificates, for [`crate::PadesSealer`].
    pub chain: CertificateChain,
}

impl SealFiles {
    /// Loads a PKCS#8 key (PEM, mode 0600) and a chain (PEM, the seal's certificate first).
    ///
    /// # Errors
    /// [`SealFilesError`]; the text says what to do.
    pub fn load(key: &Path, chain: &Path, now: Timestamp) -> Result<Self, SealFilesError> {
        let key = load_key(key)?;
        let chain = load_chain(chain)?;
        let subject = chain.subject();
        // Cannot fail: a key makes its own kind of signature.
        let signature = key
            .sign(key.natural_algorithm(), PROBE)
            .expect("a key signs in its own form");
        if !chain.verifies(PROBE, &signature) {
            return Err(SealFilesError::Mismatch(subject));
        }
        if !chain.valid_at(now) {
            return Err(SealFilesError::OutsideValidity(subject));
        }
        Ok(Self {
            key: Arc::new(key),
            chain,
        })
    }
}

fn load_key(path: &Path) -> Result<SigningKey, SealFilesError> {
    let bytes = private_file::read(path).map_err(SealFilesError::KeyFile)?;
    let format = |found: &str| SealFilesError::KeyFormat {
        path: path.to_owned(),
        found: found.to_owned(),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| format("no PEM"))?;
    let blocks = pem::blocks(text).ok_or_else(|| format("damaged PEM"))?;
    if let Some(block) = blocks.iter().find(|block| block.label == "PRIVATE KEY") {
        return Ok(SigningKey::from_pkcs8(&block.der)?);
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
    let failed = |source| SealFilesError::ChainFile {
        path: path.to_owned(),
        source,
    };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let blocks = pem::blocks(&text).unwrap_or_default();
    let certificates = blocks.iter().filter(|block| block.label == "CERTIFICATE");
    let certificates: Vec<_> = certificates.map(|block| block.der.as_slice()).collect();
    Ok(CertificateChain::from_der(&certificates)?)
}
