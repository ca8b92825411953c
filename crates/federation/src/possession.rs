//! Proofs that a client holds the key or the certificate to which its tokens are bound (RFC 9449,
//! RFC 8705).

use store::StoreError;
use vocab::{SignedDuration, Timestamp, constant_time_eq};
use wire_oidc::{
    client::ClientRegistration,
    dpop::{DpopProof, Freshness, ProofDemand, ProofError},
    token::{Confirmation, TokenRefusal},
};

use crate::{Credentials, Federation, ProofHeader};

/// Seconds after which a new nonce is given; the one before works for as long again. Long enough
/// for a client to use one nonce for several requests, short enough that a proof made beforehand
/// soon is worth nothing.
const NONCE_S: i64 = 150;

/// Why a proof is not accepted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PossessionError {
    /// The header came more than once, or is no text.
    #[error("there must be one DPoP header")]
    Header,
    /// The proof is not one for this request.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// It bears no nonce of ours, or one that has passed.
    #[error("the DPoP proof bears no nonce of ours")]
    Nonce,
    /// It was used before.
    #[error("the DPoP proof was used before")]
    Replayed,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PossessionError> for TokenRefusal {
    fn from(error: PossessionError) -> Self {
        match error {
            PossessionError::Header => Self::InvalidDpopProof("there must be one DPoP header"),
            PossessionError::Proof(_) => Self::InvalidDpopProof("the DPoP proof is not valid"),
            PossessionError::Nonce => Self::UseDpopNonce,
            PossessionError::Replayed => Self::InvalidDpopProof("the DPoP proof was used before"),
            PossessionError::Store(error) => crate::token::unavailable(&error),
        }
    }
}

impl Federation {
    /// The proof of a request, if it has one: signed, for this request and token, of this time.
    /// It still has to be spent ([`Self::spend_proof`]).
    pub(crate) fn proof(
        &self,
        credentials: &Credentials<'_>,
        method: &str,
        path: &str,
        access_token: Option<&str>,
    ) -> Result<Option<DpopProof>, PossessionError> {
        let text = match credentials.proof {
            ProofHeader::Absent => return Ok(None),
            ProofHeader::Unfit => return Err(PossessionError::Header),
            ProofHeader::One(text) => text,
        };
        let now = self.clock.now().as_second();
        let address = self.address_of(credentials.door, path);
        let demand = ProofDemand {
            method,
            address: &address,
            access_token,
            now,
        };
        let proof = DpopProof::verify(text, &demand)?;
        let freshness = match proof.nonce() {
            Some(nonce) if self.is_nonce(nonce, now) => Freshness::Nonce,
            None if !self.settings.dpop_nonce => Freshness::OwnDate,
            Some(_) | None => return Err(PossessionError::Nonce),
        };
        proof.check_time(freshness, now)?;
        Ok(Some(proof))
    }

    /// Accepts a proof once, in whatever process.
    pub(crate) async fn spend_proof(&self, proof: &DpopProof) -> Result<(), PossessionError> {
        // Longer than a nonce works, and than a proof without one is of this time.
        let until = self
            .clock
            .now()
            .checked_add(SignedDuration::from_secs(2 * NONCE_S))
            .unwrap_or(Timestamp::MAX);
        let fresh = self
            .spend("oidc.proof", proof.jkt(), proof.jti(), until)
            .await?;
        if fresh {
            Ok(())
        } else {
            Err(PossessionError::Replayed)
        }
    }

    /// The nonce that proofs made now must bear.
    pub(crate) fn nonce(&self) -> String {
        self.nonce_of(self.clock.now().as_second().div_euclid(NONCE_S))
    }

    fn is_nonce(&self, presented: &str, now: i64) -> bool {
        let window = now.div_euclid(NONCE_S);
        [window, window - 1]
            .into_iter()
            .any(|window| constant_time_eq(self.nonce_of(window).as_bytes(), presented.as_bytes()))
    }

    /// Nonces are the same for everybody and are kept nowhere: the hash of the time, under a key
    /// that all our processes share.
    fn nonce_of(&self, window: i64) -> String {
        let hash = self.hashes.hash("oidc.dpop_nonce", &window.to_be_bytes());
        hash.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// To whom the tokens of a request are to be bound.
pub(crate) fn binding(
    client: &ClientRegistration,
    proof: Option<&DpopProof>,
    credentials: &Credentials<'_>,
) -> Result<Confirmation, TokenRefusal> {
    if client.tokens.dpop_required && proof.is_none() {
        return Err(TokenRefusal::InvalidDpopProof(
            "this client must prove possession of a key",
        ));
    }
    let certificate = if client.tokens.certificate_bound {
        let shown = credentials.certificate.ok_or(TokenRefusal::InvalidRequest(
            "a client certificate is needed",
        ))?;
        Some(shown)
    } else {
        None
    };
    Ok(Confirmation {
        jkt: proof.map(|proof| proof.jkt().to_owned()),
        certificate,
    })
}
