//! An ID token of ours that comes back as a hint: who is meant, and at which client.

use serde::Deserialize;

use crate::jose::{Algorithm, Expected, JwkSet, JwsError, TokenType, verify};

/// What an `id_token_hint` says. Only [`verify_id_token_hint`] makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct IdTokenHint {
    sub: String,
    client_id: String,
    sid: Option<String>,
}

impl IdTokenHint {
    /// The subject, as that client knows it.
    #[must_use]
    pub fn sub(&self) -> &str {
        &self.sub
    }

    /// The client that received the token.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The session that the token belongs to.
    #[must_use]
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }
}

/// A subject is personal data, so that it is not shown.
impl std::fmt::Debug for IdTokenHint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdTokenHint")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why a hint was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HintError {
    /// Not a token that our keys signed.
    #[error("the hint is not a token of ours")]
    Token(#[source] JwsError),
    /// A token of another issuer.
    #[error("the hint was issued by somebody else")]
    Issuer,
}

#[derive(Deserialize)]
struct RawHint {
    iss: String,
    sub: String,
    aud: String,
    #[serde(default)]
    sid: Option<String>,
}

/// Verifies a hint with our own published keys. That it has expired is no objection: hints
/// mostly have (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2).
///
/// # Errors
/// See [`HintError`]. At the log-out page a refused hint means: ask the person.
pub fn verify_id_token_hint(
    token: &str,
    keys: &JwkSet,
    issuer: &str,
) -> Result<IdTokenHint, HintError> {
    let expected = Expected {
        algorithms: &Algorithm::ALL,
        token_type: TokenType::JwtOrAbsent,
    };
    let verified = verify(token, keys, &expected).map_err(HintError::Token)?;
    let raw: RawHint = verified.claims().map_err(HintError::Token)?;
    if raw.iss != issuer {
        return Err(HintError::Issuer);
    }
    Ok(IdTokenHint {
        sub: raw.sub,
        client_id: raw.aud,
        sid: raw.sid,
    })
}
