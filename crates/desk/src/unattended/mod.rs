//! Officers review unassisted identifications: pictures, film and what the machine said, long after
//! the person is gone (Orden ETD/465/2021 art. 10.8, 11, `domain/facts.md` B.0.1).
//!
//! | step | file |
//! |---|---|
//! | [`Reviews::queue`] | `queue.rs` |
//! | [`Reviews::open`], [`Reviews::picture`] | `open.rs` |
//! | [`Reviews::play`] | `play.rs` |
//! | [`Reviews::decide`] | `decide.rs` |
//!
//! *Architecture invariants:* opening, playing and deciding are written down, each with the officer
//! who did it. A doubt is resolved by somebody else.

mod decide;
mod open;
mod outcome;
mod play;
mod queue;

use std::sync::Arc;

use store::{StoreError, Tx};
use unattended::{Unattended, attempt::Keeper};
use vocab::{BodyId, Date, OfficerId};

use crate::{AtDesk, Desk, NotAllowed, Task};

pub use decide::{Review, ReviewError, ReviewGiven};
pub use open::AttemptCase;
pub use play::PlayError;
pub use queue::{QueueLine, ReviewQueue};

/// Why an attempt is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ReviewsError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The reviewers' use cases, over the desk and what is reviewed.
pub struct Reviews {
    /// Who may do what.
    pub desk: Arc<Desk>,
    /// What is reviewed.
    pub unattended: Arc<Unattended>,
}

/// What the transaction of an act needs to know of who acts.
#[derive(Clone)]
struct Acting {
    keeper: Keeper,
    at_desk: AtDesk,
    body: BodyId,
    today: Date,
    task: Task,
}

impl Reviews {
    /// May the officer do this, and who they are in a transaction.
    fn acting(&self, at_desk: &AtDesk, task: Task) -> Result<Acting, NotAllowed> {
        self.desk.check(at_desk, task)?;
        let keeper = self.unattended.keeper();
        Ok(Acting {
            today: self.desk.today(keeper.now),
            keeper,
            at_desk: at_desk.clone(),
            body: self.desk.body.id,
            task,
        })
    }
}

impl Acting {
    fn officer(&self) -> OfficerId {
        self.at_desk.officer().id
    }

    fn actor(&self) -> String {
        self.at_desk.actor()
    }

    /// The officer may have left, or lost the role, since the page was drawn.
    fn check(&self, tx: &mut Tx<'_>) -> Result<(), ReviewsError> {
        let (body, today) = (self.body, self.today);
        self.task.check_again(tx, &self.at_desk, body, today)
    }
}
