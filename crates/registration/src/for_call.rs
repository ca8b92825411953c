//! What a video call needs of a registration flow: the person whom number and contrast datum
//! confirmed, the flow kept while they wait, and the same last page as after a letter.

use std::sync::Arc;

use model::phone::PhoneCodeRules;
use ports::{
    passwords::activation_hash,
    sealing::{KeyedHash, TokenSealer},
};
use store::{
    StoreError, Tx,
    repo::{self, person::Person},
};
use vocab::{
    ActivationCode, BearerSecret, EmailAddress, Entropy, FlowId, IdentityNumber, Lang, OtpCode,
    PartialDate, PersonId, PersonName, PhoneNumber, SignedDuration, Timestamp,
};

use crate::{
    Registrar,
    contact::give_contact::phone_code_hash,
    enrol::{Enrolled, Enrolment, Route},
    flow::{FlowError, FlowKeeper, FlowState, Stage},
    terms::Terms,
};
use store::repo::registration::AcceptedTerms;

/// Whom a flow is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The flow.
    pub flow: FlowId,
    /// The number.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
}

/// Why a flow cannot go on to a call.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// The flow is unknown or past its time.
    #[error("the flow is gone")]
    FlowGone,
    /// It has led to a registration already.
    #[error("the flow is complete")]
    Completed,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for HandOverError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone | FlowError::Raced => Self::FlowGone,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

/// A flow that its browser hands over to a call.
#[derive(Clone)]
pub struct HandOver {
    keeper: FlowKeeper,
    now: Timestamp,
}

impl HandOver {
    /// Whom the flow is about; from here on it is kept until `until` at least.
    ///
    /// # Errors
    /// [`HandOverError`].
    pub fn open(&self, tx: &mut Tx<'_>, until: Timestamp) -> Result<Confirmed, HandOverError> {
        let flow = self.keeper.open(tx)?;
        if matches!(flow.state.stage, Stage::Completed { .. }) {
            return Err(HandOverError::Completed);
        }
        let id = flow.id();
        repo::flow::keep_until(tx, id, until, self.now)?;
        Ok(Confirmed {
            flow: id,
            number: flow.state.number,
            name: flow.state.name,
            birth_date: flow.state.birth_date,
        })
    }
}

/// What a call needs of the registration, owned, to be moved into a transaction.
#[derive(Clone)]
pub struct CallRegistrar {
    hashes: Arc<dyn KeyedHash>,
    pub(crate) entropy: Arc<dyn Entropy>,
    tokens: Arc<dyn TokenSealer>,
    flow_time: SignedDuration,
    activation_code_by_sms: bool,
    /// The code that proves a phone.
    pub phone_code: PhoneCodeRules,
    /// SMS with a phone code that one phone may receive in an hour, whoever asks.
    pub sms_per_phone_an_hour: u64,
}

impl Registrar {
    /// The flow of a browser, to be opened in the transaction of the call.
    #[must_use]
    pub fn hand_over(&self, secret: &BearerSecret, now: Timestamp) -> HandOver {
        HandOver {
            keeper: self.keeper(secret, now),
            now,
        }
    }

    /// What a call needs to register its person.
    #[must_use]
    pub fn for_calls(&self) -> CallRegistrar {
        CallRegistrar {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            tokens: self.tokens.clone(),
            flow_time: SignedDuration::from_mins(i64::from(self.settings.flow_minutes)),
            activation_code_by_sms: self.settings.activation_code_by_sms,
            phone_code: self.settings.phone_code,
            sms_per_phone_an_hour: self.settings.sms_per_phone_an_hour,
        }
    }
}

/// Who is registered by a call, and how they are reached.
#[derive(Debug, Clone)]
pub struct CallEnrolment {
    /// The flow, which shows the code and the receipt afterwards.
    pub flow: FlowId,
    /// By which route.
    pub route: Route,
    /// The number.
    pub number: IdentityNumber,
    /// Names as the civil register gave them.
    pub name: PersonName,
    /// Birth date as the civil register gave it.
    pub birth_date: PartialDate,
    /// Language of the person.
    pub lang: Lang,
    /// The proven phone.
    pub phone: PhoneNumber,
    /// The e-mail address.
    pub email: EmailAddress,
    /// The conditions that were accepted on entering the waiting room.
    pub terms: AcceptedTerms,
    /// The person confirmed that the previous holder of the phone loses it.
    pub displace: bool,
    /// The officer's id.
    pub actor: String,
    /// When.
    pub now: Timestamp,
}

