//! Who must be told that a session has ended, and what came of it. The rows are written in the
//! transaction that ends the session, as messages are in the outbox; whoever leases one calls the
//! relying party outside of any transaction and settles it.

use vocab::{PersonId, SessionId, SignedDuration, Timestamp};

use crate::{StoreError, Tx, sql};

/// The topic that wakes those who call.
pub const TOPIC: &str = "client_log_out";

/// A party that must be told, held for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedLogOut {
    /// The session that has ended.
    pub session: SessionId,
    /// Whom to tell.
    pub client: String,
    /// Whose session it was.
    pub person: PersonId,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The party took the token.
    Told,
    /// The party has no address for log-out tokens, or is not registered any more.
    NotCalled,
    /// The party said that it will not (status 400).
    Refused,
    /// It did not answer as often as it was tried.
    GivenUp,
}

impl Settled {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Told, Self::NotCalled, Self::Refused, Self::GivenUp];

    /// The word in the table and in the metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::NotCalled => "not_called",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
        }
    }
}

/// Queues every party that a session served.
///
/// # Errors
/// [`StoreError`].
pub fn queue_of_session(
    tx: &mut Tx<'_>,
    session: SessionId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    let queued = tx.execute(
        sql!(
            "INSERT INTO client_log_out (session_id, client_id, person_id, state, attempts, \
             not_before, created_at, updated_at, updated_by) \
             SELECT session_client.session_id, session_client.client_id, session.person_id, \
             'queued', 0, $1, $1, $1, $2 FROM session_client \
             JOIN session ON session.id = session_client.session_id \
             WHERE session.id = $3 ON CONFLICT (session_id, client_id) DO NOTHING"
        ),
        &[&now, &name, &session],
    )?;
    if queued > 0 {
        tx.wake(TOPIC);
    }
    Ok(queued)
}

/// Queues every party that the sessions of a person serve that have not ended.
///
/// # Errors
/// [`StoreError`].
pub fn queue_of_person(
    tx: &mut Tx<'_>,
    person: PersonId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let name = tx.name();
    let queued = tx.execute(
        sql!(
            "INSERT INTO client_log_out (session_id, client_id, person_id, state, attempts, \
             not_before, created_at, updated_at, updated_by) \
             SELECT session_client.session_id, session_client.client_id, session.person_id, \
             'queued', 0, $1, $1, $1, $2 FROM session_client \
             JOIN session ON session.id = session_client.session_id \
             WHERE session.person_id = $3 AND session.ended_at IS NULL \
             ON CONFLICT (session_id, client_id) DO NOTHING"
        ),
        &[&now, &name, &person],
    )?;
    if queued > 0 {
        tx.wake(TOPIC);
    }
    Ok(queued)
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
) -> Result<Vec<LeasedLogOut>, StoreError> {
    let name = tx.name();
    let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
    let due = tx.query_all(
        sql!(
            "SELECT session_id, client_id, person_id, attempts FROM client_log_out \
             WHERE state = 'queued' AND not_before <= $1 \
             AND (leased_until IS NULL OR leased_until <= $1) \
             ORDER BY not_before, session_id, client_id LIMIT $2"
        ),
        &[&now, &limit],
        |row| {
            let attempts: u32 = row.get(3)?;
            Ok(LeasedLogOut {
                session: row.get(0)?,
                client: row.get(1)?,
                person: row.get(2)?,
                attempts: attempts.saturating_add(1),
            })
        },
    )?;
    let mut taken = Vec::with_capacity(due.len());
    for one in due {
        let touched = tx.execute(
            sql!(
                "UPDATE client_log_out SET leased_until = $1, leased_by = $2, \
                 attempts = attempts + 1, updated_at = $3, updated_by = $4 \
                 WHERE session_id = $5 AND client_id = $6 AND state = 'queued' \
                 AND (leased_until IS NULL OR leased_until <= $3)"
            ),
            &[
                &until,
                &holder,
                &now,
                &name,
                &one.session,
                &one.client.as_str(),
            ],
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
    one: &LeasedLogOut,
    holder: &str,
    settled: Settled,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE client_log_out SET state = $1, last_error = $2, leased_until = NULL, \
             leased_by = NULL, updated_at = $3, updated_by = $4 \
             WHERE session_id = $5 AND client_id = $6 AND leased_by = $7 AND state = 'queued'"
        ),
        &[
            &settled.as_str(),
            &error,
            &now,
            &name,
            &one.session,
            &one.client.as_str(),
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
    one: &LeasedLogOut,
    holder: &str,
    at: Timestamp,
    error: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE client_log_out SET not_before = $1, last_error = $2, leased_until = NULL, \
             leased_by = NULL, updated_at = $3, updated_by = $4 \
             WHERE session_id = $5 AND client_id = $6 AND leased_by = $7 AND state = 'queued'"
        ),
        &[
            &at,
            &error,
            &now,
            &name,
            &one.session,
            &one.client.as_str(),
            &holder,
        ],
    )?;
    Ok(touched == 1)
}

/// When the next call is due that nobody holds.
///
/// # Errors
/// [`StoreError`].
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    tx.query_one(
        sql!(
            "SELECT MIN(CASE WHEN leased_until IS NULL OR leased_until < not_before \
             THEN not_before ELSE leased_until END) FROM client_log_out WHERE state = 'queued'"
        ),
        &[],
        |row| row.get(0),
    )
}

/// What came of one: the state and the last error, for the administrator and for tests.
///
/// # Errors
/// [`StoreError`].
pub fn outcome(
    tx: &mut Tx<'_>,
    session: SessionId,
    client: &str,
) -> Result<Option<(String, Option<String>)>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT state, last_error FROM client_log_out \
             WHERE session_id = $1 AND client_id = $2"
        ),
        &[&session, &client],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// A party of sessions that ended, and what came of telling it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Which.
    pub client: String,
    /// What came of it; nothing while it is being told.
    pub settled: Option<Settled>,
    /// A try came to nothing.
    pub failed: bool,
}

/// The parties of the sessions of a person that ended at one moment: those of one log-out.
///
/// # Errors
/// [`StoreError`].
pub fn of_log_out(
    tx: &mut Tx<'_>,
    person: PersonId,
    at: Timestamp,
) -> Result<Vec<Telling>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT client_id, state, last_error IS NOT NULL FROM client_log_out \
             WHERE person_id = $1 AND created_at = $2 ORDER BY client_id, session_id"
        ),
        &[&person, &at],
        |row| {
            let state: String = row.get(1)?;
            Ok(Telling {
                client: row.get(0)?,
                settled: Settled::ALL.into_iter().find(|one| one.as_str() == state),
                failed: row.get(2)?,
            })
        },
    )
}
