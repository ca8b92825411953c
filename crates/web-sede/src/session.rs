//! Staying and leaving. Leaving here leaves at the identity provider too, which decides what
//! happens at the other offices.

use axum::{
    Router, extract::State, response::IntoResponse as _, response::Response, routing::post,
};
use http::{HeaderMap, StatusCode, header::ACCEPT};
use web_kit::{Form, Page, PageError, page::see_other};

use crate::{SedeState, login::Destination, visit::session_secret};

/// What comes back as `state` from the provider's log-out, so that the home page can say it.
pub(crate) const LEFT: &str = "left";

/// The provider could not be asked: its own session may still be open.
pub(crate) const LEFT_HERE: &str = "left-here";

pub(crate) fn router() -> Router<SedeState> {
    Router::new()
        .route("/session/keep", post(keep))
        .route("/log-out", post(log_out))
}

/// The idle limit starts again: the person asked to stay (WCAG 2.2.1).
async fn keep(
    page: Page,
    headers: HeaderMap,
    State(state): State<SedeState>,
    _form: Form,
) -> Result<Response, PageError> {
    let kept = match session_secret(page.face(), &headers) {
        Some(secret) => state.procedures.extend(&secret).await?.is_some(),
        None => false,
    };
    let wants_page = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    match (kept, wants_page) {
        (true, false) => Ok(StatusCode::NO_CONTENT.into_response()),
        (true, true) => Ok(see_other("/applications")),
        (false, true) => Ok(see_other(&Destination::default().login())),
        // The script then sends the form itself, and the person sees where it leads.
        (false, false) => Err(PageError::forbidden()),
    }
}

async fn log_out(
    page: Page,
    headers: HeaderMap,
    State(state): State<SedeState>,
    _form: Form,
) -> Result<Response, PageError> {
    let id_token = match session_secret(page.face(), &headers) {
        Some(secret) => state.procedures.log_out(&secret).await?,
        None => None,
    };
    let address = match id_token {
        Some(id_token) => {
            state
                .oidc
                .log_out_address(&id_token, LEFT, page.now())
                .await
        }
        // There was no visit: whether the provider knows the browser is not ours to end.
        None => Some(format!("/?state={LEFT}")),
    };
    let mut response = see_other(&address.unwrap_or_else(|| format!("/?state={LEFT_HERE}")));
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}
