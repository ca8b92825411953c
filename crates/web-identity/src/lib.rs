//! The face of identity: registration, identification, relying parties.
//!
//! | folder | pages |
//! |---|---|
//! | `home.rs` | the entrance |
//! | `register/` | registration by letter, one file a step |
//! | `register/video/` | registration by video call: test, waiting room, call |
//! | `app/` | the app on the phone, and its interface below `/app/api` |
//! | `login/` | from "how do you want to identify?" to the relying party |
//! | `permanent/` | the permanent password: activating, changing, recovering it; its activation code |
//! | `oidc/` | what relying parties' machines call |
//! | `audit_log.rs` | the public log above the audit entries, for machines |
//! | `hold/` | means and devices, freezing, the links of alerts |
//! | `mine/` | "Mi identidad": what a person sees and decides about their own identity |
//! | `session.rs` | staying in, and leaving |
//! | `session_app.rs`, `passkeys.rs` | the app of the person; their passkeys |
//! | `came_from.rs` | no page: the relying party whose request waits while the person registers |
//! | `work.rs` | no page of its own: a proof of work before an anonymous step |
//! | `guide.rs` | help beside the steps: where the support number is, why an SMS does not come |
//!
//! *Architecture invariant:* handlers translate. They call one use case and turn its outcome into
//! a page; no handler decides, and none sees a row.

pub mod texts;

mod app;
mod assets;
mod audit_log;
mod came_from;
mod document_form;
mod guide;
mod hold;
mod home;
mod login;
mod mine;
mod oidc;
mod passkeys;
mod permanent;
mod presented;
mod register;
mod session;
mod session_app;
mod state;
mod work;

use axum::Router;
use web_kit::{Face, Shell};

pub use app::AppFace;
pub use login::certificate::CertificateFace;
pub use register::video::{RelaysAt, VideoFace};
pub use state::IdentityState;

/// The navigation of this face, for [`web_kit::FaceSettings::navigation`].
#[must_use]
pub fn navigation(lang: vocab::Lang) -> Vec<web_kit::face::NavLink> {
    let t = texts::home(lang);
    vec![
        web_kit::face::NavLink::new(t.nav_register, "/register"),
        web_kit::face::NavLink::new(t.nav_session, "/session"),
    ]
}

/// What relying parties' machines call with a certificate, to be served where connections are
/// taken with [`web_kit::tls`].
pub fn certificates_app(face: Face, state: IdentityState) -> Router {
    Shell::new(face)
        .open(oidc::with_certificates().with_state(state))
        .build()
}

/// Where people are asked for a certificate, to be served where connections are taken with
/// [`web_kit::tls`].
pub fn certificate_log_in_app(face: Face, state: IdentityState) -> Router {
    Shell::new(face)
        .without_information()
        .open(login::certificate::show_router().with_state(state))
        .build()
}

/// The whole face, ready to serve.
pub fn app(face: Face, state: IdentityState) -> Router {
    let offers_app = state.app.is_offered();
    let pages = Router::new()
        .merge(home::router())
        .merge(register::router())
        .merge(login::router(offers_app))
        .merge(permanent::router())
        .merge(session::router())
        .merge(hold::router())
        .merge(mine::router())
        .merge(session_app::router())
        .merge(passkeys::router())
        .merge(oidc::pages())
        .merge(guide::router());
    let pages = if offers_app {
        pages.merge(app::pages())
    } else {
        pages
    };
    let pages = pages.with_state(state.clone());
    let mut machines = oidc::machines()
        .merge(audit_log::router())
        .merge(login::certificate::show_router());
    if offers_app {
        machines = machines.merge(app::api::router());
    }
    let machines = machines.with_state(state);
    Shell::new(face)
        .pages(pages)
        .pages(assets::OWN.router())
        .open(machines)
        .build()
}
