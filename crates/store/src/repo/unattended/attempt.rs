//! Attempts: their states, and what is known of the person in them, sealed under the attempt's own
//! key.

use model::{
    unattended::{AttemptState, Dossier, QueuePlace, Risk},
    video::RefusalReason,
};
use vocab::{
    AttemptId, BodyId, DataKeyId, Entropy, IdentityNumber, Lang, OfficerId, PersonId, Timestamp,
};

use crate::{
    Row, StoreError, Tx,
    repo::person::{decode, from_json, to_json},
    sql,
};

/// An attempt as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAttempt {
    /// Id.
    pub id: AttemptId,
    /// Seals everything of this attempt.
    pub data_key: DataKeyId,
    /// Language of the person.
    pub lang: Lang,
    /// Where it stands.
    pub state: AttemptState,
    /// Its place in the queue, once it was sent.
    pub place: Option<QueuePlace>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Who was registered.
    pub person: Option<PersonId>,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Counts changes: of two who decide, one wins.
    pub version: i64,
    sealed_dossier: Option<Vec<u8>>,
}

impl StoredAttempt {
    /// What is known of it; `None` once nothing is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn dossier(&self, tx: &mut Tx<'_>) -> Result<Option<Dossier>, StoreError> {
        let Some(sealed) = &self.sealed_dossier else {
            return Ok(None);
        };
        let row = self.id;
        let plain = tx.open(
            self.data_key,
            "unattended_attempt.dossier",
            row.as_bytes(),
            sealed,
        )?;
        from_json(&plain).map(Some)
    }
}

/// An attempt that begins.
#[derive(Debug, Clone)]
pub struct NewAttempt<'a> {
    /// Id.
    pub id: AttemptId,
    /// Whose officers review it.
    pub body: BodyId,
    /// Keyed hash of what the browser keeps.
    pub secret_hash: [u8; 32],
    /// Language of the person.
    pub lang: Lang,
    /// What is known at the beginning.
    pub dossier: &'a Dossier,
}

/// Adds an attempt with a data key of its own, which is returned.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    attempt: &NewAttempt<'_>,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<DataKeyId, StoreError> {
    let data_key = DataKeyId::new(now, entropy);
    tx.add_data_key(data_key, now)?;
    let sealed = seal(tx, attempt.id, data_key, attempt.dossier)?;
    let index = number_index(tx, &attempt.dossier.number);
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO unattended_attempt (id, data_key_id, body_id, secret_hash, number_index, \
             lang, state, state_since, basic, dossier, version, created_at, updated_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6, 'capturing', $7, $8, $9, 0, $7, $7, $10)"
        ),
        &[
            &attempt.id,
            &data_key,
            &attempt.body,
            &attempt.secret_hash,
            &index,
            &attempt.lang.tag(),
            &now,
            &false,
            &sealed,
            &name,
        ],
    )?;
    Ok(data_key)
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, data_key_id, lang, state, state_since, basic, officer_id, reason, risk, \
             due_at, sent_at, person_id, created_at, version, dossier FROM unattended_attempt ",
            $rest
        )
    };
}

/// The attempt of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: AttemptId) -> Result<Option<StoredAttempt>, StoreError> {
    tx.query_opt(sql!(columns!("WHERE id = $1")), &[&id], read)
}

/// The attempt whose secret a browser holds.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
) -> Result<Option<StoredAttempt>, StoreError> {
    let wanted = sql!(columns!("WHERE secret_hash = $1"));
    tx.query_opt(wanted, &[&secret_hash], read)
}

/// Attempts that wait for a reviewer: by risk, then by age.
///
/// # Errors
/// [`StoreError`].
pub fn queue(tx: &mut Tx<'_>, body: BodyId, limit: i64) -> Result<Vec<StoredAttempt>, StoreError> {
    tx.query_all(
        sql!(columns!(
            "WHERE body_id = $1 AND state IN ('waiting', 'doubted') \
             ORDER BY risk DESC, sent_at, id LIMIT $2"
        )),
        &[&body, &limit],
        read,
    )
}

