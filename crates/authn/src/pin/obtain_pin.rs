//! "Obtain PIN": number and contrast datum (R117–R120).

use std::sync::Arc;

use audit::Event;
use model::{
    document::{ContrastDatum, match_document},
    origin::Origin,
    pin::{PinChallenge, PinState},
    push::Look,
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use ports::{civil_register::RegisterUnavailable, sealing::KeyedHash};
use store::{
    StoreError, Tx,
    repo::{self, app::pin::ShownPin, person::Standing},
};
use vocab::{
    BearerSecret, Entropy, IdentityNumber, OneTimePin, PersonId, PinChallengeId, PinLength,
    Timestamp, UserKeyPart,
};

use super::{limits, stranger::Stranger, ticket::PinTicket};
use crate::{Doorkeeper, PartyNames, Settings, app::limits::may_ring, browsers::is_of_owner};

const NAME: &str = "authn.pin.obtain_pin";

/// What the person typed, and from where.
#[derive(Debug, Clone)]
pub struct ObtainPin {
    /// DNI, NIE or K, L, M number.
    pub number: IdentityNumber,
    /// The datum printed on the document.
    pub contrast: ContrastDatum,
    /// The person's part of the access code.
    pub user_part: UserKeyPart,
    /// The secret of this browser's flow cookie.
    pub browser: BearerSecret,
    /// The secret by which this browser is known again.
    pub known: BearerSecret,
    /// Where the request came from.
    pub origin: Origin,
    /// Who asks, for the app to show beside the PIN.
    pub asked_by: PartyNames,
}

/// Why no PIN page follows.
#[derive(Debug, thiserror::Error)]
pub enum ObtainPinError {
    /// Unknown number or wrong datum: one neutral answer.
    #[error("number and contrast datum were not confirmed")]
    NotConfirmed,
    /// Too many wrong data for this number, or too much from this origin.
    #[error("too many tries")]
    TooManyTries {
        /// From here on they may try again.
        until: Timestamp,
    },
    /// Too many wrong PINs of this browser or from this origin (R251).
    #[error("paused after too many wrong PINs")]
    Paused {
        /// From here on they may ask again.
        until: Timestamp,
    },
    /// The civil register does not answer.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct PinDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    settings: Settings,
    now: Timestamp,
}

impl Doorkeeper {
    /// Makes a PIN for a number whose contrast datum matches. The answer is the same whether the
    /// person is registered, has renounced, or has a device: the page says "if you are
    /// registered, a PIN is on its way".
    ///
    /// # Errors
    /// [`ObtainPinError`].
    pub async fn obtain_pin(&self, asked: ObtainPin) -> Result<PinTicket, ObtainPinError> {
        let now = self.clock.now();
        let record = self.register.find(&asked.number, now).await?;
        let matched = record.is_some_and(|record| {
            record.died_on.is_none()
                && match_document(&record.document, &asked.contrast, self.settings.contrast).is_ok()
        });
        let desk = PinDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            settings: self.settings.clone(),
            now,
        };
        // The wrong datum is counted even though the answer is an error: the transaction commits
        // either way and the outcome travels inside.
        self.store
            .transact(NAME, move |tx| obtain(tx, &desk, &asked, matched))
            .await?
    }
}

type Outcome = Result<PinTicket, ObtainPinError>;

fn obtain(
    tx: &mut Tx<'_>,
    desk: &PinDesk,
    asked: &ObtainPin,
    matched: bool,
) -> Result<Outcome, StoreError> {
    let (settings, now) = (&desk.settings, desk.now);
    let tries = limits::Tries {
        number: &asked.number,
        browser: &asked.browser,
        origin: asked.origin,
    };
    let stand = tries.stand(tx, settings, now)?;
    let too_many = tries.count_obtained(tx, settings, now)?;
    let at = (now, &*desk.entropy);
    let of_owner = is_of_owner(tx, &*desk.hashes, &asked.number, &asked.known, at)?;
    let number_closed = stand.number_closed.filter(|_| !of_owner);
    if let Some(until) = number_closed.max(stand.origin_closed).max(too_many) {
        return Ok(Err(ObtainPinError::TooManyTries { until }));
    }
    if !matched {
        tries.count_wrong_contrast(tx, settings, now)?;
        return Ok(Err(ObtainPinError::NotConfirmed));
    }
    if let Some(until) = stand.paused {
        return Ok(Err(ObtainPinError::Paused { until }));
    }
    // From here on everybody is the same work, registered or not (invariant 11).
    let usable = usable(tx, desk, &asked.number)?;
    let person = usable.registered.map(|standing| standing.person);
    let length = stand.pin_length();
    let pin = OneTimePin::generate(&*desk.entropy, length);
    let challenge = challenge(desk, asked, usable.by_pin, &pin);
    repo::pin::add(tx, &challenge)?;
    show_in_app(tx, desk, asked, &challenge, pin, usable.in_app)?;
    let stranger = Stranger {
        hashes: &*desk.hashes,
        entropy: &*desk.entropy,
        now,
    };
    stranger.write_down(tx, &Event::PinRequested, person, &asked.number)?;
    Ok(Ok(ticket(&challenge, asked, length, settings)))
}

