//! Asking about a token, or giving it back: the requests of RFC 7009 §2.1 and RFC 7662 §2.1, which
//! look alike.

use super::{PresentedClient, TokenRefusal};
use crate::answer::JsonAnswer;
use crate::limits;
use crate::parameters::Parameters;

/// What kind of token the client says it is. We look there first, and then everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHint {
    /// `refresh_token`.
    RefreshToken,
    /// `access_token`, no hint, or one that we do not know (RFC 7009 §2.1: it is only a help).
    AccessToken,
}

/// A token that a client asks about or gives back.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenInQuestion {
    /// Who asks, not yet proved.
    pub client: PresentedClient,
    /// The token.
    pub token: String,
    /// What the client says it is.
    pub hint: TokenHint,
}

/// Tokens are credentials, so that only who asks is shown.
impl std::fmt::Debug for TokenInQuestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenInQuestion")
            .field("client", &self.client)
            .field("hint", &self.hint)
            .finish_non_exhaustive()
    }
}

impl TokenInQuestion {
    /// Reads a request from the `Authorization` header, if there is one, and the form body.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub fn parse(authorization: Option<&str>, form: &Parameters) -> Result<Self, TokenRefusal> {
        if form.has_repeated() {
            return Err(TokenRefusal::InvalidRequest("a parameter is repeated"));
        }
        let client = PresentedClient::parse(authorization, form)?;
        let token = form
            .get("token")
            .ok_or(TokenRefusal::InvalidRequest("token is missing"))?;
        if token.len() > limits::CREDENTIAL_CHARS {
            return Err(TokenRefusal::InvalidRequest("token is too long"));
        }
        let hint = match form.get("token_type_hint") {
            Some("refresh_token") => TokenHint::RefreshToken,
            _ => TokenHint::AccessToken,
        };
        Ok(Self {
            client,
            token: token.to_owned(),
            hint,
        })
    }
}

/// The answer to a revocation: the same for a token that was revoked and for one that is unknown
/// (RFC 7009 §2.2).
#[must_use]
pub fn revocation_done() -> JsonAnswer {
    JsonAnswer::new(200, &serde_json::Map::new())
}
