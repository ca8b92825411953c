//! The permanent password: activating, recovering and changing it, and its activation code
//! (R134–R145, R253–R256). Logging in with it is `login/password.rs`.
//!
//! | address | file | the person | then |
//! |---|---|---|---|
//! | `/permanent` | `home.rs` | chooses | one of the next four |
//! | `/permanent/activate` | `activate.rs` | types number, activation code, e-mail | `/permanent/code` |
//! | `/permanent/recover` | `activate.rs` | types number, activation code | `/permanent/code` |
//! | `/permanent/change` | `change.rs` | types number and password | `/permanent/code` |
//! | `/permanent/code` | `code.rs` | types the code of the SMS | `/permanent/choose`, or the session |
//! | `/permanent/choose` | `choose.rs` | chooses the password | `/permanent/done` |
//! | `/permanent/done` | `home.rs` | | `/login/password` |
//! | `/permanent/activation-code` | `renew.rs` | identified: makes a new code | `…/new` |
//! | `/permanent/activation-code/new` | `renew.rs` | sees it, and its proof | |
//!
//! A request that waits travels along sealed in the parameter `r`, so that whoever forgot the
//! password on the way to a service still gets there. The flow lives in one sealed row; the
//! browser has its secret in a cookie.
//!
//! *Architecture invariant:* until everything that was typed is right, every page is the same
//! whoever the number belongs to.

mod activate;
pub(crate) mod change;
mod choose;
mod code;
mod home;
pub(crate) mod refusals;
mod renew;
pub(crate) mod visit;

use axum::{
    Router,
    routing::{get, post},
};

use crate::IdentityState;

pub(crate) use renew::{BACK, came_back};

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/permanent", get(home::get))
        .route(
            "/permanent/activate",
            get(activate::get).post(activate::post),
        )
        .route(
            "/permanent/recover",
            get(activate::get_recover).post(activate::post_recover),
        )
        .route("/permanent/change", get(change::get).post(change::post))
        .route("/permanent/code", get(code::get).post(code::post))
        .route("/permanent/code/resend", post(code::resend))
        .route("/permanent/choose", get(choose::get).post(choose::post))
        .route("/permanent/done", get(home::done))
        .route(
            "/permanent/activation-code",
            get(renew::get).post(renew::post),
        )
        .route("/permanent/activation-code/new", get(renew::shown))
}
