//! Identification: to the provider, and back to where the person was going.
//!
//! | address | what happens |
//! |---|---|
//! | `/login/start` | `state`, `nonce` and the PKCE verifier go into a sealed cookie of their own, the browser to the provider |
//! | `/login/callback` | the cookie of that `state` is opened and cleared, the code redeemed, the visit begun under a new secret |
//! | `/login/log-out-told` | no page: the provider tells that a session has ended there, and the visits that it opened end here |
//!
//! Each attempt has a cookie of its own, named after its `state`, so that two tabs never mix.

mod attempt_cookie;
mod callback;
mod destination;
mod log_out_told;
mod start;
mod trouble;

use axum::{
    Router,
    routing::{get, post},
};

use crate::SedeState;

pub(crate) use destination::Destination;

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/login/start", get(start::get))
        .route("/login/callback", get(callback::get))
}

/// Where the provider's machine calls: no origin check, and nothing here acts on a cookie.
pub(crate) fn machines() -> Router<SedeState> {
    Router::new().route("/login/log-out-told", post(log_out_told::post))
}
