//! A visitor of the demonstration steps in as an invented officer, under a banner that says so.

use model::officer::{OfficerHandle, SignInMethod};
use store::{StoreError, repo::office::officer};
use vocab::OfficerId;

use crate::{
    Desk, Entered, NotAllowed, Task,
    officers::{
        COMMAND_LINE,
        invite::{Invitation, InviteError, note_invited, put_officer},
    },
};

/// Which ways in are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// Passkeys only: production.
    PasskeysOnly,
    /// Passkeys, and visitors may step in as invented officers. The demonstration's own database
    /// says that it is one, and production refuses to open it.
    Demonstration,
}

/// Why nobody stepped in.
#[derive(Debug, thiserror::Error)]
pub enum StepInError {
    /// This is not the demonstration, or no officer has this short name: the same answer.
    #[error("nobody can step in as this officer")]
    NotHere,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Begins a session as an invented officer.
    ///
    /// # Errors
    /// [`StepInError`].
    pub async fn step_in(&self, handle: &OfficerHandle) -> Result<Entered, StepInError> {
        match self.entrance {
            Entrance::PasskeysOnly => return Err(StepInError::NotHere),
            Entrance::Demonstration => {}
        }
        let porter = self.porter();
        let secret = porter.secret.clone();
        let handle = handle.clone();
        let at_desk = self
            .store
            .transact("desk.step_in", move |tx| {
                let stored = officer::find_by_handle(tx, &handle)?
                    .filter(|stored| stored.officer.disabled_at.is_none())
                    .ok_or(StepInError::NotHere)?;
                Ok::<_, StepInError>(porter.let_in(tx, stored, SignInMethod::Demonstration)?)
            })
            .await?;
        Ok(Entered { secret, at_desk })
    }

    /// Adds an invented officer without a link, or renews name and roles.
    ///
    /// # Errors
    /// [`InviteError`]; `NotAllowed` outside of the demonstration.
    pub async fn add_invented_officer(
        &self,
        invented: Invitation,
    ) -> Result<OfficerId, InviteError> {
        match self.entrance {
            Entrance::PasskeysOnly => {
                return Err(NotAllowed {
                    task: Task::InviteOfficers,
                }
                .into());
            }
            Entrance::Demonstration => {}
        }
        let now = self.clock.now();
        self.check_grants(&invented.grants, now)?;
        let entropy = self.entropy.clone();
        let stored = self
            .store
            .transact("desk.add_invented_officer", move |tx| {
                let Invitation {
                    handle,
                    name,
                    grants,
                } = &invented;
                let stored = put_officer(tx, handle, name.as_str(), grants, now, &*entropy)?;
                note_invited(tx, &stored, COMMAND_LINE, now, &*entropy)?;
                Ok::<_, StoreError>(stored)
            })
            .await?;
        Ok(stored.officer.id)
    }
}
