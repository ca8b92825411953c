//! Log-out tokens (OpenID Connect Back-Channel Logout 1.0 §2.4): what a relying party is told
//! when a session ends that served it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::jose::{Algorithm, Expected, JwkSet, JwsError, TokenType, verify};

/// `typ` of the header (§2.4).
pub const TYPE: &str = "logout+jwt";

/// The member of `events` that makes a token a log-out token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Seconds for which a token is valid (§2.4 recommends two minutes at most).
pub const VALID_SECONDS: i64 = 120;

/// The claims, to be given to [`crate::jose::signing_input`] with [`TYPE`].
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LogoutTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The person, as this client knows them.
    pub sub: String,
    /// The client.
    pub aud: String,
    /// Issue, seconds since 1970.
    pub iat: i64,
    /// Expiry, seconds since 1970.
    pub exp: i64,
    /// Names this token; another try to deliver it has another.
    pub jti: String,
    /// The session, as this client knows it.
    pub sid: String,
    /// Says that this is a log-out token.
    pub events: Value,
}

/// A subject is personal data, so that it is not shown.
impl std::fmt::Debug for LogoutTokenClaims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogoutTokenClaims")
            .field("aud", &self.aud)
            .finish_non_exhaustive()
    }
}

impl LogoutTokenClaims {
    /// The `events` of every log-out token.
    #[must_use]
    pub fn events() -> Value {
        serde_json::json!({ EVENT: {} })
    }
}

/// The body of the request that carries a token (§2.5), `application/x-www-form-urlencoded`.
#[must_use]
pub fn body(token: &str) -> String {
    crate::encoding::form_body(&[("logout_token", token.to_owned())])
}

/// A log-out token that a relying party checked. Only [`verify_logout_token`] makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct LogoutToken {
    sub: Option<String>,
    sid: Option<String>,
    jti: String,
}

impl LogoutToken {
    /// The person who is to be logged out.
    #[must_use]
    pub fn sub(&self) -> Option<&str> {
        self.sub.as_deref()
    }

    /// The session that is to end.
    #[must_use]
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }

    /// The name of this token, so that one that comes twice can be told.
    #[must_use]
    pub fn jti(&self) -> &str {
        &self.jti
    }
}

impl std::fmt::Debug for LogoutToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogoutToken").finish_non_exhaustive()
    }
}

/// Why a log-out token was refused (§2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoutTokenError {
    /// Signature, algorithm, type, key or shape.
    #[error("the log-out token cannot be verified")]
    Token(#[source] JwsError),
    /// Another issuer or another client.
    #[error("the log-out token is of another issuer or for another client")]
    Party,
    /// Issued in the future or expired.
    #[error("the log-out token is not valid at this time")]
    Time,
    /// No `events` member, neither `sub` nor `sid`, or a `nonce`: an ID token, perhaps.
    #[error("this is no log-out token")]
    Shape,
}

#[derive(Deserialize)]
struct Raw {
    iss: String,
    aud: Audience,
    iat: i64,
    #[serde(default)]
    exp: Option<i64>,
    jti: String,
    #[serde(default)]
    sub: Option<String>,
    #[serde(default)]
    sid: Option<String>,
    #[serde(default)]
    nonce: Option<Value>,
    events: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Checks a log-out token as a relying party must (§2.6).
///
/// # Errors
/// See [`LogoutTokenError`].
pub fn verify_logout_token(
    token: &str,
    keys: &JwkSet,
    algorithm: Algorithm,
    issuer: &str,
    client_id: &str,
    now: i64,
    skew: i64,
) -> Result<LogoutToken, LogoutTokenError> {
    let expected = Expected {
        algorithms: &[algorithm],
        token_type: TokenType::Exactly(TYPE),
    };
    let verified = verify(token, keys, &expected).map_err(LogoutTokenError::Token)?;
    let raw: Raw = verified.claims().map_err(LogoutTokenError::Token)?;
    let ours = match &raw.aud {
        Audience::One(audience) => audience == client_id,
        Audience::Many(audiences) => audiences.iter().any(|audience| audience == client_id),
    };
    if raw.iss != issuer || !ours {
        return Err(LogoutTokenError::Party);
    }
    let begun = raw.iat <= now.saturating_add(skew);
    let recent = now.saturating_sub(raw.iat) <= VALID_SECONDS + skew;
    let running = raw.exp.is_none_or(|exp| now < exp.saturating_add(skew));
    if !begun || !recent || !running {
        return Err(LogoutTokenError::Time);
    }
    let is_one = raw.events.get(EVENT).is_some_and(Value::is_object);
    if !is_one || raw.nonce.is_some() || (raw.sub.is_none() && raw.sid.is_none()) {
        return Err(LogoutTokenError::Shape);
    }
    Ok(LogoutToken {
        sub: raw.sub,
        sid: raw.sid,
        jti: raw.jti,
    })
}
