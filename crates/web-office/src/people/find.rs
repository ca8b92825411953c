//! An officer finds a person: the number, and what for.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{AlertError, FindPersonError, LONGEST_PURPOSE, SHORTEST_PURPOSE};
use http::StatusCode;
use serde::Deserialize;
use vocab::{IdentityNumber, IdentityNumberError};
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, ui::Notice};

use super::{Registrar, address};
use crate::{
    OfficeState,
    seat::{Frame, Seat},
    texts::{self, PeopleTexts},
};

#[derive(Template)]
#[template(path = "people/find.html")]
struct Find {
    page: Page,
    frame: Frame,
    t: &'static PeopleTexts,
    form: Form,
    notice: Option<Notice>,
    alerts: String,
    least: usize,
    most: usize,
}

/// How somebody comes to the page.
#[derive(Debug, Deserialize)]
pub(crate) struct Arrival {
    ended: Option<String>,
}

pub(crate) async fn get(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Result<Response, PageError> {
    let t = texts::people(seat.page.lang);
    let notice = arrival
        .ended
        .map(|_| seat.page.notice_warn(t.ended_title, t.ended).live());
    let form = Form::new(&seat.page);
    draw(&state, seat, form, notice, StatusCode::OK).await
}

pub(crate) async fn post(
    Registrar(seat): Registrar,
    State(state): State<OfficeState>,
    mut form: Form,
) -> Result<Response, PageError> {
    let t = texts::people(seat.page.lang);
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    let number = form.parse("number", IdentityNumber::parse, |error| match error {
        IdentityNumberError::Empty => t.number_empty,
        IdentityNumberError::Shape => t.number_shape,
        IdentityNumberError::CheckLetter => t.number_letter,
    });
    let purpose = form.value("purpose").to_owned();
    let Some(number) = number else {
        if !long_enough(&purpose) {
            form.mistake("purpose", t.purpose_short(SHORTEST_PURPOSE));
        }
        return draw(&state, seat, form, None, refused).await;
    };
    let found = state
        .desk
        .find_person(&seat.at_desk, &number, &purpose)
        .await;
    match found {
        Ok(inquiry) => return Ok(see_other(&address(inquiry))),
        Err(FindPersonError::NotAllowed(_)) => return Err(PageError::not_found()),
        Err(FindPersonError::Store(error)) => return Err(error.into()),
        Err(FindPersonError::TooMany { until }) => {
            let words = t.too_many(seat.page.time(until));
            let notice = seat.page.notice_stop(t.too_many_title, words).live();
            let status = StatusCode::TOO_MANY_REQUESTS;
            return draw(&state, seat, form, Some(notice), status).await;
        }
        Err(FindPersonError::Purpose) if long_enough(&purpose) => {
            form.mistake("purpose", t.purpose_long(LONGEST_PURPOSE));
        }
        Err(FindPersonError::Purpose) => {
            form.mistake("purpose", t.purpose_short(SHORTEST_PURPOSE));
        }
        Err(FindPersonError::Unknown) => form.mistake("number", t.number_unknown),
        Err(FindPersonError::NotRegistered) => form.mistake("number", t.number_not_registered),
    }
    draw(&state, seat, form, None, refused).await
}

fn long_enough(purpose: &str) -> bool {
    let words: Vec<&str> = purpose.split_whitespace().collect();
    words.join(" ").chars().count() >= SHORTEST_PURPOSE
}

async fn draw(
    state: &OfficeState,
    seat: Seat,
    form: Form,
    notice: Option<Notice>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let t = texts::people(seat.page.lang);
    let waiting = match state.desk.alerts_waiting(&seat.at_desk).await {
        Ok(waiting) => waiting,
        Err(AlertError::Store(error)) => return Err(error.into()),
        Err(AlertError::NotAllowed(_) | AlertError::NotFound | AlertError::Handled) => 0,
    };
    let Seat { page, frame, .. } = seat;
    let view = Find {
        alerts: match waiting {
            0 => t.alerts_none.to_owned(),
            some => t.alerts_waiting(some),
        },
        least: SHORTEST_PURPOSE,
        most: LONGEST_PURPOSE,
        notice,
        form,
        frame,
        t,
        page,
    };
    Ok(view.answer_with(status))
}
