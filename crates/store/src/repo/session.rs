//! Sessions with the identity provider, and what they released to whom.

use model::session::{AuthenticationMethod, Seen, Session, SessionRules};
use vocab::{DataKeyId, PersonId, SessionId, SignedDuration, Timestamp};

use super::{client_log_out, person::decode, registration::read_level};
use crate::{Row, StoreError, Tx, sql};

/// Adds a session found by the keyed hash of its cookie.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, session: &Session, secret_hash: [u8; 32]) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO session (id, secret_hash, person_id, registration_level, method, \
             authenticated_at, last_used_at, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $6, $7)"
        ),
        &[
            &session.id,
            &secret_hash,
            &session.person,
            &session.registration_level.as_str(),
            &session.method.as_str(),
            &session.authenticated_at,
            &name,
        ],
    )?;
    Ok(())
}

/// The session of a browser goes on under another cookie, because its person identified again: the
/// cookie before it opens nothing any more. `false` if it had ended or gone on already.
///
/// # Errors
/// [`StoreError`].
pub fn renew(
    tx: &mut Tx<'_>,
    session: &Session,
    before: [u8; 32],
    secret_hash: [u8; 32],
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE session SET secret_hash = $1, registration_level = $2, method = $3, \
             authenticated_at = $4, last_used_at = $4, updated_at = $4, updated_by = $5 \
             WHERE id = $6 AND secret_hash = $7 AND ended_at IS NULL"
        ),
        &[
            &secret_hash,
            &session.registration_level.as_str(),
            &session.method.as_str(),
            &session.authenticated_at,
            &name,
            &session.id,
            &before,
        ],
    )?;
    Ok(touched == 1)
}

const SEEN: &str = "session.seen";

/// Writes down from where a session was opened, sealed under its person's key.
///
/// # Errors
/// [`StoreError`].
pub fn set_seen(
    tx: &mut Tx<'_>,
    id: SessionId,
    data_key: DataKeyId,
    seen: &Seen,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    let plain = serde_json::to_vec(seen).map_err(|_| decode(SEEN))?;
    let sealed = tx.seal(data_key, SEEN, id.as_bytes(), &plain)?;
    tx.execute(
        sql!("UPDATE session SET seen = $1, updated_at = $2, updated_by = $3 WHERE id = $4"),
        &[&sealed, &now, &name, &id],
    )?;
    Ok(())
}

/// The sessions of a person that nobody ended and that began after `since`, the last used first,
/// each with where it was opened if that is known.
///
/// # Errors
/// [`StoreError`].
pub fn open_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    data_key: DataKeyId,
    since: Timestamp,
) -> Result<Vec<(Session, Option<Seen>)>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT id, person_id, registration_level, method, authenticated_at, last_used_at, \
             ended_at, seen FROM session WHERE person_id = $1 AND ended_at IS NULL \
             AND authenticated_at > $2 ORDER BY last_used_at DESC, id DESC"
        ),
        &[&person, &since],
        |row| Ok((read(row)?, row.get::<Option<Vec<u8>>>(7)?)),
    )?;
    let mut sessions = Vec::with_capacity(rows.len());
    for (session, sealed) in rows {
        let seen = match sealed {
            Some(sealed) => {
                let plain = tx.open(data_key, SEEN, session.id.as_bytes(), &sealed)?;
                Some(serde_json::from_slice(&plain).map_err(|_| decode(SEEN))?)
            }
            None => None,
        };
        sessions.push((session, seen));
    }
    Ok(sessions)
}

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    let level: String = row.get(2)?;
    let method: String = row.get(3)?;
    Ok(Session {
        id: row.get(0)?,
        person: row.get(1)?,
        registration_level: read_level(&level)?,
        method: AuthenticationMethod::from_word(&method).ok_or_else(|| decode("session.method"))?,
        authenticated_at: row.get(4)?,
        last_used_at: row.get(5)?,
        ended_at: row.get(6)?,
    })
}

/// The session of a cookie, usable or not.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
) -> Result<Option<Session>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, person_id, registration_level, method, authenticated_at, last_used_at, \
             ended_at FROM session WHERE secret_hash = $1"
        ),
        &[&secret_hash],
        read,
    )
}

