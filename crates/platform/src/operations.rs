//! Health, readiness and metrics, on an address of their own that is never public.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use store::{StoreError, outbox::OutboxCount, repo};
use vocab::Timestamp;

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
    match audit_numbers(&platform).await {
        Ok(numbers) => text.push_str(&numbers),
        Err(error) => tracing::warn!(%error, "the audit log cannot be counted"),
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

fn store_numbers(platform: &Platform) -> String {
    platform.parts.store.metrics().render()
}

/// How long the oldest message of each channel has waited, in seconds.
fn oldest(outbox: &[OutboxCount], now: Timestamp) -> String {
    let mut text = String::from("# TYPE aldaba_outbox_oldest_seconds gauge\n");
    for count in outbox.iter().filter(|count| count.state == "queued") {
        let age = now.duration_since(count.oldest).as_secs().max(0);
        let channel = &count.channel;
        // Cannot fail: writing to a String never does.
        let _ = writeln!(
            text,
            "aldaba_outbox_oldest_seconds{{channel=\"{channel}\"}} {age}"
        );
    }
    text
}

async fn outbox_numbers(platform: &Platform) -> Result<String, StoreError> {
    let outbox = platform.notifier.outbox().await?;
    let mut text = platform.notifier.metrics().render(&outbox);
    text.push_str(&oldest(&outbox, platform.parts.clock.now()));
    // Cannot fail: writing to a String never does.
    let _ = writeln!(text);
    Ok(text)
}

async fn audit_numbers(platform: &Platform) -> Result<String, StoreError> {
    let store = &platform.parts.store;
    let state = store
        .read("operations.audit_log", repo::audit_log::state)
        .await?;
    let size = state.map_or(0, |state| state.size);
    Ok(platform.audit_watch.render(size))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_what_waits_grows_old() {
        let at = |second: i64| Timestamp::from_second(1_700_000_000 + second).unwrap();
        let count = |channel: &str, state: &str, oldest| OutboxCount {
            channel: channel.into(),
            state: state.into(),
            messages: 1,
            oldest,
        };
        let outbox = [
            count("sms", "queued", at(-90)),
            count("email", "sent", at(-1_000)),
            // Another machine's clock may be ahead of ours.
            count("letter", "queued", at(1)),
        ];
        assert_eq!(
            oldest(&outbox, at(0)),
            "# TYPE aldaba_outbox_oldest_seconds gauge\n\
             aldaba_outbox_oldest_seconds{channel=\"sms\"} 90\n\
             aldaba_outbox_oldest_seconds{channel=\"letter\"} 0\n"
        );
    }
}
