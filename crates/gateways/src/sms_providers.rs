//! The SMS providers in order: the first that works gets the message, and one alone.
//!
//! A provider that is down or busy is passed over for a while. What a provider *may* have taken is
//! not offered to another as long as the first can still say whether it did:
//!
//! | outcome of an offer | what follows |
//! |---|---|
//! | taken | the message is sent |
//! | surely not taken (down, busy, settings refused) | the next provider is asked at once |
//! | refused: no such number | the message is given up |
//! | nobody knows (no answer, connection lost) | at the next try this provider is asked first what became of it |
//!
//! # What is not guaranteed
//!
//! A provider that took a message and can never say so (its answer was lost, or it is silent for
//! longer than two waits) leaves a message that goes out again, perhaps by another provider: for a
//! code that somebody waits for, twice is better than never. The memory of what is in doubt is
//! lost when the process stops.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use ports::{
    BoxFuture,
    messages::{DeliveryReport, SendError, Sms, SmsGateway, SmsTaken},
};
use tokio::sync::mpsc;
use vocab::MessageId;

use crate::remembered::Remembered;

/// How long a provider is passed over that is down: 5 seconds, doubled each time, at most this.
const DOWN: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));

/// The same for one that wants fewer messages.
const BUSY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// Reports that wait to be noted; a provider is asked to repeat those beyond it.
const REPORTS: usize = 1_000;

/// Where providers put reports.
pub type Reports = mpsc::Sender<DeliveryReport>;

/// Why a provider did not take a message, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It surely did not.
    #[error("{reason}")]
    NotTaken {
        /// For the operator; names nobody.
        reason: String,
        /// It works, and wants fewer messages for now.
        busy: bool,
    },
    /// Nobody knows: it was handed over, and no answer came.
    #[error("{0}")]
    Unknown(String),
    /// It never will, nor would another: the message is at fault.
    #[error("{0}")]
    Refused(String),
}

impl OfferError {
    pub(crate) fn down(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::NotTaken {
            reason,
            busy: false,
        }
    }

    pub(crate) fn busy(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::NotTaken { reason, busy: true }
    }

    pub(crate) fn into_send_error(self, who: &str) -> SendError {
        let words = format!("{who}: {self}");
        match self {
            Self::Refused(_) => SendError::Refused(words),
            Self::NotTaken { .. } | Self::Unknown(_) => SendError::Retry(words),
        }
    }
}

/// One provider of text messages.
pub trait SmsProvider: Send + Sync {
    /// Its name in logs and counters.
    fn name(&self) -> &str;

    /// Hands a message over that this provider was never offered, or of which it is known that it
    /// has not taken it.
    fn offer<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>>;

    /// Asks what became of a message after [`OfferError::Unknown`], or after an offer that was
    /// broken off. [`OfferError::NotTaken`]: it did not take it, or will never be able to say.
    fn recall<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, OfferError>>;

    /// Opens what reports come through, if there is such a thing.
    fn listen(&self) {}
}

/// The providers as one gateway.
pub struct SmsProviders {
    places: Vec<Place>,
    /// Who may have a message already, by its place.
    doubts: Mutex<Remembered<usize>>,
    reports: tokio::sync::Mutex<mpsc::Receiver<DeliveryReport>>,
}

struct Place {
    provider: Arc<dyn SmsProvider>,
    rest: Mutex<Rest>,
}

/// Until when a provider is passed over.
#[derive(Default)]
struct Rest {
    until: Option<Instant>,
    times: u32,
}

impl std::fmt::Debug for SmsProviders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.places.iter().map(|place| place.provider.name());
        f.debug_list().entries(names).finish()
    }
}

impl SmsProviders {
    /// A channel for reports: the first half is for providers, the second for
    /// [`SmsProviders::new`].
    #[must_use]
    pub fn reports() -> (Reports, mpsc::Receiver<DeliveryReport>) {
        mpsc::channel(REPORTS)
    }

    /// These providers, the preferred one first.
    #[must_use]
    pub fn new(
        providers: Vec<Arc<dyn SmsProvider>>,
        reports: mpsc::Receiver<DeliveryReport>,
    ) -> Self {
        let place = |provider| Place {
            provider,
            rest: Mutex::default(),
        };
        Self {
            places: providers.into_iter().map(place).collect(),
            doubts: Mutex::default(),
            reports: tokio::sync::Mutex::new(reports),
        }
    }

