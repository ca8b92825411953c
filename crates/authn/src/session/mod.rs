//! Sessions with the identity provider.

pub(crate) mod arrival;
pub(crate) mod close;
pub(crate) mod log_out;
pub(crate) mod mine;
pub(crate) mod open;
pub(crate) mod resume;

use ports::sealing::KeyedHash;
use vocab::BearerSecret;

/// How a session is found by its cookie.
pub(crate) fn secret_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("session.secret", secret.as_str().as_bytes())
}
