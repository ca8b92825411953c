//! Section 2 of the form: what the certificate is wanted for (R184, defaults D25).

use model::procedure::{ApplicationReference, ApplicationState, Purpose};
use store::repo::sede::application;

use super::{find_own, save_applicant::SaveError};
use crate::{Procedures, Visitor};

impl Procedures {
    /// Saves the purpose of a draft. Saving again replaces it.
    ///
    /// # Errors
    /// [`SaveError`].
    pub async fn save_purpose(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
        purpose: Purpose,
    ) -> Result<(), SaveError> {
        let now = self.clock.now();
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .transact("procedures.save_purpose", move |tx| {
                let draft = find_own(tx, applicant, &reference)?.ok_or(SaveError::NotFound)?;
                if draft.application.state != ApplicationState::Draft {
                    return Err(SaveError::Sent);
                }
                let saved = application::save_purpose(tx, draft.application.id, purpose, now)?;
                if saved { Ok(()) } else { Err(SaveError::Sent) }
            })
            .await
    }
}
