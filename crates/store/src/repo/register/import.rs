//! How far an import has come. The row moves in the transaction that writes the rows it counts, so
//! that after a crash nothing is missing and nothing is counted twice.

use uuid::Uuid;
use vocab::{DataKeyId, Timestamp};

use crate::{Row, StoreError, Tx, sql};

/// What became of the rows so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Keys that were not known.
    pub added: u64,
    /// Keys whose data are newer now.
    pub updated: u64,
    /// Rows that are older than what is known.
    pub older: u64,
    /// Keys that were removed.
    pub removed: u64,
    /// Registered people whose identity ended with their death.
    pub deaths: u64,
    /// Rows that could not be read.
    pub refused: u64,
}

/// An import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Rows without a time of their own are as new as this.
    pub as_of: Timestamp,
    /// The byte behind the last row that is done.
    pub position: u64,
    /// The line there, the first being 1.
    pub line: u64,
    /// What became of the rows.
    pub counts: Counts,
    /// The key that seals the rows to come.
    pub data_key: DataKeyId,
    /// Rows under it.
    pub rows_under_key: u64,
}

/// The import of a register that is not finished.
///
/// # Errors
/// [`StoreError`].
pub fn running(tx: &mut Tx<'_>, register: &str) -> Result<Option<Import>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, digest, as_of, position, line, added, updated, older, removed, deaths, \
             refused, data_key_id, rows_under_key FROM register_import \
             WHERE register = $1 AND state = 'running'"
        ),
        &[&register],
        read,
    )
}

/// Adds an import that begins, with the key that seals its first rows.
///
/// # Errors
/// [`StoreError`]; a unique violation when another of the same register is running.
pub fn begin(
    tx: &mut Tx<'_>,
    register: &str,
    import: &Import,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.add_data_key(import.data_key, now)?;
    tx.execute(
        sql!(
            "INSERT INTO register_import (id, register, digest, state, as_of, position, line, \
             added, updated, older, removed, deaths, refused, data_key_id, rows_under_key, \
             created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, 'running', $4, $5, $6, 0, 0, 0, 0, 0, 0, $7, 0, $8, $8, $9)"
        ),
        &[
            &import.id,
            &register,
            &import.digest,
            &import.as_of,
            &number(import.position),
            &number(import.line),
            &import.data_key,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// Moves an import on; `false` if another process moved it meanwhile, and then nothing may be
/// committed.
///
/// # Errors
/// [`StoreError`].
pub fn advance(
    tx: &mut Tx<'_>,
    before: &Import,
    after: &Import,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let counts = after.counts;
    let touched = tx.execute(
        sql!(
            "UPDATE register_import SET position = $1, line = $2, added = $3, updated = $4, \
             older = $5, removed = $6, deaths = $7, refused = $8, data_key_id = $9, \
             rows_under_key = $10, updated_at = $11, updated_by = $12 \
             WHERE id = $13 AND state = 'running' AND position = $14"
        ),
        &[
            &number(after.position),
            &number(after.line),
            &number(counts.added),
            &number(counts.updated),
            &number(counts.older),
            &number(counts.removed),
            &number(counts.deaths),
            &number(counts.refused),
            &after.data_key,
            &number(after.rows_under_key),
            &now,
            &name,
            &after.id,
            &number(before.position),
        ],
    )?;
    Ok(touched == 1)
}

/// Ends an import: everything is in, or nobody will go on with it.
///
/// # Errors
/// [`StoreError`].
pub fn end(tx: &mut Tx<'_>, id: Uuid, complete: bool, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let state = if complete { "finished" } else { "abandoned" };
    let touched = tx.execute(
        sql!(
            "UPDATE register_import SET state = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND state = 'running'"
        ),
        &[&state, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

fn read(row: &Row<'_>) -> Result<Import, StoreError> {
    let count = |index| -> Result<u64, StoreError> {
        let number: i64 = row.get(index)?;
        Ok(u64::try_from(number).unwrap_or(0))
    };
    Ok(Import {
        id: row.get(0)?,
        digest: row.get(1)?,
        as_of: row.get(2)?,
        position: count(3)?,
        line: count(4)?,
        counts: Counts {
            added: count(5)?,
            updated: count(6)?,
            older: count(7)?,
            removed: count(8)?,
            deaths: count(9)?,
            refused: count(10)?,
        },
        data_key: row.get(11)?,
        rows_under_key: count(12)?,
    })
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
