//! The sequencer: gives waiting entries their places, extends the tree, signs its root.
//!
//! Nothing of it is in the transactions that write entries. A round reads what waits, computes
//! and signs outside of any transaction, and writes everything in one: a crash before leaves
//! nothing, and what was written stands. Two sequencers at once do no harm: the log moves only
//! from the state that was read, and an entry has one place (a UNIQUE constraint).

use ports::signing::{KeyUse, SignError, SignatureAlgorithm};
use store::{
    StoreError, Tx,
    repo::{
        self,
        audit_log::{LogState, WaitingEntry},
    },
};
use vocab::{AuditEntryId, SignedDuration, Timestamp};
use wire_tlog::{
    Checkpoint, Edge, SignedNote, TileId, TreeHash,
    bundle::{parse_bundle, push_entry},
    checkpoint::CheckpointError,
    leaf_hash,
    tile::{TILE_WIDTH, encode_hashes},
};

use super::{AuditLog, tiles::TxTiles, verifier};

/// Entries of one round: sixteen tiles, a few milliseconds of a writer.
const BATCH: i64 = 4_096;

/// Name of the sequencer's lease.
const SEQUENCER: &str = "audit.sequencer";

/// Lease of the sequencer: longer than any round, so that nobody signs beside it in vain.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Integrated {
    /// Entries that were given a place.
    pub entries: u64,
    /// There may be more: the round was full.
    pub more: bool,
    /// Another process is the sequencer.
    pub elsewhere: bool,
}

