//! Writes the log into a folder that leaves the machine (`docs/specs/audit-log.md`).
//!
//! The folder only grows. What it holds already is compared first: a database that lost or
//! changed history, whether by an attack or by the restoration of an old backup, cannot overwrite
//! what was published.

use ports::{log_folder::LogFolder, signing::SignError};
use store::{StoreError, repo, repo::audit_log::LogState};
use wire_tlog::{
    Checkpoint, TileId, TilePath, Tree, TreeHash, VerifierKey,
    checkpoint::CheckpointError,
    tile::{TILE_HEIGHT, TILE_WIDTH},
};

use super::{
    AuditLog, Resource,
    tiles::TxTiles,
    verify::{folder_checkpoint, keys_in},
};

/// Name of the newest checkpoint.
pub const CHECKPOINT: &str = "checkpoint";

/// Name of the file with the keys that signed, one a line.
pub const KEYS: &str = "keys";

/// Folder with one checkpoint a day, which is never written again.
pub const CHECKPOINTS: &str = "checkpoints";

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Entries that the folder proves now.
    pub size: u64,
    /// Files that were written.
    pub files: u64,
}

/// Why the folder stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder.
    #[error("the folder of the audit log cannot be used")]
    Folder(#[from] std::io::Error),
    /// There is no key.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// What is in the folder is no checkpoint of this log.
    #[error("the folder holds something else than this audit log")]
    Foreign(#[source] CheckpointError),
    /// The folder proves more entries than the database has.
    #[error(
        "the published log has {published} entries and the database only {here}: history was cut \
         off, or an old backup was restored"
    )]
    CutOff {
        /// Entries that the folder proves.
        published: u64,
        /// Entries that the database has.
        here: u64,
    },
    /// The database has another history than the folder.
    #[error("the first {size} entries of the audit log are not those that were published")]
    Rewritten {
        /// Entries that the folder proves.
        size: u64,
    },
}

impl PublishError {
    /// The folder and the database tell two histories: whatever is signed now would be a fork.
    #[must_use]
    pub fn is_about_history(&self) -> bool {
        match self {
            Self::Foreign(_) | Self::CutOff { .. } | Self::Rewritten { .. } => true,
            Self::Store(_) | Self::Folder(_) | Self::Sign(_) => false,
        }
    }
}

impl AuditLog {
    /// Brings a folder to the newest checkpoint. Writes nothing before the log has begun; a
    /// folder that holds a log then is that of a database that was lost.
    ///
    /// # Errors
    /// [`PublishError`]; files beyond the folder's checkpoint may have been written then, which
    /// do no harm and are written again.
    pub async fn publish(&self, folder: &dyn LogFolder) -> Result<Published, PublishError> {
        let state = self.state().await?;
        if state.checkpoint.is_empty() {
            self.published(folder, &state).await?;
            return Ok(Published::default());
        }
        let mut files = self.publish_key(folder, &state.origin).await?;
        let published = self.published(folder, &state).await?;
        let from = published
            .as_ref()
            .map_or(0, |(checkpoint, _)| checkpoint.size);
        if published.is_none_or(|(_, note)| note != state.checkpoint.as_bytes()) {
            for path in changed(from, state.size) {
                self.publish_tile(folder, path).await?;
                files += 1;
            }
            let today = format!("{CHECKPOINTS}/{}", &self.clock.now().strftime("%Y-%m-%d"));
            if folder.read(&today).await?.is_none() {
                folder.replace(&today, state.checkpoint.as_bytes()).await?;
                files += 1;
            }
            // Last: whoever reads the checkpoint finds everything that it speaks of.
            folder
                .replace(CHECKPOINT, state.checkpoint.as_bytes())
                .await?;
            files += 1;
        }
        Ok(Published {
            size: state.size,
            files,
        })
    }

    /// Succeeds if and only if the database continues what the folder holds. Writes nothing.
    ///
    /// # Errors
    /// [`PublishError`].
    pub async fn compare_published(&self, folder: &dyn LogFolder) -> Result<(), PublishError> {
        let state = self.state().await?;
        self.published(folder, &state).await.map(drop)
    }

