//! The browser comes back from the provider.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use http::HeaderMap;
use procedures::LoginTicket;
use web_kit::{Face, Page, PageError, cookie::CookieName, page::see_other, private};
use wire_oidc::{ErrorCode, Parameters, rp::CallbackError};

use super::{Destination, attempt_cookie, trouble};
use crate::{
    SedeState,
    oidc::{Attempt, OidcError},
    procedure,
    visit::session_secret,
};

pub(super) async fn get(
    page: Page,
    headers: HeaderMap,
    State(state): State<SedeState>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let parameters = Parameters::parse(query.unwrap_or_default().as_bytes())
        .map_err(|error| trouble::stale(&page, &Destination::default()).caused_by(error))?;
    let Some((cookie, ticket)) = open_ticket(&state, page.face(), &headers, &parameters) else {
        // The back button after a good identification ends here as well.
        return match session_secret(page.face(), &headers) {
            Some(_) => Ok(see_other(Destination::default().path())),
            None => Err(trouble::stale(&page, &Destination::default())),
        };
    };
    let destination = Destination::of(&ticket.return_to);
    let level = state.procedures.settings.minimum_level;
    let identified = state
        .oidc
        .identify(&parameters, &ticket.attempt, level, page.now())
        .await;
    let identity = match identified {
        Ok(identity) => identity,
        Err(error) if declined(&error) => {
            let mut response = see_other(procedure::DECLINED);
            cookie.clear_on(response.headers_mut());
            return Ok(response);
        }
        Err(error) => return Err(trouble::tell(&page, error, &destination)),
    };
    let previous = session_secret(page.face(), &headers);
    let entered = state
        .procedures
        .open_session(identity, previous.as_ref())
        .await?;
    let mut response = private(see_other(destination.path()));
    let out = response.headers_mut();
    cookie.clear_on(out);
    // Without a lifetime the cookie ends with the browser (R127).
    let session = page.face().cookie("session");
    session.set_on(out, entered.secret.as_str(), None);
    Ok(response)
}

fn open_ticket(
    state: &SedeState,
    face: &Face,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Option<(CookieName, LoginTicket<Attempt>)> {
    let cookie = attempt_cookie::of_state(face, parameters.get("state")?)?;
    let ticket = state.procedures.open_login(cookie.read(headers)?)?;
    Some((cookie, ticket))
}

/// The person said no: no error, and nothing was lost.
fn declined(error: &OidcError) -> bool {
    let denied = ErrorCode::AccessDenied.as_str();
    matches!(error, OidcError::Callback(CallbackError::Refused { error }) if error == denied)
}
