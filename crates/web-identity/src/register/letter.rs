//! "Yes, send me an invitation letter to my tax address" (R048–R052, R239): the same for
//! everybody, registered or not, first letter or second.

use askama::Template;
use authn::work::Purpose;
use axum::{extract::State, http::HeaderMap, response::Response};
use registration::{LetterRoute, RequestLetterError, Stage};
use web_kit::{Answer as _, Form, Page, page::see_other, private, ui};

use super::{Elsewhere, Visit, gone, steps, unfinished, ways};
use crate::{
    IdentityState, came_from,
    texts::{self, RegisterTexts},
    work,
};

#[derive(Template)]
#[template(path = "register/letter.html")]
struct Letter {
    page: Page,
    t: &'static RegisterTexts,
    steps: ui::Steps,
    days: u16,
    hours: u16,
    form: Form,
}

#[derive(Template)]
#[template(path = "register/letter_requested.html")]
struct Requested {
    page: Page,
    t: &'static RegisterTexts,
    timeline: ui::Timeline,
    hours: u16,
    service: Option<BackTo>,
    form: Form,
}

/// The service that sent the person, and where the form that goes back to it is sent.
struct BackTo {
    label: String,
    action: String,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    let steps = steps(&page, 2);
    if visit.view.letter_route != LetterRoute::Open {
        return Ok(ways::no_letter(
            &state,
            page,
            visit.view.letter_route,
            steps,
        ));
    }
    let t = texts::register(page.lang);
    let rules = state.registrar.settings.letter;
    let form = Form::new(&page);
    let (days, hours) = (rules.valid_days, rules.hours_between);
    Ok(private(
        Letter {
            t,
            steps,
            days,
            hours,
            form,
            page,
        }
        .answer(),
    ))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    form: Form,
) -> Result<Response, Elsewhere> {
    let visit = Visit::at(&state, &page, &headers, unfinished).await?;
    if let Some(asked) = work::before(&state, &page, &form, Purpose::REQUEST_LETTER).await? {
        return Ok(asked);
    }
    match state.registrar.request_letter(&visit.secret).await {
        Ok(()) => Ok(see_other("/register/letter/requested")),
        Err(RequestLetterError::FlowGone) => Err(gone::answer(&page)),
        Err(RequestLetterError::Raced) => Err(visit.where_it_stands(&state, &page).await),
        Err(RequestLetterError::NoAddress) => {
            let steps = steps(&page, 2);
            Ok(ways::no_letter(
                &state,
                page,
                visit.view.letter_route,
                steps,
            ))
        }
        Err(RequestLetterError::Store(error)) => Err(error.into()),
    }
}

/// The confirmation, closed with "Accept" (R050, R051).
pub(super) async fn requested(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
) -> Result<Response, Elsewhere> {
    let asked = |stage: &Stage| matches!(stage, Stage::LetterRequested);
    Visit::at(&state, &page, &headers, asked).await?;
    let t = texts::register(page.lang);
    let waiting = came_from::waiting(&state, &page, &headers).await?;
    let hours = state.registrar.settings.letter.hours_between;
    let timeline = ui::Timeline::new()
        .done(t.requested_done, t.requested_done_text(hours))
        .now(
            page.icon.mail,
            t.requested_arrives,
            t.requested_arrives_text,
        )
        .next(page.icon.pen, t.requested_return, t.requested_return_text)
        .next(page.icon.shield, t.requested_ready, t.requested_ready_text);
    let service = waiting.as_ref().map(|waiting| BackTo {
        label: t.back_to_service(waiting.service(&state, page.lang)),
        action: waiting.address("/login/decline"),
    });
    let form = Form::new(&page);
    let response = private(
        Requested {
            t,
            timeline,
            hours,
            service,
            form,
            page,
        }
        .answer(),
    );
    Ok(match waiting {
        Some(waiting) => waiting.allow_return(response),
        None => response,
    })
}
