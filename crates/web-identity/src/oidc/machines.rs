//! Metadata, keys, tokens, userinfo: JSON for machines.

use axum::{
    body::Body,
    extract::State,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            CACHE_CONTROL, CONTENT_TYPE,
        },
    },
    response::{IntoResponse, Response},
};
use wire_oidc::{
    JsonAnswer,
    bearer::{BearerRefusal, TokenScheme},
    token::TokenRefusal,
};

use super::asked::{Asked, Proofs};
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

pub(super) async fn token(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    respond(match &asked.form {
        Some(form) => state.federation.token(&credentials, form).await,
        None => no_form(),
    })
}

pub(super) async fn push(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    respond(match &asked.form {
        Some(form) => state.federation.push(&credentials, form).await,
        None => no_form(),
    })
}

pub(super) async fn ask_person(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    respond(match &asked.form {
        Some(form) => state.federation.ask_person(&credentials, form).await,
        None => no_form(),
    })
}

pub(super) async fn introspect(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    respond(match &asked.form {
        Some(form) => state.federation.introspect(&credentials, form).await,
        None => no_form(),
    })
}

pub(super) async fn revoke(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    respond(match &asked.form {
        Some(form) => state.federation.revoke(&credentials, form).await,
        None => no_form(),
    })
}

fn no_form() -> JsonAnswer {
    TokenRefusal::InvalidRequest("the body is not a form").to_answer()
}

pub(super) async fn userinfo(State(state): State<IdentityState>, proofs: Proofs) -> Response {
    let credentials = proofs.credentials();
    respond(state.federation.userinfo("GET", &credentials, None).await)
}

pub(super) async fn userinfo_post(State(state): State<IdentityState>, asked: Asked) -> Response {
    let credentials = asked.proofs.credentials();
    let form = asked.form.as_ref();
    respond(if asked.is_empty || form.is_some() {
        state.federation.userinfo("POST", &credentials, form).await
    } else {
        BearerRefusal::InvalidRequest.to_answer(TokenScheme::Bearer)
    })
}

/// What a browser asks before a page of another site may send a token or a proof (Fetch §3.2.2).
/// Nothing here acts on a cookie, so any site may.
pub(super) async fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY),
        (
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST"),
        ),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type, dpop"),
        ),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("3600")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
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
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
    // What a page of another site must be able to read, to try again with a nonce.
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("dpop-nonce, www-authenticate"),
    );
    response
}
