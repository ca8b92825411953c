//! Checking an ID token (OpenID Connect Core §3.1.3.7).

use serde::Deserialize;
use serde_json::{Map, Value};
use vocab::AssuranceLevel;

use crate::claims::at_hash;
use crate::encoding::same;
use crate::jose::{Algorithm, Expected, JwkSet, JwsError, TokenType, verify};

/// What the relying party demands of a token.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The provider's issuer.
    pub issuer: &'a str,
    /// Our identifier.
    pub client_id: &'a str,
    /// The one algorithm that we registered.
    pub algorithm: Algorithm,
    /// The nonce that we sent.
    pub nonce: &'a str,
    /// The lowest level that we accept.
    pub minimum_level: AssuranceLevel,
    /// The `max_age` that we sent, seconds.
    pub max_age: Option<i64>,
    /// The access token that came along; its hash is compared if the token has one.
    pub access_token: Option<&'a str>,
    /// Seconds since 1970.
    pub now: i64,
    /// Seconds by which the two clocks may differ.
    pub skew: i64,
}

/// Seconds after its issue beyond which a token that just came from the token endpoint can
/// only be a replay (§3.1.3.7 step 10 leaves the number to the client).
const GREATEST_AGE: i64 = 600;

/// A checked ID token. Only [`verify_id_token`] makes it.
#[derive(Clone, PartialEq)]
pub struct IdToken {
    claims: RawClaims,
    level: AssuranceLevel,
}

impl IdToken {
    /// The person, as this provider names them to us.
    #[must_use]
    pub fn sub(&self) -> &str {
        &self.claims.sub
    }

    /// The session at the provider.
    #[must_use]
    pub fn sid(&self) -> Option<&str> {
        self.claims.sid.as_deref()
    }

    /// When the person identified, seconds since 1970.
    #[must_use]
    pub const fn auth_time(&self) -> Option<i64> {
        self.claims.auth_time
    }

    /// When the token expires, seconds since 1970.
    #[must_use]
    pub const fn exp(&self) -> i64 {
        self.claims.exp
    }

    /// The level reached.
    #[must_use]
    pub const fn level(&self) -> AssuranceLevel {
        self.level
    }

    /// How the person identified.
    #[must_use]
    pub fn amr(&self) -> &[String] {
        &self.claims.amr
    }

    /// All other claims.
    #[must_use]
    pub const fn released(&self) -> &Map<String, Value> {
        &self.claims.released
    }
}

/// Personal data, so that only the level is shown.
impl std::fmt::Debug for IdToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdToken")
            .field("level", &self.level)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, PartialEq, Deserialize)]
struct RawClaims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: i64,
    #[serde(default)]
    auth_time: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    #[serde(default)]
    azp: Option<String>,
    #[serde(default)]
    at_hash: Option<String>,
    #[serde(default)]
    sid: Option<String>,
    #[serde(flatten)]
    released: Map<String, Value>,
}

#[derive(Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Why an ID token was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenError {
    /// Signature, algorithm, key or shape. After [`JwsError::UnknownKey`] the caller may
    /// fetch the key set again, once.
    #[error("the ID token cannot be verified")]
    Token(#[source] JwsError),
    /// Another issuer.
    #[error("the ID token is from another issuer")]
    Issuer,
    /// Not for us, or also for somebody else whom we do not know.
    #[error("the ID token is for another audience")]
    Audience,
    /// Handed to another party than us.
    #[error("the ID token was issued to another party")]
    AuthorizedParty,
    /// No subject, or one of more than 255 characters (§2).
    #[error("the ID token has no proper subject")]
    Subject,
    /// Expired.
    #[error("the ID token has expired")]
    Expired,
    /// Issued in the future, or long ago.
    #[error("the ID token was not issued just now")]
    IssuedAt,
    /// Not the nonce that this browser took along.
    #[error("the ID token belongs to another request")]
    Nonce,
    /// The identification is older than we asked for, or its time is not told.
    #[error("the identification is too old")]
    AuthTime,
    /// The level is lower than we need, or not told. Offer a step up.
    #[error("the level of the identification is too low")]
    Level,
    /// The access token is not the one that this ID token came with.
    #[error("the access token does not belong to the ID token")]
    AccessToken,
}

/// Checks an ID token: `Ok` if and only if every step of §3.1.3.7 that applies to the code
/// flow holds, and the level suffices.
///
/// # Errors
/// See [`IdTokenError`]; the first that applies, in the order of its variants.
pub fn verify_id_token(
    token: &str,
    keys: &JwkSet,
    expectation: &Expectation<'_>,
) -> Result<IdToken, IdTokenError> {
    let expected = Expected {
        algorithms: &[expectation.algorithm],
        token_type: TokenType::JwtOrAbsent,
    };
    let verified = verify(token, keys, &expected).map_err(IdTokenError::Token)?;
    let claims: RawClaims = verified.claims().map_err(IdTokenError::Token)?;
    check_parties(&claims, expectation)?;
    check_times(&claims, expectation)?;
    let nonce = claims.nonce.as_deref().unwrap_or_default();
    if !same(nonce.as_bytes(), expectation.nonce.as_bytes()) {
        return Err(IdTokenError::Nonce);
    }
    check_auth_time(&claims, expectation)?;
    let level = claims
        .acr
        .as_deref()
        .and_then(AssuranceLevel::from_acr)
        .filter(|level| *level >= expectation.minimum_level)
        .ok_or(IdTokenError::Level)?;
    if let (Some(hash), Some(access_token)) = (&claims.at_hash, expectation.access_token)
        && !same(hash.as_bytes(), at_hash(access_token).as_bytes())
    {
        return Err(IdTokenError::AccessToken);
    }
    Ok(IdToken { claims, level })
}

fn check_parties(claims: &RawClaims, expectation: &Expectation<'_>) -> Result<(), IdTokenError> {
    if claims.iss != expectation.issuer {
        return Err(IdTokenError::Issuer);
    }
    let for_us = match &claims.aud {
        Audience::One(audience) => audience == expectation.client_id,
        // We trust no other audience, so that a list may hold us alone (step 3).
        Audience::Many(audiences) => {
            matches!(audiences.as_slice(), [only] if only == expectation.client_id)
        }
    };
    if !for_us {
        return Err(IdTokenError::Audience);
    }
    if claims
        .azp
        .as_deref()
        .is_some_and(|party| party != expectation.client_id)
    {
        return Err(IdTokenError::AuthorizedParty);
    }
    if !(1..=255).contains(&claims.sub.len()) {
        return Err(IdTokenError::Subject);
    }
    Ok(())
}

fn check_times(claims: &RawClaims, expectation: &Expectation<'_>) -> Result<(), IdTokenError> {
    if expectation.now >= claims.exp.saturating_add(expectation.skew) {
        return Err(IdTokenError::Expired);
    }
    let age = expectation.now.saturating_sub(claims.iat);
    if age < -expectation.skew || age > GREATEST_AGE.saturating_add(expectation.skew) {
        return Err(IdTokenError::IssuedAt);
    }
    Ok(())
}

fn check_auth_time(claims: &RawClaims, expectation: &Expectation<'_>) -> Result<(), IdTokenError> {
    let Some(max_age) = expectation.max_age else {
        return Ok(());
    };
    let auth_time = claims.auth_time.ok_or(IdTokenError::AuthTime)?;
    let age = expectation.now.saturating_sub(auth_time);
    if age > max_age.saturating_add(expectation.skew) {
        return Err(IdTokenError::AuthTime);
    }
    Ok(())
}
