//! The person leaves.

use audit::Event;
use store::{StoreError, repo};
use vocab::BearerSecret;

use super::secret_hash;
use crate::Doorkeeper;

/// Why nobody was logged out.
#[derive(Debug, thiserror::Error)]
pub enum LogOutError {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Ends the session of a cookie; a session that has ended already stays ended. Returns the
    /// relying parties that the session had entered.
    ///
    /// # Errors
    /// [`LogOutError`].
    pub async fn log_out(&self, secret: &BearerSecret) -> Result<Vec<String>, LogOutError> {
        let now = self.clock.now();
        let hash = secret_hash(&*self.hashes, secret);
        let entropy = self.entropy.clone();
        let clients = self
            .store
            .transact("authn.session.log_out", move |tx| {
                let Some(session) = repo::session::find_by_secret(tx, hash)? else {
                    return Ok::<_, StoreError>(Vec::new());
                };
                if !repo::session::end(tx, session.id, now)? {
                    return Ok(Vec::new());
                }
                if let Some(data_key) = repo::person::data_key_of(tx, session.person)? {
                    let about = audit::about_person(session.person, data_key);
                    audit::append(tx, &Event::LoggedOut, about, now, &*entropy)?;
                }
                repo::session::clients_of(tx, session.id)
            })
            .await?;
        Ok(clients)
    }
}
