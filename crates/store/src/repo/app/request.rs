//! Requests that wait in a browser.

use model::{
    app::request::{AppRequest, AskedBy, RequestState},
    session::AuthenticationMethod,
};
use vocab::{AppRequestId, AssuranceLevel, PersonId, RequestHandle, Timestamp};

use super::{REQUESTS, call, known, small};
use crate::{Row, StoreError, Tx, sql};

/// A request with what the app shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRequest {
    /// What `model` decides about.
    pub request: AppRequest,
    /// Name of who asks, by language, as JSON.
    pub party: String,
    /// Word for the browser that asked.
    pub browser: String,
    /// Word for its system.
    pub system: String,
    /// Keyed hash of the network that it asked from.
    pub origin_hash: [u8; 32],
}

/// Adds a request; `false` if its handle is taken.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, stored: &StoredRequest) -> Result<bool, StoreError> {
    let request = &stored.request;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "INSERT INTO app_request (id, handle, asked_by, person_id, browser_hash, \
             number_hash, state, wrong_numbers, level, party, agent, system, origin_hash, \
             asked_at, moved_at, lasts_s, version, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12, $13, $13, $14, 0, $13, \
             $13, $15) ON CONFLICT DO NOTHING"
        ),
        &[
            &request.id,
            &request.handle.as_str(),
            &request.by.as_str(),
            &request.person,
            &request.browser_hash,
            &request.number_hash,
            &request.state.as_str(),
            &request.level.as_str(),
            &stored.party,
            &stored.browser,
            &stored.system,
            &stored.origin_hash,
            &request.asked_at,
            &request.lasts_s,
            &name,
        ],
    )?;
    Ok(touched == 1)
}

macro_rules! select {
    ($rest:literal) => {
        sql!(concat!(
            "SELECT id, handle, asked_by, person_id, device_id, browser_hash, number_hash, state, \
             wrong_numbers, level, party, agent, system, origin_hash, challenge, method, \
             asked_at, version, lasts_s FROM app_request ",
            $rest
        ))
    };
}

/// The request of an id, and the version that was read.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: AppRequestId) -> Result<Option<(StoredRequest, i64)>, StoreError> {
    tx.query_opt(select!("WHERE id = $1"), &[&id], read)
}

/// The request that a code names.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_handle(
    tx: &mut Tx<'_>,
    handle: &RequestHandle,
) -> Result<Option<(StoredRequest, i64)>, StoreError> {
    tx.query_opt(select!("WHERE handle = $1"), &[&handle.as_str()], read)
}

/// Requests of a person that were asked for after a moment, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn list_of(
    tx: &mut Tx<'_>,
    person: PersonId,
    asked_after: Timestamp,
    limit: i64,
) -> Result<Vec<StoredRequest>, StoreError> {
    let rows = tx.query_all(
        select!("WHERE person_id = $1 AND asked_at > $2 ORDER BY asked_at DESC LIMIT $3"),
        &[&person, &asked_after, &limit],
        read,
    )?;
    Ok(rows.into_iter().map(|(stored, _)| stored).collect())
}

/// Writes a request over the version that was read, and wakes who waits for it; `false` if
/// another request was faster.
///
/// # Errors
/// [`StoreError`].
pub fn set(
    tx: &mut Tx<'_>,
    request: &AppRequest,
    version: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE app_request SET person_id = $1, device_id = $2, state = $3, \
             wrong_numbers = $4, challenge = $5, method = $6, moved_at = $7, \
             version = version + 1, updated_at = $7, updated_by = $8 \
             WHERE id = $9 AND version = $10"
        ),
        &[
            &request.person,
            &request.device,
            &request.state.as_str(),
            &i64::from(request.wrong_numbers),
            &request.challenge,
            &request.method.map(AuthenticationMethod::as_str),
            &now,
            &name,
            &request.id,
            &version,
        ],
    )?;
    if touched == 1 {
        tx.wake(REQUESTS);
    }
    Ok(touched == 1)
}

/// Rejects every request of a person that could still become a session.
///
/// # Errors
/// [`StoreError`].
pub fn reject_all_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let waiting = tx.query_all(
        sql!(
            "SELECT id FROM app_request WHERE person_id = $1 \
             AND state IN ('pending', 'seen', 'confirmed')"
        ),
        &[&person],
        |row| row.get(0),
    )?;
    reject(tx, &waiting, now)
}

/// Rejects the requests of a person that could still become a session after their password: it is
/// not their password any more.
///
/// # Errors
/// [`StoreError`].
pub fn reject_after_password(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let waiting = tx.query_all(
        sql!(
            "SELECT id FROM app_request WHERE person_id = $1 AND asked_by = 'password' \
             AND state IN ('pending', 'seen', 'confirmed')"
        ),
        &[&person],
        |row| row.get(0),
    )?;
    reject(tx, &waiting, now)
}

fn reject(tx: &mut Tx<'_>, waiting: &[AppRequestId], now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    for id in waiting {
        tx.execute(
            sql!(
                "UPDATE app_request SET state = 'rejected', challenge = NULL, moved_at = $1, \
                 version = version + 1, updated_at = $1, updated_by = $2 WHERE id = $3"
            ),
            &[&now, &name, id],
        )?;
        call::answered(tx, *id, now)?;
    }
    if !waiting.is_empty() {
        tx.wake(REQUESTS);
    }
    Ok(())
}

/// Where requests stand that moved since a moment: one look for every browser that waits in a
/// process.
///
/// # Errors
/// [`StoreError`].
pub fn moved_since(
    tx: &mut Tx<'_>,
    since: Timestamp,
) -> Result<Vec<(AppRequestId, RequestState)>, StoreError> {
    tx.query_all(
        sql!("SELECT id, state FROM app_request WHERE moved_at >= $1 AND version > 0"),
        &[&since],
        |row| {
            let state: String = row.get(1)?;
            Ok((row.get(0)?, read_state(&state)?))
        },
    )
}

fn read_state(word: &str) -> Result<RequestState, StoreError> {
    known(RequestState::from_word(word), "app_request.state")
}

fn read(row: &Row<'_>) -> Result<(StoredRequest, i64), StoreError> {
    let (handle, by, state): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(7)?);
    let (level, method): (String, Option<String>) = (row.get(9)?, row.get(15)?);
    let method = match method {
        Some(word) => Some(known(
            AuthenticationMethod::from_word(&word),
            "app_request.method",
        )?),
        None => None,
    };
    let stored = StoredRequest {
        request: AppRequest {
            id: row.get(0)?,
            handle: known(RequestHandle::parse(&handle).ok(), "app_request.handle")?,
            by: known(AskedBy::from_word(&by), "app_request.asked_by")?,
            person: row.get(3)?,
            device: row.get(4)?,
            browser_hash: row.get(5)?,
            number_hash: row.get(6)?,
            state: read_state(&state)?,
            wrong_numbers: small(row.get(8)?),
            level: known(AssuranceLevel::parse(&level).ok(), "app_request.level")?,
            asked_at: row.get(16)?,
            lasts_s: row.get(18)?,
            challenge: row.get(14)?,
            method,
        },
        party: row.get(10)?,
        browser: row.get(11)?,
        system: row.get(12)?,
        origin_hash: row.get(13)?,
    };
    Ok((stored, row.get(17)?))
}
