//! The authorization request as a value.

use serde::{Deserialize, Serialize};

use super::LevelDemand;
use crate::claims::{ClaimsRequest, Scopes};
use crate::client::ClientId;
use crate::hint::IdTokenHint;
use crate::token::CodeChallenge;

/// How the answer travels back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the query of a redirect (OAuth 2.0 Multiple Response Types §2.1).
    #[default]
    Query,
    /// In a form that the browser posts (OAuth 2.0 Form Post Response Mode).
    FormPost,
}

/// Where and how an answer goes back. Made by [`super::parse_request`] alone, after the
/// address was found in the client's registration; it can be stored with a flow of ours and
/// read back from there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnAddress {
    pub(super) redirect_uri: String,
    pub(super) response_mode: ResponseMode,
    pub(super) state: Option<String>,
}

impl ReturnAddress {
    /// The address, exactly as the client sent it; the token request must repeat it.
    #[must_use]
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// The address as a source of a content security policy: its origin, or the scheme of an
    /// application. A page whose form ends in this redirect needs it in `form-action`, because
    /// browsers apply that to redirects too.
    #[must_use]
    pub fn csp_source(&self) -> String {
        let (scheme, rest) = self.redirect_uri.split_once(':').unwrap_or_default();
        match rest.strip_prefix("//") {
            Some(rest) if matches!(scheme, "http" | "https") => {
                let authority = rest.split(['/', '?']).next().unwrap_or_default();
                format!("{scheme}://{authority}")
            }
            _ => format!("{scheme}:"),
        }
    }

    /// How the answer travels.
    #[must_use]
    pub const fn response_mode(&self) -> ResponseMode {
        self.response_mode
    }

    /// The client's own value, returned unchanged.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }
}

/// `state` protects the client against forgery, so that it is not shown.
impl std::fmt::Debug for ReturnAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReturnAddress")
            .field("redirect_uri", &self.redirect_uri)
            .field("response_mode", &self.response_mode)
            .finish_non_exhaustive()
    }
}

/// How much the person may be asked (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// `none`: no page at all; what would need one is an error.
    Silent,
    /// Anything else.
    Interactive {
        /// `login`: identify again, whatever session there is.
        login: bool,
        /// `consent`: show again what is released.
        consent: bool,
        /// `select_account`: let the person choose another identity.
        select_account: bool,
    },
}

impl Default for Prompt {
    fn default() -> Self {
        Self::Interactive {
            login: false,
            consent: false,
            select_account: false,
        }
    }
}

/// A request that passed every check. It can be stored with a flow and read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client_id: ClientId,
    /// Where the answer goes.
    pub return_address: ReturnAddress,
    /// The scopes asked for, cut down to those that the client may ask for; `openid` always
    /// among them.
    pub scopes: Scopes,
    /// To be repeated in the ID token.
    pub nonce: Option<String>,
    /// How much the person may be asked.
    pub prompt: Prompt,
    /// How old, in seconds, the identification may be.
    pub max_age: Option<i64>,
    /// Which level is asked for.
    pub level: LevelDemand,
    /// Who the client thinks the person is: to pre-fill a field, never to decide.
    pub login_hint: Option<String>,
    /// Languages that the client thinks the person reads, preferred first.
    pub ui_locales: Vec<String>,
    /// Claims asked for by name.
    pub claims: ClaimsRequest,
    /// The PKCE challenge; `None` only for a confidential client whose registration allows it.
    pub code_challenge: Option<CodeChallenge>,
    /// An earlier ID token, not yet verified; see [`crate::hint`].
    pub id_token_hint: Option<String>,
    /// The resource that access tokens are to be for (RFC 8707 §2.1), one that the client may ask
    /// for; `None` for userinfo.
    #[serde(default)]
    pub resource: Option<String>,
    /// The thumbprint of the key that the token request must prove to have (RFC 9449 §10).
    #[serde(default)]
    pub dpop_jkt: Option<String>,
}

impl AuthorizationRequest {
    /// Whether no page may be shown.
    #[must_use]
    pub const fn is_silent(&self) -> bool {
        matches!(self.prompt, Prompt::Silent)
    }

    /// Whether an answer about this subject is one that the client asked for: the `sub` of its
    /// claims request and of its (verified) `id_token_hint`, where there are any, are this
    /// one. If not, the answer is `login_required` (OpenID Connect Core §3.1.2.2 step 4).
    #[must_use]
    pub fn is_about(&self, sub: &str, hint: Option<&IdTokenHint>) -> bool {
        let demanded = self.claims.subject.as_deref();
        let hinted = hint.map(IdTokenHint::sub);
        demanded.is_none_or(|demanded| demanded == sub) && hinted.is_none_or(|hinted| hinted == sub)
    }

    /// Whether somebody who identified at `auth_time` must identify again at `now` (seconds
    /// since 1970), because the client said `prompt=login`, `select_account` or a `max_age`
    /// that has passed.
    #[must_use]
    pub fn demands_fresh_login(&self, auth_time: i64, now: i64) -> bool {
        let asked = matches!(
            self.prompt,
            Prompt::Interactive { login: true, .. }
                | Prompt::Interactive {
                    select_account: true,
                    ..
                }
        );
        let too_old = self
            .max_age
            .is_some_and(|max_age| now.saturating_sub(auth_time) > max_age);
        // `max_age=0` means `prompt=login` (Core §3.1.2.1, second errata set), also within
        // the same second.
        asked || too_old || self.max_age == Some(0)
    }
}
