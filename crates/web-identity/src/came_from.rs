//! The request of a relying party waits while the person registers, so that registration ends
//! where the person wanted to go. It travels sealed in a cookie and waits no longer than
//! [`federation::Settings::request_minutes`]; a letter takes days, and then the person simply
//! begins again at the service.

use axum::{http::HeaderMap, response::Response};
use web_kit::{Face, Page, PageError};

use crate::{
    IdentityState,
    login::{Waiting, WaitingQuery},
};

/// Purpose in the name of the cookie.
const COOKIE: &str = "came-from";

/// Browsers keep cookies of at least 4096 bytes, name and attributes included (RFC 6265 §6.1).
/// What is longer is not remembered.
const LONGEST: usize = 3_500;

/// Remembers a request on the way into registration; one that is not whole is not kept.
pub(crate) async fn remember(
    state: &IdentityState,
    page: &Page,
    query: WaitingQuery,
    response: &mut Response,
) {
    if query.r.len() > LONGEST {
        return;
    }
    if let Ok(waiting) = Waiting::read(state, page, query).await
        && waiting.asker.is_some()
    {
        page.face()
            .cookie(COOKIE)
            .set_on(response.headers_mut(), &waiting.sealed, None);
    }
}

/// The request that still waits, if there is one.
///
/// # Errors
/// The store does not answer.
pub(crate) async fn waiting(
    state: &IdentityState,
    page: &Page,
    headers: &HeaderMap,
) -> Result<Option<Waiting>, PageError> {
    let Some(sealed) = page.face().cookie(COOKIE).read(headers) else {
        return Ok(None);
    };
    let query = WaitingQuery {
        r: sealed.to_owned(),
    };
    match Waiting::read(state, page, query).await {
        Ok(waiting) => Ok(Some(waiting).filter(|waiting| waiting.asker.is_some())),
        // It waited too long: as if the person had come by themselves.
        Err(error) if error.status().is_client_error() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Forgets the request.
pub(crate) fn forget(face: &Face, response: &mut Response) {
    face.cookie(COOKIE).clear_on(response.headers_mut());
}
