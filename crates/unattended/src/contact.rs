//! Phone and e-mail address. The code goes out when the film begins, so that it comes back while
//! the person is seen.

use model::unattended::Step;
use vocab::{BearerSecret, EmailAddress, PhoneNumber};

use crate::{AttemptError, Unattended};

/// Why the contact was not taken.
pub type ContactError = AttemptError;

impl Unattended {
    /// Takes phone and e-mail address. Another phone voids a film that was made for the first.
    ///
    /// # Errors
    /// [`ContactError`].
    pub async fn give_contact(
        &self,
        secret: &BearerSecret,
        phone: PhoneNumber,
        email: EmailAddress,
    ) -> Result<(), ContactError> {
        let (keeper, secret_hash) = (self.keeper(), self.secret_hash(secret));
        self.store
            .transact("unattended.give_contact", move |tx| {
                let mut open = keeper.at_step(tx, secret_hash, Step::Contact)?;
                let proven = open.dossier.film.as_ref();
                if proven.is_some_and(|film| film.challenge.phone != phone) {
                    open.dossier.film = None;
                }
                open.dossier.contact = Some((phone.clone(), email.clone()));
                keeper.save(tx, &open)
            })
            .await
    }
}
