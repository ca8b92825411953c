//! Invitations: links that work once.

use vocab::{OfficerId, Timestamp};

use crate::{StoreError, Tx, sql};

/// Gives an officer a link; one given before no longer works.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    secret_hash: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO office_invitation (officer_id, secret_hash, expires_at, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (officer_id) DO UPDATE SET secret_hash = excluded.secret_hash, \
             expires_at = excluded.expires_at, updated_at = excluded.updated_at, \
             updated_by = excluded.updated_by"
        ),
        &[&officer, &secret_hash, &expires_at, &now, &name],
    )?;
    Ok(())
}

/// Whose link this is and until when it works, unless its time has passed.
///
/// # Errors
/// [`StoreError`].
pub fn find(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(OfficerId, Timestamp)>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT officer_id, expires_at FROM office_invitation \
             WHERE secret_hash = $1 AND expires_at > $2"
        ),
        &[&secret_hash, &now],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Uses a link up; `false` if another request was faster.
///
/// # Errors
/// [`StoreError`].
pub fn use_up(tx: &mut Tx<'_>, secret_hash: [u8; 32]) -> Result<bool, StoreError> {
    let touched = tx.execute(
        sql!("DELETE FROM office_invitation WHERE secret_hash = $1"),
        &[&secret_hash],
    )?;
    Ok(touched == 1)
}

/// Takes an officer's link away, if there is one.
///
/// # Errors
/// [`StoreError`].
pub fn remove_of_officer(tx: &mut Tx<'_>, officer: OfficerId) -> Result<(), StoreError> {
    tx.execute(
        sql!("DELETE FROM office_invitation WHERE officer_id = $1"),
        &[&officer],
    )?;
    Ok(())
}
