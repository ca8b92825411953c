//! What relying parties call. Paths are those of [`federation::PATHS`].

mod asked;
mod authorize;
mod log_out;
mod machines;

use axum::{
    Router,
    routing::{get, post},
};
use federation::PATHS;
use wire_oidc::discovery::WELL_KNOWN_PATH;

use crate::IdentityState;

/// Where people pass by.
pub(crate) fn pages() -> Router<IdentityState> {
    Router::new().route("/logout/confirm", post(log_out::confirm))
}

/// Where machines call, and where other sites' forms are sent: no origin check, and nothing here
/// acts on a cookie alone.
pub(crate) fn machines() -> Router<IdentityState> {
    Router::new()
        .route(WELL_KNOWN_PATH, get(machines::metadata))
        .route(PATHS.jwks, get(machines::jwks))
        .route(
            PATHS.authorization,
            get(authorize::get).post(authorize::post),
        )
        .route(PATHS.pushed_request, post(machines::push))
        .route(PATHS.backchannel_authentication, post(machines::ask_person))
        .route(
            PATHS.token,
            post(machines::token).options(machines::preflight),
        )
        .route(PATHS.introspection, post(machines::introspect))
        .route(
            PATHS.revocation,
            post(machines::revoke).options(machines::preflight),
        )
        .route(
            PATHS.userinfo,
            get(machines::userinfo)
                .post(machines::userinfo_post)
                .options(machines::preflight),
        )
        .route(PATHS.end_session, get(log_out::get).post(log_out::post))
}

/// The endpoints that have an address of their own where certificates are asked for (RFC 8705 §5).
/// No browser of a person has business there.
pub(crate) fn with_certificates() -> Router<IdentityState> {
    Router::new()
        .route(PATHS.pushed_request, post(machines::push))
        .route(PATHS.backchannel_authentication, post(machines::ask_person))
        .route(PATHS.token, post(machines::token))
        .route(PATHS.introspection, post(machines::introspect))
        .route(PATHS.revocation, post(machines::revoke))
        .route(
            PATHS.userinfo,
            get(machines::userinfo).post(machines::userinfo_post),
        )
}
