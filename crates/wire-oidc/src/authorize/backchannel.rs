//! Requests over the back channel (OpenID Connect CIBA Core 1.0): a client asks for a person whom
//! it knows by a hint, and no browser of the person's takes part.
//!
//! 1. the caller authenticates the client, as at the token endpoint;
//! 2. [`parameters`] takes the request from the form, or from the signed request in it;
//! 3. [`parse`] checks it against the registration;
//! 4. [`accepted`] or [`refused`] makes the answer; [`ping`] the message that it may ask for tokens.

use serde::Serialize;

use super::fields::{self, invalid, refusal};
use super::{LevelDemand, Refusal, request_object};
use crate::answer::JsonAnswer;
use crate::claims::Scopes;
use crate::client::{ClientRegistration, DeliveryMode, GrantType};
use crate::discovery::Issuer;
use crate::encoding::to_json;
use crate::error_code::ErrorCode;
use crate::limits;
use crate::parameters::Parameters;

/// A request that passed every check but those that need the person.
#[derive(Clone, PartialEq, Eq)]
pub struct BackchannelRequest {
    /// The scopes asked for, cut down to those that the client may ask for; `openid` always
    /// among them.
    pub scopes: Scopes,
    /// Which level is asked for.
    pub level: LevelDemand,
    /// Whom the client asks for. Here it is an identity number.
    pub login_hint: String,
    /// What both devices show.
    pub binding_message: String,
    /// Seconds that the client would like the request to live.
    pub requested_expiry: Option<u32>,
    /// With what the client is told, in ping mode.
    pub notification_token: Option<String>,
    /// The resource that access tokens are to be for (RFC 8707 §2.1); `None` for userinfo.
    pub resource: Option<String>,
}

/// A number of a person and a token are in it, so that only the scopes are shown.
impl std::fmt::Debug for BackchannelRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackchannelRequest")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// The parameters of a request, and what makes a signed one unique.
#[derive(Debug)]
pub struct Unpacked {
    /// The parameters.
    pub parameters: Parameters,
    /// Of a signed request: its identifier, and until when (seconds since 1970) it must be
    /// remembered that it was used.
    pub once: Option<(String, i64)>,
}

/// What a request consists of. Beside a signed one stands only what authenticates the client (CIBA
/// Core §7.1.1).
const OF_THE_REQUEST: [&str; 10] = [
    "scope",
    "client_notification_token",
    "acr_values",
    "login_hint_token",
    "id_token_hint",
    "login_hint",
    "binding_message",
    "user_code",
    "requested_expiry",
    "resource",
];

/// Takes the parameters from the form, or from the signed request in it, beside which none may
/// stand. A client that registered an algorithm must sign.
///
/// # Errors
/// [`Refusal`].
pub fn parameters(
    form: &Parameters,
    client: &ClientRegistration,
    issuer: &Issuer,
    now: i64,
) -> Result<Unpacked, Refusal> {
    if !client.may_use(GrantType::Ciba) {
        return Err(refusal(
            ErrorCode::UnauthorizedClient,
            "the client may not ask over the back channel",
        ));
    }
    if form.has_repeated() {
        return Err(invalid("a parameter is repeated"));
    }
    if form.get("request_uri").is_some() {
        return Err(invalid("request_uri is not supported here"));
    }
    let pinned = client.backchannel_authentication_request_signing_alg;
    let Some(object) = form.get("request") else {
        return match pinned {
            Some(_) => Err(invalid("this client must sign its requests")),
            None => Ok(Unpacked {
                parameters: form.clone(),
                once: None,
            }),
        };
    };
    if OF_THE_REQUEST.iter().any(|name| form.get(name).is_some()) {
        return Err(invalid("parameters beside a signed request"));
    }
    let signed = request_object::backchannel(object, client, issuer, now)
        .map_err(|error| invalid(error.description()))?;
    Ok(Unpacked {
        parameters: signed.parameters,
        once: Some((signed.jti, signed.until)),
    })
}

