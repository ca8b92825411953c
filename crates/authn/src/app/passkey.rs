//! The passkey of a device: options for the browser, and the checks of its answers.

use ports::sealing::KeyedHash;
use store::repo::app::device::{DevicePasskey, StoredDevice};
use vocab::PersonId;
use wire_webauthn::{
    AttestationPolicy, AuthenticationResponse, Counter, CreationOptions, Descriptor, Expectation,
    NewCredential, RegistrationResponse, RequestOptions, ResidentKey, StoredCredential, UserEntity,
    UserVerification, creation_options, request_options, verify_authentication,
    verify_registration,
};

use crate::Site;

/// Milliseconds that a browser waits for its authenticator.
const TIMEOUT_MS: u32 = 120_000;

/// The handle by which authenticators know a person for the app: no id of ours, and another than
/// that of a passkey for logging in, so that neither overwrites the other.
pub(crate) fn user_handle(hashes: &dyn KeyedHash, person: PersonId) -> Vec<u8> {
    let hash = hashes.hash("app.user_handle", person.as_bytes());
    hash.iter().copied().take(16).collect()
}

/// Options to make a passkey. `shown` is what the authenticator calls it.
pub(crate) fn to_create(site: &Site, handle: &[u8], shown: &str, challenge: &[u8; 32]) -> String {
    creation_options(&CreationOptions {
        rp_id: site.rp_id(),
        rp_name: &site.name,
        user: UserEntity {
            id: handle,
            name: shown,
            display_name: shown,
        },
        challenge,
        timeout_ms: TIMEOUT_MS,
        exclude: &[],
        user_verification: UserVerification::Required,
        resident_key: ResidentKey::Required,
        attachment: None,
    })
}

/// Options to prove possession of the passkey of a device.
pub(crate) fn to_prove(site: &Site, passkey: &DevicePasskey, challenge: &[u8; 32]) -> String {
    request_options(&RequestOptions {
        rp_id: site.rp_id(),
        challenge,
        timeout_ms: TIMEOUT_MS,
        allow: &[Descriptor {
            id: &passkey.credential_id,
            transports: &[],
        }],
        user_verification: UserVerification::Required,
    })
}

fn expectation<'a>(site: &'a Site, origins: &'a [&'a str], challenge: &'a [u8]) -> Expectation<'a> {
    Expectation {
        rp_id: site.rp_id(),
        origins,
        challenge,
        user_verification: UserVerification::Required,
    }
}

/// Checks a new passkey; nothing if it is refused.
pub(crate) fn check_new(site: &Site, answer: &[u8], challenge: &[u8; 32]) -> Option<NewCredential> {
    let origins = [site.origin.as_str()];
    let response = RegistrationResponse::parse(answer).ok()?;
    let expected = expectation(site, &origins, challenge);
    verify_registration(&response, &expected, AttestationPolicy::Unverified).ok()
}

/// Checks a proof of the passkey of a device, its person recognised. Gives the counter to be
/// stored; nothing if it is refused, or if the counter went back.
pub(crate) fn check_proof(
    site: &Site,
    hashes: &dyn KeyedHash,
    stored: &StoredDevice,
    response: &AuthenticationResponse,
    challenge: &[u8],
) -> Option<u32> {
    let passkey = stored.passkey.as_ref()?;
    let copied = stored.device.unlock == model::app::device::Unlock::Passkey { copied: true };
    let origins = [site.origin.as_str()];
    let proof = verify_authentication(
        response,
        &expectation(site, &origins, challenge),
        &StoredCredential {
            credential_id: &passkey.credential_id,
            public_key: &passkey.public_key,
            sign_count: passkey.sign_count,
            backup_eligible: copied,
            user_handle: &user_handle(hashes, stored.device.person),
        },
    )
    .ok()?;
    match proof.counter {
        Counter::Unused | Counter::Advanced => Some(proof.sign_count),
        Counter::Regressed => None,
    }
}
