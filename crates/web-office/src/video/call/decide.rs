//! The operator decides: the person is registered, or the call ends without a registration.

use axum::{extract::State, response::Response};
use desk::{VideoDecideError, VideoDecision};
use http::StatusCode;
use model::video::RefusalReason;
use vocab::{Line, LineError};
use web_kit::{Form, PageError, page::see_other};

use super::{
    call_of, decision, refused,
    show::{self, Shown},
};
use crate::{
    OfficeState,
    seat::Seat,
    texts::{self, CallTexts},
    video::Operator,
};

/// The person is registered.
pub(crate) async fn approve(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let displace = form.ticked("displace");
    decide(&state, seat, form, VideoDecision::Approve { displace }).await
}

/// The call ends without a registration.
pub(crate) async fn refuse(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let t = texts::call(seat.page.lang);
    match read(&mut form, t) {
        Some(decision) => decide(&state, seat, form, decision).await,
        None => {
            form.set("refusing", "yes");
            show::show(&state, seat, Shown::again(form)).await
        }
    }
}

/// What was chosen and written, or mistakes in the form.
fn read(form: &mut Form, t: &'static CallTexts) -> Option<VideoDecision> {
    let known: Vec<(&str, RefusalReason)> = RefusalReason::ALL
        .iter()
        .map(|reason| (reason.as_str(), *reason))
        .collect();
    let reason = form.choose("reason", &known, t.refuse_reason_empty);
    let (least, most) = (decision::LEAST, Line::MAX_CHARS);
    let note = form.parse("note", Line::parse, |error| match error {
        LineError::Empty => t.refuse_note_short(least),
        LineError::TooLong => t.refuse_note_long(most),
        LineError::Forbidden(_) => t.refuse_note_character.to_owned(),
    })?;
    if note.as_str().chars().count() < least {
        form.mistake("note", t.refuse_note_short(least));
        return None;
    }
    Some(VideoDecision::Refuse {
        reason: reason?,
        note: Some(note),
    })
}

async fn decide(
    state: &OfficeState,
    seat: Seat,
    mut form: Form,
    decision: VideoDecision,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    match state.desk.video_decide(&seat.at_desk, call, decision).await {
        Ok(decided) => Ok(see_other(match (decided.level, decided.review) {
            (None, _) => "/video?refused",
            (Some(_), true) => "/video?pending",
            (Some(_), false) => "/video?approved",
        })),
        Err(VideoDecideError::NotYet(_)) => {
            let notice = seat.page.notice_warn(t.incomplete_title, t.incomplete);
            let shown = Shown {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                ..Shown::told(&seat.page, notice)
            };
            show::show(state, seat, shown).await
        }
        Err(VideoDecideError::ConfirmDisplacement) => {
            form.mistake("displace", t.contact_other);
            show::show(state, seat, Shown::again(form)).await
        }
        Err(VideoDecideError::NoEffect(_)) => {
            let notice = seat.page.notice_warn(t.no_effect_title, t.no_effect);
            let shown = Shown::told(&seat.page, notice);
            show::show(state, seat, shown).await
        }
        Err(VideoDecideError::Video(error)) => refused(state, seat, error).await,
    }
}

/// The person gets their place in the queue back, and somebody else takes them.
pub(crate) async fn give_back(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    match state.desk.video_give_back(&seat.at_desk, call).await {
        Ok(()) => Ok(see_other("/video?back")),
        Err(error) => refused(&state, seat, error).await,
    }
}
