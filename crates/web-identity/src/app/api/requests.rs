//! Requests: opened, confirmed, rejected, reported.

use authn::{
    CallView, ConfirmError, HowToUnlock, OpenRequestError, RejectError, RequestView, Unlocking,
    Which,
};
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use model::{
    app::request::{AnswerError, AskedBy, OpenError, RequestState},
    origin::Origin,
};
use serde::Deserialize;
use serde_json::{Value, json};
use vocab::{AppRequestId, MatchNumber, RequestCode};
use web_kit::Page;
use wire_oidc::claims::Claim;

use super::{
    activation::unlock_code,
    answer::{Reply, moment, options, reply},
    signed::{acting, proof, read},
};
use crate::{
    IdentityState,
    login::{claim_name, is_part_of_name},
    texts,
};

#[derive(Deserialize)]
struct Open {
    code: Option<String>,
    request: Option<AppRequestId>,
}

#[derive(Deserialize)]
struct Confirm {
    request: AppRequestId,
    /// The number of the other screen; nothing for a request by telephone.
    #[serde(default)]
    digits: Option<String>,
    #[serde(default)]
    unlock_code: Option<String>,
    #[serde(default)]
    passkey: Option<Value>,
}

#[derive(Deserialize)]
struct OfRequest {
    request: AppRequestId,
}

/// A request of the protocol, as `/state` and `/requests/open` have it in common.
pub(super) fn request_json(request: &RequestView, page: &Page) -> Value {
    json!({
        "request": request.id.to_string(),
        "state": request.state.as_str(),
        "by": request.by.as_str(),
        "asked_by": request.asked_by.in_lang(page.lang),
        "level": request.level.as_str(),
        "address": page.face().origin(),
        "from": from_json(request),
        "asked_at": moment(request.asked_at),
        "expires_at": moment(request.expires_at),
        "call": request.call.as_ref().map(|call| call_json(call, page)),
    })
}

/// What the browser that asks says of itself; nothing where none does.
fn from_json(request: &RequestView) -> Value {
    match request.by {
        AskedBy::Call => Value::Null,
        AskedBy::Code | AskedBy::Number | AskedBy::Password => json!({
            "browser": request.browser,
            "system": request.system,
            "same_network": request.same_network,
        }),
    }
}

/// What the person compares and decides about when they are asked by telephone.
fn call_json(call: &CallView, page: &Page) -> Value {
    let t = texts::login(page.lang);
    let claims: Vec<Claim> = call
        .released
        .iter()
        .filter_map(|name| Claim::from_name(name))
        .collect();
    let whole_name = claims.contains(&Claim::Name);
    let released: Vec<&str> = claims
        .into_iter()
        .filter(|claim| !(whole_name && is_part_of_name(*claim)))
        .map(|claim| claim_name(t, claim))
        .collect();
    json!({
        "from": if call.by_officer { "officer" } else { "service" },
        "message": call.message,
        "purpose": call.purpose,
        "released": released,
    })
}

pub(super) async fn open(
    page: Page,
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let asked: Open = read(&body)?;
        let known = acting(&state, &proof(&method, &uri, &headers, &body)?).await?;
        let which = match (asked.code, asked.request) {
            (Some(code), None) => {
                Which::Code(RequestCode::parse(&code).map_err(|_| Reply::refused(404, "unknown"))?)
            }
            (None, Some(request)) => Which::Listed(request),
            (Some(_), Some(_)) | (None, None) => return Err(Reply::malformed()),
        };
        let origin = Origin::of(page.client().0);
        match state.doorkeeper.open_request(&known, which, origin).await {
            Ok(opened) => Ok(Reply::ok(request_json(&opened.request, &page))
                .and("digits", digits_of(&opened.request))
                .and("digits_left", opened.request.numbers_left)
                .and("unlock", unlock(&opened.unlock))),
            Err(OpenRequestError::TooMany { until }) => Err(Reply::too_many(until, page.now())),
            Err(OpenRequestError::Proof(error)) => Err(error.into()),
            Err(OpenRequestError::Open(OpenError::Unknown)) => Err(Reply::refused(404, "unknown")),
            Err(OpenRequestError::Open(OpenError::Taken)) => Err(Reply::refused(409, "taken")),
            Err(OpenRequestError::Open(OpenError::Over(state))) => Err(over(state)),
            Err(OpenRequestError::Store(error)) => Err(error.into()),
        }
    };
    let outcome: Result<Reply, Reply> = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

