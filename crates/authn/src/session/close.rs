//! The person ends another session of theirs, or every one at once.

use audit::Event;
use store::{StoreError, repo};
use vocab::SessionId;

use super::log_out::{Left, left};
use crate::{Authenticated, Doorkeeper};

impl Doorkeeper {
    /// Ends a session of this very person; nothing where it is not theirs or has ended.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_session(
        &self,
        person: &Authenticated,
        session: SessionId,
    ) -> Result<Option<Left>, StoreError> {
        let (id, now, entropy) = (person.person(), self.clock.now(), self.entropy.clone());
        self.store
            .transact("authn.session.close", move |tx| {
                let data_key = repo::person::guard(tx, id, now)?;
                let theirs = repo::session::is_of(tx, session, id)?;
                if !theirs || !repo::session::end(tx, session, now)? {
                    return Ok(None);
                }
                let about = audit::about_person(id, data_key);
                audit::append(tx, &Event::LoggedOutElsewhere, about, now, &*entropy)?;
                left(tx, id, now).map(Some)
            })
            .await
    }

    /// Ends every session of this person, this one too, and what services could do for them while
    /// they are away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn close_every_session(&self, person: &Authenticated) -> Result<Left, StoreError> {
        let (id, now, entropy) = (person.person(), self.clock.now(), self.entropy.clone());
        self.store
            .transact("authn.session.close_every", move |tx| {
                let data_key = repo::person::guard(tx, id, now)?;
                repo::session::end_all_of_person(tx, id, now)?;
                let about = audit::about_person(id, data_key);
                audit::append(tx, &Event::LoggedOutEverywhere, about, now, &*entropy)?;
                left(tx, id, now)
            })
            .await
    }
}
