//! A reviewer looks at an attempt. Opening is written down.

use audit::Event;
use model::unattended::{AttemptState, Dossier, QueuePlace, SideKind};
use store::{
    StoreError, Tx,
    repo::{office::officer, unattended::capture},
};
use vocab::{AttemptId, Timestamp};

use super::{Reviews, ReviewsError};
use crate::{AtDesk, Task};

/// An attempt with everything that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptCase {
    /// Which.
    pub id: AttemptId,
    /// Where it stands.
    pub state: AttemptState,
    /// Its place in the queue.
    pub place: Option<QueuePlace>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Everything: person, pictures' verdicts, zone, film's actions, report, notes.
    pub dossier: Dossier,
    /// Names of who wrote the dossier's notes, one for each of them.
    pub authors: Vec<String>,
    /// The officer who looks may decide: it waits, and the doubt, if any, is another's.
    pub mine: bool,
    /// Goes back with the decision.
    pub version: i64,
}

impl Reviews {
    /// Opens an attempt that was sent; nothing if there is none, or nothing of it is kept.
    ///
    /// # Errors
    /// [`ReviewsError`].
    pub async fn open(
        &self,
        at_desk: &AtDesk,
        id: AttemptId,
    ) -> Result<Option<AttemptCase>, ReviewsError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.desk
            .store
            .transact("desk.unattended.open", move |tx| {
                acting.check(tx)?;
                let Some(open) = acting.keeper.open(tx, id)? else {
                    return Ok(None);
                };
                if open.stored.sent_at.is_none() {
                    return Ok(None);
                }
                let event = Event::UnattendedOpened;
                acting
                    .keeper
                    .note(tx, &open.stored, &event, &acting.actor())?;
                let officer = acting.officer();
                let doubter = match open.stored.state {
                    AttemptState::Doubted { first, .. } => Some(first),
                    AttemptState::Capturing { .. }
                    | AttemptState::Waiting { .. }
                    | AttemptState::Confirmed { .. }
                    | AttemptState::Refused { .. }
                    | AttemptState::Abandoned { .. } => None,
                };
                Ok(Some(AttemptCase {
                    id,
                    authors: authors(tx, &open.dossier)?,
                    state: open.stored.state,
                    place: open.stored.place,
                    sent_at: open.stored.sent_at,
                    mine: open.stored.state.waits() && doubter != Some(officer),
                    version: open.stored.version,
                    dossier: open.dossier,
                }))
            })
            .await
    }

    /// The picture of a side.
    ///
    /// # Errors
    /// [`ReviewsError`].
    pub async fn picture(
        &self,
        at_desk: &AtDesk,
        id: AttemptId,
        side: SideKind,
    ) -> Result<Option<Vec<u8>>, ReviewsError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.desk
            .store
            .read("desk.unattended.picture", move |tx| {
                acting.check(tx)?;
                let open = acting.keeper.open(tx, id)?;
                let Some(open) = open.filter(|open| open.stored.sent_at.is_some()) else {
                    return Ok(None);
                };
                let of = (open.stored.id, open.stored.data_key);
                Ok(capture::picture(tx, of, side)?)
            })
            .await
    }
}

fn authors(tx: &mut Tx<'_>, dossier: &Dossier) -> Result<Vec<String>, StoreError> {
    let notes = dossier.notes.iter();
    let names = notes.map(|note| {
        let stored = officer::find(tx, note.officer)?;
        Ok(stored.map(|stored| stored.officer.name).unwrap_or_default())
    });
    names.collect()
}
