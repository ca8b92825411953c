//! The person gives a phone and an e-mail address; every phone gets a code (R057–R060).

use std::sync::Arc;

use audit::Event;
use model::{
    notice::{Channel, Notice, OutgoingNotice},
    phone::{PhoneChallenge, PhoneCodeRules},
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{
        self,
        velocity::{self, Window},
    },
};
use vocab::{
    BearerSecret, EmailAddress, Entropy, LetterId, OtpCode, PhoneNumber, SignedDuration, Timestamp,
};

use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, Stage},
};

const NAME: &str = "registration.contact.give_contact";

const SMS_PER_PHONE: Window = Window {
    kind: "registration.phone_code.phone",
    seconds: 3_600,
};

/// What the person typed.
#[derive(Debug, Clone)]
pub struct GiveContact {
    /// The mobile that will receive PINs.
    pub phone: PhoneNumber,
    /// E-mail address.
    pub email: EmailAddress,
}

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum GiveContactError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// Another request of the same flow was faster: look again.
    #[error("another request moved the flow")]
    Raced,
    /// The letter's code has not been accepted in this flow.
    #[error("the letter's code comes first")]
    NotYet,
    /// This flow or this phone has had too many codes; try again in a while.
    #[error("too many codes were asked for")]
    TooManyCodes,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for GiveContactError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone => Self::FlowGone,
            FlowError::Raced => Self::Raced,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct ContactDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    rules: PhoneCodeRules,
    sms_per_phone_an_hour: u64,
    now: Timestamp,
}

impl Registrar {
    /// Takes phone and e-mail address and sends a code to the phone, whoever it belongs to: the
    /// screen is the same in all cases.
    ///
    /// # Errors
    /// [`GiveContactError`].
    pub async fn give_contact(
        &self,
        secret: &BearerSecret,
        given: GiveContact,
    ) -> Result<(), GiveContactError> {
        let desk = self.contact_desk();
        let keeper = self.keeper(secret, desk.now);
        self.store
            .transact(NAME, move |tx| give(tx, &keeper, &desk, Some(&given)))
            .await
    }

    /// Sends another code to the phone given before; the previous one no longer works.
    ///
    /// # Errors
    /// [`GiveContactError`].
    pub async fn resend_phone_code(&self, secret: &BearerSecret) -> Result<(), GiveContactError> {
        let desk = self.contact_desk();
        let keeper = self.keeper(secret, desk.now);
        self.store
            .transact("registration.contact.resend_phone_code", move |tx| {
                give(tx, &keeper, &desk, None)
            })
            .await
    }

    fn contact_desk(&self) -> ContactDesk {
        ContactDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            rules: self.settings.phone_code,
            sms_per_phone_an_hour: self.settings.sms_per_phone_an_hour,
            now: self.clock.now(),
        }
    }
}

fn give(
    tx: &mut Tx<'_>,
    keeper: &FlowKeeper,
    desk: &ContactDesk,
    given: Option<&GiveContact>,
) -> Result<(), GiveContactError> {
    let mut flow = keeper.open(tx)?;
    let (letter, before) = match &flow.state.stage {
        Stage::LetterCodeAccepted { letter } => (*letter, None),
        Stage::PhoneCodeSent {
            letter,
            challenge,
            email,
            ..
        } => (*letter, Some((challenge.phone.clone(), email.clone()))),
        Stage::PhoneProven {
            letter,
            phone,
            email,
            ..
        } => (*letter, Some((phone.clone(), email.clone()))),
        Stage::DocumentConfirmed | Stage::LetterRequested | Stage::Completed { .. } => {
            return Err(GiveContactError::NotYet);
        }
    };
    let (phone, email) = given
        .map(|given| (given.phone.clone(), given.email.clone()))
        .or(before)
        .ok_or(GiveContactError::NotYet)?;
    if flow.state.phone_codes_sent >= desk.rules.sends {
        return Err(GiveContactError::TooManyCodes);
    }
    let to_this_phone = velocity::bump(tx, SMS_PER_PHONE, phone.as_e164().as_bytes(), desk.now)?;
    if to_this_phone > desk.sms_per_phone_an_hour {
        return Err(GiveContactError::TooManyCodes);
    }
    flow.state.phone_codes_sent += 1;
    let challenge = send_code(tx, desk, &flow.state, phone)?;
    flow.state.stage = sent(letter, challenge, email, desk.now);
    keeper.save(tx, &flow)?;
    Ok(())
}

fn sent(
    letter: LetterId,
    challenge: PhoneChallenge,
    email: EmailAddress,
    sent_at: Timestamp,
) -> Stage {
    Stage::PhoneCodeSent {
        letter,
        challenge,
        email,
        sent_at,
    }
}

fn send_code(
    tx: &mut Tx<'_>,
    desk: &ContactDesk,
    flow: &crate::flow::FlowState,
    phone: PhoneNumber,
) -> Result<PhoneChallenge, GiveContactError> {
    let person = repo::person::find_by_number(tx, &flow.number)?
        .map(|id| repo::person::find(tx, id))
        .transpose()?
        .flatten()
        .ok_or(GiveContactError::NotYet)?;
    let code = OtpCode::generate(&*desk.entropy);
    let lifetime = SignedDuration::from_secs(i64::from(desk.rules.valid_s));
    let expires_at = desk.now.checked_add(lifetime).unwrap_or(Timestamp::MAX);
    let challenge = PhoneChallenge {
        code_hash: phone_code_hash(&*desk.hashes, &phone, &code),
        phone: phone.clone(),
        expires_at,
        wrong_tries: 0,
    };
    let notice = OutgoingNotice {
        lang: flow.lang,
        channel: Channel::Sms(phone),
        notice: Notice::PhoneCode {
            code,
            minutes: desk.rules.valid_s / 60,
        },
        send_before: expires_at,
    };
    repo::outgoing::enqueue(tx, &notice, desk.now, &*desk.entropy)?;
    audit::append(
        tx,
        &Event::PhoneCodeSent,
        audit::about(&person),
        desk.now,
        &*desk.entropy,
    )?;
    Ok(challenge)
}

/// The code is bound to its phone.
pub(crate) fn phone_code_hash(
    hashes: &dyn KeyedHash,
    phone: &PhoneNumber,
    code: &OtpCode,
) -> [u8; 32] {
    let material = format!("{}|{}", phone.as_e164(), code.as_str());
    hashes.hash("phone.code", material.as_bytes())
}
