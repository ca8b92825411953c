//! Playing the recording of a call: for reviewers, for a stated purpose, and never unseen.

use model::video::Evidence;
use ports::recordings::RecordingKey;
pub use store::repo::video::recording::RecordingLine;
use store::{StoreError, repo::video::recording};
use vocab::{RecordingId, VideoCallId};

use super::VideoError;
use crate::{AtDesk, Desk, Task};

/// Characters that a purpose has at least: a word is none.
pub const SHORTEST_PURPOSE: usize = 10;

/// And at most.
pub const LONGEST_PURPOSE: usize = 500;

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
                let line = recording::find(tx, recording)?.ok_or(PlayError::NoRecording)?;
                let (_, final_hash) = line.finished.ok_or(PlayError::NoRecording)?;
                let call = acting.keeper.open(tx, line.call)?;
                let call = call.ok_or(PlayError::NoRecording)?;
                let key = recording::key(tx, line.id, call.stored.data_key)?;
                let evidence = Evidence::Played {
                    purpose: purpose.clone(),
                };
                acting
                    .keeper
                    .record(tx, &call, evidence, Some(acting.officer()))?;
                Ok(RecordingAccess {
                    id: line.id,
                    call: line.call,
                    key: key.ok_or(PlayError::NoRecording)?,
                    final_hash,
                })
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
