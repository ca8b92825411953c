//! Proof Key for Code Exchange (RFC 7636), S256 only.

use serde::{Deserialize, Serialize};

use super::TokenRefusal;
use crate::encoding::{from_base64url, same, sha256, to_base64url};

/// What the client commits to when it asks: the SHA-256 of its verifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodeChallenge([u8; 32]);

/// What the client reveals when it redeems the code.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeVerifier(String);

impl CodeChallenge {
    /// Reads a `code_challenge`: 43 characters of base64url.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = from_base64url(text)?;
        bytes.try_into().ok().map(Self)
    }

    /// True if and only if this is the challenge of `verifier`. The time taken says nothing
    /// about where they differ.
    #[must_use]
    pub fn is_met_by(&self, verifier: &CodeVerifier) -> bool {
        same(&self.0, &verifier.challenge().0)
    }
}

impl TryFrom<String> for CodeChallenge {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a code challenge")
    }
}

impl From<CodeChallenge> for String {
    fn from(challenge: CodeChallenge) -> Self {
        challenge.to_string()
    }
}

impl std::fmt::Display for CodeChallenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&to_base64url(&self.0))
    }
}

impl CodeVerifier {
    /// Reads a `code_verifier`: 43 to 128 letters, digits and `-._~` (RFC 7636 §4.1).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let sound = (43..=128).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        sound.then(|| Self(text.to_owned()))
    }

    /// A verifier made from 32 random bytes, as RFC 7636 §4.1 recommends.
    #[must_use]
    pub fn from_random(random: &[u8; 32]) -> Self {
        Self(to_base64url(random))
    }

    /// Its challenge.
    #[must_use]
    pub fn challenge(&self) -> CodeChallenge {
        CodeChallenge(sha256(self.0.as_bytes()))
    }

    /// The verifier as text. It is a secret until the code is redeemed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeVerifier(…)")
    }
}

/// Compares what was committed to with what is revealed.
///
/// # Errors
/// [`TokenRefusal::InvalidGrant`] unless both are absent, or both are there and fit. A
/// verifier without a challenge is refused too: it shows that somebody stripped the challenge
/// from the request on its way (RFC 9700 §2.1.1).
pub fn check_pkce(
    challenge: Option<&CodeChallenge>,
    verifier: Option<&CodeVerifier>,
) -> Result<(), TokenRefusal> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if challenge.is_met_by(verifier) => Ok(()),
        (Some(_), Some(_)) => Err(TokenRefusal::InvalidGrant("code_verifier does not fit")),
        (Some(_), None) => Err(TokenRefusal::InvalidGrant("code_verifier is missing")),
        (None, Some(_)) => Err(TokenRefusal::InvalidGrant(
            "code_verifier without code_challenge",
        )),
    }
}
