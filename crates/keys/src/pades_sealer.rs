//! Puts the electronic seal on documents (PAdES B-B, certification) and recognises it again.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use ports::BoxFuture;
use ports::documents::{DocumentSealError, DocumentSealer};
use ports::signing::{KeyUse, SignError, Signer};
use vocab::Timestamp;
use wire_pades::{
    CertificateChain, ChainError, FinishError, Inspected, Refusal, SignatureAlgorithm,
    SignatureOptions, inspect, prepare,
};

/// Why there is no sealer.
#[derive(Debug, thiserror::Error)]
pub enum PadesSealerError {
    /// The certificates are not a chain.
    #[error("the certificates of the seal are not a chain: {0}")]
    Chain(#[from] ChainError),
    /// There is no key for the seal.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// What the signature says in words; the reason comes with each document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealWords {
    /// What assistive technology says about the field, for example `Sello electrónico`.
    pub field_label: String,
    /// Name of the sealing body.
    pub signer_name: Option<String>,
    /// Place.
    pub location: Option<String>,
    /// Address for questions.
    pub contact: Option<String>,
}

/// [`DocumentSealer`] over any [`Signer`].
pub struct PadesSealer {
    signer: Arc<dyn Signer>,
    /// The chain in use, then earlier ones.
    chains: Vec<CertificateChain>,
    words: SealWords,
}

impl std::fmt::Debug for PadesSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let subjects: Vec<_> = self.chains.iter().map(CertificateChain::subject).collect();
        f.debug_struct("PadesSealer")
            .field("seals", &subjects)
            .finish_non_exhaustive()
    }
}

impl PadesSealer {
    /// Seals with the signer's key for [`KeyUse::Seal`], whose certificates `chain` holds.
    ///
    /// # Errors
    /// [`PadesSealerError::Sign`] if the signer has no seal.
    pub fn new(
        signer: Arc<dyn Signer>,
        chain: CertificateChain,
        words: SealWords,
    ) -> Result<Self, PadesSealerError> {
        signer.active(KeyUse::Seal)?;
        Ok(Self {
            signer,
            chains: vec![chain],
            words,
        })
    }

    /// Also recognises documents with an earlier seal.
    #[must_use]
    pub fn with_earlier(mut self, chain: CertificateChain) -> Self {
        self.chains.push(chain);
        self
    }

    /// Says whether a file is, byte for byte, a document with a seal of ours.
    ///
    /// # Errors
    /// [`Refusal`]: each one means that it is not.
    pub fn inspect(&self, pdf: &[u8]) -> Result<Inspected, Refusal> {
        inspect(pdf, &self.chains)
    }

    fn options(&self, chain: &CertificateChain, reason: &str, now: Timestamp) -> SignatureOptions {
        let words = self.words.clone();
        SignatureOptions {
            field_label: words.field_label,
            signer_name: words.signer_name,
            reason: Some(reason.to_owned()),
            location: words.location,
            contact: words.contact,
            reserve: chain.container_len(),
            ..SignatureOptions::sealed_at(now)
        }
    }

    async fn seal_now(
        &self,
        pdf: &[u8],
        reason: &str,
        now: Timestamp,
    ) -> Result<Vec<u8>, DocumentSealError> {
        let chain = self.chains.first().ok_or(SignError::NoKey(KeyUse::Seal))?;
        let prepared = prepare(pdf, &self.options(chain, reason, now))
            .map_err(|error| DocumentSealError::Unsupported(error.to_string()))?;
        let to_be_signed = prepared.signed_attributes(chain).map_err(unavailable)?;
        let algorithm = match to_be_signed.algorithm() {
            SignatureAlgorithm::EcdsaP256Sha256 => ports::signing::SignatureAlgorithm::Es256Der,
            SignatureAlgorithm::RsaPkcs1Sha256 => ports::signing::SignatureAlgorithm::Rs256,
        };
        let signature = self
            .signer
            .sign(KeyUse::Seal, algorithm, to_be_signed.bytes())
            .await?;
        // A seal that nobody can verify must not leave: the signer may be remote, or its key
        // may have been changed without its certificate.
        if !chain.verifies(to_be_signed.bytes(), &signature) {
            return Err(unavailable(WrongKey).into());
        }
        Ok(to_be_signed
            .finish(&signature)
            .map_err(unavailable::<FinishError>)?)
    }
}

/// The signer signs with a key that the certificate does not name.
#[derive(Debug, thiserror::Error)]
#[error("the seal's key does not belong to its certificate")]
struct WrongKey;

fn unavailable<E: std::error::Error + Send + Sync + 'static>(error: E) -> SignError {
    SignError::Unavailable(Box::new(error))
}

impl DocumentSealer for PadesSealer {
    fn seal<'a>(
        &'a self,
        pdf: &'a [u8],
        reason: &'a str,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<u8>, DocumentSealError>> {
        Box::pin(self.seal_now(pdf, reason, now))
    }

    fn digest(&self, file: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        out.iter_mut()
            .zip(digest(&SHA256, file).as_ref())
            .for_each(|(to, from)| *to = *from);
        out
    }

    fn certificate(&self) -> Vec<u8> {
        self.chains
            .first()
            .map(|chain| chain.signer().to_vec())
            .unwrap_or_default()
    }
}
