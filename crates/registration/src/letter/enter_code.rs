//! The person types the sixteen characters of the letter (R053–R056, R241).

use std::sync::Arc;

use audit::Event;
use model::{
    letter::{EnterCodeError, Letter, LetterRules},
    registration::{NoLetterEffect, letter_effect},
};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, Entropy, LetterCode, LetterId, PersonId, Timestamp, constant_time_eq};

use super::request_letter::code_hash;
use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, OpenFlow, Stage},
};

const NAME: &str = "registration.letter.enter_code";

/// Why the code did not open the next step.
#[derive(Debug, thiserror::Error)]
pub enum EnterLetterCodeError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// Another request of the same flow was faster: look again.
    #[error("another request moved the flow")]
    Raced,
    /// The code was not accepted.
    #[error(transparent)]
    Code(#[from] EnterCodeError),
    /// The code is right, but a letter changes nothing for this person.
    #[error(transparent)]
    NoEffect(#[from] NoLetterEffect),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for EnterLetterCodeError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Gone => Self::FlowGone,
            FlowError::Raced => Self::Raced,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct CodeDesk {
    hashes: Arc<dyn KeyedHash>,
    entropy: Arc<dyn Entropy>,
    rules: LetterRules,
    now: Timestamp,
    code: LetterCode,
}

impl Registrar {
    /// Checks the letter's code. A wrong one is counted even though the answer is an error, so
    /// the transaction commits either way and the outcome travels inside.
    ///
    /// # Errors
    /// [`EnterLetterCodeError`].
    pub async fn enter_code(
        &self,
        secret: &BearerSecret,
        code: LetterCode,
    ) -> Result<(), EnterLetterCodeError> {
        let now = self.clock.now();
        let keeper = self.keeper(secret, now);
        let desk = CodeDesk {
            hashes: self.hashes.clone(),
            entropy: self.entropy.clone(),
            rules: self.settings.letter,
            now,
            code,
        };
        self.store
            .transact(NAME, move |tx| enter(tx, &keeper, &desk))
            .await?
    }
}

type Outcome = Result<(), EnterLetterCodeError>;

fn enter(
    tx: &mut Tx<'_>,
    keeper: &FlowKeeper,
    desk: &CodeDesk,
) -> Result<Outcome, EnterLetterCodeError> {
    let mut flow = keeper.open(tx)?;
    if matches!(flow.state.stage, Stage::Completed { .. }) {
        return Ok(Ok(()));
    }
    // The same work for everybody, whether they ever asked for a letter or not (invariant 11).
    tx.unwrap_afresh();
    let person = repo::person::find_by_number(tx, &flow.state.number)?;
    let outcome = compare(tx, desk, person, &mut flow)?;
    if let Ok(letter) = &outcome {
        flow.state.stage = Stage::LetterCodeAccepted { letter: *letter };
    }
    keeper.save(tx, &flow)?;
    Ok(outcome.map(|_| ()))
}

/// Nobody ever asked for a letter for this number: it looks like a wrong code, tries included.
fn nobody(flow: &mut OpenFlow, rules: LetterRules) -> EnterCodeError {
    flow.state.wrong_codes = flow.state.wrong_codes.saturating_add(1);
    match rules.tries.saturating_sub(flow.state.wrong_codes) {
        0 => EnterCodeError::Blocked,
        left => EnterCodeError::Wrong { left },
    }
}

fn compare(
    tx: &mut Tx<'_>,
    desk: &CodeDesk,
    person: Option<PersonId>,
    flow: &mut OpenFlow,
) -> Result<Result<LetterId, EnterLetterCodeError>, StoreError> {
    let (now, entropy) = (desk.now, &*desk.entropy);
    let stand_in = tx.stand_in(now, entropy)?;
    match person {
        Some(person) => _ = repo::person::guard(tx, person, now)?,
        None => repo::stand_in::pad(tx, 1, now, entropy)?,
    }
    let id = person.unwrap_or(stand_in.nobody());
    let given = code_hash(&*desk.hashes, id, &desk.code);
    let letter = letter_for(tx, id, &given)?;
    let after = letter
        .clone()
        .map(|letter| letter.enter_code(&given, now, desk.rules));
    match &after {
        Some((after, _)) if Some(after) != letter.as_ref() => {
            repo::letter::set_outcome(tx, after, now)?;
        }
        _ => repo::stand_in::pad(tx, 1, now, entropy)?,
    }
    let registered = repo::registration::state_of(tx, id)?.map(|(state, _)| state);
    let standing = repo::restriction::in_force(tx, id, now)?;
    let outcome = match after {
        None => Err(nobody(flow, desk.rules).into()),
        Some((_, Err(refused))) => Err(refused.into()),
        Some((_, Ok(accepted))) => match letter_effect(registered, &standing) {
            Ok(_) => Ok(accepted.letter()),
            Err(no_effect) => Err(no_effect.into()),
        },
    };
    let event = match &outcome {
        Ok(_) => Event::LetterCodeAccepted,
        Err(_) => Event::LetterCodeRefused,
    };
    let about = audit::about_subject(id.as_bytes(), stand_in.key(), "citizen");
    audit::append(tx, &event, about, now, entropy)?;
    Ok(outcome)
}

/// The letter whose code this is, so that an old code can be told why it no longer works; else
/// the newest, which counts the wrong try.
fn letter_for(
    tx: &mut Tx<'_>,
    person: PersonId,
    given: &[u8; 32],
) -> Result<Option<Letter>, StoreError> {
    let letters = repo::letter::list_of_person(tx, person)?;
    let own = letters.iter().find(|letter| {
        letter
            .code_hash
            .is_some_and(|hash| constant_time_eq(&hash, given))
    });
    Ok(own.or(letters.first()).cloned())
}
