//! The person accepts the conditions and sends: the registration exists from here on, and the
//! previous holder of the phone loses it in the same transaction (R061–R064, RES-2015 an. I 1.6).

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    registration::{LetterEffect, Registration, RegistrationState, WrongState, letter_effect},
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{self, person::Person, registration::AcceptedTerms},
};
use vocab::{
    ActivationCode, BearerSecret, EmailAddress, Entropy, LetterId, PersonId, PhoneNumber,
    RegistrationId, RegistrationLevel, SignedDuration, Timestamp,
};

use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, OpenFlow, Stage},
    terms::Terms,
};

const NAME: &str = "registration.complete";

/// How long the welcome messages are worth sending.
const WELCOME_DAYS: i64 = 7;

/// What is shown after sending (R064).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// Code to activate the permanent password.
    pub activation_code: ActivationCode,
}

/// Why the registration was not completed.
#[derive(Debug, thiserror::Error)]
pub enum CompleteError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// Another request of the same flow was faster: look again.
    #[error("another request moved the flow")]
    Raced,
    /// A step before is missing.
    #[error("a step before is missing")]
    NotYet,
    /// The phone belongs to another identity and the person has not confirmed to take it over.
    #[error("the phone belongs to another identity")]
    ConfirmDisplacement,
    /// The letter was used, replaced or expired meanwhile.
    #[error("the letter can no longer be used")]
    LetterGone,
    /// Registered meanwhile by another route.
    #[error("a letter changes nothing for this person")]
    NoEffect,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for CompleteError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone => Self::FlowGone,
            FlowError::Raced => Self::Raced,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

impl From<WrongState> for CompleteError {
    fn from(_: WrongState) -> Self {
        Self::NoEffect
    }
}

#[derive(Clone)]
struct CompletionDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    activation_code_by_sms: bool,
    displace: bool,
    terms: AcceptedTerms,
    now: Timestamp,
}

/// What was proven before.
struct Proven {
    letter: LetterId,
    phone: PhoneNumber,
    email: EmailAddress,
}

impl Registrar {
    /// Completes the registration. Sending twice gives the same result once.
    ///
    /// `displace` is the person's confirmation that the phone's previous holder loses it.
    ///
    /// # Errors
    /// [`CompleteError`].
    pub async fn complete(
        &self,
        secret: &BearerSecret,
        terms: &Terms,
        displace: bool,
    ) -> Result<Completed, CompleteError> {
        let desk = CompletionDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            activation_code_by_sms: self.settings.activation_code_by_sms,
            displace,
            terms: AcceptedTerms {
                version: terms.version.to_owned(),
                lang: terms.lang,
                text_hash: self.hashes.hash("terms.text", terms.text.as_bytes()),
            },
            now: self.clock.now(),
        };
        let keeper = self.keeper(secret, desk.now);
        let first = {
            let (keeper, desk) = (keeper.clone(), desk.clone());
            self.store
                .transact(NAME, move |tx| complete(tx, &keeper, &desk))
                .await
        };
        match first {
            // Somebody else completed with the same phone at the same moment: look again.
            Err(CompleteError::Store(error))
                if error.is_unique_violation("registration", &["phone_index"]) =>
            {
                self.store
                    .transact(NAME, move |tx| complete(tx, &keeper, &desk))
                    .await
            }
            other => other,
        }
    }
}

fn complete(
    tx: &mut Tx<'_>,
    keeper: &FlowKeeper,
    desk: &CompletionDesk,
) -> Result<Completed, CompleteError> {
    let mut flow = keeper.open(tx)?;
    let proven = match flow.state.stage.clone() {
        Stage::PhoneProven {
            letter,
            phone,
            email,
            ..
        } => Proven {
            letter,
            phone,
            email,
        },
        Stage::Completed {
            activation_code, ..
        } => return Ok(Completed { activation_code }),
        Stage::DocumentConfirmed
        | Stage::LetterRequested
        | Stage::LetterCodeAccepted { .. }
        | Stage::PhoneCodeSent { .. } => return Err(CompleteError::NotYet),
    };
    let person = repo::person::find_by_number(tx, &flow.state.number)?
        .map(|id| repo::person::find(tx, id))
        .transpose()?
        .flatten()
        .ok_or(CompleteError::LetterGone)?;
    repo::person::guard(tx, person.id, desk.now)?;
    take_phone(tx, desk, &person, &proven.phone)?;
    if !repo::letter::use_up(tx, proven.letter, desk.now)? {
        return Err(CompleteError::LetterGone);
    }
    let activation_code = ActivationCode::generate(&*desk.entropy);
    let registration = register(tx, desk, &person, &proven, &activation_code)?;
    repo::registration::add_terms(tx, person.id, &desk.terms, desk.now, &*desk.entropy)?;
    welcome(tx, desk, &proven, &activation_code, &flow)?;
    flow.state.stage = Stage::Completed {
        person: person.id,
        registration,
        activation_code: activation_code.clone(),
        phone: proven.phone,
        email: proven.email,
        at: desk.now,
        terms_version: desk.terms.version.clone(),
        terms_lang: desk.terms.lang,
        receipt: None,
    };
    keeper.save(tx, &flow)?;
    Ok(Completed { activation_code })
}

