//! The person no longer wants the certificate.

use audit::Event;
use model::procedure::{ApplicationReference, ApplicationState, Step};
use store::{StoreError, repo::sede::application};

use super::find_own;
use crate::{APPLICANT, Procedures, Visitor};

/// Why an application was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The person has no such application.
    #[error("no such application")]
    NotFound,
    /// It is decided, or being decided at this moment: show where it stands.
    #[error("too late to withdraw")]
    TooLate,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Procedures {
    /// Withdraws an application that is not decided. Withdrawing twice is withdrawing once.
    ///
    /// # Errors
    /// [`WithdrawError`].
    pub async fn withdraw(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> Result<(), WithdrawError> {
        let now = self.clock.now();
        let entropy = self.entropy.clone();
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .transact("procedures.withdraw", move |tx| {
                let stored = find_own(tx, applicant, &reference)?.ok_or(WithdrawError::NotFound)?;
                if stored.application.state == ApplicationState::Withdrawn {
                    return Ok(());
                }
                let allowed = stored.application.state.after(Step::Withdraw).is_ok();
                if !allowed || !application::withdraw(tx, &stored.application, now)? {
                    return Err(WithdrawError::TooLate);
                }
                let event = Event::ApplicationWithdrawn {
                    reference: reference.to_string(),
                };
                let about = audit::about_subject(applicant.as_bytes(), stored.data_key, APPLICANT);
                audit::append(tx, &event, about, now, &*entropy)?;
                Ok(())
            })
            .await
    }
}
