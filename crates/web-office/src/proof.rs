//! The passkey that comes along with a decision, where the last verification is too old: the form
//! asks for it itself, so that what was typed is never lost.

use axum::response::Response;
use desk::{Entered, VerifyAgainError};
use web_kit::{Form, Page, PageError, page::see_other, ui::Notice};

use crate::{OfficeState, entrance::passkey_answer, seat::Seat, texts};

/// What came with a form.
pub(crate) enum Proof {
    /// Nothing, or nothing that is needed: the last verification counts, whatever its age.
    None,
    /// The officer is there. The session goes on under a new cookie.
    Given(Box<Entered>),
    /// A passkey that is not the officer's, or an answer to no challenge.
    Refused,
    /// The session has ended: where to sign in.
    Ended(Response),
}

/// Checks the passkey's answer in a form.
pub(crate) async fn of(state: &OfficeState, seat: &Seat, form: &Form) -> Result<Proof, PageError> {
    let Some((ceremony, response)) = passkey_answer(form) else {
        return Ok(Proof::None);
    };
    if seat.at_desk.fresh(seat.page.now()) {
        return Ok(Proof::None);
    }
    let verified = state
        .desk
        .verify_again_finish(&seat.at_desk, &ceremony, response)
        .await;
    match verified {
        Ok(entered) => Ok(Proof::Given(Box::new(entered))),
        Err(VerifyAgainError::SessionEnded) => Ok(Proof::Ended(see_other("/sign-in?ended"))),
        Err(VerifyAgainError::Store(error)) => Err(error.into()),
        Err(
            VerifyAgainError::ChallengeGone
            | VerifyAgainError::Refused
            | VerifyAgainError::Response(_)
            | VerifyAgainError::NoPasskey,
        ) => Ok(Proof::Refused),
    }
}

/// Minutes that a verification counts, if the officer's is older.
pub(crate) fn stale(state: &OfficeState, seat: &Seat) -> Option<u16> {
    (!seat.at_desk.fresh(seat.page.now())).then_some(state.desk.rules.fresh_minutes)
}

/// The passkey was refused.
pub(crate) fn refused(page: &Page) -> Notice {
    let k = texts::cases(page.lang);
    page.notice_stop(k.hold_refused_title, k.hold_refused)
        .live()
}

/// The page asks for the passkey now.
pub(crate) fn asked(state: &OfficeState, page: &Page) -> Notice {
    let k = texts::cases(page.lang);
    let words = k.hold_verify_lead(state.desk.rules.fresh_minutes);
    page.notice_warn(k.hold_verify_title, words).live()
}
