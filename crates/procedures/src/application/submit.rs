//! Section 3, "Sign and send" (R185–R189, R232): in most cases the certificate is there at once.

use std::sync::Arc;

use audit::Event;
use model::procedure::{Application, ApplicationReference, ApplicationState, Step};
use store::{
    StoreError, Tx,
    repo::sede::application::{self, StoredApplication},
};
use vocab::{ApplicantId, ApplicationId, Entropy, SignedDuration, Timestamp};

use super::find_own;
use crate::{APPLICANT, Delivery, Procedures, Visitor};

/// What the person sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submission {
    /// The version that the person had on the screen ([`crate::ApplicationView::version`]).
    pub version: i64,
    /// "The data are true and I ask for the certificate in my own name."
    pub declared: bool,
}

/// What a draft lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Contact data (section 1).
    Contact,
    /// The purpose (section 2).
    Purpose,
}

/// Why the application was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The person has no such application.
    #[error("no such application")]
    NotFound,
    /// A section is missing: go there.
    #[error("{0:?} is missing")]
    Missing(Missing),
    /// The declaration was not accepted.
    #[error("the declaration was not accepted")]
    NotDeclared,
    /// The draft changed since the person looked at it, in another tab: look again.
    #[error("the draft changed meanwhile")]
    Changed,
    /// The identification is too old: identify once more, then send (R232).
    #[error("the identification is too old")]
    IdentifyAgain,
    /// The person withdrew it.
    #[error("the application was withdrawn")]
    Withdrawn,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Clone)]
struct Sending {
    entropy: Arc<dyn Entropy>,
    applicant: ApplicantId,
    reference: ApplicationReference,
    submission: Submission,
    identified_recently: bool,
    worker_from: Timestamp,
    now: Timestamp,
}

impl Procedures {
    /// Sends an application and does at once what can be done at once. Sending twice is the same
    /// as sending once.
    ///
    /// Gives the state reached: `IssuedNegative` with the certificate ready; `InReview`; or
    /// `Submitted` or `AutomaticCheck` when a register or the making of the document does not
    /// answer now: then the worker goes on, and an SMS tells.
    ///
    /// # Errors
    /// [`SubmitError`].
    pub async fn submit(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
        submission: Submission,
    ) -> Result<ApplicationState, SubmitError> {
        let now = self.clock.now();
        let wait = SignedDuration::from_secs(i64::from(self.settings.retry_after_s));
        let sending = Sending {
            entropy: self.entropy.clone(),
            applicant: visitor.applicant(),
            reference: reference.clone(),
            submission,
            identified_recently: self.identified_recently(visitor, now),
            worker_from: now.checked_add(wait).unwrap_or(Timestamp::MAX),
            now,
        };
        let (id, state) = self
            .store
            .transact("procedures.submit", move |tx| sending.run(tx))
            .await?;
        if !state.pending() {
            return Ok(state);
        }
        match self.advance(id, Delivery::OnScreen).await {
            Ok(state) => Ok(state),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "left to the worker"
                );
                self.state_of(id, state).await
            }
        }
    }

    fn identified_recently(&self, visitor: &Visitor, now: Timestamp) -> bool {
        let age = now
            .as_second()
            .saturating_sub(visitor.authenticated_at().as_second());
        age <= i64::from(self.settings.reconfirm_after_minutes.max(1)) * 60
    }

    async fn state_of(
        &self,
        id: ApplicationId,
        otherwise: ApplicationState,
    ) -> Result<ApplicationState, SubmitError> {
        let found = self
            .store
            .read("procedures.state_of", move |tx| application::find(tx, id))
            .await
            .map_err(SubmitError::Store)?;
        Ok(found.map_or(otherwise, |stored| stored.application.state))
    }
}

impl Sending {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(ApplicationId, ApplicationState), SubmitError> {
        let stored = find_own(tx, self.applicant, &self.reference)?.ok_or(SubmitError::NotFound)?;
        let Application { id, state, .. } = stored.application;
        match state.after(Step::Submit) {
            Ok(sent) => {
                self.check(&stored)?;
                self.send(tx, &stored)?;
                Ok((id, sent))
            }
            Err(_) if state == ApplicationState::Withdrawn => Err(SubmitError::Withdrawn),
            // A second click finds what the first one did.
            Err(_) => Ok((id, state)),
        }
    }

    fn check(&self, stored: &StoredApplication) -> Result<(), SubmitError> {
        if stored.contact.is_none() {
            return Err(SubmitError::Missing(Missing::Contact));
        }
        if stored.application.purpose.is_none() {
            return Err(SubmitError::Missing(Missing::Purpose));
        }
        if stored.application.version != self.submission.version {
            return Err(SubmitError::Changed);
        }
        if !self.submission.declared {
            return Err(SubmitError::NotDeclared);
        }
        if self.identified_recently {
            Ok(())
        } else {
            Err(SubmitError::IdentifyAgain)
        }
    }

    fn send(&self, tx: &mut Tx<'_>, stored: &StoredApplication) -> Result<(), SubmitError> {
        if !application::submit(tx, &stored.application, self.worker_from, self.now)? {
            return Err(SubmitError::Changed);
        }
        let event = Event::ApplicationSubmitted {
            reference: self.reference.to_string(),
        };
        let about = audit::about_subject(self.applicant.as_bytes(), stored.data_key, APPLICANT);
        audit::append(tx, &event, about, self.now, &*self.entropy)?;
        Ok(())
    }
}
