//! Playing the recording of a call: for reviewers, for a stated purpose, and never unseen. What was
//! said opens it for a while, in whichever process the player asks.

use model::video::Evidence;
use ports::recordings::RecordingKey;
use proofing::call::OpenCall;
pub use store::repo::video::recording::RecordingLine;
use store::{
    StoreError, Tx,
    repo::video::{recording, viewing},
};
use vocab::{RecordingId, SignedDuration, Timestamp, VideoCallId};

use super::{Acting, VideoError};
use crate::{AtDesk, Desk, Task};

/// Characters that a purpose has at least: a word is none.
pub const SHORTEST_PURPOSE: usize = 10;

/// And at most.
pub const LONGEST_PURPOSE: usize = 500;

/// How long a recording that was opened can be watched before its viewer says again what for.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(2);

/// What opens a recording.
#[derive(Debug, Clone)]
pub struct RecordingAccess {
    /// Which.
    pub id: RecordingId,
    /// Of which call.
    pub call: VideoCallId,
    /// Its key.
    pub key: RecordingKey,
    /// The hash in which its chain must end.
    pub final_hash: [u8; 32],
    /// Until when it can be watched.
    pub until: Timestamp,
}

/// Why a recording is not played.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// No purpose, or one that says nothing.
    #[error("the purpose is too short or too long")]
    Purpose,
    /// There is no such recording, or none any more, or it is not finished.
    #[error("there is no such recording")]
    NoRecording,
    /// As every act.
    #[error(transparent)]
    Video(#[from] VideoError),
}

impl From<StoreError> for PlayError {
    fn from(error: StoreError) -> Self {
        Self::Video(error.into())
    }
}

impl Desk {
    /// Opens a recording for a purpose, which is kept with the call and in the audit log.
    ///
    /// # Errors
    /// [`PlayError`].
    pub async fn video_play(
        &self,
        at_desk: &AtDesk,
        recording: RecordingId,
        purpose: &str,
    ) -> Result<RecordingAccess, PlayError> {
        let acting = self
            .acting(at_desk, Task::PlayRecordings)
            .map_err(VideoError::from)?;
        let purpose = purpose.trim().to_owned();
        if !(SHORTEST_PURPOSE..=LONGEST_PURPOSE).contains(&purpose.chars().count()) {
            return Err(PlayError::Purpose);
        }
        self.store
            .transact("desk.video_play", move |tx| {
                acting.check(tx)?;
                let (now, officer) = (acting.keeper.now, acting.officer());
                let until = now.saturating_add(OPEN_FOR).unwrap_or(now);
                let (access, call) = access(tx, &acting, recording, until)?;
                let evidence = Evidence::Played {
                    purpose: purpose.clone(),
                };
                acting.keeper.record(tx, &call, evidence, Some(officer))?;
                viewing::allow(tx, officer, recording, until, now)?;
                Ok(access)
            })
            .await
    }

    /// A recording that this officer opened for a purpose and may still watch; nothing if not.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_watch(
        &self,
        at_desk: &AtDesk,
        recording: RecordingId,
    ) -> Result<Option<RecordingAccess>, VideoError> {
        let acting = self.acting(at_desk, Task::PlayRecordings)?;
        self.store
            .read("desk.video_watch", move |tx| {
                acting.check(tx)?;
                let (now, officer) = (acting.keeper.now, acting.officer());
                let Some(until) = viewing::find(tx, officer, recording, now)? else {
                    return Ok(None);
                };
                match access(tx, &acting, recording, until) {
                    Ok((access, _)) => Ok(Some(access)),
                    Err(PlayError::Purpose | PlayError::NoRecording) => Ok(None),
                    Err(PlayError::Video(error)) => Err(error),
                }
            })
            .await
    }

    /// The finished recordings of a call, oldest first: which, when, how long in milliseconds.
    ///
    /// # Errors
    /// [`VideoError`].
    pub async fn video_recordings(
        &self,
        at_desk: &AtDesk,
        call: VideoCallId,
    ) -> Result<Vec<RecordingLine>, VideoError> {
        let acting = self.acting(at_desk, Task::PlayRecordings)?;
        self.store
            .read("desk.video_recordings", move |tx| {
                acting.check(tx)?;
                let lines = recording::list(tx, call)?.into_iter();
                Ok(lines.filter(|line| line.finished.is_some()).collect())
            })
            .await
    }
}

/// What opens a recording that is finished and kept, and the call that it belongs to.
fn access(
    tx: &mut Tx<'_>,
    acting: &Acting,
    recording: RecordingId,
    until: Timestamp,
) -> Result<(RecordingAccess, OpenCall), PlayError> {
    let line = recording::find(tx, recording)?.ok_or(PlayError::NoRecording)?;
    let (_, final_hash) = line.finished.ok_or(PlayError::NoRecording)?;
    let call = acting.keeper.open(tx, line.call)?;
    let call = call.ok_or(PlayError::NoRecording)?;
    let key = recording::key(tx, line.id, call.stored.data_key)?;
    let access = RecordingAccess {
        id: line.id,
        call: line.call,
        key: key.ok_or(PlayError::NoRecording)?,
        final_hash,
        until,
    };
    Ok((access, call))
}
