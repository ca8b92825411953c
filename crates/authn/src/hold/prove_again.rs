//! Staff demanded a new proof of identity: until it is given, nothing of the person goes above *low*.

use model::restriction::RestrictionKind;
use store::{StoreError, repo};

use crate::{Authenticated, Doorkeeper};

impl Doorkeeper {
    /// If and only if the person of a session has to prove their identity again, which is done as
    /// at the first time: by registering.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn must_prove_again(
        &self,
        authenticated: &Authenticated,
    ) -> Result<bool, StoreError> {
        let (person, now) = (authenticated.person(), self.clock.now());
        self.store
            .read("authn.hold.prove_again", move |tx| {
                let standing = repo::restriction::in_force(tx, person, now)?;
                Ok(standing.has(RestrictionKind::NewProofing))
            })
            .await
    }
}
