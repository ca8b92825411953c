//! The stored original of a bearer document, to compare with what somebody was given.

use axum::{
    extract::{Path, State},
    response::Response,
};
use vocab::SecureVerificationCode;
use web_kit::PageError;

use super::{enter_code::mistyped, origin, refusal};
use crate::{
    SedeState,
    pdf::{self, Show},
    visit::Guest,
};

pub(super) async fn get(
    guest: Guest,
    State(state): State<SedeState>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let page = guest.page;
    let code = match SecureVerificationCode::parse(&code) {
        Ok(code) => code,
        Err(error) => return Ok(mistyped(page, &code, error)),
    };
    match state.procedures.fetch_document(&code, origin(&page)).await {
        // The code is a credential: it does not become the name of a file.
        Ok(bytes) => Ok(pdf::respond(bytes, "original", Show::Open)),
        Err(error) => Err(refusal::page_of(&page, &code, error)),
    }
}
