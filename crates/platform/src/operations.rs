//! Health, readiness and metrics, on an address of their own that is never public.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use store::StoreError;

use crate::Platform;

/// The routes of operations.
pub fn router(platform: Arc<Platform>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(platform)
}

/// Ready when the database answers with a schema that this release knows.
async fn ready(State(platform): State<Arc<Platform>>) -> Response {
    match platform.parts.store.check_schema().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                format!("not ready: {error}\n"),
            )
                .into_response()
        }
    }
}

async fn metrics(State(platform): State<Arc<Platform>>) -> Response {
    let mut text = platform.metrics.render();
    text.push_str(&store_numbers(&platform));
    text.push_str(&platform.federation.counts());
    match outbox_numbers(&platform).await {
        Ok(numbers) => text.push_str(&numbers),
        Err(error) => tracing::warn!(%error, "the outbox cannot be counted"),
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

fn store_numbers(platform: &Platform) -> String {
    platform.parts.store.metrics().render()
}

async fn outbox_numbers(platform: &Platform) -> Result<String, StoreError> {
    let outbox = platform.notifier.outbox().await?;
    let mut text = platform.notifier.metrics().render(&outbox);
    // Cannot fail: writing to a String never does.
    let _ = writeln!(text);
    Ok(text)
}
