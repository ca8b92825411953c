//! Calls: their states, and what is known of the person in them, sealed under the call's own key.

use model::video::{CallState, RefusalReason, ReviewState, Seat};
use vocab::{
    BodyId, DataKeyId, Entropy, FlowId, IdentityNumber, Lang, OfficerId, PersonId,
    RegistrationLevel, Timestamp, VideoCallId,
};

use crate::{Row, StoreError, Tx, repo::person::decode, sql};

/// A call as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCall {
    /// Id.
    pub id: VideoCallId,
    /// Seals everything of this call.
    pub data_key: DataKeyId,
    /// The registration flow that it serves.
    pub flow: FlowId,
    /// Language of the person.
    pub lang: Lang,
    /// Where it stands.
    pub state: CallState,
    /// When the person entered the waiting room: the place in the queue goes by it.
    pub queued_at: Timestamp,
    /// When an operator took it, the last time.
    pub assigned_at: Option<Timestamp>,
    /// When they saw each other first.
    pub began_at: Option<Timestamp>,
    /// Where its review stands.
    pub review: ReviewState,
    /// Who was registered.
    pub person: Option<PersonId>,
    /// Counts decisions.
    pub version: i64,
    sealed_dossier: Option<Vec<u8>>,
}

impl StoredCall {
    /// What is known of the person; `None` once nothing is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn dossier(&self, tx: &mut Tx<'_>) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = self.sealed_dossier.as_deref();
        sealed
            .map(|sealed| {
                tx.open(
                    self.data_key,
                    "video_call.dossier",
                    self.id.as_bytes(),
                    sealed,
                )
            })
            .transpose()
    }
}

/// A call that begins.
#[derive(Debug, Clone)]
pub struct NewCall<'a> {
    /// Id.
    pub id: VideoCallId,
    /// Whose desk attends it.
    pub body: BodyId,
    /// Keyed hash of what the browser keeps.
    pub secret_hash: [u8; 32],
    /// The flow.
    pub flow: FlowId,
    /// The number, to know how many calls wait for it.
    pub number: &'a IdentityNumber,
    /// Language of the person.
    pub lang: Lang,
    /// What is known of the person, plain.
    pub dossier: &'a [u8],
}

/// Adds a call at the end of the queue, with a data key of its own and a line.
///
/// # Errors
/// [`StoreError`]; a unique violation when the flow has a live call.
pub fn add(
    tx: &mut Tx<'_>,
    call: &NewCall<'_>,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let data_key = DataKeyId::new(now, entropy);
    tx.add_data_key(data_key, now)?;
    let row = call.id;
    let dossier = tx.seal(data_key, "video_call.dossier", row.as_bytes(), call.dossier)?;
    let number_index = number_index(tx, call.number);
    let name = tx.name();
    let state = CallState::queued(now);
    tx.execute(
        sql!(
            "INSERT INTO video_call (id, data_key_id, body_id, secret_hash, flow_id, \
             number_index, lang, state, state_since, queued_at, review_state, dossier, version, \
             created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, 0, $9, $9, $12)"
        ),
        &[
            &row,
            &data_key,
            &call.body,
            &call.secret_hash,
            &call.flow,
            &number_index,
            &call.lang.tag(),
            &state.as_str(),
            &now,
            &ReviewState::None.as_str(),
            &dossier,
            &name,
        ],
    )?;
    super::line::add(tx, row, now)
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, data_key_id, flow_id, lang, state, state_since, operator_id, \
             missing_seat, level, reason, queued_at, assigned_at, began_at, review_state, \
             person_id, version, dossier FROM video_call ",
            $rest
        )
    };
}

/// The call of an id.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: VideoCallId) -> Result<Option<StoredCall>, StoreError> {
    tx.query_opt(sql!(columns!("WHERE id = $1")), &[&id], read)
}

/// The call whose secret a browser holds.
///
/// # Errors
/// [`StoreError`].
pub fn find_by_secret(
    tx: &mut Tx<'_>,
    secret_hash: [u8; 32],
) -> Result<Option<StoredCall>, StoreError> {
    let wanted = sql!(columns!("WHERE secret_hash = $1"));
    tx.query_opt(wanted, &[&secret_hash], read)
}

/// The live call of a flow.
///
/// # Errors
/// [`StoreError`].
pub fn find_live_of_flow(tx: &mut Tx<'_>, flow: FlowId) -> Result<Option<StoredCall>, StoreError> {
    let wanted = sql!(columns!("WHERE flow_id = $1 AND ended_at IS NULL"));
    tx.query_opt(wanted, &[&flow], read)
}

