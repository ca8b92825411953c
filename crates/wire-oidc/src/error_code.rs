//! The error codes of OAuth 2.0 and OpenID Connect that travel on the wire.

/// A registered error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorCode {
    /// A parameter is missing, repeated or malformed (RFC 6749 §4.1.2.1, §5.2).
    InvalidRequest,
    /// The client may not use this grant or method (RFC 6749 §4.1.2.1).
    UnauthorizedClient,
    /// The person or the provider said no (RFC 6749 §4.1.2.1).
    AccessDenied,
    /// Only `code` is supported (RFC 6749 §4.1.2.1).
    UnsupportedResponseType,
    /// The scope is malformed or lacks `openid` (RFC 6749 §4.1.2.1).
    InvalidScope,
    /// Something failed on our side (RFC 6749 §4.1.2.1).
    ServerError,
    /// Overload or maintenance (RFC 6749 §4.1.2.1).
    TemporarilyUnavailable,
    /// `prompt=none`, but a page would be needed (OpenID Connect Core §3.1.2.6).
    InteractionRequired,
    /// `prompt=none`, but nobody is identified (OpenID Connect Core §3.1.2.6).
    LoginRequired,
    /// `prompt=none`, but the person would have to choose (OpenID Connect Core §3.1.2.6).
    AccountSelectionRequired,
    /// `prompt=none`, but the person has not seen what is released (Core §3.1.2.6).
    ConsentRequired,
    /// The `request` parameter is not supported (Core §3.1.2.6).
    RequestNotSupported,
    /// The `request_uri` parameter is not supported (Core §3.1.2.6).
    RequestUriNotSupported,
    /// The request object is malformed, unsigned or not of this client (RFC 9101 §7).
    InvalidRequestObject,
    /// The reference to a pushed request is unknown, used or expired (RFC 9101 §7).
    InvalidRequestUri,
    /// The `registration` parameter is not supported (Core §3.1.2.6).
    RegistrationNotSupported,
    /// The level that the client called essential cannot be reached (OpenID Connect Core
    /// Error Code `unmet_authentication_requirements` 1.0).
    UnmetAuthenticationRequirements,
    /// Client authentication failed (RFC 6749 §5.2).
    InvalidClient,
    /// The code is unknown, used, expired or of another client (RFC 6749 §5.2).
    InvalidGrant,
    /// Not a grant that the metadata lists (RFC 6749 §5.2).
    UnsupportedGrantType,
    /// The access token is unknown, expired or revoked (RFC 6750 §3.1).
    InvalidToken,
    /// The access token does not reach so far (RFC 6750 §3.1).
    InsufficientScope,
    /// The resource is unknown, or not one that the client may ask for (RFC 8707 §2).
    InvalidTarget,
    /// The proof of possession is missing or wrong (RFC 9449 §5, §7.1).
    InvalidDpopProof,
    /// The proof of possession must carry the nonce that comes with this answer (RFC 9449 §8).
    UseDpopNonce,
    /// The person has not answered yet (CIBA Core §11).
    AuthorizationPending,
    /// The client asks too often (CIBA Core §11).
    SlowDown,
    /// The person did not answer in time (CIBA Core §11).
    ExpiredToken,
    /// The hint can be nobody's (CIBA Core §13).
    UnknownUserId,
    /// The message that both devices show is missing or cannot be shown (CIBA Core §13).
    InvalidBindingMessage,
}

impl ErrorCode {
    /// Every code.
    pub const ALL: [Self; 30] = [
        Self::InvalidRequest,
        Self::UnauthorizedClient,
        Self::AccessDenied,
        Self::UnsupportedResponseType,
        Self::InvalidScope,
        Self::ServerError,
        Self::TemporarilyUnavailable,
        Self::InteractionRequired,
        Self::LoginRequired,
        Self::AccountSelectionRequired,
        Self::ConsentRequired,
        Self::RequestNotSupported,
        Self::RequestUriNotSupported,
        Self::InvalidRequestObject,
        Self::InvalidRequestUri,
        Self::RegistrationNotSupported,
        Self::UnmetAuthenticationRequirements,
        Self::InvalidClient,
        Self::InvalidGrant,
        Self::UnsupportedGrantType,
        Self::InvalidToken,
        Self::InsufficientScope,
        Self::InvalidTarget,
        Self::InvalidDpopProof,
        Self::UseDpopNonce,
        Self::AuthorizationPending,
        Self::SlowDown,
        Self::ExpiredToken,
        Self::UnknownUserId,
        Self::InvalidBindingMessage,
    ];

    /// The code as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::InteractionRequired => "interaction_required",
            Self::LoginRequired => "login_required",
            Self::AccountSelectionRequired => "account_selection_required",
            Self::ConsentRequired => "consent_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::InvalidRequestObject => "invalid_request_object",
            Self::InvalidRequestUri => "invalid_request_uri",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
            Self::InvalidTarget => "invalid_target",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::UseDpopNonce => "use_dpop_nonce",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::UnknownUserId => "unknown_user_id",
            Self::InvalidBindingMessage => "invalid_binding_message",
        }
    }

    /// The code with this spelling, if it is one of ours.
    #[must_use]
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
