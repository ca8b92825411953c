//! The officer proves to be there, while a decision waits: with the passkey of the session, or
//! by coming in again where the session has ended. Then the case is on the screen again with
//! what was typed, to be looked through and sent.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use desk::{Entered, SignInError, StepInError, VerifyAgainError};
use http::StatusCode;
use model::procedure::ApplicationReference;
use web_kit::{Form, Page, PageError};

use super::{
    hold::{self, Hold},
    open_case::{self, Shown},
};
use crate::{
    OfficeState,
    entrance::{for_script, passkey_answer},
    seat::{Seat, remember},
    texts,
};

/// A challenge for the officer's own passkey.
pub(crate) async fn options(
    seat: Seat,
    State(state): State<OfficeState>,
    _form: Form,
) -> Result<Response, PageError> {
    state.admit(&seat.page)?;
    match state.desk.verify_again_begin(&seat.at_desk).await {
        Ok(ceremony) => Ok(for_script(&ceremony)),
        // The page that holds the decision says that it did not work.
        Err(VerifyAgainError::NoPasskey) => Err(PageError::new(
            StatusCode::CONFLICT,
            web_kit::ErrorCode::own("OFF-002"),
        )),
        Err(error) => Err(PageError::internal(error)),
    }
}

/// Does the form come from the page that holds a decision for a passkey?
pub(super) fn is_answer(form: &Form) -> bool {
    form.ticked("held")
}

/// The officer at the desk answers with the passkey.
pub(super) async fn finish(
    state: &OfficeState,
    seat: Seat,
    reference: &ApplicationReference,
    form: Form,
) -> Result<Response, PageError> {
    let outcome = match passkey_answer(&form) {
        Some((ceremony, response)) => {
            state
                .desk
                .verify_again_finish(&seat.at_desk, &ceremony, response)
                .await
        }
        None => Err(VerifyAgainError::ChallengeGone),
    };
    let minutes = state.desk.rules.fresh_minutes;
    let why = match outcome {
        Ok(entered) => return back_to_the_case(state, seat.page, reference, form, &entered).await,
        Err(VerifyAgainError::SessionEnded) => Hold::SignIn,
        Err(
            VerifyAgainError::ChallengeGone
            | VerifyAgainError::Refused
            | VerifyAgainError::Response(_)
            | VerifyAgainError::NoPasskey,
        ) => Hold::VerifyRefused { minutes },
        Err(VerifyAgainError::Store(error)) => return Err(error.into()),
    };
    Ok(hold::draw(state, seat.page, reference, &form, why))
}

/// Somebody without a session sends a decision: they come in first. The page that asks for it is
/// the same for a case that exists and one that does not.
pub(super) async fn come_back(
    state: &OfficeState,
    page: Page,
    reference: &ApplicationReference,
    form: Form,
) -> Result<Response, PageError> {
    if !is_answer(&form) {
        return Ok(hold::draw(state, page, reference, &form, Hold::SignIn));
    }
    state.admit(&page)?;
    match enter(state, &form).await? {
        Some(entered) => back_to_the_case(state, page, reference, form, &entered).await,
        None => Ok(hold::draw(
            state,
            page,
            reference,
            &form,
            Hold::SignInRefused,
        )),
    }
}

/// A new session by passkey, or in the demonstration by stepping in.
async fn enter(state: &OfficeState, form: &Form) -> Result<Option<Entered>, PageError> {
    if let Some(officer) = state.find_invented(form.value("step-in")) {
        return match state.desk.step_in(&officer.handle).await {
            Ok(entered) => Ok(Some(entered)),
            Err(StepInError::NotHere) => Ok(None),
            Err(StepInError::Store(error)) => Err(error.into()),
        };
    }
    let Some((ceremony, response)) = passkey_answer(form) else {
        return Ok(None);
    };
    match state.desk.sign_in_finish(&ceremony, response).await {
        Ok(entered) => Ok(Some(entered)),
        Err(SignInError::ChallengeGone | SignInError::Refused | SignInError::Response(_)) => {
            Ok(None)
        }
        Err(SignInError::Store(error)) => Err(error.into()),
    }
}

/// The case with what was typed, under the new cookie: the old one opens nothing any more.
async fn back_to_the_case(
    state: &OfficeState,
    page: Page,
    reference: &ApplicationReference,
    form: Form,
    entered: &Entered,
) -> Result<Response, PageError> {
    let t = texts::cases(page.lang);
    let face = page.face().clone();
    let notice = Some(page.notice_ok(t.verified_title, t.verified));
    let seat = Seat::new(state, page, entered.at_desk.clone());
    let shown = Shown {
        form,
        notice,
        status: StatusCode::OK,
    };
    let drawn = open_case::show(state, seat, reference, shown).await;
    let mut response = drawn.unwrap_or_else(PageError::into_response);
    remember(&face, &mut response, entered);
    Ok(response)
}
