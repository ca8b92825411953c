//! The stored original, to compare with what somebody was given (R206, R263).

use model::{issued::DocumentClass, origin::Origin};
use store::repo;
use vocab::SecureVerificationCode;

use super::VerifyError;
use crate::Procedures;

impl Procedures {
    /// The original as PDF: to whoever holds the code of a *bearer* document, and to nobody else.
    ///
    /// # Errors
    /// [`VerifyError`].
    pub async fn fetch_document(
        &self,
        code: &SecureVerificationCode,
        origin: Origin,
    ) -> Result<Vec<u8>, VerifyError> {
        let document = self.look_up(code, origin).await?;
        match document.kind.class() {
            DocumentClass::Holder => return Err(VerifyError::HolderOnly),
            DocumentClass::Bearer => {}
        }
        let id = document.id;
        let pdf = self
            .store
            .read("procedures.fetch_document", move |tx| {
                repo::document::pdf(tx, id)
            })
            .await?;
        pdf.ok_or(VerifyError::Unknown)
    }
}
