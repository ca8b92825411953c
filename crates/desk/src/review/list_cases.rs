//! The cases that wait, longest first. No personal data: who sees the queue need not see the
//! people in it.

use model::procedure::{ApplicationReference, Purpose};
use store::{
    StoreError,
    repo::sede::application::{self, StoredApplication},
};
use vocab::Timestamp;

use super::ReviewReason;
use crate::{AtDesk, Desk, NotAllowed, Task};

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedCase {
    /// Reference of the application.
    pub reference: ApplicationReference,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Why somebody must look.
    pub reason: ReviewReason,
    /// How many entries there are to compare.
    pub candidates: usize,
}

/// Why there is no queue.
#[derive(Debug, thiserror::Error)]
pub enum ListCasesError {
    /// Only case workers and auditors see it.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// At most `limit` cases, those that wait longest first.
    ///
    /// # Errors
    /// [`ListCasesError`].
    pub async fn list_cases(
        &self,
        at_desk: &AtDesk,
        limit: u32,
    ) -> Result<Vec<QueuedCase>, ListCasesError> {
        self.check(at_desk, Task::ListCases)?;
        let waiting = self
            .store
            .read("desk.list_cases", move |tx| {
                application::list_in_review(tx, limit.into())
            })
            .await?;
        Ok(waiting.into_iter().map(line).collect())
    }
}

fn line(stored: StoredApplication) -> QueuedCase {
    let application = stored.application;
    let outcome = application.outcome.as_ref();
    QueuedCase {
        submitted_at: application.submitted_at.unwrap_or(application.created_at),
        purpose: application.purpose,
        reason: ReviewReason::of(outcome),
        candidates: outcome.map_or(0, |outcome| outcome.entries().len()),
        reference: application.reference,
    }
}
