//! The second officer decides: advanced, or basic as it is.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{AtDesk, ReviewDecideError, VideoError};
use http::StatusCode;
use model::video::{ReviewDecision, ReviewState, review::ReviewRefused};
use vocab::{Line, LineError, VideoCallId};
use web_kit::{Form, PageError, page::see_other};

use super::{call_of, open};
use crate::{
    OfficeState,
    proof::{self, Proof},
    seat::{Seat, remember},
    texts::{self, ReviewsTexts},
    video::presence::not_shown,
};

pub(crate) async fn post(
    seat: Seat,
    State(state): State<OfficeState>,
    Path(call): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&call)?;
    let t = texts::reviews(seat.page.lang);
    let entered = match proof::of(&state, &seat, &form).await? {
        Proof::None => None,
        Proof::Given(entered) => Some(entered),
        Proof::Ended(answer) => return Ok(answer),
        Proof::Refused => {
            let notice = proof::refused(&seat.page);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return open::show(&state, seat, call, form, Some(notice), status).await;
        }
    };
    let face = seat.page.face().clone();
    let at_desk = match &entered {
        Some(entered) => entered.at_desk.clone(),
        None => seat.at_desk.clone(),
    };
    let read = read(&mut form, t);
    let seat = Seat::new(&state, seat.page, at_desk.clone());
    let answer = match read {
        Some((decision, note)) => {
            decide(&state, seat, &at_desk, call, form, (decision, note)).await
        }
        None => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            open::show(&state, seat, call, form, None, status).await
        }
    };
    let mut response = answer.unwrap_or_else(PageError::into_response);
    if let Some(entered) = &entered {
        remember(&face, &mut response, entered);
    }
    Ok(response)
}

async fn decide(
    state: &OfficeState,
    seat: Seat,
    at_desk: &AtDesk,
    call: VideoCallId,
    form: Form,
    (decision, note): (ReviewDecision, Line),
) -> Result<Response, PageError> {
    let decided = state
        .desk
        .video_review_decide(at_desk, call, decision, note)
        .await;
    match decided {
        Ok(ReviewState::Confirmed) => Ok(see_other("/video/reviews?confirmed")),
        Ok(_) => Ok(see_other("/video/reviews?kept")),
        // The page asks for the passkey now, and what was typed is still there.
        Err(ReviewDecideError::VerifyAgain) => {
            let notice = proof::asked(state, &seat.page);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            open::show(state, seat, call, form, Some(notice), status).await
        }
        Err(ReviewDecideError::Refused(ReviewRefused::SameOfficer)) => Err(PageError::not_found()),
        Err(
            ReviewDecideError::Refused(ReviewRefused::NotWaiting)
            | ReviewDecideError::RegistrationGone,
        ) => Ok(see_other("/video/reviews?raced")),
        Err(ReviewDecideError::Video(VideoError::Store(error))) => Err(error.into()),
        Err(ReviewDecideError::Video(error)) => Err(not_shown(error)),
    }
}

/// What was chosen and written, or mistakes in the form.
fn read(form: &mut Form, t: &'static ReviewsTexts) -> Option<(ReviewDecision, Line)> {
    let options = [ReviewDecision::Confirm, ReviewDecision::KeepBasic];
    let options = options.map(|decision| (decision.as_str(), decision));
    let decision = form.choose("verdict", &options, t.verdict_empty);
    let (least, most) = (open::LEAST, Line::MAX_CHARS);
    let note = form.parse("note", Line::parse, |error| match error {
        LineError::Empty => t.note_short(least),
        LineError::TooLong => t.note_long(most),
        LineError::Forbidden(_) => t.note_character.to_owned(),
    })?;
    if note.as_str().chars().count() < least {
        form.mistake("note", t.note_short(least));
        return None;
    }
    Some((decision?, note))
}
