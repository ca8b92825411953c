//! The short acts: a tick, a code, an action, a question to the register.

use axum::{extract::State, response::Response};
use desk::{EnterCodeError, NextActionError, RegisterError, SendCodeError, TickError};
use model::{
    phone::PhoneCodeError,
    video::{CheckItem, CheckResult, RandomAction},
};
use vocab::OtpCode;
use web_kit::{Form, PageError, page::see_other};

use super::{
    HERE, call_of,
    checks::kind_of,
    refused,
    show::{self, Shown},
};
use crate::{OfficeState, seat::Seat, texts, video::Operator};

/// A line of the checklist is ticked.
pub(crate) async fn tick(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let item = CheckItem::from_word(form.value("item")).ok_or_else(PageError::bad_request)?;
    let result = CheckResult::from_word(form.value("result")).ok_or_else(PageError::bad_request)?;
    match state
        .desk
        .video_tick(&seat.at_desk, call, item, result, None)
        .await
    {
        Ok(()) => Ok(see_other(HERE)),
        // The page offers no such button.
        Err(TickError::ByMachine) => Err(PageError::bad_request()),
        Err(TickError::Video(error)) => refused(&state, seat, error).await,
    }
}

/// A code goes to the phone that was written down.
pub(crate) async fn send_code(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    let words = match state.desk.video_send_code(&seat.at_desk, call).await {
        Ok(()) => return Ok(see_other(HERE)),
        Err(SendCodeError::NoContact) => t.code_no_contact.to_owned(),
        Err(SendCodeError::TooManyCodes) => t.code_too_many.to_owned(),
        Err(SendCodeError::TooSoon { until }) => t.code_too_soon(seat.page.time(until)),
        Err(SendCodeError::Video(error)) => return refused(&state, seat, error).await,
    };
    told(&state, seat, t.code_unsent_title, words).await
}

/// An action: asked for, seen done, seen not done, or another one in its place.
pub(crate) async fn action(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let kind = CheckItem::from_word(form.value("item"))
        .and_then(kind_of)
        .ok_or_else(PageError::bad_request)?;
    let t = texts::call(seat.page.lang);
    let outcome = match seen(&form) {
        None => {
            let asked = state.desk.video_next_action(&seat.at_desk, call, kind);
            asked.await.map(drop)
        }
        Some((action, result)) => {
            let desk = &state.desk;
            desk.video_action_seen(&seat.at_desk, call, action, result)
                .await
        }
    };
    match outcome {
        // Two clicks, or two windows: the page shows how it stands.
        Ok(()) | Err(NextActionError::Awaited(_) | NextActionError::NotAwaited) => {
            Ok(see_other(HERE))
        }
        Err(NextActionError::UsedUp) => {
            told(&state, seat, t.not_now_title, t.action_none_left.to_owned()).await
        }
        Err(NextActionError::Video(error)) => refused(&state, seat, error).await,
    }
}

/// What the operator saw of which action; nothing where one is only asked for.
fn seen(form: &Form) -> Option<(RandomAction, CheckResult)> {
    let action = RandomAction::from_word(form.value("action"))?;
    let result = CheckResult::from_word(form.value("result"))?;
    Some((action, result))
}

/// The civil register is asked once more.
pub(crate) async fn ask_register(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    match state.desk.video_check_register(&seat.at_desk, call).await {
        Ok(_) => Ok(see_other(HERE)),
        Err(RegisterError::NoTriesLeft) => {
            let words = t.register_no_tries.to_owned();
            told(&state, seat, t.not_now_title, words).await
        }
        Err(RegisterError::Video(error)) => refused(&state, seat, error).await,
    }
}

/// The page, with why something was not done.
async fn told(
    state: &OfficeState,
    seat: Seat,
    title: &'static str,
    words: String,
) -> Result<Response, PageError> {
    let notice = seat.page.notice_warn(title, words);
    let shown = Shown::told(&seat.page, notice);
    show::show(state, seat, shown).await
}

/// The person read the code out, and the operator typed it.
pub(crate) async fn enter_code(
    Operator(seat): Operator,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let call = call_of(&form)?;
    let t = texts::call(seat.page.lang);
    let Some(code) = form.parse("code", OtpCode::parse, |_| t.code_typed_empty) else {
        return show::show(&state, seat, Shown::again(form)).await;
    };
    let words = match state.desk.video_enter_code(&seat.at_desk, call, code).await {
        Ok(()) => return Ok(see_other(HERE)),
        Err(EnterCodeError::Code(PhoneCodeError::Wrong { .. })) => t.code_typed_wrong,
        Err(
            EnterCodeError::NotYet
            | EnterCodeError::Code(PhoneCodeError::Void | PhoneCodeError::Expired),
        ) => t.code_typed_gone,
        Err(EnterCodeError::Video(error)) => return refused(&state, seat, error).await,
    };
    form.mistake("code", words);
    show::show(&state, seat, Shown::again(form)).await
}