/// R061, R062: the previous holder keeps the registration but cannot use it, and is told.
fn take_phone(
    tx: &mut Tx<'_>,
    desk: &CompletionDesk,
    person: &Person,
    phone: &PhoneNumber,
) -> Result<(), CompleteError> {
    let Some(holder) = repo::registration::holder_of_phone(tx, phone)? else {
        return Ok(());
    };
    if holder == person.id {
        return Ok(());
    }
    if !desk.displace {
        return Err(CompleteError::ConfirmDisplacement);
    }
    displace(tx, desk, holder)?;
    Ok(())
}

fn displace(tx: &mut Tx<'_>, desk: &CompletionDesk, holder: PersonId) -> Result<(), CompleteError> {
    repo::person::guard(tx, holder, desk.now)?;
    let Some(previous) = repo::person::find(tx, holder)? else {
        return Ok(());
    };
    let Some(registration) =
        repo::registration::find_by_person(tx, holder, previous.data_key, previous.lang)?
    else {
        return Ok(());
    };
    let email = registration.email.clone();
    let displaced = registration.displace_phone()?;
    repo::registration::displace_phone(tx, displaced.id, desk.now)?;
    repo::session::end_all_of_person(tx, holder, desk.now)?;
    let notice = OutgoingNotice {
        lang: previous.lang,
        channel: Channel::Email(email),
        notice: Notice::PhoneDisplaced { at: desk.now },
        send_before: welcome_until(desk.now),
    };
    repo::outgoing::enqueue(tx, &notice, desk.now, &*desk.entropy)?;
    audit::append(
        tx,
        &Event::PhoneDisplaced,
        audit::about(&previous),
        desk.now,
        &*desk.entropy,
    )?;
    Ok(())
}

fn register(
    tx: &mut Tx<'_>,
    desk: &CompletionDesk,
    person: &Person,
    proven: &Proven,
    activation_code: &ActivationCode,
) -> Result<RegistrationId, CompleteError> {
    let existing = repo::registration::find_by_person(tx, person.id, person.data_key, person.lang)?;
    let effect = letter_effect(existing.as_ref().map(|registration| registration.state))
        .map_err(|_| CompleteError::NoEffect)?;
    let activation_hash = activation_hash(&*desk.hashes, person.id, activation_code);
    match (effect, existing) {
        (LetterEffect::RestoresPhone, Some(registration)) => {
            let restored =
                registration.restore_phone(proven.phone.clone(), proven.email.clone())?;
            let key = person.data_key;
            if !repo::registration::restore(tx, &restored, key, activation_hash, desk.now)? {
                return Err(CompleteError::Raced);
            }
            audit::append(
                tx,
                &Event::PhoneRestored,
                audit::about(person),
                desk.now,
                &*desk.entropy,
            )?;
            Ok(restored.id)
        }
        (LetterEffect::FirstRegistration | LetterEffect::RestoresPhone, _) => {
            let registration = Registration {
                id: RegistrationId::new(desk.now, &*desk.entropy),
                person: person.id,
                level: RegistrationLevel::Basic,
                state: RegistrationState::Active,
                phone: proven.phone.clone(),
                email: proven.email.clone(),
                lang: person.lang,
                registered_at: desk.now,
            };
            let key = person.data_key;
            repo::registration::add(tx, &registration, key, "letter", activation_hash, desk.now)?;
            audit::append(
                tx,
                &Event::Registered,
                audit::about(person),
                desk.now,
                &*desk.entropy,
            )?;
            Ok(registration.id)
        }
    }
}

fn welcome(
    tx: &mut Tx<'_>,
    desk: &CompletionDesk,
    proven: &Proven,
    activation_code: &ActivationCode,
    flow: &OpenFlow,
) -> Result<(), StoreError> {
    let by_sms = desk.activation_code_by_sms.then(|| activation_code.clone());
    let messages = [
        (
            Channel::Sms(proven.phone.clone()),
            Notice::Welcome {
                activation_code: by_sms,
            },
        ),
        // An activation code is never sent by e-mail.
        (
            Channel::Email(proven.email.clone()),
            Notice::Welcome {
                activation_code: None,
            },
        ),
    ];
    for (channel, notice) in messages {
        let send_before = welcome_until(desk.now);
        let outgoing = OutgoingNotice {
            lang: flow.state.lang,
            channel,
            notice,
            send_before,
        };
        repo::outgoing::enqueue(tx, &outgoing, desk.now, &*desk.entropy)?;
    }
    Ok(())
}

fn welcome_until(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(24 * WELCOME_DAYS))
        .unwrap_or(Timestamp::MAX)
}

/// The activation code is bound to its person.
pub(crate) fn activation_hash(
    hashes: &dyn KeyedHash,
    person: PersonId,
    code: &ActivationCode,
) -> [u8; 32] {
    let mut material = person.as_bytes().to_vec();
    material.extend_from_slice(code.as_str().as_bytes());
    hashes.hash("activation.code", &material)
}