/// Checks a request against the registration of its client (CIBA Core §7.2).
///
/// `login_hint` is the only hint: pairwise subjects lead back to nobody. `binding_message` is
/// demanded: without it the person could compare nothing.
///
/// # Errors
/// [`Refusal`].
pub fn parse(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<BackchannelRequest, Refusal> {
    let resource = fields::resource(parameters, client)?;
    let scopes = fields::scopes(parameters, client)?;
    let acr_values = fields::list(parameters, "acr_values", "acr_values is too long")?;
    let level = LevelDemand::new(&acr_values, None, client.max_level).unwrap_or_default();
    Ok(BackchannelRequest {
        scopes,
        level,
        login_hint: login_hint(parameters)?,
        binding_message: binding_message(parameters)?,
        requested_expiry: requested_expiry(parameters)?,
        notification_token: notification_token(parameters, client)?,
        resource,
    })
}

fn login_hint(parameters: &Parameters) -> Result<String, Refusal> {
    for other in ["login_hint_token", "id_token_hint"] {
        if parameters.get(other).is_some() {
            return Err(invalid("the only hint is login_hint"));
        }
    }
    fields::text(
        parameters,
        "login_hint",
        limits::HINT_CHARS,
        "login_hint is too long",
    )?
    .ok_or(invalid("login_hint is missing"))
}

fn binding_message(parameters: &Parameters) -> Result<String, Refusal> {
    parameters
        .get("binding_message")
        .filter(|message| message.len() <= limits::BINDING_MESSAGE_BYTES)
        .map(str::to_owned)
        .ok_or(UNFIT_MESSAGE)
}

/// The refusal of a message that cannot be read out and compared.
pub const UNFIT_MESSAGE: Refusal = refusal(
    ErrorCode::InvalidBindingMessage,
    "binding_message must be 1 to 64 printable characters on one line",
);

/// The refusal of a hint that can be nobody's: it is no identity number.
pub const NOBODY: Refusal = refusal(
    ErrorCode::UnknownUserId,
    "login_hint must be the identity number of a person",
);

fn requested_expiry(parameters: &Parameters) -> Result<Option<u32>, Refusal> {
    let Some(text) = parameters.get("requested_expiry") else {
        return Ok(None);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|seconds| digits && *seconds > 0)
        .map(Some)
        .ok_or(invalid(
            "requested_expiry must be a positive number of seconds",
        ))
}

/// Demanded in ping mode, and a bearer token (RFC 6750 §2.1); otherwise of no account.
fn notification_token(
    parameters: &Parameters,
    client: &ClientRegistration,
) -> Result<Option<String>, Refusal> {
    if client.backchannel_token_delivery_mode != Some(DeliveryMode::Ping) {
        return Ok(None);
    }
    let token = parameters
        .get("client_notification_token")
        .ok_or(invalid("client_notification_token is missing"))?;
    let sound = token.len() <= limits::NOTIFICATION_TOKEN_CHARS
        && token
            .trim_end_matches('=')
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte));
    if sound {
        Ok(Some(token.to_owned()))
    } else {
        Err(invalid(
            "client_notification_token must be a bearer token of up to 1024 characters",
        ))
    }
}

#[derive(Serialize)]
struct Accepted<'a> {
    auth_req_id: &'a str,
    expires_in: i64,
    interval: u32,
}

#[derive(Serialize)]
struct Refused {
    error: &'static str,
    error_description: &'static str,
}

/// The answer that a request waits for its person (CIBA Core §7.3).
#[must_use]
pub fn accepted(auth_req_id: &str, expires_in: i64, interval: u32) -> JsonAnswer {
    JsonAnswer::new(
        200,
        &Accepted {
            auth_req_id,
            expires_in,
            interval,
        },
    )
}

/// The answer that it does not (CIBA Core §13).
#[must_use]
pub fn refused(refusal: Refusal) -> JsonAnswer {
    JsonAnswer::new(
        400,
        &Refused {
            error: refusal.code.as_str(),
            error_description: refusal.description,
        },
    )
}

/// The answer to a client that asks too often; when it may ask again is in `retry-after`.
#[must_use]
pub fn too_many(seconds: u64) -> JsonAnswer {
    let mut answer = JsonAnswer::new(
        429,
        &Refused {
            error: ErrorCode::TemporarilyUnavailable.as_str(),
            error_description: "too many requests of this client",
        },
    );
    answer.headers.push(("retry-after", seconds.to_string()));
    answer
}

/// The body of a ping (CIBA Core §10.2), JSON.
#[must_use]
pub fn ping(auth_req_id: &str) -> String {
    #[derive(Serialize)]
    struct Ping<'a> {
        auth_req_id: &'a str,
    }
    to_json(&Ping { auth_req_id })
}
