//! Applications that a request could not finish, for the worker.

use vocab::{ApplicationId, SignedDuration, Timestamp};

use crate::{StoreError, Tx, sql};

/// An application that a worker took up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// Which.
    pub id: ApplicationId,
    /// How often a worker took it up, this time included.
    pub attempts: u32,
}

/// Takes applications that are due, longest waiting first, and keeps other workers away from
/// them for a while.
///
/// # Errors
/// [`StoreError`].
pub fn claim_due(
    tx: &mut Tx<'_>,
    limit: u32,
    hold: SignedDuration,
    now: Timestamp,
) -> Result<Vec<Claimed>, StoreError> {
    let name = tx.name();
    let until = now.checked_add(hold).unwrap_or(Timestamp::MAX);
    tx.query_all(
        sql!(
            "UPDATE sede_application SET not_before = $1, attempts = attempts + 1, \
             updated_at = $2, updated_by = $3 \
             WHERE id IN (SELECT id FROM sede_application \
                 WHERE state IN ('submitted', 'automatic_check') AND not_before <= $2 \
                 ORDER BY not_before, id LIMIT $4) \
             RETURNING id, attempts"
        ),
        &[&until, &now, &name, &limit],
        |row| {
            Ok(Claimed {
                id: row.get(0)?,
                attempts: row.get(1)?,
            })
        },
    )
}

/// Puts an application off that is still not finished.
///
/// # Errors
/// [`StoreError`].
pub fn postpone(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE sede_application SET not_before = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4 AND state IN ('submitted', 'automatic_check')"
        ),
        &[&until, &now, &name, &id],
    )?;
    Ok(())
}

/// When the next application is due; `None` if nothing waits.
///
/// # Errors
/// [`StoreError`].
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(
        sql!(
            "SELECT MIN(not_before) FROM sede_application \
             WHERE state IN ('submitted', 'automatic_check')"
        ),
        &[],
        |row| row.get(0),
    )
}
