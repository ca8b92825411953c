//! "Tell me when something waits": a device subscribes to push messages, or stops.

use model::push::{PushAddress, PushSubscription};
use store::repo;
use vocab::PushSubscriptionId;

use super::acting;
use crate::{
    Doorkeeper,
    app::proof::{KnownDevice, ProofError},
};

impl Doorkeeper {
    /// Writes down where a device wants to be told, in place of where it wanted before, or nowhere.
    /// `key_id` names the key to which its browser subscribed.
    ///
    /// # Errors
    /// [`ProofError`] if the device may not act any more.
    pub async fn subscribe_device(
        &self,
        known: &KnownDevice,
        address: Option<PushAddress>,
        key_id: &str,
    ) -> Result<(), ProofError> {
        let (known, key_id, now) = (known.clone(), key_id.to_owned(), self.clock.now());
        let entropy = self.entropy.clone();
        self.store
            .transact("authn.app.device.subscribe", move |tx| {
                let stored = acting(tx, &known)??;
                let device = stored.device;
                let Some(address) = address.clone() else {
                    repo::push::remove_of_device(tx, device.id)?;
                    return Ok(());
                };
                let data_key = repo::person::guard(tx, device.person, now)?;
                let subscription = PushSubscription {
                    id: PushSubscriptionId::new(now, &*entropy),
                    device: device.id,
                    person: device.person,
                    address,
                    key_id: key_id.clone(),
                };
                repo::push::put(tx, &subscription, data_key, now)?;
                Ok(())
            })
            .await
    }
}
