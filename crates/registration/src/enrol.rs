//! A person whose identity a route has proven becomes registered: what every route has in common.
//! The phone goes to its new holder, the registration exists or works again, the conditions are
//! written down, the welcome goes out (R061–R064, RES-2015 an. I 1.4, 1.6).

use std::sync::Arc;

use audit::{About, Event};
use model::{
    alert::AlertFact,
    notice::{Channel, Notice, OutgoingNotice},
    registration::{
        LetterEffect, NoLetterEffect, Registration, RegistrationState, WrongState, letter_effect,
    },
    restriction::{RestrictionKind, Standing},
};
use ports::{
    passwords::activation_hash,
    sealing::{KeyedHash, TokenSealer},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx,
    repo::{self, person::Person, registration::AcceptedTerms},
};
use vocab::{
    ActivationCode, EmailAddress, Entropy, Lang, PersonId, PhoneNumber, RegistrationId,
    RegistrationLevel, SignedDuration, Timestamp,
};

use crate::doubted;

/// How long the welcome messages are worth sending.
const WELCOME_DAYS: i64 = 7;

/// The way in which somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The invitation letter.
    #[default]
    Letter,
    /// A video call with an operator.
    VideoCall,
    /// Pictures and a film that are reviewed later.
    UnattendedVideo,
}

impl Route {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::VideoCall => "video_call",
            Self::UnattendedVideo => "unattended_video",
        }
    }
}

/// Everything that a registration needs beside its person. It owns what it needs, so that it can
/// be moved into the closure of a transaction.
#[derive(Clone)]
pub struct Enrolment {
    pub(crate) hashes: Arc<dyn KeyedHash>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) tokens: Arc<dyn TokenSealer>,
    pub(crate) activation_code_by_sms: bool,
    /// The person confirmed that the previous holder of the phone loses it.
    pub displace: bool,
    /// Which conditions were accepted.
    pub terms: AcceptedTerms,
    /// By which route.
    pub route: Route,
    /// Language of the messages.
    pub lang: Lang,
    /// The proven phone.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
    /// Who does it: `citizen`, or an officer's id.
    pub actor: String,
    /// When.
    pub now: Timestamp,
}

