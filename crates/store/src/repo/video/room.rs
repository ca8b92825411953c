//! One look at everything that is live: what every browser in the waiting room is answered from.

use model::video::CallState;
use vocab::{BodyId, Lang, SignedDuration, Timestamp, VideoCallId};

use super::{call::read_state, operator};
use crate::{StoreError, Tx, repo::person::decode, sql};

/// A live call at a glance. Nothing in it is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Id.
    pub id: VideoCallId,
    /// Keyed hash of what its browser keeps.
    pub secret_hash: [u8; 32],
    /// Where it stands.
    pub state: CallState,
    /// When the person entered.
    pub queued_at: Timestamp,
    /// Language of the person.
    pub lang: Lang,
    /// Which connection has the citizen's seat.
    pub citizen_connection: i64,
    /// Which connection has the operator's seat.
    pub operator_connection: i64,
    /// Number of the last message.
    pub last_message: i64,
    /// The person's last sign of life.
    pub citizen_seen_at: Timestamp,
}

/// Everything that is live.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Live calls in the order of the queue.
    pub calls: Vec<Glance>,
    /// Operators who showed a sign of life.
    pub operators: Vec<operator::StoredOperator>,
    /// How long the last sessions took, the newest first.
    pub sessions: Vec<SignedDuration>,
}

/// Looks at a body's calls; operators count who showed a sign of life since `operators_since`.
///
/// # Errors
/// [`StoreError`].
pub fn look(
    tx: &mut Tx<'_>,
    body: BodyId,
    operators_since: Timestamp,
    sessions: i64,
) -> Result<Snapshot, StoreError> {
    let calls = tx.query_all(
        sql!(
            "SELECT c.id, c.secret_hash, c.state, c.state_since, c.operator_id, c.missing_seat, \
             c.level, c.reason, c.queued_at, c.lang, l.citizen_connection, \
             l.operator_connection, l.last_message, l.citizen_seen_at FROM video_call c \
             JOIN video_line l ON l.call_id = c.id WHERE c.ended_at IS NULL AND c.body_id = $1 \
             ORDER BY c.queued_at, c.id"
        ),
        &[&body],
        |row| {
            let lang: String = row.get(9)?;
            Ok(Glance {
                id: row.get(0)?,
                secret_hash: row.get(1)?,
                state: read_state(row, 2)?,
                queued_at: row.get(8)?,
                lang: Lang::from_tag(&lang).ok_or_else(|| decode("video_call.lang"))?,
                citizen_connection: row.get(10)?,
                operator_connection: row.get(11)?,
                last_message: row.get(12)?,
                citizen_seen_at: row.get(13)?,
            })
        },
    )?;
    let sessions = tx.query_all(
        sql!(
            "SELECT assigned_at, ended_at FROM video_call WHERE ended_at IS NOT NULL \
             AND assigned_at IS NOT NULL AND began_at IS NOT NULL AND body_id = $1 \
             ORDER BY ended_at DESC LIMIT $2"
        ),
        &[&body, &sessions],
        |row| {
            let (from, until): (Timestamp, Timestamp) = (row.get(0)?, row.get(1)?);
            Ok(until.duration_since(from))
        },
    )?;
    Ok(Snapshot {
        calls,
        operators: operator::list_seen(tx, body, operators_since)?,
        sessions,
    })
}
