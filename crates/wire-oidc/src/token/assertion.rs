//! Assertions with which a client authenticates: `private_key_jwt` (RFC 7523 §3, OpenID Connect
//! Core §9).

use serde::Deserialize;

use crate::client::{ClientId, ClientRegistration};
use crate::encoding::{from_base64url, from_json};
use crate::jose::{Expected, JwsError, TokenType, verify};
use crate::limits;

/// The value of `client_assertion_type`.
pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An assertion as it was presented. Nothing is proved yet.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientAssertion(String);

impl std::fmt::Debug for ClientAssertion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientAssertion(…)")
    }
}

/// An assertion that its client signed for us, now. The caller refuses one whose identifier it
/// has seen before `until`. Only [`ClientAssertion::verify`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedAssertion {
    jti: String,
    until: i64,
}

impl VerifiedAssertion {
    /// The identifier, unique for the client.
    #[must_use]
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// Until when the identifier must be remembered, seconds since 1970.
    #[must_use]
    pub const fn until(&self) -> i64 {
        self.until
    }
}

/// Why an assertion was refused. The client's developer is told no more than that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssertionError {
    /// Not a token that one of the client's keys signed.
    #[error("the assertion is not signed by the client")]
    Token(#[source] JwsError),
    /// `iss` or `sub` is not the client.
    #[error("the assertion is about somebody else")]
    Subject,
    /// `aud` is not us alone.
    #[error("the assertion was made for somebody else")]
    Audience,
    /// Expired, not yet valid, or good for too long.
    #[error("the assertion is not of this time")]
    Time,
    /// `jti` is missing or too long.
    #[error("the assertion has no identifier")]
    Identifier,
}

#[derive(Deserialize)]
struct RawClaims {
    iss: String,
    sub: String,
    aud: RawAudience,
    exp: serde_json::Number,
    #[serde(default)]
    nbf: Option<serde_json::Number>,
    #[serde(default)]
    iat: Option<serde_json::Number>,
    #[serde(default)]
    jti: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawAudience {
    One(String),
    Many(Vec<String>),
}

/// Seconds since 1970; fractions, which RFC 7519 §2 allows, are cut off.
fn seconds(number: &serde_json::Number) -> Option<i64> {
    let whole = number.as_f64().map(f64::trunc)?;
    // Cannot lose anything that matters: dates beyond 2^53 seconds are refused here.
    (whole.abs() < 9.0e15).then_some(whole as i64)
}

impl ClientAssertion {
    /// An assertion, if it is not too long.
    pub(super) fn new(text: &str) -> Option<Self> {
        (text.len() <= limits::ASSERTION_BYTES).then(|| Self(text.to_owned()))
    }

    /// Whom the assertion says it is from, so that the client can be looked up. Nothing is proved
    /// by it.
    pub(super) fn claimed_client(&self) -> Option<ClientId> {
        #[derive(Deserialize)]
        struct Claimed {
            sub: String,
        }
        let payload = from_base64url(self.0.split('.').nth(1)?)?;
        let claimed: Claimed = from_json(&payload, limits::ASSERTION_BYTES)?;
        ClientId::parse(&claimed.sub).ok()
    }

    /// Verifies the assertion: `Ok` if and only if one of the client's registered keys signed it,
    /// it is from and about the client (`iss`, `sub`), made for one of `audiences` and nobody
    /// else, good at `now` (seconds since 1970) and for no longer than
    /// [`limits::ASSERTION_SECONDS`], and has an identifier.
    ///
    /// An assertion for several audiences is refused: each of them could use it at the others.
    ///
    /// # Errors
    /// See [`AssertionError`].
    pub fn verify(
        &self,
        client: &ClientRegistration,
        audiences: &[&str],
        now: i64,
    ) -> Result<VerifiedAssertion, AssertionError> {
        let expected = Expected {
            algorithms: client.signing_algorithms(),
            token_type: TokenType::AnyOf(&["JWT", "client-authentication+jwt"]),
        };
        let verified = verify(&self.0, &client.jwks, &expected).map_err(AssertionError::Token)?;
        let claims: RawClaims = verified.claims().map_err(AssertionError::Token)?;
        let id = client.client_id.as_str();
        if claims.iss != id || claims.sub != id {
            return Err(AssertionError::Subject);
        }
        let audience = match &claims.aud {
            RawAudience::One(one) => one.as_str(),
            RawAudience::Many(many) => match many.as_slice() {
                [one] => one.as_str(),
                _ => return Err(AssertionError::Audience),
            },
        };
        if !audiences.contains(&audience) {
            return Err(AssertionError::Audience);
        }
        let until = check_time(&claims, now).ok_or(AssertionError::Time)?;
        let jti = claims
            .jti
            .filter(|jti| (1..=limits::TOKEN_ID_CHARS).contains(&jti.len()))
            .ok_or(AssertionError::Identifier)?;
        Ok(VerifiedAssertion { jti, until })
    }
}

/// Until when the assertion must be remembered, if it is of this time.
fn check_time(claims: &RawClaims, now: i64) -> Option<i64> {
    let exp = seconds(&claims.exp)?;
    let begins = |number: &Option<serde_json::Number>| match number {
        None => Some(now),
        Some(number) => seconds(number),
    };
    let latest = now.saturating_add(limits::CLOCK_SKEW_SECONDS);
    let in_time = exp.saturating_add(limits::CLOCK_SKEW_SECONDS) > now
        && exp <= latest.saturating_add(limits::ASSERTION_SECONDS)
        && begins(&claims.nbf)? <= latest
        && begins(&claims.iat)? <= latest;
    in_time.then_some(exp.saturating_add(limits::CLOCK_SKEW_SECONDS))
}
