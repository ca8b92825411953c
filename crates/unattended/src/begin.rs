//! Somebody whose document is confirmed reads the conditions and consents: an attempt begins
//! (Orden ETD/465/2021 art. 10.1 and 10.2).

use std::sync::Arc;

use audit::Event;
use model::{
    body::Body,
    limit::{Growth, Limit},
    origin::Origin,
    unattended::Dossier,
};
use registration::{HandOver, HandOverError};
use store::{
    StoreError, Tx,
    repo::{
        unattended::attempt::{self, NewAttempt},
        velocity,
    },
};
use vocab::{AttemptId, BearerSecret, Lang, Timestamp};

use crate::{
    Unattended,
    attempt::{CITIZEN, Keeper},
    consent::Consent,
};

const NAME: &str = "unattended.begin";

/// Attempts of one origin in an hour: a library or a town hall has one address for many people.
const PER_ORIGIN: Limit = Limit {
    name: "unattended.begin.origin",
    most: 60,
    window_s: 3_600,
    growth: Growth::NONE,
};

/// What the person did before.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The consent that was on the screen and ticked.
    pub consent: Consent,
    /// Language of the page.
    pub lang: Lang,
    /// Where the request came from.
    pub origin: Origin,
}

/// Why no attempt began.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// This route does not exist here.
    #[error("this route is not offered")]
    NotOffered,
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// The flow has led to a registration already.
    #[error("the flow is complete")]
    Completed,
    /// Too many attempts for this number or from this origin.
    #[error("too many attempts")]
    TooOften {
        /// From here on another is possible.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<HandOverError> for BeginError {
    fn from(error: HandOverError) -> Self {
        match error {
            HandOverError::FlowGone => Self::FlowGone,
            HandOverError::Completed => Self::Completed,
            HandOverError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct Beginning {
    keeper: Keeper,
    hand_over: HandOver,
    body: Arc<Body>,
    given: Begin,
    secret_hash: [u8; 32],
}

impl Unattended {
    /// Begins an attempt; what the browser keeps from here on. An earlier one of the same person
    /// stays as it is.
    ///
    /// # Errors
    /// [`BeginError`].
    pub async fn begin(
        &self,
        flow: &BearerSecret,
        given: Begin,
    ) -> Result<BearerSecret, BeginError> {
        if !self.offered() {
            return Err(BeginError::NotOffered);
        }
        let secret = BearerSecret::generate(&*self.entropy);
        let keeper = self.keeper();
        let beginning = Beginning {
            hand_over: self.registrar.hand_over(flow, keeper.now),
            body: self.body.clone(),
            given,
            secret_hash: self.secret_hash(&secret),
            keeper,
        };
        self.store
            .transact(NAME, move |tx| beginning.run(tx))
            .await??;
        Ok(secret)
    }
}

impl Beginning {
    /// What counts against a limit is committed even where nothing begins.
    fn run(&self, tx: &mut Tx<'_>) -> Result<Result<(), BeginError>, BeginError> {
        let Keeper { now, rules, .. } = &self.keeper;
        let person = self.hand_over.open(tx, rules.send_by(*now))?;
        let per_number = Limit {
            name: "unattended.begin.number",
            most: rules.attempts_a_day,
            window_s: 86_400,
            growth: Growth::NONE,
        };
        let number = person.number.as_str().as_bytes().to_vec();
        let origin = self.given.origin.as_key();
        for (limit, value) in [(PER_ORIGIN, &origin), (per_number, &number)] {
            let standing = velocity::count(tx, limit, value, *now)?;
            if standing.exceeded() {
                let until = standing.ends_at;
                return Ok(Err(BeginError::TooOften { until }));
            }
        }
        let consent = self.given.consent;
        let dossier = Dossier {
            flow: person.flow,
            number: person.number,
            name: person.name,
            birth_date: person.birth_date,
            consent_version: consent.version.to_owned(),
            consent_lang: consent.lang,
            consented_at: *now,
            front: None,
            back: None,
            tries: (0, 0),
            contact: None,
            codes_sent: 0,
            film: None,
            films: 0,
            asked: Vec::new(),
            terms: None,
            displace: false,
            report: None,
            notes: Vec::new(),
        };
        let entropy = &*self.keeper.entropy;
        let attempt = NewAttempt {
            id: AttemptId::new(*now, entropy),
            body: self.body.id,
            secret_hash: self.secret_hash,
            lang: self.given.lang,
            dossier: &dossier,
        };
        let data_key = attempt::add(tx, &attempt, *now, entropy)?;
        let event = Event::UnattendedBegun {
            consent: consent.version.to_owned(),
        };
        let about = audit::about_subject(attempt.id.as_bytes(), data_key, CITIZEN);
        audit::append(tx, &event, about, *now, entropy)?;
        Ok(Ok(()))
    }
}
