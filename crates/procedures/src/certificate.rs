//! Making the certificate and issuing it: rendered and sealed outside of any transaction, then
//! stored in one with the change of state, the audit entry and the message.

use audit::Event;
use model::{
    issued::{DocumentClass, DocumentKind, IssuedDocument},
    offence::Conviction,
    procedure::ApplicationState,
};
use ports::documents::{
    Document, DocumentFrame, DocumentSealError, OffenceCertificate, RenderError, Verification,
};
use store::{
    StoreError, Tx,
    repo::{self, sede::application::StoredApplication},
};
use vocab::{DocumentId, Entropy, Lang, SecureVerificationCode, Timestamp};

use crate::{Procedures, notices, wording, years_after};

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// It could not be rendered.
    #[error("the document could not be rendered")]
    Render(#[from] RenderError),
    /// It could not be sealed.
    #[error("the document could not be sealed")]
    Seal(#[from] DocumentSealError),
    /// The application has no purpose, so it was never sent.
    #[error("the application was never sent")]
    NotSent,
}

/// Does the person learn of the certificate on the page they are waiting for, or by a message
/// (R187)?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// On the page: no message.
    OnScreen,
    /// By SMS, and by e-mail if one was given.
    ByMessage,
}

/// A sealed certificate that is not issued yet.
#[derive(Debug, Clone)]
pub struct PreparedCertificate {
    document: IssuedDocument,
    pdf: Vec<u8>,
    application: StoredApplication,
    to: ApplicationState,
}

impl Procedures {
    /// Renders and seals the certificate of an application that goes from where it stands to
    /// `to`. Without entries it is a negative certificate.
    ///
    /// # Errors
    /// [`MakeError`].
    pub async fn prepare_certificate(
        &self,
        stored: &StoredApplication,
        entries: Vec<Conviction>,
        to: ApplicationState,
    ) -> Result<PreparedCertificate, MakeError> {
        let application = &stored.application;
        let (lang, now) = (application.lang, self.clock.now());
        let kind = if entries.is_empty() {
            DocumentKind::NegativeOffenceCertificate
        } else {
            DocumentKind::PositiveOffenceCertificate
        };
        let code = SecureVerificationCode::generate(&*self.entropy);
        let purpose = application.purpose.ok_or(MakeError::NotSent)?;
        let content = Document::OffenceCertificate(OffenceCertificate {
            frame: DocumentFrame {
                lang,
                body: self.issuing_body(lang),
                issued_at: now,
            },
            verification: Verification {
                code: code.clone(),
                address: self.settings.verification_address.clone(),
            },
            name: stored.subject.name.clone(),
            number: stored.subject.number.clone(),
            birth_date: stored.subject.birth_date,
            nationality: stored.subject.nationality,
            purpose: wording::purpose(purpose, lang).to_owned(),
            reference: application.reference.to_string(),
            entries,
        });
        let pdf = self.make(&content, lang, now).await?;
        let document = IssuedDocument {
            id: DocumentId::new(now, &*self.entropy),
            code,
            body: self.body.id,
            kind,
            lang,
            digest: self.sealer.digest(&pdf),
            issued_at: now,
            kept_until: years_after(now, self.settings.certificate_years),
            withdrawn_at: None,
        };
        Ok(PreparedCertificate {
            document,
            pdf,
            application: stored.clone(),
            to,
        })
    }

    /// Renders and seals.
    pub(crate) async fn make(
        &self,
        content: &Document,
        lang: Lang,
        now: Timestamp,
    ) -> Result<Vec<u8>, MakeError> {
        let plain = self.renderer.render(content).await?;
        Ok(self.sealer.seal(&plain, self.body.name(lang), now).await?)
    }
}

impl PreparedCertificate {
    /// Issues it: state, document, audit entry and message in one transaction. `false`: the
    /// application is no longer where it stood when the certificate was prepared, and nothing
    /// was changed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn issue(
        &self,
        tx: &mut Tx<'_>,
        actor: &str,
        delivery: Delivery,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<bool, StoreError> {
        let StoredApplication {
            application,
            data_key,
            ..
        } = &self.application;
        let id = self.document.id;
        if !repo::sede::application::issue(tx, application, self.to, id, now)? {
            return Ok(false);
        }
        repo::document::add(tx, &self.document, *data_key, &self.pdf)?;
        let event = Event::CertificateIssued {
            reference: application.reference.to_string(),
            outcome: self.outcome().to_owned(),
        };
        let about = audit::about_subject(application.applicant.as_bytes(), *data_key, actor);
        audit::append(tx, &event, about, now, entropy)?;
        if delivery == Delivery::ByMessage {
            notices::decided(tx, &self.application, &self.document, now, entropy)?;
        }
        Ok(true)
    }

    fn outcome(&self) -> &'static str {
        match self.document.kind.class() {
            DocumentClass::Bearer => "negative",
            DocumentClass::Holder => "positive",
        }
    }
}
