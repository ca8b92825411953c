//! Reading and judging an authorization request.

use super::{AuthorizationRequest, LevelDemand, Prompt, ResponseMode, ReturnAddress};
use crate::claims::{ClaimsRequest, Scope, Scopes};
use crate::client::{ClientId, ClientRegistration};
use crate::encoding::is_visible;
use crate::error_code::ErrorCode;
use crate::limits;
use crate::parameters::Parameters;
use crate::token::CodeChallenge;

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

const fn refusal(code: ErrorCode, description: &'static str) -> Refusal {
    Refusal { code, description }
}

const fn invalid(description: &'static str) -> Refusal {
    refusal(ErrorCode::InvalidRequest, description)
}

/// The client that a request names, to be looked up.
///
/// # Errors
/// [`PageError::ClientId`].
pub fn client_id(parameters: &Parameters) -> Result<ClientId, PageError> {
    let text = parameters.get("client_id").ok_or(PageError::ClientId)?;
    ClientId::parse(text).map_err(|_| PageError::ClientId)
}

/// Checks a request against the registration of its client (OpenID Connect Core §3.1.2.2).
///
/// # Errors
/// See [`AuthorizeError`].
pub fn parse_request(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<AuthorizationRequest, AuthorizeError> {
    let redirect_uri = redirect_uri(parameters, client).map_err(AuthorizeError::Page)?;
    let mode = response_mode(parameters);
    let state = state(parameters);
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

fn response_mode(parameters: &Parameters) -> Result<ResponseMode, Refusal> {
    match parameters.get("response_mode") {
        None if parameters.is_repeated("response_mode") => {
            Err(invalid("response_mode is repeated"))
        }
        None | Some("query") => Ok(ResponseMode::Query),
        Some("form_post") => Ok(ResponseMode::FormPost),
        Some(_) => Err(invalid("response_mode must be query or form_post")),
    }
}

fn state(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    text(
        parameters,
        "state",
        limits::STATE_CHARS,
        "state is too long or has control characters",
    )
}

/// An optional text without control characters.
fn text(
    parameters: &Parameters,
    name: &str,
    limit: usize,
    complaint: &'static str,
) -> Result<Option<String>, Refusal> {
    match parameters.get(name) {
        None => Ok(None),
        Some(value) if value.len() > limit || value.chars().any(char::is_control) => {
            Err(invalid(complaint))
        }
        Some(value) => Ok(Some(value.to_owned())),
    }
}

fn parse_rest(
    parameters: &Parameters,
    client: &ClientRegistration,
    address: &ReturnAddress,
) -> Result<AuthorizationRequest, Refusal> {
    if parameters.has_repeated() {
        return Err(invalid("a parameter is repeated"));
    }
    refuse_unsupported(parameters)?;
    check_response_type(parameters)?;
    let scopes = scopes(parameters, client)?;
    let claims = claims(parameters)?;
    let acr_values = list(parameters, "acr_values", "acr_values is too long")?;
    let level =
        LevelDemand::new(&acr_values, claims.acr.as_ref(), client.max_level).ok_or(refusal(
            ErrorCode::UnmetAuthenticationRequirements,
            "no essential acr value can be reached by this client",
        ))?;
    Ok(AuthorizationRequest {
        client_id: client.client_id.clone(),
        return_address: address.clone(),
        scopes,
        nonce: text(
            parameters,
            "nonce",
            limits::NONCE_CHARS,
            "nonce is too long or has control characters",
        )?,
        prompt: prompt(parameters)?,
        max_age: max_age(parameters)?,
        level,
        login_hint: text(
            parameters,
            "login_hint",
            limits::HINT_CHARS,
            "login_hint is too long",
        )?,
        ui_locales: ui_locales(parameters)?,
        claims,
        code_challenge: code_challenge(parameters, client)?,
        id_token_hint: text(
            parameters,
            "id_token_hint",
            limits::TOKEN_BYTES,
            "id_token_hint is too long",
        )?,
    })
}

fn refuse_unsupported(parameters: &Parameters) -> Result<(), Refusal> {
    if parameters.get("request").is_some() {
        return Err(refusal(
            ErrorCode::RequestNotSupported,
            "request objects are not supported",
        ));
    }
    if parameters.get("request_uri").is_some() {
        return Err(refusal(
            ErrorCode::RequestUriNotSupported,
            "request_uri is not supported",
        ));
    }
    if parameters.get("registration").is_some() {
        return Err(refusal(
            ErrorCode::RegistrationNotSupported,
            "registration is not supported",
        ));
    }
    Ok(())
}

fn check_response_type(parameters: &Parameters) -> Result<(), Refusal> {
    match parameters.get("response_type") {
        Some("code") => Ok(()),
        None => Err(invalid("response_type is missing")),
        Some(_) => Err(refusal(
            ErrorCode::UnsupportedResponseType,
            "response_type must be code",
        )),
    }
}

fn scopes(parameters: &Parameters, client: &ClientRegistration) -> Result<Scopes, Refusal> {
    let asked = Scope::parse_list(parameters.get("scope").unwrap_or_default())
        .map_err(|_| refusal(ErrorCode::InvalidScope, "scope is malformed or too long"))?;
    if !asked.contains(&Scope::OpenId) {
        return Err(refusal(
            ErrorCode::InvalidScope,
            "scope must contain openid",
        ));
    }
    let allowed = |scope: &Scope| *scope == Scope::OpenId || client.scopes.contains(scope);
    Ok(asked.into_iter().filter(allowed).collect())
}

fn claims(parameters: &Parameters) -> Result<ClaimsRequest, Refusal> {
    parameters
        .get("claims")
        .map_or_else(|| Ok(ClaimsRequest::default()), ClaimsRequest::parse)
        .map_err(|_| invalid("claims is malformed or asks for too much"))
}

/// A list of values separated by spaces, preferred first.
fn list(
    parameters: &Parameters,
    name: &str,
    complaint: &'static str,
) -> Result<Vec<String>, Refusal> {
    let values: Vec<String> = parameters
        .get(name)
        .unwrap_or_default()
        .split(' ')
        .filter(|value| !value.is_empty())
        .take(limits::LIST_COUNT + 1)
        .map(str::to_owned)
        .collect();
    let sound = values.len() <= limits::LIST_COUNT
        && values
            .iter()
            .all(|value| value.len() <= limits::LIST_VALUE_CHARS && is_visible(value));
    if sound {
        Ok(values)
    } else {
        Err(invalid(complaint))
    }
}

/// Languages are a wish: tags that cannot be language tags are left out, not refused.
fn ui_locales(parameters: &Parameters) -> Result<Vec<String>, Refusal> {
    let mut tags = list(parameters, "ui_locales", "ui_locales is too long")?;
    // RFC 5646 §4.4.1 recommends room for 35 characters.
    tags.retain(|tag| {
        tag.len() <= 35
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    Ok(tags)
}

fn prompt(parameters: &Parameters) -> Result<Prompt, Refusal> {
    let (mut none, mut login, mut consent, mut select_account) = (false, false, false, false);
    for value in list(parameters, "prompt", "prompt is too long")? {
        match value.as_str() {
            "none" => none = true,
            "login" => login = true,
            "consent" => consent = true,
            "select_account" => select_account = true,
            _ => return Err(invalid("prompt has an unknown value")),
        }
    }
    match (none, login || consent || select_account) {
        (true, true) => Err(invalid("prompt none cannot be combined")),
        (true, false) => Ok(Prompt::Silent),
        (false, _) => Ok(Prompt::Interactive {
            login,
            consent,
            select_account,
        }),
    }
}

fn max_age(parameters: &Parameters) -> Result<Option<i64>, Refusal> {
    let Some(text) = parameters.get("max_age") else {
        return Ok(None);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|age| digits && *age <= limits::MAX_AGE_SECONDS)
        .map(Some)
        .ok_or(invalid("max_age must be a number of seconds"))
}

fn code_challenge(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<Option<CodeChallenge>, Refusal> {
    let method = parameters.get("code_challenge_method");
    match (parameters.get("code_challenge"), method) {
        (None, None) if client.needs_pkce() => Err(invalid("code_challenge is missing")),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(invalid("code_challenge_method without code_challenge")),
        // An absent method would mean `plain` (RFC 7636 §4.3), which protects nobody whose
        // request was seen.
        (Some(challenge), Some("S256")) => CodeChallenge::parse(challenge)
            .map(Some)
            .ok_or(invalid("code_challenge must be 43 characters of base64url")),
        (Some(_), _) => Err(invalid("code_challenge_method must be S256")),
    }
}
