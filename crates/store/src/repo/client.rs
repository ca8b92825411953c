//! Relying parties. The registration is the validated JSON of `federation`.

use vocab::Timestamp;

use crate::{StoreError, Tx, sql};

/// Adds or replaces a relying party.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    id: &str,
    registration: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO client (id, registration, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $3, $4) ON CONFLICT (id) DO UPDATE SET \
             registration = excluded.registration, updated_at = excluded.updated_at, \
             updated_by = excluded.updated_by"
        ),
        &[&id, &registration, &now, &name],
    )?;
    Ok(())
}

/// Every relying party that is not disabled: id and registration.
///
/// # Errors
/// [`StoreError`].
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>, StoreError> {
    tx.query_all(
        sql!("SELECT id, registration FROM client WHERE disabled_at IS NULL ORDER BY id"),
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
