//! The identity provider tells that a session has ended (OpenID Connect Back-Channel Logout 1.0
//! §2.5, §2.8).

use axum::{
    body::Bytes,
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use procedures::ToldOutcome;
use wire_oidc::Parameters;

use crate::{SedeState, oidc::ToldError};

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) async fn post(
    State(state): State<SedeState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let status = match token_of(&headers, &body) {
        Some(token) => told(&state, &token).await,
        None => StatusCode::BAD_REQUEST,
    };
    let no_store = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, no_store).into_response()
}

fn token_of(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case(FORM) {
        return None;
    }
    let form = Parameters::parse(body).ok()?;
    form.get("logout_token").map(str::to_owned)
}

/// 200 if the session has ended here, whenever it did; 400 for what need not be told again; 503 for
/// what may.
async fn told(state: &SedeState, token: &str) -> StatusCode {
    let now = state.procedures.clock.now();
    let told = match state.oidc.told_log_out(token, now).await {
        Ok(told) => told,
        Err(error) => {
            let answer = match &error {
                ToldError::Token(_) => StatusCode::BAD_REQUEST,
                ToldError::Provider(_) => StatusCode::SERVICE_UNAVAILABLE,
            };
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a log-out was told that is not believed");
            return answer;
        }
    };
    match state.procedures.log_out_told(told).await {
        Ok(ToldOutcome::Ended(visits)) => {
            tracing::info!(visits, "the identity provider told of a log-out");
            StatusCode::OK
        }
        Ok(ToldOutcome::Repeated) => StatusCode::BAD_REQUEST,
        Err(error) => {
            tracing::error!(%error, "a log-out that was told could not be written down");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
