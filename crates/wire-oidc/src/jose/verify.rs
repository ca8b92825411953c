//! Verifying compact JWS against a set of public keys.

use serde::Deserialize;

use super::{Algorithm, Jwk, JwkSet, PublicKey};
use crate::encoding::{from_base64url, from_json, present};
use crate::limits;

/// What the verifier demands before it looks at a signature.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The algorithms that are acceptable here; everything else is refused.
    pub algorithms: &'a [Algorithm],
    /// The kind of token.
    pub token_type: TokenType<'a>,
}

/// What `typ` must say (RFC 8725 §3.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenType<'a> {
    /// `JWT`, or no `typ` at all: ID tokens of providers that leave it out.
    JwtOrAbsent,
    /// Exactly this, compared without case and without a leading `application/`.
    Exactly(&'a str),
    /// One of these, compared in the same way, or no `typ` at all: assertions of clients, for
    /// which RFC 7523 names no type.
    AnyOf(&'a [&'a str]),
}

/// A token whose signature was verified. Only [`verify`] makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified {
    algorithm: Algorithm,
    payload: Vec<u8>,
}

impl Verified {
    /// The algorithm of the signature.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes that were signed.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The payload as JSON claims.
    ///
    /// # Errors
    /// [`JwsError::Payload`] if it is not JSON of that shape.
    pub fn claims<'a, T: Deserialize<'a>>(&'a self) -> Result<T, JwsError> {
        from_json(&self.payload, limits::TOKEN_BYTES).ok_or(JwsError::Payload)
    }
}

/// Claims are personal data, so that only the size is shown.
impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Verified({}, {} bytes)",
            self.algorithm,
            self.payload.len()
        )
    }
}

/// Why a token was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// More than [`limits::TOKEN_BYTES`].
    #[error("the token is longer than {} bytes", limits::TOKEN_BYTES)]
    TooLong,
    /// Not three base64url parts with a JSON header.
    #[error("not a compact JWS")]
    Malformed,
    /// The header names an algorithm that is unknown or not in the pinned list.
    #[error("the algorithm is not accepted here")]
    Algorithm,
    /// The token is of another kind.
    #[error("the token is of another type")]
    Type,
    /// The header has critical extensions (RFC 7515 §4.1.11); we understand none.
    #[error("the token has critical extensions")]
    Critical,
    /// No published key fits. The caller may fetch the key set again, once.
    #[error("no key fits the token")]
    UnknownKey,
    /// The signature is not by the key that the header names.
    #[error("the signature is wrong")]
    Signature,
    /// The payload is not the JSON that was expected.
    #[error("the claims cannot be read")]
    Payload,
}

/// What is read of a header. `jku`, `x5c` and `x5u` are not, and `jwk` only by
/// [`verify_with_own_key`]: a token cannot bring its own key.
#[derive(Deserialize)]
struct RawHeader {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, deserialize_with = "present")]
    crit: bool,
    #[serde(default)]
    jwk: Option<serde_json::Value>,
}

/// A compact JWS taken apart, its header judged, its signature not yet verified.
struct Parts<'a> {
    header: RawHeader,
    algorithm: Algorithm,
    signed: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// Verifies a token: `Ok` if and only if the header is acceptable under `expected` and one of
/// the keys that it may mean signed it.
///
/// A key is considered if it has the `kid` of the header (or the header has none), fits the
/// algorithm by type, and was not published for another algorithm.
///
/// # Errors
/// See [`JwsError`].
pub fn verify(token: &str, keys: &JwkSet, expected: &Expected<'_>) -> Result<Verified, JwsError> {
    let Parts {
        header,
        algorithm,
        signed,
        payload,
        signature,
    } = take_apart(token, expected)?;
    let mut candidates = keys
        .keys
        .iter()
        .filter(|jwk| is_candidate(jwk, header.kid.as_deref(), algorithm))
        .peekable();
    if candidates.peek().is_none() {
        return Err(JwsError::UnknownKey);
    }
    if candidates.any(|jwk| jwk.key.verifies(algorithm, signed.as_bytes(), &signature)) {
        Ok(Verified { algorithm, payload })
    } else {
        Err(JwsError::Signature)
    }
}

