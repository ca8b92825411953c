//! What the browser sends back: `RegistrationResponseJSON` and `AuthenticationResponseJSON`
//! (WebAuthn §5.1).

use serde::Deserialize;

use crate::encoding::from_base64url;
use crate::limits;

/// An answer to [`crate::creation_options`], read but not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationResponse {
    pub(crate) credential_id: Vec<u8>,
    pub(crate) client_data: Vec<u8>,
    pub(crate) attestation_object: Vec<u8>,
    pub(crate) transports: Vec<String>,
}

/// An answer to [`crate::request_options`], read but not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticationResponse {
    pub(crate) credential_id: Vec<u8>,
    pub(crate) client_data: Vec<u8>,
    pub(crate) authenticator_data: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) user_handle: Option<Vec<u8>>,
}

/// Why an answer could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// More than [`limits::RESPONSE_BYTES`].
    #[error("the answer is longer than {} bytes", limits::RESPONSE_BYTES)]
    TooLong,
    /// Not JSON of the right shape, not base64url, or a part is too long.
    #[error("the answer cannot be read")]
    Malformed,
    /// `type` is not `public-key`, or `id` and `rawId` differ.
    #[error("the answer contradicts itself")]
    Inconsistent,
}

#[derive(Deserialize)]
struct Raw<R> {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: R,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawAttestation {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawAssertion {
    #[serde(rename = "clientDataJSON")]
    client_data_json: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

fn read<'a, R: Deserialize<'a>>(json: &'a [u8]) -> Result<(Vec<u8>, R), ResponseError> {
    if json.len() > limits::RESPONSE_BYTES {
        return Err(ResponseError::TooLong);
    }
    if json.trim_ascii_start().first() != Some(&b'{') {
        return Err(ResponseError::Malformed);
    }
    let raw: Raw<R> = serde_json::from_slice(json).map_err(|_| ResponseError::Malformed)?;
    if raw.kind != "public-key" || raw.id != raw.raw_id {
        return Err(ResponseError::Inconsistent);
    }
    let id = bytes(&raw.id, limits::CREDENTIAL_ID_BYTES)?;
    if id.is_empty() {
        return Err(ResponseError::Malformed);
    }
    Ok((id, raw.response))
}

fn bytes(text: &str, limit: usize) -> Result<Vec<u8>, ResponseError> {
    from_base64url(text, limit).ok_or(ResponseError::Malformed)
}

impl RegistrationResponse {
    /// Reads what `PublicKeyCredential.toJSON()` made of a new credential. Members that are
    /// not needed are left alone; the authenticator data and key that the browser repeats
    /// outside the attestation object are not believed.
    ///
    /// # Errors
    /// See [`ResponseError`].
    pub fn parse(json: &[u8]) -> Result<Self, ResponseError> {
        let (credential_id, raw) = read::<RawAttestation>(json)?;
        // A transport is a hint; what does not look like one is dropped.
        let is_transport = |text: &String| {
            (1..=32).contains(&text.len())
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        Ok(Self {
            credential_id,
            client_data: bytes(&raw.client_data_json, limits::CLIENT_DATA_BYTES)?,
            attestation_object: bytes(&raw.attestation_object, limits::RESPONSE_BYTES)?,
            transports: raw
                .transports
                .into_iter()
                .filter(is_transport)
                .take(limits::TRANSPORTS_COUNT)
                .collect(),
        })
    }

    /// The id of the new credential.
    #[must_use]
    pub fn credential_id(&self) -> &[u8] {
        &self.credential_id
    }
}

impl AuthenticationResponse {
    /// Reads what `PublicKeyCredential.toJSON()` made of a proof.
    ///
    /// # Errors
    /// See [`ResponseError`].
    pub fn parse(json: &[u8]) -> Result<Self, ResponseError> {
        let (credential_id, raw) = read::<RawAssertion>(json)?;
        let user_handle = match raw.user_handle {
            None => None,
            Some(text) => {
                Some(bytes(&text, limits::USER_HANDLE_BYTES)?).filter(|handle| !handle.is_empty())
            }
        };
        Ok(Self {
            credential_id,
            client_data: bytes(&raw.client_data_json, limits::CLIENT_DATA_BYTES)?,
            authenticator_data: bytes(&raw.authenticator_data, limits::RESPONSE_BYTES)?,
            signature: bytes(&raw.signature, limits::SIGNATURE_BYTES)?,
            user_handle,
        })
    }

    /// The credential to look up.
    #[must_use]
    pub fn credential_id(&self) -> &[u8] {
        &self.credential_id
    }

    /// The handle of the person, if the authenticator told it: [`crate::UserEntity::id`].
    #[must_use]
    pub fn user_handle(&self) -> Option<&[u8]> {
        self.user_handle.as_deref()
    }
}
