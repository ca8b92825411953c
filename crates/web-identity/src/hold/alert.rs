//! The link of an alert: the page shows, and only the form acts. Programs that examine mail follow
//! links, and press no buttons of a form that is bound to their cookie.

use askama::Template;
use authn::{AlertAnswer, AlertError, AlertView};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use model::alert::AlertKind;
use web_kit::{Answer as _, ErrorCode, Form, Html, Page, PageError, form::Choices, private};

use super::thawing_ways;
use crate::{
    IdentityState,
    login::telephone,
    texts::{self, FreezeTexts},
};

#[derive(Template)]
#[template(path = "mine/alert.html")]
struct View {
    page: Page,
    t: &'static FreezeTexts,
    what: String,
    choices: Choices,
    send: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "mine/alert_done.html")]
struct Done {
    page: Page,
    t: &'static FreezeTexts,
    title: &'static str,
    lead: &'static str,
    frozen: bool,
    how: Vec<&'static str>,
    office: String,
    phone: Html,
}

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let alert = look(&state, &page, &token).await?;
    let form = Form::new(&page);
    Ok(draw(page, alert, &token, form, StatusCode::OK))
}

pub(super) async fn post(
    page: Page,
    State(state): State<IdentityState>,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let alert = look(&state, &page, &token).await?;
    let answer = match form.value("what") {
        "freeze" => AlertAnswer::Freeze,
        "undo" if alert.kind.can_be_undone() => AlertAnswer::Undo,
        _ => {
            let page = page.prefer(alert.lang);
            let mut form = form;
            form.mistake("what", texts::freeze(page.lang).alert_choose_missing);
            let wrong = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(page, alert, &token, form, wrong));
        }
    };
    let done = state.doorkeeper.report_alert(&token, answer).await;
    let done = done.map_err(|error| refused(&page, error))?;
    let page = page.prefer(alert.lang);
    let t = texts::freeze(page.lang);
    let (title, lead) = match done {
        AlertAnswer::Freeze => (t.alert_frozen_title, t.frozen_lead),
        AlertAnswer::Undo => (t.alert_undone_title, t.alert_undone_lead),
    };
    let view = Done {
        t,
        title,
        lead,
        frozen: done == AlertAnswer::Freeze,
        how: thawing_ways(&state, t),
        phone: telephone(&page),
        office: t.frozen_office(&page.body().phone),
        page,
    };
    Ok(private(view.answer()))
}

async fn look(state: &IdentityState, page: &Page, token: &str) -> Result<AlertView, PageError> {
    let looked = state.doorkeeper.alert(token).await;
    looked.map_err(|error| refused(page, error))
}

fn refused(page: &Page, error: AlertError) -> PageError {
    let t = texts::freeze(page.lang);
    let phone = &page.body().phone;
    let gone = |code, title, lead: String| {
        PageError::new(StatusCode::GONE, ErrorCode::own(code))
            .title(title)
            .lead(lead)
            .door(t.alert_enter, "/login")
    };
    match error {
        AlertError::Stale => gone("FRZ-002", t.alert_stale_title, t.alert_stale(phone)),
        AlertError::Used => gone("FRZ-003", t.alert_used_title, t.alert_used(phone)),
        AlertError::Store(error) => error.into(),
    }
}

fn draw(page: Page, alert: AlertView, token: &str, form: Form, status: StatusCode) -> Response {
    let page = page.prefer(alert.lang);
    let form = form.in_language_of(&page);
    let t = texts::freeze(page.lang);
    let when = page.date_time(alert.at);
    let (what, undo) = match alert.kind {
        AlertKind::Device(_) => (t.alert_device(when), Some(t.alert_undo_device)),
        AlertKind::Passkey(_) => (t.alert_passkey(when), Some(t.alert_undo_passkey)),
        AlertKind::Password => (t.alert_password(when), Some(t.alert_undo_password)),
        AlertKind::Browser(_) => (t.alert_browser(when), Some(t.alert_undo_browser)),
        AlertKind::Contact => (t.alert_contact(when), None),
        AlertKind::Freeze => (t.alert_freeze_event(when), None),
        AlertKind::Means => (t.alert_means(when), None),
        AlertKind::Restriction | AlertKind::Request => (t.alert_restriction(when), None),
    };
    let choices = form
        .radios("what", t.alert_choice)
        .option("freeze", t.alert_choose_freeze)
        .note(t.alert_choose_freeze_about);
    let choices = match undo {
        Some(words) => choices.option("undo", words).note(t.alert_undo_about),
        None => choices,
    };
    let view = View {
        t,
        what,
        choices,
        send: format!("/alert/{token}"),
        form,
        page,
    };
    private(view.answer_with(status))
}
