//! From "how do you want to identify?" to the relying party.
//!
//! | address | what the person does |
//! |---|---|
//! | `/login` | goes on: the page that comes next is decided anew each time |
//! | `/login/pin` | types number and contrast datum, "Obtain PIN" |
//! | `/login/pin/code` | types the PIN; asks for it by SMS |
//! | `/login/passkey` | answers the challenge of a passkey, and types nothing |
//! | `/login/app…` | confirms in the app (`app/`) |
//! | `/login/password` | types number and permanent password |
//! | `/login/certificate` | shows a certificate, at an address of its own |
//! | `/login/held` | reads why they are kept out; thaws what they froze |
//! | `/login/release` | sees what is released and goes on, or uses another identity |
//!
//! A request that waits travels sealed in the parameter `r`, so that two tabs never mix.

mod app;
pub(crate) mod certificate;
mod enter_pin;
mod held;
mod next;
mod obtain_pin;
mod passkey;
mod password;
mod release;
mod waiting;
mod ways;

use axum::{
    Router,
    routing::{get, post},
};

use crate::IdentityState;

pub(crate) use held::{keep_out, means_name, telephone};
pub(crate) use next::{claim_name, is_part_of_name, respond};
pub(crate) use waiting::{Waiting, WaitingQuery};
pub(crate) use ways::method_name;

pub(crate) use app::Watch as AppWatch;

/// Every page of the log-in; those of the app where it is offered.
pub(crate) fn router(offers_app: bool) -> Router<IdentityState> {
    let router = Router::new()
        .merge(certificate::router())
        .route("/login", get(next::get))
        .route("/login/pin", get(obtain_pin::get).post(obtain_pin::post))
        .route("/login/pin/code", get(enter_pin::get).post(enter_pin::post))
        .route("/login/pin/sms", post(enter_pin::send_sms))
        .route("/login/passkey", get(passkey::get).post(passkey::post))
        .route("/login/passkey/options", post(passkey::options))
        .route("/login/password", get(password::get).post(password::post))
        .route("/login/held", get(held::get))
        .route("/login/held/thaw", post(held::thaw))
        .route("/login/release", post(release::post))
        .route("/login/decline", post(release::decline));
    if offers_app {
        router.merge(app::router())
    } else {
        router
    }
}
