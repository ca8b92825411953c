//! The operator decides: the person is registered, or the call ends without a registration.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use desk::{VideoDecideError, VideoDecision};
use http::StatusCode;
use model::video::RefusalReason;
use vocab::{Line, LineError};
use web_kit::{Form, PageError, page::see_other, ui::Notice};

use super::{
    call_of, decision, refused,
    show::{self, Shown},
};
use crate::{
    OfficeState,
    proof::{self, Proof},
    seat::{Seat, remember},
    texts::{self, CallTexts},
    video::Operator,
};

/// Which of the two forms was sent.
#[derive(Clone, Copy)]
enum Sent {
    Approval,
    Refusal,
}

/// The person is registered.
pub(crate) async fn approve(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    prove(&state, seat, form, Sent::Approval).await
}

/// The call ends without a registration.
pub(crate) async fn refuse(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    prove(&state, seat, form, Sent::Refusal).await
}

/// The operator is there, as before every decision; then the decision is made.
async fn prove(
    state: &OfficeState,
    seat: Seat,
    form: Form,
    sent: Sent,
) -> Result<Response, PageError> {
    let entered = match proof::of(state, &seat, &form).await? {
        Proof::None => return read_and_decide(state, seat, form, sent).await,
        Proof::Given(entered) => entered,
        Proof::Ended(answer) => return Ok(answer),
        Proof::Refused => {
            let notice = proof::refused(&seat.page);
            return held(state, seat, form, sent, notice).await;
        }
    };
    let face = seat.page.face().clone();
    let seat = Seat::new(state, seat.page, entered.at_desk.clone());
    let answer = read_and_decide(state, seat, form, sent).await;
    let mut response = answer.unwrap_or_else(PageError::into_response);
    remember(&face, &mut response, &entered);
    Ok(response)
}

async fn read_and_decide(
    state: &OfficeState,
    seat: Seat,
    mut form: Form,
    sent: Sent,
) -> Result<Response, PageError> {
    let decision = match sent {
        Sent::Approval => Some(VideoDecision::Approve {
            displace: form.ticked("displace"),
        }),
        Sent::Refusal => read(&mut form, texts::call(seat.page.lang)),
    };
    match decision {
        Some(decision) => decide(state, seat, form, sent, decision).await,
        None => {
            form.set("refusing", "yes");
            show::show(state, seat, Shown::again(form)).await
        }
    }
}

/// The page with what was typed, and why it has to be sent once more.
async fn held(
    state: &OfficeState,
    seat: Seat,
    mut form: Form,
    sent: Sent,
    notice: Notice,
) -> Result<Response, PageError> {
    if let Sent::Refusal = sent {
        form.set("refusing", "yes");
    }
    let shown = Shown {
        notice: Some(notice),
        ..Shown::again(form)
    };
    show::show(state, seat, shown).await
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
    sent: Sent,
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
        // The form asks for the passkey now, and what was typed is still there.
        Err(VideoDecideError::VerifyAgain) => {
            let notice = proof::asked(state, &seat.page);
            held(state, seat, form, sent, notice).await
        }
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
