//! The desk is closed to an officer who leaves: at once, in every browser.

use audit::Event;
use model::officer::{Officer, OfficerHandle};
use store::{
    StoreError,
    repo::office::{
        credential, invitation,
        officer::{self, StoredOfficer},
        session,
    },
};

use super::InvitedBy;
use crate::{Desk, NotAllowed, Task};

/// Why nobody was disabled.
#[derive(Debug, thiserror::Error)]
pub enum DisableOfficerError {
    /// Only administrators do this.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Nobody has this short name.
    #[error("no such officer")]
    NotFound,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Ends every session of the officer, and forgets passkeys and link. The name stays, because
    /// decisions name it. Doing it twice is doing it once.
    ///
    /// # Errors
    /// [`DisableOfficerError`].
    pub async fn disable_officer(
        &self,
        by: InvitedBy<'_>,
        handle: &OfficerHandle,
    ) -> Result<(), DisableOfficerError> {
        self.check_by(by, Task::DisableOfficers)?;
        let now = self.clock.now();
        let handle = handle.clone();
        let (actor, entropy) = (by.actor(), self.entropy.clone());
        self.store
            .transact("desk.disable_officer", move |tx| {
                let found = officer::find_by_handle(tx, &handle)?;
                let StoredOfficer { officer, data_key } =
                    found.ok_or(DisableOfficerError::NotFound)?;
                let id = officer.id;
                session::end_all_of_officer(tx, id, now)?;
                credential::remove_of_officer(tx, id)?;
                invitation::remove_of_officer(tx, id)?;
                if officer.disabled_at.is_none() {
                    let event = Event::OfficerDisabled { officer: id };
                    let about = audit::about_subject(id.as_bytes(), data_key, &actor);
                    audit::append(tx, &event, about, now, &*entropy)?;
                }
                let disabled_at = officer.disabled_at.or(Some(now));
                let officer = Officer {
                    disabled_at,
                    ..officer
                };
                officer::save(tx, &StoredOfficer { officer, data_key }, now)?;
                Ok(())
            })
            .await
    }
}
