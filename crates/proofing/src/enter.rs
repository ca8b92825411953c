//! Somebody whose document is confirmed enters the waiting room (R086–R095). Entering again from
//! the same flow is coming back: the same call, the same place, another secret. So is entering from
//! another browser with the number of somebody who waits: a number has one place in the queue, and
//! the browser that came last has it. A call that an operator has attended is never taken over so:
//! who comes then waits at the end, and the operator sees it.

use std::sync::Arc;

use audit::Event;
use model::{
    body::Body,
    limit::{Growth, Limit},
    origin::Origin,
    video::{Evidence, Opening, Seat},
};
use ports::sealing::KeyedHash;
use registration::{Confirmed, HandOver, HandOverError, terms::Terms};
use store::{
    StoreError, Tx,
    repo::{
        velocity,
        video::{self, call::StoredCall},
    },
};
use vocab::{BearerSecret, Lang, Line, SignedDuration, Timestamp, VideoCallId};

use crate::{
    Proofing,
    call::{Agreed, CITIZEN, CallKeeper, Contact, Dossier},
    consent::Consent,
};

const NAME: &str = "proofing.enter";

/// Entrances of one origin in an hour: a library or a town hall has one address for many people.
const PER_ORIGIN: Limit = Limit {
    name: "video.enter.origin",
    most: 60,
    window_s: 3_600,
    growth: Growth::NONE,
};

/// Entrances for one number in an hour. Whoever knows a number and what is printed on a card
/// could otherwise fill the queue in its name.
const PER_NUMBER: Limit = Limit {
    name: "video.enter.number",
    most: 10,
    window_s: 3_600,
    growth: Growth::NONE,
};

/// How long after closing the flow is kept: the last call may take its time.
const AFTER_CLOSING: SignedDuration = SignedDuration::from_hours(2);

/// What the person did before entering.
#[derive(Debug, Clone)]
pub struct EnterWaitingRoom {
    /// What the person wants to be called (R094).
    pub shown_name: Line,
    /// The consent to be recorded that was on the screen and ticked.
    pub consent: Consent,
    /// The conditions of use that were on the screen and ticked (R095).
    pub terms: Terms,
    /// "I have made the test call and my device is set up" (R081).
    pub tested: bool,
    /// Phone and e-mail address, if the person gave them before the call.
    pub contact: Option<Contact>,
    /// Language of the page.
    pub lang: Lang,
    /// Where the request came from.
    pub origin: Origin,
}

/// Why somebody did not enter.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// The flow is unknown or past its time: begin again.
    #[error("the flow is gone")]
    FlowGone,
    /// The flow has led to a registration already.
    #[error("the flow is complete")]
    NotYet,
    /// The service is closed, or it is too late to be attended today (R072, R247).
    #[error("the service lets nobody in now")]
    Closed(Opening),
    /// The device was not tested (R081).
    #[error("the device was not tested")]
    NotTested,
    /// The waiting room is full.
    #[error("the waiting room is full")]
    Full,
    /// Too many entrances for this number or from this origin.
    #[error("too many entrances")]
    TooOften {
        /// From here on another is possible.
        until: Timestamp,
    },
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<HandOverError> for EnterError {
    fn from(error: HandOverError) -> Self {
        match error {
            HandOverError::FlowGone => Self::FlowGone,
            HandOverError::Completed => Self::NotYet,
            HandOverError::Store(error) => Self::Store(error),
        }
    }
}

#[derive(Clone)]
struct Entering {
    keeper: CallKeeper,
    hand_over: HandOver,
    hashes: Arc<dyn KeyedHash>,
    body: Arc<Body>,
    given: EnterWaitingRoom,
    secret_hash: [u8; 32],
    keep_flow_until: Timestamp,
}

impl Proofing {
    /// Lets somebody into the waiting room; what their browser keeps from here on.
    ///
    /// # Errors
    /// [`EnterError`].
    pub async fn enter(
        &self,
        flow: &BearerSecret,
        given: EnterWaitingRoom,
    ) -> Result<BearerSecret, EnterError> {
        if !given.tested {
            return Err(EnterError::NotTested);
        }
        let keeper = self.keeper();
        let opening = self.rules.hours.opening(keeper.now);
        let closes_at = match opening {
            Opening::Open { closes_at, .. } if self.rules.offered => closes_at,
            Opening::Open { .. } | Opening::Closed { .. } => {
                return Err(EnterError::Closed(opening));
            }
        };
        let secret = BearerSecret::generate(&*self.entropy);
        let entering = Entering {
            hand_over: self.registrar.hand_over(flow, keeper.now),
            hashes: self.hashes.clone(),
            body: self.body.clone(),
            given,
            secret_hash: self.secret_hash(&secret),
            keep_flow_until: closes_at.saturating_add(AFTER_CLOSING).unwrap_or(closes_at),
            keeper,
        };
        self.store
            .transact(NAME, move |tx| entering.run(tx, opening))
            .await?;
        Ok(secret)
    }
}

