//! The worker's loop.
//!
//! A hint from the store starts it at once; the poll is the truth, because hints can be lost,
//! leases of dead workers end without a hint, and the demonstration moves its clock.
//!
//! Each channel has places of its own, so that a mail server that hangs holds up no PIN. As long
//! as every channel has a free place, one lease serves all of them: a login costs one transaction
//! to lease its PIN and one to mark it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use store::{
    StoreError, WakeUps,
    outbox::{self, LeasedMessage},
};
use tokio::{
    sync::watch,
    task::{Id, JoinSet},
};

use crate::{metrics::CHANNELS, notifier::Inner};

/// How often the loop looks for messages that came due: a person who waits for a PIN after an
/// outage notices no second, and an empty look costs a read of some microseconds.
const POLL: Duration = Duration::from_secs(1);

/// Sends until `stop` changes, then finishes the deliveries under way.
pub(crate) async fn run(inner: Arc<Inner>, mut stop: watch::Receiver<()>) {
    let mut hints = inner.parts.store.subscribe();
    let mut flights = Flights::default();
    let mut look = true;
    loop {
        if look {
            drain(&mut hints).await;
            flights.fill(&inner).await;
        }
        look = tokio::select! {
            _ = stop.changed() => break,
            landed = flights.land(), if !flights.is_empty() => landed,
            hint = hints.next() => match hint {
                Some(hint) => hint.concerns(outbox::TOPIC),
                // The store is closed.
                None => break,
            },
            () = pause() => is_due(&inner).await,
        };
    }
    while !flights.is_empty() {
        flights.land().await;
    }
}

/// Deliveries under way.
#[derive(Default)]
struct Flights {
    tasks: JoinSet<()>,
    /// Which channel each task occupies.
    channels: HashMap<Id, String>,
    /// The last lease was as large as the free places: perhaps more waits.
    more: bool,
}

impl Flights {
    fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Waits for one delivery to end, and tells whether to look for more.
    async fn land(&mut self) -> bool {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => {
                tracing::error!(%error, "a delivery stopped with a defect; it is tried again when its lease ends");
                error.id()
            }
            None => return false,
        };
        self.channels.remove(&id);
        self.more
    }

    /// Leases messages for the free places, and starts delivering them.
    async fn fill(&mut self, inner: &Arc<Inner>) {
        self.more = false;
        let free = CHANNELS.map(|channel| (channel, self.free(inner, channel)));
        let least = free.iter().map(|(_, free)| *free).min().unwrap_or(0);
        if least > 0 {
            let leased = inner.lease(None, least).await;
            self.start(inner, least, leased);
        } else {
            for (channel, free) in free.into_iter().filter(|(_, free)| *free > 0) {
                let leased = inner.lease(Some(channel), free).await;
                self.start(inner, free, leased);
            }
            // The channel without a place is asked when one of its deliveries has ended.
            self.more = true;
        }
    }

    fn free(&self, inner: &Inner, channel: &str) -> u32 {
        let busy = self
            .channels
            .values()
            .filter(|busy| *busy == channel)
            .count();
        let busy = u32::try_from(busy).unwrap_or(u32::MAX);
        inner.parts.settings.at_once.max(1).saturating_sub(busy)
    }

    fn start(
        &mut self,
        inner: &Arc<Inner>,
        asked: u32,
        leased: Result<Vec<LeasedMessage>, StoreError>,
    ) {
        let messages = leased.unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox cannot be read; trying again");
            Vec::new()
        });
        self.more |= u32::try_from(messages.len()).is_ok_and(|got| got == asked);
        for message in messages {
            let (inner, channel) = (Arc::clone(inner), message.channel.clone());
            let task = self.tasks.spawn(async move {
                inner.deliver(message).await;
            });
            self.channels.insert(task.id(), channel);
        }
    }
}

/// Takes the hints that have come so far: the lease that follows serves them all.
async fn drain(hints: &mut WakeUps) {
    while let Ok(Some(_)) = tokio::time::timeout(Duration::ZERO, hints.next()).await {}
}

/// Whether something waits that is due; a failure counts as yes, and shows itself when leasing.
async fn is_due(inner: &Inner) -> bool {
    let due = inner
        .parts
        .store
        .read("notify.next_due", outbox::next_due)
        .await;
    let now = inner.parts.clock.now();
    due.map_or(true, |due| due.is_some_and(|due| due <= now))
}

#[expect(clippy::disallowed_methods, reason = "the worker's polling loop")]
async fn pause() {
    tokio::time::sleep(POLL).await;
}
