//! Browsers in which a person has logged in, by whatever way: tries of a password there are counted
//! apart from those of strangers, and a log-in anywhere else is told to the person.

use std::sync::Arc;

use model::alert::AlertFact;
use ports::sealing::{KeyedHash, TokenSealer};
use store::{
    StoreError, Tx,
    repo::{self, browser::Known},
};
use vocab::{BearerSecret, Entropy, IdentityNumber, PersonId, Timestamp};

use crate::{Authenticated, Doorkeeper};

/// How a browser is recognised by the cookie that it keeps between sessions.
pub(crate) fn known_hash(hashes: &dyn KeyedHash, browser: &BearerSecret) -> [u8; 32] {
    hashes.hash("known.browser", browser.as_str().as_bytes())
}

/// What it takes to write a use down.
#[derive(Clone)]
pub(crate) struct Notebook {
    pub(crate) hashes: Arc<dyn KeyedHash>,
    pub(crate) tokens: Arc<dyn TokenSealer>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) now: Timestamp,
}

impl Notebook {
    /// Writes down that the person has used a browser, and tells them if they never had. Of the
    /// first of all nobody is told: there is nothing that it differs from.
    pub(crate) fn note_use(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        browser: &BearerSecret,
    ) -> Result<(), StoreError> {
        let hash = known_hash(&*self.hashes, browser);
        if repo::browser::standing(tx, person, hash)? == Known::No {
            let mut begins = [0; 16];
            begins.copy_from_slice(hash.split_at(16).0);
            let fact = AlertFact::UnknownBrowser(begins);
            repo::alert::tell(tx, &*self.tokens, person, fact, self.now, &*self.entropy)?;
        }
        repo::browser::remember(tx, person, hash, self.now)
    }
}

/// Has whoever the number belongs to logged in at this browser before? What strangers did with the
/// number does not close it to them there. The same work whoever the number belongs to, or nobody
/// (invariant 11).
pub(crate) fn is_of_owner(
    tx: &mut Tx<'_>,
    hashes: &dyn KeyedHash,
    number: &IdentityNumber,
    known: &BearerSecret,
    (now, entropy): (Timestamp, &dyn Entropy),
) -> Result<bool, StoreError> {
    let nobody = tx.stand_in(now, entropy)?.nobody();
    let owner = repo::person::standing_of(tx, number)?;
    let owner = owner.map_or(nobody, |standing| standing.person);
    repo::browser::knows(tx, owner, known_hash(hashes, known))
}

impl Doorkeeper {
    pub(crate) fn notebook(&self) -> Notebook {
        Notebook {
            hashes: self.hashes.clone(),
            tokens: self.tokens.clone(),
            entropy: self.entropy.clone(),
            now: self.clock.now(),
        }
    }

    /// Writes down that the person has used this browser, by whatever way they came in, and tells
    /// them if they never had. `browser` is the secret of a cookie that the browser keeps between
    /// sessions. It is called before the cookie of the session leaves: no browser gets one of which
    /// the person is not told.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remember_browser(
        &self,
        person: &Authenticated,
        browser: &BearerSecret,
    ) -> Result<(), StoreError> {
        let (person, notebook, browser) = (person.person(), self.notebook(), browser.clone());
        self.store
            .transact("authn.browsers.remember", move |tx| {
                notebook.note_use(tx, person, &browser)
            })
            .await
    }
}
