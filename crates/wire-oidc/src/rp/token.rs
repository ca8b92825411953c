//! Redeeming the code.

use serde::Deserialize;

use crate::client::ClientAuthMethod;
use crate::discovery::ProviderMetadata;
use crate::encoding::{form_body, form_encoded, from_json, to_base64};
use crate::limits;
use crate::token::{CodeVerifier, TokenResponse};

/// Who we are at the provider.
#[derive(Clone, Copy)]
pub struct RelyingParty<'a> {
    /// Our identifier.
    pub client_id: &'a str,
    /// Our secret, unless we are public.
    pub client_secret: Option<&'a str>,
    /// How we authenticate.
    pub auth_method: ClientAuthMethod,
    /// Where the browser comes back to.
    pub redirect_uri: &'a str,
}

impl std::fmt::Debug for RelyingParty<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelyingParty")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// A POST to make.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenCall {
    /// Where to.
    pub url: String,
    /// Header names in lower case and their values.
    pub headers: Vec<(&'static str, String)>,
    /// The form.
    pub body: String,
}

/// Codes and secrets travel here, so that only the address is shown.
impl std::fmt::Debug for TokenCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenCall")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// The call that redeems a code.
#[must_use]
pub fn token_call(
    provider: &ProviderMetadata,
    party: &RelyingParty<'_>,
    code: &str,
    verifier: &CodeVerifier,
) -> TokenCall {
    let mut headers = vec![
        (
            "content-type",
            "application/x-www-form-urlencoded".to_owned(),
        ),
        ("accept", "application/json".to_owned()),
    ];
    let mut pairs = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", party.redirect_uri.to_owned()),
        ("code_verifier", verifier.as_str().to_owned()),
    ];
    let secret = party.client_secret.unwrap_or_default();
    match party.auth_method {
        ClientAuthMethod::SecretBasic => {
            let pair = format!("{}:{}", form_encoded(party.client_id), form_encoded(secret));
            headers.push((
                "authorization",
                format!("Basic {}", to_base64(pair.as_bytes())),
            ));
        }
        ClientAuthMethod::SecretPost => {
            pairs.push(("client_id", party.client_id.to_owned()));
            pairs.push(("client_secret", secret.to_owned()));
        }
        // What proves the client is in the connection, or nowhere. Our own office signs no
        // assertions.
        ClientAuthMethod::None
        | ClientAuthMethod::Tls
        | ClientAuthMethod::SelfSignedTls
        | ClientAuthMethod::PrivateKeyJwt => {
            pairs.push(("client_id", party.client_id.to_owned()));
        }
    }
    TokenCall {
        url: provider.token_endpoint.clone(),
        headers,
        body: form_body(&pairs),
    }
}

/// Why a token answer was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenAnswerError {
    /// The provider said no (RFC 6749 §5.2).
    #[error("the provider gives no token: {error}")]
    Refused {
        /// Its code, of at most 64 characters.
        error: String,
    },
    /// Neither tokens nor an error of the standard.
    #[error("the provider's token answer cannot be read (status {status})")]
    Malformed {
        /// The HTTP status.
        status: u16,
    },
}

#[derive(Deserialize)]
struct RawError {
    error: String,
}

/// Reads the answer of the token endpoint.
///
/// # Errors
/// See [`TokenAnswerError`].
pub fn parse_token_answer(status: u16, body: &[u8]) -> Result<TokenResponse, TokenAnswerError> {
    let malformed = TokenAnswerError::Malformed { status };
    if status != 200 {
        let refusal: RawError = from_json(body, limits::DOCUMENT_BYTES).ok_or(malformed)?;
        return Err(TokenAnswerError::Refused {
            error: refusal.error.chars().take(64).collect(),
        });
    }
    from_json::<TokenResponse>(body, limits::DOCUMENT_BYTES)
        .filter(|answer| answer.token_type.eq_ignore_ascii_case("bearer"))
        .ok_or(malformed)
}
