//! The session itself: keeping it open, and leaving it. What it shows is in `mine/`.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header::ACCEPT},
    response::{IntoResponse, Response},
    routing::post,
};
use web_kit::{Form, Page, PageError, page::see_other};

use crate::{
    IdentityState,
    mine::ended::{self, Closed},
    state::session_secret,
};

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/session/keep", post(keep))
        .route("/session/log-out", post(log_out))
}

/// The idle limit starts again: the person asked to stay (WCAG 2.2.1).
async fn keep(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let kept = match session_secret(page.face(), &headers) {
        Some(secret) => state.doorkeeper.extend(&secret).await?.is_some(),
        None => false,
    };
    let wants_page = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    match (kept, wants_page) {
        (true, false) => Ok(StatusCode::NO_CONTENT.into_response()),
        (true, true) => Ok(see_other("/session")),
        (false, _) => Ok(see_other("/login")),
    }
}

async fn log_out(
    page: Page,
    headers: HeaderMap,
    State(state): State<IdentityState>,
    _form: Form,
) -> Result<Response, PageError> {
    let left = match session_secret(page.face(), &headers) {
        Some(secret) => state.doorkeeper.log_out(&secret).await?,
        None => None,
    };
    let mut response = match left.filter(|left| !left.clients.is_empty()) {
        Some(left) => {
            let mut response = see_other("/session/ended");
            ended::keep(&state, page.face(), &mut response, &left, Closed::One);
            response
        }
        None => see_other("/?left"),
    };
    page.face()
        .cookie("session")
        .clear_on(response.headers_mut());
    Ok(response)
}
