//! Relying parties. The registration is the validated JSON of `federation`.

use vocab::Timestamp;

use crate::{Row, StoreError, Tx, sql};

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

/// A relying party as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredClient {
    /// Its identifier.
    pub id: String,
    /// Its registration.
    pub registration: String,
    /// When it was disabled.
    pub disabled_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Every relying party, disabled ones too.
///
/// # Errors
/// [`StoreError`].
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<StoredClient>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, registration, disabled_at, created_at, updated_at FROM client ORDER BY id"
        ),
        &[],
        read,
    )
}

/// One relying party, disabled or not.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: &str) -> Result<Option<StoredClient>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, registration, disabled_at, created_at, updated_at FROM client \
             WHERE id = $1"
        ),
        &[&id],
        read,
    )
}

/// Disables a relying party, or takes it back into service; `false` if there is none.
///
/// # Errors
/// [`StoreError`].
pub fn set_disabled(
    tx: &mut Tx<'_>,
    id: &str,
    disabled_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!("UPDATE client SET disabled_at = $1, updated_at = $2, updated_by = $3 WHERE id = $4"),
        &[&disabled_at, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

fn read(row: &Row<'_>) -> Result<StoredClient, StoreError> {
    Ok(StoredClient {
        id: row.get(0)?,
        registration: row.get(1)?,
        disabled_at: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
    })
}
