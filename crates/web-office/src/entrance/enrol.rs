//! An invited officer creates a passkey. The link works once.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use desk::{EnrolError, InvitationView};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use vocab::BearerSecret;
use web_kit::{Answer as _, ErrorCode, Form, Page, PageError, ui};

use super::{enter, for_script, passkey_answer};
use crate::{
    OfficeState, assets,
    texts::{self, EntranceTexts},
};

#[derive(Template)]
#[template(path = "entrance/enrol.html")]
struct Enrol {
    page: Page,
    e: &'static EntranceTexts,
    form: Form,
    code: String,
    invitation: InvitationView,
    notice: Option<ui::Notice>,
    script: String,
}

/// The parameter of the link.
#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    #[serde(default)]
    code: String,
}

pub(crate) async fn get(
    page: Page,
    State(state): State<OfficeState>,
    Query(link): Query<Link>,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    draw(&state, page, &link.code, None).await
}

pub(crate) async fn options(
    page: Page,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    let link = secret(&page, form.value("code"))?;
    match state.desk.enrol_begin(&link).await {
        Ok(ceremony) => Ok(for_script(&ceremony)),
        Err(EnrolError::InvitationGone) => Err(gone(&page)),
        Err(error) => Err(PageError::internal(error)),
    }
}

pub(crate) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<OfficeState>,
    form: Form,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    let e = texts::entrance(page.lang);
    let link = secret(&page, form.value("code"))?;
    let outcome = match passkey_answer(&form) {
        Some((ceremony, response)) => state.desk.enrol_finish(&link, &ceremony, response).await,
        None => Err(EnrolError::ChallengeGone),
    };
    let notice = match outcome {
        Ok(entered) => return enter(&state, &page, &headers, &entered, "/").await,
        Err(EnrolError::InvitationGone) => return Err(gone(&page)),
        Err(EnrolError::ChallengeGone) => page.notice_warn(e.late_title, e.late),
        Err(EnrolError::Refused(_) | EnrolError::Response(_)) => {
            page.notice_stop(e.enrol_refused_title, e.enrol_refused)
        }
        Err(EnrolError::Taken) => page.notice_stop(e.taken_title, e.taken),
        Err(EnrolError::Store(error)) => return Err(error.into()),
    };
    draw(&state, page, link.as_str(), Some(notice.live())).await
}

fn secret(page: &Page, code: &str) -> Result<BearerSecret, PageError> {
    BearerSecret::parse(code).map_err(|_| gone(page))
}

/// Used, expired, replaced and never made look alike, and the page says all of it.
fn gone(page: &Page) -> PageError {
    let e = texts::entrance(page.lang);
    PageError::new(StatusCode::GONE, ErrorCode::own("OFF-001"))
        .title(e.gone_title)
        .lead(e.gone_lead)
        .advice(e.gone_try)
        .door(e.gone_door, "/sign-in")
}

async fn draw(
    state: &OfficeState,
    page: Page,
    code: &str,
    notice: Option<ui::Notice>,
) -> Result<Response, PageError> {
    let link = secret(&page, code)?;
    let found = state.desk.view_invitation(&link).await?;
    let status = match notice {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let view = Enrol {
        e: texts::entrance(page.lang),
        form: Form::new(&page),
        code: link.as_str().to_owned(),
        invitation: found.ok_or_else(|| gone(&page))?,
        notice,
        script: assets::OWN.url("passkey.js"),
        page,
    };
    Ok(view.answer_with(status))
}
