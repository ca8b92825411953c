//! The check of a new credential (WebAuthn §7.1).

use crate::attestation_object::AttestationObject;
use crate::authenticator_data::{AuthenticatorData, AuthenticatorDataError};
use crate::client_data::{Ceremony, ClientDataError, check_client_data};
use crate::cose::CoseKey;
use crate::expectation::{Complaint, Expectation, check_authenticator};
use crate::response::RegistrationResponse;

/// What to do with attestation statements, which are not verified here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttestationPolicy {
    /// Only `none` is accepted.
    NoneOnly,
    /// Any statement is accepted unread. Some platforms send one although none was asked for.
    Unverified,
}

/// What came with the credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attestation {
    /// `none`.
    None,
    /// A statement that was not verified.
    NotVerified {
        /// Its format, such as `packed`; at most 32 characters.
        format: String,
    },
}

/// A credential that was just made and checked, to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCredential {
    /// Its id, unique among all credentials; the caller refuses one that exists already.
    pub credential_id: Vec<u8>,
    /// Its public key; store [`CoseKey::to_cose`].
    pub public_key: CoseKey,
    /// The signature counter.
    pub sign_count: u32,
    /// The make of the authenticator, a hint; zeros if untold.
    pub aaguid: [u8; 16],
    /// Whether the owner was recognised.
    pub user_verified: bool,
    /// Whether it may be copied to other devices. Never changes.
    pub backup_eligible: bool,
    /// Whether it is copied now.
    pub backed_up: bool,
    /// How it can be reached, for [`crate::Descriptor::transports`].
    pub transports: Vec<String>,
    /// What came with it.
    pub attestation: Attestation,
}

/// Why a new credential was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationError {
    /// The browser's part.
    #[error("the browser's part is refused")]
    ClientData(#[source] ClientDataError),
    /// The attestation object is not CBOR of the right shape within the limits.
    #[error("the attestation object cannot be read")]
    AttestationObject,
    /// The authenticator's part cannot be read.
    #[error("the authenticator's part cannot be read")]
    AuthenticatorData(#[source] AuthenticatorDataError),
    /// Made for another relying party.
    #[error("the credential is for another relying party")]
    RpId,
    /// Nobody touched the authenticator.
    #[error("nobody was present")]
    UserPresence,
    /// The owner was not recognised, though it is required.
    #[error("the owner was not recognised")]
    UserVerification,
    /// There is no credential in it, or another than the answer names.
    #[error("the credential is missing or another one")]
    Credential,
    /// An attestation statement that the policy does not accept.
    #[error("the attestation is not accepted")]
    Attestation,
}

/// Checks a new credential: `Ok` if and only if every step of §7.1 holds that does not need
/// the caller's store, with attestation judged by `policy`.
///
/// # Errors
/// See [`RegistrationError`].
pub fn verify_registration(
    response: &RegistrationResponse,
    expectation: &Expectation<'_>,
    policy: AttestationPolicy,
) -> Result<NewCredential, RegistrationError> {
    check_client_data(
        &response.client_data,
        Ceremony::Registration,
        expectation.challenge,
        expectation.origins,
    )
    .map_err(RegistrationError::ClientData)?;
    let object = AttestationObject::parse(&response.attestation_object)
        .map_err(|_| RegistrationError::AttestationObject)?;
    let data =
        AuthenticatorData::parse(object.auth_data).map_err(RegistrationError::AuthenticatorData)?;
    match check_authenticator(&data, expectation) {
        Ok(()) => {}
        Err(Complaint::RpId) => return Err(RegistrationError::RpId),
        Err(Complaint::UserPresence) => return Err(RegistrationError::UserPresence),
        Err(Complaint::UserVerification) => return Err(RegistrationError::UserVerification),
    }
    let attested = data
        .attested
        .filter(|attested| attested.credential_id == response.credential_id)
        .ok_or(RegistrationError::Credential)?;
    Ok(NewCredential {
        credential_id: attested.credential_id,
        public_key: attested.public_key,
        sign_count: data.sign_count,
        aaguid: attested.aaguid,
        user_verified: data.flags.user_verified(),
        backup_eligible: data.flags.backup_eligible(),
        backed_up: data.flags.backed_up(),
        transports: response.transports.clone(),
        attestation: judge(&object, policy)?,
    })
}

fn judge(
    object: &AttestationObject<'_>,
    policy: AttestationPolicy,
) -> Result<Attestation, RegistrationError> {
    match (object.format, policy) {
        ("none", _) if object.statement_is_empty => Ok(Attestation::None),
        ("none", _) | (_, AttestationPolicy::NoneOnly) => Err(RegistrationError::Attestation),
        (format, AttestationPolicy::Unverified) => Ok(Attestation::NotVerified {
            format: format.chars().take(32).collect(),
        }),
    }
}