/// Verifies a token with the public key in its own header, and gives that key: `Ok` if and only if
/// the type is `typ`, the algorithm is in the pinned list, and the key in the header signed the
/// token. It says which key signed, and nothing about whose key it is; made for proofs of
/// possession (RFC 9449 §4.3) and of no use for anything else.
///
/// # Errors
/// See [`JwsError`]; [`JwsError::UnknownKey`] if the header has no public key of ours.
pub fn verify_with_own_key(
    token: &str,
    algorithms: &[Algorithm],
    typ: &str,
) -> Result<(Verified, PublicKey), JwsError> {
    let expected = Expected {
        algorithms,
        token_type: TokenType::Exactly(typ),
    };
    let parts = take_apart(token, &expected)?;
    let jwk = parts.header.jwk.ok_or(JwsError::UnknownKey)?;
    let jwk = Jwk::from_value(jwk).map_err(|_| JwsError::UnknownKey)?;
    if !is_candidate(&jwk, None, parts.algorithm) {
        return Err(JwsError::UnknownKey);
    }
    let message = parts.signed.as_bytes();
    if !jwk.key.verifies(parts.algorithm, message, &parts.signature) {
        return Err(JwsError::Signature);
    }
    let verified = Verified {
        algorithm: parts.algorithm,
        payload: parts.payload,
    };
    Ok((verified, jwk.key))
}

fn take_apart<'a>(token: &'a str, expected: &Expected<'_>) -> Result<Parts<'a>, JwsError> {
    if token.len() > limits::TOKEN_BYTES {
        return Err(JwsError::TooLong);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(JwsError::Malformed)?;
    let (header, payload) = signed.split_once('.').ok_or(JwsError::Malformed)?;
    let header = from_base64url(header).ok_or(JwsError::Malformed)?;
    let header: RawHeader = from_json(&header, limits::HEADER_BYTES).ok_or(JwsError::Malformed)?;
    let algorithm = check_header(&header, expected)?;
    Ok(Parts {
        header,
        algorithm,
        signed,
        payload: from_base64url(payload).ok_or(JwsError::Malformed)?,
        signature: from_base64url(signature).ok_or(JwsError::Malformed)?,
    })
}

fn check_header(header: &RawHeader, expected: &Expected<'_>) -> Result<Algorithm, JwsError> {
    let algorithm = Algorithm::from_name(&header.alg)
        .filter(|algorithm| expected.algorithms.contains(algorithm))
        .ok_or(JwsError::Algorithm)?;
    if header.crit {
        return Err(JwsError::Critical);
    }
    let same_type = |wanted: &str, typ: &str| {
        typ.strip_prefix("application/")
            .unwrap_or(typ)
            .eq_ignore_ascii_case(wanted)
    };
    let type_fits = match (expected.token_type, header.typ.as_deref()) {
        (TokenType::JwtOrAbsent | TokenType::AnyOf(_), None) => true,
        (TokenType::JwtOrAbsent, Some(typ)) => same_type("JWT", typ),
        (TokenType::Exactly(wanted), Some(typ)) => same_type(wanted, typ),
        (TokenType::AnyOf(wanted), Some(typ)) => wanted.iter().any(|one| same_type(one, typ)),
        (TokenType::Exactly(_), None) => false,
    };
    if type_fits {
        Ok(algorithm)
    } else {
        Err(JwsError::Type)
    }
}

fn is_candidate(jwk: &Jwk, kid: Option<&str>, algorithm: Algorithm) -> bool {
    kid.is_none_or(|kid| jwk.kid.as_deref() == Some(kid))
        && jwk.key.fits(algorithm)
        && jwk.alg.is_none_or(|alg| alg == algorithm)
}
