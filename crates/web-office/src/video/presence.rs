//! Whether the operator attends, and the sign of life that pages give by being looked at.

use axum::{extract::State, response::Response};
use desk::{Presence, VideoError};
use vocab::{SignedDuration, Timestamp};
use web_kit::{Form, PageError, page::see_other};

use super::Operator;
use crate::{OfficeState, seat::Seat};

/// A page that is open says so at least this often; without it the operator counts as gone after
/// a minute.
const STAY: SignedDuration = SignedDuration::from_secs(20);

/// The words of the form.
pub(super) fn from_word(word: &str) -> Option<Presence> {
    match word {
        "on-duty" => Some(Presence::Available),
        "pause" => Some(Presence::Pause),
        "away" => Some(Presence::Away),
        _ => None,
    }
}

/// The word of the form.
pub(super) fn word(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "on-duty",
        Presence::Pause => "pause",
        Presence::Away => "away",
    }
}

/// The operator says how it stands.
pub(crate) async fn post(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let presence = from_word(form.value("presence")).ok_or_else(PageError::bad_request)?;
    match state.desk.video_presence(&seat.at_desk, presence).await {
        Ok(()) if form.value("then") == "call" => Ok(see_other("/video/call")),
        Ok(()) => Ok(see_other("/video")),
        Err(error) => Err(not_shown(error)),
    }
}

/// Who does not attend people sees no such page.
pub(super) fn not_shown(error: VideoError) -> PageError {
    match error {
        VideoError::NotAllowed(_) | VideoError::NoCall | VideoError::WrongMoment(_) => {
            PageError::not_found()
        }
        VideoError::Store(error) => error.into(),
    }
}

/// A sign of life, if the last one is some time ago: `presence` is said once more.
pub(super) async fn stay(
    state: &OfficeState,
    seat: &Seat,
    presence: Presence,
    seen_at: Option<Timestamp>,
) -> Result<(), PageError> {
    let now = seat.page.now();
    if seen_at.is_some_and(|seen| now.duration_since(seen) < STAY) {
        return Ok(());
    }
    let said = state.desk.video_presence(&seat.at_desk, presence).await;
    said.map_err(not_shown)
}