/// The live call of an operator.
///
/// # Errors
/// [`StoreError`].
pub fn find_live_of_operator(
    tx: &mut Tx<'_>,
    operator: OfficerId,
) -> Result<Option<StoredCall>, StoreError> {
    let wanted = sql!(columns!("WHERE operator_id = $1 AND ended_at IS NULL"));
    tx.query_opt(wanted, &[&operator], read)
}

/// The first in the queue of a body who showed a sign of life since a moment.
///
/// # Errors
/// [`StoreError`].
pub fn first_waiting(
    tx: &mut Tx<'_>,
    body: BodyId,
    seen_since: Timestamp,
) -> Result<Option<StoredCall>, StoreError> {
    let id: Option<VideoCallId> = tx.query_opt(
        sql!(
            "SELECT c.id FROM video_call c JOIN video_line l ON l.call_id = c.id \
             WHERE c.ended_at IS NULL AND c.state = 'queued' AND c.body_id = $1 \
             AND l.citizen_seen_at >= $2 ORDER BY c.queued_at, c.id LIMIT 1"
        ),
        &[&body, &seen_since],
        |row| row.get(0),
    )?;
    id.map(|id| find(tx, id)).transpose().map(Option::flatten)
}

/// Who waits in the queue of a body with this number and has never been attended, first come. Of
/// a call that began, something was established with one device; it belongs to no other.
///
/// # Errors
/// [`StoreError`].
pub fn find_queued_of_number(
    tx: &mut Tx<'_>,
    body: BodyId,
    number: &IdentityNumber,
) -> Result<Option<StoredCall>, StoreError> {
    let index = number_index(tx, number);
    let wanted = sql!(columns!(
        "WHERE number_index = $1 AND ended_at IS NULL AND state = 'queued' AND body_id = $2 \
         AND began_at IS NULL ORDER BY queued_at, id LIMIT 1"
    ));
    tx.query_opt(wanted, &[&index, &body], read)
}

/// Live calls, other than this one, for the same number.
///
/// # Errors
/// [`StoreError`].
pub fn count_same_number(
    tx: &mut Tx<'_>,
    id: VideoCallId,
    number: &IdentityNumber,
) -> Result<u32, StoreError> {
    let index = number_index(tx, number);
    let count: i64 = tx.query_one(
        sql!(
            "SELECT COUNT(*) FROM video_call WHERE number_index = $1 AND ended_at IS NULL \
             AND id <> $2"
        ),
        &[&index, &id],
        |row| row.get(0),
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many wait in the queue of a body.
///
/// # Errors
/// [`StoreError`].
pub fn count_waiting(tx: &mut Tx<'_>, body: BodyId) -> Result<u32, StoreError> {
    let count: i64 = tx.query_one(
        sql!(
            "SELECT COUNT(*) FROM video_call WHERE ended_at IS NULL AND state = 'queued' \
             AND body_id = $1"
        ),
        &[&body],
        |row| row.get(0),
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Writes a state over the version that was read, and counts one more. `false`: somebody was
/// faster. A call that ends is kept until `kept_until`.
///
/// # Errors
/// [`StoreError`]; a unique violation when the operator has another call.
pub fn advance(
    tx: &mut Tx<'_>,
    call: &StoredCall,
    state: &CallState,
    kept_until: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = StateRow::of(state);
    // A new operator has a new moment of assignment; who is queued again has none.
    let assigned_at = match state {
        CallState::Assigned { since, .. } => Some(*since),
        CallState::Queued { .. } => None,
        CallState::InCall { .. }
        | CallState::Interrupted { .. }
        | CallState::Approved { .. }
        | CallState::Refused { .. }
        | CallState::Abandoned { .. }
        | CallState::ServiceClosed { .. } => call.assigned_at,
    };
    let began_at = match state {
        CallState::InCall { since, .. } => call.began_at.or(Some(*since)),
        CallState::Queued { .. }
        | CallState::Assigned { .. }
        | CallState::Interrupted { .. }
        | CallState::Approved { .. }
        | CallState::Refused { .. }
        | CallState::Abandoned { .. }
        | CallState::ServiceClosed { .. } => call.began_at,
    };
    let ended_at = state.has_ended().then(|| state.since());
    // Who left keeps the operator for the statistics.
    let operator = row
        .operator
        .or(call.state.operator())
        .filter(|_| !matches!(state, CallState::Queued { .. }));
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE video_call SET state = $1, state_since = $2, operator_id = $3, \
             missing_seat = $4, level = $5, reason = $6, assigned_at = $7, began_at = $8, \
             ended_at = $9, kept_until = $10, version = version + 1, updated_at = $11, \
             updated_by = $12 WHERE id = $13 AND version = $14"
        ),
        &[
            &state.as_str(),
            &state.since(),
            &operator,
            &row.missing,
            &row.level,
            &row.reason,
            &assigned_at,
            &began_at,
            &ended_at,
            &kept_until,
            &now,
            &name,
            &call.id,
            &call.version,
        ],
    )?;
    tx.wake(super::TOPIC);
    Ok(touched == 1)
}

/// Writes what is known of the person over the version that was read, and counts one more.
///
/// # Errors
/// [`StoreError`].
pub fn write_dossier(
    tx: &mut Tx<'_>,
    call: &StoredCall,
    dossier: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sealed = tx.seal(
        call.data_key,
        "video_call.dossier",
        call.id.as_bytes(),
        dossier,
    )?;
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE video_call SET dossier = $1, version = version + 1, updated_at = $2, \
             updated_by = $3 WHERE id = $4 AND version = $5"
        ),
        &[&sealed, &now, &name, &call.id, &call.version],
    )?;
    tx.wake(super::TOPIC);
    Ok(touched == 1)
}

