//! Puts the electronic seal on documents (PAdES B-B, certification) and recognises it again.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use ports::BoxFuture;
use ports::documents::{DocumentSealError, DocumentSealer};
use ports::signing::{KeyUse, PublicSigningKey, SignError, Signer};
use vocab::Timestamp;
use wire_pades::{
    CertificateChain, FinishError, Inspected, Refusal, SignatureAlgorithm, SignatureOptions,
    inspect, prepare,
};

use crate::ring::{KeyRing, RingKey, State};
use crate::signer::public;

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

/// [`DocumentSealer`] with the seals of a [`KeyRing`]: it seals with the one that is active at the
/// moment, and recognises documents of every seal that the ring ever had.
pub struct PadesSealer {
    signer: Arc<dyn Signer>,
    ring: Arc<KeyRing>,
    read: Mutex<Arc<SealBook>>,
    words: SealWords,
}

/// The certificates at one moment.
struct SealBook {
    /// The chain in use, then earlier ones.
    chains: Vec<CertificateChain>,
    /// The key of the chain in use, if there is one.
    active: Option<PublicSigningKey>,
    /// What it was made from.
    of: Vec<(String, State)>,
}

impl std::fmt::Debug for PadesSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let book = self.book();
        let subjects: Vec<_> = book.chains.iter().map(CertificateChain::subject).collect();
        f.debug_struct("PadesSealer")
            .field("seals", &subjects)
            .finish_non_exhaustive()
    }
}

impl PadesSealer {
    /// The signer signs with the keys of the ring.
    ///
    /// # Errors
    /// [`SignError::NoKey`] if the ring has no seal.
    pub fn new(
        signer: Arc<dyn Signer>,
        ring: Arc<KeyRing>,
        words: SealWords,
    ) -> Result<Self, SignError> {
        let book = SealBook::of(&ring);
        if book.active.is_none() {
            return Err(SignError::NoKey(KeyUse::Seal));
        }
        Ok(Self {
            signer,
            ring,
            read: Mutex::new(Arc::new(book)),
            words,
        })
    }

    /// Says whether a file is, byte for byte, a document with a seal of ours.
    ///
    /// # Errors
    /// [`Refusal`]: each one means that it is not.
    pub fn inspect(&self, pdf: &[u8]) -> Result<Inspected, Refusal> {
        inspect(pdf, &self.book().chains)
    }

    /// The certificates as the ring has them now; parsed again only when they have changed.
    fn book(&self) -> Arc<SealBook> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.of != SealBook::marks(&self.ring.seals()) {
            *read = Arc::new(SealBook::of(&self.ring));
        }
        Arc::clone(&read)
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
        let book = self.book();
        let (Some(chain), Some(key)) = (book.chains.first(), &book.active) else {
            return Err(SignError::NoKey(KeyUse::Seal).into());
        };
        let prepared = prepare(pdf, &self.options(chain, reason, now))
            .map_err(|error| DocumentSealError::Unsupported(error.to_string()))?;
        let to_be_signed = prepared.signed_attributes(chain).map_err(unavailable)?;
        let algorithm = match to_be_signed.algorithm() {
            SignatureAlgorithm::EcdsaP256Sha256 => ports::signing::SignatureAlgorithm::Es256Der,
            SignatureAlgorithm::RsaPkcs1Sha256 => ports::signing::SignatureAlgorithm::Rs256,
        };
        let signature = self
            .signer
            .sign_as(key, algorithm, to_be_signed.bytes())
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

impl SealBook {
    /// Certificates that cannot be read are left out: the ring takes none, so that somebody must
    /// have changed them, and nothing is sealed under them.
    fn of(ring: &KeyRing) -> Self {
        let mut seals = ring.seals();
        let of = Self::marks(&seals);
        seals.sort_by_key(|seal| seal.entry.state != State::Active);
        let mut chains = Vec::new();
        let mut active = None;
        for seal in seals {
            let Ok(chain) = CertificateChain::from_der(&seal.certificates()) else {
                continue;
            };
            chains.push(chain);
            if seal.entry.state == State::Active {
                active = Some(public(&seal.key, KeyUse::Seal));
            }
        }
        Self { chains, active, of }
    }

    fn marks(seals: &[Arc<RingKey>]) -> Vec<(String, State)> {
        let mark = |seal: &Arc<RingKey>| (seal.entry.id.clone(), seal.entry.state);
        seals.iter().map(mark).collect()
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
        self.book()
            .chains
            .first()
            .map(|chain| chain.signer().to_vec())
            .unwrap_or_default()
    }
}
