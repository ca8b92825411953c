//! Registration by video call: the board, the call, the second officer, the numbers.
//!
//! | file | page |
//! |---|---|
//! | `board.rs`, `presence.rs` | who waits, who attends, take the next person |
//! | `call/` | the call on the operator's screen, act by act |
//! | `reviews/` | calls that wait for a second officer |
//! | `self_reviews/` | identifications by pictures and a film that wait for a reviewer |
//! | `recordings.rs`, `player.rs`, `range.rs` | a recording, once its viewer has said what for |
//! | `statistics.rs`, `chart.rs` | waits, durations and outcomes |
//! | `opening.rs`, `words.rs` | hours and the values of the model in words |

mod board;
mod call;
mod chart;
mod opening;
pub(crate) mod player;
mod presence;
mod range;
mod recordings;
mod reviews;
mod self_reviews;
mod statistics;
mod words;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use desk::Task;
use http::request::Parts;
use web_kit::PageError;

use crate::{OfficeState, seat::Seat};

/// An officer who attends calls. For everybody else the address is no page, whatever was sent.
pub(crate) struct Operator(pub(crate) Seat);

impl FromRequestParts<OfficeState> for Operator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, Response> {
        let seat = Seat::from_request_parts(parts, state).await?;
        if state.desk.may(&seat.at_desk, Task::AttendCalls) {
            Ok(Self(seat))
        } else {
            Err(PageError::not_found().into_response())
        }
    }
}

pub(crate) fn router() -> Router<OfficeState> {
    let pictures = DefaultBodyLimit::max(call::picture::LARGEST + call::picture::AROUND);
    Router::new()
        .route("/video", get(board::get))
        .route("/video/presence", post(presence::post))
        .route("/video/next", post(board::take_next))
        .route("/video/call", get(call::show::get))
        .route("/video/call/socket", get(call::socket::get))
        .route("/video/call/tick", post(call::act::tick))
        .route("/video/call/code", post(call::act::send_code))
        .route("/video/call/code-read", post(call::act::enter_code))
        .route("/video/call/action", post(call::act::action))
        .route("/video/call/register", post(call::act::ask_register))
        .route("/video/call/mrz", post(call::read_zone::post))
        .route("/video/call/contact", post(call::contact::post))
        .route("/video/call/say", post(call::talk::post))
        .route("/video/call/give-back", post(call::decide::give_back))
        .route("/video/call/approve", post(call::decide::approve))
        .route("/video/call/refuse", post(call::decide::refuse))
        .route(
            "/video/call/capture",
            post(call::capture::post).layer(pictures),
        )
        .route(
            "/video/calls/{call}/captures/{capture}",
            get(call::capture::get),
        )
        .route("/video/reviews", get(reviews::list::get))
        .route(
            "/video/reviews/{call}",
            get(reviews::open::get).post(reviews::decide::post),
        )
        .route(
            "/video/recordings/{recording}",
            get(recordings::get).post(recordings::post),
        )
        .route(
            "/video/recordings/{recording}/recording.webm",
            get(recordings::file),
        )
        .route("/video/self-reviews", get(self_reviews::list::get))
        .route(
            "/video/self-reviews/{attempt}",
            get(self_reviews::open::get).post(self_reviews::decide::post),
        )
        .route(
            "/video/self-reviews/{attempt}/pictures/{side}",
            get(self_reviews::picture::get),
        )
        .route(
            "/video/self-reviews/{attempt}/film",
            get(self_reviews::film::get).post(self_reviews::film::post),
        )
        .route(
            "/video/self-reviews/{attempt}/film/file",
            get(self_reviews::film::file),
        )
        .route("/video/statistics", get(statistics::get))
}
