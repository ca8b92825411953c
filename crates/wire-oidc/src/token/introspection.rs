//! What a resource server is told about a token (RFC 7662 §2.2).

use serde::Serialize;

use super::Confirmation;
use crate::answer::JsonAnswer;

/// The answer about a token.
#[derive(Clone, PartialEq)]
pub enum Introspection {
    /// Unknown, expired, revoked, or none of the asker's business: all alike.
    Inactive,
    /// In force.
    Active(Box<LiveToken>),
}

/// A token in force, under the member names of RFC 7662 §2.2, RFC 9470 §6.2 and RFC 9449 §6.2.
#[derive(Clone, PartialEq, Serialize)]
pub struct LiveToken {
    /// The scopes, separated by spaces.
    pub scope: String,
    /// The client that the token was given to.
    pub client_id: String,
    /// `Bearer` or `DPoP`; absent for a refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<&'static str>,
    /// Expiry, seconds since 1970.
    pub exp: i64,
    /// Issue, seconds since 1970.
    pub iat: i64,
    /// The person, as that client knows them.
    pub sub: String,
    /// The resource that the token is for.
    pub aud: String,
    /// Us.
    pub iss: String,
    /// The level reached.
    pub acr: String,
    /// When the person identified, seconds since 1970.
    pub auth_time: i64,
    /// What whoever presents the token must prove to have.
    #[serde(skip_serializing_if = "Confirmation::is_empty")]
    pub cnf: Confirmation,
}

#[derive(Serialize)]
struct Document<'a> {
    active: bool,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    token: Option<&'a LiveToken>,
}

impl Introspection {
    /// The answer to send.
    #[must_use]
    pub fn to_answer(&self) -> JsonAnswer {
        let token = match self {
            Self::Inactive => None,
            Self::Active(token) => Some(&**token),
        };
        let active = token.is_some();
        JsonAnswer::new(200, &Document { active, token })
    }
}

/// A subject is personal data, so that only the answer's kind is shown.
impl std::fmt::Debug for Introspection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Inactive => "Inactive",
            Self::Active(_) => "Active(…)",
        })
    }
}