/// How many wait for a reviewer, and how many of them longer than they should.
///
/// # Errors
/// [`StoreError`].
pub fn count_waiting(
    tx: &mut Tx<'_>,
    body: BodyId,
    now: Timestamp,
) -> Result<(u32, u32), StoreError> {
    let (all, late): (i64, i64) = tx.query_one(
        sql!(
            "SELECT COUNT(*), COUNT(CASE WHEN due_at < $1 THEN 1 END) FROM unattended_attempt \
             WHERE body_id = $2 AND state IN ('waiting', 'doubted')"
        ),
        &[&now, &body],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((number(all), number(late)))
}

/// Attempts for a number that were begun since a moment, other than one.
///
/// # Errors
/// [`StoreError`].
pub fn count_of_number(
    tx: &mut Tx<'_>,
    number: &IdentityNumber,
    since: Timestamp,
    other_than: AttemptId,
) -> Result<u32, StoreError> {
    let index = number_index(tx, number);
    let count: i64 = tx.query_one(
        sql!(
            "SELECT COUNT(*) FROM unattended_attempt WHERE number_index = $1 AND created_at >= $2 \
             AND id <> $3"
        ),
        &[&index, &since, &other_than],
        |row| row.get(0),
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Attempts that were begun before a moment and not sent, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_unsent(
    tx: &mut Tx<'_>,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<StoredAttempt>, StoreError> {
    tx.query_all(
        sql!(columns!(
            "WHERE state = 'capturing' AND created_at < $1 ORDER BY created_at LIMIT $2"
        )),
        &[&before, &limit],
        read,
    )
}

/// Attempts that were kept long enough.
///
/// # Errors
/// [`StoreError`].
pub fn list_past_keeping(
    tx: &mut Tx<'_>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<StoredAttempt>, StoreError> {
    tx.query_all(
        sql!(columns!(
            "WHERE kept_until <= $1 ORDER BY kept_until LIMIT $2"
        )),
        &[&now, &limit],
        read,
    )
}

/// Writes what is known over the version that was read. `false`: somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub fn save(
    tx: &mut Tx<'_>,
    attempt: &StoredAttempt,
    dossier: &Dossier,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sealed = seal(tx, attempt.id, attempt.data_key, dossier)?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE unattended_attempt SET dossier = $1, version = version + 1, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND version = $5"
        ),
        &[&sealed, &now, &name, &attempt.id, &attempt.version],
    )?;
    Ok(touched == 1)
}

/// What moves with a state.
#[derive(Debug, Clone, Copy)]
pub struct Move<'a> {
    /// The new state.
    pub state: AttemptState,
    /// What is known now.
    pub dossier: &'a Dossier,
    /// Who was registered, if somebody was.
    pub person: Option<PersonId>,
    /// The place in the queue.
    pub place: Option<QueuePlace>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Until when it is kept.
    pub kept_until: Option<Timestamp>,
}

/// Writes a state over the version that was read. `false`: somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub fn advance(
    tx: &mut Tx<'_>,
    attempt: &StoredAttempt,
    to: &Move<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sealed = seal(tx, attempt.id, attempt.data_key, to.dossier)?;
    let row = StateRow::of(&to.state);
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE unattended_attempt SET state = $1, state_since = $2, basic = $3, \
             officer_id = $4, reason = $5, risk = $6, due_at = $7, sent_at = $8, person_id = $9, \
             dossier = $10, kept_until = $11, version = version + 1, updated_at = $12, \
             updated_by = $13 WHERE id = $14 AND version = $15"
        ),
        &[
            &to.state.as_str(),
            &to.state.since(),
            &row.basic,
            &row.officer,
            &row.reason,
            &to.place.map(|place| place.risk.rank()),
            &to.place.map(|place| place.due_at),
            &to.sent_at,
            &to.person,
            &sealed,
            &to.kept_until,
            &now,
            &name,
            &attempt.id,
            &attempt.version,
        ],
    )?;
    Ok(touched == 1)
}

