//! The person accepts the conditions and sends: the registration exists from here on, and the
//! previous holder of the phone loses it in the same transaction (R061–R064, RES-2015 an. I 1.6).

use std::sync::Arc;

use ports::sealing::{KeyedHash, TokenSealer};
use store::{
    StoreError, Tx,
    repo::{self, registration::AcceptedTerms},
};
use vocab::{
    ActivationCode, BearerSecret, EmailAddress, Entropy, LetterId, PhoneNumber, Timestamp,
};

use crate::{
    Registrar,
    enrol::{EnrolError, Enrolment, Route},
    flow::{FlowError, FlowKeeper, OpenFlow, Stage},
    terms::Terms,
};

const NAME: &str = "registration.complete";

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

impl From<EnrolError> for CompleteError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::ConfirmDisplacement => Self::ConfirmDisplacement,
            EnrolError::NoEffect(_) => Self::NoEffect,
            EnrolError::Raced => Self::Raced,
            EnrolError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct CompletionDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    tokens: Arc<dyn TokenSealer>,
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
            tokens: self.tokens.clone(),
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
    if !repo::letter::use_up(tx, proven.letter, desk.now)? {
        return Err(CompleteError::LetterGone);
    }
    let enrolled = enrolment(desk, &proven, &flow).run(tx, &person)?;
    let activation_code = enrolled.activation_code;
    flow.state.stage = Stage::Completed {
        person: person.id,
        registration: enrolled.registration,
        activation_code: activation_code.clone(),
        phone: proven.phone,
        email: proven.email,
        at: desk.now,
        route: Route::Letter,
        terms_version: desk.terms.version.clone(),
        terms_lang: desk.terms.lang,
        receipt: None,
    };
    keeper.save(tx, &flow)?;
    Ok(Completed { activation_code })
}

fn enrolment(desk: &CompletionDesk, proven: &Proven, flow: &OpenFlow) -> Enrolment {
    Enrolment {
        hashes: desk.hashes.clone(),
        entropy: desk.entropy.clone(),
        tokens: desk.tokens.clone(),
        activation_code_by_sms: desk.activation_code_by_sms,
        displace: desk.displace,
        terms: desk.terms.clone(),
        route: Route::Letter,
        lang: flow.state.lang,
        phone: proven.phone.clone(),
        email: proven.email.clone(),
        actor: "citizen".into(),
        now: desk.now,
    }
}
