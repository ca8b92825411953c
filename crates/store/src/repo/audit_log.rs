//! The public log above the audit entries: which entry is where, tiles, bundles, checkpoint.
//!
//! Finding the entries that have no place yet costs the transactions that write them nothing:
//! there is no mark on an entry and no index of those that wait. The sequencer looks at the ids
//! from a moment on, which sort by time, and leaves out those that have a place.

use vocab::{AuditEntryId, Entropy, Timestamp};

use crate::{Param, StoreError, Tx, sql};

/// How far the log reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogState {
    /// The name that the log was given when it began.
    pub origin: String,
    /// How many entries have a place.
    pub size: u64,
    /// The signed checkpoint over them.
    pub checkpoint: String,
}

/// An entry that has no place yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// What the log will hold of it.
    pub commitment: [u8; 32],
}

/// A place in the log, and what the table of entries says about who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub index: u64,
    /// Whose.
    pub entry: AuditEntryId,
    /// The commitment in the table of entries; nothing if the entry is not there any more.
    pub commitment: Option<[u8; 32]>,
}

/// How far the log reaches; nothing before it has begun.
///
/// # Errors
/// [`StoreError`].
pub fn state(tx: &mut Tx<'_>) -> Result<Option<LogState>, StoreError> {
    tx.query_opt(
        sql!("SELECT origin, size, checkpoint FROM audit_log WHERE id = 1"),
        &[],
        |row| {
            Ok(LogState {
                origin: row.get(0)?,
                size: count(row.get(1)?)?,
                checkpoint: row.get(2)?,
            })
        },
    )
}

/// Moves the log on; `false` if and only if it is not as it was read, because somebody else was
/// quicker.
///
/// # Errors
/// [`StoreError`].
pub fn advance(
    tx: &mut Tx<'_>,
    before: Option<&LogState>,
    after: &LogState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let size = number(after.size)?;
    let touched = match before {
        None => tx.execute(
            sql!(
                "INSERT INTO audit_log (id, origin, size, checkpoint, created_at, updated_at, \
                 updated_by) VALUES (1, $1, $2, $3, $4, $4, $5) ON CONFLICT (id) DO NOTHING"
            ),
            &[&after.origin, &size, &after.checkpoint, &now, &name],
        )?,
        Some(before) => tx.execute(
            sql!(
                "UPDATE audit_log SET size = $1, checkpoint = $2, updated_at = $3, \
                 updated_by = $4 WHERE id = 1 AND size = $5 AND checkpoint = $6"
            ),
            &[
                &size,
                &after.checkpoint,
                &now,
                &name,
                &number(before.size)?,
                &before.checkpoint,
            ],
        )?,
    };
    Ok(touched == 1)
}

/// Entries made since a moment that have no place yet, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(
    tx: &mut Tx<'_>,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<WaitingEntry>, StoreError> {
    let first = AuditEntryId::new(since, &Zero);
    tx.query_all(
        sql!(
            "SELECT e.id, e.commitment FROM audit_entry e WHERE e.id >= $1 AND NOT EXISTS \
             (SELECT 1 FROM audit_leaf l WHERE l.entry_id = e.id) ORDER BY e.id LIMIT $2"
        ),
        &[&first, &limit],
        |row| {
            Ok(WaitingEntry {
                id: row.get(0)?,
                commitment: row.get(1)?,
            })
        },
    )
}

/// The least chance: no id of the same moment is smaller.
struct Zero;

impl Entropy for Zero {
    fn fill(&self, dest: &mut [u8]) {
        dest.fill(0);
    }
}

/// Rows that one statement adds: a batch of thousands takes few turns to the server.
const ROWS: usize = 16;

