//! The interface of the app, `docs/specs/app-protocol.md`: JSON in, one use case, JSON out. It
//! reads and sets no cookie; who acts is who signs.
//!
//! | address | file |
//! |---|---|
//! | `/app/api/v1/nonce` | here |
//! | `/app/api/v1/activation…` | `activation.rs` |
//! | `/app/api/v1/state`, `/app/api/v1/device/…` | `device.rs` |
//! | `/app/api/v1/requests/…` | `requests.rs` |
//! | `/app/api/v1/push/key`, `/app/api/v1/device/push` | `push.rs` |

mod activation;
mod answer;
mod device;
mod push;
mod requests;
mod signed;

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};

use crate::IdentityState;
use answer::{Reply, reply};

/// The interface, to be served without the origin check of pages: nothing here acts on a cookie.
pub(crate) fn router() -> Router<IdentityState> {
    Router::new()
        .route("/app/api/v1/nonce", post(nonce))
        .route("/app/api/v1/activation", post(activation::begin))
        .route("/app/api/v1/activation/again", post(activation::again))
        .route("/app/api/v1/activation/code", post(activation::code))
        .route("/app/api/v1/activation/invited", post(activation::invited))
        .route("/app/api/v1/activation/device", post(activation::device))
        .route("/app/api/v1/state", get(device::state))
        .route("/app/api/v1/device/unlock-code", post(device::unlock_code))
        .route("/app/api/v1/device/deactivate", post(device::deactivate))
        .route("/app/api/v1/device/veto", post(device::veto))
        .route("/app/api/v1/device/push", post(push::subscribe))
        .route("/app/api/v1/push/key", get(push::key))
        .route("/app/api/v1/requests/open", post(requests::open))
        .route("/app/api/v1/requests/confirm", post(requests::confirm))
        .route("/app/api/v1/requests/reject", post(requests::reject))
        .route("/app/api/v1/requests/report", post(requests::report))
}

async fn nonce(State(state): State<IdentityState>) -> Response {
    let nonce = state.doorkeeper.app_nonce();
    let body = serde_json::json!({
        "nonce": nonce.text,
        "expires_at": answer::moment(nonce.expires_at),
    });
    reply(&state, Reply::ok(body))
}
