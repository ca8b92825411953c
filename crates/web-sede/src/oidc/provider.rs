//! What the provider publishes, kept for a while.

use std::sync::{Arc, Mutex, PoisonError};

use vocab::{SignedDuration, Timestamp};
use wire_oidc::{
    discovery::{ProviderMetadata, WELL_KNOWN_PATH},
    jose::JwkSet,
};

use super::{BackChannel, OidcError};

/// How long metadata and keys are believed. An unknown key is looked for at once, so that this is
/// only how long a withdrawn key lives on: an hour.
const BELIEVED: SignedDuration = SignedDuration::from_hours(1);

/// Metadata and keys as they were read.
#[derive(Debug)]
pub(super) struct Provider {
    pub(super) metadata: ProviderMetadata,
    pub(super) keys: JwkSet,
    read_at: Timestamp,
}

impl Provider {
    /// How long ago they were read.
    pub(super) fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.read_at)
    }
}

/// The last ones read.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<Option<Arc<Provider>>>);

impl Cache {
    /// What the provider published at most an hour ago. While it does not answer, what it
    /// published last.
    pub(super) async fn provider(
        &self,
        issuer: &str,
        channel: &dyn BackChannel,
        now: Timestamp,
    ) -> Result<Arc<Provider>, OidcError> {
        let known = self.known();
        if let Some(known) = &known
            && now.duration_since(known.read_at) < BELIEVED
        {
            return Ok(known.clone());
        }
        match (self.renew(issuer, channel, now).await, known) {
            (Err(OidcError::Unreachable(error)), Some(known)) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "the identity provider's metadata stay as they were");
                Ok(known)
            }
            (read, _) => read,
        }
    }

    /// Reads both documents anew.
    pub(super) async fn renew(
        &self,
        issuer: &str,
        channel: &dyn BackChannel,
        now: Timestamp,
    ) -> Result<Arc<Provider>, OidcError> {
        let address = format!("{issuer}{WELL_KNOWN_PATH}");
        let metadata = document(channel, &address).await?;
        let metadata = ProviderMetadata::parse(&metadata, issuer)
            .map_err(|error| OidcError::Document(Box::new(error)))?;
        let keys = document(channel, &metadata.jwks_uri).await?;
        let keys = JwkSet::parse(&keys).map_err(|error| OidcError::Document(Box::new(error)))?;
        let read = Arc::new(Provider {
            metadata,
            keys,
            read_at: now,
        });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read.clone());
        Ok(read)
    }

    fn known(&self) -> Option<Arc<Provider>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn document(channel: &dyn BackChannel, address: &str) -> Result<Vec<u8>, OidcError> {
    let accept = [("accept", "application/json".to_owned())];
    let answer = channel.get(address, &accept).await?;
    match answer.status {
        200 => Ok(answer.body),
        status => Err(OidcError::Status(status)),
    }
}
