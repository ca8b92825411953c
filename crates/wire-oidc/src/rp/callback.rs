//! The browser comes back.

use super::LoginAttempt;
use crate::discovery::ProviderMetadata;
use crate::encoding::same;
use crate::limits;
use crate::parameters::Parameters;

/// Why a callback was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// A parameter is repeated, missing or too long.
    #[error("the callback cannot be read")]
    Malformed,
    /// `state` is not the one that this browser took along: a forged or stale callback. Start
    /// again.
    #[error("the callback does not belong to this browser")]
    State,
    /// `iss` is missing or of another provider (RFC 9207 §2.4).
    #[error("the callback is from another provider")]
    Issuer,
    /// The provider said no.
    #[error("the provider refused: {error}")]
    Refused {
        /// Its code, of at most 64 characters; see [`crate::ErrorCode::from_wire`].
        error: String,
    },
}

/// The authorization code of a callback: `Ok` if and only if `state` is the attempt's, `iss`
/// is the provider's, and there is a code and no error.
///
/// `iss` is demanded when the provider says that it sends it, and checked whenever it comes.
///
/// # Errors
/// See [`CallbackError`].
pub fn parse_callback(
    parameters: &Parameters,
    attempt: &LoginAttempt,
    provider: &ProviderMetadata,
) -> Result<String, CallbackError> {
    if parameters.has_repeated() {
        return Err(CallbackError::Malformed);
    }
    let state = parameters.get("state").unwrap_or_default();
    if !same(state.as_bytes(), attempt.state.as_bytes()) {
        return Err(CallbackError::State);
    }
    match parameters.get("iss") {
        Some(iss) if iss == provider.issuer => {}
        None if !provider.authorization_response_iss_parameter_supported => {}
        Some(_) | None => return Err(CallbackError::Issuer),
    }
    match (parameters.get("error"), parameters.get("code")) {
        (Some(error), None) => Err(CallbackError::Refused {
            error: error.chars().take(64).collect(),
        }),
        (None, Some(code)) if code.len() <= limits::CREDENTIAL_CHARS => Ok(code.to_owned()),
        _ => Err(CallbackError::Malformed),
    }
}
