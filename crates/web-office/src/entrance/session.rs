//! The session of an officer: how long it lasts, how to have more of it, how to end it.
//!
//! A session ends a fixed time after it began, however much it is used, so nothing can be
//! "kept": who needs longer signs in again, and what was typed in a decision waits for that
//! (WCAG 2.2.1, 2.2.5).

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, header::ACCEPT};
use model::officer::SignInMethod;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, ui};

use crate::{
    OfficeState, assets,
    seat::{Frame, Seat, roles_in_words, roles_today, session_secret, today},
    texts::{self, EntranceTexts},
};

#[derive(Template)]
#[template(path = "entrance/session.html")]
struct Session {
    page: Page,
    frame: Frame,
    e: &'static EntranceTexts,
    form: Form,
    hours: u16,
    summary: ui::Summary,
    /// The short name, where the officer sits here by stepping in.
    step_in: Option<String>,
    script: String,
}

pub(crate) async fn get(seat: Seat, State(state): State<OfficeState>) -> Response {
    let Seat {
        at_desk,
        page,
        frame,
    } = seat;
    let e = texts::entrance(page.lang);
    let officer = at_desk.officer();
    let roles = roles_in_words(frame.t, &roles_today(&state, officer, today(&page)));
    let (method, step_in) = match at_desk.method() {
        SignInMethod::Passkey => (e.method_passkey, None),
        SignInMethod::Demonstration => (e.method_invented, Some(officer.handle.to_string())),
    };
    let summary = ui::Summary::new()
        .fact(e.session_name, &officer.name)
        .fact(
            e.session_roles,
            if roles.is_empty() {
                e.session_none
            } else {
                &roles
            },
        )
        .fact(e.session_method, method)
        .fact(e.session_until, page.date_time(at_desk.ends_at()));
    let view = Session {
        frame,
        e,
        form: Form::new(&page),
        hours: state.desk.rules.session_hours,
        summary,
        step_in,
        script: assets::OWN.url("passkey.js"),
        page,
    };
    view.answer()
}

/// Nothing is kept: the page says how to begin another session. The script of the warning gets a
/// refusal and then sends the form as a page.
pub(crate) async fn keep(_seat: Seat, headers: HeaderMap, _form: Form) -> Response {
    let wants_page = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page {
        see_other("/session")
    } else {
        StatusCode::CONFLICT.into_response()
    }
}

pub(crate) async fn log_out(
    page: Page,
    headers: HeaderMap,
    State(state): State<OfficeState>,
    _form: Form,
) -> Result<Response, PageError> {
    if let Some(secret) = session_secret(page.face(), &headers) {
        state.desk.log_out(&secret).await?;
    }
    let mut response = see_other("/sign-in?left");
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}
