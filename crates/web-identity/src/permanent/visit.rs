//! A browser in the middle of something with a password, and the cookie by which it is known again.

use std::time::Duration;

use authn::PasswordFlowView;
use axum::{http::HeaderMap, response::Response};
use vocab::BearerSecret;
use web_kit::{Face, PageError};

use crate::IdentityState;

/// Purpose in the name of the cookie that holds the secret of the flow.
const FLOW: &str = "password";

/// Purpose in the name of the cookie by which a browser is known again.
const KNOWN: &str = "known";

/// No browser keeps a cookie for longer (RFC 6265bis §5.5).
const KNOWN_FOR: Duration = Duration::from_hours(400 * 24);

/// The flow of this browser, if it has one that lives.
pub(super) async fn flow(
    state: &IdentityState,
    face: &Face,
    headers: &HeaderMap,
) -> Result<Option<(BearerSecret, PasswordFlowView)>, PageError> {
    let kept = face.cookie(FLOW).read(headers);
    let Some(secret) = kept.and_then(|text| BearerSecret::parse(text).ok()) else {
        return Ok(None);
    };
    let view = state.doorkeeper.password_flow(&secret).await?;
    Ok(view.map(|view| (secret, view)))
}

/// Gives the secret of a new flow to the browser; it ends with the browser.
pub(crate) fn keep_flow(face: &Face, response: &mut Response, secret: &BearerSecret) {
    face.cookie(FLOW)
        .set_on(response.headers_mut(), secret.as_str(), None);
}

/// Takes the secret away from the browser.
pub(crate) fn forget_flow(face: &Face, response: &mut Response) {
    face.cookie(FLOW).clear_on(response.headers_mut());
}

/// The secret by which this browser is known again; a fresh one where it has none.
pub(crate) fn known_browser(
    state: &IdentityState,
    face: &Face,
    headers: &HeaderMap,
) -> BearerSecret {
    face.cookie(KNOWN)
        .read(headers)
        .and_then(|text| BearerSecret::parse(text).ok())
        .unwrap_or_else(|| BearerSecret::generate(&*state.doorkeeper.entropy))
}

/// Leaves that secret in the browser: somebody has logged in there.
pub(crate) fn keep_known(face: &Face, response: &mut Response, browser: &BearerSecret) {
    face.cookie(KNOWN)
        .set_on(response.headers_mut(), browser.as_str(), Some(KNOWN_FOR));
}

/// A session: its cookie, and the one by which the browser is known again.
pub(crate) fn enter(
    face: &Face,
    response: &mut Response,
    session: &BearerSecret,
    browser: &BearerSecret,
) {
    // Without a lifetime the cookie ends with the browser (R127).
    face.cookie("session")
        .set_on(response.headers_mut(), session.as_str(), None);
    keep_known(face, response, browser);
}
