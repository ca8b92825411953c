//! The token request (RFC 6749 §4.1.3 and §6, OpenID Connect Core §3.1.3.1 and §12, CIBA Core
//! §10.1).

use super::{CodeVerifier, PresentedClient, TokenRefusal};
use crate::claims::{Scope, Scopes};
use crate::client::GrantType;
use crate::limits;
use crate::parameters::Parameters;

/// A token request that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// Who asks, not yet proved.
    pub client: PresentedClient,
    /// With what.
    pub grant: Grant,
    /// The resource that the access token is to be for (RFC 8707 §2.2). One only: a token for
    /// several could be used by each of them at the others.
    pub resource: Option<String>,
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
    /// A refresh token.
    RefreshToken {
        /// The token.
        refresh_token: String,
        /// The scopes wanted, if fewer than were granted (RFC 6749 §6).
        scopes: Option<Scopes>,
    },
    /// The identifier of a request over the back channel (OpenID Connect CIBA Core §10.1).
    Ciba {
        /// The identifier.
        auth_req_id: String,
    },
}

impl Grant {
    /// Its kind, which the client must have registered.
    #[must_use]
    pub const fn kind(&self) -> GrantType {
        match self {
            Self::AuthorizationCode { .. } => GrantType::AuthorizationCode,
            Self::RefreshToken { .. } => GrantType::RefreshToken,
            Self::Ciba { .. } => GrantType::Ciba,
        }
    }
}

/// Codes are credentials, so that only the kind is shown.
impl std::fmt::Debug for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AuthorizationCode { redirect_uri, .. } => f
                .debug_struct("AuthorizationCode")
                .field("redirect_uri", redirect_uri)
                .finish_non_exhaustive(),
            Self::RefreshToken { scopes, .. } => f
                .debug_struct("RefreshToken")
                .field("scopes", scopes)
                .finish_non_exhaustive(),
            Self::Ciba { .. } => f.debug_struct("Ciba").finish_non_exhaustive(),
        }
    }
}

impl TokenRequest {
    /// Reads a request from the `Authorization` header, if there is one, and the form body.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub fn parse(authorization: Option<&str>, form: &Parameters) -> Result<Self, TokenRefusal> {
        if form.is_repeated("resource") {
            return Err(TokenRefusal::InvalidTarget("one resource at a time"));
        }
        if form.has_repeated() {
            return Err(TokenRefusal::InvalidRequest("a parameter is repeated"));
        }
        let client = PresentedClient::parse(authorization, form)?;
        let grant = match form.get("grant_type") {
            Some("authorization_code") => authorization_code(form)?,
            Some("refresh_token") => refresh_token(form)?,
            Some("urn:openid:params:grant-type:ciba") => ciba(form)?,
            Some(_) => return Err(TokenRefusal::UnsupportedGrantType),
            None => return Err(TokenRefusal::InvalidRequest("grant_type is missing")),
        };
        let resource = match form.get("resource") {
            Some(text) if text.len() > limits::RESOURCE_CHARS => {
                return Err(TokenRefusal::InvalidTarget("resource is too long"));
            }
            other => other.map(str::to_owned),
        };
        Ok(Self {
            client,
            grant,
            resource,
        })
    }
}

fn refresh_token(form: &Parameters) -> Result<Grant, TokenRefusal> {
    let refresh_token = form
        .get("refresh_token")
        .ok_or(TokenRefusal::InvalidRequest("refresh_token is missing"))?;
    if refresh_token.len() > limits::CREDENTIAL_CHARS {
        return Err(TokenRefusal::InvalidGrant("the refresh token is not valid"));
    }
    let scopes = match form.get("scope") {
        None => None,
        Some(text) => Some(
            Scope::parse_list(text)
                .map_err(|_| TokenRefusal::InvalidScope("scope is malformed"))?,
        ),
    };
    Ok(Grant::RefreshToken {
        refresh_token: refresh_token.to_owned(),
        scopes,
    })
}

fn ciba(form: &Parameters) -> Result<Grant, TokenRefusal> {
    let auth_req_id = form
        .get("auth_req_id")
        .ok_or(TokenRefusal::InvalidRequest("auth_req_id is missing"))?;
    if auth_req_id.len() > limits::CREDENTIAL_CHARS {
        return Err(TokenRefusal::InvalidGrant("auth_req_id is not valid"));
    }
    Ok(Grant::Ciba {
        auth_req_id: auth_req_id.to_owned(),
    })
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
