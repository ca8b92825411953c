//! The person goes on to the relying party, or does not.

use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use federation::GrantError;
use web_kit::{Form, Page, PageError, page::see_other};
use wire_oidc::ErrorCode;

use super::{
    next::respond,
    waiting::{Waiting, WaitingQuery},
};
use crate::IdentityState;

/// "Continue": the data that were shown are released, and remembered if the person ticked so.
pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    let person = state.person(&page, &headers).await?;
    let (Some((pending, _)), Some(person)) = (&waiting.asker, person) else {
        return Ok(see_other(&waiting.address("/login")));
    };
    let granted = if form.ticked("remember") {
        state.federation.grant_and_remember(pending, &person).await
    } else {
        state.federation.grant(pending, &person).await
    };
    match granted {
        Ok(answer) => Ok(respond(page, answer)),
        // The session ended or grew old meanwhile: the page that comes next says what to do.
        Err(GrantError::LevelTooLow) => Ok(see_other(&waiting.address("/login"))),
        Err(error) => Err(PageError::internal(error)),
    }
}

/// "Back to the service without identifying".
pub(super) async fn decline(
    page: Page,
    State(state): State<IdentityState>,
    Query(query): Query<WaitingQuery>,
    _form: Form,
) -> Result<Response, PageError> {
    let waiting = Waiting::read(&state, &page, query).await?;
    match &waiting.asker {
        Some((pending, _)) => Ok(respond(
            page,
            state.federation.decline(pending, ErrorCode::AccessDenied),
        )),
        None => Ok(see_other("/")),
    }
}
