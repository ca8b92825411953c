//! Draws an error: the page for people, JSON for interfaces, the chain for the log.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, REFRESH, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::{Door, PageError, Parts, reference};
use crate::format;
use crate::headers;
use crate::markup::Html;
use crate::page::{Answer as _, Context, Page};

#[derive(Template)]
#[template(path = "kit/error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    lead: Html,
    advice: Vec<Html>,
    doors: Vec<Door>,
    code: &'static str,
    reference: String,
}

/// What the request was, as far as the drawing depends on it.
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) wants_json: bool,
}

impl Asked {
    pub(crate) fn new(method: &Method, path: &str, headers: &HeaderMap) -> Self {
        let accept = headers
            .get(ACCEPT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let wants_json = path.starts_with("/api/")
            || (accept.contains("application/json") && !accept.contains("text/html"));
        Self {
            method: method.clone(),
            wants_json,
        }
    }
}

/// The response as it leaves: an error in it is drawn, an error that a library wrote in plain
/// words is replaced, everything else stays.
pub(crate) fn respond(context: &Context, asked: &Asked, mut response: Response) -> Response {
    let status = response.status();
    if let Some(error) = response.extensions_mut().remove::<Arc<PageError>>() {
        return draw(context, asked, error.parts(), response.headers());
    }
    let failed = status.is_client_error() || status.is_server_error();
    if failed && is_bare(&response) {
        return draw(
            context,
            asked,
            PageError::with_status(status).parts(),
            response.headers(),
        );
    }
    response
}

/// Whether nobody chose the words: no content type, or the plain text of an extractor.
fn is_bare(response: &Response) -> bool {
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .map(HeaderValue::as_bytes);
    content_type.is_none_or(|value| value.starts_with(b"text/plain"))
}

fn draw(context: &Context, asked: &Asked, error: &Parts, original: &HeaderMap) -> Response {
    let reference = reference(context.face.entropy());
    log(context, error, &reference);
    let page = Page::new(context.clone());
    let wait = error.retry_after.map_or_else(String::new, |wait| {
        format::duration(page.lang, wait.as_secs())
    });
    let (title, lead, advice) = error.defaults(page.t, &wait);
    let own_title = error.title.is_some();
    let title = error.title.clone().unwrap_or_else(|| title.to_owned());
    let mut response = if asked.wants_json {
        json(error, &title, &reference)
    } else {
        // A refusal with words of its own does not get the advice of its status.
        let fallback = || {
            if own_title {
                Vec::new()
            } else {
                vec![Html::escaped(&advice)]
            }
        };
        let lead_html = || {
            if own_title {
                Html::default()
            } else {
                Html::escaped(lead)
            }
        };
        let page = ErrorPage {
            title,
            lead: error.lead.clone().unwrap_or_else(lead_html),
            advice: if error.advice.is_empty() {
                fallback()
            } else {
                error.advice.clone()
            },
            doors: doors(&page, error),
            code: error.code.as_str(),
            reference,
            page,
        };
        headers::private(page.answer_with(error.status))
    };
    // A page that failed while it was drawn must not be drawn again.
    response.extensions_mut().remove::<Arc<PageError>>();
    finish(&mut response, asked, error, original);
    response
}

fn doors(page: &Page, error: &Parts) -> Vec<Door> {
    let body = page.body();
    let mut doors = error.doors.clone();
    doors.push(Door {
        text: page.t.door_home.to_owned(),
        href: "/".to_owned(),
    });
    doors.push(Door {
        text: page.t.door_call(&body.phone),
        href: page.phone_link(),
    });
    doors.push(Door {
        text: page.t.door_contact.to_owned(),
        href: body.contact_url.clone(),
    });
    doors
}

fn json(error: &Parts, title: &str, reference: &str) -> Response {
    let body = serde_json::json!({
        "error": { "code": error.code.as_str(), "message": title, "reference": reference }
    });
    let mut response = (error.status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn finish(response: &mut Response, asked: &Asked, error: &Parts, original: &HeaderMap) {
    if let Some(allow) = original.get(ALLOW) {
        response.headers_mut().insert(ALLOW, allow.clone());
    }
    let Some(wait) = error
        .retry_after
        .map(|wait| wait.max(Duration::from_secs(1)).as_secs())
    else {
        return;
    };
    if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
        response.headers_mut().insert(RETRY_AFTER, value.clone());
        // Only a page that was fetched may fetch itself again; a form would be sent twice.
        if error.status == StatusCode::SERVICE_UNAVAILABLE && asked.method == Method::GET {
            response.headers_mut().insert(REFRESH, value);
        }
    }
}

fn log(context: &Context, error: &Parts, reference: &str) {
    let face = context.face.kind().slug();
    let code = error.code.as_str();
    let status = error.status.as_u16();
    let cause = chain(error);
    if error.status.is_server_error() && error.retry_after.is_none() {
        tracing::error!(face, code, status, reference, cause, "a request failed");
    } else {
        tracing::info!(
            face,
            code,
            status,
            reference,
            cause,
            "a request was refused"
        );
    }
}

/// The causes, outermost first, each once.
fn chain(error: &Parts) -> String {
    let mut out = String::new();
    let mut next: Option<&dyn std::error::Error> = error.cause.as_deref().map(|cause| cause as _);
    while let Some(cause) = next {
        if !out.is_empty() {
            out.push_str(": ");
        }
        out.push_str(&cause.to_string());
        next = cause.source();
    }
    out
}
