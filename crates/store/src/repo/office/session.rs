//! Sessions at the desk, found by the keyed hash of their cookie.

use model::officer::{DeskSession, SignInMethod};
use vocab::{OfficerId, SessionId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// Adds a session.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    session: &DeskSession,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO office_session (id, secret_hash, officer_id, method, started_at, \
             verified_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)"
        ),
        &[
            &session.id,
            &secret_hash,
            &session.officer,
            &session.method.as_str(),
            &session.started_at,
            &session.verified_at,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The session of a cookie, usable or not.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
) -> Result<Option<DeskSession>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, officer_id, method, started_at, verified_at, ended_at \
             FROM office_session WHERE secret_hash = $1"
        ),
        &[&secret_hash],
        |row| {
            let method: String = row.get(2)?;
            Ok(DeskSession {
                id: row.get(0)?,
                officer: row.get(1)?,
                method: SignInMethod::from_word(&method)
                    .ok_or_else(|| decode("office_session.method"))?,
                started_at: row.get(3)?,
                verified_at: row.get(4)?,
                ended_at: row.get(5)?,
            })
        },
    )
}

/// Notes that the officer verified again, under a new cookie. `false`: the session has ended.
///
/// # Errors
/// [`StoreError`].
pub fn verify_again(
    tx: &mut Tx<'_>,
    id: SessionId,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE office_session SET verified_at = $1, secret_hash = $2, updated_at = $1, \
             updated_by = $3 WHERE id = $4 AND ended_at IS NULL"
        ),
        &[&now, &secret_hash, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Ends a session; `false` if it had ended already.
///
/// # Errors
/// [`StoreError`].
pub fn end(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE office_session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Ends every session of an officer.
///
/// # Errors
/// [`StoreError`].
pub fn end_all_of_officer(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE office_session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE officer_id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &officer],
    )
}

/// Has this session not been ended?
///
/// # Errors
/// [`StoreError`].
pub fn is_live(tx: &mut Tx<'_>, id: SessionId) -> Result<bool, StoreError> {
    let live: Option<bool> = tx.query_opt(
        sql!("SELECT ended_at IS NULL FROM office_session WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    Ok(live.unwrap_or(false))
}