/// The session of an id, usable or not.
///
/// # Errors
/// [`StoreError`].
pub fn is_live(tx: &mut Tx<'_>, id: SessionId) -> Result<bool, StoreError> {
    let live: Option<bool> = tx.query_opt(
        sql!("SELECT ended_at IS NULL FROM session WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    Ok(live.unwrap_or(false))
}

/// If and only if the session is of this person.
///
/// # Errors
/// [`StoreError`].
pub fn is_of(tx: &mut Tx<'_>, id: SessionId, person: PersonId) -> Result<bool, StoreError> {
    let theirs: Option<bool> = tx.query_opt(
        sql!("SELECT person_id = $1 FROM session WHERE id = $2"),
        &[&person, &id],
        |row| row.get(0),
    )?;
    Ok(theirs.unwrap_or(false))
}

/// How many sessions of a person are usable at `now`.
///
/// # Errors
/// [`StoreError`].
pub fn count_usable(
    tx: &mut Tx<'_>,
    person: PersonId,
    rules: SessionRules,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let ago = |seconds: u32| {
        now.checked_sub(SignedDuration::from_secs(i64::from(seconds)))
            .unwrap_or(Timestamp::MIN)
    };
    let count: i64 = tx.query_one(
        sql!(
            "SELECT COUNT(*) FROM session WHERE person_id = $1 AND ended_at IS NULL \
             AND last_used_at > $2 AND authenticated_at > $3"
        ),
        &[&person, &ago(rules.idle_s), &ago(rules.absolute_s)],
        |row| row.get(0),
    )?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Writes down that a session was used.
///
/// # Errors
/// [`StoreError`].
pub fn touch(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE session SET last_used_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    Ok(())
}

/// Ends a session, and queues who must be told; `false` if it had ended already.
///
/// # Errors
/// [`StoreError`].
pub fn end(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    if touched == 1 {
        client_log_out::queue_of_session(tx, id, now)?;
    }
    Ok(touched == 1)
}

/// Ends every session of a person (their phone was displaced, their registration ended), what
/// clients could do for them while they are away, and what is on its way to a session or to a means
/// that opens one: steps with a password, requests in the app, activations of the app. Queues who
/// must be told. The caller has bumped the guard of the person.
///
/// # Errors
/// [`StoreError`].
pub fn end_all_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    client_log_out::queue_of_person(tx, person, now)?;
    let name = tx.name();
    super::refresh::revoke_of_person(tx, person, now)?;
    super::password_flow::end_all_of_person(tx, person)?;
    super::app::request::reject_all_of_person(tx, person, now)?;
    super::app::activation::end_all_of_person(tx, person, now)?;
    tx.execute(
        sql!(
            "UPDATE session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE person_id = $3 AND ended_at IS NULL"
        ),
        &[&now, &name, &person],
    )
}

/// What a session has released to a client, as the text that [`set_released`] wrote.
///
/// # Errors
/// [`StoreError`].
pub fn released_to(
    tx: &mut Tx<'_>,
    session: SessionId,
    client: &str,
) -> Result<Option<String>, StoreError> {
    tx.query_opt(
        sql!("SELECT released FROM session_client WHERE session_id = $1 AND client_id = $2"),
        &[&session, &client],
        |row| row.get(0),
    )
}

/// Remembers what the person saw and let go to a client in this session.
///
/// # Errors
/// [`StoreError`].
pub fn set_released(
    tx: &mut Tx<'_>,
    session: SessionId,
    client: &str,
    released: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO session_client (session_id, client_id, released, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (session_id, client_id) DO UPDATE SET released = excluded.released, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by"
        ),
        &[&session, &client, &released, &now, &name],
    )?;
    Ok(())
}

/// Forgets what the sessions of a person have released to a client: it is shown again before
/// anything is released. That the sessions served it stays known.
///
/// # Errors
/// [`StoreError`].
pub fn forget_released(
    tx: &mut Tx<'_>,
    person: PersonId,
    client: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE session_client SET released = $1, updated_at = $2, updated_by = $3 \
             WHERE client_id = $4 \
             AND session_id IN (SELECT id FROM session WHERE person_id = $5)"
        ),
        &[&WITHDRAWN, &now, &name, &client, &person],
    )
}

/// What [`released_to`] gives after [`forget_released`]: no list of claims.
const WITHDRAWN: &str = "(withdrawn)";

/// The clients that a session has entered.
///
/// # Errors
/// [`StoreError`].
pub fn clients_of(tx: &mut Tx<'_>, session: SessionId) -> Result<Vec<String>, StoreError> {
    tx.query_all(
        sql!("SELECT client_id FROM session_client WHERE session_id = $1 ORDER BY client_id"),
        &[&session],
        |row| row.get(0),
    )
}

/// The newest log-in of a person in each method, of the sessions that are kept.
///
/// # Errors
/// [`StoreError`].
pub fn last_of_each_method(
    tx: &mut Tx<'_>,
    person: vocab::PersonId,
) -> Result<Vec<(AuthenticationMethod, Timestamp)>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT method, MAX(authenticated_at) FROM session WHERE person_id = $1 \
             GROUP BY method ORDER BY method"
        ),
        &[&person],
        |row| {
            let method: String = row.get(0)?;
            let method = AuthenticationMethod::from_word(&method);
            Ok((method.ok_or_else(|| decode("session.method"))?, row.get(1)?))
        },
    )
}
