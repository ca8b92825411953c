//! Requests as signed objects (RFC 9101): a client that signs its request keeps everybody
//! between it and us from changing a parameter.
//!
//! Only objects that come by value are read. An object behind an address of the client's would
//! make us fetch from an address that a stranger chose, at a moment that the stranger chose;
//! whoever wants a reference pushes the request ([`super::pushed`]).

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::client::ClientRegistration;
use crate::discovery::Issuer;
use crate::jose::{Algorithm, Expected, JwsError, TokenType, verify};
use crate::limits;
use crate::parameters::Parameters;

/// The media type of a request object (RFC 9101 §10.8), `typ` of its header.
pub const TYPE: &str = "oauth-authz-req+jwt";

/// Why a request object was refused. What the client's developer reads is
/// [`RequestObjectError::description`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestObjectError {
    /// The client registered no keys, so that nothing can be its signature.
    #[error("the client registered no keys")]
    NoKeys,
    /// Not a JWS of the client, unsigned ones included.
    #[error("the request object is not signed by the client")]
    Signature(#[source] JwsError),
    /// `iss` or `client_id` is not the client.
    #[error("the request object is of another client")]
    Client,
    /// `aud` is not this provider (mix-up of providers).
    #[error("the request object is for another provider")]
    Audience,
    /// Not valid yet, not any more, or for too long.
    #[error("the request object is not valid at this time")]
    Time,
    /// It could be taken for a client assertion (RFC 9101 §10.8).
    #[error("the request object has the shape of another token")]
    Confusable,
    /// A request over the back channel says when it was made and has an identifier (CIBA Core
    /// §7.1.1).
    #[error("the request object does not say when it was made, or has no identifier")]
    Unfinished,
    /// It contains another request, or a value that is no parameter.
    #[error("the request object holds something that is no parameter")]
    Content,
}

impl RequestObjectError {
    /// For the client's developer: English, ASCII, without quotation marks.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::NoKeys => "no keys are registered for this client",
            Self::Signature(JwsError::Algorithm) => {
                "the algorithm of the request object is refused"
            }
            Self::Signature(JwsError::Type) => "typ must be oauth-authz-req+jwt",
            Self::Signature(_) => "the request object is not signed with a registered key",
            Self::Client => "iss and client_id of the request object must be the client",
            Self::Audience => "aud of the request object must be the issuer",
            Self::Time => "exp is missing, past or more than 60 minutes ahead, or nbf is ahead",
            Self::Confusable => "sub must not be in a request object",
            Self::Unfinished => "iat, nbf and jti must be in a signed request of the back channel",
            Self::Content => "the request object holds a nested request or a malformed value",
        }
    }
}

#[derive(Deserialize)]
struct RawObject {
    #[serde(default)]
    iss: Option<String>,
    #[serde(default)]
    aud: Option<Audience>,
    #[serde(default)]
    exp: Option<i64>,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    sub: Option<Value>,
    #[serde(default)]
    iat: Option<i64>,
    #[serde(default)]
    jti: Option<String>,
    #[serde(flatten)]
    parameters: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn contains(&self, issuer: &str) -> bool {
        match self {
            Self::One(audience) => audience == issuer,
            Self::Many(audiences) => audiences.iter().any(|audience| audience == issuer),
        }
    }
}

/// The parameters of a signed request. Nothing beside the object counts (RFC 9101 §6.3), except
/// that the caller has compared the `client_id` beside it, by which it found `client`.
///
/// # Errors
/// See [`RequestObjectError`].
pub fn parameters(
    object: &str,
    client: &ClientRegistration,
    issuer: &Issuer,
    now: i64,
) -> Result<Parameters, RequestObjectError> {
    let raw = verified(object, client, client.request_object_signing_alg)?;
    let id = client.client_id.as_str();
    let named = raw.parameters.get("client_id").and_then(Value::as_str);
    if named != Some(id) {
        return Err(RequestObjectError::Client);
    }
    check(&raw, client, issuer, now)?;
    flat(raw.parameters)
}

/// A signed request of the back channel.
#[derive(Debug)]
pub(super) struct SignedBackchannel {
    pub(super) parameters: Parameters,
    /// Its identifier: the caller accepts it once.
    pub(super) jti: String,
    /// Until when the identifier must be remembered, seconds since 1970.
    pub(super) until: i64,
}

