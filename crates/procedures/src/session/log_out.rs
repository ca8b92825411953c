//! The person leaves.

use audit::Event;
use store::{
    StoreError,
    repo::sede::{applicant, visit},
};
use vocab::BearerSecret;

use super::secret_hash;
use crate::Procedures;

impl Procedures {
    /// Ends the visit of a cookie; one that has ended already stays ended. Gives the ID token of
    /// the visit, which is the hint for the log-out at the identity provider.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn log_out(&self, secret: &BearerSecret) -> Result<Option<String>, StoreError> {
        let now = self.clock.now();
        let hash = secret_hash(&*self.hashes, secret);
        let entropy = self.entropy.clone();
        self.store
            .transact("procedures.log_out", move |tx| {
                let Some(found) = visit::find_by_secret(tx, hash)? else {
                    return Ok(None);
                };
                let Some(person) = applicant::find(tx, found.applicant)? else {
                    return Ok(None);
                };
                let id_token = visit::id_token(tx, found.id, person.data_key)?;
                if !visit::end(tx, found.id, now)? {
                    return Ok(None);
                }
                let about =
                    audit::about_subject(person.id.as_bytes(), person.data_key, crate::APPLICANT);
                audit::append(tx, &Event::LoggedOut, about, now, &*entropy)?;
                Ok(id_token)
            })
            .await
    }
}
