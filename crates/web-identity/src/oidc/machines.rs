//! Metadata, keys, tokens, userinfo: JSON for machines.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use wire_oidc::{JsonAnswer, Parameters, bearer::BearerRefusal, token::TokenRefusal};

use crate::IdentityState;

/// Keys and metadata may be kept for five minutes: a rotation overlaps by far longer.
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=300");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Public documents, and endpoints that ask for a token of their own: any page may read them.
const ANYBODY: HeaderValue = HeaderValue::from_static("*");

pub(super) async fn metadata(State(state): State<IdentityState>) -> Response {
    public(state.federation.metadata())
}

pub(super) async fn jwks(State(state): State<IdentityState>) -> Response {
    public(state.federation.jwks())
}

fn public(json: String) -> Response {
    let headers = [
        (CONTENT_TYPE, JSON),
        (CACHE_CONTROL, CACHED),
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY),
    ];
    (headers, json).into_response()
}

pub(super) async fn token(
    State(state): State<IdentityState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = match form(&headers, &body) {
        Some(form) => {
            state
                .federation
                .redeem(authorization(&headers), &form)
                .await
        }
        None => TokenRefusal::InvalidRequest("the body is not a form").to_answer(),
    };
    respond(answer)
}

pub(super) async fn push(
    State(state): State<IdentityState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = match form(&headers, &body) {
        Some(form) => state.federation.push(authorization(&headers), &form).await,
        None => TokenRefusal::InvalidRequest("the body is not a form").to_answer(),
    };
    respond(answer)
}

pub(super) async fn userinfo(State(state): State<IdentityState>, headers: HeaderMap) -> Response {
    respond(
        state
            .federation
            .userinfo(authorization(&headers), None)
            .await,
    )
}

pub(super) async fn userinfo_post(
    State(state): State<IdentityState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = if body.is_empty() {
        state
            .federation
            .userinfo(authorization(&headers), None)
            .await
    } else {
        match form(&headers, &body) {
            Some(form) => {
                state
                    .federation
                    .userinfo(authorization(&headers), Some(&form))
                    .await
            }
            None => BearerRefusal::InvalidRequest.to_answer(),
        }
    };
    respond(answer)
}

fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
}

fn form(headers: &HeaderMap, body: &[u8]) -> Option<Parameters> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return None;
    }
    Parameters::parse(body).ok()
}

fn respond(answer: JsonAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = status;
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
    response
}
