//! The line of a live call: who is there, which connection has which seat, and the counters of
//! the mailbox. A row of its own, because it changes many times a minute and decisions about the
//! call should not have to wait for it.

use model::video::{RefusalReason, Seat};
use vocab::{Timestamp, VideoCallId};

use crate::{Sql, StoreError, Tx, sql};

/// The line of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLine {
    /// Which connection has a seat; 0: none ever had.
    pub citizen: SeatLine,
    /// The same of the operator.
    pub operator: SeatLine,
    /// Addresses from which the citizen joined, each counted when it changed.
    pub origins: u32,
    /// Number of the last message.
    pub last_message: i64,
    /// Which media process has the call.
    pub media_owner: Option<String>,
    /// Until when, if nothing more is heard.
    pub media_until: Timestamp,
}

/// A seat of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatLine {
    /// Counts connections: the highest has the seat.
    pub connection: i64,
    /// The highest number that this connection's messages had.
    pub spoke: i64,
    /// The last sign of life.
    pub seen_at: Timestamp,
}

/// Calls whose sign of life one statement writes.
const AT_ONCE: usize = 16;

pub(super) fn add(tx: &mut Tx<'_>, call: VideoCallId, now: Timestamp) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_line (call_id, citizen_seen_at, citizen_connection, \
             citizen_spoke, operator_seen_at, operator_connection, operator_spoke, origins, \
             last_message, last_evidence, media_until, updated_at, updated_by) \
             VALUES ($1, $2, 0, 0, 0, 0, 0, 0, 0, 0, 0, $2, $3)"
        ),
        &[&call, &now, &name],
    )?;
    tx.wake(super::TOPIC);
    Ok(())
}

/// The line of a call.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, call: VideoCallId) -> Result<Option<StoredLine>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT citizen_connection, citizen_spoke, citizen_seen_at, operator_connection, \
             operator_spoke, operator_seen_at, origins, last_message, media_owner, media_until \
             FROM video_line WHERE call_id = $1"
        ),
        &[&call],
        |row| {
            let seat = |first: usize| {
                Ok::<_, StoreError>(SeatLine {
                    connection: row.get(first)?,
                    spoke: row.get(first + 1)?,
                    seen_at: row.get(first + 2)?,
                })
            };
            Ok(StoredLine {
                citizen: seat(0)?,
                operator: seat(3)?,
                origins: row.get(6)?,
                last_message: row.get(7)?,
                media_owner: row.get(8)?,
                media_until: row.get(9)?,
            })
        },
    )
}

/// A new connection takes a seat over; its number. Messages of the one before are refused from
/// here on.
///
/// # Errors
/// [`StoreError`]; no row means that the call is unknown.
pub fn connect(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    seat: Seat,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let statement = match seat {
        Seat::Citizen => sql!(
            "UPDATE video_line SET citizen_connection = citizen_connection + 1, \
             citizen_spoke = 0, citizen_seen_at = $1, updated_at = $1, updated_by = $2 \
             WHERE call_id = $3 RETURNING citizen_connection"
        ),
        Seat::Operator => sql!(
            "UPDATE video_line SET operator_connection = operator_connection + 1, \
             operator_spoke = 0, operator_seen_at = $1, updated_at = $1, updated_by = $2 \
             WHERE call_id = $3 RETURNING operator_connection"
        ),
    };
    let name = tx.name();
    let number = tx.query_one(statement, &[&now, &name, &call], |row| row.get(0))?;
    tx.wake(super::TOPIC);
    Ok(number)
}

/// Remembers from where the citizen joined; counts one more if it is another place than last.
///
/// # Errors
/// [`StoreError`].
pub fn note_origin(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    origin: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let hashed = tx.blind("video_line.origin", origin);
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_line SET origins = origins + 1, last_origin = $1, updated_at = $2, \
             updated_by = $3 WHERE call_id = $4 AND (last_origin IS NULL OR last_origin <> $1)"
        ),
        &[&hashed, &now, &name, &call],
    )?;
    Ok(())
}

