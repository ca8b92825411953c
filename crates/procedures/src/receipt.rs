//! The content of the receipt of an application.

use model::issued::{DocumentKind, IssuedDocument};
use ports::documents::{ApplicationReceipt, Document, DocumentFrame, Verification};
use store::repo::sede::application::StoredApplication;
use vocab::{DocumentId, SecureVerificationCode};

use crate::{MakeError, Procedures, wording, years_after};

/// A sealed receipt that is not stored yet.
#[derive(Clone)]
pub(crate) struct PreparedReceipt {
    pub(crate) document: IssuedDocument,
    pub(crate) pdf: Vec<u8>,
}

impl Procedures {
    /// Renders and seals the receipt; `None` for an application that was never sent.
    pub(crate) async fn prepare_receipt(
        &self,
        stored: &StoredApplication,
    ) -> Result<Option<PreparedReceipt>, MakeError> {
        let application = &stored.application;
        let (Some(submitted_at), Some(purpose), Some(contact)) = (
            application.submitted_at,
            application.purpose,
            &stored.contact,
        ) else {
            return Ok(None);
        };
        let lang = application.lang;
        let code = SecureVerificationCode::generate(&*self.entropy);
        let content = Document::ApplicationReceipt(ApplicationReceipt {
            frame: DocumentFrame {
                lang,
                body: self.issuing_body(lang),
                issued_at: submitted_at,
            },
            verification: Verification {
                code: code.clone(),
                address: self.settings.verification_address.clone(),
            },
            name: stored.subject.name.clone(),
            number: stored.subject.number.clone(),
            reference: application.reference.to_string(),
            procedure: wording::procedure(lang).to_owned(),
            purpose: wording::purpose(purpose, lang).to_owned(),
            phone: contact.phone.clone(),
            email: contact.email.clone(),
        });
        let now = self.clock.now();
        let pdf = self.make(&content, lang, now).await?;
        let document = IssuedDocument {
            id: DocumentId::new(now, &*self.entropy),
            code,
            body: self.body.id,
            kind: DocumentKind::ApplicationReceipt,
            lang,
            digest: self.sealer.digest(&pdf),
            issued_at: now,
            kept_until: years_after(now, self.settings.receipt_years),
            withdrawn_at: None,
        };
        Ok(Some(PreparedReceipt { document, pdf }))
    }
}
