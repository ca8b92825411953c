//! People before the counter or on the telephone, who have a problem with their identity: an
//! officer finds one by number and says what for, looks, and intervenes.
//!
//! | step | file |
//! |---|---|
//! | [`Desk::find_person`] | `find.rs` |
//! | [`Desk::person`] | `view.rs` |
//! | [`Desk::show_person_data`] | `show_data.rs` |
//! | [`Desk::intervene`] | `intervene.rs` |
//! | [`Desk::lift`] | `lift.rs` |
//!
//! *Architecture invariants:* nobody is looked at without a purpose, which the person reads in
//! their own activity. Every act carries a reason and is told to the person. What one officer
//! blocked another one opens again.
//!
//! *Not guaranteed:* that the purpose is true. It is there to be asked about.

pub(crate) mod find;
pub(crate) mod intervene;
pub(crate) mod lift;
pub(crate) mod show_data;
mod tell;
pub(crate) mod view;

use std::sync::Arc;

use audit::{About, Event};
use model::restriction::Standing;
use store::{
    StoreError, Tx,
    repo::{self, office::inquiry},
};
use vocab::{BodyId, DataKeyId, Date, Entropy, InquiryId, OfficerId, PersonId, Timestamp};

use crate::{AtDesk, Desk, NotAllowed, Task};

/// Why an act about a person did nothing.
#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The inquiry is another officer's, unknown, or over: say again what for.
    #[error("the inquiry is over")]
    InquiryOver,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the transaction of an act needs to know of who acts.
#[derive(Clone)]
pub(crate) struct Acting {
    pub(crate) at_desk: AtDesk,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) now: Timestamp,
    body: BodyId,
    today: Date,
    task: Task,
}

impl Desk {
    /// May the officer do this, and who they are in a transaction.
    pub(crate) fn acting_on_people(
        &self,
        at_desk: &AtDesk,
        task: Task,
    ) -> Result<Acting, NotAllowed> {
        self.check(at_desk, task)?;
        let now = self.clock.now();
        Ok(Acting {
            at_desk: at_desk.clone(),
            entropy: self.entropy.clone(),
            now,
            body: self.body.id,
            today: self.today(now),
            task,
        })
    }
}

impl Acting {
    pub(crate) fn officer(&self) -> OfficerId {
        self.at_desk.officer().id
    }

    /// The officer may have left, or lost the role, since the page was drawn.
    pub(crate) fn check<E>(&self, tx: &mut Tx<'_>) -> Result<(), E>
    where
        E: From<NotAllowed> + From<StoreError>,
    {
        self.task
            .check_again(tx, &self.at_desk, self.body, self.today)
    }

    /// Whom the officer looks at.
    pub(crate) fn person(&self, tx: &mut Tx<'_>, id: InquiryId) -> Result<PersonId, PersonError> {
        let inquiry = inquiry::find(tx, id, self.officer(), self.now)?;
        Ok(inquiry.ok_or(PersonError::InquiryOver)?.person)
    }

    /// The officer as actor of an audit entry about a person.
    pub(crate) fn about(&self, person: PersonId, data_key: DataKeyId) -> About {
        audit::about_subject(person.as_bytes(), data_key, &self.at_desk.actor())
    }

    /// Appends an entry about a person in the name of the officer.
    pub(crate) fn note(
        &self,
        tx: &mut Tx<'_>,
        event: &Event,
        person: PersonId,
        data_key: DataKeyId,
    ) -> Result<(), StoreError> {
        let about = self.about(person, data_key);
        audit::append(tx, event, about, self.now, &*self.entropy)
    }

    /// What restricts a person now.
    pub(crate) fn standing(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
    ) -> Result<Standing, StoreError> {
        repo::restriction::in_force(tx, person, self.now)
    }
}