/// Gives a live call another secret: the one before opens nothing any more.
///
/// # Errors
/// [`StoreError`].
pub fn renew_secret(
    tx: &mut Tx<'_>,
    id: VideoCallId,
    secret_hash: [u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_call SET secret_hash = $1, updated_at = $2, updated_by = $3 \
             WHERE id = $4"
        ),
        &[&secret_hash, &now, &name, &id],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// Gives a live call to another browser: its flow, its secret and its language. The secret before
/// opens nothing any more.
///
/// # Errors
/// [`StoreError`]; a unique violation when the flow has a live call.
pub fn hand_over(
    tx: &mut Tx<'_>,
    id: VideoCallId,
    flow: FlowId,
    secret_hash: [u8; 32],
    lang: Lang,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_call SET flow_id = $1, secret_hash = $2, lang = $3, updated_at = $4, \
             updated_by = $5 WHERE id = $6"
        ),
        &[&flow, &secret_hash, &lang.tag(), &now, &name, &id],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// Notes who was registered, and whether a second officer is waited for.
///
/// # Errors
/// [`StoreError`].
pub fn set_registered(
    tx: &mut Tx<'_>,
    id: VideoCallId,
    person: PersonId,
    review: ReviewState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_call SET person_id = $1, review_state = $2, updated_at = $3, \
             updated_by = $4 WHERE id = $5"
        ),
        &[&person, &review.as_str(), &now, &name, &id],
    )?;
    Ok(())
}

/// Settles a review that waits. `false`: somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub fn settle_review(
    tx: &mut Tx<'_>,
    id: VideoCallId,
    review: ReviewState,
    reviewer: OfficerId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE video_call SET review_state = $1, reviewer_id = $2, reviewed_at = $3, \
             version = version + 1, updated_at = $3, updated_by = $4 \
             WHERE id = $5 AND review_state = 'waiting'"
        ),
        &[&review.as_str(), &reviewer, &now, &name, &id],
    )?;
    Ok(touched == 1)
}

/// Calls whose registration waits for a second officer, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_for_review(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: i64,
) -> Result<Vec<StoredCall>, StoreError> {
    tx.query_all(
        sql!(columns!(
            "WHERE review_state = 'waiting' AND body_id = $1 ORDER BY ended_at LIMIT $2"
        )),
        &[&body, &limit],
        read,
    )
}

/// How many registrations wait for a second officer.
///
/// # Errors
/// [`StoreError`].
pub fn count_for_review(tx: &mut Tx<'_>, body: BodyId) -> Result<u32, StoreError> {
    let count: i64 = tx.query_one(
        sql!("SELECT COUNT(*) FROM video_call WHERE review_state = 'waiting' AND body_id = $1"),
        &[&body],
        |row| row.get(0),
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Live calls that stand as they do since a moment or longer, of the words given: what the
/// clockwork looks at.
///
/// # Errors
/// [`StoreError`].
pub fn list_overdue(
    tx: &mut Tx<'_>,
    state: &CallState,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<StoredCall>, StoreError> {
    tx.query_all(
        sql!(columns!(
            "WHERE ended_at IS NULL AND state = $1 AND state_since <= $2 ORDER BY id LIMIT $3"
        )),
        &[&state.as_str(), &since, &limit],
        read,
    )
}

/// People in the queue who showed no sign of life since a moment.
///
/// # Errors
/// [`StoreError`].
pub fn list_absent(
    tx: &mut Tx<'_>,
    seen_before: Timestamp,
    limit: i64,
) -> Result<Vec<StoredCall>, StoreError> {
    let ids: Vec<VideoCallId> = tx.query_all(
        sql!(
            "SELECT c.id FROM video_call c JOIN video_line l ON l.call_id = c.id \
             WHERE c.ended_at IS NULL AND c.state = 'queued' AND l.citizen_seen_at <= $1 \
             ORDER BY c.queued_at, c.id LIMIT $2"
        ),
        &[&seen_before, &limit],
        |row| row.get(0),
    )?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(find(tx, id)?);
    }
    Ok(all)
}

/// Forgets what a call knows of its person at once: dossier, pictures, messages and evidence.
/// That it took place, and how it ended, stays.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &mut Tx<'_>, id: VideoCallId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(sql!("DELETE FROM video_message WHERE call_id = $1"), &[&id])?;
    tx.execute(sql!("DELETE FROM video_capture WHERE call_id = $1"), &[&id])?;
    tx.execute(
        sql!("DELETE FROM video_evidence WHERE call_id = $1"),
        &[&id],
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_call SET dossier = NULL, number_index = NULL, kept_until = NULL, \
             updated_at = $1, updated_by = $2 WHERE id = $3"
        ),
        &[&now, &name, &id],
    )?;
    Ok(())
}

