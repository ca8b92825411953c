//! The person's own say: means and devices, freezing, the links of alerts.
//!
//! | address | what the person does |
//! |---|---|
//! | `/session/means` | sees every way to identify, switches one off or on |
//! | `/session/freeze` | freezes everything, after reading what stops |
//! | `/frozen` | reads how to thaw |
//! | `/alert/{token}` | reads what happened, and says that it was not them |
//!
//! Thawing belongs to the log-in (`login/held.rs`): whoever froze everything has no session.

mod alert;
mod freeze;
mod means;

use axum::{
    Router,
    routing::{get, post},
};

use crate::IdentityState;

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session/means", get(means::get))
        .route("/session/means/{means}/off", post(means::off))
        .route("/session/means/{means}/on", post(means::on))
        .route("/session/freeze", get(freeze::get).post(freeze::post))
        .route("/frozen", get(freeze::frozen))
        .route("/alert/{token}", get(alert::get).post(alert::post))
}
