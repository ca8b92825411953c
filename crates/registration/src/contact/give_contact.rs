//! The person gives a phone and an e-mail address; every phone gets a code (R057–R060).

use std::sync::Arc;

use audit::Event;
use model::{
    limit::{Growth, Limit},
    notice::{Channel, Notice, OutgoingNotice},
    phone::{PhoneChallenge, PhoneCodeRules},
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{self, velocity},
};
use vocab::{
    BearerSecret, EmailAddress, Entropy, LetterId, OtpCode, PhoneNumber, SignedDuration, Timestamp,
};

use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, Stage},
};

const NAME: &str = "registration.contact.give_contact";

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
    /// A code has just gone to this phone: its SMS may still be on its way.
    #[error("the last code was sent a moment ago")]
    TooSoon {
        /// From here on another can be asked for.
        until: Timestamp,
    },
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
    per_phone: Limit,
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
            per_phone: per_phone(&self.settings),
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
    let Before { letter, contact } = before(&flow.state.stage).ok_or(GiveContactError::NotYet)?;
    let (phone, email) = given
        .map(|given| (given.phone.clone(), given.email.clone()))
        .or(contact)
        .ok_or(GiveContactError::NotYet)?;
    if flow.state.phone_codes_sent >= desk.rules.sends {
        return Err(GiveContactError::TooManyCodes);
    }
    if let Some(until) = too_soon(&flow.state.stage, &phone, desk) {
        return Err(GiveContactError::TooSoon { until });
    }
    let number = phone.as_e164().as_bytes();
    if velocity::count(tx, desk.per_phone, number, desk.now)?.exceeded() {
        return Err(GiveContactError::TooManyCodes);
    }
    flow.state.phone_codes_sent += 1;
    let challenge = send_code(tx, desk, &flow.state, phone)?;
    flow.state.stage = sent(letter, challenge, email, desk.now);
    keeper.save(tx, &flow)?;
    Ok(())
}

/// SMS with a code that one phone receives, whoever asks.
fn per_phone(settings: &crate::Settings) -> Limit {
    Limit {
        name: "registration.phone_code.phone",
        most: settings.sms_per_phone_an_hour,
        window_s: 3_600,
        // The phone belongs to somebody who may not be the one who asks.
        growth: Growth::NONE,
    }
}

/// What the flow knows when a code is asked for.
struct Before {
    letter: LetterId,
    contact: Option<(PhoneNumber, EmailAddress)>,
}

fn before(stage: &Stage) -> Option<Before> {
    let (letter, contact) = match stage {
        Stage::LetterCodeAccepted { letter } => (letter, None),
        Stage::PhoneCodeSent {
            letter,
            challenge,
            email,
            ..
        } => (letter, Some((challenge.phone.clone(), email.clone()))),
        Stage::PhoneProven {
            letter,
            phone,
            email,
            ..
        } => (letter, Some((phone.clone(), email.clone()))),
        Stage::DocumentConfirmed | Stage::LetterRequested | Stage::Completed { .. } => return None,
    };
    Some(Before {
        letter: *letter,
        contact,
    })
}

/// Until when this phone gets no other code. Another phone gets one at once: the person has put
/// a mistyped number right. So does a phone whose code is void: there is nothing left to void.
fn too_soon(stage: &Stage, phone: &PhoneNumber, desk: &ContactDesk) -> Option<Timestamp> {
    let Stage::PhoneCodeSent {
        challenge, sent_at, ..
    } = stage
    else {
        return None;
    };
    let wait = SignedDuration::from_secs(i64::from(desk.rules.resend_after_s));
    let until = sent_at.checked_add(wait).unwrap_or(Timestamp::MAX);
    let void = challenge.wrong_tries >= desk.rules.tries;
    (challenge.phone == *phone && !void && desk.now < until).then_some(until)
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
