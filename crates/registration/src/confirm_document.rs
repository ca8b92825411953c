//! The person types number and contrast datum; a flow begins if they match a document in force
//! (R026–R045).

use model::{
    document::{ContrastDatum, OutOfForce, match_document},
    origin::Origin,
};
use ports::civil_register::{CivilRecord, RegisterUnavailable};
use store::{
    StoreError,
    repo::velocity::{self, Window},
};
use vocab::{BearerSecret, Date, IdentityNumber, Lang, Timestamp};

use crate::{
    Registrar,
    flow::{FlowState, Stage},
};

const NAME: &str = "registration.confirm_document";

/// A quarter of an hour: long enough to stop guessing 11 bits of date, short enough that a person
/// who mistyped is back after a coffee.
const WRONG_PER_NUMBER: Window = Window { kind: "registration.wrong_contrast.number", seconds: 900 };
const WRONG_PER_ORIGIN: Window = Window { kind: "registration.wrong_contrast.origin", seconds: 900 };

/// What the person typed, and from where.
#[derive(Debug, Clone)]
pub struct ConfirmDocument {
    /// DNI, NIE or K, L, M number.
    pub number: IdentityNumber,
    /// The datum printed on the document.
    pub contrast: ContrastDatum,
    /// Where the request came from.
    pub origin: Origin,
    /// Language of the page; the letter and the messages will speak it.
    pub lang: Lang,
}

/// Why no flow began.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmDocumentError {
    /// Unknown number, wrong datum, or a person who died: one neutral answer (R041, R238).
    #[error("number and contrast datum were not confirmed")]
    NotConfirmed,
    /// They match, but the document is not in force (R042, R237).
    #[error(transparent)]
    OutOfForce(#[from] OutOfForce),
    /// Too many wrong data for this number or from this origin; try again in a while.
    #[error("too many wrong contrast data")]
    TooManyTries,
    /// The civil register does not answer.
    #[error(transparent)]
    Register(#[from] RegisterUnavailable),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Registrar {
    /// Checks number and contrast datum and begins a flow, whose secret the browser keeps.
    ///
    /// # Errors
    /// [`ConfirmDocumentError`].
    pub async fn confirm_document(
        &self,
        given: ConfirmDocument,
    ) -> Result<BearerSecret, ConfirmDocumentError> {
        let now = self.clock.now();
        self.refuse_hammering(&given, now).await?;
        let record = self.register.find(&given.number, now).await?;
        let Some(record) = record.filter(|record| self.matches(record, &given)) else {
            self.count_wrong(&given, now).await?;
            return Err(ConfirmDocumentError::NotConfirmed);
        };
        // Only after the match: whether the document is in force may be told now.
        let matched = match_document(&record.document, &given.contrast, self.settings.contrast)
            .map_err(|_| ConfirmDocumentError::NotConfirmed)?;
        matched.in_force(self.today(now))?;
        let state = FlowState {
            number: record.number,
            name: record.name,
            birth_date: record.birth_date,
            lang: given.lang,
            tax_address: record.tax_address,
            wrong_codes: 0,
            phone_codes_sent: 0,
            stage: Stage::DocumentConfirmed,
        };
        Ok(self.add_flow(NAME, &state, now).await?)
    }

    fn matches(&self, record: &CivilRecord, given: &ConfirmDocument) -> bool {
        record.died_on.is_none()
            && match_document(&record.document, &given.contrast, self.settings.contrast).is_ok()
    }

    async fn refuse_hammering(
        &self,
        given: &ConfirmDocument,
        now: Timestamp,
    ) -> Result<(), ConfirmDocumentError> {
        let (number, origin) = (given.number.clone(), given.origin.as_key());
        let (of_number, of_origin) = self
            .store
            .read("registration.confirm_document.limits", move |tx| {
                let number = number.as_str().as_bytes();
                Ok::<_, StoreError>((
                    velocity::count(tx, WRONG_PER_NUMBER, number, now)?,
                    velocity::count(tx, WRONG_PER_ORIGIN, &origin, now)?,
                ))
            })
            .await?;
        let over = of_number >= self.settings.wrong_contrast_per_number
            || of_origin >= self.settings.wrong_contrast_per_origin;
        if over { Err(ConfirmDocumentError::TooManyTries) } else { Ok(()) }
    }

    async fn count_wrong(&self, given: &ConfirmDocument, now: Timestamp) -> Result<(), StoreError> {
        let (number, origin) = (given.number.clone(), given.origin.as_key());
        self.store
            .transact(NAME, move |tx| {
                velocity::bump(tx, WRONG_PER_NUMBER, number.as_str().as_bytes(), now)?;
                velocity::bump(tx, WRONG_PER_ORIGIN, &origin, now)?;
                Ok(())
            })
            .await
    }

    /// The day in the body's time zone: documents expire at local midnight.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        let zone = jiff::tz::TimeZone::get(&self.body.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        now.to_zoned(zone).date()
    }
}
