//! The face of the officers' desk: cases to decide, and who the officers are.
//!
//! | folder | pages |
//! |---|---|
//! | `home.rs` | where an officer begins |
//! | `entrance/` | sign in, enrol a passkey, step in (demonstration), the session |
//! | `review/` | the queue, a case side by side, the decision |
//! | `video/` | video calls: the board, the call, the second officer, the numbers; the films of who identified themselves alone |
//! | `telephone/` | who is on the telephone identifies in the app |
//! | `people/` | people who have a problem with their identity: found, looked at, intervened for |
//! | `alerts/` | reports "this was not me" |
//! | `officers/` | who the officers are, invitations, who leaves |
//! | `proof.rs` | the passkey that comes with a decision |
//! | `seat.rs` | the officer of a request, and the frame of their pages |
//!
//! *Architecture invariant:* handlers translate. They call one use case and turn its outcome into
//! a page; no handler decides, and none sees a row. Who may do what is asked of the desk; what an
//! officer may not see looks as if it were not there.

pub mod texts;

mod alerts;
mod assets;
mod entrance;
mod home;
mod officers;
mod people;
mod proof;
mod review;
mod seat;
mod state;
mod telephone;
mod video;

use axum::{Router, middleware::map_response};
use vocab::Lang;
use web_kit::{Face, Shell, face::NavLink, private};

pub use state::{InventedOfficer, OfficeState};

/// The navigation of this face where no officer is known, for
/// [`web_kit::FaceSettings::navigation`]. Pages of an officer show what their roles open.
#[must_use]
pub fn navigation(lang: Lang) -> Vec<NavLink> {
    vec![NavLink::new(texts::frame(lang).nav_desk, "/")]
}

/// The whole face, ready to serve.
pub fn app(face: Face, state: OfficeState) -> Router {
    let pages = Router::new()
        .merge(home::router())
        .merge(entrance::router())
        .merge(review::router())
        .merge(officers::router())
        .merge(telephone::router())
        .merge(video::router())
        .merge(people::router())
        .merge(alerts::router())
        // Every page here is somebody's: nothing stays behind in the browser (invariant 13).
        .layer(map_response(async |response| private(response)))
        .with_state(state);
    Shell::new(face)
        .pages(pages)
        .pages(assets::OWN.router())
        .build()
}
