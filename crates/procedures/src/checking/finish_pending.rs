//! The worker takes up what requests left: a register did not answer, or the process died.

use store::{
    StoreError,
    repo::sede::application::{self, Claimed},
};
use vocab::{SignedDuration, Timestamp};

use crate::{Delivery, Procedures};

/// While one worker is at an application, others leave it alone for so long.
const HOLD: SignedDuration = SignedDuration::from_mins(5);

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Finished {
    /// Applications that are issued or in review now.
    pub finished: u32,
    /// Applications that still wait: a register or the making of the document failed again.
    pub waiting: u32,
}

impl Procedures {
    /// Takes up at most `limit` applications that are due. Whoever waited is told by a message.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn finish_pending(&self, limit: u32) -> Result<Finished, StoreError> {
        let now = self.clock.now();
        let claimed = self
            .store
            .transact("procedures.claim_pending", move |tx| {
                application::claim_due(tx, limit, HOLD, now)
            })
            .await?;
        let mut done = Finished::default();
        for claim in claimed {
            match self.advance(claim.id, Delivery::ByMessage).await {
                Ok(state) if !state.pending() => done.finished += 1,
                Ok(_) => done.waiting += 1,
                Err(error) => {
                    error.note(claim.id);
                    self.postpone(claim).await?;
                    done.waiting += 1;
                }
            }
        }
        Ok(done)
    }

    /// When the next application is due; `None` if nothing waits.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next_pending(&self) -> Result<Option<Timestamp>, StoreError> {
        self.store
            .read("procedures.next_pending", application::next_due)
            .await
    }

    async fn postpone(&self, claim: Claimed) -> Result<(), StoreError> {
        let now = self.clock.now();
        let until = now
            .checked_add(self.wait_after(claim.attempts))
            .unwrap_or(Timestamp::MAX);
        self.store
            .transact("procedures.postpone", move |tx| {
                application::postpone(tx, claim.id, until, now)
            })
            .await
    }

    /// Doubles from attempt to attempt, up to the ceiling.
    fn wait_after(&self, attempts: u32) -> SignedDuration {
        let first = u64::from(self.settings.retry_after_s);
        let doubled = first.saturating_mul(1_u64 << attempts.saturating_sub(1).min(20));
        let seconds = doubled.min(u64::from(self.settings.retry_at_most_s));
        SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX))
    }
}
