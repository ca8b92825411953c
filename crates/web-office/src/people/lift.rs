//! What was closed opens again, with a reason. What one officer blocked another one opens.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use desk::LiftError;
use http::StatusCode;
use model::procedure::DecisionReason;
use vocab::{InquiryId, RestrictionId};
use web_kit::{
    Form, PageError,
    page::see_other,
    ui::{Notice, Summary},
};

use super::{
    Registrar, address,
    ask::{self, Actor, Question},
    inquiry_of, over, words,
};
use crate::{
    OfficeState, proof,
    seat::{Seat, remember},
    texts,
};

pub(crate) async fn get(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path((inquiry, restriction)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let ids = read_address(&inquiry, &restriction)?;
    let form = Form::new(&seat.page);
    show(&state, seat, ids, form, None, StatusCode::OK).await
}

pub(crate) async fn post(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Path((inquiry, restriction)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, PageError> {
    let ids = read_address(&inquiry, &restriction)?;
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    let (at_desk, entered) = match ask::actor(&state, &seat, &form).await? {
        Actor::There(at_desk, entered) => (at_desk, entered),
        Actor::Ended(answer) => return Ok(answer),
        Actor::Refused(notice) => {
            return show(&state, seat, ids, form, Some(notice), again).await;
        }
    };
    let face = seat.page.face().clone();
    let seat = Seat::new(&state, seat.page, at_desk);
    let answer = match ask::reason(&mut form, &seat.page, "reason") {
        Some(reason) => lift(&state, seat, ids, form, reason).await,
        None => show(&state, seat, ids, form, None, again).await,
    };
    let mut response = answer.unwrap_or_else(PageError::into_response);
    if let Some(entered) = &entered {
        remember(&face, &mut response, entered);
    }
    Ok(response)
}

fn read_address(inquiry: &str, restriction: &str) -> Result<(InquiryId, RestrictionId), PageError> {
    let restriction = RestrictionId::parse(restriction).map_err(|_| PageError::not_found())?;
    Ok((inquiry_of(inquiry)?, restriction))
}

async fn lift(
    state: &OfficeState,
    seat: Seat,
    ids: (InquiryId, RestrictionId),
    form: Form,
    reason: DecisionReason,
) -> Result<Response, PageError> {
    let t = texts::people(seat.page.lang);
    let (inquiry, restriction) = ids;
    let lifted = state
        .desk
        .lift(&seat.at_desk, inquiry, restriction, reason)
        .await;
    let (notice, status) = match lifted {
        Ok(()) => return Ok(see_other(&format!("{}?lifted", address(inquiry)))),
        Err(LiftError::NotInForce) => {
            return Ok(see_other(&format!("{}?gone", address(inquiry))));
        }
        Err(LiftError::Person(error)) => return over(error),
        // The page asks for the passkey now, and what was typed is still there.
        Err(LiftError::VerifyAgain) => (
            proof::asked(state, &seat.page),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        Err(LiftError::SameOfficer) => {
            let page = &seat.page;
            let notice = page.notice_stop(t.same_officer_title, t.same_officer);
            (notice.live(), StatusCode::CONFLICT)
        }
    };
    show(state, seat, ids, form, Some(notice), status).await
}

/// The page of what is lifted, unless it is over.
async fn show(
    state: &OfficeState,
    seat: Seat,
    (inquiry, restriction): (InquiryId, RestrictionId),
    form: Form,
    notice: Option<Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let view = match state.desk.person(&seat.at_desk, inquiry).await {
        Ok(view) => view,
        Err(error) => return over(error),
    };
    let mut in_force = view.in_force();
    let Some(line) = in_force.find(|line| line.id == restriction) else {
        return Ok(see_other(&format!("{}?gone", address(inquiry))));
    };
    let t = texts::people(seat.page.lang);
    let facts = Summary::new()
        .fact(t.col_measure, words::kind(t, line.kind))
        .fact(
            t.col_set,
            words::by(&seat.page, t, line.since, &line.set_by),
        );
    let facts = match &line.reason {
        Some(reason) => facts.fact(texts::cases(seat.page.lang).reason_label, reason.as_str()),
        None => facts,
    };
    let what = Question {
        title: t.lift_title(words::kind(t, line.kind)),
        lead: t.lift_lead.to_owned(),
        facts: Some(facts),
        until: false,
        button: t.lift_do,
        stops: false,
        action: format!("{}/lift/{restriction}", address(inquiry)),
        back: (address(inquiry), view.name.full()),
        kept: Vec::new(),
    };
    Ok(ask::draw(state, seat, what, form, notice, status))
}