    /// How far the log reaches; nothing, in the name that it would have, before it has begun.
    async fn state(&self) -> Result<LogState, StoreError> {
        let state = self.store.read("audit.log.state", repo::audit_log::state);
        Ok(state.await?.unwrap_or_else(|| LogState {
            origin: self.origin.clone(),
            size: 0,
            checkpoint: String::new(),
        }))
    }

    /// The folder's checkpoint, if it has one and the database continues it.
    async fn published(
        &self,
        folder: &dyn LogFolder,
        state: &LogState,
    ) -> Result<Option<(Checkpoint, Vec<u8>)>, PublishError> {
        let Some(note) = folder.read(CHECKPOINT).await? else {
            return Ok(None);
        };
        let mut keys = self.known_keys(&state.origin);
        // Keys that were forgotten here may have signed what lies there.
        keys.extend(
            keys_in(folder)
                .await?
                .into_iter()
                .filter(|key| key.name() == state.origin),
        );
        let checkpoint = folder_checkpoint(&note, &keys).map_err(PublishError::Foreign)?;
        if checkpoint.size > state.size {
            return Err(PublishError::CutOff {
                published: checkpoint.size,
                here: state.size,
            });
        }
        let size = checkpoint.size;
        if self.root_at(state.size, size).await? != checkpoint.root {
            return Err(PublishError::Rewritten { size });
        }
        Ok(Some((checkpoint, note)))
    }

    async fn root_at(&self, size: u64, earlier: u64) -> Result<TreeHash, StoreError> {
        self.store
            .read("audit.log.root", move |tx| {
                Tree::new(TxTiles(tx), size).root_at(earlier)
            })
            .await
    }

    /// Adds the key to those of the folder: older checkpoints are by older keys.
    async fn publish_key(&self, folder: &dyn LogFolder, origin: &str) -> Result<u64, PublishError> {
        let key = self.active_key(origin)?;
        let mut keys: Vec<VerifierKey> = keys_in(folder).await?;
        if keys.contains(&key) {
            return Ok(0);
        }
        keys.push(key);
        let text: String = keys.iter().map(|key| format!("{key}\n")).collect();
        folder.replace(KEYS, text.as_bytes()).await?;
        Ok(1)
    }

    async fn publish_tile(
        &self,
        folder: &dyn LogFolder,
        path: TilePath,
    ) -> Result<(), PublishError> {
        let Some(Resource::Tile(bytes)) = self.resource(path).await? else {
            return Err(StoreError::decode("audit_tile.hashes").into());
        };
        folder.replace(&path.to_string(), &bytes).await?;
        if path.width() == TILE_WIDTH {
            folder.remove(&path.partial_folder()).await?;
        }
        Ok(())
    }
}

/// Every tile and bundle in which a tree of `to` entries differs from one of `from`.
fn changed(from: u64, to: u64) -> Vec<TilePath> {
    let mut paths = Vec::new();
    for level in 0_u8.. {
        let hashes = |size: u64| {
            size.checked_shr(u32::from(level) * TILE_HEIGHT)
                .unwrap_or(0)
        };
        let (before, after) = (hashes(from), hashes(to));
        if after == 0 {
            break;
        }
        if before == after {
            continue;
        }
        for index in before / TILE_WIDTH..=(after - 1) / TILE_WIDTH {
            let tile = TileId { level, index };
            let width = tile.width_in(to);
            if level == 0 {
                paths.push(TilePath::Entries { index, width });
            }
            paths.push(TilePath::Tree { tile, width });
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn names(from: u64, to: u64) -> Vec<String> {
        changed(from, to).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_what_changed_is_written() {
        assert!(names(0, 0).is_empty());
        assert!(names(300, 300).is_empty());
        assert_eq!(names(0, 1), ["tile/entries/000.p/1", "tile/0/000.p/1"]);
        assert_eq!(
            names(255, 257),
            [
                "tile/entries/000",
                "tile/0/000",
                "tile/entries/001.p/1",
                "tile/0/001.p/1",
                "tile/1/000.p/1"
            ]
        );
        assert_eq!(names(256, 257), ["tile/entries/001.p/1", "tile/0/001.p/1"]);
        assert_eq!(names(257, 512).last().unwrap(), "tile/1/000.p/2");
    }
}
