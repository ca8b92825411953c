//! The officer leaves the desk.

use audit::Event;
use store::{
    StoreError,
    repo::office::{officer, session},
};
use vocab::BearerSecret;

use super::secret_hash;
use crate::Desk;

impl Desk {
    /// Ends the session of a cookie; one that has ended already stays ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn log_out(&self, secret: &BearerSecret) -> Result<(), StoreError> {
        let now = self.clock.now();
        let hash = secret_hash(&*self.hashes, secret);
        let entropy = self.entropy.clone();
        self.store
            .transact("desk.log_out", move |tx| {
                let Some(found) = session::find_by_secret(tx, hash)? else {
                    return Ok(());
                };
                if !session::end(tx, found.id, now)? {
                    return Ok(());
                }
                let Some(stored) = officer::find(tx, found.officer)? else {
                    return Ok(());
                };
                let id = stored.officer.id;
                let about = audit::about_subject(id.as_bytes(), stored.data_key, &id.to_string());
                audit::append(tx, &Event::LoggedOut, about, now, &*entropy)
            })
            .await
    }
}
