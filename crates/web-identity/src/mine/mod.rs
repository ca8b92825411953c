//! "Mi identidad": everything that a person sees and decides about their own identity.
//!
//! | address | what it shows |
//! |---|---|
//! | `/session` | the data on record, masked, and the session that is open here |
//! | `/session/activity` | what was done in the person's name, to filter and to take away |
//! | `/session/activity/{id}/receipt` | one entry with the proof that it is in the public log |
//! | `/session/services` | the services that were entered, what each received, what is remembered, what it may have without the person |
//! | `/session/sessions` | the sessions that are open; ending one, ending all |
//! | `/session/ended` | what came of telling the services that a session ended |
//!
//! Every page has the same navigation ([`Nav`]); those of the means (`passkeys.rs`,
//! `session_app.rs`, `permanent/`) show it too where the person is signed in.

mod activity;
mod data;
pub(crate) mod ended;
mod export;
mod nav;
mod prove_again;
mod receipt;
mod services;
mod sessions;
mod words;

use axum::{
    Router,
    routing::{get, post},
};

use crate::IdentityState;

pub(crate) use nav::{Nav, Place};
pub(crate) use prove_again::prove_again;

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session", get(data::get))
        .route("/session/activity", get(activity::get))
        .route("/session/activity/export", get(export::get))
        .route("/session/activity/{id}/receipt", get(receipt::get))
        .route("/session/services", get(services::get))
        .route("/session/services/withdraw", post(services::withdraw))
        .route("/session/sessions", get(sessions::get))
        .route("/session/sessions/close", post(sessions::close))
        .route("/session/sessions/close-all", post(sessions::close_all))
        .route("/session/ended", get(ended::get))
}
