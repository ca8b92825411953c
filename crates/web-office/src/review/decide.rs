//! "Is it the same person?" The decision is sent.
//!
//! What was typed is never lost: where the officer has to prove something first, or a part does
//! not answer, the page in between carries it along ([`super::hold`]).

use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::DecideError;
use http::StatusCode;
use model::procedure::ApplicationReference;
use web_kit::{Form, PageError, page::see_other};

use super::{
    address,
    closed::{self, Closing},
    decision_form,
    hold::{self, Hold},
    open_case::{self, Shown},
    reference_of, verify,
};
use crate::{
    OfficeState,
    seat::{Seat, Visitor},
    texts,
};

pub(crate) async fn post(
    visitor: Visitor,
    State(state): State<OfficeState>,
    Path(reference): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let reference = reference_of(&reference)?;
    match visitor {
        Visitor::Stranger(page) => verify::come_back(&state, page, &reference, form).await,
        Visitor::Seated(seat) if verify::is_answer(&form) => {
            verify::finish(&state, *seat, &reference, form).await
        }
        Visitor::Seated(seat) => {
            let (once, now) = (form.once().to_owned(), seat.page.now());
            // Two officers' forms never have the same mark; a double click has.
            state
                .once
                .run(&once, now, decide(&state, *seat, &reference, form))
                .await
        }
    }
}

async fn decide(
    state: &OfficeState,
    seat: Seat,
    reference: &ApplicationReference,
    mut form: Form,
) -> Result<Response, PageError> {
    let t = texts::cases(seat.page.lang);
    let Some(decision) = decision_form::read(&mut form, t) else {
        return again(state, seat, reference, form).await;
    };
    let refused = match state.desk.decide(&seat.at_desk, reference, decision).await {
        Ok(_) => return Ok(see_other(&format!("{}/decided", address(reference)))),
        Err(refused) => refused,
    };
    match refused {
        DecideError::VerifyAgain => {
            let minutes = state.desk.rules.fresh_minutes;
            Ok(hold::draw(
                state,
                seat.page,
                reference,
                &form,
                Hold::Verify { minutes },
            ))
        }
        DecideError::Register(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the register is silent"
            );
            Ok(hold::draw(
                state,
                seat.page,
                reference,
                &form,
                Hold::Register,
            ))
        }
        DecideError::Make(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "no certificate");
            Ok(hold::draw(state, seat.page, reference, &form, Hold::Make))
        }
        DecideError::Closed { state } => closed::draw(seat, reference, state, Closing::Meanwhile),
        DecideError::Changed => {
            let notice = Some(seat.page.notice_warn(t.changed_title, t.changed));
            let shown = Shown {
                form,
                notice,
                status: StatusCode::CONFLICT,
            };
            open_case::show(state, seat, reference, shown).await
        }
        DecideError::Entries => {
            decision_form::entries_stale(&mut form, t);
            again(state, seat, reference, form).await
        }
        DecideError::OwnNumber => {
            form.mistake("verdict", t.own_number_refused);
            again(state, seat, reference, form).await
        }
        DecideError::NotAllowed(_) | DecideError::NotFound => Err(PageError::not_found()),
        DecideError::Store(error) => Err(error.into()),
    }
}

/// The case once more, with the mistakes.
async fn again(
    state: &OfficeState,
    seat: Seat,
    reference: &ApplicationReference,
    form: Form,
) -> Result<Response, PageError> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    open_case::show(
        state,
        seat,
        reference,
        Shown {
            form,
            notice: None,
            status,
        },
    )
    .await
}
