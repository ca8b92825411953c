//! The ID token's claims and the userinfo document.

use serde::Serialize;

use super::ClaimValues;
use crate::encoding::{sha256, to_base64url};

/// The claims of an ID token (OpenID Connect Core §2), to be given to
/// [`crate::jose::signing_input`] with `typ` `JWT`.
///
/// Whoever builds one states that somebody was identified; that this is true is the caller's
/// burden (it holds the proof), not this crate's.
#[derive(Clone, PartialEq, Serialize)]
pub struct IdTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The subject: pairwise or public, at most 255 ASCII characters.
    pub sub: String,
    /// The one audience: the client's identifier.
    pub aud: String,
    /// Expiry, seconds since 1970.
    pub exp: i64,
    /// Issue, seconds since 1970.
    pub iat: i64,
    /// When the person identified, seconds since 1970. Always present.
    pub auth_time: i64,
    /// The request's nonce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The level reached.
    pub acr: String,
    /// How (RFC 8176): `otp`, `sms`, `pwd`, `hwk`, `user`, `mfa`…
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<String>,
    /// How the person registered, `basic` or `advanced`: beside `acr` in every ID token (R249).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_level: Option<String>,
    /// Ties the access token to this token; see [`at_hash`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_hash: Option<String>,
    /// The session at the provider, different for each client (Back-Channel Logout §2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// The authorized party. Absent: it would repeat `aud` (§2: only needed when they differ).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub azp: Option<String>,
    /// Claims about the person, from [`super::ReleasePlan::for_id_token`].
    #[serde(flatten)]
    pub released: ClaimValues,
}

/// Personal data, so that only the audience is shown.
impl std::fmt::Debug for IdTokenClaims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdTokenClaims")
            .field("aud", &self.aud)
            .finish_non_exhaustive()
    }
}

/// The `at_hash` of an access token (§3.1.3.6): the left half of its SHA-256, base64url. All
/// our algorithms use SHA-256.
#[must_use]
pub fn at_hash(access_token: &str) -> String {
    let digest = sha256(access_token.as_bytes());
    let (left, _) = digest.split_at(16);
    to_base64url(left)
}

/// The userinfo document (§5.3.2): the subject and the released claims.
#[must_use]
pub fn userinfo(sub: &str, released: &ClaimValues) -> serde_json::Map<String, serde_json::Value> {
    let mut document = serde_json::Map::new();
    document.insert("sub".to_owned(), sub.into());
    for (claim, value) in released {
        document.insert(claim.name().to_owned(), value.clone());
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_the_at_hash_of_core_appendix_a_3() {
        assert_eq!(
            at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
    }
}
