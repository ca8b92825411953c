//! One look for every browser that waits in a process.

use model::app::request::RequestState;
use store::{StoreError, WakeUps, repo};
use vocab::{AppRequestId, SignedDuration, Timestamp};

use crate::Doorkeeper;

/// How far back a look goes beyond the one before: requests are seen after their commit, which may
/// come later than the moment that they carry.
const OVERLAP: SignedDuration = SignedDuration::from_secs(5);

impl Doorkeeper {
    /// Hints that a request moved, in whichever process. Hints may be lost.
    #[must_use]
    pub fn request_hints(&self) -> WakeUps {
        self.store.subscribe()
    }

    /// Where requests stand that moved since a look before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn requests_moved(
        &self,
        since: Timestamp,
    ) -> Result<Vec<(AppRequestId, RequestState)>, StoreError> {
        let since = since.saturating_sub(OVERLAP).unwrap_or(since);
        self.store
            .read("authn.app.request.moved", move |tx| {
                repo::app::request::moved_since(tx, since)
            })
            .await
    }
}
