//! "Obtain PIN": number and contrast datum (R117–R120).

use askama::Template;
use authn::{ObtainPin, ObtainPinError, PartyNames, PinTicket, work::Purpose};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{limit::wait_until, origin::Origin};
use std::time::Duration;
use vocab::{BearerSecret, Timestamp, UserKeyPart};
use web_kit::{Answer as _, ErrorCode, Face, Form, Page, PageError, page::see_other, private, ui};

use super::waiting::{Waiting, WaitingQuery};
use crate::{
    IdentityState,
    document_form::{self, Fields, Filled},
    permanent::visit::known_browser,
    texts::{self, DocumentTexts, LoginTexts},
    work,
};

#[derive(Template)]
#[template(path = "login/obtain_pin.html")]
struct View {
    page: Page,
    t: &'static LoginTexts,
    d: &'static DocumentTexts,
    asked: ui::Asked,
    back: String,
    register: String,
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
    let mut form = Form::new(&page);
    form.set(
        "user_part",
        UserKeyPart::generate(&*state.doorkeeper.entropy).as_str(),
    );
    if let Some(hint) = waiting
        .asker
        .as_ref()
        .and_then(|(p, _)| p.request.login_hint.as_deref())
    {
        form.set("number", hint);
    }
    Ok(draw(
        &state,
        page,
        &waiting,
        form,
        Fields::Number,
        None,
        StatusCode::OK,
    ))
}

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    mut form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let (t, d) = (texts::login(page.lang), texts::document(page.lang));
    let today = web_kit::format::Moment::civil(&page.now()).date();
    let user_part = form.parse("user_part", UserKeyPart::parse, |_| t.user_part_shape);
    let (number, contrast, user_part) = match (document_form::read(&mut form, d, today), user_part)
    {
        (Filled::Both(number, contrast), Some(user_part)) => (number, contrast, user_part),
        (Filled::AskDatum, Some(_)) => {
            let fields = Fields::of(&form);
            return Ok(draw(
                &state,
                page,
                &waiting,
                form,
                fields,
                None,
                StatusCode::OK,
            ));
        }
        _ => {
            let fields = Fields::of(&form);
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(&state, page, &waiting, form, fields, None, wrong));
        }
    };
    if let Some(asked) = work::before(&state, &page, &form, Purpose::OBTAIN_PIN).await? {
        return Ok(asked);
    }
    let (browser, fresh) = browser_secret(&state, page.face(), &headers);
    let asked = ObtainPin {
        number,
        contrast,
        user_part,
        browser: browser.clone(),
        known: known_browser(&state, page.face(), &headers),
        origin: Origin::of(page.client().0),
        asked_by: PartyNames::of(&*waiting.service_in_any_language(&state)),
    };
    match state.doorkeeper.obtain_pin(asked).await {
        Ok(ticket) => {
            let mut response = see_other(&waiting.address("/login/pin/code"));
            if fresh {
                page.face().cookie("browser").set_on(
                    response.headers_mut(),
                    browser.as_str(),
                    None,
                );
            }
            keep_ticket(&state, page.face(), &mut response, &ticket);
            Ok(response)
        }
        Err(ObtainPinError::NotConfirmed) => {
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
        Err(ObtainPinError::TooManyTries { until }) => {
            Err(PageError::too_many(wait_until(until, page.now())))
        }
        Err(ObtainPinError::Paused { until }) => Err(paused(&page, until)),
        Err(ObtainPinError::Register(error)) => {
            Err(PageError::busy(Duration::from_secs(60)).caused_by(error))
        }
        Err(ObtainPinError::Store(error)) => Err(error.into()),
    }
}

fn paused(page: &Page, until: Timestamp) -> PageError {
    let t = texts::login(page.lang);
    let wait = wait_until(until, page.now());
    let in_words = web_kit::format::duration(page.lang, wait.as_secs());
    PageError::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::PIN_BLOCKED)
        .title(t.paused_title)
        .lead(t.paused_lead)
        .advice(t.paused_try(in_words))
        .retry_after(wait)
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
        t: texts::login(page.lang),
        d: texts::document(page.lang),
        asked: waiting.asked(state, &page),
        back: waiting.address("/login"),
        register: waiting.address("/register"),
        fields,
        refused,
        form,
        page,
    };
    private(view.answer_with(status))
}

/// The secret that ties a PIN to this browser; `true` if it is new.
pub(super) fn browser_secret(
    state: &IdentityState,
    face: &Face,
    headers: &HeaderMap,
) -> (BearerSecret, bool) {
    let kept = face
        .cookie("browser")
        .read(headers)
        .and_then(|text| BearerSecret::parse(text).ok());
    match kept {
        Some(secret) => (secret, false),
        None => (BearerSecret::generate(&*state.doorkeeper.entropy), true),
    }
}

pub(super) fn keep_ticket(
    state: &IdentityState,
    face: &Face,
    response: &mut Response,
    ticket: &PinTicket,
) {
    let sealed = ticket.seal(&*state.doorkeeper.tokens);
    face.cookie("pin")
        .set_on(response.headers_mut(), &sealed, None);
}
