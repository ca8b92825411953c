//! Who the officers are, those who left included.

use model::officer::Officer;
use store::{StoreError, repo::office::officer};

use crate::{AtDesk, Desk, NotAllowed, Task};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum ListOfficersError {
    /// Only administrators and auditors see it.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Every officer, by short name.
    ///
    /// # Errors
    /// [`ListOfficersError`].
    pub async fn list_officers(&self, at_desk: &AtDesk) -> Result<Vec<Officer>, ListOfficersError> {
        self.check(at_desk, Task::ListOfficers)?;
        let all = self.store.read("desk.list_officers", officer::list).await?;
        let mut officers: Vec<_> = all.into_iter().map(|stored| stored.officer).collect();
        officers.sort_by(|one, other| one.handle.cmp(&other.handle));
        Ok(officers)
    }
}
