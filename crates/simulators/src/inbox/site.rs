//! The developer inbox as a site: a page for people, JSON for tests (both are stable surfaces:
//! `GET /messages.json`, `GET /people.json`, `POST /clock`).
//!
//! It shows codes and moves the clock, so it answers only under a name of this machine: a page of
//! another site that makes its name point here gets nothing, and a form of another site moves
//! nothing.

mod certificates;
mod guard;
mod page;

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::json;
use vocab::Clock as _;

use super::{DemoClock, Filter, Inbox};
use crate::population::PeoplePage;
pub use certificates::PersonalCertificates;

/// What the site shows.
#[derive(Debug, Clone)]
pub struct InboxSite {
    /// The messages.
    pub inbox: Inbox,
    /// The clock that it may move.
    pub clock: Arc<DemoClock>,
    /// People and officers to play.
    pub people: Arc<PeoplePage>,
    /// Issues certificates to the people.
    pub certificates: Option<Arc<dyn PersonalCertificates>>,
    /// Where the faces are.
    pub faces: Vec<FaceLink>,
    /// IANA time zone in which hours are shown.
    pub time_zone: String,
}

/// A link to a face of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceLink {
    /// What it is, for example "identity".
    pub name: String,
    /// Its address.
    pub address: String,
}

/// Bytes of the largest request: a form with one number.
const MAX_BODY: usize = 4 * 1024;

/// The site.
pub fn router(site: InboxSite) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route(
            "/inbox.css",
            get(|| asset("text/css", include_str!("../../assets/inbox.css"))),
        )
        .route(
            "/inbox.js",
            get(|| asset("text/javascript", include_str!("../../assets/inbox.js"))),
        )
        .route(
            "/mark.svg",
            get(|| asset("image/svg+xml", include_str!("../../assets/mark.svg"))),
        )
        .route("/messages.json", get(messages))
        .route("/messages/{id}/{name}", get(attachment))
        .route("/people.json", get(people))
        .route("/certificates", get(certificates::of_form))
        .route("/certificates/{name}", get(certificates::file))
        .route("/ocsp", post(certificates::ocsp))
        .route("/clock", post(advance))
        .route("/clock.json", get(clock))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(guard::guard))
        .with_state(site)
}

/// The query of a list of messages.
#[derive(Debug, Default, Deserialize)]
struct Listing {
    to: Option<String>,
    channel: Option<String>,
    lang: Option<String>,
}

impl Listing {
    fn filter(&self) -> Filter {
        Filter {
            channel: self.channel.clone(),
            to: self.to.clone(),
        }
    }
}

async fn messages(State(site): State<InboxSite>, Query(listing): Query<Listing>) -> Response {
    Json(site.inbox.messages(&listing.filter())).into_response()
}

async fn people(State(site): State<InboxSite>) -> Response {
    Json(&*site.people).into_response()
}

async fn attachment(
    State(site): State<InboxSite>,
    Path((id, name)): Path<(String, String)>,
) -> Response {
    // Only what a message lists is served; the path was never the visitor's.
    let Some(file) = site.inbox.file(&id, &name) else {
        return (StatusCode::NOT_FOUND, "no such file").into_response();
    };
    match tokio::fs::read(&file.path).await {
        Ok(content) => {
            let disposition = format!("inline; filename=\"{name}\"");
            let headers = [
                (header::CONTENT_TYPE, file.media_type.to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
            ];
            (headers, content).into_response()
        }
        Err(_) => (StatusCode::GONE, "the file is no longer there").into_response(),
    }
}

#[derive(Deserialize)]
struct Advance {
    advance_s: i64,
}

/// Moves the clock: JSON is answered with JSON, a form with the page.
async fn advance(State(site): State<InboxSite>, headers: HeaderMap, body: Bytes) -> Response {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let form = media_type.is_some_and(|t| t.starts_with("application/x-www-form-urlencoded"));
    let wanted = if form {
        read_form(&body)
    } else {
        serde_json::from_slice(&body).ok()
    };
    let Some(Advance { advance_s }) = wanted else {
        return refuse("expected {\"advance_s\": SECONDS}, a whole number");
    };
    match site.clock.advance(advance_s) {
        Ok(_) if form => Redirect::to(back(&body)).into_response(),
        Ok(_) => tell_time(&site),
        Err(error) => refuse(&error.to_string()),
    }
}

fn read_form(body: &[u8]) -> Option<Advance> {
    let advance_s = field(body, "advance_s")?.parse().ok()?;
    Some(Advance { advance_s })
}

/// The page, in the language in which the form was sent.
fn back(form: &[u8]) -> &'static str {
    match field(form, "lang") {
        Some("es") => "/?lang=es",
        Some("en") => "/?lang=en",
        Some(_) | None => "/",
    }
}

/// A field of a form. The forms of this page have nothing that would need decoding.
fn field<'a>(form: &'a [u8], name: &str) -> Option<&'a str> {
    let pairs = std::str::from_utf8(form).ok()?.split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

async fn clock(State(site): State<InboxSite>) -> Response {
    tell_time(&site)
}

fn tell_time(site: &InboxSite) -> Response {
    Json(json!({ "now": site.clock.now(), "offset_s": site.clock.offset_s() })).into_response()
}

fn refuse(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

async fn asset(media_type: &'static str, content: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, format!("{media_type}; charset=utf-8"))];
    (headers, content).into_response()
}
