//! A copy is uploaded and compared with what was issued: by digest, so that a single changed byte
//! shows. The copy is not kept.

use axum::{
    extract::{FromRequest as _, Path, Request, State},
    response::Response,
};
use procedures::FileComparison;
use vocab::SecureVerificationCode;
use web_kit::{Answer as _, Page, PageError, form::Upload, page::see_other, private};

use super::{address, enter_code::mistyped, origin, refusal, show_document};
use crate::{SedeState, texts, visit::Guest};

const COPY: &str = "copy";

/// A reload, or another language, of the page with the outcome: the copy is gone, the document
/// is not.
pub(super) async fn get(guest: Guest, Path(code): Path<String>) -> Response {
    match SecureVerificationCode::parse(&code) {
        Ok(code) => private(see_other(&address(&code))),
        Err(error) => mistyped(guest.page, &code, error),
    }
}

pub(super) async fn post(
    guest: Guest,
    State(state): State<SedeState>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let page = guest.page;
    let code = match SecureVerificationCode::parse(&code) {
        Ok(code) => code,
        Err(error) => return Ok(mistyped(page, &code, error)),
    };
    // The body is read only once there is a place for it in memory.
    let work = compare(&state, &page, &code, request);
    let (mut form, compared) = state.uploads.run(work).await??;
    let document = state.procedures.verify_code(&code, origin(&page)).await;
    let document = document.map_err(|error| refusal::page_of(&page, &code, error))?;
    let missing = compared.is_none();
    if missing {
        form.mistake(COPY, texts::verification(page.lang).copy_missing);
    }
    let view = show_document::view(&state, page, &document, form, compared);
    Ok(private(if missing { view.again() } else { view.answer() }))
}

async fn compare(
    state: &SedeState,
    page: &Page,
    code: &SecureVerificationCode,
    request: Request,
) -> Result<(web_kit::Form, Option<FileComparison>), PageError> {
    let Upload { form, file } = Upload::from_request(request, state).await?;
    let Some(file) = file else {
        return Ok((form, None));
    };
    let compared = state
        .procedures
        .compare(code, &file.bytes, origin(page))
        .await
        .map_err(|error| refusal::page_of(page, code, error))?;
    Ok((form, Some(compared)))
}
