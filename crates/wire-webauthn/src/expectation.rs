//! What the relying party expects, and the checks that both ceremonies share.

use crate::authenticator_data::AuthenticatorData;
use crate::encoding::{same, sha256};
use crate::options::UserVerification;

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

/// What is wrong with the authenticator's part.
pub(crate) enum Complaint {
    RpId,
    UserPresence,
    UserVerification,
}

/// `Ok` if and only if the authenticator speaks for this relying party, somebody was present,
/// and the owner was recognised where that is required.
pub(crate) fn check_authenticator(
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
