//! Out of the queue, or hung up: for good, and nothing is registered. They may enter again.

use axum::{extract::State, http::HeaderMap, response::Response};
use web_kit::{Form, Page, PageError, page::see_other};

use super::{call_secret, count, forget};
use crate::IdentityState;

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let mut response = see_other("/register/video/end?left");
    if let Some(secret) = call_secret(page.face(), &headers) {
        state.proofing.leave(&secret).await?;
        count(&page, "left");
        forget(page.face(), &mut response);
    }
    Ok(response)
}
