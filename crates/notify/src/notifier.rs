//! The sender: leases messages from the outbox and delivers them.

use std::{future::Future, sync::Arc, time::Duration};

use ports::{
    documents::DocumentRenderer,
    messages::{LetterPrinter, Mailer, PushSender, SmsGateway},
};
use store::{
    Store, StoreError,
    outbox::{self, LeaseRequest, LeasedMessage, OutboxCount},
};
use tokio::{sync::watch, task::JoinSet};
use vocab::{Clock, Entropy, MessageId, SignedDuration};

use crate::{
    metrics::{Fate, NotifyMetrics},
    words::{ComposedLetter, Letterhead},
};

/// The world as the notifier sees it.
#[derive(Clone)]
pub struct Gateways {
    /// Takes text messages.
    pub sms: Arc<dyn SmsGateway>,
    /// Takes e-mails.
    pub mailer: Arc<dyn Mailer>,
    /// Takes letters.
    pub printer: Arc<dyn LetterPrinter>,
    /// Takes push messages.
    pub push: Arc<dyn PushSender>,
}

/// How hard the notifier works.
#[derive(Debug, Clone, Copy)]
pub struct NotifySettings {
    /// Deliveries over one channel at the same time.
    pub at_once: u32,
    /// Longest time of one delivery, rendering included; then it counts as failed.
    pub delivery: Duration,
}

impl Default for NotifySettings {
    /// Eight connections to a provider are what small contracts allow; 20 seconds are more than
    /// the time limits of the gateways themselves.
    fn default() -> Self {
        Self {
            at_once: 8,
            delivery: Duration::from_secs(20),
        }
    }
}

/// Is told what each letter says after it was handed over. For the demonstration, whose inbox
/// shows the words beside the PDF; in production nobody is told.
pub type LetterCopy = Arc<dyn Fn(MessageId, &ComposedLetter) + Send + Sync>;

/// What a notifier is made of.
#[derive(Clone)]
pub struct NotifierParts {
    /// Where the outbox is.
    pub store: Store,
    /// Who takes the messages.
    pub gateways: Gateways,
    /// Turns letters into PDF.
    pub renderer: Arc<dyn DocumentRenderer>,
    /// In whose name messages are written.
    pub letterhead: Letterhead,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance for the waits between tries.
    pub entropy: Arc<dyn Entropy>,
    /// How hard it works.
    pub settings: NotifySettings,
    /// Who is told what letters say; usually nobody.
    pub letter_copy: Option<LetterCopy>,
}

/// What one call of [`Notifier::run_once`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Messages that a gateway took.
    pub sent: u32,
    /// Messages that wait for another try.
    pub retried: u32,
    /// Messages that will not be sent.
    pub given_up: u32,
}

impl Outcome {
    /// How many messages were looked at.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.sent + self.retried + self.given_up
    }

    fn add(&mut self, fate: Fate) {
        match fate {
            Fate::Sent => self.sent += 1,
            Fate::Retried => self.retried += 1,
            Fate::GivenUp => self.given_up += 1,
        }
    }
}

/// Sends what waits in the outbox. Cheap to clone; clones are the same worker.
#[derive(Clone)]
pub struct Notifier {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) parts: NotifierParts,
    /// Names this worker in leases.
    pub(crate) holder: String,
    pub(crate) metrics: NotifyMetrics,
}

impl std::fmt::Debug for Notifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notifier")
            .field("holder", &self.inner.holder)
            .finish_non_exhaustive()
    }
}

impl Notifier {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(parts: NotifierParts) -> Self {
        let mut random = [0; 8];
        parts.entropy.fill(&mut random);
        let holder = format!("notify-{:016x}", u64::from_le_bytes(random));
        Self {
            inner: Arc::new(Inner {
                parts,
                holder,
                metrics: NotifyMetrics::default(),
            }),
        }
    }

    /// Leases at most `limit` messages that are due, of any channel, and delivers them.
    ///
    /// # Errors
    /// [`StoreError`]: the outbox cannot be read. What happens to single messages is no error.
    pub async fn run_once(&self, limit: u32) -> Result<Outcome, StoreError> {
        let at_once = usize::try_from(self.inner.parts.settings.at_once.max(1)).unwrap_or(1);
        let mut outcome = Outcome::default();
        let mut waiting = self.inner.lease(None, limit).await?.into_iter();
        let mut flying = JoinSet::new();
        loop {
            while flying.len() < at_once {
                let Some(message) = waiting.next() else { break };
                flying.spawn(Arc::clone(&self.inner).deliver(message));
            }
            match flying.join_next().await {
                Some(Ok(Some(fate))) => outcome.add(fate),
                Some(Ok(None)) => {}
                Some(Err(error)) => tracing::error!(%error, "a delivery stopped with a defect"),
                None => return Ok(outcome),
            }
        }
    }

    /// Sends what comes, and notes what providers report, until `stop` is ready; then finishes the
    /// deliveries under way.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(());
        let noting = crate::reports::run(Arc::clone(&self.inner), stopped.clone());
        let pumping = crate::pump::run(Arc::clone(&self.inner), stopped);
        let stop = async {
            stop.await;
            stopping.send_replace(());
        };
        tokio::join!(pumping, noting, stop);
    }

    /// The counters since the start.
    #[must_use]
    pub fn metrics(&self) -> &NotifyMetrics {
        &self.inner.metrics
    }

    /// What waits in the outbox, was sent and was given up, by channel; for
    /// [`NotifyMetrics::render`].
    ///
    /// # Errors
    /// [`StoreError`]: the outbox cannot be read.
    pub async fn outbox(&self) -> Result<Vec<OutboxCount>, StoreError> {
        self.inner
            .parts
            .store
            .read("notify.counts", outbox::counts)
            .await
    }
}

impl Inner {
    /// Takes at most `limit` messages for as long as delivering can take at worst.
    pub(crate) async fn lease(
        &self,
        channel: Option<&'static str>,
        limit: u32,
    ) -> Result<Vec<LeasedMessage>, StoreError> {
        let (holder, now) = (self.holder.clone(), self.parts.clock.now());
        let lease = self.lease_time(limit);
        self.parts
            .store
            .transact("notify.lease", move |tx| {
                let request = LeaseRequest {
                    holder: &holder,
                    channel,
                    limit,
                    lease,
                };
                outbox::lease_batch(tx, request, now)
            })
            .await
    }

    /// All rounds that `limit` messages need, and half as much again for the store.
    fn lease_time(&self, limit: u32) -> SignedDuration {
        let settings = &self.parts.settings;
        let rounds = limit.div_ceil(settings.at_once.max(1)).max(1);
        let longest = settings.delivery.saturating_mul(rounds).saturating_mul(3) / 2;
        SignedDuration::try_from(longest).unwrap_or(SignedDuration::MAX)
    }
}

#[cfg(test)]
mod tests;
