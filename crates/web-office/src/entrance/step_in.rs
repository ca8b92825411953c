//! A visitor of the demonstration sits down as an invented officer. Elsewhere there is no such
//! page.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use desk::StepInError;
use http::HeaderMap;
use web_kit::{Answer as _, Form, Page, PageError};

use super::enter;
use crate::{
    OfficeState,
    seat::roles_in_words,
    texts::{self, EntranceTexts},
};

#[derive(Template)]
#[template(path = "entrance/step_in.html")]
struct StepIn {
    page: Page,
    e: &'static EntranceTexts,
    form: Form,
    name: String,
    roles: String,
}

pub(crate) async fn get(
    page: Page,
    State(state): State<OfficeState>,
    Path(officer): Path<String>,
) -> Result<Response, PageError> {
    let officer = state
        .find_invented(&officer)
        .ok_or_else(PageError::not_found)?;
    let view = StepIn {
        e: texts::entrance(page.lang),
        form: Form::new(&page),
        name: officer.name.clone(),
        roles: roles_in_words(texts::frame(page.lang), &officer.roles),
        page,
    };
    Ok(view.answer())
}

pub(crate) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<OfficeState>,
    Path(officer): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    state.admit(&page)?;
    let officer = state
        .find_invented(&officer)
        .ok_or_else(PageError::not_found)?;
    match state.desk.step_in(&officer.handle).await {
        Ok(entered) => enter(&state, &page, &headers, &entered, "/").await,
        Err(StepInError::NotHere) => Err(PageError::not_found()),
        Err(StepInError::Store(error)) => Err(error.into()),
    }
}