impl CallRegistrar {
    /// Which conditions these are, to be kept.
    #[must_use]
    pub fn accepted(&self, terms: &Terms) -> AcceptedTerms {
        AcceptedTerms {
            version: terms.version.to_owned(),
            lang: terms.lang,
            text_hash: self.hashes.hash("terms.text", terms.text.as_bytes()),
        }
    }

    /// How a phone code is stored: bound to its phone.
    #[must_use]
    pub fn code_hash(&self, phone: &PhoneNumber, code: &OtpCode) -> [u8; 32] {
        phone_code_hash(&*self.hashes, phone, code)
    }

    /// May text messages carry an activation code (defaults D4)?
    #[must_use]
    pub fn activation_code_by_sms(&self) -> bool {
        self.activation_code_by_sms
    }

    /// How an activation code is stored: bound to its person.
    #[must_use]
    pub fn activation_hash(&self, person: PersonId, code: &ActivationCode) -> [u8; 32] {
        activation_hash(&*self.hashes, person, code)
    }

    /// Does the phone belong to another identity than this number's?
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn phone_in_use(
        &self,
        tx: &mut Tx<'_>,
        number: &IdentityNumber,
        phone: &PhoneNumber,
    ) -> Result<bool, StoreError> {
        let own = repo::person::find_by_number(tx, number)?;
        let holder = repo::registration::holder_of_phone(tx, phone)?;
        Ok(holder.is_some_and(|holder| Some(holder) != own))
    }

    /// Registers the person of a call. The flow, if its browser has not let it expire, shows the
    /// activation code and the receipt from here on.
    ///
    /// # Errors
    /// [`crate::EnrolError`]; the transaction must not be committed then.
    pub fn enrol(
        &self,
        tx: &mut Tx<'_>,
        call: &CallEnrolment,
    ) -> Result<(Person, Enrolled), crate::EnrolError> {
        let person = self.person_of(tx, call)?;
        repo::person::guard(tx, person.id, call.now)?;
        let enrolment = Enrolment {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            tokens: self.tokens.clone(),
            activation_code_by_sms: self.activation_code_by_sms,
            displace: call.displace,
            terms: call.terms.clone(),
            route: call.route,
            lang: call.lang,
            phone: call.phone.clone(),
            email: call.email.clone(),
            actor: call.actor.clone(),
            now: call.now,
        };
        let enrolled = enrolment.run(tx, &person)?;
        self.complete_flow(tx, call, &person, &enrolled)?;
        Ok((person, enrolled))
    }

    fn person_of(&self, tx: &mut Tx<'_>, call: &CallEnrolment) -> Result<Person, StoreError> {
        if let Some(id) = repo::person::find_by_number(tx, &call.number)?
            && let Some(person) = repo::person::find(tx, id)?
        {
            return Ok(person);
        }
        repo::person::add(
            tx,
            &call.number,
            &call.name,
            call.birth_date,
            call.lang,
            call.now,
            &*self.entropy,
        )
    }

    fn complete_flow(
        &self,
        tx: &mut Tx<'_>,
        call: &CallEnrolment,
        person: &Person,
        enrolled: &Enrolled,
    ) -> Result<(), StoreError> {
        let Some(stored) = repo::flow::find_by_id(tx, call.flow, call.now)? else {
            return Ok(());
        };
        let sealed = std::str::from_utf8(&stored.state).ok();
        let state = sealed
            .and_then(|token| self.tokens.open_token("registration.flow", token))
            .and_then(|plain| serde_json::from_slice::<FlowState>(&plain).ok());
        let Some(mut state) = state else {
            return Ok(());
        };
        state.stage = Stage::Completed {
            person: person.id,
            registration: enrolled.registration,
            activation_code: enrolled.activation_code.clone(),
            phone: call.phone.clone(),
            email: call.email.clone(),
            at: call.now,
            route: call.route,
            terms_version: call.terms.version.clone(),
            terms_lang: call.terms.lang,
            receipt: None,
        };
        // Cannot fail: the state is made of values that serialise to JSON.
        let plain = serde_json::to_vec(&state).expect("a flow serialises");
        let sealed = self.tokens.seal_token("registration.flow", &plain);
        let until = call
            .now
            .checked_add(self.flow_time)
            .unwrap_or(Timestamp::MAX);
        let until = until.max(stored.expires_at);
        // Whoever moves the flow at this very moment makes the transaction run again.
        repo::flow::advance(tx, &stored, sealed.as_bytes(), until, call.now)?;
        Ok(())
    }
}
