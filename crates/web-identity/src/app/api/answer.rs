//! Answers: a status, a JSON object, and always a fresh nonce.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use model::limit::wait_until;
use ports::civil_register::RegisterUnavailable;
use serde_json::{Map, Value, json};
use store::StoreError;
use vocab::Timestamp;
use web_kit::private;

use crate::IdentityState;

/// Seconds after which to come back where a register or the store does not answer.
const BUSY_S: u64 = 30;

/// Status and body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reply {
    status: StatusCode,
    body: Value,
    retry_after: Option<u64>,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self::with(StatusCode::OK, body)
    }

    pub(super) fn with(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body,
            retry_after: None,
        }
    }

    /// A refusal by its word.
    pub(super) fn refused(status: u16, word: &str) -> Self {
        Self::with(
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            json!({ "error": word }),
        )
    }

    /// The same with one more member.
    #[must_use]
    pub(super) fn and(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some(object) = self.body.as_object_mut() {
            object.insert(name.to_owned(), value.into());
        }
        self
    }

    /// 429 until a moment.
    pub(super) fn too_many(until: Timestamp, now: Timestamp) -> Self {
        Self::later(429, "too_many", wait_until(until, now).as_secs())
    }

    fn later(status: u16, word: &str, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::refused(status, word).and("retry_after", seconds)
        }
    }

    /// 503: something that answers soon.
    pub(super) fn busy() -> Self {
        Self::later(503, "busy", BUSY_S)
    }

    /// 400: what was sent is not what the protocol says.
    pub(super) fn malformed() -> Self {
        Self::refused(400, "malformed")
    }
}

impl From<StoreError> for Reply {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the app could not be answered");
        Self::later(503, "busy", BUSY_S)
    }
}

impl From<RegisterUnavailable> for Reply {
    fn from(error: RegisterUnavailable) -> Self {
        tracing::warn!(%error, "the app could not be answered");
        Self::later(503, "busy", BUSY_S)
    }
}

/// The response: not stored, with a fresh nonce.
pub(super) fn reply(state: &IdentityState, reply: Reply) -> Response {
    let Reply {
        status,
        body,
        retry_after,
    } = reply;
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Ok(nonce) = HeaderValue::from_str(&state.doorkeeper.app_nonce().text) {
        headers.insert(HeaderName::from_static("aldaba-nonce"), nonce);
    }
    private(response)
}

/// A moment as the protocol writes it: RFC 3339, whole seconds.
pub(super) fn moment(at: Timestamp) -> String {
    let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
    whole.to_string()
}

/// A moment or `null`.
pub(super) fn moment_or_null(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| moment(at).into())
}

/// Options that a library wrote as JSON, as a value.
pub(super) fn options(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::Object(Map::new()))
}
