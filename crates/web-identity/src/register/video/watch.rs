//! One look for everybody who waits in this process.
//!
//! `proofing` keeps a look at all live calls. One task here takes it anew when a hint comes, and
//! every quarter of a second because hints may be lost, and wakes the sockets of the calls in
//! which something moved; the others sleep. Five thousand people who wait cost as many look-ups in
//! a map as there are looks, and no statement of their own.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use model::video::CallState;
use proofing::{Proofing, Room};
use tokio::{sync::watch, time::timeout};
use vocab::VideoCallId;

/// A look is at most so old.
const TICK: Duration = Duration::from_millis(250);

/// What of a call wakes its socket when it moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    state: CallState,
    secret_hash: [u8; 32],
    connection: i64,
    last_message: i64,
    place: Option<u32>,
    minutes: Option<i64>,
}

/// Who is to be woken. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Watched>>);

#[derive(Debug, Default)]
struct Watched {
    calls: HashMap<VideoCallId, watch::Sender<Option<Seen>>>,
    looking: bool,
}

impl Watch {
    /// Wakes when something of the call moves, until it is dropped.
    pub(super) fn call(
        &self,
        proofing: &Arc<Proofing>,
        call: VideoCallId,
    ) -> watch::Receiver<Option<Seen>> {
        let mut watched = self.lock();
        let sender = watched
            .calls
            .entry(call)
            .or_insert_with(|| watch::channel(None).0);
        let receiver = sender.subscribe();
        if !watched.looking {
            watched.looking = true;
            tokio::spawn(look(self.clone(), Arc::clone(proofing)));
        }
        receiver
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those whose call moved; `false` if nobody listens any more.
    fn tell(&self, room: &Room) -> bool {
        let mut watched = self.lock();
        watched.calls.retain(|call, sender| {
            if sender.is_closed() {
                return false;
            }
            let seen = seen(room, *call);
            sender.send_if_modified(|known| {
                let moved = *known != seen;
                if moved {
                    *known = seen;
                }
                moved
            });
            true
        });
        watched.looking = !watched.calls.is_empty();
        watched.looking
    }

    /// Nothing will be told any more: the sockets end, and browsers come back elsewhere.
    fn close(&self) {
        let mut watched = self.lock();
        watched.calls.clear();
        watched.looking = false;
    }
}

fn seen(room: &Room, call: VideoCallId) -> Option<Seen> {
    let glance = room.glance(call)?;
    let place = room.place(call);
    let wait = place.and_then(|place| room.wait(place));
    Some(Seen {
        state: glance.state.clone(),
        secret_hash: glance.secret_hash,
        connection: glance.citizen_connection,
        last_message: glance.last_message,
        place,
        minutes: wait.map(super::words::minutes),
    })
}

async fn look(watch: Watch, proofing: Arc<Proofing>) {
    let mut hints = proofing.changes();
    loop {
        match proofing.room().await {
            Ok(room) => {
                if !watch.tell(&room) {
                    return;
                }
            }
            Err(error) => tracing::warn!(%error, "the waiting room could not be looked at"),
        }
        // Either is a reason to look; the store that is closed is the end.
        if let Ok(None) = timeout(TICK, hints.next()).await {
            return watch.close();
        }
    }
}
