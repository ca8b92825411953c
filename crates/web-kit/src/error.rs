//! [`PageError`]: everything that goes wrong, as one page that is never a dead end.
//!
//! A handler returns `Result<Response, PageError>`. The shell draws the page in the person's
//! language, or JSON for interfaces, and writes the chain of causes to the log, once, under the
//! reference that the page shows.

mod code;
mod render;

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use vocab::Entropy;

pub use code::ErrorCode;
pub(crate) use render::{Asked, respond};

use crate::markup::{Html, Markup};
use crate::texts::KitTexts;

type Cause = Box<dyn Error + Send + Sync>;

/// Another way that is open.
#[derive(Debug, Clone)]
pub struct Door {
    /// What it says: "Pedir cita en una oficina".
    pub text: String,
    /// Where it goes.
    pub href: String,
}

/// Something that went wrong, told to the person and to the operator apart.
///
/// For the person: title, what happened, what to try, other ways, a reference. For the operator:
/// the catalogue code, the chain of causes and the same reference, in the log.
pub struct PageError(Box<Parts>);

/// The parts of a [`PageError`], in a box so that results stay small.
pub(crate) struct Parts {
    pub(crate) status: StatusCode,
    pub(crate) code: ErrorCode,
    pub(crate) title: Option<String>,
    pub(crate) lead: Option<Html>,
    pub(crate) advice: Vec<Html>,
    pub(crate) doors: Vec<Door>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) cause: Option<Cause>,
}

impl fmt::Debug for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PageError({}, {}, {:?})",
            self.0.status, self.0.code, self.0.cause
        )
    }
}

impl PageError {
    /// A refusal with a status and a code of the catalogue. Without [`PageError::title`] it says
    /// what its status says.
    #[must_use]
    pub fn new(status: StatusCode, code: ErrorCode) -> Self {
        Self(Box::new(Parts {
            status,
            code,
            title: None,
            lead: None,
            advice: Vec::new(),
            doors: Vec::new(),
            retry_after: None,
            cause: None,
        }))
    }

    /// There is no such page. Also for what exists but is not this person's to see: unknown and
    /// forbidden look alike from outside.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, ErrorCode::NOT_FOUND)
    }

    /// The request makes no sense.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::BAD_REQUEST)
    }

    /// The session may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, ErrorCode::FORBIDDEN)
    }

    /// Too many attempts; the next one after `wait`.
    #[must_use]
    pub fn too_many(wait: Duration) -> Self {
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TOO_MANY);
        error.0.retry_after = Some(wait);
        error
    }

    /// Too many people at once: a page that tries again by itself after `wait`.
    #[must_use]
    pub fn busy(wait: Duration) -> Self {
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::BUSY);
        error.0.retry_after = Some(wait);
        error
    }

    /// Something of ours failed.
    #[must_use]
    pub fn internal(cause: impl Into<Cause>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::FAILURE).caused_by(cause)
    }

    pub(crate) fn broken(what: &'static str) -> Self {
        Self::internal(what)
    }

    /// The form was made for another browser or session, or its page was open for days.
    pub(crate) fn stale_form() -> Self {
        Self::new(StatusCode::FORBIDDEN, ErrorCode::STALE_FORM)
    }

    pub(crate) fn with_status(status: StatusCode) -> Self {
        Self::new(status, ErrorCode::of_status(status))
    }

    /// The title, in the person's language: what happened.
    #[must_use]
    pub fn title(mut self, title: impl AsRef<str>) -> Self {
        self.0.title = Some(title.as_ref().to_owned());
        self
    }

    /// One or two sentences below the title.
    #[must_use]
    pub fn lead(mut self, lead: impl Markup) -> Self {
        self.0.lead = Some(lead.html());
        self
    }

    /// Something to try; call it once for each.
    #[must_use]
    pub fn advice(mut self, advice: impl Markup) -> Self {
        self.0.advice.push(advice.html());
        self
    }

    /// Another way that is open; call it once for each. Home, telephone and contact follow.
    #[must_use]
    pub fn door(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.0.doors.push(Door {
            text: text.into(),
            href: href.into(),
        });
        self
    }

    /// When the person may try again.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    /// What lies behind, for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Cause>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// The status that it answers with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The code of the catalogue.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.0
    }
}

impl Parts {
    /// What the status says by itself: title, lead, advice.
    pub(crate) fn defaults(
        &self,
        t: &'static KitTexts,
        wait: &str,
    ) -> (&'static str, &'static str, String) {
        if self.code == ErrorCode::STALE_FORM {
            return (
                t.form_stale_title,
                t.form_stale_lead,
                t.bad_request_try.to_owned(),
            );
        }
        match self.status {
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => (
                t.forbidden_title,
                t.forbidden_lead,
                t.forbidden_try.to_owned(),
            ),
            StatusCode::NOT_FOUND | StatusCode::GONE => (
                t.not_found_title,
                t.not_found_lead,
                t.not_found_try.to_owned(),
            ),
            StatusCode::METHOD_NOT_ALLOWED => {
                (t.method_title, t.method_lead, t.method_try.to_owned())
            }
            StatusCode::PAYLOAD_TOO_LARGE => (
                t.too_large_title,
                t.too_large_lead,
                t.too_large_try.to_owned(),
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                (t.media_title, t.media_lead, t.media_try.to_owned())
            }
            StatusCode::TOO_MANY_REQUESTS => {
                (t.too_many_title, t.too_many_lead, t.too_many_try(wait))
            }
            StatusCode::SERVICE_UNAVAILABLE if self.retry_after.is_some() => {
                (t.busy_title, t.busy_lead, t.busy_try(wait))
            }
            status if status.is_server_error() => {
                (t.failure_title, t.failure_lead, t.failure_try.to_owned())
            }
            _ => (
                t.bad_request_title,
                t.bad_request_lead,
                t.bad_request_try.to_owned(),
            ),
        }
    }
}

/// Any error that a handler passes on with `?` is ours to repair: status 500, cause in the log.
/// What a person can put right is made by hand with [`PageError::new`].
impl<E: Error + Send + Sync + 'static> From<E> for PageError {
    fn from(error: E) -> Self {
        Self::internal(error)
    }
}

/// The error travels in the extensions of an empty response; the shell draws it.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// A short reference that a person can read out: `7QK4-2M`. 30 bits: unique enough for the log of
/// some days, which is what the help line searches.
pub(crate) fn reference(entropy: &dyn Entropy) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bytes = [0; 6];
    entropy.fill(&mut bytes);
    let mut out = String::with_capacity(7);
    for (place, byte) in bytes.iter().enumerate() {
        if place == 4 {
            out.push('-');
        }
        out.push(char::from(
            ALPHABET
                .get(usize::from(byte & 31))
                .copied()
                .unwrap_or(b'A'),
        ));
    }
    out
}