/// A registration that exists now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Which.
    pub registration: RegistrationId,
    /// Code to activate the permanent password.
    pub activation_code: ActivationCode,
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The phone belongs to another identity, and the person has not confirmed to take it over.
    #[error("the phone belongs to another identity")]
    ConfirmDisplacement,
    /// The route changes nothing for this person.
    #[error(transparent)]
    NoEffect(#[from] NoLetterEffect),
    /// Another transaction moved the registration.
    #[error("another request moved the registration")]
    Raced,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<WrongState> for EnrolError {
    fn from(_: WrongState) -> Self {
        Self::Raced
    }
}

impl Enrolment {
    /// Registers a person, at the basic level, or makes a displaced registration usable again.
    /// The caller has bumped the guard of the person.
    ///
    /// # Errors
    /// [`EnrolError`]; the transaction must not be committed then. A unique violation of
    /// `registration.phone_index` means that somebody else enrolled with the same phone at the
    /// same moment: look again.
    pub fn run(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Enrolled, EnrolError> {
        self.take_phone(tx, person)?;
        let activation_code = ActivationCode::generate(&*self.entropy);
        let registration = self.register(tx, person, &activation_code)?;
        repo::registration::add_terms(tx, person.id, &self.terms, self.now, &*self.entropy)?;
        self.welcome(tx, &activation_code)?;
        Ok(Enrolled {
            registration,
            activation_code,
        })
    }

    /// R061, R062: the previous holder keeps the registration but cannot use it, and is told.
    fn take_phone(&self, tx: &mut Tx<'_>, person: &Person) -> Result<(), EnrolError> {
        let Some(holder) = repo::registration::holder_of_phone(tx, &self.phone)? else {
            return Ok(());
        };
        if holder == person.id {
            return Ok(());
        }
        if !self.displace {
            return Err(EnrolError::ConfirmDisplacement);
        }
        self.displace(tx, holder)
    }

    fn displace(&self, tx: &mut Tx<'_>, holder: PersonId) -> Result<(), EnrolError> {
        repo::person::guard(tx, holder, self.now)?;
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
        repo::registration::displace_phone(tx, displaced.id, self.now)?;
        repo::session::end_all_of_person(tx, holder, self.now)?;
        let notice = OutgoingNotice {
            lang: previous.lang,
            channel: Channel::Email(email),
            notice: Notice::PhoneDisplaced { at: self.now },
            send_before: welcome_until(self.now),
        };
        repo::outgoing::enqueue(tx, &notice, self.now, &*self.entropy)?;
        self.note(tx, &Event::PhoneDisplaced, &previous)?;
        Ok(())
    }

    fn register(
        &self,
        tx: &mut Tx<'_>,
        person: &Person,
        activation_code: &ActivationCode,
    ) -> Result<RegistrationId, EnrolError> {
        let existing =
            repo::registration::find_by_person(tx, person.id, person.data_key, person.lang)?;
        let standing = repo::restriction::in_force(tx, person.id, self.now)?;
        let state = existing.as_ref().map(|registration| registration.state);
        let effect = letter_effect(state, &standing)?;
        self.lift_demand(tx, person, &standing)?;
        self.tell_before(tx, person, existing.as_ref(), effect)?;
        let activation_hash = activation_hash(&*self.hashes, person.id, activation_code);
        match (effect, existing) {
            (LetterEffect::RestoresPhone, Some(registration)) => {
                let restored =
                    registration.restore_phone(self.phone.clone(), self.email.clone())?;
                let key = person.data_key;
                if !repo::registration::restore(tx, &restored, key, activation_hash, self.now)? {
                    return Err(EnrolError::Raced);
                }
                self.note(tx, &Event::PhoneRestored, person)?;
                Ok(restored.id)
            }
            (LetterEffect::ProvesAgain, Some(registration)) => {
                let proven = registration.prove_again(self.phone.clone(), self.email.clone())?;
                let key = person.data_key;
                if !repo::registration::prove_again(tx, &proven, key, activation_hash, self.now)? {
                    return Err(EnrolError::Raced);
                }
                doubted::end_means(self, tx, person)?;
                self.note(tx, &Event::Registered, person)?;
                Ok(proven.id)
            }
            (
                LetterEffect::FirstRegistration
                | LetterEffect::RestoresPhone
                | LetterEffect::ProvesAgain,
                _,
            ) => {
                let registration = Registration {
                    id: RegistrationId::new(self.now, &*self.entropy),
                    person: person.id,
                    level: RegistrationLevel::Basic,
                    state: RegistrationState::Active,
                    phone: self.phone.clone(),
                    email: self.email.clone(),
                    lang: person.lang,
                    registered_at: self.now,
                };
                repo::registration::add(
                    tx,
                    &registration,
                    person.data_key,
                    self.route.as_str(),
                    activation_hash,
                    self.now,
                )?;
                self.note(tx, &Event::Registered, person)?;
                Ok(registration.id)
            }
        }
    }

    /// The identity is proven: what staff demanded is fulfilled.
    fn lift_demand(
        &self,
        tx: &mut Tx<'_>,
        person: &Person,
        standing: &Standing,
    ) -> Result<(), StoreError> {
        let kind = RestrictionKind::NewProofing;
        if !standing.has(kind) {
            return Ok(());
        }
        repo::restriction::lift_kind(tx, person.id, kind, self.now)?;
        let event = Event::RestrictionLifted {
            restriction: kind.as_str().to_owned(),
            how: "proven".to_owned(),
        };
        self.note(tx, &event, person)
    }

    /// Contact data change: the e-mail address of before is told. Where the identity was doubted
    /// that may be somebody else's: they get no link that freezes the person.
    fn tell_before(
        &self,
        tx: &mut Tx<'_>,
        person: &Person,
        existing: Option<&Registration>,
        effect: LetterEffect,
    ) -> Result<(), StoreError> {
        let Some(before) = existing else {
            return Ok(());
        };
        let address = (person.lang, before.email.clone());
        let (fact, now, entropy) = (AlertFact::ContactChanged, self.now, &*self.entropy);
        match effect {
            LetterEffect::ProvesAgain => {
                repo::alert::tell_without_link(tx, address, fact, now, entropy)
            }
            LetterEffect::FirstRegistration | LetterEffect::RestoresPhone => {
                let to = (person.id, address);
                repo::alert::tell_at(tx, &*self.tokens, to, fact, now, entropy)
            }
        }
    }

    fn welcome(&self, tx: &mut Tx<'_>, activation_code: &ActivationCode) -> Result<(), StoreError> {
        let by_sms = self.activation_code_by_sms.then(|| activation_code.clone());
        let messages = [
            (
                Channel::Sms(self.phone.clone()),
                Notice::Welcome {
                    activation_code: by_sms,
                },
            ),
            // An activation code is never sent by e-mail.
            (
                Channel::Email(self.email.clone()),
                Notice::Welcome {
                    activation_code: None,
                },
            ),
        ];
        for (channel, notice) in messages {
            let outgoing = OutgoingNotice {
                lang: self.lang,
                channel,
                notice,
                send_before: welcome_until(self.now),
            };
            repo::outgoing::enqueue(tx, &outgoing, self.now, &*self.entropy)?;
        }
        Ok(())
    }

    pub(crate) fn note(
        &self,
        tx: &mut Tx<'_>,
        event: &Event,
        person: &Person,
    ) -> Result<(), StoreError> {
        audit::append(tx, event, self.about(person), self.now, &*self.entropy)
    }

    fn about(&self, person: &Person) -> About {
        audit::about_subject(person.id.as_bytes(), person.data_key, &self.actor)
    }
}

fn welcome_until(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(24 * WELCOME_DAYS))
        .unwrap_or(Timestamp::MAX)
}
