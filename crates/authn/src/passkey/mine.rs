//! A person looks at their passkeys, and removes one.

use audit::Event;
use model::passkey::Passkey;
use store::{StoreError, repo};
use vocab::CredentialId;

use crate::{Authenticated, Doorkeeper};

impl Doorkeeper {
    /// The person's own passkeys, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn passkeys(
        &self,
        authenticated: &Authenticated,
    ) -> Result<Vec<Passkey>, StoreError> {
        let person = authenticated.person();
        self.store
            .read("authn.passkey.mine", move |tx| {
                repo::passkey::list_of_person(tx, person)
            })
            .await
    }

    /// Removes one of the person's passkeys: it opens nothing any more. Sessions that it opened go
    /// on. `false` if the person has none of this id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove_passkey(
        &self,
        authenticated: &Authenticated,
        id: CredentialId,
    ) -> Result<bool, StoreError> {
        let (person, now) = (authenticated.person(), self.clock.now());
        let entropy = self.entropy.clone();
        self.store
            .transact("authn.passkey.remove", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                if !repo::passkey::remove(tx, person, id)? {
                    return Ok::<_, StoreError>(false);
                }
                let about = audit::about_person(person, data_key);
                audit::append(tx, &Event::PasskeyRemoved, about, now, &*entropy)?;
                Ok(true)
            })
            .await
    }
}
