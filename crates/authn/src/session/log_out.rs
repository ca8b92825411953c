//! The person leaves.

use audit::Event;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, PersonId, Timestamp};

use super::secret_hash;
use crate::Doorkeeper;

/// Why nobody was logged out.
#[derive(Debug, thiserror::Error)]
pub enum LogOutError {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A log-out that took place: one session or several, ended at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Who left.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// The relying parties that the sessions had entered, which are being told.
    pub clients: Vec<String>,
}

/// The log-out of a person at `at`, with the parties that it queued.
pub(super) fn left(tx: &mut Tx<'_>, person: PersonId, at: Timestamp) -> Result<Left, StoreError> {
    let told = repo::client_log_out::of_log_out(tx, person, at)?;
    let mut clients: Vec<String> = told.into_iter().map(|one| one.client).collect();
    clients.dedup();
    Ok(Left {
        person,
        at,
        clients,
    })
}

impl Doorkeeper {
    /// Ends the session of a cookie; nothing where it has ended already.
    ///
    /// # Errors
    /// [`LogOutError`].
    pub async fn log_out(&self, secret: &BearerSecret) -> Result<Option<Left>, LogOutError> {
        let now = self.clock.now();
        let hash = secret_hash(&*self.hashes, secret);
        let entropy = self.entropy.clone();
        let left = self
            .store
            .transact("authn.session.log_out", move |tx| {
                let Some(session) = repo::session::find_by_secret(tx, hash)? else {
                    return Ok::<_, StoreError>(None);
                };
                let data_key = repo::person::guard(tx, session.person, now)?;
                if !repo::session::end(tx, session.id, now)? {
                    return Ok(None);
                }
                let about = audit::about_person(session.person, data_key);
                audit::append(tx, &Event::LoggedOut, about, now, &*entropy)?;
                left(tx, session.person, now).map(Some)
            })
            .await?;
        Ok(left)
    }
}
