//! A person looks at their passkeys, and removes one.

use audit::Event;
use model::{alert::AlertFact, passkey::Passkey, session::assurance};
use store::{StoreError, repo};
use vocab::{AssuranceLevel, CredentialId};

use crate::{Authenticated, Doorkeeper, hold::counted_level};

/// Why a passkey stays.
#[derive(Debug, thiserror::Error)]
pub enum RemovePasskeyError {
    /// The session does not reach what the passkey gives.
    #[error("a session of a higher level is needed")]
    LevelNeeded(AssuranceLevel),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// The person's own passkeys, the oldest first, each with the level that it gives now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn passkeys(
        &self,
        authenticated: &Authenticated,
    ) -> Result<Vec<(Passkey, AssuranceLevel)>, StoreError> {
        let (person, now) = (authenticated.person(), self.clock.now());
        self.store
            .read("authn.passkey.mine", move |tx| {
                let registration = counted_level(tx, person, now)?;
                let passkeys = repo::passkey::list_of_person(tx, person)?.into_iter();
                let level = |passkey: &Passkey| assurance(registration, passkey.method());
                Ok(passkeys.map(|one| (one.clone(), level(&one))).collect())
            })
            .await
    }

    /// Removes one of the person's passkeys: it opens nothing any more, and its person is told.
    /// Sessions that it opened go on. `false` if the person has none of this id. A session that does
    /// not reach what the passkey gives may switch passkeys off, and not take them away.
    ///
    /// # Errors
    /// [`RemovePasskeyError`].
    pub async fn remove_passkey(
        &self,
        authenticated: &Authenticated,
        id: CredentialId,
    ) -> Result<bool, RemovePasskeyError> {
        let (person, session) = (authenticated.person(), authenticated.level());
        let (registration, notebook) = (authenticated.registration_level(), self.notebook());
        self.store
            .transact("authn.passkey.remove", move |tx| {
                let (now, entropy) = (notebook.now, &*notebook.entropy);
                let data_key = repo::person::guard(tx, person, now)?;
                let known = repo::passkey::list_of_person(tx, person)?;
                let Some(passkey) = known.into_iter().find(|passkey| passkey.id == id) else {
                    return Ok(false);
                };
                let gives = assurance(registration, passkey.method());
                if session < gives {
                    return Err(RemovePasskeyError::LevelNeeded(gives));
                }
                if !repo::passkey::remove(tx, person, id)? {
                    return Ok(false);
                }
                let fact = AlertFact::PasskeyRemoved;
                repo::alert::tell(tx, &*notebook.tokens, person, fact, now, entropy)?;
                let about = audit::about_person(person, data_key);
                audit::append(tx, &Event::PasskeyRemoved, about, now, entropy)?;
                Ok(true)
            })
            .await
    }
}
