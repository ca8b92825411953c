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

use authn::{Has, MeansView};
use axum::{
    Router,
    routing::{get, post},
};
use model::restriction::Means;
use vocab::AssuranceLevel;

use crate::{IdentityState, texts::FreezeTexts};

/// What is not offered here is not shown, unless the person still has it.
fn is_offered(state: &IdentityState, view: &MeansView) -> bool {
    match &view.has {
        Has::Device(device) => state.app.is_offered() || device.is_some(),
        Has::Certificates => state.certificates.is_some(),
        Has::Phone(_) | Has::Password(_) | Has::Passkeys(_) => true,
    }
}

/// Could the person come in with a certificate, had they one of which we know nothing? The level is
/// what it would give them; nothing where none is offered here, or they switched them off.
fn unknown_certificate(state: &IdentityState, known: &[MeansView]) -> Option<AssuranceLevel> {
    let view = known.iter().find(|view| view.means == Means::Certificate)?;
    let open = view.off.is_none() && is_offered(state, view);
    view.gives.filter(|_| open)
}

/// The ways that may thaw, for pages of which nobody knows who reads them.
fn thawing_ways(state: &IdentityState, t: &'static FreezeTexts) -> Vec<&'static str> {
    let certificate = state.certificates.is_some();
    let certificate = certificate.then_some(t.frozen_how_certificate);
    let app = state.app.is_offered().then_some(t.frozen_how_app);
    let always = [t.frozen_how_passkey, t.frozen_how_password];
    certificate.into_iter().chain(app).chain(always).collect()
}

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session/means", get(means::get))
        .route("/session/means/{means}/off", post(means::off))
        .route("/session/means/{means}/on", post(means::on))
        .route("/session/freeze", get(freeze::get).post(freeze::post))
        .route("/frozen", get(freeze::frozen))
        .route("/alert/{token}", get(alert::get).post(alert::post))
}
