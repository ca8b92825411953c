//! Visits: sessions at the electronic office, found by the keyed hash of their cookie.

use model::procedure::Visit;
use vocab::{ApplicantId, AssuranceLevel, DataKeyId, SessionId, Timestamp};

use crate::{Row, StoreError, Tx, repo::person::decode, sql};

/// What a visit keeps of the identification that it began with.
#[derive(Debug, Clone, Copy)]
pub struct Provenance<'a> {
    /// The hint at log-out; kept sealed.
    pub id_token: &'a str,
    /// The session at the identity provider, by its keyed hash, if the provider names it.
    pub provider_session: Option<[u8; 32]>,
}

/// Adds a visit.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    visit: &Visit,
    secret_hash: [u8; 32],
    data_key: DataKeyId,
    provenance: Provenance<'_>,
) -> Result<(), StoreError> {
    let id_token = tx.seal(
        data_key,
        "sede_session.id_token",
        visit.id.as_bytes(),
        provenance.id_token.as_bytes(),
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO sede_session (id, secret_hash, applicant_id, level, authenticated_at, \
             started_at, last_used_at, id_token, provider_session_hash, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6, $6, $10)"
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
            &provenance.provider_session,
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

/// A visit that has not ended, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenVisit {
    /// The visit.
    pub id: SessionId,
    /// The person, as the electronic office knows them.
    pub applicant: ApplicantId,
}

/// The visits that began with a session at the identity provider and have not ended.
///
/// # Errors
/// [`StoreError`].
pub fn open_of_provider_session(
    tx: &mut Tx<'_>,
    provider_session: [u8; 32],
) -> Result<Vec<OpenVisit>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, applicant_id FROM sede_session \
             WHERE provider_session_hash = $1 AND ended_at IS NULL ORDER BY id"
        ),
        &[&provider_session],
        open_visit,
    )
}

/// The visits of a person that have not ended.
///
/// # Errors
/// [`StoreError`].
pub fn open_of_applicant(
    tx: &mut Tx<'_>,
    applicant: ApplicantId,
) -> Result<Vec<OpenVisit>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, applicant_id FROM sede_session \
             WHERE applicant_id = $1 AND ended_at IS NULL ORDER BY id"
        ),
        &[&applicant],
        open_visit,
    )
}

fn open_visit(row: &Row<'_>) -> Result<OpenVisit, StoreError> {
    Ok(OpenVisit {
        id: row.get(0)?,
        applicant: row.get(1)?,
    })
}

/// Writes down that a log-out token was accepted, by the keyed hash of its name, until it could not
/// be used any more anyway. `false` if and only if it had been accepted before.
///
/// # Errors
/// [`StoreError`].
pub fn accept_log_out_token(
    tx: &mut Tx<'_>,
    id_hash: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let written = tx.execute(
        sql!(
            "INSERT INTO sede_log_out_token (id_hash, expires_at, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $3, $4) ON CONFLICT (id_hash) DO NOTHING"
        ),
        &[&id_hash, &expires_at, &now, &name],
    )?;
    Ok(written == 1)
}
