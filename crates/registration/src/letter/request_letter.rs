//! "Yes, send me an invitation letter to my tax address" (R048–R052, R239, R240).

use std::sync::Arc;

use audit::Event;
use model::{
    letter::{Letter, LetterRules, LetterState},
    notice::{Channel, Notice, OutgoingNotice},
    registration::letter_effect,
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{
    BearerSecret, Date, Entropy, LetterCode, LetterId, PersonId, PostalAddress, SignedDuration,
    Timestamp,
};

use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, FlowState, LetterRoute, Stage},
};

const NAME: &str = "registration.letter.request_letter";

/// Why no letter could be asked for.
#[derive(Debug, thiserror::Error)]
pub enum RequestLetterError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// Another request of the same flow was faster: look again.
    #[error("another request moved the flow")]
    Raced,
    /// There is no tax address in Spain to send it to (R240).
    #[error("there is no tax address to send a letter to")]
    NoAddress,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for RequestLetterError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone => Self::FlowGone,
            FlowError::Raced => Self::Raced,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

/// What the transaction needs to own.
#[derive(Clone)]
struct LetterDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    rules: LetterRules,
    now: Timestamp,
    usable_until: Date,
}

impl Registrar {
    /// Asks for a letter. The answer is the same for everybody: a registered person's letter says
    /// only that somebody asked, and a second request within a day sends nothing new. In a flow
    /// that is complete it does nothing.
    ///
    /// # Errors
    /// [`RequestLetterError`].
    pub async fn request_letter(&self, secret: &BearerSecret) -> Result<(), RequestLetterError> {
        let now = self.clock.now();
        let keeper = self.keeper(secret, now);
        let expires_at = letter_expiry(now, self.settings.letter);
        let desk = LetterDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            rules: self.settings.letter,
            now,
            usable_until: last_whole_day(self.today(expires_at)),
        };
        let first = {
            let (keeper, desk) = (keeper.clone(), desk.clone());
            self.store
                .transact(NAME, move |tx| request(tx, &keeper, &desk))
                .await
        };
        match first {
            // Another flow of the same number added the person first: look again.
            Err(RequestLetterError::Store(error))
                if error.is_unique_violation("person_number", &["number_index"]) =>
            {
                self.store
                    .transact(NAME, move |tx| request(tx, &keeper, &desk))
                    .await
            }
            other => other,
        }
    }
}

fn request(
    tx: &mut Tx<'_>,
    keeper: &FlowKeeper,
    desk: &LetterDesk,
) -> Result<(), RequestLetterError> {
    let mut flow = keeper.open(tx)?;
    // Another tab of a registration that is complete: the screen with its code stays.
    if matches!(flow.state.stage, Stage::Completed { .. }) {
        return Ok(());
    }
    let address = match (flow.state.letter_route(), &flow.state.tax_address) {
        (LetterRoute::Open, Some(address)) => address.clone(),
        _ => return Err(RequestLetterError::NoAddress),
    };
    // Everything from here on is the same work for everybody: whether a person is known, is
    // registered or asked yesterday must not be told by a stopwatch (invariant 11).
    tx.unwrap_afresh();
    let person = person_of(tx, &flow.state, desk)?;
    repo::person::guard(tx, person, desk.now)?;
    let newest = repo::letter::newest_of_person(tx, person)?;
    let too_recent = newest.is_some_and(|letter| !letter.resend_available(desk.now, desk.rules));
    let outcome = Request {
        person,
        address,
        flow: &flow.state,
    };
    if too_recent {
        outcome.repeated(tx, desk)?;
    } else {
        outcome.sent(tx, desk)?;
    }
    flow.state.stage = Stage::LetterRequested;
    keeper.save(tx, &flow)?;
    Ok(())
}

/// Somebody asks for a letter to this person.
struct Request<'a> {
    person: PersonId,
    address: PostalAddress,
    flow: &'a FlowState,
}

