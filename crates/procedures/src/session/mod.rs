//! Visits to the electronic office: sessions of its own.

pub(crate) mod log_out;
pub(crate) mod log_out_told;
pub(crate) mod login_ticket;
pub(crate) mod open_session;
pub(crate) mod resume;
pub(crate) mod visitor;

use ports::sealing::KeyedHash;
use vocab::BearerSecret;

/// How a visit is found by its cookie.
pub(crate) fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("sede_session.secret", secret.as_str().as_bytes())
}

/// How the visits of a session at the identity provider are found by its name there (`sid`).
pub(crate) fn provider_session_hash(hashes: &dyn KeyedHash, sid: &str) -> [u8; 32] {
    hashes.hash("sede_session.provider_session", sid.as_bytes())
}
