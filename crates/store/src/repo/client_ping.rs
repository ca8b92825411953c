//! Relying parties that must be told that a request of theirs was answered (OpenID Connect CIBA
//! Core §10.2). The rows are written in the transaction that answers the request; whoever leases
//! one calls the relying party outside of any transaction and settles it, as
//! [`super::client_log_out`].

use vocab::{AppRequestId, SignedDuration, Timestamp};

use super::client_log_out::Settled;
use crate::{StoreError, Tx, sql};

/// The topic that wakes those who call.
pub const TOPIC: &str = "client_ping";

/// A party that must be told, held for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedPing {
    /// The request that was answered.
    pub request: AppRequestId,
    /// Whom to tell.
    pub client: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// Queues a party; once for each request.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn queue(
    tx: &mut Tx<'_>,
    request: AppRequestId,
    client: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO client_ping (id, client_id, state, attempts, not_before, created_at, \
             updated_at, updated_by) VALUES ($1, $2, 'queued', 0, $3, $3, $3, $4) \
             ON CONFLICT (id) DO NOTHING"
        ),
        &[&request, &client, &now, &name],
    )?;
    tx.wake(TOPIC);
    Ok(())
}

/// Takes what is due, oldest first, and holds it for `lease`: longer than a call takes at worst.
///
/// # Errors
/// [`StoreError`].
pub fn lease(
    tx: &mut Tx<'_>,
    holder: &str,
    limit: u32,
    lease: SignedDuration,
    now: Timestamp,
) -> Result<Vec<LeasedPing>, StoreError> {
    let name = tx.name();
    let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
    let due = tx.query_all(
        sql!(
            "SELECT id, client_id, attempts FROM client_ping \
             WHERE state = 'queued' AND not_before <= $1 \
             AND (leased_until IS NULL OR leased_until <= $1) \
             ORDER BY not_before, id LIMIT $2"
        ),
        &[&now, &limit],
        |row| {
            let attempts: u32 = row.get(2)?;
            Ok(LeasedPing {
                request: row.get(0)?,
                client: row.get(1)?,
                attempts: attempts.saturating_add(1),
            })
        },
    )?;
    let mut taken = Vec::with_capacity(due.len());
    for one in due {
        let touched = tx.execute(
            sql!(
                "UPDATE client_ping SET leased_until = $1, leased_by = $2, \
                 attempts = attempts + 1, updated_at = $3, updated_by = $4 \
                 WHERE id = $5 AND state = 'queued' \
                 AND (leased_until IS NULL OR leased_until <= $3)"
            ),
            &[&until, &holder, &now, &name, &one.request],
        )?;
        if touched == 1 {
            taken.push(one);
        }
    }
    Ok(taken)
}

/// Writes down what came of it. `false`: the lease had passed to another worker.
///
/// # Errors
/// [`StoreError`].
pub fn settle(
    tx: &mut Tx<'_>,
    one: &LeasedPing,
    holder: &str,
    settled: Settled,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE client_ping SET state = $1, last_error = $2, leased_until = NULL, \
             leased_by = NULL, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND leased_by = $6 AND state = 'queued'"
        ),
        &[
            &settled.as_str(),
            &error,
            &now,
            &name,
            &one.request,
            &holder,
        ],
    )?;
    Ok(touched == 1)
}

/// Puts it back, to be tried again at `at`. `error` is for the operator and names nobody.
///
/// # Errors
/// [`StoreError`].
pub fn retry_at(
    tx: &mut Tx<'_>,
    one: &LeasedPing,
    holder: &str,
    at: Timestamp,
    error: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE client_ping SET not_before = $1, last_error = $2, leased_until = NULL, \
             leased_by = NULL, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND leased_by = $6 AND state = 'queued'"
        ),
        &[&at, &error, &now, &name, &one.request, &holder],
    )?;
    Ok(touched == 1)
}

/// What came of one: the state and the last error, for the administrator and for tests.
///
/// # Errors
/// [`StoreError`].
pub fn outcome(
    tx: &mut Tx<'_>,
    request: AppRequestId,
) -> Result<Option<(String, Option<String>)>, StoreError> {
    tx.query_opt(
        sql!("SELECT state, last_error FROM client_ping WHERE id = $1"),
        &[&request],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