/// Gives entries their places, from `first` on. That none has two is a UNIQUE constraint.
///
/// # Errors
/// [`StoreError`].
pub fn add_leaves(
    tx: &mut Tx<'_>,
    first: u64,
    entries: &[AuditEntryId],
    now: Timestamp,
) -> Result<(), StoreError> {
    let first = number(first)?;
    let placed: Vec<(i64, AuditEntryId)> = (first..).zip(entries.iter().copied()).collect();
    let (many, rest) = placed.as_chunks::<ROWS>();
    for rows in many {
        let mut params: Vec<&dyn Param> = vec![&now];
        for (index, entry) in rows {
            params.extend([index as &dyn Param, entry]);
        }
        tx.execute(
            sql!(
                "INSERT INTO audit_leaf (created_at, leaf_index, entry_id) VALUES \
                 ($1, $2, $3), ($1, $4, $5), ($1, $6, $7), ($1, $8, $9), \
                 ($1, $10, $11), ($1, $12, $13), ($1, $14, $15), ($1, $16, $17), \
                 ($1, $18, $19), ($1, $20, $21), ($1, $22, $23), ($1, $24, $25), \
                 ($1, $26, $27), ($1, $28, $29), ($1, $30, $31), ($1, $32, $33)"
            ),
            &params,
        )?;
    }
    for (index, entry) in rest {
        tx.execute(
            sql!("INSERT INTO audit_leaf (created_at, leaf_index, entry_id) VALUES ($1, $2, $3)"),
            &[&now, index, entry],
        )?;
    }
    Ok(())
}

/// Where an entry is; nothing if it has no place.
///
/// # Errors
/// [`StoreError`].
pub fn index_of(tx: &mut Tx<'_>, entry: AuditEntryId) -> Result<Option<u64>, StoreError> {
    let found: Option<i64> = tx.query_opt(
        sql!("SELECT leaf_index FROM audit_leaf WHERE entry_id = $1"),
        &[&entry],
        |row| row.get(0),
    )?;
    found.map(count).transpose()
}

/// The places from `first` on, at most `limit`, in order.
///
/// # Errors
/// [`StoreError`].
pub fn places(tx: &mut Tx<'_>, first: u64, limit: i64) -> Result<Vec<Place>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT l.leaf_index, l.entry_id, e.commitment FROM audit_leaf l \
             LEFT JOIN audit_entry e ON e.id = l.entry_id \
             WHERE l.leaf_index >= $1 ORDER BY l.leaf_index LIMIT $2"
        ),
        &[&number(first)?, &limit],
        |row| {
            Ok(Place {
                index: count(row.get(0)?)?,
                entry: row.get(1)?,
                commitment: row.get(2)?,
            })
        },
    )
}

/// The hashes of a tile, as many as there are.
///
/// # Errors
/// [`StoreError`].
pub fn tile(tx: &mut Tx<'_>, level: u8, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(
        sql!("SELECT hashes FROM audit_tile WHERE level = $1 AND tile_index = $2"),
        &[&level, &number(index)?],
        |row| row.get(0),
    )
}

/// Puts a tile in the place of its shorter self.
///
/// # Errors
/// [`StoreError`].
pub fn put_tile(
    tx: &mut Tx<'_>,
    level: u8,
    index: u64,
    hashes: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO audit_tile (level, tile_index, hashes, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (level, tile_index) DO UPDATE SET hashes = excluded.hashes, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[&level, &number(index)?, &hashes, &now, &name],
    )?;
    Ok(())
}

/// A bundle of commitments, as long as it is.
///
/// # Errors
/// [`StoreError`].
pub fn bundle(tx: &mut Tx<'_>, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(
        sql!("SELECT commitments FROM audit_bundle WHERE tile_index = $1"),
        &[&number(index)?],
        |row| row.get(0),
    )
}

/// Puts a bundle in the place of its shorter self.
///
/// # Errors
/// [`StoreError`].
pub fn put_bundle(
    tx: &mut Tx<'_>,
    index: u64,
    commitments: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO audit_bundle (tile_index, commitments, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $3, $4) \
             ON CONFLICT (tile_index) DO UPDATE SET commitments = excluded.commitments, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[&number(index)?, &commitments, &now, &name],
    )?;
    Ok(())
}

fn count(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::decode("a count of the audit log"))
}

fn number(count: u64) -> Result<i64, StoreError> {
    i64::try_from(count).map_err(|_| StoreError::decode("a count of the audit log"))
}