impl Request<'_> {
    /// A letter goes out; only that of somebody who can use it has a code.
    fn sent(self, tx: &mut Tx<'_>, desk: &LetterDesk) -> Result<(), StoreError> {
        let (person, now) = (self.person, desk.now);
        let registered = repo::registration::state_of(tx, person)?.map(|(state, _)| state);
        let code = LetterCode::generate(&*desk.entropy);
        let code_hash = code_hash(&*desk.hashes, person, &code);
        let standing = repo::restriction::in_force(tx, person, now)?;
        let usable = letter_effect(registered, &standing).is_ok();
        repo::letter::supersede(tx, person, now)?;
        let letter = Letter {
            id: LetterId::new(now, &*desk.entropy),
            person,
            state: LetterState::Issued,
            code_hash: usable.then_some(code_hash),
            requested_at: now,
            expires_at: letter_expiry(now, desk.rules),
            wrong_tries: 0,
        };
        repo::letter::add(tx, &letter)?;
        let notice = self.notice(usable.then_some(code), desk);
        repo::outgoing::enqueue(tx, &notice, now, &*desk.entropy)?;
        write_down(tx, &Event::LetterRequested, person.as_bytes(), desk)
    }

    /// One went out within the day: nothing goes out, and it takes as long.
    fn repeated(self, tx: &mut Tx<'_>, desk: &LetterDesk) -> Result<(), StoreError> {
        let (person, now, entropy) = (self.person, desk.now, &*desk.entropy);
        let nobody = tx.stand_in(now, entropy)?.nobody();
        repo::registration::state_of(tx, person)?;
        repo::restriction::in_force(tx, person, now)?;
        let code = LetterCode::generate(entropy);
        code_hash(&*desk.hashes, person, &code);
        repo::letter::supersede(tx, nobody, now)?;
        repo::stand_in::pad(tx, 1, now, entropy)?;
        let notice = self.notice(Some(code), desk);
        repo::outgoing::enqueue_for_nobody(tx, &notice, now, entropy)?;
        write_down(tx, &Event::LetterRequestRepeated, person.as_bytes(), desk)
    }

    fn notice(self, code: Option<LetterCode>, desk: &LetterDesk) -> OutgoingNotice {
        OutgoingNotice {
            lang: self.flow.lang,
            channel: Channel::Letter {
                name: self.flow.name.clone(),
                address: self.address,
            },
            notice: Notice::InvitationLetter {
                code,
                issued_at: desk.now,
                usable_until: desk.usable_until,
            },
            send_before: letter_expiry(desk.now, desk.rules),
        }
    }
}

/// Nobody has proven anything yet: the entry is sealed under the key for strangers' acts.
fn write_down(
    tx: &mut Tx<'_>,
    event: &Event,
    subject: &[u8],
    desk: &LetterDesk,
) -> Result<(), StoreError> {
    let key = tx.stand_in(desk.now, &*desk.entropy)?.key();
    let about = audit::about_subject(subject, key, "citizen");
    audit::append(tx, event, about, desk.now, &*desk.entropy)
}

/// The person of the flow's number; added if nobody ever asked for a letter to it. Who is known
/// already costs as many rows.
fn person_of(tx: &mut Tx<'_>, flow: &FlowState, desk: &LetterDesk) -> Result<PersonId, StoreError> {
    if let Some(id) = repo::person::find_by_number(tx, &flow.number)? {
        repo::stand_in::pad(tx, repo::person::ROWS_ADDED, desk.now, &*desk.entropy)?;
        return Ok(id);
    }
    let added = repo::person::add(
        tx,
        &flow.number,
        &flow.name,
        flow.birth_date,
        flow.lang,
        desk.now,
        &*desk.entropy,
    )?;
    Ok(added.id)
}

/// The code is bound to its person: the same characters in another's letter hash differently.
pub(crate) fn code_hash(hashes: &dyn KeyedHash, person: PersonId, code: &LetterCode) -> [u8; 32] {
    let mut material = person.as_bytes().to_vec();
    material.extend_from_slice(code.as_str().as_bytes());
    hashes.hash("letter.code", &material)
}

/// The code stops working at the hour at which the letter was asked for: the letter promises no
/// day of which it would refuse a part.
fn last_whole_day(of_expiry: Date) -> Date {
    of_expiry.yesterday().unwrap_or(of_expiry)
}

fn letter_expiry(now: Timestamp, rules: LetterRules) -> Timestamp {
    let lifetime = SignedDuration::from_hours(i64::from(rules.valid_days) * 24);
    now.checked_add(lifetime).unwrap_or(Timestamp::MAX)
}