/// Writes that a message with the number `n` was said on a connection. `false`: another
/// connection has the seat, or the number is not larger than the last.
///
/// # Errors
/// [`StoreError`].
pub fn spoke(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    seat: Seat,
    connection: i64,
    n: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let statement = match seat {
        Seat::Citizen => sql!(
            "UPDATE video_line SET citizen_spoke = $1, citizen_seen_at = $2, updated_at = $2, \
             updated_by = $3 WHERE call_id = $4 AND citizen_connection = $5 AND citizen_spoke < $1"
        ),
        Seat::Operator => sql!(
            "UPDATE video_line SET operator_spoke = $1, operator_seen_at = $2, updated_at = $2, \
             updated_by = $3 WHERE call_id = $4 AND operator_connection = $5 AND operator_spoke < $1"
        ),
    };
    let name = tx.name();
    let touched = tx.execute(statement, &[&n, &now, &name, &call, &connection])?;
    Ok(touched == 1)
}

/// The number of the next message.
///
/// # Errors
/// [`StoreError`].
pub(super) fn next_message(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let name = tx.name();
    let seq = tx.query_one(
        sql!(
            "UPDATE video_line SET last_message = last_message + 1, updated_at = $1, \
             updated_by = $2 WHERE call_id = $3 RETURNING last_message"
        ),
        &[&now, &name, &call],
        |row| row.get(0),
    )?;
    tx.wake(super::TOPIC);
    Ok(seq)
}

/// Writes that people in the waiting room are there, some calls with each statement.
///
/// # Errors
/// [`StoreError`].
pub fn mark_seen(tx: &mut Tx<'_>, calls: &[VideoCallId], now: Timestamp) -> Result<(), StoreError> {
    const STATEMENT: Sql = sql!(
        "UPDATE video_line SET citizen_seen_at = $1 WHERE call_id IN ($2, $3, $4, $5, $6, $7, $8, \
         $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    for some in calls.chunks(AT_ONCE) {
        // Places that are left over name the first once more.
        let Some(first) = some.first() else { continue };
        let ids: [&VideoCallId; AT_ONCE] =
            std::array::from_fn(|place| some.get(place).unwrap_or(first));
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = ids;
        tx.execute(
            STATEMENT,
            &[&now, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p],
        )?;
    }
    Ok(())
}

/// The number of the next piece of evidence: moments may be the same, the order counts.
///
/// # Errors
/// [`StoreError`].
pub(super) fn next_evidence(tx: &mut Tx<'_>, call: VideoCallId) -> Result<i64, StoreError> {
    tx.query_one(
        sql!(
            "UPDATE video_line SET last_evidence = last_evidence + 1 WHERE call_id = $1 \
             RETURNING last_evidence"
        ),
        &[&call],
        |row| row.get(0),
    )
}

/// The operator of a call is there.
///
/// # Errors
/// [`StoreError`].
pub fn mark_operator_seen(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        sql!("UPDATE video_line SET operator_seen_at = $1 WHERE call_id = $2"),
        &[&now, &call],
    )?;
    Ok(())
}

/// Takes or renews the media lease of a call. `false`: another process has it.
///
/// # Errors
/// [`StoreError`].
pub fn hold_media(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    owner: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx.execute(
        sql!(
            "UPDATE video_line SET media_owner = $1, media_until = $2 WHERE call_id = $3 \
             AND (media_owner = $1 OR media_owner IS NULL OR media_until <= $4)"
        ),
        &[&owner, &until, &call, &now],
    )?;
    Ok(touched == 1)
}

/// Gives the media lease of a call up.
///
/// # Errors
/// [`StoreError`].
pub fn release_media(tx: &mut Tx<'_>, call: VideoCallId, owner: &str) -> Result<(), StoreError> {
    tx.execute(
        sql!(
            "UPDATE video_line SET media_owner = NULL, media_until = 0 WHERE call_id = $1 \
             AND media_owner = $2"
        ),
        &[&call, &owner],
    )?;
    Ok(())
}

/// A call whose media a process has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLine {
    /// Which.
    pub call: VideoCallId,
    /// It is over.
    pub ended: bool,
    /// Its person did not agree to be recorded.
    pub consent_refused: bool,
}

/// The calls whose media a process has.
///
/// # Errors
/// [`StoreError`].
pub fn list_of_media_owner(tx: &mut Tx<'_>, owner: &str) -> Result<Vec<HeldLine>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT c.id, c.ended_at IS NOT NULL, c.reason FROM video_line l \
             JOIN video_call c ON c.id = l.call_id WHERE l.media_owner = $1 ORDER BY c.id"
        ),
        &[&owner],
        |row| {
            let reason: Option<String> = row.get(2)?;
            let refused = RefusalReason::ConsentRefused.as_str();
            Ok(HeldLine {
                call: row.get(0)?,
                ended: row.get(1)?,
                consent_refused: reason.as_deref() == Some(refused),
            })
        },
    )
}
