//! What the browser says about the ceremony: `clientDataJSON` (WebAuthn §5.8.1).

use serde::Deserialize;

use crate::encoding::{from_base64url, same};
use crate::limits;

/// Which of the two ceremonies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ceremony {
    /// A credential is made.
    Registration,
    /// Possession is proved.
    Authentication,
}

impl Ceremony {
    /// The `type` in the client data.
    #[must_use]
    pub const fn wire_type(self) -> &'static str {
        match self {
            Self::Registration => "webauthn.create",
            Self::Authentication => "webauthn.get",
        }
    }
}

/// Why client data was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientDataError {
    /// Not JSON of that shape, or more than [`limits::CLIENT_DATA_BYTES`].
    #[error("the client data cannot be read")]
    Malformed,
    /// From the other ceremony.
    #[error("the client data is of another ceremony")]
    Type,
    /// Not the challenge that this browser was given: stale, replayed or of another tab.
    #[error("the client data answers another challenge")]
    Challenge,
    /// The page was not one of ours.
    #[error("the client data is from another origin")]
    Origin,
    /// The page was in a frame of somebody else's.
    #[error("the ceremony took place inside a foreign page")]
    CrossOrigin,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawClientData {
    #[serde(rename = "type")]
    ceremony: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: Option<bool>,
    #[serde(default)]
    top_origin: Option<String>,
}

/// `Ok` if and only if the client data is of this ceremony, answers this challenge, and was
/// made by a page of one of these origins that was not in a foreign frame (§7.1 steps 5 to
/// 11, §7.2 steps 8 to 14).
pub(crate) fn check_client_data(
    json: &[u8],
    ceremony: Ceremony,
    challenge: &[u8],
    origins: &[&str],
) -> Result<(), ClientDataError> {
    // §5.8.1.2: decoded as UTF-8, which drops a byte order mark.
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    if json.len() > limits::CLIENT_DATA_BYTES || json.first() != Some(&b'{') {
        return Err(ClientDataError::Malformed);
    }
    let data: RawClientData =
        serde_json::from_slice(json).map_err(|_| ClientDataError::Malformed)?;
    if data.ceremony != ceremony.wire_type() {
        return Err(ClientDataError::Type);
    }
    let answered = from_base64url(&data.challenge, limits::CLIENT_DATA_BYTES)
        .ok_or(ClientDataError::Malformed)?;
    if challenge.is_empty() || !same(&answered, challenge) {
        return Err(ClientDataError::Challenge);
    }
    if !origins.contains(&data.origin.as_str()) {
        return Err(ClientDataError::Origin);
    }
    if data.cross_origin == Some(true) || data.top_origin.is_some() {
        return Err(ClientDataError::CrossOrigin);
    }
    Ok(())
}
