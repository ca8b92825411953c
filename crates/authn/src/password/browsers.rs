//! Browsers in which a person has logged in: tries there are counted apart from those of strangers.

use ports::sealing::KeyedHash;
use store::{StoreError, repo};
use vocab::BearerSecret;

use crate::{Authenticated, Doorkeeper};

/// How a browser is recognised by the cookie that it keeps between sessions.
pub(crate) fn known_hash(hashes: &dyn KeyedHash, browser: &BearerSecret) -> [u8; 32] {
    hashes.hash("known.browser", browser.as_str().as_bytes())
}

impl Doorkeeper {
    /// Writes down that the person has used this browser, by whatever way they came in. `browser`
    /// is the secret of a cookie that the browser keeps between sessions.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remember_browser(
        &self,
        person: &Authenticated,
        browser: &BearerSecret,
    ) -> Result<(), StoreError> {
        let (person, now) = (person.person(), self.clock.now());
        let hash = known_hash(&*self.hashes, browser);
        self.store
            .transact("authn.password.remember_browser", move |tx| {
                repo::password::remember_browser(tx, person, hash, now)
            })
            .await
    }
}
