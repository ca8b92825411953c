//! Recordings of calls: their keys, and what they came to. The files are elsewhere.

use ports::recordings::{RecordingKey, RecordingSummary};
use vocab::{DataKeyId, RecordingId, SignedDuration, Timestamp, VideoCallId};

use crate::{Row, StoreError, Tx, repo::person::decode, sql};

/// The column with the key.
const KEY: &str = "video_recording.recording_key";

/// What is known of a recording without its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordingLine {
    /// Id, which is the file's name.
    pub id: RecordingId,
    /// Of which call.
    pub call: VideoCallId,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it is, in milliseconds, and the hash in which its chain ends; nothing before it
    /// was finished.
    pub finished: Option<(i64, [u8; 32])>,
}

/// Adds a recording that begins.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    id: RecordingId,
    call: VideoCallId,
    key: &RecordingKey,
    data_key: DataKeyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sealed = tx.seal(data_key, KEY, id.as_bytes(), key.as_bytes())?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_recording (id, call_id, recording_key, started_at, duration_ms, \
             bytes, created_at, updated_at, updated_by) VALUES ($1, $2, $3, $4, 0, 0, $4, $4, $5)"
        ),
        &[&id, &call, &sealed, &now, &name],
    )?;
    Ok(())
}

/// The recordings of a call that can still be opened, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(tx: &mut Tx<'_>, call: VideoCallId) -> Result<Vec<RecordingLine>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id, call_id, started_at, finished_at, duration_ms, final_hash \
             FROM video_recording WHERE call_id = $1 AND recording_key IS NOT NULL ORDER BY id"
        ),
        &[&call],
        line,
    )
}

/// A recording that can still be opened.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &mut Tx<'_>, id: RecordingId) -> Result<Option<RecordingLine>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT id, call_id, started_at, finished_at, duration_ms, final_hash \
             FROM video_recording WHERE id = $1 AND recording_key IS NOT NULL"
        ),
        &[&id],
        line,
    )
}

/// The key of a recording; nothing once it was destroyed.
///
/// # Errors
/// [`StoreError`].
pub fn key(
    tx: &mut Tx<'_>,
    id: RecordingId,
    data_key: DataKeyId,
) -> Result<Option<RecordingKey>, StoreError> {
    let sealed: Option<Option<Vec<u8>>> = tx.query_opt(
        sql!("SELECT recording_key FROM video_recording WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    let Some(sealed) = sealed.flatten() else {
        return Ok(None);
    };
    let plain = tx.open(data_key, KEY, id.as_bytes(), &sealed)?;
    let bytes = plain.try_into().map_err(|_| decode(KEY))?;
    Ok(Some(RecordingKey::from_bytes(bytes)))
}

/// Writes what a recording came to. Whether it was not written before.
///
/// # Errors
/// [`StoreError`].
pub fn finish(
    tx: &mut Tx<'_>,
    summary: &RecordingSummary,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let duration = i64::try_from(summary.duration_ms).unwrap_or(i64::MAX);
    let bytes = i64::try_from(summary.bytes).unwrap_or(i64::MAX);
    let written = tx.execute(
        sql!(
            "UPDATE video_recording SET started_at = $1, finished_at = $2, duration_ms = $3, \
             bytes = $4, final_hash = $5, updated_at = $2, updated_by = $6 \
             WHERE id = $7 AND finished_at IS NULL"
        ),
        &[
            &summary.started_at,
            &now,
            &duration,
            &bytes,
            &summary.final_hash.to_vec(),
            &name,
            &summary.id,
        ],
    )?;
    Ok(written == 1)
}

/// Recordings that were begun before a moment and not finished, of calls that are over.
///
/// # Errors
/// [`StoreError`].
pub fn list_left(
    tx: &mut Tx<'_>,
    now: Timestamp,
    age: SignedDuration,
    limit: i64,
) -> Result<Vec<RecordingLine>, StoreError> {
    let before = now.saturating_sub(age).unwrap_or(now);
    tx.query_all(
        sql!(
            "SELECT r.id, r.call_id, r.started_at, r.finished_at, r.duration_ms, r.final_hash \
             FROM video_recording r JOIN video_call c ON c.id = r.call_id \
             WHERE r.finished_at IS NULL AND r.recording_key IS NOT NULL \
             AND c.ended_at <= $1 ORDER BY r.created_at LIMIT $2"
        ),
        &[&before, &limit],
        line,
    )
}

/// Destroys the keys of a call's recordings: nobody can open them from now on.
///
/// # Errors
/// [`StoreError`].
pub fn destroy(tx: &mut Tx<'_>, call: VideoCallId, now: Timestamp) -> Result<u64, StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "UPDATE video_recording SET recording_key = NULL, updated_at = $1, updated_by = $2 \
             WHERE call_id = $3 AND recording_key IS NOT NULL"
        ),
        &[&now, &name, &call],
    )
}

/// Recordings whose keys were destroyed and whose files may still be there.
///
/// # Errors
/// [`StoreError`].
pub fn list_destroyed(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<RecordingId>, StoreError> {
    tx.query_all(
        sql!(
            "SELECT id FROM video_recording WHERE recording_key IS NULL \
             ORDER BY updated_at LIMIT $1"
        ),
        &[&limit],
        |row| row.get(0),
    )
}

/// Removes the row of a recording whose file is gone.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &mut Tx<'_>, id: RecordingId) -> Result<(), StoreError> {
    tx.execute(
        sql!("DELETE FROM video_recording WHERE id = $1 AND recording_key IS NULL"),
        &[&id],
    )?;
    Ok(())
}

fn line(row: &Row<'_>) -> Result<RecordingLine, StoreError> {
    let finished_at: Option<Timestamp> = row.get(3)?;
    let duration: i64 = row.get(4)?;
    let hash: Option<Vec<u8>> = row.get(5)?;
    let finished = match (finished_at, hash) {
        (Some(_), Some(hash)) => {
            let hash = hash.try_into();
            Some((
                duration,
                hash.map_err(|_| decode("video_recording.final_hash"))?,
            ))
        }
        _ => None,
    };
    Ok(RecordingLine {
        id: row.get(0)?,
        call: row.get(1)?,
        started_at: row.get(2)?,
        finished,
    })
}
