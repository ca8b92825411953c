//! A relying party sends a person.

use std::sync::Arc;

use store::StoreError;
use wire_oidc::{
    ErrorCode, Parameters,
    authorize::{
        self, AuthorizationRequest, AuthorizationResponse, AuthorizeError, PageError, Refusal,
        pushed::RequestUri,
    },
    client::ClientRegistration,
};

use super::{pending::Pending, push::UNSIGNED};
use crate::{Federation, counts::Happening};

/// Why the request goes no further.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// The person sees a page: there is no address that could be trusted with an answer.
    #[error(transparent)]
    Page(PageError),
    /// The relying party is told.
    #[error("the request was refused to its client")]
    Answer(AuthorizationResponse),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The refusal of a request that must be pushed and was not.
const UNPUSHED: Refusal = Refusal {
    code: ErrorCode::InvalidRequest,
    description: "this client must push its requests (RFC 9126)",
};

/// The same for a client of that profile.
const UNPUSHED_FAPI2: Refusal = Refusal {
    code: ErrorCode::InvalidRequest,
    description: "requests must be pushed (FAPI 2.0 Security Profile 5.3.2.2)",
};

impl Federation {
    /// Checks a request against the registration of its client. It comes in one of three ways:
    /// pushed, as a signed object, or as plain parameters.
    ///
    /// # Errors
    /// [`BeginError`].
    pub async fn begin(&self, parameters: &Parameters) -> Result<Pending, BeginError> {
        let id = authorize::client_id(parameters).map_err(BeginError::Page)?;
        let client = self
            .clients
            .find(&self.store, id.as_str(), self.clock.now())
            .await?
            .ok_or(BeginError::Page(PageError::UnknownClient))?;
        let reference = parameters.get("request_uri").and_then(RequestUri::parse);
        let request = match reference {
            Some(reference) => self
                .take_pushed(&client, &reference)
                .await?
                .ok_or(AuthorizeError::Page(PageError::RequestUri)),
            None => self.brought_by_browser(parameters, &client),
        };
        Ok(Pending {
            request: request.map_err(|error| self.refused(&client, error))?,
            received_at: self.clock.now(),
        })
    }

    /// A request in the address that the browser brings, signed or not.
    fn brought_by_browser(
        &self,
        parameters: &Parameters,
        client: &Arc<ClientRegistration>,
    ) -> Result<AuthorizationRequest, AuthorizeError> {
        // Where the client is told, if its request cannot be read or may not come this way.
        let refused = |refusal| match authorize::return_address(parameters, client) {
            Ok(address) => AuthorizeError::Return { address, refusal },
            Err(page) => AuthorizeError::Page(page),
        };
        if client.needs_pushed_requests() {
            let rule = if client.is_fapi2() {
                UNPUSHED_FAPI2
            } else {
                UNPUSHED
            };
            return Err(refused(rule));
        }
        match parameters.get("request") {
            Some(object) => {
                let signed = self.unpacked(client, object).map_err(refused)?;
                authorize::parse_request(&signed, client)
            }
            None if client.require_signed_request_object => Err(refused(UNSIGNED)),
            None => authorize::parse_request(parameters, client),
        }
    }

    fn refused(&self, client: &ClientRegistration, error: AuthorizeError) -> BeginError {
        let (happening, error) = match error {
            AuthorizeError::Page(page) => (Happening::RefusedOnPage, BeginError::Page(page)),
            AuthorizeError::Return { address, refusal } => (
                Happening::Refused(refusal.code),
                BeginError::Answer(address.refused(&self.issuer, refusal)),
            ),
        };
        let id = client.client_id.as_str();
        self.clients.counts.add(id, happening);
        error
    }

    /// A request that waited in the address of one of our pages.
    #[must_use]
    pub fn recall(&self, sealed: &str) -> Option<Pending> {
        Pending::open(
            &*self.tokens,
            sealed,
            self.clock.now(),
            self.settings.request_minutes,
        )
    }

    /// The address parameter of a waiting request.
    #[must_use]
    pub fn seal(&self, pending: &Pending) -> String {
        pending.seal(&*self.tokens)
    }
}
