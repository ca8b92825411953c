//! Who has somebody on the telephone asks them to identify in the app (R009).
//!
//! | file | page |
//! |---|---|
//! | `ask.rs` | `/telephone`: number and purpose, and what was asked within the hour |
//! | `call.rs` | `/telephone/{call}`: the words to read out, and who it is once they have confirmed |

mod ask;
mod call;

use axum::{
    Router,
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
    routing::get,
};
use desk::{
    Task,
    telephone::{Calls, LookAtCallerError},
};
use http::request::Parts;
use std::sync::Arc;
use web_kit::PageError;

use crate::{OfficeState, seat::Seat};

/// An officer who identifies callers, and the use cases that do it. For everybody else the address
/// is no page, whatever was sent.
pub(crate) struct OnTheLine {
    pub(crate) seat: Seat,
    pub(crate) calls: Arc<Calls>,
}

impl FromRequestParts<OfficeState> for OnTheLine {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &OfficeState) -> Result<Self, Response> {
        let seat = Seat::from_request_parts(parts, state).await?;
        let may = state.desk.may(&seat.at_desk, Task::IdentifyCaller);
        match state.calls.clone().filter(|_| may) {
            Some(calls) => Ok(Self { seat, calls }),
            None => Err(PageError::not_found().into_response()),
        }
    }
}

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/telephone", get(ask::get).post(ask::post))
        .route("/telephone/{call}", get(call::get))
}

fn not_shown(error: LookAtCallerError) -> PageError {
    match error {
        LookAtCallerError::NotAllowed(_) | LookAtCallerError::NotFound => PageError::not_found(),
        LookAtCallerError::Store(error) => error.into(),
    }
}
