//! Checks a published log from its files alone: no database, no key of ours, nobody to trust but
//! the keys that the caller brings.

use std::io;

use ports::log_folder::LogFolder;
use wire_tlog::{
    Checkpoint, Edge, TileId, TilePath, TreeHash, VerifierKey,
    bundle::{BundleError, parse_bundle},
    checkpoint::CheckpointError,
    leaf_hash,
    tile::{TILE_WIDTH, encode_hashes},
};

use super::publish::{CHECKPOINT, CHECKPOINTS, KEYS};

/// A checkpoint of the same log that somebody kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderCheckpoint {
    /// Where it comes from, for messages.
    pub label: String,
    /// The signed note.
    pub note: Vec<u8>,
}

/// A log that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its newest checkpoint.
    pub checkpoint: Checkpoint,
    /// Labels and sizes of the older checkpoints that it continues.
    pub continues: Vec<(String, u64)>,
}

/// What is wrong with a published log. Each names the first fault that was found.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file cannot be read.
    #[error("the log cannot be read")]
    Folder(#[from] io::Error),
    /// A file that the checkpoint speaks of is not there.
    #[error("{0} is missing: history was cut, or the copy is not complete")]
    Missing(String),
    /// The newest checkpoint is not believable.
    #[error("the checkpoint cannot be believed")]
    Checkpoint(#[source] CheckpointError),
    /// An older checkpoint is not believable, or of another log.
    #[error("the older checkpoint {label} cannot be believed")]
    Older {
        /// Where it comes from.
        label: String,
        /// Why.
        #[source]
        source: CheckpointError,
    },
    /// The log has fewer entries than it had.
    #[error(
        "the log has {size} entries, and {label} was signed for {older}: history was cut off at \
         the end"
    )]
    CutOff {
        /// Where the older checkpoint comes from.
        label: String,
        /// Entries that it counts.
        older: u64,
        /// Entries that the log has.
        size: u64,
    },
    /// The beginning of the log is not what was signed for it.
    #[error(
        "the first {older} entries are not those for which {label} was signed: history was \
         rewritten, or there are two logs under one name"
    )]
    Rewritten {
        /// Where the older checkpoint comes from.
        label: String,
        /// Entries that it counts.
        older: u64,
    },
    /// A bundle is damaged.
    #[error("{path} is damaged")]
    Bundle {
        /// Which.
        path: String,
        /// How.
        #[source]
        source: BundleError,
    },
    /// A bundle has more or fewer entries than the checkpoint counts.
    #[error("{path} has {found} entries")]
    Entries {
        /// Which.
        path: String,
        /// How many it has.
        found: usize,
    },
    /// A tile does not follow from what is below it.
    #[error("{0} does not follow from the entries: entries or tiles were changed or moved")]
    Tile(String),
    /// Entries and tiles fit each other, and not the checkpoint.
    #[error("the entries do not give the root that was signed: history was rewritten")]
    Root,
}

/// The keys that a folder names. They prove no more than the folder does.
///
/// # Errors
/// When the file is there and cannot be read, or holds something else.
pub async fn keys_in(folder: &dyn LogFolder) -> io::Result<Vec<VerifierKey>> {
    let text = folder.read(KEYS).await?.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    text.lines()
        .map(|line| {
            let no_key = |error| io::Error::new(io::ErrorKind::InvalidData, error);
            line.parse().map_err(no_key)
        })
        .collect()
}

/// The checkpoints that a folder keeps, one a day.
///
/// # Errors
/// When they cannot be read.
pub async fn older_in(folder: &dyn LogFolder) -> io::Result<Vec<OlderCheckpoint>> {
    let mut older = Vec::new();
    for name in folder.list(CHECKPOINTS).await? {
        let label = format!("{CHECKPOINTS}/{name}");
        let note = folder.read(&label).await?.unwrap_or_default();
        older.push(OlderCheckpoint { label, note });
    }
    Ok(older)
}

pub(super) fn folder_checkpoint(
    note: &[u8],
    trusted: &[VerifierKey],
) -> Result<Checkpoint, CheckpointError> {
    Checkpoint::open(note, trusted)
}

