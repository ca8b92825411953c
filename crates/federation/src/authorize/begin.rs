//! A relying party sends a person.

use store::StoreError;
use wire_oidc::{
    Parameters,
    authorize::{self, AuthorizationResponse, AuthorizeError, PageError},
};

use super::pending::Pending;
use crate::Federation;

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

impl Federation {
    /// Checks a request against the registration of its client.
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
        let request =
            authorize::parse_request(parameters, &client).map_err(|error| match error {
                AuthorizeError::Page(page) => BeginError::Page(page),
                AuthorizeError::Return { address, refusal } => {
                    BeginError::Answer(address.refused(&self.issuer, refusal))
                }
            })?;
        Ok(Pending {
            request,
            received_at: self.clock.now(),
        })
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
