//! What waits, by risk and then by age, without personal data.

use model::unattended::{AttemptState, Risk};
use store::repo::unattended::attempt::{self, StoredAttempt};
use vocab::{AttemptId, OfficerId, Timestamp};

use super::{Reviews, ReviewsError};
use crate::{AtDesk, Task};

/// Attempts that are listed.
const LINES: i64 = 200;

/// The queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewQueue {
    /// The first ones.
    pub lines: Vec<QueueLine>,
    /// How many wait in all.
    pub waiting: u32,
    /// How many of them are past their target.
    pub late: u32,
}

/// One that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueLine {
    /// Which.
    pub id: AttemptId,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// How much speaks for looking at it soon.
    pub risk: Risk,
    /// By then it should be decided.
    pub due_at: Timestamp,
    /// Is it past that?
    pub late: bool,
    /// Was the basic level given at once?
    pub basic: bool,
    /// Somebody had a doubt.
    pub doubted: bool,
    /// The officer who looks had it: somebody else has to decide.
    pub own: bool,
}

impl Reviews {
    /// How many wait.
    ///
    /// # Errors
    /// [`ReviewsError`].
    pub async fn waiting(&self, at_desk: &AtDesk) -> Result<u32, ReviewsError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.desk
            .store
            .read("desk.unattended.waiting", move |tx| {
                let (waiting, _) = attempt::count_waiting(tx, acting.body, acting.keeper.now)?;
                Ok(waiting)
            })
            .await
    }

    /// What waits.
    ///
    /// # Errors
    /// [`ReviewsError`].
    pub async fn queue(&self, at_desk: &AtDesk) -> Result<ReviewQueue, ReviewsError> {
        let acting = self.acting(at_desk, Task::ReviewCalls)?;
        self.desk
            .store
            .read("desk.unattended.queue", move |tx| {
                let now = acting.keeper.now;
                let (waiting, late) = attempt::count_waiting(tx, acting.body, now)?;
                let stored = attempt::queue(tx, acting.body, LINES)?;
                let officer = acting.officer();
                let lines = stored.iter().filter_map(|one| line(one, officer, now));
                Ok(ReviewQueue {
                    lines: lines.collect(),
                    waiting,
                    late,
                })
            })
            .await
    }
}

fn line(stored: &StoredAttempt, officer: OfficerId, now: Timestamp) -> Option<QueueLine> {
    let place = stored.place?;
    let first = match stored.state {
        AttemptState::Doubted { first, .. } => Some(first),
        AttemptState::Capturing { .. }
        | AttemptState::Waiting { .. }
        | AttemptState::Confirmed { .. }
        | AttemptState::Refused { .. }
        | AttemptState::Abandoned { .. } => None,
    };
    Some(QueueLine {
        id: stored.id,
        sent_at: stored.sent_at?,
        risk: place.risk,
        due_at: place.due_at,
        late: place.due_at < now,
        basic: stored.state.has_basic(),
        doubted: first.is_some(),
        own: first == Some(officer),
    })
}
