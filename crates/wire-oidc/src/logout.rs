//! Log-out started by a relying party (OpenID Connect RP-Initiated Logout 1.0).
//!
//! Log-out itself never fails: at worst the person is asked, and stays on our page.

use crate::authorize::ui_locales;
use crate::client::{ClientId, ClientRegistration};
use crate::encoding::append_query;
use crate::hint::IdTokenHint;
use crate::limits;
use crate::parameters::Parameters;

/// A log-out request as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct LogoutRequest {
    /// An ID token of the session, not yet verified; see [`crate::hint`].
    pub id_token_hint: Option<String>,
    /// The client that asks.
    pub client_id: Option<ClientId>,
    /// Where the client would like the person to land.
    pub post_logout_redirect_uri: Option<String>,
    /// The client's own value, returned unchanged.
    pub state: Option<String>,
    /// Who the client thinks is logging out: shown or ignored, never trusted.
    pub logout_hint: Option<String>,
    /// Languages that the client thinks the person reads, preferred first.
    pub ui_locales: Vec<String>,
}

/// Values may identify a person, so that none is shown.
impl std::fmt::Debug for LogoutRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogoutRequest")
            .field("client_id", &self.client_id)
            .field("has_hint", &self.id_token_hint.is_some())
            .finish_non_exhaustive()
    }
}

/// What the provider should do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutPlan {
    /// Whether the person must confirm first.
    pub confirmation: Confirmation,
    /// Where to send the person afterwards, with `state`; `None` means a page of ours.
    pub return_to: Option<String>,
}

/// Whether the person must confirm the log-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// There is no session, or a valid hint shows that the request comes from a client that
    /// this session served.
    NotNeeded,
    /// Anybody could have sent this; a page asks, so that no image on a foreign page logs
    /// people out.
    Needed,
}

/// What this browser's session has to do with the client that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrowserSession<'a> {
    /// Nobody is identified in this browser: there is nothing to end and nothing to ask.
    Absent,
    /// Somebody is.
    Present {
        /// The `sid` that the client has for this session, if the session ever served it.
        sid: Option<&'a str>,
    },
}

impl LogoutRequest {
    /// Reads a request. What cannot be read counts as absent: the person still wants to leave.
    #[must_use]
    pub fn parse(parameters: &Parameters) -> Self {
        let text = |name: &str, limit: usize| {
            parameters
                .get(name)
                .filter(|value| value.len() <= limit && !value.chars().any(char::is_control))
                .map(str::to_owned)
        };
        Self {
            id_token_hint: text("id_token_hint", limits::TOKEN_BYTES),
            client_id: parameters
                .get("client_id")
                .and_then(|id| ClientId::parse(id).ok()),
            post_logout_redirect_uri: text("post_logout_redirect_uri", limits::REDIRECT_URI_CHARS),
            state: text("state", limits::STATE_CHARS),
            logout_hint: text("logout_hint", limits::HINT_CHARS),
            ui_locales: ui_locales(parameters).unwrap_or_default(),
        }
    }

    /// The client to look up: the one that the verified hint names, else the one that the
    /// request names. `None` if they contradict each other.
    #[must_use]
    pub fn client<'a>(&'a self, hint: Option<&'a IdTokenHint>) -> Option<&'a str> {
        match (
            hint.map(IdTokenHint::client_id),
            self.client_id.as_ref().map(ClientId::as_str),
        ) {
            (Some(hinted), Some(named)) if hinted != named => None,
            (Some(id), _) | (None, Some(id)) => Some(id),
            (None, None) => None,
        }
    }

    /// What to do, given the verified hint, the session in this browser and the registration
    /// of [`Self::client`].
    ///
    /// The person is returned if and only if the address is registered for that client. The
    /// question is spared if and only if there is no session, or the hint belongs to it.
    #[must_use]
    pub fn plan(
        &self,
        hint: Option<&IdTokenHint>,
        session: BrowserSession<'_>,
        client: Option<&ClientRegistration>,
    ) -> LogoutPlan {
        let named = self.client(hint);
        let hint_fits = |sid: Option<&str>| {
            hint.is_some_and(|hint| {
                named == Some(hint.client_id()) && hint.sid().is_some() && hint.sid() == sid
            })
        };
        let confirmation = match session {
            BrowserSession::Absent => Confirmation::NotNeeded,
            BrowserSession::Present { sid } if hint_fits(sid) => Confirmation::NotNeeded,
            BrowserSession::Present { .. } => Confirmation::Needed,
        };
        let return_to = client
            .filter(|client| named == Some(client.client_id.as_str()))
            .zip(self.post_logout_redirect_uri.as_deref())
            .filter(|(client, address)| client.logs_out_to(address))
            .map(|(_, address)| match &self.state {
                Some(state) => append_query(address, &[("state", state.clone())]),
                None => address.to_owned(),
            });
        LogoutPlan {
            confirmation,
            return_to,
        }
    }
}
