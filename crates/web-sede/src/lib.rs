//! The face of the electronic office.
//!
//! | folder | pages |
//! |---|---|
//! | `home.rs`, `about.rs` | the entrance, the catalogue, what an electronic office has to say of itself |
//! | `procedure/` | what the certificate is, and whether the visitor's device serves |
//! | `login/` | identification at the identity provider, and back |
//! | `session.rs` | staying, and leaving |
//! | `application/` | the form, its result, "my applications" |
//! | `verification/` | documents by their code, for anybody |
//! | `api/` | the same for machines |
//! | [`oidc`] | the relying party's side of OpenID Connect |
//!
//! The way of a person, each step with what it needs and what going back undoes:
//!
//! | address | needs | next |
//! |---|---|---|
//! | `/start` | identification | a draft, the same for as long as it is one |
//! | `/applications/{reference}/applicant` | a draft | contact data saved; can be changed |
//! | `/applications/{reference}/confirm` | contact data | sent; nothing can be changed any more |
//! | `/applications/{reference}/result` | sent | the certificate, or where the application stands |
//!
//! *Architecture invariant:* handlers translate. They call one use case and turn its outcome into
//! a page; no handler decides, and none sees a row.
//!
//! *Architecture invariant:* this face knows a citizen only through OpenID Connect, and speaks to
//! the provider over [`oidc::BackChannel`] alone, which the composition connects.

pub mod oidc;
pub mod texts;

mod about;
mod api;
mod application;
mod assets;
mod home;
mod login;
mod pdf;
mod procedure;
mod session;
mod state;
mod verification;
mod visit;

use axum::{Router, extract::State, middleware::map_response_with_state, response::Response};
use web_kit::{Face, Shell, face::NavLink};

pub use state::SedeState;

/// The navigation of this face, for [`web_kit::FaceSettings::navigation`].
#[must_use]
pub fn navigation(lang: vocab::Lang) -> Vec<NavLink> {
    let t = texts::home(lang);
    vec![
        NavLink::new(t.nav_procedures, "/procedures"),
        NavLink::new(t.nav_applications, "/applications"),
        NavLink::new(t.nav_verify, "/csv"),
    ]
}

/// The whole face, ready to serve.
pub fn app(face: Face, state: SedeState) -> Router {
    let pages = Router::new()
        .merge(home::router())
        .merge(about::router())
        .merge(procedure::router())
        .merge(login::router())
        .merge(session::router())
        .merge(application::router())
        .merge(verification::router())
        .layer(map_response_with_state(
            state.clone(),
            forms_may_lead_to_identity,
        ))
        .with_state(state.clone());
    let machines = api::router().merge(login::machines()).with_state(state);
    Shell::new(face)
        .pages(pages)
        .pages(assets::OWN.router())
        .open(machines)
        .build()
}

/// Logging out is a form that ends at the identity provider, and so is every form that finds its
/// session gone: browsers apply `form-action` to the redirects as well.
async fn forms_may_lead_to_identity(
    State(state): State<SedeState>,
    mut response: Response,
) -> Response {
    web_kit::allow_form_action(&mut response, state.oidc.issuer_address());
    response
}
