//! The checks of both ceremonies (WebAuthn §7.1, §7.2).

use minicbor::Decoder;

use crate::authenticator_data::{AuthenticatorData, AuthenticatorDataError};
use crate::client_data::{Ceremony, ClientDataError, check_client_data};
use crate::cose::{CoseKey, CoseKeyError};
use crate::encoding::{CborError, map_entries, same, sha256, skip};
use crate::options::UserVerification;
use crate::response::{AuthenticationResponse, RegistrationResponse};

/// What the relying party expects of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The relying party's id that was asked for.
    pub rp_id: &'a str,
    /// The origins of our pages, whole: `https://office.example`, `http://localhost:8082`.
    pub origins: &'a [&'a str],
    /// The challenge that this browser was given. The caller sees to it that it is used once.
    pub challenge: &'a [u8],
    /// Whether the owner must have been recognised.
    pub user_verification: UserVerification,
}

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

/// A credential as it was stored.
#[derive(Debug, Clone, Copy)]
pub struct StoredCredential<'a> {
    /// Its id.
    pub credential_id: &'a [u8],
    /// Its public key in COSE form.
    pub public_key: &'a [u8],
    /// The counter last seen.
    pub sign_count: u32,
    /// [`NewCredential::backup_eligible`].
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

/// What both ceremonies may find wrong, and each its own.
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
        attestation: object.attestation(policy)?,
    })
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

enum Complaint {
    RpId,
    UserPresence,
    UserVerification,
}

fn check_authenticator(
    data: &AuthenticatorData,
    expectation: &Expectation<'_>,
) -> Result<(), Complaint> {
    if !same(&data.rp_id_hash, &sha256(expectation.rp_id.as_bytes())) {
        return Err(Complaint::RpId);
    }
    if !data.flags.user_present() {
        return Err(Complaint::UserPresence);
    }
    let verification_missing =
        expectation.user_verification == UserVerification::Required && !data.flags.user_verified();
    if verification_missing {
        Err(Complaint::UserVerification)
    } else {
        Ok(())
    }
}

/// The attestation object (§6.5.4).
struct AttestationObject<'b> {
    format: &'b str,
    statement_is_empty: bool,
    auth_data: &'b [u8],
}

impl<'b> AttestationObject<'b> {
    fn parse(bytes: &'b [u8]) -> Result<Self, CborError> {
        let mut decoder = Decoder::new(bytes);
        let (mut format, mut statement_is_empty, mut auth_data) = (None, None, None);
        for _ in 0..map_entries(&mut decoder)? {
            match decoder.str()? {
                "fmt" if format.is_none() => format = Some(decoder.str()?),
                "attStmt" if statement_is_empty.is_none() => {
                    let entries = map_entries(&mut decoder)?;
                    for _ in 0..entries * 2 {
                        skip(&mut decoder)?;
                    }
                    statement_is_empty = Some(entries == 0);
                }
                "authData" if auth_data.is_none() => auth_data = Some(decoder.bytes()?),
                "fmt" | "attStmt" | "authData" => return Err(CborError),
                _ => skip(&mut decoder)?,
            }
        }
        if decoder.position() != bytes.len() {
            return Err(CborError);
        }
        match (format, statement_is_empty, auth_data) {
            (Some(format), Some(statement_is_empty), Some(auth_data)) => Ok(Self {
                format,
                statement_is_empty,
                auth_data,
            }),
            _ => Err(CborError),
        }
    }

    fn attestation(&self, policy: AttestationPolicy) -> Result<Attestation, RegistrationError> {
        match (self.format, policy) {
            ("none", _) if self.statement_is_empty => Ok(Attestation::None),
            ("none", _) | (_, AttestationPolicy::NoneOnly) => Err(RegistrationError::Attestation),
            (format, AttestationPolicy::Unverified) => Ok(Attestation::NotVerified {
                format: format.chars().take(32).collect(),
            }),
        }
    }
}
