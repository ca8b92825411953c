//! The check of a proof of possession (WebAuthn §7.2).

use crate::authenticator_data::{AuthenticatorData, AuthenticatorDataError};
use crate::client_data::{Ceremony, ClientDataError, check_client_data};
use crate::cose::{CoseKey, CoseKeyError};
use crate::encoding::sha256;
use crate::expectation::{Complaint, Expectation, check_authenticator};
use crate::response::AuthenticationResponse;

/// A credential as it was stored.
#[derive(Debug, Clone, Copy)]
pub struct StoredCredential<'a> {
    /// Its id.
    pub credential_id: &'a [u8],
    /// Its public key in COSE form.
    pub public_key: &'a [u8],
    /// The counter last seen.
    pub sign_count: u32,
    /// [`crate::NewCredential::backup_eligible`].
    pub backup_eligible: bool,
    /// The handle of its owner, [`crate::UserEntity::id`].
    pub user_handle: &'a [u8],
}

/// What the signature counter says (§6.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// The authenticator keeps none.
    Unused,
    /// It went up, as it should. Store the new value.
    Advanced,
    /// It stood still or went down: the credential may have been cloned. The caller decides;
    /// the new value must not be stored.
    Regressed,
}

/// A proof that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authentication {
    /// The counter now.
    pub sign_count: u32,
    /// What the counter says.
    pub counter: Counter,
    /// Whether the owner was recognised.
    pub user_verified: bool,
    /// Whether the credential is copied to other devices now.
    pub backed_up: bool,
}

/// Why a proof was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticationError {
    /// Another credential than the one stored.
    #[error("the proof is of another credential")]
    Credential,
    /// The authenticator says that the credential is of another person.
    #[error("the credential is of another person")]
    UserHandle,
    /// The browser's part.
    #[error("the browser's part is refused")]
    ClientData(#[source] ClientDataError),
    /// The authenticator's part cannot be read.
    #[error("the authenticator's part cannot be read")]
    AuthenticatorData(#[source] AuthenticatorDataError),
    /// Made for another relying party.
    #[error("the proof is for another relying party")]
    RpId,
    /// Nobody touched the authenticator.
    #[error("nobody was present")]
    UserPresence,
    /// The owner was not recognised, though it is required.
    #[error("the owner was not recognised")]
    UserVerification,
    /// A credential cannot become eligible for backup, or cease to be (§7.2).
    #[error("the credential changed its eligibility for backup")]
    BackupEligibility,
    /// What is stored is not a key: the fault is ours.
    #[error("the stored key cannot be read")]
    StoredKey(#[source] CoseKeyError),
    /// The signature is not by that credential.
    #[error("the signature is wrong")]
    Signature,
}

/// Checks a proof: `Ok` if and only if every step of §7.2 holds; what the counter says is
/// reported, not judged.
///
/// # Errors
/// See [`AuthenticationError`].
pub fn verify_authentication(
    response: &AuthenticationResponse,
    expectation: &Expectation<'_>,
    stored: &StoredCredential<'_>,
) -> Result<Authentication, AuthenticationError> {
    if response.credential_id != stored.credential_id {
        return Err(AuthenticationError::Credential);
    }
    if response
        .user_handle
        .as_deref()
        .is_some_and(|handle| handle != stored.user_handle)
    {
        return Err(AuthenticationError::UserHandle);
    }
    check_client_data(
        &response.client_data,
        Ceremony::Authentication,
        expectation.challenge,
        expectation.origins,
    )
    .map_err(AuthenticationError::ClientData)?;
    let data = AuthenticatorData::parse(&response.authenticator_data)
        .map_err(AuthenticationError::AuthenticatorData)?;
    match check_authenticator(&data, expectation) {
        Ok(()) => {}
        Err(Complaint::RpId) => return Err(AuthenticationError::RpId),
        Err(Complaint::UserPresence) => return Err(AuthenticationError::UserPresence),
        Err(Complaint::UserVerification) => return Err(AuthenticationError::UserVerification),
    }
    if data.flags.backup_eligible() != stored.backup_eligible {
        return Err(AuthenticationError::BackupEligibility);
    }
    let key = CoseKey::parse(stored.public_key).map_err(AuthenticationError::StoredKey)?;
    let signed = [
        response.authenticator_data.as_slice(),
        &sha256(&response.client_data),
    ]
    .concat();
    if !key.verifies(&signed, &response.signature) {
        return Err(AuthenticationError::Signature);
    }
    Ok(Authentication {
        sign_count: data.sign_count,
        counter: counter(stored.sign_count, data.sign_count),
        user_verified: data.flags.user_verified(),
        backed_up: data.flags.backed_up(),
    })
}

const fn counter(stored: u32, now: u32) -> Counter {
    if stored == 0 && now == 0 {
        Counter::Unused
    } else if now > stored {
        Counter::Advanced
    } else {
        Counter::Regressed
    }
}
