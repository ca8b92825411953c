//! Pictures of an attempt, one of each side: a new one takes the place of the old.

use model::unattended::SideKind;
use vocab::{AttemptId, CaptureId, DataKeyId, Timestamp};

use crate::{StoreError, Tx, sql};

/// Puts a picture in the place of what was there of its side.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &mut Tx<'_>,
    (attempt, data_key): (AttemptId, DataKeyId),
    id: CaptureId,
    side: SideKind,
    picture: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    let place = "unattended_capture.picture";
    let sealed = tx.seal(data_key, place, id.as_bytes(), picture)?;
    let name = tx.name();
    tx.execute(
        sql!("DELETE FROM unattended_capture WHERE attempt_id = $1 AND side = $2"),
        &[&attempt, &side.as_str()],
    )?;
    tx.execute(
        sql!(
            "INSERT INTO unattended_capture (id, attempt_id, side, picture, created_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6)"
        ),
        &[&id, &attempt, &side.as_str(), &sealed, &now, &name],
    )?;
    Ok(())
}

/// The picture of a side, open.
///
/// # Errors
/// [`StoreError`].
pub fn picture(
    tx: &mut Tx<'_>,
    (attempt, data_key): (AttemptId, DataKeyId),
    side: SideKind,
) -> Result<Option<Vec<u8>>, StoreError> {
    let found: Option<(CaptureId, Vec<u8>)> = tx.query_opt(
        sql!("SELECT id, picture FROM unattended_capture WHERE attempt_id = $1 AND side = $2"),
        &[&attempt, &side.as_str()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let place = "unattended_capture.picture";
    found
        .map(|(id, sealed)| tx.open(data_key, place, id.as_bytes(), &sealed))
        .transpose()
}

/// Removes the pictures of an attempt.
///
/// # Errors
/// [`StoreError`].
pub fn remove_all(tx: &mut Tx<'_>, attempt: AttemptId) -> Result<(), StoreError> {
    let all = sql!("DELETE FROM unattended_capture WHERE attempt_id = $1");
    tx.execute(all, &[&attempt])?;
    Ok(())
}
