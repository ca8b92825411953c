//! "Deactivate this device": by the device, or by its person in a session. The person stays
//! registered and gets PINs by SMS.

use audit::Event;
use model::{
    alert::AlertFact,
    app::device::{Device, DeviceState},
};
use ports::sealing::TokenSealer;
use store::{StoreError, Tx, repo};
use vocab::AssuranceLevel;

use super::acting;
use crate::{
    Authenticated, Doorkeeper,
    app::{
        AppDesk,
        proof::{KnownDevice, ProofError},
    },
    hold::counted_level,
};

/// Why the app stays active.
#[derive(Debug, thiserror::Error)]
pub enum DeactivateAppError {
    /// The session does not reach what the device gives.
    #[error("a session of a higher level is needed")]
    LevelNeeded(AssuranceLevel),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// The device deactivates itself.
    ///
    /// # Errors
    /// [`ProofError`] if it may not act any more.
    pub async fn deactivate_device(&self, known: &KnownDevice) -> Result<(), ProofError> {
        let (desk, known) = (self.app_desk(), known.clone());
        let tokens = self.tokens.clone();
        self.store
            .transact("authn.app.device.deactivate", move |tx| {
                let stored = acting(tx, &known)??;
                deactivate(tx, &desk, &*tokens, (&stored.device, "device"))?;
                Ok(())
            })
            .await
    }

    /// The person of a session deactivates whichever device they have; `false` if there is none. A
    /// session that does not reach what the device gives may switch the app off, and not take it
    /// away.
    ///
    /// # Errors
    /// [`DeactivateAppError`].
    pub async fn deactivate_app(
        &self,
        authenticated: &Authenticated,
    ) -> Result<bool, DeactivateAppError> {
        let (desk, person) = (self.app_desk(), authenticated.person());
        let (session, tokens) = (authenticated.level(), self.tokens.clone());
        let registration = authenticated.registration_level();
        self.store
            .transact("authn.app.device.deactivate", move |tx| {
                let Some(stored) = repo::app::device::active_of(tx, person)? else {
                    return Ok(false);
                };
                let gives = stored.device.level(registration);
                if session < gives {
                    return Err(DeactivateAppError::LevelNeeded(gives));
                }
                Ok(deactivate(
                    tx,
                    &desk,
                    &*tokens,
                    (&stored.device, "session"),
                )?)
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
        let (person, now) = (authenticated.person(), self.clock.now());
        self.store
            .read("authn.app.device.of", move |tx| {
                let found = repo::app::device::active_of(tx, person)?;
                let level = counted_level(tx, person, now)?;
                Ok(found.map(|stored| super::state::view(&stored, level)))
            })
            .await
    }
}

/// Ends a device and tells its person.
fn deactivate(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    tokens: &dyn TokenSealer,
    (device, from): (&Device, &str),
) -> Result<bool, StoreError> {
    let (person, now, entropy) = (device.person, desk.now, &*desk.entropy);
    let data_key = repo::person::guard(tx, person, now)?;
    let Ok(after) = device.clone().end(DeviceState::Deactivated) else {
        return Ok(false);
    };
    if !repo::app::device::set_state(tx, device, &after, now)? {
        return Ok(false);
    }
    repo::alert::tell(tx, tokens, person, AlertFact::AppDeactivated, now, entropy)?;
    let event = Event::AppDeviceDeactivated { from: from.into() };
    desk.write_down(tx, &event, person, data_key)?;
    Ok(true)
}
