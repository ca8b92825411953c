//! The mailbox of a call: what a seat or the media server says to another, sealed under the
//! call's key, in the order of its numbers.

use vocab::{DataKeyId, Timestamp, VideoCallId};

use super::line;
use crate::{StoreError, Tx, sql};

/// Who a message is for or from, beside the two seats.
pub const MEDIA: &str = "media";

/// A message to both seats.
pub const BOTH: &str = "both";

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Its number in the call.
    pub seq: i64,
    /// `citizen`, `operator` or `media`.
    pub from: String,
    /// Its kind.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// What it says, open.
    pub body: Vec<u8>,
}

/// An offer that waits for the media server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOffer {
    /// Which call.
    pub call: VideoCallId,
    /// Its key.
    pub data_key: DataKeyId,
    /// Its number.
    pub seq: i64,
    /// Which seat.
    pub from: String,
    sealed: Vec<u8>,
}

/// A message that is said.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// In which call.
    pub call: VideoCallId,
    /// Its key.
    pub data_key: DataKeyId,
    /// `citizen`, `operator` or `media`.
    pub from: &'a str,
    /// `citizen`, `operator`, `both` or `media`.
    pub to: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// What it says.
    pub body: &'a [u8],
}

/// Adds a message; its number.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &mut Tx<'_>, message: &NewMessage<'_>, now: Timestamp) -> Result<i64, StoreError> {
    let seq = line::next_message(tx, message.call, now)?;
    let place = place(message.call, seq);
    let sealed = tx.seal(
        message.data_key,
        "video_message.message",
        &place,
        message.body,
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_message (call_id, seq, from_seat, to_seat, kind, message, \
             created_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        &[
            &message.call,
            &seq,
            &message.from,
            &message.to,
            &message.kind,
            &sealed,
            &now,
            &name,
        ],
    )?;
    Ok(seq)
}

/// Messages for a seat after a number, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn list_for(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    data_key: DataKeyId,
    seat: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<StoredMessage>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT seq, from_seat, kind, created_at, message FROM video_message \
             WHERE call_id = $1 AND seq > $2 AND (to_seat = $3 OR to_seat = 'both') \
             ORDER BY seq LIMIT $4"
        ),
        &[&call, &after, &seat, &limit],
        |row| {
            Ok(StoredMessage {
                seq: row.get(0)?,
                from: row.get(1)?,
                kind: row.get(2)?,
                at: row.get(3)?,
                body: row.get(4)?,
            })
        },
    )?;
    let mut open = Vec::with_capacity(rows.len());
    for row in rows {
        let place = place(call, row.seq);
        let body = tx.open(data_key, "video_message.message", &place, &row.body)?;
        open.push(StoredMessage { body, ..row });
    }
    Ok(open)
}

/// What both seats wrote in a call, chat and captions: the last `limit` lines, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_said(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    data_key: DataKeyId,
    limit: i64,
) -> Result<Vec<StoredMessage>, StoreError> {
    let rows = tx.query_all(
        sql!(
            "SELECT seq, from_seat, kind, created_at, message FROM video_message \
             WHERE call_id = $1 AND kind IN ('chat', 'caption') \
             ORDER BY seq DESC LIMIT $2"
        ),
        &[&call, &limit],
        |row| {
            Ok(StoredMessage {
                seq: row.get(0)?,
                from: row.get(1)?,
                kind: row.get(2)?,
                at: row.get(3)?,
                body: row.get(4)?,
            })
        },
    )?;
    let mut open = Vec::with_capacity(rows.len());
    for row in rows.into_iter().rev() {
        let place = place(call, row.seq);
        let body = tx.open(data_key, "video_message.message", &place, &row.body)?;
        open.push(StoredMessage { body, ..row });
    }
    Ok(open)
}

/// Offers of live calls that no media process has taken, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list_offers(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<WaitingOffer>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT m.call_id, c.data_key_id, m.seq, m.from_seat, m.message FROM video_message m \
             JOIN video_call c ON c.id = m.call_id \
             WHERE m.to_seat = 'media' AND m.taken_at IS NULL AND c.ended_at IS NULL \
             ORDER BY m.created_at, m.seq LIMIT $1"
        ),
        &[&limit],
        |row| {
            Ok(WaitingOffer {
                call: row.get(0)?,
                data_key: row.get(1)?,
                seq: row.get(2)?,
                from: row.get(3)?,
                sealed: row.get(4)?,
            })
        },
    )
}

/// Takes an offer, once: what it says, or nothing if somebody was faster.
///
/// # Errors
/// [`StoreError`].
pub fn take(
    tx: &mut Tx<'_>,
    offer: &WaitingOffer,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let touched = tx.execute(
        sql!(
            "UPDATE video_message SET taken_at = $1 WHERE call_id = $2 AND seq = $3 \
             AND taken_at IS NULL"
        ),
        &[&now, &offer.call, &offer.seq],
    )?;
    if touched != 1 {
        return Ok(None);
    }
    let place = place(offer.call, offer.seq);
    tx.open(
        offer.data_key,
        "video_message.message",
        &place,
        &offer.sealed,
    )
    .map(Some)
}

/// A message is sealed for its call and its number.
fn place(call: VideoCallId, seq: i64) -> Vec<u8> {
    let mut place = call.as_bytes().to_vec();
    place.extend_from_slice(&seq.to_be_bytes());
    place
}
