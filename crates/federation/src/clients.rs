//! The register of relying parties, kept in memory and read again when it may have changed.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use store::{Store, StoreError, repo};
use vocab::Timestamp;
use wire_oidc::client::ClientRegistration;

use crate::counts::Counts;

/// Seconds after which the register is read again: a client that was disabled on another node is
/// gone everywhere by then.
const FRESH_S: i64 = 5;

#[derive(Default)]
struct Known {
    read_at: Option<Timestamp>,
    clients: HashMap<String, Arc<ClientRegistration>>,
}

/// The register of relying parties, and the counts of what they did.
#[derive(Default)]
pub struct ClientRegister {
    known: RwLock<Known>,
    /// Since the start of this process.
    pub(crate) counts: Counts,
}

impl ClientRegister {
    /// The registration of an id, if it is known and not disabled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find(
        &self,
        store: &Store,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<Arc<ClientRegistration>>, StoreError> {
        if !self.fresh(now) {
            self.read_again(store, now).await?;
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        Ok(known.clients.get(id).cloned())
    }

    fn fresh(&self, now: Timestamp) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.read_at.is_some_and(|read_at| {
            (0..FRESH_S).contains(&now.as_second().saturating_sub(read_at.as_second()))
        })
    }

    async fn read_again(&self, store: &Store, now: Timestamp) -> Result<(), StoreError> {
        let rows = store
            .read("federation.clients.list", repo::client::list)
            .await?;
        let clients = rows
            .into_iter()
            .filter_map(|(id, json)| match serde_json::from_str(&json) {
                Ok(registration) => Some((id, Arc::new(registration))),
                Err(error) => {
                    tracing::error!(client = id, %error, "a client registration cannot be read");
                    None
                }
            })
            .collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Known {
            read_at: Some(now),
            clients,
        };
        Ok(())
    }
}

/// Adds or replaces a relying party. The caller has checked the registration for faults.
///
/// # Errors
/// [`StoreError`].
pub async fn put_client(
    store: &Store,
    registration: &ClientRegistration,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = registration.client_id.as_str().to_owned();
    // Cannot fail: a registration is made of values that serialise to JSON.
    let json = serde_json::to_string(registration).expect("a registration serialises");
    store
        .transact("federation.clients.put", move |tx| {
            repo::client::put(tx, &id, &json, now)
        })
        .await
}