/// Whose number it is, and what a PIN may reach.
struct Usable {
    /// Who is registered under the number.
    registered: Option<Standing>,
    /// The same, unless something keeps them out: a PIN of theirs opens nothing then.
    by_pin: Option<PersonId>,
    /// The same, unless they switched the app off: the PIN goes by SMS then.
    in_app: Option<Standing>,
}

/// The same work whoever the number belongs to and however they stand.
fn usable(tx: &mut Tx<'_>, desk: &PinDesk, number: &IdentityNumber) -> Result<Usable, StoreError> {
    let nobody = tx.stand_in(desk.now, &*desk.entropy)?.nobody();
    let registered = repo::person::standing_of(tx, number)?
        .filter(|standing| standing.state == RegistrationState::Active);
    let asked = registered.map_or(nobody, |standing| standing.person);
    let restrictions = repo::restriction::in_force(tx, asked, desk.now)?;
    let admits = |method| restrictions.admits(method, desk.now).is_ok();
    let by_sms = registered.filter(|_| admits(AuthenticationMethod::PinSms));
    Ok(Usable {
        registered,
        by_pin: by_sms.map(|standing| standing.person),
        in_app: by_sms.filter(|_| admits(AuthenticationMethod::PinApp)),
    })
}

/// The PIN travels to the app, if there is one: it is kept for the device until the person asks for
/// the SMS instead (R121). Where there is none, as much is kept for nobody.
fn show_in_app(
    tx: &mut Tx<'_>,
    desk: &PinDesk,
    asked: &ObtainPin,
    challenge: &PinChallenge,
    pin: OneTimePin,
    standing: Option<Standing>,
) -> Result<(), StoreError> {
    tx.unwrap_afresh();
    let now = desk.now;
    let stand_in = tx.stand_in(now, &*desk.entropy)?;
    let person = standing.map_or(stand_in.nobody(), |standing| standing.person);
    let device = repo::app::device::active_id_of(tx, person)?;
    let reached = device.zip(standing.map(|standing| standing.data_key));
    let shown = ShownPin {
        challenge: challenge.id,
        pin,
        party: asked.asked_by.to_json(),
        expires_at: challenge.expires_at(desk.settings.pin),
    };
    repo::app::pin::add(tx, &shown, reached, &stand_in, now)?;
    // A stranger with the number makes the app say so a few times an hour, no more.
    let rings = may_ring(tx, &asked.number, desk.settings.app, now)?;
    let rung = device.filter(|_| reached.is_some() && rings);
    repo::push::ring(tx, rung, Look::Pin, shown.expires_at, now, &*desk.entropy)?;
    Ok(())
}

fn challenge(
    desk: &PinDesk,
    asked: &ObtainPin,
    person: Option<PersonId>,
    pin: &OneTimePin,
) -> PinChallenge {
    PinChallenge {
        id: PinChallengeId::new(desk.now, &*desk.entropy),
        person,
        browser_hash: browser_hash(&*desk.hashes, &asked.browser),
        code_hash: access_code_hash(&*desk.hashes, &asked.user_part, pin),
        state: PinState::Issued,
        requested_at: desk.now,
        issued_at: desk.now,
        wrong_tries: 0,
    }
}

fn ticket(
    challenge: &PinChallenge,
    asked: &ObtainPin,
    length: PinLength,
    settings: &Settings,
) -> PinTicket {
    let rules = settings.pin;
    PinTicket {
        challenge: challenge.id,
        number: asked.number.clone(),
        user_part: asked.user_part.clone(),
        pin_length: characters(length),
        sms_from: challenge.sms_from(rules),
        expires_at: challenge.expires_at(rules),
        sms_sent: false,
    }
}

pub(crate) fn characters(length: PinLength) -> u8 {
    match length {
        PinLength::Short => 3,
        PinLength::Long => 6,
    }
}

pub(crate) fn browser_hash(hashes: &dyn KeyedHash, browser: &BearerSecret) -> [u8; 32] {
    hashes.hash("pin.browser", browser.as_str().as_bytes())
}

/// User part and PIN together are the access code (R123).
pub(crate) fn access_code_hash(
    hashes: &dyn KeyedHash,
    user_part: &UserKeyPart,
    pin: &OneTimePin,
) -> [u8; 32] {
    let material = format!("{}|{}", user_part.as_str(), pin.as_str());
    hashes.hash("pin.code", material.as_bytes())
}
