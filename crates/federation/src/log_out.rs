//! Log-out that a relying party starts (OpenID Connect RP-Initiated Logout 1.0).

use std::sync::Arc;

use authn::Authenticated;
use store::StoreError;
use vocab::SessionId;
use wire_oidc::{
    Parameters,
    client::ClientRegistration,
    hint::{IdTokenHint, verify_id_token_hint},
    jose::JwkSet,
    logout::{BrowserSession, Confirmation, LogoutRequest},
};

use crate::Federation;

/// What to do about a log-out request.
#[derive(Debug)]
pub struct LogOutPlan {
    /// Without a valid hint for this session, the person is asked.
    pub ask: bool,
    /// Where the person goes afterwards; `None` is a page of ours.
    pub return_to: Option<String>,
    /// Who asks, if it is known.
    pub client: Option<Arc<ClientRegistration>>,
    /// Languages that it thinks the person reads, preferred first.
    pub ui_locales: Vec<String>,
}

impl Federation {
    /// Reads a log-out request and says what to do. An address that is not registered is never
    /// followed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn plan_log_out(
        &self,
        parameters: &Parameters,
        person: Option<&Authenticated>,
    ) -> Result<LogOutPlan, StoreError> {
        let request = LogoutRequest::parse(parameters);
        let hint = request
            .id_token_hint
            .as_deref()
            .and_then(|token| self.verified_hint(token));
        let client = match request.client(hint.as_ref()) {
            Some(id) => self.clients.find(&self.store, id, self.clock.now()).await?,
            None => None,
        };
        let sid = person
            .zip(client.as_ref())
            .map(|(person, client)| self.sid(client.client_id.as_str(), person.session()));
        let browser = match person {
            None => BrowserSession::Absent,
            Some(_) => BrowserSession::Present {
                sid: sid.as_deref(),
            },
        };
        let plan = request.plan(hint.as_ref(), browser, client.as_deref());
        let ask = plan.confirmation == Confirmation::Needed;
        Ok(LogOutPlan {
            ask,
            return_to: plan.return_to,
            client,
            ui_locales: request.ui_locales,
        })
    }

    /// An ID token that comes back, if it is one of ours. Hints have mostly expired.
    pub(crate) fn verified_hint(&self, token: &str) -> Option<IdTokenHint> {
        let keys = JwkSet::parse(self.jwks().as_bytes()).ok()?;
        verify_id_token_hint(token, &keys, self.issuer.as_str()).ok()
    }

    /// The session as one relying party knows it: different for each, so that they cannot join
    /// their files by it.
    pub(crate) fn sid(&self, client: &str, session: SessionId) -> String {
        let mut material = session.as_bytes().to_vec();
        material.extend_from_slice(client.as_bytes());
        let hash = self.hashes.hash("oidc.sid", &material);
        hash.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
