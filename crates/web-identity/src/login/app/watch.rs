//! One look for everybody who waits in this process.
//!
//! One task looks at the requests that moved when a hint comes, and every quarter of a second
//! because hints may be lost, and wakes the browsers whose request it is; the others sleep. Ten
//! thousand browsers that wait cost one statement a look, over the few requests that moved.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use authn::Doorkeeper;
use model::app::request::RequestState;
use store::repo::app::REQUESTS;
use tokio::{sync::watch, time::timeout};
use vocab::AppRequestId;

/// A look is at most so old.
const TICK: Duration = Duration::from_millis(250);

/// Pages that may watch one request at once: one browser shows it, perhaps in a second tab, and
/// the stream before may not have ended yet.
const WATCHERS: usize = 4;

/// Who is to be woken. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch(Arc<Mutex<Watched>>);

#[derive(Debug, Default)]
struct Watched {
    requests: HashMap<AppRequestId, watch::Sender<Option<RequestState>>>,
    looking: bool,
}

impl Watch {
    /// Wakes when the request moves, until it is dropped. Nothing is known of it until it does.
    /// `None` if enough pages watch this request.
    pub(super) fn request(
        &self,
        doorkeeper: &Arc<Doorkeeper>,
        request: AppRequestId,
    ) -> Option<watch::Receiver<Option<RequestState>>> {
        let mut watched = self.lock();
        let sender = watched
            .requests
            .entry(request)
            .or_insert_with(|| watch::channel(None).0);
        if sender.receiver_count() >= WATCHERS {
            return None;
        }
        let receiver = sender.subscribe();
        if !watched.looking {
            watched.looking = true;
            tokio::spawn(look(self.clone(), Arc::clone(doorkeeper)));
        }
        Some(receiver)
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those whose request moved; `false` if nobody listens any more.
    fn tell(&self, moved: &[(AppRequestId, RequestState)]) -> bool {
        let mut watched = self.lock();
        for (request, state) in moved {
            if let Some(sender) = watched.requests.get(request) {
                sender.send_if_modified(|known| known.replace(*state) != Some(*state));
            }
        }
        watched.requests.retain(|_, sender| !sender.is_closed());
        watched.looking = !watched.requests.is_empty();
        watched.looking
    }

    /// Nothing will be told any more: the streams end, and browsers come back elsewhere.
    fn close(&self) {
        let mut watched = self.lock();
        watched.requests.clear();
        watched.looking = false;
    }
}

async fn look(watch: Watch, doorkeeper: Arc<Doorkeeper>) {
    let mut hints = doorkeeper.request_hints();
    let mut since = doorkeeper.clock.now();
    loop {
        let now = doorkeeper.clock.now();
        match doorkeeper.requests_moved(since).await {
            Ok(moved) => {
                since = now;
                if !watch.tell(&moved) {
                    return;
                }
            }
            Err(error) => tracing::warn!(%error, "requests could not be looked at"),
        }
        // A hint about something else is no reason to look sooner.
        let concerned = timeout(TICK, async {
            loop {
                match hints.next().await {
                    Some(hint) if hint.concerns(REQUESTS) => return true,
                    Some(_) => {}
                    None => return false,
                }
            }
        });
        if let Ok(false) = concerned.await {
            return watch.close();
        }
    }
}