/// Succeeds if and only if the newest checkpoint is signed by a trusted key, every entry that it
/// counts is there in the order that it signs, every tile follows from the entries, and every
/// older checkpoint is signed by a trusted key in the same name and is the beginning of this log.
///
/// # Errors
/// [`VerifyError`].
pub async fn verify_folder(
    folder: &dyn LogFolder,
    trusted: &[VerifierKey],
    older: &[OlderCheckpoint],
) -> Result<Verified, VerifyError> {
    let note = folder.read(CHECKPOINT).await?;
    let note = note.ok_or_else(|| VerifyError::Missing(CHECKPOINT.into()))?;
    let checkpoint = folder_checkpoint(&note, trusted).map_err(VerifyError::Checkpoint)?;
    let older = open_older(older, trusted, &checkpoint)?;
    let mut reading = Reading {
        folder,
        size: checkpoint.size,
        edge: Edge::empty(),
    };
    // Whoever rewrites the past also signs a new present: the older ones tell what happened.
    let mut waiting = older.iter().peekable();
    loop {
        while let Some((label, before)) = waiting.next_if(|(_, c)| c.size == reading.edge.size()) {
            if before.root != reading.edge.root() {
                return Err(VerifyError::Rewritten {
                    label: label.clone(),
                    older: before.size,
                });
            }
        }
        if reading.edge.size() == checkpoint.size {
            break;
        }
        let until = waiting
            .peek()
            .map_or(checkpoint.size, |(_, next)| next.size);
        reading.read_on(until).await?;
    }
    reading.finish().await?;
    if reading.edge.root() != checkpoint.root {
        return Err(VerifyError::Root);
    }
    let continues = older
        .into_iter()
        .map(|(label, before)| (label, before.size))
        .collect();
    Ok(Verified {
        checkpoint,
        continues,
    })
}

/// The older checkpoints by size, each believable and not beyond the newest.
fn open_older(
    older: &[OlderCheckpoint],
    trusted: &[VerifierKey],
    newest: &Checkpoint,
) -> Result<Vec<(String, Checkpoint)>, VerifyError> {
    let own: Vec<VerifierKey> = trusted
        .iter()
        .filter(|key| key.name() == newest.origin)
        .cloned()
        .collect();
    let mut opened = Vec::with_capacity(older.len());
    for OlderCheckpoint { label, note } in older {
        let before = Checkpoint::open(note, &own).map_err(|source| VerifyError::Older {
            label: label.clone(),
            source,
        })?;
        if before.size > newest.size {
            return Err(VerifyError::CutOff {
                label: label.clone(),
                older: before.size,
                size: newest.size,
            });
        }
        opened.push((label.clone(), before));
    }
    opened.sort_by_key(|(_, before)| before.size);
    Ok(opened)
}

/// Entries read from the beginning, and the tree over them.
struct Reading<'f> {
    folder: &'f dyn LogFolder,
    size: u64,
    edge: Edge,
}

impl Reading<'_> {
    /// Reads entries up to `until` or to the end of a bundle, and compares the tiles that become
    /// full.
    async fn read_on(&mut self, until: u64) -> Result<(), VerifyError> {
        let index = self.edge.size() / TILE_WIDTH;
        let width = TileId { level: 0, index }.width_in(self.size);
        let path = TilePath::Entries { index, width };
        let bytes = self.file(path).await?;
        let entries = parse_bundle(&bytes).map_err(|source| VerifyError::Bundle {
            path: path.to_string(),
            source,
        })?;
        if entries.len() as u64 != width {
            return Err(VerifyError::Entries {
                path: path.to_string(),
                found: entries.len(),
            });
        }
        let known = (self.edge.size() % TILE_WIDTH) as usize;
        let wanted = (until - self.edge.size()) as usize;
        let mut full: Vec<(TileId, Vec<TreeHash>)> = Vec::new();
        for entry in entries.iter().skip(known).take(wanted) {
            self.edge.push(leaf_hash(entry), |tile, hashes| {
                full.push((tile, hashes.to_vec()));
            });
        }
        for (tile, hashes) in full {
            self.compare(tile, &hashes).await?;
        }
        Ok(())
    }

    /// Compares the tiles that did not become full.
    async fn finish(&self) -> Result<(), VerifyError> {
        for (tile, hashes) in self.edge.partial() {
            self.compare(tile, hashes).await?;
        }
        Ok(())
    }

    async fn compare(&self, tile: TileId, hashes: &[TreeHash]) -> Result<(), VerifyError> {
        let width = hashes.len() as u64;
        let path = TilePath::Tree { tile, width };
        if self.file(path).await? == encode_hashes(hashes) {
            Ok(())
        } else {
            Err(VerifyError::Tile(path.to_string()))
        }
    }

    async fn file(&self, path: TilePath) -> Result<Vec<u8>, VerifyError> {
        let name = path.to_string();
        let found = self.folder.read(&name).await?;
        found.ok_or(VerifyError::Missing(name))
    }
}
