//! WebAuthn ceremonies on the wire: bytes in, values out.
//!
//! The relying party's half of Web Authentication Level 3: options for the browser, and the
//! checks of its answers. No input or output, no clock, no chance: challenges come in as
//! random bytes, stored credentials as arguments.
//!
//! | step | function |
//! |---|---|
//! | invite the browser to make a passkey | [`creation_options`] |
//! | read and check what it made | [`RegistrationResponse::parse`], [`verify_registration`] |
//! | invite it to prove possession | [`request_options`] |
//! | read and check the proof | [`AuthenticationResponse::parse`], [`verify_authentication`] |
//!
//! # What is not guaranteed
//!
//! Attestation statements are not verified: a credential says nothing reliable about the
//! make of its authenticator. [`AttestationPolicy`] decides whether a statement other than
//! `none` is tolerated unread or refused. The AAGUID is a hint for a list of devices, no more.
//!
//! # What went wrong elsewhere, and what answers it here
//!
//! - **Origins compared by suffix or prefix**: they are compared whole.
//! - **Ceremonies inside a foreign frame**: `crossOrigin: true` and `topOrigin` are refused.
//! - **User verification wished for and never checked**: [`UserVerification::Required`] is
//!   checked on the flag that the authenticator signed.
//! - **The key's algorithm taken from the answer**: the stored key says its algorithm, and
//!   key type, curve and algorithm must fit each other.
//! - **Deeply nested or huge CBOR** (CVE-2019-20388 and its kin): size, depth and number of
//!   entries are bounded before anything is kept, and lengths are never trusted for
//!   allocation.

mod attestation_object;
mod authentication;
mod authenticator_data;
mod client_data;
mod cose;
mod encoding;
mod expectation;
mod options;
mod registration;
mod response;
#[cfg(feature = "testing")]
pub mod testing;

pub mod limits;

pub use authentication::{
    Authentication, AuthenticationError, Counter, StoredCredential, verify_authentication,
};
pub use authenticator_data::{
    AttestedCredential, AuthenticatorData, AuthenticatorDataError, Flags,
};
pub use client_data::{Ceremony, ClientDataError};
pub use cose::{CoseAlgorithm, CoseKey, CoseKeyError};
pub use expectation::Expectation;
pub use options::{
    Attachment, CreationOptions, Descriptor, RequestOptions, ResidentKey, UserEntity,
    UserVerification, creation_options, request_options,
};
pub use registration::{
    Attestation, AttestationPolicy, NewCredential, RegistrationError, verify_registration,
};
pub use response::{AuthenticationResponse, RegistrationResponse, ResponseError};
