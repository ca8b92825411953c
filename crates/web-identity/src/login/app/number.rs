//! "Go on without reading the code": number and contrast datum, and the request shows in the app
//! of whoever it is. The page that follows is the same for everybody (invariant 11).

use std::time::Duration;

use askama::Template;
use authn::{StrangerRefused, work::Purpose};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::limit::wait_until;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, private, ui};

use super::{
    ask::{asked, keep_browser},
    wait_address,
};
use crate::{
    IdentityState,
    document_form::{self, Fields, Filled},
    login::{
        obtain_pin::browser_secret,
        waiting::{Waiting, WaitingQuery},
    },
    permanent::visit::known_browser,
    texts::{self, ConfirmTexts, DocumentTexts},
    work,
};

/// "Send the request to my app".
const ASK_BY_NUMBER: Purpose = Purpose::under_stress("app_by_number");

#[derive(Template)]
#[template(path = "login/app_number.html")]
struct View {
    page: Page,
    t: &'static ConfirmTexts,
    d: &'static DocumentTexts,
    asked: ui::Asked,
    back: String,
    fields: Fields,
    refused: Option<ui::Notice>,
    form: Form,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let form = Form::new(&page);
    let (fields, ok) = (Fields::Number, StatusCode::OK);
    Ok(draw(&state, page, &waiting, form, fields, None, ok))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let d = texts::document(page.lang);
    let today = web_kit::format::Moment::civil(&page.now()).date();
    let (number, contrast) = match document_form::read(&mut form, d, today) {
        Filled::Both(number, contrast) => (number, contrast),
        Filled::AskDatum => {
            let fields = Fields::of(&form);
            let ok = StatusCode::OK;
            return Ok(draw(&state, page, &waiting, form, fields, None, ok));
        }
        Filled::NotYet => {
            let fields = Fields::of(&form);
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(&state, page, &waiting, form, fields, None, wrong));
        }
    };
    if let Some(asked) = work::before(&state, &page, &form, ASK_BY_NUMBER).await? {
        return Ok(asked);
    }
    let (browser, fresh) = browser_secret(&state, page.face(), &headers);
    let asked = asked(&state, &page, &headers, &waiting, browser.clone());
    let known = known_browser(&state, page.face(), &headers);
    let outcome = state
        .doorkeeper
        .ask_in_app_by_number(asked, number, &contrast, known)
        .await;
    match outcome {
        Ok(ticket) => {
            let mut response = see_other(&wait_address(&state, &waiting, &ticket));
            keep_browser(&page, &mut response, &browser, fresh);
            Ok(private(response))
        }
        Err(StrangerRefused::NotConfirmed) => {
            let notice = waiting.not_confirmed(&page);
            let fields = Fields::of(&form);
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(draw(
                &state,
                page,
                &waiting,
                form,
                fields,
                Some(notice),
                wrong,
            ))
        }
        Err(StrangerRefused::TooMany { until }) => {
            Err(PageError::too_many(wait_until(until, page.now())))
        }
        Err(StrangerRefused::Register(error)) => {
            Err(PageError::busy(Duration::from_secs(60)).caused_by(error))
        }
        Err(StrangerRefused::Store(error)) => Err(error.into()),
    }
}

fn draw(
    state: &IdentityState,
    page: Page,
    waiting: &Waiting,
    form: Form,
    fields: Fields,
    refused: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let view = View {
        t: texts::confirm(page.lang),
        d: texts::document(page.lang),
        asked: waiting.asked(state, &page),
        back: waiting.address("/login/app"),
        fields,
        refused,
        form,
        page,
    };
    private(view.answer_with(status))
}
