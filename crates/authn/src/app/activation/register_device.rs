//! The last message of an activation: a key, and how the device recognises its person. Another
//! device of theirs is replaced (one a person, `domain/facts.md` B.4).

use audit::Event;
use model::{
    alert::{Alert, AlertKind},
    app::{
        activation::{ActivatedBy, ActivationState, MayActivate},
        device::{Device, DeviceState, Unlock},
    },
    notice::{Channel, Notice, OutgoingNotice},
    push::Look,
    registration::RegistrationState,
};
use ports::sealing::TokenSealer;
use store::{
    StoreError, Tx,
    repo::{
        self,
        app::device::{DevicePasskey, StoredDevice},
    },
};
use vocab::{AppDeviceId, Line, PersonId, SignedDuration, Timestamp, UnlockCode};

use super::{ready::Replaced, ticket::ProvenTicket};
use crate::{
    Doorkeeper,
    app::{
        AppDesk,
        device::state::{DeviceView, view},
        passkey,
        proof::{ProofError, SignedRequest},
    },
};

/// Longest name of a device, in characters.
const NAME_LENGTH: usize = 40;

/// Bytes of an uncompressed point on P-256 (SEC 1 §2.3.3).
const POINT: usize = 65;

/// How the device will recognise its person.
#[derive(Debug, Clone)]
pub enum NewUnlock {
    /// The answer to the options of the activation, as JSON.
    Passkey(Vec<u8>),
    /// A code that the person chose.
    Code(UnlockCode),
}

/// A key on its way.
#[derive(Debug, Clone)]
pub struct RegisterDevice {
    /// The sealed ticket of [`super::ready::ActivationReady`].
    pub ticket: String,
    /// How the person calls the device.
    pub name: Line,
    /// The public key: an uncompressed point on P-256.
    pub public_key: Vec<u8>,
    /// How it recognises its person.
    pub unlock: NewUnlock,
    /// The person knows that another device is replaced.
    pub replace: bool,
    /// The request, signed by that key.
    pub signed: SignedRequest,
}

/// A device that was activated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activated {
    /// What the app shows of it.
    pub device: DeviceView,
    /// Before this moment the device before may say "not mine".
    pub veto_until: Option<Timestamp>,
}

