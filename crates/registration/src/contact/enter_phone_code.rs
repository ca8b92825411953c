//! The person types the code that arrived on the phone; only now does the page say whether the
//! phone belongs to another identity (R059–R062, R242).

use std::sync::Arc;

use model::phone::{PhoneCodeError, PhoneCodeRules};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, OtpCode, Timestamp};

use super::give_contact::phone_code_hash;
use crate::{
    Registrar,
    flow::{FlowError, FlowKeeper, Stage},
};

const NAME: &str = "registration.contact.enter_phone_code";

/// Why the phone is not proven.
#[derive(Debug, thiserror::Error)]
pub enum EnterPhoneCodeError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// Another request of the same flow was faster: look again.
    #[error("another request moved the flow")]
    Raced,
    /// No code is on its way.
    #[error("no code was sent")]
    NotYet,
    /// The code was not accepted.
    #[error(transparent)]
    Code(#[from] PhoneCodeError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for EnterPhoneCodeError {
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
    rules: PhoneCodeRules,
    now: Timestamp,
    code: OtpCode,
}

impl Registrar {
    /// Checks the code of the phone. Wrong codes are counted and committed.
    ///
    /// # Errors
    /// [`EnterPhoneCodeError`].
    pub async fn enter_phone_code(
        &self,
        secret: &BearerSecret,
        code: OtpCode,
    ) -> Result<(), EnterPhoneCodeError> {
        let now = self.clock.now();
        let keeper = self.keeper(secret, now);
        let desk = CodeDesk {
            hashes: self.hashes.clone(),
            rules: self.settings.phone_code,
            now,
            code,
        };
        self.store
            .transact(NAME, move |tx| enter(tx, &keeper, &desk))
            .await?
    }
}

fn enter(
    tx: &mut Tx<'_>,
    keeper: &FlowKeeper,
    desk: &CodeDesk,
) -> Result<Result<(), EnterPhoneCodeError>, EnterPhoneCodeError> {
    let mut flow = keeper.open(tx)?;
    let (letter, challenge, email, sent_at) = match flow.state.stage.clone() {
        Stage::PhoneCodeSent {
            letter,
            challenge,
            email,
            sent_at,
        } => (letter, challenge, email, sent_at),
        // The back button or a double click after success: nothing more to prove.
        Stage::PhoneProven { .. } | Stage::Completed { .. } => return Ok(Ok(())),
        Stage::DocumentConfirmed | Stage::LetterRequested | Stage::LetterCodeAccepted { .. } => {
            return Err(EnterPhoneCodeError::NotYet);
        }
    };
    let given = phone_code_hash(&*desk.hashes, &challenge.phone, &desk.code);
    let (challenge, outcome) = challenge.enter_code(&given, desk.now, desk.rules);
    let outcome = match outcome {
        Ok(proven) => {
            let phone = proven.phone().clone();
            let own = repo::person::find_by_number(tx, &flow.state.number)?;
            let holder = repo::registration::holder_of_phone(tx, &phone)?;
            let in_use = holder.is_some_and(|holder| Some(holder) != own);
            flow.state.stage = Stage::PhoneProven {
                letter,
                phone,
                email,
                in_use,
            };
            Ok(())
        }
        Err(refused) => {
            flow.state.stage = Stage::PhoneCodeSent {
                letter,
                challenge,
                email,
                sent_at,
            };
            Err(refused.into())
        }
    };
    keeper.save(tx, &flow)?;
    Ok(outcome)
}
