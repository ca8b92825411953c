//! The one layer around everything.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::ACCEPT;
use http::{Method, StatusCode, Uri};
use tracing::Instrument as _;

use crate::client::Peer;
use crate::cookie::CookieName;
use crate::csrf;
use crate::error::{Asked, PageError, respond};
use crate::face::Face;
use crate::headers;
use crate::lang;
use crate::page::{Context, see_other};

/// How long the choice of a language is remembered: a year.
const LANGUAGE_LIFETIME: Duration = Duration::from_secs(365 * 24 * 3600);

/// Request in, response out; what is learned on the way goes to the handler as [`Context`].
pub(super) async fn around(State(face): State<Face>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)".into(), |path| Arc::from(path.as_str()));
    let method = request.method().clone();
    let asked = Asked::new(&method, request.uri().path(), request.headers());
    let (context, seed) = context(&face, &request);
    request.extensions_mut().insert(context.clone());
    let chosen = chosen_language(&face, &request);
    // For traces. By route template, as the log: paths carry codes.
    let span = tracing::debug_span!(
        "request",
        name = format!("{method} {route}"),
        face = face.kind().slug(),
        http.request.method = %method,
        http.route = &*route,
        http.response.status_code = tracing::field::Empty,
    );
    let response = match &chosen {
        Some(_) => see_other(&context.path),
        None => {
            let run = next.run(request).instrument(span.clone());
            within(face.settings().request_timeout, run).await
        }
    };
    let mut response = respond(&context, &asked, response);
    let out = response.headers_mut();
    if let Some(lang) = chosen {
        face.cookie("lang")
            .set_on(out, lang.tag(), Some(LANGUAGE_LIFETIME));
    }
    if let Some(seed) = seed.filter(|_| is_html(out)) {
        seed_cookie(&face).set_on(out, &seed, None);
    }
    headers::secure(&mut response, face.is_secure());
    span.record("http.response.status_code", response.status().as_u16());
    measure(&face, &method, &route, response.status(), started.elapsed());
    response
}

/// What the handler will know, and the new form cookie if the browser brought none.
fn context(face: &Face, request: &Request) -> (Context, Option<String>) {
    let headers = request.headers();
    let lang_cookie = face.cookie("lang");
    let wish_cookie = face.cookie(lang::WISH);
    let (lang, lang_source) = lang::negotiate(
        lang_cookie.read(headers),
        wish_cookie.read(headers),
        headers,
        face.languages(),
    );
    let seed = seed_cookie(face)
        .read(headers)
        .filter(|seed| csrf::is_seed(seed));
    let (seed, is_new) = match seed {
        Some(seed) => (seed.to_owned(), false),
        None => (csrf::new_seed(face.entropy()), true),
    };
    let token = csrf::token(&face.settings().csrf_key, face.kind().slug(), &seed);
    let peer = request.extensions().get::<Peer>().copied();
    let context = Context {
        face: face.clone(),
        lang,
        lang_source,
        token: token.into(),
        path: path_without_language(request.uri()).into(),
        client: face.settings().trusted_proxies.client(peer, headers),
    };
    (context, is_new.then_some(seed))
}

fn seed_cookie(face: &Face) -> CookieName {
    face.cookie("form")
}

/// A language chosen in the address of a page: remembered, and the address shown without it.
fn chosen_language(face: &Face, request: &Request) -> Option<vocab::Lang> {
    let is_page = request.headers().get(ACCEPT).is_some_and(|accept| {
        accept
            .to_str()
            .is_ok_and(|accept| accept.contains("text/html"))
    });
    if !is_page || request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query()?;
    let tag = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))?;
    lang::usable(tag, face.languages())
}

/// Path and query as they can be linked to. Slashes at the beginning are made one: `//host` in a
/// `Location` would be another site.
fn path_without_language(uri: &Uri) -> String {
    let path = format!("/{}", uri.path().trim_start_matches(['/', '\\']));
    let query = uri.query().unwrap_or_default();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    if kept.is_empty() {
        path
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

fn is_html(headers: &http::HeaderMap) -> bool {
    let content_type = headers.get(http::header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

async fn within(limit: Duration, run: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(limit, run).await {
        Ok(response) => response,
        Err(_) => PageError::new(StatusCode::SERVICE_UNAVAILABLE, crate::ErrorCode::FAILURE)
            .caused_by("the handler took too long")
            .into_response(),
    }
}

/// A panic in a handler costs its own request only.
pub(super) async fn catch_panics(request: Request, next: Next) -> Response {
    let mut run = pin!(next.run(request));
    let outcome = poll_fn(
        |cx| match catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(response)) => Poll::Ready(Ok(response)),
            Err(panic) => Poll::Ready(Err(panic)),
        },
    )
    .await;
    outcome.unwrap_or_else(|panic| {
        PageError::internal(format!("panic: {}", words(&*panic))).into_response()
    })
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let fixed = panic.downcast_ref::<&'static str>().copied();
    fixed
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}

/// Rate, errors and duration by route template, never by the path itself: paths carry codes.
fn measure(face: &Face, method: &Method, route: &str, status: StatusCode, took: Duration) {
    let slug = face.kind().slug();
    face.metrics()
        .request(slug, method.as_str(), route, status.as_u16(), took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if route.starts_with("/assets/") {
        tracing::debug!(face = slug, %method, route, status = status.as_u16(), milliseconds, "served");
    } else {
        tracing::info!(face = slug, %method, route, status = status.as_u16(), milliseconds, "served");
    }
}
