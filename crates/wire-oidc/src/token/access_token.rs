//! Access tokens in the form of JWTs (RFC 9068).
//!
//! Resource servers read them by themselves. Here they are only a wrapping: the identifier (`jti`)
//! of such a token is what an opaque token would be, and what we look up.

use serde::{Deserialize, Serialize};

use super::Confirmation;
use crate::jose::{Algorithm, Expected, JwkSet, JwsError, TokenType, verify};
use crate::limits;

/// The `typ` of the header (RFC 9068 §2.1).
pub const ACCESS_TOKEN_TYPE: &str = "at+jwt";

/// The claims of an access token (RFC 9068 §2.2), to be given to
/// [`crate::jose::signing_input`] with `typ` [`ACCESS_TOKEN_TYPE`].
#[derive(Clone, PartialEq, Serialize)]
pub struct AccessTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The one resource that the token is for: the issuer for userinfo.
    pub aud: String,
    /// The person, as the client knows them.
    pub sub: String,
    /// The client.
    pub client_id: String,
    /// Expiry, seconds since 1970.
    pub exp: i64,
    /// Issue, seconds since 1970.
    pub iat: i64,
    /// The identifier. It is as secret as the token.
    pub jti: String,
    /// When the person identified, seconds since 1970 (§2.2.1).
    pub auth_time: i64,
    /// The level reached.
    pub acr: String,
    /// How the person identified.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// The scopes, separated by spaces (§2.2.3).
    pub scope: String,
    /// What whoever presents the token must prove to have.
    #[serde(skip_serializing_if = "Confirmation::is_empty")]
    pub cnf: Confirmation,
}

/// A subject is personal data and the identifier a credential, so that neither is shown.
impl std::fmt::Debug for AccessTokenClaims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessTokenClaims")
            .field("aud", &self.aud)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why a text is no access token of ours in this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessTokenError {
    /// Not a token of this type that our keys signed.
    #[error("not an access token of ours")]
    Token(#[source] JwsError),
    /// A token of another issuer.
    #[error("the access token was issued by somebody else")]
    Issuer,
}

#[derive(Deserialize)]
struct RawToken {
    iss: String,
    jti: String,
}

/// Whether a presented token has the form of a JWT; an opaque one has no dots.
#[must_use]
pub fn looks_like_jwt(token: &str) -> bool {
    token.bytes().filter(|byte| *byte == b'.').count() == 2
}

/// The identifier of an access token that our own keys signed. Whether it is still in force is
/// for the caller to look up by it. An ID token, which the same keys sign, is refused by its type.
///
/// # Errors
/// See [`AccessTokenError`].
pub fn access_token_id(
    token: &str,
    keys: &JwkSet,
    issuer: &str,
) -> Result<String, AccessTokenError> {
    let expected = Expected {
        algorithms: &Algorithm::ALL,
        token_type: TokenType::Exactly(ACCESS_TOKEN_TYPE),
    };
    let verified = verify(token, keys, &expected).map_err(AccessTokenError::Token)?;
    let raw: RawToken = verified.claims().map_err(AccessTokenError::Token)?;
    if raw.iss != issuer || raw.jti.len() > limits::CREDENTIAL_CHARS {
        return Err(AccessTokenError::Issuer);
    }
    Ok(raw.jti)
}
