//! The film is complete: its pieces become one sealed recording, whose last hash goes into the
//! audit log.

use audit::Event;
use model::unattended::{FilmFault, FilmKept, Step};
use ports::recordings::{RecordingError, RecordingKey, RecordingSummary};
use store::{StoreError, Tx, repo::unattended::piece};
use vocab::{BearerSecret, RecordingId, Timestamp};

use crate::{
    AttemptError, Unattended,
    attempt::{CITIZEN, Keeper},
    capture::hexadecimal,
    container::container_of,
};

/// Why the film did not end.
#[derive(Debug, thiserror::Error)]
pub enum EndFilmError {
    /// As every step.
    #[error(transparent)]
    Attempt(#[from] AttemptError),
    /// No film was begun.
    #[error("no film was begun")]
    NoFilm,
    /// Pieces or the code are missing, its time has passed, or it is no film.
    #[error(transparent)]
    Fault(#[from] FilmFault),
    /// It could not be kept: try again.
    #[error(transparent)]
    Recording(#[from] RecordingError),
}

impl From<StoreError> for EndFilmError {
    fn from(error: StoreError) -> Self {
        Self::Attempt(error.into())
    }
}

/// A film that was read for keeping.
struct Whole {
    pieces: Vec<Vec<u8>>,
    number: u8,
    begun_at: Timestamp,
}

#[derive(Clone)]
struct Ending {
    keeper: Keeper,
    secret_hash: [u8; 32],
    number: u8,
    pieces: u32,
    kept: FilmKept,
}

impl Unattended {
    /// Ends the film, which has so many pieces. Ending it twice does no harm.
    ///
    /// # Errors
    /// [`EndFilmError`].
    pub async fn end_film(&self, secret: &BearerSecret, pieces: u32) -> Result<(), EndFilmError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        let whole = {
            let keeper = keeper.clone();
            self.store
                .read("unattended.end_film.read", move |tx| {
                    read(tx, &keeper, secret_hash, pieces)
                })
                .await
        };
        let whole = match whole {
            Err(EndFilmError::Fault(FilmFault::Complete)) => return Ok(()),
            other => other?,
        };
        let media_type = container_of(&whole.pieces).ok_or(FilmFault::NotAFilm)?;
        let (kept, summary) = self.keep(&whole, media_type, keeper.now).await?;
        let ending = Ending {
            keeper,
            secret_hash,
            number: whole.number,
            pieces,
            kept,
        };
        let written = self
            .store
            .transact("unattended.end_film", move |tx| ending.run(tx))
            .await;
        match written {
            Ok(()) => Ok(()),
            Err(error) => {
                // Nothing knows of the recording: it goes again.
                self.shelf_remove(summary.id).await;
                match error {
                    EndFilmError::Fault(FilmFault::Complete) => Ok(()),
                    other => Err(other),
                }
            }
        }
    }

    async fn keep(
        &self,
        whole: &Whole,
        media_type: &'static str,
        now: Timestamp,
    ) -> Result<(FilmKept, RecordingSummary), RecordingError> {
        let id = RecordingId::new(now, &*self.entropy);
        let key = RecordingKey::generate(&*self.entropy);
        // How long it lasts only its frames would tell, and nobody here reads them.
        let summary = self
            .shelf
            .keep(id, &key, whole.begun_at, media_type, 0, &whole.pieces)
            .await?;
        let kept = FilmKept {
            recording: id,
            at: now,
            key: *key.as_bytes(),
            final_hash: summary.final_hash,
            bytes: summary.bytes,
            media_type: media_type.to_owned(),
        };
        Ok((kept, summary))
    }

    async fn shelf_remove(&self, id: RecordingId) {
        // A file that stays behind is unreadable: its key was never written.
        drop(self.vault.remove(id).await);
    }
}

fn read(
    tx: &mut Tx<'_>,
    keeper: &Keeper,
    secret_hash: [u8; 32],
    pieces: u32,
) -> Result<Whole, EndFilmError> {
    let open = keeper.at_step(tx, secret_hash, Step::Film)?;
    let film = open.dossier.film.as_ref().ok_or(EndFilmError::NoFilm)?;
    film.may_end(pieces, keeper.now)?;
    let of = (open.stored.id, open.stored.data_key);
    Ok(Whole {
        pieces: piece::list(tx, of, film.number)?,
        number: film.number,
        begun_at: film.begun_at,
    })
}

impl Ending {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(), EndFilmError> {
        let keeper = &self.keeper;
        let mut open = keeper.at_step(tx, self.secret_hash, Step::Film)?;
        let film = open.dossier.film.as_mut().ok_or(EndFilmError::NoFilm)?;
        film.may_end(self.pieces, keeper.now)?;
        if film.number != self.number {
            return Err(AttemptError::Raced.into());
        }
        film.kept = Some(self.kept.clone());
        keeper.save(tx, &open)?;
        piece::remove_all(tx, open.stored.id)?;
        let event = Event::UnattendedFilmKept {
            recording: self.kept.recording.to_string(),
            digest: hexadecimal(&self.kept.final_hash),
        };
        keeper.note(tx, &open.stored, &event, CITIZEN)?;
        Ok(())
    }
}
