//! Requests by telephone and back channel (R009): somebody who has a person on the telephone asks
//! for them by their number, and learns who they are once the person has confirmed in the app.

pub(crate) mod ask;
pub(crate) mod caller;
pub(crate) mod enter;

use ports::sealing::KeyedHash;
use vocab::{AppRequestId, BearerSecret, OfficerId};

/// How the call of a relying party is found by the identifier that it was given (`auth_req_id`).
pub(crate) fn client_hash(hashes: &dyn KeyedHash, secret: &BearerSecret) -> [u8; 32] {
    hashes.hash("app.call.client", secret.as_str().as_bytes())
}

/// What takes the place of a browser's secret where an officer asks: only this officer goes on.
pub(crate) fn officer_hash(
    hashes: &dyn KeyedHash,
    officer: OfficerId,
    request: AppRequestId,
) -> [u8; 32] {
    let material = [officer.as_bytes().as_slice(), request.as_bytes()].concat();
    hashes.hash("app.call.officer", &material)
}
