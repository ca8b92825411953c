//! The receipt of an application that was sent: made when it is first asked for, then the same
//! bytes (class *holder*).

use audit::Event;
use model::procedure::ApplicationReference;
use store::{
    StoreError,
    repo::{self, sede::application},
};

use super::find_own;
use crate::{APPLICANT, MakeError, Procedures, Visitor, receipt::PreparedReceipt};

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// The person has no such application.
    #[error("no such application")]
    NotFound,
    /// The application was never sent.
    #[error("the application was not sent")]
    NotSent,
    /// The receipt could not be made now: try again.
    #[error(transparent)]
    Make(#[from] MakeError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Procedures {
    /// The receipt as PDF.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub async fn download_receipt(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
    ) -> Result<Vec<u8>, ReceiptError> {
        let (applicant, wanted) = (visitor.applicant(), reference.clone());
        let (stored, made) = self
            .store
            .read("procedures.read_receipt", move |tx| {
                let stored = find_own(tx, applicant, &wanted)?.ok_or(ReceiptError::NotFound)?;
                let made = match stored.application.receipt {
                    Some(id) => repo::document::pdf(tx, id)?,
                    None => None,
                };
                Ok::<_, ReceiptError>((stored, made))
            })
            .await?;
        if let Some(pdf) = made {
            return Ok(pdf);
        }
        let prepared = self
            .prepare_receipt(&stored)
            .await?
            .ok_or(ReceiptError::NotSent)?;
        self.keep_receipt(visitor, reference, prepared).await
    }

    /// Stores the receipt unless another request stored one first, whose bytes win.
    async fn keep_receipt(
        &self,
        visitor: &Visitor,
        reference: &ApplicationReference,
        prepared: PreparedReceipt,
    ) -> Result<Vec<u8>, ReceiptError> {
        let now = self.clock.now();
        let entropy = self.entropy.clone();
        let (applicant, reference) = (visitor.applicant(), reference.clone());
        self.store
            .transact("procedures.download_receipt", move |tx| {
                let stored = find_own(tx, applicant, &reference)?.ok_or(ReceiptError::NotFound)?;
                let (id, key) = (stored.application.id, stored.data_key);
                if let Some(first) = stored.application.receipt {
                    return repo::document::pdf(tx, first)?.ok_or(ReceiptError::NotFound);
                }
                application::set_receipt(tx, id, prepared.document.id, now)?;
                repo::document::add(tx, &prepared.document, key, &prepared.pdf)?;
                let about = audit::about_subject(applicant.as_bytes(), key, APPLICANT);
                audit::append(tx, &Event::ReceiptIssued, about, now, &*entropy)?;
                Ok(prepared.pdf.clone())
            })
            .await
    }
}
