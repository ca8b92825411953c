//! The token request (RFC 6749 §4.1.3, OpenID Connect Core §3.1.3.1).

use super::{CodeVerifier, PresentedClient, TokenRefusal};
use crate::client::ClientRegistration;
use crate::limits;
use crate::parameters::Parameters;

/// A token request that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// Who asks, not yet proved.
    pub client: PresentedClient,
    /// With what.
    pub grant: Grant,
}

/// What a client redeems.
#[derive(Clone, PartialEq, Eq)]
pub enum Grant {
    /// An authorization code.
    AuthorizationCode {
        /// The code.
        code: String,
        /// Must be the same as in the authorization request, character by character.
        redirect_uri: String,
        /// The PKCE verifier; see [`super::check_pkce`].
        code_verifier: Option<CodeVerifier>,
    },
}

/// Codes are credentials, so that only the kind is shown.
impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AuthorizationCode { redirect_uri, .. } => f
                .debug_struct("AuthorizationCode")
                .field("redirect_uri", redirect_uri)
                .finish_non_exhaustive(),
        }
    }
}

impl TokenRequest {
    /// Reads a request from the `Authorization` header, if there is one, and the form body.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub fn parse(authorization: Option<&str>, form: &Parameters) -> Result<Self, TokenRefusal> {
        if form.has_repeated() {
            return Err(TokenRefusal::InvalidRequest("a parameter is repeated"));
        }
        let client = PresentedClient::parse(authorization, form)?;
        let grant = match form.get("grant_type") {
            Some("authorization_code") => authorization_code(form)?,
            Some(_) => return Err(TokenRefusal::UnsupportedGrantType),
            None => return Err(TokenRefusal::InvalidRequest("grant_type is missing")),
        };
        Ok(Self { client, grant })
    }

    /// Whether the client that was looked up uses the method that it registered. The secret
    /// itself is for the caller to compare, who alone has the key of its hash.
    ///
    /// # Errors
    /// [`TokenRefusal::InvalidClient`].
    pub fn check_client(&self, client: &ClientRegistration) -> Result<(), TokenRefusal> {
        self.client.check(client)
    }
}

fn authorization_code(form: &Parameters) -> Result<Grant, TokenRefusal> {
    let code = form
        .get("code")
        .ok_or(TokenRefusal::InvalidRequest("code is missing"))?;
    if code.len() > limits::CREDENTIAL_CHARS {
        return Err(TokenRefusal::InvalidGrant("the code is not valid"));
    }
    let redirect_uri = form
        .get("redirect_uri")
        .ok_or(TokenRefusal::InvalidRequest("redirect_uri is missing"))?;
    let code_verifier = match form.get("code_verifier") {
        None => None,
        Some(text) => Some(CodeVerifier::parse(text).ok_or(TokenRefusal::InvalidGrant(
            "code_verifier is not 43 to 128 unreserved characters",
        ))?),
    };
    Ok(Grant::AuthorizationCode {
        code: code.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        code_verifier,
    })
}
