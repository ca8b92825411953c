//! Making compact JWS: header and claims in, bytes to sign out, signature in, token out.

use serde::Serialize;

use super::Algorithm;
use crate::encoding::{to_base64url, to_json};

/// The protected header of a token of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header<'a> {
    /// The algorithm.
    pub alg: Algorithm,
    /// What kind of token this is (RFC 8725 §3.11), such as `JWT` or `logout+jwt`.
    pub typ: &'a str,
    /// The id of the key in the published set.
    pub kid: &'a str,
}

/// The bytes that the holder of the key signs.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningInput {
    text: String,
    algorithm: Algorithm,
}

/// The signature handed back does not have the shape of its algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssembleError {
    /// ES256 and EdDSA want 64 bytes; RSA wants as many bytes as the modulus, 256 at least.
    #[error("a {algorithm} signature cannot have {length} bytes")]
    SignatureLength {
        /// The algorithm of the header.
        algorithm: Algorithm,
        /// The length of what was handed back.
        length: usize,
    },
}

/// The signing input of a compact JWS: `base64url(header).base64url(claims)`
/// (RFC 7515 §5.1).
pub fn signing_input<C: Serialize>(header: &Header<'_>, claims: &C) -> SigningInput {
    let header_json = to_json(header);
    let claims_json = to_json(claims);
    SigningInput {
        text: format!(
            "{}.{}",
            to_base64url(header_json.as_bytes()),
            to_base64url(claims_json.as_bytes())
        ),
        algorithm: header.alg,
    }
}

impl SigningInput {
    /// The bytes to sign. They are not a digest: the signer hashes them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The algorithm with which to sign.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The token, from the signature over [`Self::as_bytes`].
    ///
    /// # Errors
    /// [`AssembleError::SignatureLength`], for instance when an ES256 signature comes as DER.
    pub fn assemble(self, signature: &[u8]) -> Result<String, AssembleError> {
        let fits = match self.algorithm {
            Algorithm::Es256 | Algorithm::EdDsa => signature.len() == 64,
            Algorithm::Rs256 | Algorithm::Ps256 => signature.len() >= 256,
        };
        if !fits {
            return Err(AssembleError::SignatureLength {
                algorithm: self.algorithm,
                length: signature.len(),
            });
        }
        Ok(format!("{}.{}", self.text, to_base64url(signature)))
    }
}

/// Claims are personal data, so that only the size is shown.
impl std::fmt::Debug for SigningInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "SigningInput({}, {} bytes)",
            self.algorithm,
            self.text.len()
        )
    }
}
