//! An officer opens again what was closed. What one officer blocked, another one lifts.

use audit::Event;
use model::{notice::Intervened, procedure::DecisionReason, restriction::SetBy};
use store::{StoreError, Tx, repo};
use vocab::{InquiryId, RestrictionId};

use super::{Acting, PersonError, tell::tell, view::may_lift};
use crate::{AtDesk, Desk, NotAllowed, Task};

/// Why nothing was lifted.
#[derive(Debug, thiserror::Error)]
pub enum LiftError {
    /// The last verification is too old: verify again, then lift.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// The officer who blocked a person does not open it again: four eyes are two people.
    #[error("the officer set the block")]
    SameOfficer,
    /// It is not this person's, or somebody lifted it meanwhile, or its time is over.
    #[error("it is not in force")]
    NotInForce,
    /// As every act.
    #[error(transparent)]
    Person(#[from] PersonError),
}

impl From<NotAllowed> for LiftError {
    fn from(error: NotAllowed) -> Self {
        Self::Person(error.into())
    }
}

impl From<StoreError> for LiftError {
    fn from(error: StoreError) -> Self {
        Self::Person(error.into())
    }
}

#[derive(Clone)]
struct Lifting {
    acting: Acting,
    inquiry: InquiryId,
    restriction: RestrictionId,
    reason: DecisionReason,
}

impl Desk {
    /// Lifts a restriction of the person of an inquiry, whoever set it.
    ///
    /// # Errors
    /// [`LiftError`].
    pub async fn lift(
        &self,
        at_desk: &AtDesk,
        inquiry: InquiryId,
        restriction: RestrictionId,
        reason: DecisionReason,
    ) -> Result<(), LiftError> {
        let acting = self.acting_on_people(at_desk, Task::LiftIntervention)?;
        if !at_desk.fresh(acting.now) {
            return Err(LiftError::VerifyAgain);
        }
        let lifting = Lifting {
            acting,
            inquiry,
            restriction,
            reason,
        };
        self.store
            .transact("desk.lift", move |tx| lifting.run(tx))
            .await
    }
}

impl Lifting {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(), LiftError> {
        let (acting, now) = (&self.acting, self.acting.now);
        acting.check::<LiftError>(tx)?;
        let person = acting.person(tx, self.inquiry)?;
        let data_key = repo::person::guard(tx, person, now)?;
        let history = repo::restriction::history(tx, person)?;
        let found = history
            .iter()
            .find(|one| one.id == self.restriction && one.in_force(now))
            .ok_or(LiftError::NotInForce)?;
        if !may_lift(found, acting.officer()) {
            return Err(LiftError::SameOfficer);
        }
        let by = SetBy::Officer(acting.officer());
        let reason = Some(self.reason.as_str());
        if !repo::restriction::lift(tx, found.id, by, reason, now)? {
            return Err(LiftError::NotInForce);
        }
        let event = Event::InterventionLifted {
            what: found.kind.as_str().to_owned(),
            reason: self.reason.as_str().to_owned(),
        };
        acting.note(tx, &event, person, data_key)?;
        tell(tx, acting, person, Intervened::Lifted)?;
        Ok(())
    }
}
