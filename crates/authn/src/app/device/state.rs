//! What the app shows at home: the device, requests that wait, the PIN that works now (R121).

use model::{
    app::{
        activation::ActivatedBy,
        device::{DeviceState, Unlock},
        request::{AskedBy, RequestState},
    },
    origin::Origin,
};
use store::{
    StoreError, Tx,
    repo::{
        self,
        app::{device::StoredDevice, request::StoredRequest},
    },
};
use vocab::{
    AppDeviceId, AssuranceLevel, IdentityNumber, OneTimePin, PersonName, RegistrationLevel,
    SignedDuration, Timestamp,
};

use crate::{
    Doorkeeper, PartyNames,
    app::{
        AppDesk,
        proof::KnownDevice,
        request::view::{RequestView, view_of},
    },
    hold::counted_level,
};

/// Requests that are shown at most.
const REQUESTS: i64 = 5;

/// What the app shows of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceView {
    /// Its id.
    pub id: AppDeviceId,
    /// How its person calls it.
    pub name: String,
    /// Where it stands.
    pub state: DeviceState,
    /// How it recognises its person.
    pub unlock: Unlock,
    /// What a confirmation gives.
    pub level: AssuranceLevel,
    /// When it was activated.
    pub activated_at: Timestamp,
    /// By what.
    pub by: ActivatedBy,
}

/// Whose device it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Names.
    pub name: PersonName,
    /// Number in force.
    pub number: IdentityNumber,
    /// Level of the registration, as it counts now.
    pub registration: RegistrationLevel,
}

/// A PIN for the person to type in their browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinView {
    /// The PIN.
    pub pin: OneTimePin,
    /// Who asked for it.
    pub asked_by: PartyNames,
    /// Before this moment it works.
    pub expires_at: Timestamp,
}

/// The device that took this one's place, while this one may say "not mine".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VetoView {
    /// How it is called.
    pub name: String,
    /// When it was activated.
    pub activated_at: Timestamp,
    /// Before this moment this one may say so.
    pub until: Timestamp,
}

/// What the app shows at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppState {
    /// Now.
    pub now: Timestamp,
    /// The device.
    pub device: DeviceView,
    /// Whose it is; nothing for a device that was replaced.
    pub owner: Option<Owner>,
    /// Requests that wait, the newest first.
    pub requests: Vec<RequestView>,
    /// The PIN that works now.
    pub pin: Option<PinView>,
    /// Until then no request that is made with the number reaches the app.
    pub frozen_until: Option<Timestamp>,
    /// The device that took this one's place.
    pub veto: Option<VetoView>,
}

/// A device as it is shown; `registration` as it counts now.
pub(crate) fn view(stored: &StoredDevice, registration: RegistrationLevel) -> DeviceView {
    let device = &stored.device;
    DeviceView {
        id: device.id,
        name: stored.name.as_str().to_owned(),
        state: device.state,
        unlock: device.unlock,
        level: device.level(registration),
        activated_at: device.activated_at,
        by: device.activated_by,
    }
}

impl Doorkeeper {
    /// What the app shows, asked from one network.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn app_state(
        &self,
        known: &KnownDevice,
        origin: Origin,
    ) -> Result<AppState, StoreError> {
        let (desk, known) = (self.app_desk(), known.clone());
        self.store
            .read("authn.app.state", move |tx| look(tx, &desk, &known, origin))
            .await
    }
}

fn look(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    known: &KnownDevice,
    origin: Origin,
) -> Result<AppState, StoreError> {
    let stored = &known.stored;
    let person = stored.device.person;
    let registered = repo::person::find_registered(tx, person)?;
    let registration = counted_level(tx, person, desk.now)?;
    let device = view(stored, registration);
    if device.state != DeviceState::Active {
        return Ok(AppState {
            now: desk.now,
            device,
            owner: None,
            requests: Vec::new(),
            pin: None,
            frozen_until: None,
            veto: veto(tx, desk, stored)?,
        });
    }
    let held = repo::app::hold::of(tx, person)?.requests_until;
    let pin = match &registered {
        Some((person, ..)) => current_pin(tx, desk, device.id, person.data_key)?,
        None => None,
    };
    Ok(AppState {
        now: desk.now,
        requests: requests(tx, desk, stored, origin)?,
        pin,
        device,
        owner: registered.map(|(person, number, _)| Owner {
            name: person.name,
            number,
            registration,
        }),
        frozen_until: (desk.now < held).then_some(held),
        veto: None,
    })
}

fn current_pin(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    device: AppDeviceId,
    data_key: vocab::DataKeyId,
) -> Result<Option<PinView>, StoreError> {
    let Some(shown) = repo::app::pin::current_of(tx, device, data_key, desk.now)? else {
        return Ok(None);
    };
    Ok(Some(PinView {
        pin: shown.pin,
        asked_by: PartyNames::from_json(&shown.party)?,
        expires_at: shown.expires_at,
    }))
}

fn requests(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
    origin: Origin,
) -> Result<Vec<RequestView>, StoreError> {
    let rules = desk.settings.app;
    let life = SignedDuration::from_secs(i64::from(rules.request_s));
    let after = desk.now.saturating_sub(life).unwrap_or(desk.now);
    let kept = repo::app::request::list_of(tx, stored.device.person, after, 4 * REQUESTS)?;
    let waits = |kept: &&StoredRequest| match kept.request.standing(desk.now, rules) {
        RequestState::Pending => match kept.request.by {
            AskedBy::Number | AskedBy::Call | AskedBy::Password => true,
            AskedBy::Code => false,
        },
        RequestState::Seen => kept.request.device == Some(stored.device.id),
        RequestState::Confirmed
        | RequestState::Rejected
        | RequestState::Expired
        | RequestState::Used => false,
    };
    kept.iter()
        .filter(waits)
        .take(usize::try_from(REQUESTS).unwrap_or_default())
        .map(|kept| view_of(tx, desk, kept, origin))
        .collect()
}

fn veto(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    stored: &StoredDevice,
) -> Result<Option<VetoView>, StoreError> {
    let Some((new, until)) = stored
        .device
        .may_veto(desk.now)
        .zip(stored.device.veto_until)
    else {
        return Ok(None);
    };
    let new =
        repo::app::device::find(tx, new)?.filter(|new| new.device.state == DeviceState::Active);
    Ok(new.map(|new| VetoView {
        name: new.name.as_str().to_owned(),
        activated_at: new.device.activated_at,
        until,
    }))
}
