//! Requests that relying parties pushed: found by the keyed hash of their reference, used once.

use vocab::Timestamp;

use crate::{StoreError, Tx, sql};

/// Adds a request; the caller has sealed it.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    reference_hash: [u8; 32],
    client: &str,
    request: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO pushed_request (reference_hash, client_id, request, expires_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $5, $6)"
        ),
        &[&reference_hash, &client, &request, &expires_at, &now, &name],
    )?;
    Ok(())
}

/// Takes a request away and gives it, if it is this client's and its time has not passed.
/// Somebody else's reference stays where it is, so that a stranger cannot use it up.
///
/// # Errors
/// [`StoreError`].
pub fn take(
    tx: &mut Tx<'_>,
    reference_hash: [u8; 32],
    client: &str,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    tx.query_opt(
        sql!(
            "DELETE FROM pushed_request WHERE reference_hash = $1 AND client_id = $2 \
             AND expires_at > $3 RETURNING request"
        ),
        &[&reference_hash, &client, &now],
        |row| row.get(0),
    )
}
