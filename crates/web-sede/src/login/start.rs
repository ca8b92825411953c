//! The person goes to identify.

use std::time::Duration;

use axum::{
    extract::{Query, State},
    response::Response,
};
use http::HeaderMap;
use serde::Deserialize;
use web_kit::{Page, PageError, page::see_other, private};

use super::{Destination, attempt_cookie, trouble};
use crate::{
    SedeState,
    oidc::{Asking, OidcClient},
};

/// Where to, and how.
#[derive(Debug, Deserialize)]
pub(super) struct StartQuery {
    #[serde(default)]
    to: String,
    /// Present when the identification that there is does not do.
    again: Option<String>,
}

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<SedeState>,
    Query(query): Query<StartQuery>,
) -> Result<Response, PageError> {
    let destination = Destination::of(&query.to);
    let asking = asking(&state, &page, query.again.is_some());
    let attempt = OidcClient::attempt(&asking, page.face().entropy());
    let address = state
        .oidc
        .login_address(&asking, &attempt, page.now())
        .await
        .map_err(|error| trouble::tell(&page, error, &destination))?;
    let mut response = private(see_other(&address));
    attempt_cookie::sweep(page.face(), &headers, &mut response);
    if let Some(cookie) = attempt_cookie::of_state(page.face(), &attempt.login.state) {
        let minutes = u64::from(state.procedures.settings.login_minutes);
        let sealed = state.procedures.seal_login(attempt, destination.path());
        let lifetime = Duration::from_secs(60 * minutes);
        cookie.set_on(response.headers_mut(), &sealed, Some(lifetime));
    }
    Ok(response)
}

/// An identification may be as old as a visit may be long; one that is repeated may be as old as
/// sending allows.
fn asking(state: &SedeState, page: &Page, anew: bool) -> Asking {
    let settings = &state.procedures.settings;
    let max_age = if anew {
        60 * i64::from(settings.reconfirm_after_minutes.max(1))
    } else {
        i64::from(settings.session.absolute_s)
    };
    Asking {
        lang: page.lang,
        minimum_level: settings.minimum_level,
        max_age,
        anew,
    }
}