/// The parameters of a signed request of the back channel (CIBA Core §7.1.1): as
/// [`parameters`], with `iat`, `nbf` and `jti` too, and without `client_id`, which `iss` says.
pub(super) fn backchannel(
    object: &str,
    client: &ClientRegistration,
    issuer: &Issuer,
    now: i64,
) -> Result<SignedBackchannel, RequestObjectError> {
    let pinned = client.backchannel_authentication_request_signing_alg;
    let raw = verified(object, client, pinned)?;
    check(&raw, client, issuer, now)?;
    let jti = raw
        .jti
        .clone()
        .filter(|jti| (1..=limits::TOKEN_ID_CHARS).contains(&jti.len()));
    let (Some(jti), Some(exp), Some(_), Some(iat)) = (jti, raw.exp, raw.nbf, raw.iat) else {
        return Err(RequestObjectError::Unfinished);
    };
    if iat > now.saturating_add(limits::CLOCK_SKEW_SECONDS) {
        return Err(RequestObjectError::Time);
    }
    Ok(SignedBackchannel {
        parameters: flat(raw.parameters)?,
        jti,
        until: exp.saturating_add(limits::CLOCK_SKEW_SECONDS),
    })
}

/// The claims of an object that one of the client's keys signed.
fn verified(
    object: &str,
    client: &ClientRegistration,
    pinned: Option<Algorithm>,
) -> Result<RawObject, RequestObjectError> {
    let keys = &client.jwks;
    if keys.is_empty() {
        return Err(RequestObjectError::NoKeys);
    }
    let expected = |token_type| Expected {
        algorithms: match &pinned {
            Some(one) => std::slice::from_ref(one),
            None => client.signing_algorithms(),
        },
        token_type,
    };
    // OpenID Connect Core §6 knew no type of its own, and `JWT` is what its libraries write.
    let verified = match verify(object, keys, &expected(TokenType::Exactly(TYPE))) {
        Err(JwsError::Type) => verify(object, keys, &expected(TokenType::JwtOrAbsent)),
        other => other,
    }
    .map_err(RequestObjectError::Signature)?;
    verified.claims().map_err(RequestObjectError::Signature)
}

fn check(
    raw: &RawObject,
    client: &ClientRegistration,
    issuer: &Issuer,
    now: i64,
) -> Result<(), RequestObjectError> {
    let id = client.client_id.as_str();
    if raw.iss.as_deref() != Some(id) {
        return Err(RequestObjectError::Client);
    }
    if raw.sub.is_some() {
        return Err(RequestObjectError::Confusable);
    }
    if !raw
        .aud
        .as_ref()
        .is_some_and(|aud| aud.contains(issuer.as_str()))
    {
        return Err(RequestObjectError::Audience);
    }
    let skew = limits::CLOCK_SKEW_SECONDS;
    let longest = limits::REQUEST_OBJECT_SECONDS + skew;
    let fresh = raw.exp.is_some_and(|exp| {
        let ahead = exp.saturating_sub(now);
        (-skew < ahead) && ahead <= longest
    });
    let begun = raw.nbf.is_none_or(|nbf| {
        let age = now.saturating_sub(nbf);
        (-skew..=longest).contains(&age)
    });
    if fresh && begun {
        Ok(())
    } else {
        Err(RequestObjectError::Time)
    }
}

/// The members as parameters: texts as they are, numbers and truth values as text, `claims` as
/// the JSON that it is (RFC 9101 §4).
fn flat(members: Map<String, Value>) -> Result<Parameters, RequestObjectError> {
    let mut pairs = Vec::new();
    for (name, value) in members {
        let text = match (name.as_str(), value) {
            ("request" | "request_uri", _) => return Err(RequestObjectError::Content),
            ("claims", value @ Value::Object(_)) => value.to_string(),
            (_, Value::String(text)) => text,
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::Bool(truth)) => truth.to_string(),
            (_, Value::Null | Value::Array(_) | Value::Object(_)) => {
                return Err(RequestObjectError::Content);
            }
        };
        pairs.push((name, text));
    }
    Parameters::from_pairs(pairs).map_err(|_| RequestObjectError::Content)
}