    async fn hand_over(&self, id: MessageId, sms: &Sms) -> Result<SmsTaken, SendError> {
        let mut reasons = Vec::new();
        let doubted = self.doubts().get(id);
        if let Some(index) = doubted {
            match self.ask(index, id, sms, Question::Recall).await? {
                Ok(taken) => return Ok(taken),
                Err(reason) => reasons.push(reason),
            }
        }
        for index in self.order(doubted) {
            match self.ask(index, id, sms, Question::Offer).await? {
                Ok(taken) => return Ok(taken),
                Err(reason) => reasons.push(reason),
            }
        }
        Err(SendError::Retry(reasons.join("; ")))
    }

    /// Who is asked, in order: those that do not rest; if all rest, the one that has rested
    /// longest. `doubted` has just been asked and comes last.
    fn order(&self, doubted: Option<usize>) -> Vec<usize> {
        let now = Instant::now();
        let resting = |place: &Place| place.rest().until.filter(|until| *until > now);
        let mut order: Vec<usize> = (0..self.places.len())
            .filter(|index| {
                self.places
                    .get(*index)
                    .is_some_and(|p| resting(p).is_none())
            })
            .collect();
        order.sort_by_key(|index| Some(*index) == doubted);
        if order.is_empty() {
            let places = self.places.iter().enumerate();
            let next = places.min_by_key(|(_, place)| resting(place));
            order.extend(next.map(|(index, _)| index));
        }
        order
    }

    /// Asks one provider. The inner error: it has not taken the message, and another may be asked.
    async fn ask(
        &self,
        index: usize,
        id: MessageId,
        sms: &Sms,
        question: Question,
    ) -> Result<Result<SmsTaken, String>, SendError> {
        let Some(place) = self.places.get(index) else {
            return Ok(Err("no such provider".into()));
        };
        let provider = &place.provider;
        // Before the offer: whoever drops this future leaves the message in doubt.
        self.doubts().insert(id, index);
        let outcome = match question {
            Question::Offer => provider.offer(id, sms).await,
            Question::Recall => provider.recall(id, sms).await,
        };
        let who = || format!("SMS provider {}", provider.name());
        match outcome {
            Ok(taken) => {
                self.doubts().remove(id);
                place.works();
                Ok(Ok(taken))
            }
            Err(OfferError::NotTaken { reason, busy }) => {
                self.doubts().remove(id);
                place.rests(if busy { BUSY } else { DOWN });
                Ok(Err(format!("{}: {reason}", who())))
            }
            Err(OfferError::Unknown(reason)) => {
                place.rests(DOWN);
                if question == Question::Recall && self.others_work(index) {
                    self.doubts().remove(id);
                    tracing::warn!(%id, provider = provider.name(), "it cannot be told whether a message was taken; another provider gets it, and it may arrive twice");
                    return Ok(Err(format!("{}: {reason}", who())));
                }
                Err(SendError::Retry(format!("{}: {reason}", who())))
            }
            Err(error @ OfferError::Refused(_)) => {
                self.doubts().remove(id);
                place.works();
                Err(error.into_send_error(&who()))
            }
        }
    }

    fn others_work(&self, index: usize) -> bool {
        let now = Instant::now();
        let works = |place: &Place| place.rest().until.is_none_or(|until| until <= now);
        let mut places = self.places.iter().enumerate();
        places.any(|(other, place)| other != index && works(place))
    }

    fn doubts(&self) -> std::sync::MutexGuard<'_, Remembered<usize>> {
        self.doubts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Offer,
    Recall,
}

impl Place {
    fn rest(&self) -> std::sync::MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn works(&self) {
        let mut rest = self.rest();
        if rest.until.is_some() {
            tracing::info!(provider = self.provider.name(), "SMS provider works again");
        }
        *rest = Rest::default();
    }

    /// Passes it over from now on, unless it rests already: messages that fail together count once.
    fn rests(&self, (first, longest): (Duration, Duration)) {
        let now = Instant::now();
        let mut rest = self.rest();
        if rest.until.is_some_and(|until| until > now) {
            return;
        }
        let time = first
            .saturating_mul(2_u32.saturating_pow(rest.times))
            .min(longest);
        rest.until = Some(now + time);
        rest.times = rest.times.saturating_add(1);
        let (provider, seconds) = (self.provider.name(), time.as_secs());
        tracing::warn!(provider, seconds, "SMS provider passed over for a while");
    }
}

impl SmsGateway for SmsProviders {
    fn send<'a>(
        &'a self,
        id: MessageId,
        sms: &'a Sms,
    ) -> BoxFuture<'a, Result<SmsTaken, SendError>> {
        Box::pin(self.hand_over(id, sms))
    }

    fn report(&self) -> BoxFuture<'_, DeliveryReport> {
        Box::pin(async move {
            for place in &self.places {
                place.provider.listen();
            }
            match self.reports.lock().await.recv().await {
                Some(report) => report,
                // No provider reports anything.
                None => std::future::pending().await,
            }
        })
    }
}

#[cfg(test)]
mod tests;
