//! The second officer decides: advanced, or basic as it is.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::{AtDesk, ReviewDecideError, VerifyAgainError, VideoError};
use http::StatusCode;
use model::video::{ReviewDecision, ReviewState, review::ReviewRefused};
use vocab::{Line, LineError, VideoCallId};
use web_kit::{Form, PageError, page::see_other};

use super::{call_of, open};
use crate::{
    OfficeState,
    entrance::passkey_answer,
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
    // The form asks for the passkey itself where the last verification is too old.
    let entered = match passkey_answer(&form) {
        Some((ceremony, response)) if !seat.at_desk.fresh(seat.page.now()) => {
            let verified = state
                .desk
                .verify_again_finish(&seat.at_desk, &ceremony, response)
                .await;
            match verified {
                Ok(entered) => Some(entered),
                Err(VerifyAgainError::Store(error)) => return Err(error.into()),
                Err(VerifyAgainError::SessionEnded) => return Ok(see_other("/sign-in?ended")),
                Err(
                    VerifyAgainError::ChallengeGone
                    | VerifyAgainError::Refused
                    | VerifyAgainError::Response(_)
                    | VerifyAgainError::NoPasskey,
                ) => {
                    let k = texts::cases(seat.page.lang);
                    let notice = seat
                        .page
                        .notice_stop(k.hold_refused_title, k.hold_refused)
                        .live();
                    let status = StatusCode::UNPROCESSABLE_ENTITY;
                    return open::show(&state, seat, call, form, Some(notice), status).await;
                }
            }
        }
        Some(_) | None => None,
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
            let k = texts::cases(seat.page.lang);
            let words = k.hold_verify_lead(state.desk.rules.fresh_minutes);
            let notice = seat.page.notice_warn(k.hold_verify_title, words).live();
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
