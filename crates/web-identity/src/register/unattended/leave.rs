//! Left before sending, for good: nothing is registered, and what was captured is not kept longer
//! than that of any unfinished attempt.

use axum::{extract::State, http::HeaderMap, response::Response};
use unattended::AttemptError;
use web_kit::{Form, Page, PageError, page::see_other};

use super::{Here, count, forget};
use crate::IdentityState;

pub(super) async fn post(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let stands = see_other("/register/video/self/done");
    let Some(here) = Here::find(&state, &page, &headers).await? else {
        return Ok(stands);
    };
    match state.unattended.leave(&here.secret).await {
        Ok(()) => {
            count(&page, "left");
            let mut response = see_other("/register/video/self/done?left");
            forget(page.face(), &mut response);
            Ok(response)
        }
        // Another tab was faster.
        Err(AttemptError::Gone | AttemptError::NotYet(_) | AttemptError::Raced) => Ok(stands),
        Err(AttemptError::Store(error)) => Err(error.into()),
    }
}
