//! Section 1 of the form: how the person is told (R182, R183).

use model::procedure::{ApplicationReference, ApplicationState, Contact};
use store::{StoreError, repo::sede::application};

use super::find_own;
use crate::{Procedures, Visitor};

/// Why a section was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The person has no such application.
    #[error("no such application")]
    NotFound,
    /// The application was sent, perhaps in another tab: show where it stands.
    #[error("the application is no longer a draft")]
    Sent,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Procedures {
    /// Saves the contact data of a draft. Saving again replaces them.
    ///
    /// # Errors
    /// [`SaveError`].
    pub async fn save_applicant(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
        contact: Contact,
    ) -> Result<(), SaveError> {
        let now = self.clock.now();
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .transact("procedures.save_applicant", move |tx| {
                let draft = find_own(tx, applicant, &reference)?.ok_or(SaveError::NotFound)?;
                if draft.application.state != ApplicationState::Draft {
                    return Err(SaveError::Sent);
                }
                let saved = application::save_contact(tx, &draft, &contact, now)?;
                if saved { Ok(()) } else { Err(SaveError::Sent) }
            })
            .await
    }
}