/// Digits that the person types: none where they compare words.
fn digits_of(request: &RequestView) -> usize {
    match request.call {
        Some(_) => 0,
        None => MatchNumber::LENGTH,
    }
}

fn unlock(unlock: &HowToUnlock) -> Value {
    match unlock {
        HowToUnlock::Code { left } => json!({ "by": "code", "left": left }),
        HowToUnlock::Passkey { options: text } => {
            json!({ "by": "passkey", "options": options(text) })
        }
    }
}

fn over(state: RequestState) -> Reply {
    Reply::refused(410, "over").and("state", state.as_str())
}

pub(super) async fn confirm(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let asked: Confirm = read(&body)?;
        let known = acting(&state, &proof(&method, &uri, &headers, &body)?).await?;
        let number = asked.digits.as_deref().map(MatchNumber::parse);
        let number = number.transpose().map_err(|_| Reply::malformed())?;
        let unlocking = match (asked.unlock_code, asked.passkey) {
            (Some(code), None) => {
                Unlocking::Code(unlock_code(&code).map_err(|_| Reply::malformed())?)
            }
            (None, Some(passkey)) => Unlocking::Passkey(passkey.to_string().into_bytes()),
            (Some(_), Some(_)) | (None, None) => return Err(Reply::malformed()),
        };
        let id = asked.request;
        match number {
            Some(number) => {
                state
                    .doorkeeper
                    .confirm_request(&known, id, &number, unlocking)
                    .await?;
            }
            None => state.doorkeeper.confirm_call(&known, id, unlocking).await?,
        }
        Ok(now_is(id, RequestState::Confirmed))
    };
    let outcome: Result<Reply, Reply> = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

fn now_is(id: AppRequestId, state: RequestState) -> Reply {
    Reply::ok(json!({ "request": id.to_string(), "state": state.as_str() }))
}

impl From<ConfirmError> for Reply {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::Proof(error) => error.into(),
            ConfirmError::Answer(error) => error.into(),
            ConfirmError::Unlock(error) => error.into(),
            ConfirmError::Passkey => Self::refused(422, "passkey"),
            ConfirmError::Store(error) => error.into(),
        }
    }
}

impl From<AnswerError> for Reply {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Unknown => Self::refused(404, "unknown"),
            AnswerError::Over(state) => over(state),
            AnswerError::WrongNumber { left } => {
                Self::refused(422, "wrong_digits").and("left", left)
            }
        }
    }
}

impl From<RejectError> for Reply {
    fn from(error: RejectError) -> Self {
        match error {
            RejectError::Proof(error) => error.into(),
            RejectError::Answer(error) => error.into(),
            RejectError::Store(error) => error.into(),
        }
    }
}

pub(super) async fn reject(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let asked: OfRequest = read(&body)?;
        let known = acting(&state, &proof(&method, &uri, &headers, &body)?).await?;
        state
            .doorkeeper
            .reject_request(&known, asked.request)
            .await?;
        Ok(now_is(asked.request, RequestState::Rejected))
    };
    let outcome: Result<Reply, Reply> = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}

pub(super) async fn report(
    State(state): State<IdentityState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let outcome = async {
        let asked: OfRequest = read(&body)?;
        let known = acting(&state, &proof(&method, &uri, &headers, &body)?).await?;
        let until = state
            .doorkeeper
            .report_request(&known, asked.request)
            .await?;
        tracing::warn!(request = %asked.request, "a request was reported by its person");
        Ok(now_is(asked.request, RequestState::Rejected).and("frozen_until", moment(until)))
    };
    let outcome: Result<Reply, Reply> = outcome.await;
    reply(&state, outcome.unwrap_or_else(|refused| refused))
}
