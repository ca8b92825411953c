//! A case worker looks at a case: applicant and entries side by side. Opening is written down.

use std::sync::Arc;

use audit::Event;
use model::{
    matching::{Comparison, compare},
    offence::{Conviction, OffenceEntry, Subject},
    procedure::{ApplicationReference, ApplicationState, Purpose},
};
use ports::offence_register::RegisterUnavailable;
use store::{
    StoreError, Tx,
    repo::sede::application::{self, StoredApplication},
};
use vocab::{Entropy, OffenceEntryId, Timestamp};

use super::{
    ReviewReason, entries_in_force,
    history::{self, HistoryLine},
};
use crate::{AtDesk, Desk, NotAllowed, Task};

/// A case with all its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// Reference of the application.
    pub reference: ApplicationReference,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Why somebody must look.
    pub reason: ReviewReason,
    /// The applicant as the civil register has them.
    pub applicant: Subject,
    /// The entries that still count.
    pub candidates: Vec<Candidate>,
    /// What was done so far, oldest first, this opening included.
    pub history: Vec<HistoryLine>,
    /// Goes back with [`crate::DecideCase`].
    pub version: i64,
}

/// An entry beside the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The entry.
    pub entry: OffenceEntryId,
    /// It has the applicant's own number: "not the same" needs the register corrected first.
    pub own_number: bool,
    /// Datum by datum.
    pub rows: Vec<Comparison>,
    /// What a positive certificate would transcribe.
    pub conviction: Conviction,
}

/// Why a case was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenCaseError {
    /// Only case workers open cases.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// There is no such application, or it was never in review.
    #[error("no such case")]
    NotFound,
    /// It is decided or withdrawn.
    #[error("the case is closed: {}", state.as_str())]
    Closed {
        /// Where the application stands.
        state: ApplicationState,
    },
    /// The register of offences does not answer: try again in some minutes.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Opening {
    entropy: Arc<dyn Entropy>,
    stored: StoredApplication,
    actor: String,
    now: Timestamp,
}

impl Desk {
    /// Opens a case that waits.
    ///
    /// # Errors
    /// [`OpenCaseError`].
    pub async fn open_case(
        &self,
        at_desk: &AtDesk,
        reference: &ApplicationReference,
    ) -> Result<CaseView, OpenCaseError> {
        self.check(at_desk, Task::OpenCase)?;
        let wanted = reference.clone();
        let stored = self
            .store
            .read("desk.find_case", move |tx| in_review(tx, &wanted))
            .await?;
        let outcome = stored.application.outcome.as_ref();
        let ids = outcome
            .map(|outcome| outcome.entries().to_vec())
            .unwrap_or_default();
        let entries = entries_in_force(&*self.procedures.offences, &ids).await?;
        let opening = Opening {
            entropy: self.entropy.clone(),
            stored: stored.clone(),
            actor: at_desk.actor(),
            now: self.clock.now(),
        };
        let history = self
            .store
            .transact("desk.open_case", move |tx| opening.run(tx))
            .await?;
        Ok(view(stored, &entries, history))
    }
}

/// The application if it is in review.
pub(super) fn in_review(
    tx: &mut Tx<'_>,
    reference: &ApplicationReference,
) -> Result<StoredApplication, OpenCaseError> {
    let found = application::find_by_reference(tx, reference)?;
    let stored = found.ok_or(OpenCaseError::NotFound)?;
    match stored.application.state {
        ApplicationState::InReview => Ok(stored),
        ApplicationState::Draft
        | ApplicationState::Submitted
        | ApplicationState::AutomaticCheck => Err(OpenCaseError::NotFound),
        state => Err(OpenCaseError::Closed { state }),
    }
}

impl Opening {
    fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<HistoryLine>, StoreError> {
        let application = &self.stored.application;
        let reference = application.reference.to_string();
        let event = Event::ApplicationOpened {
            reference: reference.clone(),
        };
        let subject = application.applicant.as_bytes();
        let about = audit::about_subject(subject, self.stored.data_key, &self.actor);
        audit::append(tx, &event, about, self.now, &*self.entropy)?;
        history::of_application(tx, application.applicant, &reference)
    }
}

fn view(
    stored: StoredApplication,
    entries: &[OffenceEntry],
    history: Vec<HistoryLine>,
) -> CaseView {
    let StoredApplication {
        application,
        subject,
        ..
    } = stored;
    let candidates = entries
        .iter()
        .map(|entry| candidate(&subject, entry))
        .collect();
    CaseView {
        submitted_at: application.submitted_at.unwrap_or(application.created_at),
        purpose: application.purpose,
        reason: ReviewReason::of(application.outcome.as_ref()),
        reference: application.reference,
        version: application.version,
        applicant: subject,
        candidates,
        history,
    }
}

fn candidate(subject: &Subject, entry: &OffenceEntry) -> Candidate {
    Candidate {
        entry: entry.id,
        own_number: entry.number.as_ref() == Some(&subject.number),
        rows: compare(subject, entry),
        conviction: entry.conviction.clone(),
    }
}
