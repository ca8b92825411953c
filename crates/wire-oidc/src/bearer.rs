//! Access tokens at the userinfo endpoint (RFC 6750, OpenID Connect Core §5.3).

use serde::Serialize;

use crate::answer::JsonAnswer;
use crate::claims::{ClaimValues, userinfo};
use crate::error_code::ErrorCode;
use crate::limits;
use crate::parameters::Parameters;

/// An access token as it was presented.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// The token itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// Why userinfo is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BearerRefusal {
    /// No token at all: the challenge carries no error code (RFC 6750 §3.1).
    #[error("no access token was presented")]
    Missing,
    /// Presented twice or malformed.
    #[error("the access token was presented in a way that cannot be read")]
    InvalidRequest,
    /// Unknown, expired or revoked.
    #[error("the access token is not valid")]
    InvalidToken,
    /// Without the scope `openid`.
    #[error("the access token does not reach so far")]
    InsufficientScope,
}

/// The token of a userinfo request, from the `Authorization` header or, for a POST, from the
/// form. Never from the address, where logs would keep it.
///
/// # Errors
/// [`BearerRefusal::Missing`] or [`BearerRefusal::InvalidRequest`].
pub fn parse(
    authorization: Option<&str>,
    form: Option<&Parameters>,
) -> Result<AccessToken, BearerRefusal> {
    if form.is_some_and(|form| form.is_repeated("access_token")) {
        return Err(BearerRefusal::InvalidRequest);
    }
    let in_form = form.and_then(|form| form.get("access_token"));
    let in_header = match authorization {
        None => None,
        Some(header) => {
            let (scheme, token) = header
                .split_once(' ')
                .ok_or(BearerRefusal::InvalidRequest)?;
            if !scheme.eq_ignore_ascii_case("bearer") {
                return Err(BearerRefusal::InvalidRequest);
            }
            Some(token)
        }
    };
    let token = match (in_header, in_form) {
        (None, None) => return Err(BearerRefusal::Missing),
        (Some(_), Some(_)) => return Err(BearerRefusal::InvalidRequest),
        (Some(token), None) | (None, Some(token)) => token,
    };
    // b64token of RFC 6750 §2.1.
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.is_empty() || token.len() > limits::CREDENTIAL_CHARS || !token.bytes().all(allowed) {
        return Err(BearerRefusal::InvalidRequest);
    }
    Ok(AccessToken(token.to_owned()))
}

#[derive(Serialize)]
struct ErrorDocument {
    error: &'static str,
}

impl BearerRefusal {
    /// The answer to send, with its challenge (RFC 6750 §3).
    #[must_use]
    pub fn to_answer(&self) -> JsonAnswer {
        let (status, code) = match self {
            Self::Missing => (401, None),
            Self::InvalidRequest => (400, Some(ErrorCode::InvalidRequest)),
            Self::InvalidToken => (401, Some(ErrorCode::InvalidToken)),
            Self::InsufficientScope => (403, Some(ErrorCode::InsufficientScope)),
        };
        match code {
            None => JsonAnswer::new(status, &serde_json::Map::new())
                .with_challenge("Bearer realm=\"userinfo\"".to_owned()),
            Some(code) => JsonAnswer::new(
                status,
                &ErrorDocument {
                    error: code.as_str(),
                },
            )
            .with_challenge(format!("Bearer realm=\"userinfo\", error=\"{code}\"")),
        }
    }
}

/// The userinfo answer.
#[must_use]
pub fn userinfo_answer(sub: &str, released: &ClaimValues) -> JsonAnswer {
    JsonAnswer::new(200, &userinfo(sub, released))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn takes_the_token_from_one_place_only() {
        let form = Parameters::parse(b"access_token=abc").unwrap();
        let empty = Parameters::default();
        assert_eq!(parse(Some("Bearer abc"), None).unwrap().expose(), "abc");
        assert_eq!(
            parse(Some("bearer abc"), Some(&empty)).unwrap().expose(),
            "abc"
        );
        assert_eq!(parse(None, Some(&form)).unwrap().expose(), "abc");
        assert_eq!(
            parse(Some("Bearer abc"), Some(&form)),
            Err(BearerRefusal::InvalidRequest)
        );
        assert_eq!(parse(None, Some(&empty)), Err(BearerRefusal::Missing));
        assert_eq!(parse(None, None), Err(BearerRefusal::Missing));
        let twice = Parameters::parse(b"access_token=a&access_token=b").unwrap();
        assert_eq!(
            parse(None, Some(&twice)),
            Err(BearerRefusal::InvalidRequest)
        );
    }

    #[test]
    fn refuses_malformed_headers() {
        let long = format!("Bearer {}", "a".repeat(limits::CREDENTIAL_CHARS + 1));
        for header in [
            "",
            "Bearer",
            "Bearer ",
            "Basic abc",
            "Bearer a b",
            "Bearer ñ",
            "Bearer \"",
            &long,
        ] {
            assert_eq!(
                parse(Some(header), None),
                Err(BearerRefusal::InvalidRequest),
                "{header}"
            );
        }
    }

    #[test]
    fn each_refusal_has_its_status_and_challenge() {
        for (refusal, status, challenge) in [
            (BearerRefusal::Missing, 401, "Bearer realm=\"userinfo\""),
            (
                BearerRefusal::InvalidRequest,
                400,
                "Bearer realm=\"userinfo\", error=\"invalid_request\"",
            ),
            (
                BearerRefusal::InvalidToken,
                401,
                "Bearer realm=\"userinfo\", error=\"invalid_token\"",
            ),
            (
                BearerRefusal::InsufficientScope,
                403,
                "Bearer realm=\"userinfo\", error=\"insufficient_scope\"",
            ),
        ] {
            let answer = refusal.to_answer();
            assert_eq!(answer.status, status);
            assert!(
                answer
                    .headers
                    .contains(&("www-authenticate", challenge.to_owned()))
            );
        }
    }
}
