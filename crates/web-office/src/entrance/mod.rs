//! Coming in, staying, leaving.

pub(crate) mod enrol;
pub(crate) mod session;
pub(crate) mod sign_in;
pub(crate) mod step_in;

use axum::{
    Router,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use desk::{Ceremony, Entered};
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};
use vocab::BearerSecret;
use web_kit::{Form, Page, PageError, page::see_other};

use crate::{
    OfficeState,
    seat::{remember, session_secret},
};

pub(crate) fn router() -> Router<OfficeState> {
    Router::new()
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-in/options", post(sign_in::options))
        .route("/enrol", get(enrol::get).post(enrol::post))
        .route("/enrol/options", post(enrol::options))
        .route("/step-in/{officer}", get(step_in::get).post(step_in::post))
        .route("/session", get(session::get))
        .route("/session/keep", post(session::keep))
        .route("/log-out", post(session::log_out))
}

/// What the script sends back: the secret of the challenge, and the browser's answer. `None` if
/// the script could not begin.
pub(crate) fn passkey_answer(form: &Form) -> Option<(BearerSecret, &[u8])> {
    let ceremony = BearerSecret::parse(form.value("ceremony")).ok()?;
    Some((ceremony, form.value("response").as_bytes()))
}

/// A challenge for the script.
pub(crate) fn for_script(ceremony: &Ceremony) -> Response {
    // The options are JSON already, and the secret is base64url.
    let body = format!(
        r#"{{"ceremony":"{}","options":{}}}"#,
        ceremony.secret.as_str(),
        ceremony.options
    );
    let json = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, json)], body).into_response()
}

/// Lets an officer in under the new session; one that this browser had before ends.
pub(crate) async fn enter(
    state: &OfficeState,
    page: &Page,
    headers: &HeaderMap,
    entered: &Entered,
    to: &str,
) -> Result<Response, PageError> {
    if let Some(earlier) = session_secret(page.face(), headers) {
        state.desk.log_out(&earlier).await?;
    }
    let mut response = see_other(to);
    remember(page.face(), &mut response, entered);
    Ok(response)
}
