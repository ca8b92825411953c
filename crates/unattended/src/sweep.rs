//! The clockwork: attempts that were not sent in time end, and what was kept long enough goes
//! (Orden ETD/465/2021 art. 12). Every round bears being done twice, and by two processes.

use audit::Event;
use store::{StoreError, repo::unattended::attempt};
use vocab::{RecordingId, SignedDuration, Timestamp};

use crate::{Unattended, attempt::SYSTEM};

/// Attempts that one transaction moves: pictures are some hundred kilobytes each.
const AT_ONCE: i64 = 20;

/// What a round removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Attempts.
    pub attempts: u64,
    /// Films that could not be removed; the next round does not find them again, so their ids go
    /// into the log of the program. Their keys are gone: nobody can open them.
    pub stuck: Vec<RecordingId>,
}

impl Unattended {
    /// Ends attempts that were not sent in time; how many.
    ///
    /// # Errors
    /// [`StoreError`]; what was ended before stays ended.
    pub async fn sweep(&self) -> Result<u64, StoreError> {
        let mut all = 0;
        loop {
            let keeper = self.keeper();
            let minutes = i64::from(self.rules.attempt_minutes);
            let before = keeper
                .now
                .checked_sub(SignedDuration::from_mins(minutes))
                .unwrap_or(Timestamp::MIN);
            let ended: u64 = self
                .store
                .transact::<_, StoreError, _>("unattended.sweep", move |tx| {
                    let mut ended = 0;
                    for stored in attempt::list_unsent(tx, before, AT_ONCE)? {
                        let Some(open) = keeper.open(tx, stored.id)? else {
                            continue;
                        };
                        let Ok(state) = open.stored.state.abandon(keeper.now) else {
                            continue;
                        };
                        if keeper.advance(tx, &open, state)? {
                            let event = Event::UnattendedEnded {
                                how: "not_sent".to_owned(),
                            };
                            keeper.note(tx, &open.stored, &event, SYSTEM)?;
                            ended += 1;
                        }
                    }
                    Ok(ended)
                })
                .await?;
            if ended == 0 {
                return Ok(all);
            }
            all += ended;
        }
    }

    /// Removes what was kept long enough: first the rows with the keys of the films, then the
    /// films.
    ///
    /// # Errors
    /// [`StoreError`]; what was removed before stays removed.
    pub async fn forget(&self) -> Result<Forgotten, StoreError> {
        let mut forgotten = Forgotten::default();
        loop {
            let films = self.forget_some().await?;
            if films.is_empty() {
                return Ok(forgotten);
            }
            for film in films {
                forgotten.attempts += 1;
                if let Some(film) = film
                    && self.vault.remove(film).await.is_err()
                {
                    forgotten.stuck.push(film);
                }
            }
        }
    }

    async fn forget_some(&self) -> Result<Vec<Option<RecordingId>>, StoreError> {
        let keeper = self.keeper();
        self.store
            .transact("unattended.forget", move |tx| {
                let mut films = Vec::new();
                for stored in attempt::list_past_keeping(tx, keeper.now, AT_ONCE)? {
                    keeper.note(tx, &stored, &Event::UnattendedForgotten, SYSTEM)?;
                    let dossier = stored.dossier(tx)?;
                    let film = dossier.and_then(|dossier| dossier.film);
                    films.push(film.and_then(|film| film.kept).map(|kept| kept.recording));
                    attempt::forget(tx, stored.id, keeper.now)?;
                }
                Ok(films)
            })
            .await
    }
}
