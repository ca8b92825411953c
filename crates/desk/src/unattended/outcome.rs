//! The document with the result of a review, made before the transaction that decides.

use std::sync::Arc;

use model::{
    issued::{DocumentKind, IssuedDocument},
    unattended::AttemptState,
};
use ports::documents::{
    Document, DocumentFrame, IdentificationOutcome, IdentificationResult, IssuingBody, Verification,
};
use store::{StoreError, Tx, repo};
use unattended::attempt::OpenAttempt;
use vocab::{DocumentId, SecureVerificationCode, Timestamp};

use super::{Reviews, decide::ReviewError};

/// A document that was made and is not kept yet.
#[derive(Clone)]
pub(super) struct Issued {
    pub(super) document: IssuedDocument,
    pdf: Arc<Vec<u8>>,
}

impl Issued {
    /// Keeps it, sealed under the attempt's key.
    pub(super) fn keep(
        &self,
        tx: &mut Tx<'_>,
        open: &OpenAttempt,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let document = IssuedDocument {
            issued_at: now,
            ..self.document.clone()
        };
        repo::document::add(tx, &document, open.stored.data_key, &self.pdf)
    }
}

impl Reviews {
    /// The document of a result; nothing for a doubt, which is none.
    pub(super) async fn result(
        &self,
        open: &OpenAttempt,
        state: &AttemptState,
        now: Timestamp,
    ) -> Result<Option<Issued>, ReviewError> {
        let outcome = match state {
            AttemptState::Confirmed { .. } => IdentificationOutcome::Confirmed,
            AttemptState::Refused {
                reason, withdrawn, ..
            } => IdentificationOutcome::Refused {
                withdrawn: *withdrawn,
                reason: reason.may_be_told().then(|| reason.as_str().to_owned()),
            },
            AttemptState::Capturing { .. }
            | AttemptState::Waiting { .. }
            | AttemptState::Doubted { .. }
            | AttemptState::Abandoned { .. } => return Ok(None),
        };
        let registrar = &self.unattended.registrar;
        let body = &self.desk.body;
        let lang = open.stored.lang;
        let code = SecureVerificationCode::generate(&*self.desk.entropy);
        let content = Document::IdentificationResult(IdentificationResult {
            frame: DocumentFrame {
                lang,
                body: IssuingBody {
                    name: body.name(lang).to_owned(),
                    dir3: body.dir3.clone(),
                    helpline: body.contact.helpline.clone(),
                    address: body.contact.address.clone(),
                    time_zone: body.time_zone.clone(),
                },
                issued_at: now,
            },
            verification: Verification {
                code: code.clone(),
                address: registrar.settings.verification_address.clone(),
            },
            name: open.dossier.name.clone(),
            number: open.dossier.number.clone(),
            sent_at: open.stored.sent_at.unwrap_or(now),
            outcome,
        });
        let plain = registrar.renderer.render(&content).await?;
        let pdf = registrar.sealer.seal(&plain, body.name(lang), now).await?;
        let years = i64::from(registrar.settings.receipt_years) * 31_557_600;
        let kept_until = Timestamp::from_second(now.as_second().saturating_add(years));
        let document = IssuedDocument {
            id: DocumentId::new(now, &*self.desk.entropy),
            code,
            body: body.id,
            kind: DocumentKind::IdentificationResult,
            lang,
            digest: registrar.sealer.digest(&pdf),
            issued_at: now,
            kept_until: kept_until.unwrap_or(Timestamp::MAX),
            withdrawn_at: None,
        };
        Ok(Some(Issued {
            document,
            pdf: Arc::new(pdf),
        }))
    }
}
