//! The use cases of the OpenID Connect provider on both engines, from the request of a relying
//! party to its log-out; `wire_oidc::rp` is the relying party.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod calls;
mod ciba;
mod client_keys;
mod consents;
mod decide;
mod door;
mod encrypted;
mod fapi2;
mod held;
mod log_out;
mod metadata;
mod parties;
#[expect(dead_code, reason = "the tests of the desk use the rest")]
mod phone;
mod possession;
mod pushed;
mod questions;
mod refresh;
mod request_objects;
mod requests;
mod signer;
mod subjects;
mod support;
mod telling;
mod token;
mod userinfo;
