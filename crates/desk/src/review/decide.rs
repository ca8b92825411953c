//! "Is it the same person?" A case worker decides with a reason; the certificate follows in the
//! same transaction, and the person is told (R187, R189).

use std::sync::Arc;

use audit::Event;
use model::{
    offence::Conviction,
    procedure::{ApplicationReference, ApplicationState, Decision, DecisionReason, StepRefused},
};
use ports::offence_register::RegisterUnavailable;
use procedures::{Delivery, MakeError, PreparedCertificate};
use store::{
    StoreError, Tx,
    repo::sede::application::{self, StoredApplication},
};
use vocab::{BodyId, Date, Entropy, Timestamp};

use super::{
    entries_in_force,
    open_case::{OpenCaseError, in_review},
};
use crate::{AtDesk, Desk, NotAllowed, Task};

/// What a case worker decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideCase {
    /// The version that was on the screen ([`crate::CaseView::version`]).
    pub version: i64,
    /// Is it the same person?
    pub decision: Decision,
    /// Why.
    pub reason: DecisionReason,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Only case workers decide.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The last verification is too old: verify again, then decide.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// There is no such case.
    #[error("no such case")]
    NotFound,
    /// It is decided, by a colleague perhaps, or withdrawn.
    #[error("the case is closed: {}", state.as_str())]
    Closed {
        /// Where the application stands.
        state: ApplicationState,
    },
    /// The case changed since it was opened: look again.
    #[error("the case changed meanwhile")]
    Changed,
    /// "The same" names no entry, or one that is not a candidate or no longer counts.
    #[error("an entry is missing or does not count")]
    Entries,
    /// "Not the same", but an entry has the person's own number: the register must be corrected
    /// first (defaults D30: the same number decides).
    #[error("an entry has the person's own number")]
    OwnNumber,
    /// The register of offences does not answer: try again in some minutes.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The certificate could not be made now: try again.
    #[error(transparent)]
    Make(#[from] MakeError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<OpenCaseError> for DecideError {
    fn from(error: OpenCaseError) -> Self {
        match error {
            OpenCaseError::NotAllowed(error) => Self::NotAllowed(error),
            OpenCaseError::NotFound => Self::NotFound,
            OpenCaseError::Closed { state } => Self::Closed { state },
            OpenCaseError::Register(error) => Self::Register(error),
            OpenCaseError::Store(error) => Self::Store(error),
        }
    }
}

impl From<StepRefused> for DecideError {
    fn from(refused: StepRefused) -> Self {
        Self::Closed {
            state: refused.state,
        }
    }
}

/// A decision with its certificate, ready to be written.
#[derive(Clone)]
struct Deciding {
    entropy: Arc<dyn Entropy>,
    stored: StoredApplication,
    prepared: PreparedCertificate,
    at_desk: AtDesk,
    decision: Decision,
    reason: DecisionReason,
    body: BodyId,
    today: Date,
    now: Timestamp,
}

impl Desk {
    /// Decides a case and gives the state reached. Of two case workers who decide at the same
    /// moment one wins, and the other is told that the case is closed.
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn decide(
        &self,
        at_desk: &AtDesk,
        reference: &ApplicationReference,
        decide: DecideCase,
    ) -> Result<ApplicationState, DecideError> {
        self.check(at_desk, Task::DecideCase)?;
        if !at_desk.fresh(self.clock.now()) {
            return Err(DecideError::VerifyAgain);
        }
        let wanted = reference.clone();
        let stored = self
            .store
            .read("desk.find_case", move |tx| in_review(tx, &wanted))
            .await?;
        if stored.application.version != decide.version {
            return Err(DecideError::Changed);
        }
        let to = stored.application.state.after(decide.decision.step())?;
        let convictions = self.convictions(&stored, &decide.decision).await?;
        let prepared = self
            .procedures
            .prepare_certificate(&stored, convictions, to)
            .await?;
        let now = self.clock.now();
        let deciding = Deciding {
            entropy: self.entropy.clone(),
            stored,
            prepared,
            at_desk: at_desk.clone(),
            decision: decide.decision,
            reason: decide.reason,
            body: self.body.id,
            today: self.today(now),
            now,
        };
        self.store
            .transact("desk.decide", move |tx| deciding.run(tx))
            .await?;
        Ok(to)
    }

    /// What the certificate transcribes; nothing for "not the same".
    async fn convictions(
        &self,
        stored: &StoredApplication,
        decision: &Decision,
    ) -> Result<Vec<Conviction>, DecideError> {
        let outcome = stored.application.outcome.as_ref();
        let ids = outcome
            .map(|outcome| outcome.entries().to_vec())
            .unwrap_or_default();
        let entries = entries_in_force(&*self.procedures.offences, &ids).await?;
        match decision {
            Decision::NotTheSame => {
                let own = Some(&stored.subject.number);
                let own_number = entries.iter().any(|entry| entry.number.as_ref() == own);
                if own_number {
                    Err(DecideError::OwnNumber)
                } else {
                    Ok(Vec::new())
                }
            }
            Decision::TheSame(chosen) => {
                let counts = |id| entries.iter().any(|entry| entry.id == id);
                if chosen.is_empty() || !chosen.iter().all(|id| counts(*id)) {
                    return Err(DecideError::Entries);
                }
                let transcribed = entries
                    .into_iter()
                    .filter(|entry| chosen.contains(&entry.id));
                Ok(transcribed.map(|entry| entry.conviction).collect())
            }
        }
    }
}

impl Deciding {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(), DecideError> {
        self.check_officer(tx)?;
        let actor = self.at_desk.actor();
        // Decided before issued: the history reads in the order of reasons.
        self.write_down(tx, &actor)?;
        let by_message = Delivery::ByMessage;
        if self
            .prepared
            .issue(tx, &actor, by_message, self.now, &*self.entropy)?
        {
            Ok(())
        } else {
            Err(self.what_happened(tx)?)
        }
    }

    /// The officer may have left, or lost the role, while the certificate was being made.
    fn check_officer(&self, tx: &mut Tx<'_>) -> Result<(), DecideError> {
        let (body, today) = (self.body, self.today);
        Task::DecideCase.check_again(tx, &self.at_desk, body, today)
    }

    fn write_down(&self, tx: &mut Tx<'_>, actor: &str) -> Result<(), StoreError> {
        let application = &self.stored.application;
        let event = Event::ApplicationDecided {
            reference: application.reference.to_string(),
            decision: self.decision.as_str().to_owned(),
            reason: self.reason.as_str().to_owned(),
        };
        let subject = application.applicant.as_bytes();
        let about = audit::about_subject(subject, self.stored.data_key, actor);
        audit::append(tx, &event, about, self.now, &*self.entropy)
    }

    fn what_happened(&self, tx: &mut Tx<'_>) -> Result<DecideError, StoreError> {
        let found = application::find(tx, self.stored.application.id)?;
        Ok(match found.map(|stored| stored.application.state) {
            None => DecideError::NotFound,
            Some(ApplicationState::InReview) => DecideError::Changed,
            Some(state) => DecideError::Closed { state },
        })
    }
}