/// Removes everything of a person from an attempt; that it took place stays, for the statistics.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, id: AttemptId, now: Timestamp) -> Result<(), StoreError> {
    super::capture::remove_all(tx, id)?;
    super::piece::remove_all(tx, id)?;
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE unattended_attempt SET dossier = NULL, number_index = NULL, person_id = NULL, \
             kept_until = NULL, updated_at = $1, updated_by = $2 WHERE id = $3"
        ),
        &[&now, &name, &id],
    )?;
    Ok(())
}

/// The columns of a state.
struct StateRow {
    basic: bool,
    officer: Option<OfficerId>,
    reason: Option<&'static str>,
}

impl StateRow {
    fn of(state: &AttemptState) -> Self {
        let (basic, officer, reason) = match state {
            AttemptState::Capturing { .. } | AttemptState::Abandoned { .. } => (false, None, None),
            AttemptState::Waiting { basic, .. } => (*basic, None, None),
            AttemptState::Doubted { basic, first, .. } => (*basic, Some(*first), None),
            AttemptState::Confirmed { by, .. } => (false, Some(*by), None),
            AttemptState::Refused {
                by,
                reason,
                withdrawn,
                ..
            } => (*withdrawn, Some(*by), Some(reason.as_str())),
        };
        Self {
            basic,
            officer,
            reason,
        }
    }
}

fn read(row: &Row<'_>) -> Result<StoredAttempt, StoreError> {
    let lang: String = row.get(2)?;
    let risk: Option<i64> = row.get(8)?;
    let due_at: Option<Timestamp> = row.get(9)?;
    let place = match (risk.and_then(Risk::from_rank), due_at) {
        (Some(risk), Some(due_at)) => Some(QueuePlace { risk, due_at }),
        _ => None,
    };
    Ok(StoredAttempt {
        id: row.get(0)?,
        data_key: row.get(1)?,
        lang: Lang::from_tag(&lang).ok_or_else(|| decode("unattended_attempt.lang"))?,
        state: read_state(row)?,
        place,
        sent_at: row.get(10)?,
        person: row.get(11)?,
        begun_at: row.get(12)?,
        version: row.get(13)?,
        sealed_dossier: row.get(14)?,
    })
}

fn read_state(row: &Row<'_>) -> Result<AttemptState, StoreError> {
    let bad = || decode("unattended_attempt.state");
    let word: String = row.get(3)?;
    let since: Timestamp = row.get(4)?;
    let basic: bool = row.get(5)?;
    let officer: Option<OfficerId> = row.get(6)?;
    let reason: Option<String> = row.get(7)?;
    Ok(match word.as_str() {
        "capturing" => AttemptState::Capturing { since },
        "waiting" => AttemptState::Waiting { since, basic },
        "doubted" => AttemptState::Doubted {
            since,
            basic,
            first: officer.ok_or_else(bad)?,
        },
        "confirmed" => AttemptState::Confirmed {
            at: since,
            by: officer.ok_or_else(bad)?,
        },
        "refused" => AttemptState::Refused {
            at: since,
            by: officer.ok_or_else(bad)?,
            reason: reason
                .as_deref()
                .and_then(RefusalReason::from_word)
                .ok_or_else(bad)?,
            withdrawn: basic,
        },
        "abandoned" => AttemptState::Abandoned { at: since },
        _ => return Err(bad()),
    })
}

fn seal(
    tx: &mut Tx<'_>,
    id: AttemptId,
    data_key: DataKeyId,
    dossier: &Dossier,
) -> Result<Vec<u8>, StoreError> {
    let plain = to_json(dossier)?;
    tx.seal(
        data_key,
        "unattended_attempt.dossier",
        id.as_bytes(),
        &plain,
    )
}

fn number_index(tx: &Tx<'_>, number: &IdentityNumber) -> [u8; 32] {
    tx.blind("unattended_attempt.number", number.as_str().as_bytes())
}
