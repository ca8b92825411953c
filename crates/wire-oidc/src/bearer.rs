//! Access tokens at the userinfo endpoint (RFC 6750, RFC 9449 §7, OpenID Connect Core §5.3).

use serde::Serialize;

use crate::answer::JsonAnswer;
use crate::claims::{ClaimValues, userinfo};
use crate::error_code::ErrorCode;
use crate::jose::Algorithm;
use crate::limits;
use crate::parameters::Parameters;

/// How an access token was presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenScheme {
    /// As a bearer token.
    Bearer,
    /// Together with a proof of possession.
    Dpop,
}

/// An access token as it was presented.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    text: String,
    scheme: TokenScheme,
}

impl AccessToken {
    /// The token itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// How it was presented.
    #[must_use]
    pub const fn scheme(&self) -> TokenScheme {
        self.scheme
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
    /// The proof of possession is missing or wrong (RFC 9449 §7.1).
    #[error("the proof of possession is refused")]
    InvalidDpopProof,
    /// The proof must bear the nonce that the caller adds to this answer (RFC 9449 §9).
    #[error("the proof of possession bears no nonce of ours")]
    UseDpopNonce,
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
            let scheme = if scheme.eq_ignore_ascii_case("bearer") {
                TokenScheme::Bearer
            } else if scheme.eq_ignore_ascii_case("dpop") {
                TokenScheme::Dpop
            } else {
                return Err(BearerRefusal::InvalidRequest);
            };
            Some((scheme, token))
        }
    };
    let (scheme, token) = match (in_header, in_form) {
        (None, None) => return Err(BearerRefusal::Missing),
        (Some(_), Some(_)) => return Err(BearerRefusal::InvalidRequest),
        (Some(presented), None) => presented,
        (None, Some(token)) => (TokenScheme::Bearer, token),
    };
    // b64token of RFC 6750 §2.1.
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.is_empty() || token.len() > limits::CREDENTIAL_CHARS || !token.bytes().all(allowed) {
        return Err(BearerRefusal::InvalidRequest);
    }
    Ok(AccessToken {
        text: token.to_owned(),
        scheme,
    })
}

#[derive(Serialize)]
struct ErrorDocument {
    error: &'static str,
}

impl BearerRefusal {
    /// The answer to send, with its challenge: for the scheme that was used (RFC 6750 §3, RFC 9449
    /// §7.1), or for both if there was no token. One alone where there is an error, since clients
    /// look for it in the only challenge.
    #[must_use]
    pub fn to_answer(&self, presented: TokenScheme) -> JsonAnswer {
        let (status, code) = match self {
            Self::Missing => (401, None),
            Self::InvalidRequest => (400, Some(ErrorCode::InvalidRequest)),
            Self::InvalidToken => (401, Some(ErrorCode::InvalidToken)),
            Self::InsufficientScope => (403, Some(ErrorCode::InsufficientScope)),
            Self::InvalidDpopProof => (401, Some(ErrorCode::InvalidDpopProof)),
            Self::UseDpopNonce => (401, Some(ErrorCode::UseDpopNonce)),
        };
        let algs = Algorithm::OF_FAPI.map(Algorithm::name).join(" ");
        let bearer = "Bearer realm=\"userinfo\"";
        let dpop = format!("DPoP realm=\"userinfo\", algs=\"{algs}\"");
        let Some(code) = code else {
            return JsonAnswer::new(status, &serde_json::Map::new())
                .with_challenge(format!("{bearer}, {dpop}"));
        };
        let error = code.as_str();
        let challenge = match presented {
            TokenScheme::Bearer => format!("{bearer}, error=\"{error}\""),
            TokenScheme::Dpop => format!("{dpop}, error=\"{error}\""),
        };
        JsonAnswer::new(status, &ErrorDocument { error }).with_challenge(challenge)
    }
}

/// The userinfo answer.
#[must_use]
pub fn userinfo_answer(sub: &str, released: &ClaimValues) -> JsonAnswer {
    JsonAnswer::new(200, &userinfo(sub, released))
}

/// The `typ` of signed userinfo (RFC 8725 §3.11), so that it can never pass for an ID token.
pub const USERINFO_TYPE: &str = "userinfo+jwt";

/// The claims of a signed userinfo answer (§5.3.2), to be given to
/// [`crate::jose::signing_input`] with `typ` [`USERINFO_TYPE`].
#[must_use]
pub fn userinfo_claims(
    issuer: &str,
    client_id: &str,
    sub: &str,
    released: &ClaimValues,
) -> serde_json::Map<String, serde_json::Value> {
    let mut claims = userinfo(sub, released);
    claims.insert("iss".to_owned(), issuer.into());
    claims.insert("aud".to_owned(), client_id.into());
    claims
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
            (BearerRefusal::InvalidRequest, 400, "invalid_request"),
            (BearerRefusal::InvalidToken, 401, "invalid_token"),
            (BearerRefusal::InsufficientScope, 403, "insufficient_scope"),
            (BearerRefusal::InvalidDpopProof, 401, "invalid_dpop_proof"),
            (BearerRefusal::UseDpopNonce, 401, "use_dpop_nonce"),
        ] {
            for (presented, header) in [
                (TokenScheme::Bearer, BEARER.to_owned()),
                (TokenScheme::Dpop, DPOP.to_owned()),
            ] {
                let answer = refusal.to_answer(presented);
                assert_eq!(answer.status, status);
                let header = format!("{header}, error=\"{challenge}\"");
                assert!(answer.headers.contains(&("www-authenticate", header)));
            }
        }
    }

    const BEARER: &str = "Bearer realm=\"userinfo\"";
    const DPOP: &str = "DPoP realm=\"userinfo\", algs=\"ES256 PS256 EdDSA\"";

    #[test]
    fn without_a_token_both_ways_are_offered_and_no_error_is_told() {
        let answer = BearerRefusal::Missing.to_answer(TokenScheme::Bearer);
        assert_eq!((answer.status, answer.body.as_str()), (401, "{}"));
        let header = format!("{BEARER}, {DPOP}");
        assert!(answer.headers.contains(&("www-authenticate", header)));
    }
}
