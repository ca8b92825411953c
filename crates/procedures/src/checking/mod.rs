//! What the machine does with an application that was sent: it asks the registers, decides by
//! [`model::matching`], and makes the negative certificate where nobody was found.

pub(crate) mod finish_pending;

use std::sync::Arc;

use audit::Event;
use model::{
    matching::{MatchOutcome, decide},
    offence::Subject,
    procedure::{ApplicationState, Step, StepRefused},
};
use ports::{civil_register, offence_register};
use store::{
    StoreError, Tx,
    repo::sede::application::{self, StoredApplication},
};
use vocab::{ApplicationId, Entropy, Timestamp};

use crate::{Delivery, MakeError, Procedures, SYSTEM, notices, subject_of};

/// Two steps finish an application, and one more look sees it.
const LOOKS: u32 = 3;

/// Why the machine did not finish.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdvanceError {
    #[error("the application is gone")]
    Gone,
    #[error(transparent)]
    CivilRegister(#[from] civil_register::RegisterUnavailable),
    #[error(transparent)]
    OffenceRegister(#[from] offence_register::RegisterUnavailable),
    #[error(transparent)]
    Make(#[from] MakeError),
    #[error(transparent)]
    Step(#[from] StepRefused),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AdvanceError {
    /// Tells the operator, once, where it is handled. The id names nobody.
    pub(crate) fn note(&self, application: ApplicationId) {
        let error = self as &dyn std::error::Error;
        tracing::warn!(error, %application, "an application is left to the worker");
    }
}

/// What the check found, ready to be written.
#[derive(Clone)]
struct Checked {
    stored: StoredApplication,
    subject: Subject,
    outcome: MatchOutcome,
    to: ApplicationState,
    entropy: Arc<dyn Entropy>,
    now: Timestamp,
}

impl Procedures {
    /// Brings an application as far as the machine can. Two that do so at once cannot both win:
    /// each step is a compare-and-set, and who loses looks again.
    pub(crate) async fn advance(
        &self,
        id: ApplicationId,
        delivery: Delivery,
    ) -> Result<ApplicationState, AdvanceError> {
        let mut state = ApplicationState::Submitted;
        for _ in 0..LOOKS {
            let stored = self
                .store
                .read("procedures.look", move |tx| application::find(tx, id))
                .await?
                .ok_or(AdvanceError::Gone)?;
            state = stored.application.state;
            match state {
                ApplicationState::Submitted => self.check(stored).await?,
                ApplicationState::AutomaticCheck => self.issue(stored, delivery).await?,
                ApplicationState::Draft
                | ApplicationState::InReview
                | ApplicationState::IssuedNegative
                | ApplicationState::IssuedPositive
                | ApplicationState::Downloaded
                | ApplicationState::Withdrawn => break,
            }
        }
        Ok(state)
    }

    async fn check(&self, stored: StoredApplication) -> Result<(), AdvanceError> {
        let now = self.clock.now();
        let record = self.register.find(&stored.subject.number, now).await?;
        let (subject, outcome) = match record.filter(|record| record.died_on.is_none()) {
            Some(record) => {
                let subject = subject_of(record);
                let candidates = self.offences.candidates(&subject).await?;
                let outcome = decide(&subject, &candidates);
                (subject, outcome)
            }
            None => (stored.subject.clone(), MatchOutcome::Unidentified),
        };
        let to = stored.application.state.after(outcome.step())?;
        let entropy = self.entropy.clone();
        let checked = Checked {
            stored,
            subject,
            outcome,
            to,
            entropy,
            now,
        };
        self.store
            .transact("procedures.check", move |tx| checked.write(tx))
            .await?;
        Ok(())
    }

    async fn issue(
        &self,
        stored: StoredApplication,
        delivery: Delivery,
    ) -> Result<(), AdvanceError> {
        let to = stored.application.state.after(Step::IssueNegative)?;
        let prepared = self.prepare_certificate(&stored, Vec::new(), to).await?;
        let (entropy, now) = (self.entropy.clone(), self.clock.now());
        self.store
            .transact("procedures.issue", move |tx| {
                prepared.issue(tx, SYSTEM, delivery, now, &*entropy)
            })
            .await?;
        Ok(())
    }
}

impl Checked {
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let written = application::record_check(
            tx,
            &self.stored,
            &self.subject,
            &self.outcome,
            self.to,
            self.now,
        )?;
        if !written {
            return Ok(());
        }
        let reference = self.stored.application.reference.to_string();
        let outcome = self.outcome.as_str().to_owned();
        self.append(
            tx,
            &Event::RegisterConsulted {
                reference: reference.clone(),
                outcome,
            },
        )?;
        if self.to == ApplicationState::InReview {
            self.append(tx, &Event::ApplicationSentToReview { reference })?;
            notices::in_review(tx, &self.stored, self.now, &*self.entropy)?;
        }
        Ok(())
    }

    fn append(&self, tx: &mut Tx<'_>, event: &Event) -> Result<(), StoreError> {
        let applicant = self.stored.application.applicant;
        let about = audit::about_subject(applicant.as_bytes(), self.stored.data_key, SYSTEM);
        audit::append(tx, event, about, self.now, &*self.entropy)
    }
}
