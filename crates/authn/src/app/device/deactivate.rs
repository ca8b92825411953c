//! "Deactivate this device": by the device, or by its person in a session. The person stays
//! registered and gets PINs by SMS.

use audit::Event;
use model::app::device::DeviceState;
use store::{StoreError, Tx, repo};
use vocab::PersonId;

use super::acting;
use crate::{
    Authenticated, Doorkeeper,
    app::{
        AppDesk,
        proof::{KnownDevice, ProofError},
    },
};

impl Doorkeeper {
    /// The device deactivates itself.
    ///
    /// # Errors
    /// [`ProofError`] if it may not act any more.
    pub async fn deactivate_device(&self, known: &KnownDevice) -> Result<(), ProofError> {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact("authn.app.device.deactivate", move |tx| {
                acting(tx, &known)??;
                deactivate(tx, &desk, known.stored.device.person, "device")?;
                Ok(())
            })
            .await
    }

    /// The person of a session deactivates whichever device they have; `false` if there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn deactivate_app(&self, authenticated: &Authenticated) -> Result<bool, StoreError> {
        let (desk, person) = (self.app_desk(), authenticated.person());
        self.store
            .transact("authn.app.device.deactivate", move |tx| {
                deactivate(tx, &desk, person, "session")
            })
            .await
    }

    /// The device that the person of a session has.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn device_of(
        &self,
        authenticated: &Authenticated,
    ) -> Result<Option<super::state::DeviceView>, StoreError> {
        let (person, level) = (authenticated.person(), authenticated.registration_level());
        self.store
            .read("authn.app.device.of", move |tx| {
                let found = repo::app::device::active_of(tx, person)?;
                Ok(found.map(|stored| super::state::view(&stored, level)))
            })
            .await
    }
}

fn deactivate(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    person: PersonId,
    from: &str,
) -> Result<bool, StoreError> {
    let data_key = repo::person::guard(tx, person, desk.now)?;
    let Some(stored) = repo::app::device::active_of(tx, person)? else {
        return Ok(false);
    };
    let Ok(after) = stored.device.clone().end(DeviceState::Deactivated) else {
        return Ok(false);
    };
    if !repo::app::device::set_state(tx, &stored.device, &after, desk.now)? {
        return Ok(false);
    }
    let event = Event::AppDeviceDeactivated { from: from.into() };
    desk.write_down(tx, &event, person, data_key)?;
    Ok(true)
}
