//! Wake-ups: hints that there may be something to do. Polling stays the truth; a hint may be lost
//! or come twice. In one process they travel through memory; on PostgreSQL other processes hear
//! them too (`engine::postgres::wake`).

use std::sync::{Mutex, PoisonError};

use crossbeam_channel::Sender;
use tokio::sync::broadcast;

/// Hints that a slow subscriber may lag behind before it is told that it missed some.
const BACKLOG: usize = 256;

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// Something happened under this topic.
    Topic(String),
    /// Hints were lost: look at everything.
    Missed,
}

impl Hint {
    /// If and only if a subscriber of `topic` should look.
    #[must_use]
    pub fn concerns(&self, topic: &str) -> bool {
        match self {
            Self::Topic(hinted) => hinted == topic,
            Self::Missed => true,
        }
    }
}

/// Receives hints from the moment of subscription on.
#[derive(Debug)]
pub struct WakeUps {
    receiver: broadcast::Receiver<Hint>,
}

impl WakeUps {
    /// A hint that has arrived already, without waiting for one.
    pub fn arrived(&mut self) -> Option<Hint> {
        match self.receiver.try_recv() {
            Ok(hint) => Some(hint),
            Err(broadcast::error::TryRecvError::Lagged(_)) => Some(Hint::Missed),
            Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed) => {
                None
            }
        }
    }

    /// Waits for the next hint; `None` when the store is closed. Dropping the future loses
    /// nothing.
    pub async fn next(&mut self) -> Option<Hint> {
        match self.receiver.recv().await {
            Ok(hint) => Some(hint),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Hint::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

/// Where hints meet: local ones go to local subscribers and, if there is one, to the thread that
/// tells the other processes.
#[derive(Debug)]
pub(crate) struct Hub {
    local: Mutex<Option<broadcast::Sender<Hint>>>,
    abroad: Mutex<Option<Sender<&'static str>>>,
}

impl Default for Hub {
    fn default() -> Self {
        let local = Mutex::new(Some(broadcast::Sender::new(BACKLOG)));
        Self {
            local,
            abroad: Mutex::new(None),
        }
    }
}

impl Hub {
    pub(crate) fn notify(&self, topic: &'static str) {
        self.hint(Hint::Topic(topic.to_owned()));
        let abroad = self.abroad.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(abroad) = abroad.as_ref() {
            // Full or gone: the others poll.
            let _ = abroad.try_send(topic);
        }
    }

    /// Tells the subscribers of this process.
    pub(crate) fn hint(&self, hint: Hint) {
        let local = self.local.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(local) = local.as_ref() {
            // Nobody listens: nothing to do.
            let _ = local.send(hint);
        }
    }

    pub(crate) fn subscribe(&self) -> WakeUps {
        let local = self.local.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = local.as_ref().map_or_else(
            || broadcast::Sender::new(1).subscribe(),
            broadcast::Sender::subscribe,
        );
        WakeUps { receiver }
    }

    pub(crate) fn tell_abroad(&self, abroad: Sender<&'static str>) {
        *self.abroad.lock().unwrap_or_else(PoisonError::into_inner) = Some(abroad);
    }

    /// Ends every subscription and lets the thread abroad finish.
    pub(crate) fn close(&self) {
        self.local
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        self.abroad
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}
