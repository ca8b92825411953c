//! Visits: sessions at the electronic office, found by the keyed hash of their cookie.

use model::procedure::Visit;
use vocab::{AssuranceLevel, DataKeyId, SessionId, Timestamp};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// Adds a visit, with the ID token that will be the hint at log-out.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    visit: &Visit,
    secret_hash: [u8; 32],
    data_key: DataKeyId,
    id_token: &str,
) -> Result<(), StoreError> {
    let id_token = tx.seal(
        data_key,
        "sede_session.id_token",
        visit.id.as_bytes(),
        id_token.as_bytes(),
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO sede_session (id, secret_hash, applicant_id, level, authenticated_at, \
             started_at, last_used_at, id_token, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6, $6, $9)"
        ),
        &[
            &visit.id,
            &secret_hash,
            &visit.applicant,
            &visit.level.as_str(),
            &visit.authenticated_at,
            &visit.started_at,
            &visit.last_used_at,
            &id_token,
            &name,
        ],
    )?;
    Ok(())
}

/// The visit of a cookie, usable or not.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(tx: &mut Tx<'_>, secret_hash: [u8; 32]) -> Result<Option<Visit>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, applicant_id, level, authenticated_at, started_at, last_used_at, \
             ended_at FROM sede_session WHERE secret_hash = $1"
        ),
        &[&secret_hash],
        |row| {
            let level: String = row.get(2)?;
            Ok(Visit {
                id: row.get(0)?,
                applicant: row.get(1)?,
                level: AssuranceLevel::parse(&level).map_err(|_| decode("sede_session.level"))?,
                authenticated_at: row.get(3)?,
                started_at: row.get(4)?,
                last_used_at: row.get(5)?,
                ended_at: row.get(6)?,
            })
        },
    )
}

/// Writes down that a visit was used.
///
/// # Errors
/// [`StoreError`].
pub fn touch(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE sede_session SET last_used_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(())
}

/// The ID token of a visit that has not ended.
///
/// # Errors
/// [`StoreError`].
pub fn id_token(
    tx: &mut Tx<'_>,
    id: SessionId,
    data_key: DataKeyId,
) -> Result<Option<String>, StoreError> {
    let sealed: Option<Option<Vec<u8>>> = tx.query_opt(
        sql!("SELECT id_token FROM sede_session WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    let Some(Some(sealed)) = sealed else {
        return Ok(None);
    };
    tx.open_text(data_key, "sede_session.id_token", id.as_bytes(), &sealed)
        .map(Some)
}

/// Ends a visit and forgets its ID token; `false` if it had ended already.
///
/// # Errors
/// [`StoreError`].
pub fn end(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE sede_session SET ended_at = $1, id_token = NULL, updated_at = $1, \
             updated_by = $2 WHERE id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(touched == 1)
}
