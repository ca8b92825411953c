//! "That new device is not mine": the device before takes its place back.

use audit::Event;
use model::app::{AppRules, activation::ActivatedBy, device::DeviceState};
use store::{
    StoreError, Tx,
    repo::{self, app::hold::Hold},
};
use vocab::{PersonId, SignedDuration, Timestamp};

use super::state::{DeviceView, view};
use crate::{
    Doorkeeper,
    app::{AppDesk, proof::KnownDevice},
    hold::counted_level,
};

/// Why nothing was vetoed.
#[derive(Debug, thiserror::Error)]
pub enum VetoError {
    /// Nothing took its place, or too long ago, or by more than an SMS; or everything is closed to
    /// the person, and nothing comes back before that is thawed or lifted.
    #[error("there is nothing to veto")]
    Nothing,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Deactivates the device that took this one's place and ends every session of the person:
    /// which of them the other opened is not worth guessing. SMS alone activates none for a while,
    /// because whoever has the telephone number still has it.
    ///
    /// # Errors
    /// [`VetoError`].
    pub async fn veto_device(&self, known: &KnownDevice) -> Result<DeviceView, VetoError> {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .transact("authn.app.device.veto", move |tx| veto(tx, &desk, &known))
            .await
    }
}

/// SMS alone activates no device for a while.
pub(crate) fn hold_activations(
    tx: &mut Tx<'_>,
    rules: AppRules,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let hold = SignedDuration::from_secs(i64::from(rules.hold_after_veto_s));
    let hold = Hold {
        activation_until: now.checked_add(hold).unwrap_or(Timestamp::MAX),
        ..Hold::default()
    };
    repo::app::hold::extend(tx, person, hold, now)
}

fn veto(tx: &mut Tx<'_>, desk: &AppDesk, known: &KnownDevice) -> Result<DeviceView, VetoError> {
    let (person, now) = (known.stored.device.person, desk.now);
    let data_key = repo::person::guard(tx, person, now)?;
    let mut own = repo::app::device::find(tx, known.id())?.ok_or(VetoError::Nothing)?;
    let new = own.device.may_veto(now).ok_or(VetoError::Nothing)?;
    let standing = repo::restriction::in_force(tx, person, now)?;
    if standing.closed(now).is_some() {
        return Err(VetoError::Nothing);
    }
    let restored = own
        .device
        .clone()
        .restore(now)
        .map_err(|_| VetoError::Nothing)?;
    // Whatever is active now gives way: the new one may itself have been replaced meanwhile.
    if let Some(active) = repo::app::device::active_of(tx, person)? {
        // What more than an SMS activated since is the person's.
        if active.device.id != new && active.device.activated_by != ActivatedBy::Sms {
            return Err(VetoError::Nothing);
        }
        let ended = active
            .device
            .clone()
            .end(DeviceState::Vetoed)
            .map_err(|_| VetoError::Nothing)?;
        if !repo::app::device::set_state(tx, &active.device, &ended, now)? {
            return Err(VetoError::Nothing);
        }
    }
    if !repo::app::device::set_state(tx, &own.device, &restored, now)? {
        return Err(VetoError::Nothing);
    }
    own.device = restored;
    hold_activations(tx, desk.settings.app, person, now)?;
    repo::session::end_all_of_person(tx, person, now)?;
    desk.write_down(tx, &Event::AppDeviceVetoed, person, data_key)?;
    Ok(view(&own, counted_level(tx, person, now)?))
}
