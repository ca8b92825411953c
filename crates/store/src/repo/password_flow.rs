//! What somebody is in the middle of with a password: sealed whole, gone with its time.

use model::password::PasswordStep;
use vocab::{FlowId, PersonId, Timestamp};

use super::flow::StoredFlow;
use crate::{StoreError, Tx, sql};

/// A flow that begins.
#[derive(Debug, Clone, Copy)]
pub struct NewFlow<'a> {
    /// Id of the row.
    pub id: FlowId,
    /// Keyed hash of the secret that the browser holds.
    pub secret_hash: [u8; 32],
    /// Whose password it is about.
    pub person: PersonId,
    /// What they are doing.
    pub step: PasswordStep,
    /// The sealed state.
    pub state: &'a [u8],
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// Adds a flow. One of the same kind that the person had open is over: never two codes that work.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, flow: &NewFlow<'_>, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!("DELETE FROM password_flow WHERE person_id = $1 AND step = $2"),
        &[&flow.person, &flow.step.as_str()],
    )?;
    tx.execute(
        sql!(
            "INSERT INTO password_flow (id, secret_hash, person_id, step, state, version, \
             expires_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $7, $8)"
        ),
        &[
            &flow.id,
            &flow.secret_hash,
            &flow.person,
            &flow.step.as_str(),
            &flow.state,
            &flow.expires_at,
            &now,
            &name,
        ],
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
            "SELECT id, state, version, expires_at FROM password_flow \
             WHERE secret_hash = $1 AND expires_at > $2"
        ),
        &[&secret_hash, &now],
        |row| {
            Ok(StoredFlow {
                id: row.get(0)?,
                state: row.get(1)?,
                version: row.get(2)?,
                expires_at: row.get(3)?,
            })
        },
    )
}

/// Writes a new state over the version that was read. `false`: another request was faster.
///
/// # Errors
/// [`StoreError`].
pub fn advance(
    tx: &mut Tx<'_>,
    flow: &StoredFlow,
    state: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE password_flow SET state = $1, version = version + 1, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND version = $5"
        ),
        &[&state, &now, &name, &flow.id, &flow.version],
    )?;
    Ok(touched == 1)
}

/// Ends a flow. `false`: another request was faster.
///
/// # Errors
/// [`StoreError`].
pub fn end(tx: &mut Tx<'_>, flow: &StoredFlow) -> Result<bool, StoreError> {
    let removed = tx.execute(
        sql!("DELETE FROM password_flow WHERE id = $1 AND version = $2"),
        &[&flow.id, &flow.version],
    )?;
    Ok(removed == 1)
}

/// Ends everything that a person is in the middle of with a password.
///
/// # Errors
/// [`StoreError`].
pub fn end_all_of_person(tx: &mut Tx<'_>, person: PersonId) -> Result<u64, StoreError> {
    tx.execute(
        sql!("DELETE FROM password_flow WHERE person_id = $1"),
        &[&person],
    )
}
