//! Reading and judging an authorization request.

use super::fields::{self, invalid, refusal};
use super::{AuthorizationRequest, LevelDemand, ResponseMode, ReturnAddress};
use crate::client::{ClientId, ClientRegistration, GrantType};
use crate::error_code::ErrorCode;
use crate::limits;
use crate::parameters::Parameters;

/// Why no answer can be returned to the client: the person sees a page of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// `client_id` is missing, repeated or malformed.
    #[error("the request does not say which client it is from")]
    ClientId,
    /// No such client, or one that is not in use. The caller finds this out.
    #[error("no such client is registered")]
    UnknownClient,
    /// `redirect_uri` is missing, repeated or too long.
    #[error("the request does not say where to return to")]
    RedirectUri,
    /// `redirect_uri` is not registered for this client.
    #[error("the address to return to is not registered for this client")]
    UnregisteredRedirectUri,
    /// `request_uri` names no pushed request of this client that can still be used.
    #[error("the pushed request is unknown, used, expired or of another client")]
    RequestUri,
}

/// What is wrong with a request, to be told to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {description}")]
pub struct Refusal {
    /// The code.
    pub code: ErrorCode,
    /// For the client's developer, in English, ASCII without quotation marks.
    pub description: &'static str,
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizeError {
    /// Show a page; never redirect.
    #[error("the request cannot be answered to its client")]
    Page(#[source] PageError),
    /// Return the error with [`ReturnAddress::refused`].
    #[error("the request is refused")]
    Return {
        /// Where to.
        address: ReturnAddress,
        /// What.
        #[source]
        refusal: Refusal,
    },
}

/// The client that a request names, to be looked up.
///
/// # Errors
/// [`PageError::ClientId`].
pub fn client_id(parameters: &Parameters) -> Result<ClientId, PageError> {
    let text = parameters.get("client_id").ok_or(PageError::ClientId)?;
    ClientId::parse(text).map_err(|_| PageError::ClientId)
}

/// Where an error about a request goes that cannot be read any further: the address, mode and
/// `state` beside it, if the address is registered.
///
/// # Errors
/// [`PageError`] if there is no such address.
pub fn return_address(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<ReturnAddress, PageError> {
    Ok(ReturnAddress {
        redirect_uri: redirect_uri(parameters, client)?,
        response_mode: fields::response_mode(parameters).unwrap_or_default(),
        state: fields::state(parameters).ok().flatten(),
    })
}

/// Checks a request against the registration of its client (OpenID Connect Core §3.1.2.2).
/// The parameters are those of the query, of a pushed request, or of a verified request object
/// ([`super::request_object`]).
///
/// # Errors
/// See [`AuthorizeError`].
pub fn parse_request(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<AuthorizationRequest, AuthorizeError> {
    let redirect_uri = redirect_uri(parameters, client).map_err(AuthorizeError::Page)?;
    let mode = fields::response_mode(parameters);
    let state = fields::state(parameters);
    let address = ReturnAddress {
        redirect_uri,
        response_mode: *mode.as_ref().unwrap_or(&ResponseMode::Query),
        state: state.as_ref().ok().cloned().flatten(),
    };
    let checked = mode
        .and(state)
        .and_then(|_| parse_rest(parameters, client, &address));
    checked.map_err(|refusal| AuthorizeError::Return { address, refusal })
}

fn redirect_uri(parameters: &Parameters, client: &ClientRegistration) -> Result<String, PageError> {
    if client_id(parameters)? != client.client_id {
        return Err(PageError::UnknownClient);
    }
    let address = parameters
        .get("redirect_uri")
        .filter(|address| address.len() <= limits::REDIRECT_URI_CHARS)
        .ok_or(PageError::RedirectUri)?;
    if client.redirects_to(address) {
        Ok(address.to_owned())
    } else {
        Err(PageError::UnregisteredRedirectUri)
    }
}

fn parse_rest(
    parameters: &Parameters,
    client: &ClientRegistration,
    address: &ReturnAddress,
) -> Result<AuthorizationRequest, Refusal> {
    if !client.may_use(GrantType::AuthorizationCode) {
        return Err(refusal(
            ErrorCode::UnauthorizedClient,
            "the client may not ask over a browser",
        ));
    }
    let resource = fields::resource(parameters, client)?;
    if parameters.has_repeated() {
        return Err(invalid("a parameter is repeated"));
    }
    fields::refuse_unsupported(parameters)?;
    fields::check_response_type(parameters)?;
    let scopes = fields::scopes(parameters, client)?;
    let claims = fields::claims(parameters)?;
    let acr_values = fields::list(parameters, "acr_values", "acr_values is too long")?;
    let level =
        LevelDemand::new(&acr_values, claims.acr.as_ref(), client.max_level).ok_or(refusal(
            ErrorCode::UnmetAuthenticationRequirements,
            "no essential acr value can be reached by this client",
        ))?;
    Ok(AuthorizationRequest {
        client_id: client.client_id.clone(),
        return_address: address.clone(),
        scopes,
        nonce: fields::text(
            parameters,
            "nonce",
            limits::NONCE_CHARS,
            "nonce is too long or has control characters",
        )?,
        prompt: fields::prompt(parameters)?,
        max_age: fields::max_age(parameters)?,
        level,
        login_hint: fields::text(
            parameters,
            "login_hint",
            limits::HINT_CHARS,
            "login_hint is too long",
        )?,
        ui_locales: fields::ui_locales(parameters)?,
        claims,
        code_challenge: fields::code_challenge(parameters, client)?,
        id_token_hint: fields::text(
            parameters,
            "id_token_hint",
            limits::TOKEN_BYTES,
            "id_token_hint is too long",
        )?,
        resource,
        dpop_jkt: fields::dpop_jkt(parameters)?,
    })
}
