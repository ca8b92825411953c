//! The answers of the token endpoint (RFC 6749 §5).

use serde::{Deserialize, Serialize};

use crate::answer::JsonAnswer;
use crate::error_code::ErrorCode;

/// What the client receives for its code or refresh token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenResponse {
    /// The access token, for userinfo or the resource that it was asked for.
    pub access_token: String,
    /// `Bearer`, or `DPoP` for a token that is bound to a key.
    pub token_type: String,
    /// Seconds until the access token expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// The ID token.
    pub id_token: String,
    /// The token with which the client gets others while the person is away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The scopes that were granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

impl TokenResponse {
    /// An answer of this provider with a bearer token and nothing to refresh it with.
    #[must_use]
    pub fn bearer(access_token: String, expires_in: i64, id_token: String, scope: String) -> Self {
        Self {
            access_token,
            token_type: "Bearer".to_owned(),
            expires_in: Some(expires_in),
            id_token,
            refresh_token: None,
            scope: Some(scope),
        }
    }

    /// The answer to send.
    #[must_use]
    pub fn to_answer(&self) -> JsonAnswer {
        JsonAnswer::new(200, self)
    }
}

/// Tokens are credentials, so that none is shown.
impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenResponse")
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// Why no token is given. The text is for the client's developer: English, ASCII, without
/// quotation marks, and the same for everything that a thief could probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// A parameter is missing, repeated or malformed.
    #[error("the token request is malformed: {0}")]
    InvalidRequest(&'static str),
    /// The client is unknown, uses another method or has another secret.
    #[error("the client is not authenticated: {0}")]
    InvalidClient(&'static str),
    /// The code is unknown, used, expired, of another client or for another address.
    #[error("the grant is not valid: {0}")]
    InvalidGrant(&'static str),
    /// The client may not use this grant.
    #[error("the client may not use this grant")]
    UnauthorizedClient,
    /// More scopes than were granted, or malformed ones.
    #[error("the scope is not one that was granted: {0}")]
    InvalidScope(&'static str),
    /// A resource that the client may not ask for, or that was not granted (RFC 8707 §2.2).
    #[error("the resource cannot be asked for: {0}")]
    InvalidTarget(&'static str),
    /// The proof of possession is missing or wrong (RFC 9449 §5).
    #[error("the proof of possession is refused: {0}")]
    InvalidDpopProof(&'static str),
    /// The proof must bear the nonce that the caller adds to this answer
    /// ([`JsonAnswer::with_dpop_nonce`], RFC 9449 §8).
    #[error("the proof of possession bears no nonce of ours")]
    UseDpopNonce,
    /// The person has not answered yet (CIBA Core §11).
    #[error("the person has not answered yet")]
    AuthorizationPending,
    /// The same, and the client asked too soon: it must leave five seconds more each time.
    #[error("the client asks too often")]
    SlowDown,
    /// The person did not answer in time.
    #[error("the request has expired")]
    ExpiredToken,
    /// The person said no, or did not reach the level.
    #[error("no token is given: {0}")]
    AccessDenied(&'static str),
    /// Another grant than those that the metadata lists.
    #[error("the grant type is not supported")]
    UnsupportedGrantType,
    /// We cannot answer now; the client may try again, with the same code.
    #[error("the token endpoint cannot answer now")]
    Unavailable,
}

#[derive(Serialize)]
struct ErrorDocument {
    error: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<&'static str>,
}

impl TokenRefusal {
    /// The code on the wire.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::InvalidRequest(_) => ErrorCode::InvalidRequest,
            Self::InvalidClient(_) => ErrorCode::InvalidClient,
            Self::InvalidGrant(_) => ErrorCode::InvalidGrant,
            Self::UnauthorizedClient => ErrorCode::UnauthorizedClient,
            Self::UnsupportedGrantType => ErrorCode::UnsupportedGrantType,
            Self::InvalidScope(_) => ErrorCode::InvalidScope,
            Self::InvalidTarget(_) => ErrorCode::InvalidTarget,
            Self::InvalidDpopProof(_) => ErrorCode::InvalidDpopProof,
            Self::UseDpopNonce => ErrorCode::UseDpopNonce,
            Self::AuthorizationPending => ErrorCode::AuthorizationPending,
            Self::SlowDown => ErrorCode::SlowDown,
            Self::ExpiredToken => ErrorCode::ExpiredToken,
            Self::AccessDenied(_) => ErrorCode::AccessDenied,
            Self::Unavailable => ErrorCode::TemporarilyUnavailable,
        }
    }

    /// The answer to send: 400, 401 with a challenge for the client, or 503.
    #[must_use]
    pub fn to_answer(&self) -> JsonAnswer {
        let (status, error_description) = match self {
            Self::InvalidRequest(text)
            | Self::InvalidGrant(text)
            | Self::InvalidScope(text)
            | Self::InvalidTarget(text)
            | Self::AccessDenied(text)
            | Self::InvalidDpopProof(text) => (400, Some(*text)),
            Self::InvalidClient(text) => (401, Some(*text)),
            Self::UnauthorizedClient
            | Self::UnsupportedGrantType
            | Self::AuthorizationPending
            | Self::SlowDown
            | Self::ExpiredToken => (400, None),
            Self::UseDpopNonce => (400, Some("the DPoP proof needs the nonce of this answer")),
            Self::Unavailable => (503, None),
        };
        let answer = JsonAnswer::new(
            status,
            &ErrorDocument {
                error: self.code().as_str(),
                error_description,
            },
        );
        if status == 401 {
            // RFC 6749 §5.2 demands it for clients that used the header, RFC 9110 §15.5.2
            // for every 401.
            answer.with_challenge("Basic realm=\"token\", charset=\"UTF-8\"".to_owned())
        } else {
            answer
        }
    }
}
