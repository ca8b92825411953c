//! Identifiers that may be used once: those of assertions and proofs that clients sign.

use vocab::Timestamp;

use crate::{StoreError, Tx, sql};

/// Was an identifier used?
///
/// # Errors
/// [`StoreError`].
pub fn is_spent(tx: &mut Tx<'_>, id_hash: [u8; 32]) -> Result<bool, StoreError> {
    let found: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM spent_identifier WHERE id_hash = $1"),
        &[&id_hash],
        |row| row.get(0),
    )?;
    Ok(found > 0)
}

/// Writes an identifier down, by its keyed hash, until it could not be used any more anyway.
/// `false` if and only if somebody has used it before, in this process or in another.
///
/// # Errors
/// [`StoreError`].
pub fn spend(
    tx: &mut Tx<'_>,
    id_hash: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let written = tx.execute(
        sql!(
            "INSERT INTO spent_identifier (id_hash, expires_at, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $3, $4) ON CONFLICT (id_hash) DO NOTHING"
        ),
        &[&id_hash, &expires_at, &now, &name],
    )?;
    Ok(written == 1)
}
