//! The person types number and contrast datum; a flow begins if they match a document in force
//! (R026–R045).

use model::{
    document::{ContrastDatum, OutOfForce, match_document},
    limit::{ContrastLimits, closed_until},
    origin::Origin,
};
use ports::civil_register::{CivilRecord, RegisterUnavailable};
use store::{StoreError, Tx, repo::velocity};
use vocab::{BearerSecret, Date, IdentityNumber, Lang, Timestamp};

use crate::{
    Registrar,
    flow::{FlowState, Stage},
};

const NAME: &str = "registration.confirm_document";

/// Years from which a person registers at a distance (defaults D17; Código Civil art. 240).
const MAJORITY: i16 = 18;

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
    /// They match, but a minor registers in person, with who represents them (R106, R109; defaults
    /// D17).
    #[error("a minor registers in person")]
    Minor,
    /// Too many wrong data for this number or from this origin.
    #[error("too many wrong contrast data")]
    TooManyTries {
        /// From here on they may try again.
        until: Timestamp,
    },
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
        let found = self.judge(record, &given, now);
        self.begin_or_count(given, found, now).await
    }

    /// The state in which a flow begins, or why none does.
    fn judge(
        &self,
        record: Option<CivilRecord>,
        given: &ConfirmDocument,
        now: Timestamp,
    ) -> Result<FlowState, ConfirmDocumentError> {
        let record = record
            .filter(|record| record.died_on.is_none())
            .ok_or(ConfirmDocumentError::NotConfirmed)?;
        let matched = match_document(&record.document, &given.contrast, self.settings.contrast)
            .map_err(|_| ConfirmDocumentError::NotConfirmed)?;
        // Only after the match: whether the document is in force may be told now.
        let today = self.today(now);
        matched.in_force(today)?;
        if !record.birth_date.has_reached_age(MAJORITY, today) {
            return Err(ConfirmDocumentError::Minor);
        }
        Ok(FlowState {
            number: record.number,
            name: record.name,
            birth_date: record.birth_date,
            lang: given.lang,
            tax_address: record.tax_address,
            wrong_codes: 0,
            phone_codes_sent: 0,
            renewed: false,
            stage: Stage::DocumentConfirmed,
        })
    }

    /// Before the civil register is asked, so that hammering never reaches it.
    async fn refuse_hammering(
        &self,
        given: &ConfirmDocument,
        now: Timestamp,
    ) -> Result<(), ConfirmDocumentError> {
        let (limits, given) = (self.settings.contrast_limits, given.clone());
        let closed = self
            .store
            .read("registration.confirm_document.limits", move |tx| {
                closed(tx, limits, &given, now)
            })
            .await?;
        match closed {
            Some(until) => Err(ConfirmDocumentError::TooManyTries { until }),
            None => Ok(()),
        }
    }

    /// Looks at the limits again where the try is counted: guesses that come at the same moment
    /// get no more tries than guesses one after the other.
    async fn begin_or_count(
        &self,
        given: ConfirmDocument,
        found: Result<FlowState, ConfirmDocumentError>,
        now: Timestamp,
    ) -> Result<BearerSecret, ConfirmDocumentError> {
        let wrong = matches!(found, Err(ConfirmDocumentError::NotConfirmed));
        let flow = found.as_ref().ok().map(|state| self.new_flow(state, now));
        let limits = self.settings.contrast_limits;
        let closed = self
            .store
            .transact(NAME, {
                let flow = flow.clone();
                move |tx| {
                    let closed = closed(tx, limits, &given, now)?;
                    if closed.is_some() {
                        return Ok::<_, StoreError>(closed);
                    }
                    if wrong {
                        count_wrong(tx, limits, &given, now)?;
                    }
                    if let Some(flow) = &flow {
                        flow.add(tx, now)?;
                    }
                    Ok(None)
                }
            })
            .await?;
        if let Some(until) = closed {
            return Err(ConfirmDocumentError::TooManyTries { until });
        }
        found?;
        flow.map(|flow| flow.secret)
            .ok_or(ConfirmDocumentError::NotConfirmed)
    }

    /// The day in the body's time zone: documents expire at local midnight.
    pub(crate) fn today(&self, now: Timestamp) -> Date {
        let zone = jiff::tz::TimeZone::get(&self.body.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        now.to_zoned(zone).date()
    }
}

/// Until when no datum is looked at, for this number or this origin; nothing if one may be.
fn closed(
    tx: &mut Tx<'_>,
    limits: ContrastLimits,
    given: &ConfirmDocument,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let (number, origin) = (given.number.as_str().as_bytes(), given.origin.as_key());
    let asked = [(limits.number(), number), (limits.origin(), &origin)];
    Ok(closed_until(&velocity::look(tx, asked, now)?))
}

fn count_wrong(
    tx: &mut Tx<'_>,
    limits: ContrastLimits,
    given: &ConfirmDocument,
    now: Timestamp,
) -> Result<(), StoreError> {
    let number = given.number.as_str().as_bytes();
    velocity::count(tx, limits.number(), number, now)?;
    velocity::count(tx, limits.origin(), &given.origin.as_key(), now)?;
    velocity::count(tx, limits.platform(), b"", now)?;
    Ok(())
}