impl Entering {
    fn run(&self, tx: &mut Tx<'_>, opening: Opening) -> Result<(), EnterError> {
        let now = self.keeper.now;
        let person = self.hand_over.open(tx, self.keep_flow_until)?;
        if let Some(live) = video::call::find_live_of_flow(tx, person.flow)? {
            // Coming back is always possible, also after the last admission.
            video::call::renew_secret(tx, live.id, self.secret_hash, now)?;
            video::line::mark_seen(tx, &[live.id], now)?;
            return Ok(());
        }
        if let Some(waiting) = video::call::find_queued_of_number(tx, self.body.id, &person.number)?
        {
            return self.take_over(tx, waiting, person);
        }
        if !opening.admits(now) {
            return Err(EnterError::Closed(opening));
        }
        if video::call::count_waiting(tx, self.body.id)? >= self.keeper.rules.waiting_most {
            return Err(EnterError::Full);
        }
        self.limit(tx, PER_ORIGIN, &self.given.origin.as_key())?;
        self.limit(tx, PER_NUMBER, person.number.as_str().as_bytes())?;
        let number = person.number.clone();
        let flow = person.flow;
        let dossier = self.dossier(person);
        let id = VideoCallId::new(now, &*self.keeper.entropy);
        let call = video::call::NewCall {
            id,
            body: self.body.id,
            secret_hash: self.secret_hash,
            flow,
            number: &number,
            lang: self.given.lang,
            dossier: &dossier.to_bytes(),
        };
        video::call::add(tx, &call, now, &*self.keeper.entropy)?;
        let call = self
            .keeper
            .open(tx, id)?
            .ok_or_else(|| StoreError::decode("video_call.id"))?;
        let event = Event::VideoCallEntered {
            consent: self.given.consent.version.to_owned(),
        };
        self.keeper.note(tx, &call, &event, CITIZEN)?;
        Ok(())
    }

    /// The place of the same person in another browser, with what was agreed to in this one.
    fn take_over(
        &self,
        tx: &mut Tx<'_>,
        waiting: StoredCall,
        person: Confirmed,
    ) -> Result<(), EnterError> {
        let now = self.keeper.now;
        self.limit(tx, PER_ORIGIN, &self.given.origin.as_key())?;
        self.limit(tx, PER_NUMBER, person.number.as_str().as_bytes())?;
        let mut call = self
            .keeper
            .open_stored(tx, waiting)?
            .ok_or_else(|| StoreError::decode("video_call.dossier"))?;
        let flow = person.flow;
        call.dossier = self.dossier(person);
        self.keeper.save(tx, &mut call)?;
        let (id, lang) = (call.id(), self.given.lang);
        video::call::hand_over(tx, id, flow, self.secret_hash, lang, now)?;
        video::line::mark_seen(tx, &[id], now)?;
        let seat = Seat::Citizen;
        self.keeper
            .record(tx, &call, Evidence::TakenOver { seat }, None)?;
        let event = Event::VideoCallEntered {
            consent: self.given.consent.version.to_owned(),
        };
        Ok(self.keeper.note(tx, &call, &event, CITIZEN)?)
    }

    fn dossier(&self, person: Confirmed) -> Dossier {
        let shown_name = self.given.shown_name.as_str().to_owned();
        let agreed = self.agreed(self.keeper.now);
        Dossier {
            contact: self.given.contact.clone(),
            ..Dossier::new(person, shown_name, agreed)
        }
    }

    fn limit(&self, tx: &mut Tx<'_>, limit: Limit, value: &[u8]) -> Result<(), EnterError> {
        let standing = velocity::count(tx, limit, value, self.keeper.now)?;
        if standing.exceeded() {
            Err(EnterError::TooOften {
                until: standing.ends_at,
            })
        } else {
            Ok(())
        }
    }

    fn agreed(&self, at: Timestamp) -> [Agreed; 2] {
        let Consent {
            version,
            lang,
            text,
        } = self.given.consent;
        let consent = Agreed {
            version: version.to_owned(),
            lang,
            text_hash: self.hashes.hash("consent.text", text.as_bytes()),
            at,
        };
        let terms = self.given.terms;
        let terms = Agreed {
            version: terms.version.to_owned(),
            lang: terms.lang,
            text_hash: self.hashes.hash("terms.text", terms.text.as_bytes()),
            at,
        };
        [consent, terms]
    }
}
