//! The public audit log, as C2SP `tlog-tiles` lays it out below `/audit`. It is for machines and
//! tells nothing about anybody.

use audit::log::Resource;
use axum::{
    Router,
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
    routing::get,
};
use store::StoreError;

use crate::IdentityState;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
/// "Its headers SHOULD prevent caching beyond a few seconds."
const NOW: HeaderValue = HeaderValue::from_static("public, max-age=1");
/// "This endpoint is immutable, so its caching headers SHOULD be long-lived."
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Anybody may watch the log, from any page.
const ANYBODY: HeaderValue = HeaderValue::from_static("*");

pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/audit/checkpoint", get(checkpoint))
        .route("/audit/keys", get(keys))
        .route("/audit/tile/{*path}", get(tile))
}

async fn checkpoint(State(state): State<IdentityState>) -> Response {
    answer(state.audit_log.checkpoint().await)
}

async fn keys(State(state): State<IdentityState>) -> Response {
    answer(state.audit_log.key().await)
}

async fn tile(State(state): State<IdentityState>, Path(path): Path<String>) -> Response {
    match format!("tile/{path}").parse() {
        Ok(path) => answer(state.audit_log.resource(path).await),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(found: Result<Option<Resource>, StoreError>) -> Response {
    let (kind, cached, body) = match found {
        Ok(Some(Resource::Checkpoint(text) | Resource::Key(text))) => {
            (TEXT, NOW, text.into_bytes())
        }
        Ok(Some(Resource::Tile(bytes))) => (BYTES, FOR_EVER, bytes),
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(%error, "the audit log cannot be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, cached),
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY),
    ];
    (headers, body).into_response()
}