/// Why nothing could be integrated. Entries wait; none is lost.
#[derive(Debug, thiserror::Error)]
pub enum IntegrateError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key store.
    #[error("the checkpoint could not be signed")]
    Sign(#[from] SignError),
    /// The last checkpoint in the database is not by a key of ours.
    #[error("the last checkpoint in the database is not one that we signed")]
    Checkpoint(#[source] CheckpointError),
    /// Tiles or bundles were changed since they were signed. Nothing will be signed on top of
    /// them: restore them from the published folder or a backup.
    #[error("the {0} of the audit log in the database are not those that were signed")]
    Changed(&'static str),
}

/// What a round starts from.
struct Start {
    state: Option<LogState>,
    edge: Edge,
    bundle: Vec<u8>,
    waiting: Vec<WaitingEntry>,
}

/// What a round writes.
struct Batch {
    first: u64,
    entries: Vec<AuditEntryId>,
    tiles: Vec<(TileId, Vec<u8>)>,
    bundles: Vec<(u64, Vec<u8>)>,
    size: u64,
    root: TreeHash,
}

impl AuditLog {
    /// Integrates entries made since a moment, as `holder` of the sequencer's lease. Without
    /// anything to do it reads once and writes nothing.
    ///
    /// # Errors
    /// [`IntegrateError`]; then nothing has changed.
    pub async fn integrate(
        &self,
        since: Timestamp,
        holder: &str,
    ) -> Result<Integrated, IntegrateError> {
        let start = self
            .store
            .read("audit.log.waiting", move |tx| read(tx, since))
            .await?;
        if start.waiting.is_empty() && start.state.is_some() {
            return Ok(Integrated::default());
        }
        let now = self.clock.now();
        if !self.store.try_lease(SEQUENCER, holder, LEASE, now).await? {
            return Ok(Integrated {
                elsewhere: true,
                ..Integrated::default()
            });
        }
        self.check(&start)?;
        let before = start.state.clone();
        let origin = before
            .as_ref()
            .map_or_else(|| self.origin.clone(), |state| state.origin.clone());
        let batch = extend(start)?;
        let integrated = Integrated {
            entries: batch.entries.len() as u64,
            more: batch.entries.len() as i64 == BATCH,
            elsewhere: false,
        };
        let after = LogState {
            size: batch.size,
            checkpoint: self.sign(&origin, &batch).await?,
            origin,
        };
        let moved = self
            .store
            .transact("audit.log.integrate", move |tx| {
                write(tx, before.as_ref(), &after, &batch, now)
            })
            .await?;
        Ok(if moved {
            integrated
        } else {
            Integrated {
                elsewhere: true,
                ..Integrated::default()
            }
        })
    }

    /// Gives the sequencer's lease back, so that another process need not wait for its end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn stop_integrating(&self, holder: &str) -> Result<(), StoreError> {
        self.store.release_lease(SEQUENCER, holder).await
    }

    /// The tree that is extended is the one that was signed: otherwise a signature of ours would
    /// make somebody else's history true.
    fn check(&self, start: &Start) -> Result<(), IntegrateError> {
        let Some(state) = &start.state else {
            return Ok(());
        };
        let known = self.known_keys(&state.origin);
        let signed = Checkpoint::open(state.checkpoint.as_bytes(), &known)
            .map_err(IntegrateError::Checkpoint)?;
        if signed.size != state.size || signed.root != start.edge.root() {
            return Err(IntegrateError::Changed("tiles"));
        }
        let tile = start
            .edge
            .partial()
            .next()
            .filter(|(tile, _)| tile.level == 0);
        let hashes = tile.map_or(&[][..], |(_, hashes)| hashes);
        let entries = parse_bundle(&start.bundle).unwrap_or_default();
        if entries
            .iter()
            .map(|entry| leaf_hash(entry))
            .eq(hashes.iter().copied())
        {
            Ok(())
        } else {
            Err(IntegrateError::Changed("bundles"))
        }
    }

    async fn sign(&self, origin: &str, batch: &Batch) -> Result<String, IntegrateError> {
        let checkpoint = Checkpoint {
            origin: origin.to_owned(),
            size: batch.size,
            root: batch.root,
            extensions: Vec::new(),
        };
        let text = checkpoint.to_string();
        let active = self.signer.active(KeyUse::AuditLog)?;
        let key = verifier(origin, &active).ok_or(SignError::NoKey(KeyUse::AuditLog))?;
        let signature = self
            .signer
            .sign_as(&active, SignatureAlgorithm::Ed25519, text.as_bytes())
            .await?;
        let note = SignedNote::new(text, &key, signature).to_string();
        // A key store that signs with something else is found here and not by an auditor.
        Checkpoint::open(note.as_bytes(), &[key]).map_err(IntegrateError::Checkpoint)?;
        Ok(note)
    }
}

fn read(tx: &mut Tx<'_>, since: Timestamp) -> Result<Start, StoreError> {
    let waiting = repo::audit_log::waiting(tx, since, BATCH)?;
    let state = repo::audit_log::state(tx)?;
    let size = state.as_ref().map_or(0, |state| state.size);
    if waiting.is_empty() || size == 0 {
        return Ok(Start {
            state,
            edge: Edge::empty(),
            bundle: Vec::new(),
            waiting,
        });
    }
    let edge = Edge::load(TxTiles(tx), size)?;
    let bundle = match size % TILE_WIDTH {
        0 => Vec::new(),
        _ => repo::audit_log::bundle(tx, size / TILE_WIDTH)?.unwrap_or_default(),
    };
    Ok(Start {
        state,
        edge,
        bundle,
        waiting,
    })
}

/// Appends what waits to edge and bundle.
fn extend(start: Start) -> Result<Batch, IntegrateError> {
    let Start {
        mut edge,
        mut bundle,
        waiting,
        ..
    } = start;
    let first = edge.size();
    let mut tiles = Vec::new();
    let mut bundles = Vec::new();
    for entry in &waiting {
        push_entry(&mut bundle, &entry.commitment)
            .map_err(|_| StoreError::decode("audit_entry.commitment"))?;
        let full = |tile, hashes: &[TreeHash]| {
            tiles.push((tile, encode_hashes(hashes)));
        };
        edge.push(leaf_hash(&entry.commitment), full);
        if edge.size() % TILE_WIDTH == 0 {
            let index = edge.size() / TILE_WIDTH - 1;
            bundles.push((index, std::mem::take(&mut bundle)));
        }
    }
    if !bundle.is_empty() {
        bundles.push((edge.size() / TILE_WIDTH, bundle));
    }
    // Partial tiles above the lowest change only when a tile below became full.
    let changed = |tile: TileId| tile.level == 0 || !tiles.is_empty();
    let partial: Vec<_> = edge
        .partial()
        .filter(|(tile, _)| changed(*tile))
        .map(|(tile, hashes)| (tile, encode_hashes(hashes)))
        .collect();
    tiles.extend(partial);
    Ok(Batch {
        first,
        entries: waiting.iter().map(|entry| entry.id).collect(),
        tiles,
        bundles,
        size: edge.size(),
        root: edge.root(),
    })
}

fn write(
    tx: &mut Tx<'_>,
    before: Option<&LogState>,
    after: &LogState,
    batch: &Batch,
    now: Timestamp,
) -> Result<bool, StoreError> {
    // First of all: whoever was quicker has changed this row.
    if !repo::audit_log::advance(tx, before, after, now)? {
        return Ok(false);
    }
    repo::audit_log::add_leaves(tx, batch.first, &batch.entries, now)?;
    for (tile, hashes) in &batch.tiles {
        repo::audit_log::put_tile(tx, tile.level, tile.index, hashes, now)?;
    }
    for (index, commitments) in &batch.bundles {
        repo::audit_log::put_bundle(tx, *index, commitments, now)?;
    }
    Ok(true)
}
