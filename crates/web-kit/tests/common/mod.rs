//! A face for tests, and requests to it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use vocab::{ManualClock, SeededEntropy, Timestamp};
use web_kit::face::{CsrfKey, Face, FaceKind, FaceSettings, PublicBody};

/// Settings of an identity face at `origin`, with a clock that stands still.
pub(crate) fn settings(origin: &str) -> FaceSettings {
    let noon: Timestamp = "2026-11-22T11:00:00Z".parse().unwrap();
    FaceSettings::new(
        FaceKind::Identity,
        url::Url::parse(origin).unwrap(),
        PublicBody::example(),
        CsrfKey::new([7; 32]),
        Arc::new(ManualClock::new(noon)),
        Arc::new(SeededEntropy::new(1)),
    )
}

pub(crate) fn face() -> Face {
    Face::new(settings("http://localhost:8080"))
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The first cookie set, as the browser sends it back.
    pub(crate) fn cookie(&self) -> String {
        self.header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    /// The value of a hidden field.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.body.split_once(&start).unwrap().1;
        rest.split_once('"').unwrap().0.to_owned()
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Reply {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

pub(crate) async fn get(router: &Router, path: &str) -> Reply {
    get_with(router, path, &[]).await
}

pub(crate) async fn get_with(router: &Router, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::get(path);
    let accepts = headers.iter().any(|(name, _)| *name == "accept");
    if !accepts {
        request = request.header("accept", "text/html,application/xhtml+xml");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn post(
    router: &Router,
    path: &str,
    body: String,
    headers: &[(&str, &str)],
) -> Reply {
    let mut request = Request::post(path)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::from(body)).unwrap()).await
}
