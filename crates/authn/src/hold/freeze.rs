//! "Freeze everything": from this moment nothing opens in the person's name, until they thaw.

use model::restriction::RestrictionKind;
use store::{StoreError, repo};

use super::Setting;
use crate::{Authenticated, Doorkeeper};

impl Doorkeeper {
    /// Freezes the person of a session: every session and token of theirs ends, this one too, and
    /// relying parties are told. `false`: it was frozen already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn freeze(&self, authenticated: &Authenticated) -> Result<bool, StoreError> {
        let (person, now) = (authenticated.person(), self.clock.now());
        let entropy = self.entropy.clone();
        self.store
            .transact("authn.hold.freeze", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                let setting = Setting {
                    person,
                    data_key,
                    kind: RestrictionKind::Frozen,
                    from: "session",
                    now,
                    entropy: &*entropy,
                };
                setting.run(tx)
            })
            .await
    }
}
