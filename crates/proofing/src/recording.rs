//! The recordings of calls. A recording begins with the call, when there is consent, and ends with
//! it; its last hash goes into the audit log, its key stays here. Where consent was refused, or
//! when the time of keeping is over, the key is destroyed first and the file removed after.

use audit::Event;
use model::video::CallState;
use ports::{
    media::RecordingStart,
    recordings::{RecordingKey, RecordingSummary},
};
use store::{
    StoreError,
    repo::video::{
        call,
        recording::{self, RecordingLine},
    },
};
use vocab::{RecordingId, SignedDuration, VideoCallId};

use crate::{Proofing, call::SYSTEM};

/// How long after its call a recording may wait for the process that writes it.
const LEFT_BEHIND: SignedDuration = SignedDuration::from_mins(2);

/// Recordings that one round looks at.
const AT_ONCE: i64 = 50;

/// A recording that its process left unfinished.
#[derive(Debug, Clone)]
pub struct LeftBehind {
    /// Which.
    pub id: RecordingId,
    /// Of which call.
    pub call: VideoCallId,
    /// Its key.
    pub key: RecordingKey,
}

impl Proofing {
    /// What a call is to be recorded under, from now on: the recording that its last process began,
    /// or a new one. Nothing before the two see each other, and nothing after the end.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_recording(
        &self,
        call: VideoCallId,
    ) -> Result<Option<RecordingStart>, StoreError> {
        let keeper = self.keeper();
        let fresh = RecordingStart::new(keeper.now, &*self.entropy);
        self.store
            .transact("proofing.media_recording", move |tx| {
                let Some(open) = keeper.open(tx, call)? else {
                    return Ok(None);
                };
                let live = matches!(
                    open.state(),
                    CallState::InCall { .. } | CallState::Interrupted { .. }
                );
                if !live {
                    return Ok(None);
                }
                let data_key = open.stored.data_key;
                let unfinished = |line: &&RecordingLine| line.finished.is_none();
                let lines = recording::list(tx, call)?;
                if let Some(line) = lines.iter().find(unfinished)
                    && let Some(key) = recording::key(tx, line.id, data_key)?
                {
                    return Ok(Some(RecordingStart {
                        id: line.id,
                        key,
                        at: keeper.now,
                    }));
                }
                recording::add(tx, fresh.id, call, &fresh.key, data_key, keeper.now)?;
                keeper.note(tx, &open, &Event::VideoRecordingBegun, SYSTEM)?;
                Ok(Some(fresh.clone()))
            })
            .await
    }

    /// A recording was finished: its last hash goes into the audit log.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_recorded(
        &self,
        call: VideoCallId,
        summary: RecordingSummary,
    ) -> Result<(), StoreError> {
        let keeper = self.keeper();
        self.store
            .transact("proofing.media_recorded", move |tx| {
                if !recording::finish(tx, &summary, keeper.now)? {
                    return Ok(());
                }
                let Some(open) = keeper.open(tx, call)? else {
                    return Ok(());
                };
                let hash = summary.final_hash.iter();
                let event = Event::VideoRecordingFinished {
                    recording: summary.id.to_string(),
                    duration_ms: summary.duration_ms,
                    records: summary.records,
                    final_hash: hash.map(|byte| format!("{byte:02x}")).collect(),
                };
                keeper.note(tx, &open, &event, SYSTEM)
            })
            .await
    }

    /// Nothing of a call may be kept: the keys of its recordings are destroyed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn media_discarded(&self, call: VideoCallId) -> Result<(), StoreError> {
        let keeper = self.keeper();
        self.store
            .transact("proofing.media_discarded", move |tx| {
                if recording::destroy(tx, call, keeper.now)? == 0 {
                    return Ok(());
                }
                match keeper.open(tx, call)? {
                    Some(open) => keeper.note(tx, &open, &Event::VideoRecordingDestroyed, SYSTEM),
                    None => Ok(()),
                }
            })
            .await
    }

    /// Recordings of calls that are over whose process was killed before it finished them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recordings_left(&self) -> Result<Vec<LeftBehind>, StoreError> {
        let now = self.clock.now();
        self.store
            .read("proofing.recordings_left", move |tx| {
                let mut left = Vec::new();
                for line in recording::list_left(tx, now, LEFT_BEHIND, AT_ONCE)? {
                    let Some(stored) = call::find(tx, line.call)? else {
                        continue;
                    };
                    let key = recording::key(tx, line.id, stored.data_key)?;
                    left.extend(key.map(|key| LeftBehind {
                        id: line.id,
                        call: line.call,
                        key,
                    }));
                }
                Ok(left)
            })
            .await
    }

    /// Recordings that nobody can open any more, whose files are to be removed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recordings_destroyed(&self) -> Result<Vec<RecordingId>, StoreError> {
        self.store
            .read("proofing.recordings_destroyed", |tx| {
                recording::list_destroyed(tx, AT_ONCE)
            })
            .await
    }

    /// The file of a destroyed recording is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn recording_removed(&self, id: RecordingId) -> Result<(), StoreError> {
        self.store
            .transact("proofing.recording_removed", move |tx| {
                recording::remove(tx, id)
            })
            .await
    }
}
