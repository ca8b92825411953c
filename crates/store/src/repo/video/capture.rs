//! Pictures of a call, sealed under its key.

use model::video::CaptureKind;
use vocab::{CaptureId, DataKeyId, OfficerId, Timestamp, VideoCallId};

use crate::{StoreError, Tx, repo::person::decode, sql};

/// What is known of a picture without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptureLine {
    /// Id.
    pub id: CaptureId,
    /// Of what.
    pub kind: CaptureKind,
    /// When.
    pub at: Timestamp,
}

/// A picture that was taken.
#[derive(Debug, Clone, Copy)]
pub struct NewCapture<'a> {
    /// Id.
    pub id: CaptureId,
    /// In which call.
    pub call: VideoCallId,
    /// Of what.
    pub kind: CaptureKind,
    /// The JPEG file.
    pub picture: &'a [u8],
    /// By whom.
    pub officer: OfficerId,
}

/// Adds a picture.
///
/// # Errors
/// [`StoreError`].
pub fn add(
    tx: &mut Tx<'_>,
    capture: &NewCapture<'_>,
    data_key: DataKeyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sealed = tx.seal(
        data_key,
        "video_capture.picture",
        capture.id.as_bytes(),
        capture.picture,
    )?;
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO video_capture (id, call_id, kind, picture, officer_id, created_at, \
             updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ),
        &[
            &capture.id,
            &capture.call,
            &capture.kind.as_str(),
            &sealed,
            &capture.officer,
            &now,
            &name,
        ],
    )?;
    Ok(())
}

/// The pictures of a call, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn list(tx: &mut Tx<'_>, call: VideoCallId) -> Result<Vec<CaptureLine>, StoreError> {
    tx.query_all(
        sql!("SELECT id, kind, created_at FROM video_capture WHERE call_id = $1 ORDER BY id"),
        &[&call],
        |row| {
            let kind: String = row.get(1)?;
            Ok(CaptureLine {
                id: row.get(0)?,
                kind: CaptureKind::from_word(&kind).ok_or_else(|| decode("video_capture.kind"))?,
                at: row.get(2)?,
            })
        },
    )
}

/// A picture of a call, open; nothing if the call has no such picture.
///
/// # Errors
/// [`StoreError`].
pub fn picture(
    tx: &mut Tx<'_>,
    call: VideoCallId,
    data_key: DataKeyId,
    id: CaptureId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sealed: Option<Vec<u8>> = tx.query_opt(
        sql!("SELECT picture FROM video_capture WHERE id = $1 AND call_id = $2"),
        &[&id, &call],
        |row| row.get(0),
    )?;
    sealed
        .map(|sealed| tx.open(data_key, "video_capture.picture", id.as_bytes(), &sealed))
        .transpose()
}
