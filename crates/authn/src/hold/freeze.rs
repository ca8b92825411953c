//! "Freeze everything": from this moment nothing opens in the person's name, until they thaw.

use model::{alert::AlertFact, restriction::RestrictionKind};
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
        let (entropy, tokens) = (self.entropy.clone(), self.tokens.clone());
        self.store
            .transact::<_, StoreError, _>("authn.hold.freeze", move |tx| {
                let data_key = repo::person::guard(tx, person, now)?;
                let setting = Setting {
                    person,
                    data_key,
                    kind: RestrictionKind::Frozen,
                    from: "session",
                    now,
                    entropy: &*entropy,
                };
                let set = setting.run(tx)?;
                if set {
                    let fact = AlertFact::Frozen;
                    repo::alert::tell(tx, &*tokens, person, fact, now, &*entropy)?;
                }
                Ok(set)
            })
            .await
    }
}
