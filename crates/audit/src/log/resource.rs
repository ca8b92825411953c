//! What lies at the log's public addresses (C2SP `tlog-tiles`).

use store::{StoreError, repo};
use wire_tlog::{TilePath, bundle::first_entries};

use super::{AuditLog, tiles::tile_bytes};

/// Bytes, and whether they will ever change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// The state of the log at this moment.
    Checkpoint(String),
    /// The key that verifies it, in the form of a C2SP verifier key.
    Key(String),
    /// A tile or a bundle: the same for ever.
    Tile(Vec<u8>),
}

impl AuditLog {
    /// The newest checkpoint; nothing before the log has begun.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn checkpoint(&self) -> Result<Option<Resource>, StoreError> {
        let state = self
            .store
            .read("audit.log.checkpoint", repo::audit_log::state)
            .await?;
        Ok(state.map(|state| Resource::Checkpoint(state.checkpoint)))
    }

    /// The key that signs checkpoints; nothing if there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn key(&self) -> Result<Option<Resource>, StoreError> {
        let state = self
            .store
            .read("audit.log.key", repo::audit_log::state)
            .await?;
        let origin = state.map_or_else(|| self.origin.clone(), |state| state.origin);
        let key = self.active_key(&origin).ok();
        Ok(key.map(|key| Resource::Key(format!("{key}\n"))))
    }

    /// A tile or a bundle; nothing if no checkpoint reaches as far.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn resource(&self, path: TilePath) -> Result<Option<Resource>, StoreError> {
        let found = self
            .store
            .read("audit.log.tile", move |tx| match path {
                TilePath::Tree { tile, width } => tile_bytes(tx, tile, width),
                TilePath::Entries { index, width } => {
                    let bundle = repo::audit_log::bundle(tx, index)?.unwrap_or_default();
                    Ok(first_entries(&bundle, width).map(<[u8]>::to_vec))
                }
            })
            .await;
        match found {
            Ok(bytes) => Ok(bytes.map(Resource::Tile)),
            Err(error) => Err(error),
        }
    }
}
