//! A reviewer plays the film, for a stated purpose that is written down first.

use std::sync::Arc;

use audit::Event;
use model::unattended::FilmKept;
use ports::recordings::{OpenRecording, RecordingError, RecordingKey};
use store::StoreError;
use vocab::AttemptId;

use super::{Reviews, ReviewsError};
use crate::{AtDesk, LONGEST_PURPOSE, NotAllowed, SHORTEST_PURPOSE, Task};

/// Why a film is not played.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No purpose, or one that says nothing.
    #[error("the purpose is too short or too long")]
    Purpose,
    /// There is no such film.
    #[error("there is no such film")]
    NotFound,
    /// It cannot be opened, or was changed.
    #[error(transparent)]
    Recording(#[from] RecordingError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReviewsError> for PlayError {
    fn from(error: ReviewsError) -> Self {
        match error {
            ReviewsError::NotAllowed(error) => Self::NotAllowed(error),
            ReviewsError::Store(error) => Self::Store(error),
        }
    }
}

impl Reviews {
    /// Opens the film of an attempt after walking its whole chain. The audit entry is durable
    /// before the first byte is read.
    ///
    /// # Errors
    /// [`PlayError`].
    pub async fn play(
        &self,
        at_desk: &AtDesk,
        id: AttemptId,
        purpose: &str,
    ) -> Result<Arc<dyn OpenRecording>, PlayError> {
        let acting = self.acting(at_desk, Task::PlayRecordings)?;
        let purpose = purpose.trim().to_owned();
        if !(SHORTEST_PURPOSE..=LONGEST_PURPOSE).contains(&purpose.chars().count()) {
            return Err(PlayError::Purpose);
        }
        let kept: FilmKept = self
            .desk
            .store
            .transact("desk.unattended.play", move |tx| {
                acting.check(tx)?;
                let open = acting.keeper.open(tx, id)?.ok_or(PlayError::NotFound)?;
                let film = open.dossier.film.as_ref();
                let kept = film.and_then(|film| film.kept.clone());
                let kept = kept.ok_or(PlayError::NotFound)?;
                let event = Event::UnattendedFilmPlayed {
                    recording: kept.recording.to_string(),
                    purpose: purpose.clone(),
                };
                let actor = acting.actor();
                acting.keeper.note(tx, &open.stored, &event, &actor)?;
                Ok::<_, PlayError>(kept)
            })
            .await?;
        let key = RecordingKey::from_bytes(kept.key);
        let vault = &self.unattended.vault;
        let recording = vault.open(kept.recording, &key, &kept.final_hash).await?;
        Ok(recording.into())
    }
}
