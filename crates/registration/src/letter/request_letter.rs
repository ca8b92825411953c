//! "Yes, send me an invitation letter to my tax address" (R048–R052, R239, R240).

use std::sync::Arc;

use audit::Event;
use model::{
    letter::{Letter, LetterRules, LetterState},
    notice::{Channel, Notice, OutgoingNotice},
    registration::letter_effect,
};
use ports::sealing::KeyedHash;
use store::{
    StoreError, Tx,
    repo::{self, person::Person},
};
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
    let person = person_of(tx, &flow.state, desk)?;
    repo::person::guard(tx, person.id, desk.now)?;
    let newest = repo::letter::newest_of_person(tx, person.id)?;
    let too_recent = newest.is_some_and(|letter| !letter.resend_available(desk.now, desk.rules));
    if too_recent {
        audit::append(
            tx,
            &Event::LetterRequestRepeated,
            audit::about(&person),
            desk.now,
            &*desk.entropy,
        )?;
    } else {
        send(tx, desk, &person, &flow.state, address)?;
    }
    flow.state.stage = Stage::LetterRequested;
    keeper.save(tx, &flow)?;
    Ok(())
}

fn send(
    tx: &mut Tx<'_>,
    desk: &LetterDesk,
    person: &Person,
    flow: &FlowState,
    address: PostalAddress,
) -> Result<(), StoreError> {
    let registered = repo::registration::state_of(tx, person.id)?.map(|(state, _)| state);
    let code = letter_effect(registered)
        .is_ok()
        .then(|| LetterCode::generate(&*desk.entropy));
    repo::letter::supersede(tx, person.id, desk.now)?;
    let letter = Letter {
        id: LetterId::new(desk.now, &*desk.entropy),
        person: person.id,
        state: LetterState::Issued,
        code_hash: code
            .as_ref()
            .map(|code| code_hash(&*desk.hashes, person.id, code)),
        requested_at: desk.now,
        expires_at: letter_expiry(desk.now, desk.rules),
        wrong_tries: 0,
    };
    repo::letter::add(tx, &letter)?;
    let notice = OutgoingNotice {
        lang: flow.lang,
        channel: Channel::Letter {
            name: person.name.clone(),
            address,
        },
        notice: Notice::InvitationLetter {
            code,
            issued_at: desk.now,
            usable_until: desk.usable_until,
        },
        send_before: letter.expires_at,
    };
    repo::outgoing::enqueue(tx, &notice, desk.now, &*desk.entropy)?;
    audit::append(
        tx,
        &Event::LetterRequested,
        audit::about(person),
        desk.now,
        &*desk.entropy,
    )
}

fn person_of(tx: &mut Tx<'_>, flow: &FlowState, desk: &LetterDesk) -> Result<Person, StoreError> {
    if let Some(id) = repo::person::find_by_number(tx, &flow.number)?
        && let Some(person) = repo::person::find(tx, id)?
    {
        return Ok(person);
    }
    repo::person::add(
        tx,
        &flow.number,
        &flow.name,
        flow.birth_date,
        flow.lang,
        desk.now,
        &*desk.entropy,
    )
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