/// Calls whose evidence has been kept long enough.
///
/// # Errors
/// [`StoreError`].
pub fn list_past_keeping(
    tx: &mut Tx<'_>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<VideoCallId>, StoreError> {
    tx.query_all(
        sql!("SELECT id FROM video_call WHERE kept_until <= $1 ORDER BY kept_until LIMIT $2"),
        &[&now, &limit],
        |row| row.get(0),
    )
}

struct StateRow {
    operator: Option<OfficerId>,
    missing: Option<&'static str>,
    level: Option<&'static str>,
    reason: Option<&'static str>,
}

impl StateRow {
    fn of(state: &CallState) -> Self {
        let (mut missing, mut level, mut reason) = (None, None, None);
        match state {
            CallState::Interrupted { missing: seat, .. } => missing = Some(seat.as_str()),
            CallState::Approved { level: given, .. } => level = Some(given.as_str()),
            CallState::Refused { reason: why, .. } => reason = Some(why.as_str()),
            CallState::Queued { .. }
            | CallState::Assigned { .. }
            | CallState::InCall { .. }
            | CallState::Abandoned { .. }
            | CallState::ServiceClosed { .. } => {}
        }
        Self {
            operator: state.operator(),
            missing,
            level,
            reason,
        }
    }
}

fn read(row: &Row<'_>) -> Result<StoredCall, StoreError> {
    let lang: String = row.get(3)?;
    let review: String = row.get(13)?;
    Ok(StoredCall {
        id: row.get(0)?,
        data_key: row.get(1)?,
        flow: row.get(2)?,
        lang: Lang::from_tag(&lang).ok_or_else(|| decode("video_call.lang"))?,
        state: read_state(row, 4)?,
        queued_at: row.get(10)?,
        assigned_at: row.get(11)?,
        began_at: row.get(12)?,
        review: ReviewState::from_word(&review).ok_or_else(|| decode("video_call.review_state"))?,
        person: row.get(14)?,
        version: row.get(15)?,
        sealed_dossier: row.get(16)?,
    })
}

/// Reads six columns from `first` on: state, since, operator, missing seat, level, reason.
pub(super) fn read_state(row: &Row<'_>, first: usize) -> Result<CallState, StoreError> {
    let word: String = row.get(first)?;
    let since: Timestamp = row.get(first + 1)?;
    let operator: Option<OfficerId> = row.get(first + 2)?;
    let missing: Option<String> = row.get(first + 3)?;
    let level: Option<String> = row.get(first + 4)?;
    let reason: Option<String> = row.get(first + 5)?;
    let wrong = || decode("video_call.state");
    let operator = || operator.ok_or_else(wrong);
    Ok(match word.as_str() {
        "queued" => CallState::Queued { since },
        "assigned" => CallState::Assigned {
            operator: operator()?,
            since,
        },
        "in_call" => CallState::InCall {
            operator: operator()?,
            since,
        },
        "interrupted" => CallState::Interrupted {
            operator: operator()?,
            since,
            missing: missing
                .as_deref()
                .and_then(Seat::from_word)
                .ok_or_else(wrong)?,
        },
        "approved" => CallState::Approved {
            operator: operator()?,
            level: level
                .and_then(|level| RegistrationLevel::parse(&level).ok())
                .ok_or_else(wrong)?,
            at: since,
        },
        "refused" => CallState::Refused {
            operator: operator()?,
            reason: reason
                .as_deref()
                .and_then(RefusalReason::from_word)
                .ok_or_else(wrong)?,
            at: since,
        },
        "abandoned" => CallState::Abandoned { at: since },
        "service_closed" => CallState::ServiceClosed { at: since },
        _ => return Err(wrong()),
    })
}

fn number_index(tx: &Tx<'_>, number: &IdentityNumber) -> [u8; 32] {
    tx.blind("video_call.number", number.as_str().as_bytes())
}
