//! Sending the browser to the provider, and to its log-out.

use serde::{Deserialize, Serialize};
use vocab::AssuranceLevel;

use super::RelyingParty;
use crate::claims::Scopes;
use crate::discovery::ProviderMetadata;
use crate::encoding::{append_query, to_base64url};
use crate::token::CodeVerifier;

/// The three values that tie an answer to the browser that asked. To be kept where only that
/// browser can use them (a sealed cookie), and used once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginAttempt {
    /// Comes back with the callback: protects against forged callbacks.
    pub state: String,
    /// Comes back in the ID token: protects against injected codes.
    pub nonce: String,
    code_verifier: String,
}

impl LoginAttempt {
    /// An attempt from 96 random bytes, 32 for each value.
    #[must_use]
    pub fn from_random(random: &[[u8; 32]; 3]) -> Self {
        let [state, nonce, verifier] = random;
        Self {
            state: to_base64url(state),
            nonce: to_base64url(nonce),
            code_verifier: CodeVerifier::from_random(verifier).as_str().to_owned(),
        }
    }

    /// The PKCE verifier; `None` if what was stored is not one.
    #[must_use]
    pub fn code_verifier(&self) -> Option<CodeVerifier> {
        CodeVerifier::parse(&self.code_verifier)
    }
}

impl std::fmt::Debug for LoginAttempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoginAttempt(…)")
    }
}

/// What to ask of the provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoginRequest {
    /// The scopes, `openid` among them.
    pub scopes: Scopes,
    /// The lowest acceptable level; sent as `acr_values`.
    pub minimum_level: Option<AssuranceLevel>,
    /// Seconds that the identification may be old.
    pub max_age: Option<i64>,
    /// `login`, `none`…
    pub prompt: Option<&'static str>,
    /// The language tags of the person's page, preferred first.
    pub ui_locales: Vec<String>,
    /// To pre-fill a field.
    pub login_hint: Option<String>,
}

/// The address to which the browser is sent.
#[must_use]
pub fn authorization_url(
    provider: &ProviderMetadata,
    party: &RelyingParty<'_>,
    request: &LoginRequest,
    attempt: &LoginAttempt,
) -> String {
    let challenge = CodeVerifier::parse(&attempt.code_verifier)
        .map(|verifier| verifier.challenge().to_string())
        .unwrap_or_default();
    let mut pairs = vec![
        ("response_type", "code".to_owned()),
        ("client_id", party.client_id.to_owned()),
        ("redirect_uri", party.redirect_uri.to_owned()),
        ("scope", crate::claims::Scope::join(&request.scopes)),
        ("state", attempt.state.clone()),
        ("nonce", attempt.nonce.clone()),
        ("code_challenge", challenge),
        ("code_challenge_method", "S256".to_owned()),
    ];
    pairs.extend(
        request
            .minimum_level
            .map(|level| ("acr_values", level.acr().to_owned())),
    );
    pairs.extend(request.max_age.map(|age| ("max_age", age.to_string())));
    pairs.extend(request.prompt.map(|prompt| ("prompt", prompt.to_owned())));
    pairs.extend(request.login_hint.clone().map(|hint| ("login_hint", hint)));
    if !request.ui_locales.is_empty() {
        pairs.push(("ui_locales", request.ui_locales.join(" ")));
    }
    append_query(&provider.authorization_endpoint, &pairs)
}

/// The address to which the browser is sent to log out at the provider, if it has one.
/// `return_to` must be registered there; `state` comes back with it.
#[must_use]
pub fn logout_url(
    provider: &ProviderMetadata,
    client_id: &str,
    id_token: Option<&str>,
    return_to: Option<&str>,
    state: Option<&str>,
) -> Option<String> {
    let endpoint = provider.end_session_endpoint.as_deref()?;
    let mut pairs = vec![("client_id", client_id.to_owned())];
    pairs.extend(id_token.map(|token| ("id_token_hint", token.to_owned())));
    pairs.extend(return_to.map(|address| ("post_logout_redirect_uri", address.to_owned())));
    pairs.extend(state.map(|state| ("state", state.to_owned())));
    Some(append_query(endpoint, &pairs))
}
