//! A registration is withdrawn because a review found that it should not have been made (RES-2015
//! an. I 2.2). Its sessions end, the phone is free, and only an office or a certificate registers
//! again (defaults D19).

use audit::Event;
use store::{StoreError, Tx, repo};
use vocab::{PersonId, Timestamp};

use crate::CallRegistrar;

impl CallRegistrar {
    /// Withdraws the registration of a person. `false`: there is none that could be used.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn revoke(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        actor: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let data_key = repo::person::guard(tx, person, now)?;
        if !repo::registration::revoke(tx, person, now)? {
            return Ok(false);
        }
        repo::session::end_all_of_person(tx, person, now)?;
        let about = audit::about_subject(person.as_bytes(), data_key, actor);
        audit::append(tx, &Event::RegistrationRevoked, about, now, &*self.entropy)?;
        Ok(true)
    }
}
