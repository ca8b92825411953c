//! The operator's side of registration by video call, and what comes after: the second officer,
//! recordings, statistics. One file an act; every act is evidence with an audit entry (R248).

pub(crate) mod action;
pub(crate) mod attend;
pub(crate) mod board;
pub(crate) mod capture;
pub(crate) mod code;
pub(crate) mod contact;
pub(crate) mod decide;
pub(crate) mod give_back;
pub(crate) mod mailbox;
pub(crate) mod play;
pub(crate) mod presence;
pub(crate) mod register;
pub(crate) mod review;
pub(crate) mod statistics;
pub(crate) mod take_next;
pub(crate) mod tick;

use model::video::WrongMoment;
use proofing::call::{CallKeeper, MoveError, OpenCall};
use store::{StoreError, Tx};
use vocab::{BodyId, Date, OfficerId, VideoCallId};

use crate::{AtDesk, Desk, NotAllowed, Task};

/// Why an act of an operator did nothing.
#[derive(Debug, thiserror::Error)]
pub enum VideoError {
    /// Another role is needed.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The officer does not attend this call, or it is over: the same answer.
    #[error("the officer does not attend this call")]
    NoCall,
    /// The call is not where this can happen.
    #[error(transparent)]
    WrongMoment(#[from] WrongMoment),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MoveError> for VideoError {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::WrongMoment(wrong) => Self::WrongMoment(wrong),
            MoveError::Store(error) => Self::Store(error),
        }
    }
}

/// What the transaction of an act needs to know of who acts.
#[derive(Clone)]
pub(crate) struct Acting {
    pub(crate) keeper: CallKeeper,
    pub(crate) at_desk: AtDesk,
    pub(crate) body: BodyId,
    pub(crate) today: Date,
    task: Task,
}

impl Desk {
    /// May the officer do this, and who they are in a transaction.
    pub(crate) fn acting(&self, at_desk: &AtDesk, task: Task) -> Result<Acting, NotAllowed> {
        self.check(at_desk, task)?;
        let keeper = self.proofing.keeper();
        Ok(Acting {
            today: self.today(keeper.now),
            keeper,
            at_desk: at_desk.clone(),
            body: self.body.id,
            task,
        })
    }
}

impl Acting {
    pub(crate) fn officer(&self) -> OfficerId {
        self.at_desk.officer().id
    }

    pub(crate) fn actor(&self) -> String {
        self.at_desk.actor()
    }

    /// The officer may have left, or lost the role, since the page was drawn.
    pub(crate) fn check(&self, tx: &mut Tx<'_>) -> Result<(), VideoError> {
        let (body, today) = (self.body, self.today);
        self.task.check_again(tx, &self.at_desk, body, today)
    }

    /// The call, if and only if the officer attends it now.
    pub(crate) fn own_call(
        &self,
        tx: &mut Tx<'_>,
        id: VideoCallId,
    ) -> Result<OpenCall, VideoError> {
        self.keeper
            .open(tx, id)?
            .filter(|call| call.is_of(self.officer()))
            .ok_or(VideoError::NoCall)
    }
}
