//! Registration flows: what somebody is in the middle of. Sealed whole, gone with its time.

use vocab::{FlowId, Timestamp};

use crate::{Row, StoreError, Tx, sql};

/// A flow as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFlow {
    /// Id of the row.
    pub id: FlowId,
    /// The sealed state.
    pub state: Vec<u8>,
    /// Counts changes: two tabs that race cannot both win.
    pub version: i64,
    /// When it is forgotten if nothing more happens.
    pub expires_at: Timestamp,
}

/// Adds a flow.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    id: FlowId,
    secret_hash: [u8; 32],
    state: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO registration_flow (id, secret_hash, state, version, expires_at, \
             created_at, updated_at, updated_by) VALUES ($1, $2, $3, 0, $4, $5, $5, $6)"
        ),
        &[&id, &secret_hash, &state, &expires_at, &now, &name],
    )?;
    Ok(())
}

/// The flow whose secret the browser holds, unless its time has passed.
///
/// # Errors
/// [`StoreError`].
pub fn find(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<StoredFlow>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, state, version, expires_at FROM registration_flow \
             WHERE secret_hash = $1 AND expires_at > $2"
        ),
        &[&secret_hash, &now],
        stored,
    )
}

/// The flow of an id, unless its time has passed: for a use case that was handed the flow by its
/// browser earlier.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_id(
    tx: &mut Tx<'_>,
    id: FlowId,
    now: Timestamp,
) -> Result<Option<StoredFlow>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, state, version, expires_at FROM registration_flow \
             WHERE id = $1 AND expires_at > $2"
        ),
        &[&id, &now],
        stored,
    )
}

fn stored(row: &Row<'_>) -> Result<StoredFlow, StoreError> {
    Ok(StoredFlow {
        id: row.get(0)?,
        state: row.get(1)?,
        version: row.get(2)?,
        expires_at: row.get(3)?,
    })
}

/// Keeps a flow at least until a moment.
///
/// # Errors
/// [`StoreError`].
pub fn keep_until(
    tx: &mut Tx<'_>,
    id: FlowId,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE registration_flow SET expires_at = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND expires_at < $1"
        ),
        &[&until, &now, &name, &id],
    )?;
    Ok(())
}

/// Writes a new state over the version that was read. `false`: another tab was faster.
///
/// # Errors
/// [`StoreError`].
pub fn advance(
    tx: &mut Tx<'_>,
    flow: &StoredFlow,
    state: &[u8],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE registration_flow SET state = $1, version = version + 1, expires_at = $2, \
             updated_at = $3, updated_by = $4 WHERE id = $5 AND version = $6"
        ),
        &[&state, &expires_at, &now, &name, &flow.id, &flow.version],
    )?;
    Ok(touched == 1)
}

/// Forgets a flow.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, id: FlowId) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM registration_flow WHERE id = $1"), &[&id])?;
    Ok(())
}
