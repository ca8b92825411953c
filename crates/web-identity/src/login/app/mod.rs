//! Confirmation in the app, the browser's side (R129–R132, R252).
//!
//! | address | file | what |
//! |---|---|---|
//! | `/login/app` | `ask.rs` | a request is made; on to the page that waits |
//! | `/login/app/number` | `number.rs` | the same without reading a code: number and contrast datum |
//! | `/login/app/wait` | `wait.rs` | code, number, countdown; goes on once it is confirmed |
//! | `/login/app/events` | `events.rs` | server-sent events for that page |
//! | `/login/app/state` | `state.rs` | the same as JSON, where events do not arrive |
//!
//! What the browser keeps travels sealed in the parameter `a`, beside the request of the relying
//! party in `r`, so that two tabs never mix; it is worth nothing without the cookie of the browser
//! that asked. Without a script the person presses "continue" once they have confirmed.
//!
//! *Architecture invariant:* however many browsers wait, this process looks at the requests once
//! for all of them (`watch.rs`).

mod ask;
mod caller;
mod events;
mod number;
mod state;
mod wait;
mod watch;

use authn::RequestTicket;
use axum::{Router, http::HeaderMap, routing::get};
use serde::Deserialize;
use vocab::BearerSecret;
use web_kit::Face;

use super::waiting::Waiting;
use crate::IdentityState;

pub(super) use ask::{asked, keep_browser};
pub(crate) use watch::Watch;

/// The parameter of the pages that wait.
#[derive(Debug, Clone, Deserialize)]
struct TicketQuery {
    #[serde(default)]
    a: String,
}

pub(super) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/login/app", get(ask::get))
        .route("/login/app/number", get(number::get).post(number::post))
        .route("/login/app/wait", get(wait::get))
        .route("/login/app/events", get(events::get))
        .route("/login/app/state", get(state::get))
}

/// The ticket of a page that waits, in the browser that asked.
fn kept(
    state: &IdentityState,
    face: &Face,
    headers: &HeaderMap,
    query: &TicketQuery,
) -> Option<(RequestTicket, BearerSecret)> {
    let ticket = RequestTicket::open(&*state.doorkeeper.tokens, &query.a)?;
    let browser = face.cookie("browser").read(headers)?;
    Some((ticket, BearerSecret::parse(browser).ok()?))
}

/// The address of the page that waits.
pub(super) fn wait_address(
    state: &IdentityState,
    waiting: &Waiting,
    ticket: &RequestTicket,
) -> String {
    let sealed = ticket.seal(&*state.doorkeeper.tokens);
    let address = waiting.address("/login/app/wait");
    let more = if address.contains('?') { '&' } else { '?' };
    format!("{address}{more}a={sealed}")
}
