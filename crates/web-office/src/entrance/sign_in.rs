//! Sign in with a passkey. Nobody types a name.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::SignInError;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web_kit::{Answer as _, Form, Page, PageError, page::see_other, ui};

use super::{enter, for_script, passkey_answer};
use crate::{
    OfficeState, assets,
    seat::{Visitor, own_path, roles_in_words},
    texts::{self, EntranceTexts},
};

#[derive(Template)]
#[template(path = "entrance/sign_in.html")]
struct SignIn {
    page: Page,
    e: &'static EntranceTexts,
    form: Form,
    then: String,
    notice: Option<ui::Notice>,
    invented: Vec<Invented>,
    script: String,
}

/// A line of the demonstration's list.
struct Invented {
    handle: String,
    name: String,
    roles: String,
}

/// How somebody comes to the page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Arrival {
    #[serde(default)]
    then: String,
    left: Option<String>,
    ended: Option<String>,
}

pub(crate) async fn get(
    visitor: Visitor,
    State(state): State<OfficeState>,
    Query(arrival): Query<Arrival>,
) -> Response {
    let page = match visitor {
        Visitor::Seated(_) => return see_other(own_path(&arrival.then)),
        Visitor::Stranger(page) => page,
    };
    let e = texts::entrance(page.lang);
    let notice = match arrival {
        Arrival { left: Some(_), .. } => Some(page.notice_ok(e.left_title, e.left).live()),
        Arrival { ended: Some(_), .. } => Some(page.notice_warn(e.ended_title, e.ended).live()),
        Arrival { .. } => None,
    };
    draw(&state, page, &arrival.then, notice, StatusCode::OK)
}

pub(crate) async fn options(
    page: Page,
    State(state): State<OfficeState>,
    _form: Form,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    Ok(for_script(&state.desk.sign_in_begin().await?))
}

pub(crate) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    let e = texts::entrance(page.lang);
    let then = form.value("then").to_owned();
    let outcome = match passkey_answer(&form) {
        Some((ceremony, response)) => state.desk.sign_in_finish(&ceremony, response).await,
        None => Err(SignInError::ChallengeGone),
    };
    let notice = match outcome {
        Ok(entered) => return enter(&state, &page, &headers, &entered, own_path(&then)).await,
        Err(SignInError::ChallengeGone) => page.notice_warn(e.late_title, e.late),
        Err(SignInError::Refused | SignInError::Response(_)) => {
            page.notice_stop(e.refused_title, e.refused)
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(draw(&state, page, &then, Some(notice.live()), status))
}

fn draw(
    state: &OfficeState,
    page: Page,
    then: &str,
    notice: Option<ui::Notice>,
    status: StatusCode,
) -> Response {
    let frame = texts::frame(page.lang);
    let line = |officer: &crate::InventedOfficer| Invented {
        handle: officer.handle.to_string(),
        name: officer.name.clone(),
        roles: roles_in_words(frame, &officer.roles),
    };
    let view = SignIn {
        e: texts::entrance(page.lang),
        form: Form::new(&page),
        then: own_path(then).to_owned(),
        notice,
        invented: state.invented().iter().map(line).collect(),
        script: assets::OWN.url("passkey.js"),
        page,
    };
    view.answer_with(status)
}
