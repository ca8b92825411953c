//! "View PDF": the receipt of the registration, signed by the system, with its own verification
//! code (R065–R068, RES-2015 an. I 1.1).

use model::{
    body::Body,
    issued::{DocumentKind, IssuedDocument},
};
use ports::documents::{
    Document, DocumentFrame, DocumentSealError, IssuingBody, RegistrationReceipt, RenderError,
    Verification,
};
use store::{StoreError, Tx, repo};
use vocab::{BearerSecret, DocumentId, Lang, RegistrationLevel, SecureVerificationCode, Timestamp};

use crate::{
    Registrar,
    flow::{FlowError, FlowState, Stage},
    terms,
};

const NAME: &str = "registration.receipt";

/// Why there is no receipt to show.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// The flow is unknown or past its time.
    #[error("the flow is gone")]
    FlowGone,
    /// Nothing has been completed in this flow.
    #[error("nothing has been registered in this flow")]
    NotYet,
    /// The receipt could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The receipt could not be sealed.
    #[error(transparent)]
    Seal(#[from] DocumentSealError),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FlowError> for ReceiptError {
    fn from(error: FlowError) -> Self {
        match error {
            // A receipt made by another request at the same moment is as good: look again.
            FlowError::Gone | FlowError::Raced => Self::FlowGone,
            FlowError::Store(error) => Self::Store(error),
        }
    }
}

impl Registrar {
    /// The receipt of the registration completed in this flow: made once, then the same bytes.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub async fn receipt(&self, secret: &BearerSecret) -> Result<Vec<u8>, ReceiptError> {
        let now = self.clock.now();
        let keeper = self.keeper(secret, now);
        let (state, advanced) = self
            .store
            .read("registration.receipt.open", move |tx| {
                let state = keeper.open(tx)?.state;
                let advanced = is_advanced(tx, &state)?;
                Ok::<_, FlowError>((state, advanced))
            })
            .await?;
        if let Some(pdf) = self.made_before(&state).await? {
            return Ok(pdf);
        }
        let code = SecureVerificationCode::generate(&*self.entropy);
        let document = self.content(&state, advanced, &code)?;
        let plain = self.renderer.render(&document).await?;
        let pdf = self
            .sealer
            .seal(&plain, self.body.name(state.lang), now)
            .await?;
        self.keep(secret, code, pdf, now).await
    }

    async fn made_before(&self, state: &FlowState) -> Result<Option<Vec<u8>>, StoreError> {
        let Stage::Completed {
            receipt: Some(id), ..
        } = &state.stage
        else {
            return Ok(None);
        };
        let id = *id;
        self.store
            .read("registration.receipt.read", move |tx| {
                repo::document::pdf(tx, id)
            })
            .await
    }

    fn content(
        &self,
        state: &FlowState,
        advanced: bool,
        code: &SecureVerificationCode,
    ) -> Result<Document, ReceiptError> {
        let Stage::Completed {
            activation_code,
            phone,
            email,
            at,
            terms_version,
            terms_lang,
            ..
        } = &state.stage
        else {
            return Err(ReceiptError::NotYet);
        };
        let accepted = terms::current(*terms_lang);
        Ok(Document::RegistrationReceipt(RegistrationReceipt {
            frame: DocumentFrame {
                lang: state.lang,
                body: issuing_body(&self.body, state.lang),
                issued_at: *at,
            },
            verification: Verification {
                code: code.clone(),
                address: self.settings.verification_address.clone(),
            },
            name: state.name.clone(),
            number: state.number.clone(),
            phone: phone.clone(),
            email: email.clone(),
            advanced,
            activation_code: activation_code.clone(),
            terms_version: terms_version.clone(),
            terms: accepted.paragraphs().map(str::to_owned).collect(),
        }))
    }

    /// Stores the receipt unless another request stored one first, whose bytes win.
    async fn keep(
        &self,
        secret: &BearerSecret,
        code: SecureVerificationCode,
        pdf: Vec<u8>,
        now: Timestamp,
    ) -> Result<Vec<u8>, ReceiptError> {
        let keeper = self.keeper(secret, now);
        let document = IssuedDocument {
            id: DocumentId::new(now, &*self.entropy),
            code,
            body: self.body.id,
            kind: DocumentKind::RegistrationReceipt,
            lang: Lang::Es,
            digest: self.sealer.digest(&pdf),
            issued_at: now,
            kept_until: years_after(now, self.settings.receipt_years),
            withdrawn_at: None,
        };
        let entropy = self.entropy.clone();
        self.store
            .transact(NAME, move |tx| {
                let mut flow = keeper.open(tx)?;
                let lang = flow.state.lang;
                let Stage::Completed {
                    person,
                    registration,
                    receipt,
                    ..
                } = &mut flow.state.stage
                else {
                    return Err(ReceiptError::NotYet);
                };
                if let Some(first) = receipt {
                    let first = *first;
                    return repo::document::pdf(tx, first)?.ok_or(ReceiptError::NotYet);
                }
                let person = repo::person::find(tx, *person)?.ok_or(ReceiptError::NotYet)?;
                let document = IssuedDocument {
                    lang,
                    ..document.clone()
                };
                repo::document::add(tx, &document, person.data_key, &pdf)?;
                repo::registration::set_receipt(tx, *registration, document.id, now)?;
                audit::append(
                    tx,
                    &audit::Event::ReceiptIssued,
                    audit::about(&person),
                    now,
                    &*entropy,
                )?;
                *receipt = Some(document.id);
                keeper.save(tx, &flow)?;
                Ok(pdf.clone())
            })
            .await
    }
}

/// A letter registers at the basic level, and leaves an advanced registration whose phone it
/// restores as it was.
fn is_advanced(tx: &mut Tx<'_>, state: &FlowState) -> Result<bool, StoreError> {
    let Stage::Completed { person, .. } = &state.stage else {
        return Ok(false);
    };
    let level = repo::registration::state_of(tx, *person)?.map(|(_, level)| level);
    Ok(level == Some(RegistrationLevel::Advanced))
}

/// The body as it appears on documents.
pub(crate) fn issuing_body(body: &Body, lang: Lang) -> IssuingBody {
    IssuingBody {
        name: body.name(lang).to_owned(),
        dir3: body.dir3.clone(),
        helpline: body.contact.helpline.clone(),
        address: body.contact.address.clone(),
        time_zone: body.time_zone.clone(),
    }
}

fn years_after(now: Timestamp, years: u16) -> Timestamp {
    let seconds = i64::from(years).saturating_mul(31_557_600);
    Timestamp::from_second(now.as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX)
}
