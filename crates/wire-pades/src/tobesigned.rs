//! What a key signs, and the file that comes of it.

use crate::chain::{CertificateChain, SignatureAlgorithm};
use crate::error::FinishError;
use crate::prepare::Prepared;
use crate::text::hex;
use crate::{cms, signature};

/// A prepared file with the attributes that its signature will cover.
#[derive(Debug, Clone)]
pub struct ToBeSigned<'c> {
    pub(crate) prepared: Prepared,
    pub(crate) chain: &'c CertificateChain,
    pub(crate) attributes: Vec<u8>,
}

impl ToBeSigned<'_> {
    /// The bytes to sign (DER of a `SET OF Attribute`); the signer hashes them with SHA-256.
    pub fn bytes(&self) -> &[u8] {
        &self.attributes
    }

    /// How to sign them.
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.chain.algorithm()
    }

    /// Puts the signature into the file. An ECDSA signature is DER (`Ecdsa-Sig-Value`); of the
    /// two equivalent values of `s` the lower one is written, so that each signed file has
    /// exactly one form.
    ///
    /// The signature value is *not* verified here; [`crate::inspect()`] does that.
    ///
    /// # Errors
    /// [`FinishError::SignatureShape`] if the bytes cannot be a signature by this key.
    pub fn finish(self, signature: &[u8]) -> Result<Vec<u8>, FinishError> {
        let value = signature::canonical(self.chain.algorithm(), signature)
            .filter(|value| value.len() <= self.chain.signature_len())
            .ok_or(FinishError::SignatureShape)?;
        let container = cms::container(self.chain, &self.prepared.digest, &value)
            .map_err(FinishError::Encoding)?;
        let Prepared {
            mut bytes,
            gap,
            options,
            ..
        } = self.prepared;
        let too_small = FinishError::ReserveTooSmall {
            needed: container.len(),
            reserved: options.reserve,
        };
        let text = hex(&container);
        let start = gap.start + 1;
        let place = bytes
            .get_mut(start..gap.end - 1)
            .and_then(|gap| gap.get_mut(..text.len()));
        place.ok_or(too_small)?.copy_from_slice(text.as_bytes());
        Ok(bytes)
    }
}
