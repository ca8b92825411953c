//! The parameters of an authorization request, one function each.

use super::{Prompt, Refusal, ResponseMode};
use crate::claims::{ClaimsRequest, Scope, Scopes};
use crate::client::ClientRegistration;
use crate::encoding::{from_base64url, is_visible};
use crate::error_code::ErrorCode;
use crate::limits;
use crate::parameters::Parameters;
use crate::token::CodeChallenge;

pub(super) const fn refusal(code: ErrorCode, description: &'static str) -> Refusal {
    Refusal { code, description }
}

pub(super) const fn invalid(description: &'static str) -> Refusal {
    refusal(ErrorCode::InvalidRequest, description)
}

pub(super) fn response_mode(parameters: &Parameters) -> Result<ResponseMode, Refusal> {
    match parameters.get("response_mode") {
        None if parameters.is_repeated("response_mode") => {
            Err(invalid("response_mode is repeated"))
        }
        None | Some("query") => Ok(ResponseMode::Query),
        Some("form_post") => Ok(ResponseMode::FormPost),
        Some(_) => Err(invalid("response_mode must be query or form_post")),
    }
}

pub(super) fn state(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    text(
        parameters,
        "state",
        limits::STATE_CHARS,
        "state is too long or has control characters",
    )
}

/// An optional text without control characters.
pub(super) fn text(
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

pub(super) fn refuse_unsupported(parameters: &Parameters) -> Result<(), Refusal> {
    if parameters.get("request").is_some() {
        return Err(refusal(
            ErrorCode::RequestNotSupported,
            "a request object is not expected here",
        ));
    }
    if parameters.get("request_uri").is_some() {
        return Err(refusal(
            ErrorCode::RequestUriNotSupported,
            "request_uri must come from the pushed authorization request endpoint",
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

pub(super) fn check_response_type(parameters: &Parameters) -> Result<(), Refusal> {
    match parameters.get("response_type") {
        Some("code") => Ok(()),
        None => Err(invalid("response_type is missing")),
        Some(_) => Err(refusal(
            ErrorCode::UnsupportedResponseType,
            "response_type must be code",
        )),
    }
}

pub(super) fn scopes(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<Scopes, Refusal> {
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

pub(super) fn claims(parameters: &Parameters) -> Result<ClaimsRequest, Refusal> {
    parameters
        .get("claims")
        .map_or_else(|| Ok(ClaimsRequest::default()), ClaimsRequest::parse)
        .map_err(|_| invalid("claims is malformed or asks for too much"))
}

/// A list of values separated by spaces, preferred first.
pub(super) fn list(
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
pub(crate) fn ui_locales(parameters: &Parameters) -> Result<Vec<String>, Refusal> {
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

pub(super) fn prompt(parameters: &Parameters) -> Result<Prompt, Refusal> {
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

pub(super) fn max_age(parameters: &Parameters) -> Result<Option<i64>, Refusal> {
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

/// One resource, and one that the client may ask for (RFC 8707 §2.1).
pub(super) fn resource(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<Option<String>, Refusal> {
    let refused = |description| Err(refusal(ErrorCode::InvalidTarget, description));
    match parameters.get("resource") {
        None if parameters.is_repeated("resource") => refused("one resource at a time"),
        None => Ok(None),
        Some(resource) if client.tokens.resources.contains(resource) => {
            Ok(Some(resource.to_owned()))
        }
        Some(_) => refused("the client may not ask for this resource"),
    }
}

/// The thumbprint of a key: 43 characters of base64url (RFC 9449 §10).
pub(super) fn dpop_jkt(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    match parameters.get("dpop_jkt") {
        None => Ok(None),
        Some(text) if from_base64url(text).is_some_and(|bytes| bytes.len() == 32) => {
            Ok(Some(text.to_owned()))
        }
        Some(_) => Err(invalid("dpop_jkt must be 43 characters of base64url")),
    }
}

pub(super) fn code_challenge(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<Option<CodeChallenge>, Refusal> {
    let method = parameters.get("code_challenge_method");
    match (parameters.get("code_challenge"), method) {
        (None, None) if client.is_fapi2() => Err(invalid(
            "code_challenge is missing (FAPI 2.0 Security Profile 5.3.2.2)",
        )),
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
