//! A browser comes back with its session.

use store::{
    StoreError,
    repo::office::{officer, session},
};
use vocab::BearerSecret;

use super::secret_hash;
use crate::{AtDesk, Desk};

impl Desk {
    /// The officer of a cookie, with the roles of this moment, if the session is usable and the
    /// officer has not left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn resume(&self, secret: &BearerSecret) -> Result<Option<AtDesk>, StoreError> {
        let now = self.clock.now();
        let rules = self.rules;
        let hash = secret_hash(&*self.hashes, secret);
        self.store
            .read("desk.resume", move |tx| {
                let Some(session) = session::find_by_secret(tx, hash)? else {
                    return Ok(None);
                };
                if !session.usable(now, rules) {
                    return Ok(None);
                }
                let stored = officer::find(tx, session.officer)?;
                let stored = stored.filter(|stored| stored.officer.disabled_at.is_none());
                Ok(stored.map(|stored| AtDesk::new(stored, session.clone(), rules)))
            })
            .await
    }
}