/// Why no device was activated.
#[derive(Debug, thiserror::Error)]
pub enum RegisterDeviceError {
    /// Not signed by the key, or a nonce that cannot be used.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The activation is over: begin again.
    #[error("the activation is over")]
    Gone,
    /// The person vetoed a device lately: SMS alone activates none for now.
    #[error("sms alone activates no device for now")]
    Held {
        /// Until when.
        until: Timestamp,
    },
    /// There is a device to replace, and the person has not agreed.
    #[error("another device would be replaced")]
    Replaces(Replaced),
    /// Too long a name.
    #[error("the name is too long")]
    Name,
    /// Not a point on P-256.
    #[error("the key is none")]
    Key,
    /// The passkey is refused.
    #[error("the passkey is refused")]
    Passkey,
    /// The unlock code is one that everybody tries first.
    #[error("the unlock code is too easy")]
    TooEasy,
    /// Key or passkey are registered already.
    #[error("the key is registered already")]
    KeyInUse,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Doorkeeper {
    /// Activates a device.
    ///
    /// # Errors
    /// [`RegisterDeviceError`].
    pub async fn register_device(
        &self,
        asked: RegisterDevice,
    ) -> Result<Activated, RegisterDeviceError> {
        if asked.name.as_str().chars().count() > NAME_LENGTH {
            return Err(RegisterDeviceError::Name);
        }
        if asked.public_key.len() != POINT {
            return Err(RegisterDeviceError::Key);
        }
        let unsigned = asked.signed.device.is_some()
            || !asked
                .signed
                .is_signed_by(&asked.public_key, &self.settings.site);
        if unsigned {
            return Err(ProofError::Signature.into());
        }
        // First: anybody makes a key and signs with it, and a nonce that is spent is a row.
        let ticket =
            ProvenTicket::open(&*self.tokens, &asked.ticket).ok_or(RegisterDeviceError::Gone)?;
        self.spend_nonce(&asked.signed.nonce).await?;
        let (desk, tokens) = (self.app_desk(), self.tokens.clone());
        self.store
            .transact("authn.app.activation.register_device", move |tx| {
                register(tx, &desk, &*tokens, &ticket, &asked)
            })
            .await
    }
}

/// Every error undoes everything: an activation that is not accepted stays open.
fn register(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    tokens: &dyn TokenSealer,
    ticket: &ProvenTicket,
    asked: &RegisterDevice,
) -> Result<Activated, RegisterDeviceError> {
    let (rules, now) = (desk.settings.app, desk.now);
    let found = repo::app::activation::find(tx, ticket.activation)?;
    let (mut activation, version) = found.ok_or(RegisterDeviceError::Gone)?;
    let may = activation
        .finish(now, rules)
        .ok_or(RegisterDeviceError::Gone)?;
    let data_key = repo::person::guard(tx, may.person(), now)?;
    let registered = repo::person::find_registered(tx, may.person())?
        .filter(|(_, _, registration)| registration.state == RegistrationState::Active);
    let (person, _, registration) = registered.ok_or(RegisterDeviceError::Gone)?;
    // Everything may have been closed since the activation began.
    let standing = repo::restriction::in_force(tx, may.person(), now)?;
    if standing.closed(now).is_some() || !still_invited(tx, ticket)? {
        return Err(RegisterDeviceError::Gone);
    }
    check_hold(tx, desk, &may)?;
    let challenge = activation.challenge.ok_or(RegisterDeviceError::Gone)?;
    let id = AppDeviceId::new(now, &*desk.entropy);
    let stored = new_device(desk, id, &may, asked, &challenge, person.birth_date)?;
    let before = replace(tx, desk, &stored.device, asked.replace)?;
    if !repo::app::device::add(tx, &stored, data_key, now)? {
        return Err(RegisterDeviceError::KeyInUse);
    }
    activation.state = ActivationState::Used;
    if !repo::app::activation::set(tx, &activation, version, now)? {
        return Err(RegisterDeviceError::Gone);
    }
    let event = Event::AppDeviceActivated {
        by: may.by().as_str().into(),
        unlock: stored.device.unlock.as_str().into(),
        replaced: before.is_some(),
    };
    desk.write_down(tx, &event, may.person(), data_key)?;
    if let Some(before) = &before {
        let until = before.device.veto_until.unwrap_or(now);
        let entropy = &*desk.entropy;
        repo::push::ring(
            tx,
            Some(before.device.id),
            Look::Device,
            until,
            now,
            entropy,
        )?;
    }
    let alert = Alert {
        person: may.person(),
        kind: AlertKind::Device(stored.device.id),
        at: now,
    };
    let notice = Notice::AppActivated {
        replaced: before
            .as_ref()
            .map(|before| before.name.as_str().to_owned()),
        at: now,
        veto_until: before.as_ref().and_then(|before| before.device.veto_until),
        alert: Some(repo::alert::link(tokens, &alert)),
    };
    for channel in [
        Channel::Sms(registration.phone.clone()),
        Channel::Email(registration.email.clone()),
    ] {
        let notice = OutgoingNotice {
            lang: person.lang,
            channel,
            notice: notice.clone(),
            send_before: now
                .saturating_add(SignedDuration::from_hours(24))
                .unwrap_or(now),
        };
        repo::outgoing::enqueue(tx, &notice, now, &*desk.entropy)?;
    }
    Ok(Activated {
        device: view(&stored, standing.counted(registration.level)),
        veto_until: before.and_then(|before| before.device.veto_until),
    })
}

/// What a session invited ends with that session.
fn still_invited(tx: &mut Tx<'_>, ticket: &ProvenTicket) -> Result<bool, StoreError> {
    match ticket.session {
        Some(session) => repo::session::is_live(tx, session),
        None => Ok(true),
    }
}

fn check_hold(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    may: &MayActivate,
) -> Result<(), RegisterDeviceError> {
    match may.by() {
        ActivatedBy::Session => Ok(()),
        ActivatedBy::Sms => {
            let until = repo::app::hold::of(tx, may.person())?.activation_until;
            if desk.now < until {
                Err(RegisterDeviceError::Held { until })
            } else {
                Ok(())
            }
        }
    }
}

fn new_device(
    desk: &AppDesk,
    id: AppDeviceId,
    may: &MayActivate,
    asked: &RegisterDevice,
    challenge: &[u8; 32],
    birth_date: vocab::PartialDate,
) -> Result<StoredDevice, RegisterDeviceError> {
    let (unlock, passkey, unlock_hash) = match &asked.unlock {
        NewUnlock::Passkey(answer) => {
            let made = passkey::check_new(&desk.settings.site, answer, challenge)
                .ok_or(RegisterDeviceError::Passkey)?;
            let kept = DevicePasskey {
                credential_id: made.credential_id,
                public_key: made.public_key.to_cose(),
                sign_count: made.sign_count,
            };
            // What may be copied tomorrow counts as copied today.
            let copied = made.backup_eligible;
            (Unlock::Passkey { copied }, Some(kept), None)
        }
        NewUnlock::Code(code) if code.is_too_easy(birth_date) => {
            return Err(RegisterDeviceError::TooEasy);
        }
        NewUnlock::Code(code) => (Unlock::Code, None, Some(desk.unlock_hash(id, code))),
    };
    Ok(StoredDevice {
        device: device(id, may.person(), unlock, may.by(), desk.now),
        name: asked.name.clone(),
        public_key: asked.public_key.clone(),
        passkey,
        unlock_hash,
    })
}

fn device(
    id: AppDeviceId,
    person: PersonId,
    unlock: Unlock,
    activated_by: ActivatedBy,
    now: Timestamp,
) -> Device {
    Device {
        id,
        person,
        state: DeviceState::Active,
        unlock,
        activated_by,
        activated_at: now,
        wrong_unlocks: 0,
        replaced_by: None,
        veto_until: None,
    }
}

/// The device of the person so far gives way; nothing if there was none.
fn replace(
    tx: &mut Tx<'_>,
    desk: &AppDesk,
    new: &Device,
    agreed: bool,
) -> Result<Option<StoredDevice>, RegisterDeviceError> {
    let Some(mut before) = repo::app::device::active_of(tx, new.person)? else {
        return Ok(None);
    };
    if !agreed {
        return Err(RegisterDeviceError::Replaces(Replaced {
            name: before.name.as_str().to_owned(),
            active_since: before.device.activated_at,
        }));
    }
    let after = before
        .device
        .clone()
        .replace(new.id, new.activated_by, desk.now, desk.settings.app)
        .map_err(|_| RegisterDeviceError::Gone)?;
    if !repo::app::device::set_state(tx, &before.device, &after, desk.now)? {
        return Err(RegisterDeviceError::Gone);
    }
    before.device = after;
    Ok(Some(before))
}
