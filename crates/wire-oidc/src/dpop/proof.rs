//! One proof, and what it must say.

use serde::Deserialize;

use crate::encoding::{from_base64url, same, sha256, to_base64url};
use crate::jose::{Algorithm, JwsError, verify_with_own_key};
use crate::limits;

/// What a proof must say.
#[derive(Debug, Clone, Copy)]
pub struct ProofDemand<'a> {
    /// The method of the request, upper case.
    pub method: &'a str,
    /// The address of the endpoint, without query and fragment.
    pub address: &'a str,
    /// The access token that comes with the request, at a resource server.
    pub access_token: Option<&'a str>,
    /// Seconds since 1970.
    pub now: i64,
}

/// Whether a proof bears a nonce of ours, which says when it was made better than its own date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It bears a nonce that we gave lately: the clock of the client does not matter (RFC 9449
    /// §4.3, check 11).
    Nonce,
    /// It bears none: its `iat` must be within [`limits::PROOF_SECONDS`] of our clock.
    OwnDate,
}

/// A proof that was verified. The caller refuses one whose identifier it has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DpopProof {
    jkt: String,
    jti: String,
    iat: i64,
    nonce: Option<String>,
}

/// Why a proof was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not a token of type `dpop+jwt` signed with the public key in its header.
    #[error("the DPoP proof is not signed with its own key")]
    Token(#[source] JwsError),
    /// A member is missing or too long.
    #[error("the DPoP proof lacks a claim")]
    Claims,
    /// Made for another method or address.
    #[error("the DPoP proof is for another request")]
    Request,
    /// Made for another access token, or for none.
    #[error("the DPoP proof is for another access token")]
    AccessToken,
    /// Too old, or from the future.
    #[error("the DPoP proof is not of this time")]
    Time,
}

#[derive(Deserialize)]
struct RawProof {
    jti: String,
    htm: String,
    htu: String,
    iat: i64,
    #[serde(default)]
    ath: Option<String>,
    #[serde(default)]
    nonce: Option<String>,
}

impl DpopProof {
    /// Verifies a proof (RFC 9449 §4.3): `Ok` if and only if it is of type `dpop+jwt`, signed
    /// with the public key in its header under an algorithm of ours, and made for this request
    /// and this access token. Time and nonce are for [`Self::check_time`], since the caller alone
    /// knows its nonces.
    ///
    /// # Errors
    /// See [`ProofError`].
    pub fn verify(proof: &str, demand: &ProofDemand<'_>) -> Result<Self, ProofError> {
        if proof.len() > limits::ASSERTION_BYTES {
            return Err(ProofError::Token(JwsError::TooLong));
        }
        let (verified, key) = verify_with_own_key(proof, &Algorithm::OF_FAPI, "dpop+jwt")
            .map_err(ProofError::Token)?;
        let raw: RawProof = verified.claims().map_err(|_| ProofError::Claims)?;
        let bounded = (1..=limits::TOKEN_ID_CHARS).contains(&raw.jti.len())
            && raw
                .nonce
                .as_ref()
                .is_none_or(|nonce| nonce.len() <= limits::NONCE_CHARS);
        if !bounded {
            return Err(ProofError::Claims);
        }
        if raw.htm != demand.method || !same_address(&raw.htu, demand.address) {
            return Err(ProofError::Request);
        }
        let bound = match (demand.access_token, raw.ath.as_deref()) {
            (None, _) => true,
            (Some(token), Some(ath)) => {
                from_base64url(ath).is_some_and(|ath| same(&ath, &sha256(token.as_bytes())))
            }
            (Some(_), None) => false,
        };
        if !bound {
            return Err(ProofError::AccessToken);
        }
        Ok(Self {
            jkt: key.thumbprint(),
            jti: raw.jti,
            iat: raw.iat,
            nonce: raw.nonce,
        })
    }

    /// Whether the proof is of this time.
    ///
    /// # Errors
    /// [`ProofError::Time`].
    pub const fn check_time(&self, freshness: Freshness, now: i64) -> Result<(), ProofError> {
        match freshness {
            Freshness::Nonce => Ok(()),
            Freshness::OwnDate => {
                if now.saturating_sub(self.iat).saturating_abs() <= limits::PROOF_SECONDS {
                    Ok(())
                } else {
                    Err(ProofError::Time)
                }
            }
        }
    }

    /// The thumbprint of the key, to which tokens are bound (RFC 9449 §6.1).
    #[must_use]
    pub fn jkt(&self) -> &str {
        &self.jkt
    }

    /// The identifier of the proof, unique for the key.
    #[must_use]
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// The nonce that it bears.
    #[must_use]
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }
}

/// The `ath` of an access token (RFC 9449 §4.2), for whoever makes a proof.
#[must_use]
pub fn thumbprint_of(access_token: &str) -> String {
    to_base64url(&sha256(access_token.as_bytes()))
}

/// Compares after the normalisation of RFC 3986 §6.2.2 and §6.2.3, without query and fragment
/// (RFC 9449 §4.3, check 9).
fn same_address(presented: &str, own: &str) -> bool {
    let plain = |text: &str| {
        let mut url = url::Url::parse(text).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    presented.len() <= limits::REDIRECT_URI_CHARS
        && plain(presented).is_some_and(|presented| Some(presented) == plain(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_after_normalisation_and_without_the_query() {
        let own = "https://id.example/token";
        for same in [
            own,
            "https://ID.example/token",
            "https://id.example:443/token",
            "HTTPS://id.example/token?x=1",
            "https://id.example/token#x",
            "https://id.example/a/../token",
        ] {
            assert!(same_address(same, own), "{same}");
        }
        for other in [
            "",
            "/token",
            "http://id.example/token",
            "https://id.example/token/",
            "https://id.example/TOKEN",
            "https://id.example:8443/token",
            "https://id.example.evil.test/token",
            "https://u@id.example/token",
        ] {
            assert!(!same_address(other, own), "{other}");
        }
    }
}
