//! The public log as anybody can fetch it.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use vocab::Timestamp;
use wire_tlog::{Checkpoint, Edge, VerifierKey, bundle::parse_bundle, leaf_hash};

use crate::browser::Browser;
use crate::rig::{Rig, with_dni};

struct Answer {
    status: StatusCode,
    kind: String,
    cached: String,
    body: Vec<u8>,
}

async fn fetch(app: &Router, path: &str) -> Answer {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let header = |name| {
        let value = response.headers().get(name);
        value
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    let (kind, cached) = (header("content-type"), header("cache-control"));
    Answer {
        status: response.status(),
        kind,
        cached,
        body: response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    }
}

/// An auditor with nothing but addresses and a key gets to the signed root.
#[tokio::test]
async fn anybody_can_follow_the_log() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.ask_for_letter(&with_dni(101)).await.unwrap();
    let unborn = fetch(&rig.app, "/audit/checkpoint").await;
    assert_eq!(unborn.status, StatusCode::NOT_FOUND);
    let done = rig.audit_log.integrate(Timestamp::MIN, "me").await.unwrap();
    assert!(done.entries > 0);

    let checkpoint = fetch(&rig.app, "/audit/checkpoint").await;
    assert_eq!(checkpoint.status, StatusCode::OK);
    assert_eq!(checkpoint.kind, "text/plain; charset=utf-8");
    assert_eq!(checkpoint.cached, "public, max-age=1");
    let keys = fetch(&rig.app, "/audit/keys").await;
    let key: VerifierKey = String::from_utf8(keys.body)
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let opened = Checkpoint::open(&checkpoint.body, &[key]).unwrap();
    assert_eq!(opened.origin, "localhost:8080/audit");
    assert_eq!(opened.size, done.entries);

    let size = opened.size;
    let bundle = fetch(&rig.app, &format!("/audit/tile/entries/000.p/{size}")).await;
    assert_eq!(bundle.kind, "application/octet-stream");
    assert_eq!(bundle.cached, "public, max-age=31536000, immutable");
    let mut edge = Edge::empty();
    for entry in parse_bundle(&bundle.body).unwrap() {
        edge.push(leaf_hash(entry), |_, _| ());
    }
    assert_eq!(edge.root(), opened.root);
    let tile = fetch(&rig.app, &format!("/audit/tile/0/000.p/{size}")).await;
    assert_eq!(tile.body.len() as u64, size * 32);
}

#[tokio::test]
async fn what_is_no_tile_is_not_found() {
    let rig = Rig::new().await;
    let mut browser = Browser::new(&rig);
    browser.ask_for_letter(&with_dni(101)).await.unwrap();
    rig.audit_log.integrate(Timestamp::MIN, "me").await.unwrap();
    for path in [
        "/audit/tile/0/000",
        "/audit/tile/0/000.p/200",
        "/audit/tile/0/000.p/0",
        "/audit/tile/0/001.p/1",
        "/audit/tile/64/000",
        "/audit/tile/entries/000",
        "/audit/tile/0/..%2f..%2fcheckpoint",
        "/audit/tile/",
        "/audit",
    ] {
        assert_eq!(
            fetch(&rig.app, path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
