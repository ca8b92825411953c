//! Who may watch which recording, and until when: what a stated purpose opened.

use vocab::{OfficerId, RecordingId, Timestamp};

use crate::{StoreError, Tx, sql};

/// Lets an officer watch a recording until a moment.
///
/// # Errors
/// [`StoreError`].
pub fn allow(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    recording: RecordingId,
    until: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_viewing (officer_id, recording_id, expires_at, created_at, \
             updated_at, updated_by) VALUES ($1, $2, $3, $4, $4, $5) \
             ON CONFLICT (officer_id, recording_id) DO UPDATE SET expires_at = $3, \
             updated_at = $4, updated_by = $5"
        ),
        &[&officer, &recording, &until, &now, &name],
    )?;
    Ok(())
}

/// Until when an officer may watch a recording; nothing if they said no purpose, or long ago.
///
/// # Errors
/// [`StoreError`].
pub fn find(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    recording: RecordingId,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    tx.query_opt(
        sql!(
            "SELECT expires_at FROM video_viewing WHERE officer_id = $1 AND recording_id = $2 \
             AND expires_at > $3"
        ),
        &[&officer, &recording, &now],
        |row| row.get(0),
    )
}
