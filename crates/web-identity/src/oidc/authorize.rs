//! The authorization endpoint: a relying party sends a person (OpenID Connect Core §3.1.2).

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use federation::BeginError;
use web_kit::{ErrorCode, Page, PageError, page::see_other};
use wire_oidc::{Parameters, authorize::PageError as RequestError};

use crate::{IdentityState, login::respond, texts};

pub(super) async fn get(
    page: Page,
    State(state): State<IdentityState>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    begin(page, state, query.unwrap_or_default().as_bytes()).await
}

pub(super) async fn post(
    page: Page,
    State(state): State<IdentityState>,
    body: Bytes,
) -> Result<Response, PageError> {
    begin(page, state, &body).await
}

async fn begin(page: Page, state: IdentityState, encoded: &[u8]) -> Result<Response, PageError> {
    let t = texts::oidc(page.lang);
    let parameters = Parameters::parse(encoded)
        .map_err(|error| refused(t).advice(t.unreadable).caused_by(error))?;
    match state.federation.begin(&parameters).await {
        Ok(pending) => {
            let sealed = state.federation.seal(&pending);
            let mut response = see_other(&format!("/login?r={sealed}"));
            page.wish(&pending.request.ui_locales, response.headers_mut());
            Ok(response)
        }
        Err(BeginError::Answer(answer)) => Ok(respond(page, answer)),
        // Never a redirect to an address that is not registered.
        Err(BeginError::Page(error)) => {
            let advice = match error {
                RequestError::ClientId | RequestError::UnknownClient => t.unknown_client,
                RequestError::RedirectUri | RequestError::UnregisteredRedirectUri => {
                    t.unknown_address
                }
                RequestError::RequestUri => t.used_request,
            };
            Err(refused(t).advice(advice).caused_by(error))
        }
        Err(BeginError::Store(error)) => Err(error.into()),
    }
}

fn refused(t: &'static texts::OidcTexts) -> PageError {
    PageError::new(StatusCode::BAD_REQUEST, ErrorCode::own("OID-001"))
        .title(t.refused_title)
        .lead(t.refused_lead)
}
