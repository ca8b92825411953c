//! One look at everything that is live, shared by every browser that this process serves: five
//! thousand people who wait cost as many statements as one. The look is taken anew when a hint
//! says that something changed, and every 250 ms because hints may be lost; never by two at once;
//! and when looking is dear, it takes at most a tenth of the time.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use model::video::{CallState, estimate, waiting::SESSIONS};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, WakeUps,
    repo::{
        office::officer,
        video::{
            line,
            operator::Presence,
            room::{Glance, Snapshot, look},
        },
    },
};
use vocab::{BodyId, OfficerId, SignedDuration, Timestamp, VideoCallId};

use crate::{Proofing, TOPIC};

/// A look is at most so old.
const OLDEST: Duration = Duration::from_millis(250);

/// Below this, looking costs nothing worth sparing.
const CHEAP: Duration = Duration::from_millis(2);

/// A dear look is followed by a pause of so many times its cost.
const PAUSE: u32 = 9;

/// How often signs of life are written.
const WRITE_SEEN: SignedDuration = SignedDuration::from_secs(10);

/// An operator counts as being there for so long after the last sign of life.
pub const OPERATOR_SEEN: SignedDuration = SignedDuration::from_secs(60);

/// A person who waits counts as being there for so long after the last sign of life: four times
/// the interval of writing them.
pub const CITIZEN_SEEN: SignedDuration = SignedDuration::from_secs(45);

/// How an operator introduces themselves (R099).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorCard {
    /// Name.
    pub name: String,
    /// Four digits.
    #[serde(rename = "code")]
    pub badge: String,
}

/// Everything that is live, at one moment.
#[derive(Debug, Default)]
pub struct Room {
    snapshot: Snapshot,
    by_secret: HashMap<[u8; 32], usize>,
    by_id: HashMap<VideoCallId, usize>,
    places: HashMap<VideoCallId, u32>,
    cards: HashMap<OfficerId, OperatorCard>,
}

impl Room {
    fn of(snapshot: Snapshot, cards: HashMap<OfficerId, OperatorCard>) -> Self {
        let mut room = Self {
            cards,
            ..Self::default()
        };
        let mut place = 0;
        for (index, call) in snapshot.calls.iter().enumerate() {
            room.by_secret.insert(call.secret_hash, index);
            room.by_id.insert(call.id, index);
            if matches!(call.state, CallState::Queued { .. }) {
                place += 1;
                room.places.insert(call.id, place);
            }
        }
        room.snapshot = snapshot;
        room
    }

    /// A live call.
    #[must_use]
    pub fn glance(&self, call: VideoCallId) -> Option<&Glance> {
        self.snapshot.calls.get(*self.by_id.get(&call)?)
    }

    /// The live call of a secret.
    #[must_use]
    pub fn glance_by_secret(&self, secret_hash: &[u8; 32]) -> Option<&Glance> {
        self.snapshot.calls.get(*self.by_secret.get(secret_hash)?)
    }

    /// The place of somebody who waits; 1 is next.
    #[must_use]
    pub fn place(&self, call: VideoCallId) -> Option<u32> {
        self.places.get(&call).copied()
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// Live calls in the order of the queue.
    #[must_use]
    pub fn calls(&self) -> &[Glance] {
        &self.snapshot.calls
    }

    /// Operators who attend: those who take people, and those who are in a call.
    #[must_use]
    pub fn attending(&self) -> u32 {
        let busy = |officer: OfficerId| {
            self.snapshot
                .calls
                .iter()
                .any(|call| call.state.operator() == Some(officer))
        };
        let attending =
            self.snapshot.operators.iter().filter(|operator| {
                operator.presence == Presence::Available || busy(operator.officer)
            });
        u32::try_from(attending.count()).unwrap_or(u32::MAX)
    }

    /// How long somebody waits who has `ahead` people before them, where there is an honest
    /// answer (defaults D15).
    #[must_use]
    pub fn wait(&self, ahead: u32) -> Option<SignedDuration> {
        estimate(&self.snapshot.sessions, ahead, self.attending())
    }

    /// How an operator introduces themselves.
    #[must_use]
    pub fn card(&self, operator: OfficerId) -> Option<&OperatorCard> {
        self.cards.get(&operator)
    }

    /// Operators who showed a sign of life.
    #[must_use]
    pub fn operators(&self) -> &[store::repo::video::operator::StoredOperator] {
        &self.snapshot.operators
    }
}

/// Keeps the last look, and who showed a sign of life since the last writing.
pub struct RoomCache {
    latest: Mutex<Look>,
    hints: Mutex<Option<WakeUps>>,
    dirty: AtomicBool,
    looking: tokio::sync::Mutex<()>,
    seen: Mutex<Seen>,
    pause: u32,
}

#[derive(Default)]
struct Seen {
    calls: HashSet<VideoCallId>,
    written_at: Option<Timestamp>,
}

#[derive(Clone)]
struct Look {
    room: Arc<Room>,
    taken: Option<Instant>,
    cost: Duration,
}

impl Default for RoomCache {
    fn default() -> Self {
        Self {
            latest: Mutex::new(Look {
                room: Arc::new(Room::default()),
                taken: None,
                cost: Duration::ZERO,
            }),
            hints: Mutex::new(None),
            dirty: AtomicBool::new(true),
            looking: tokio::sync::Mutex::new(()),
            seen: Mutex::default(),
            pause: PAUSE,
        }
    }
}

impl RoomCache {
    /// Looks anew after every change, however dear it is: for tests, which move faster than people
    /// and must not depend on the machine's load.
    #[must_use]
    pub fn eager() -> Self {
        Self {
            pause: 0,
            ..Self::default()
        }
    }

    /// Somebody who waits is there. Written with the others, every ten seconds.
    pub(crate) fn mark_seen(&self, call: VideoCallId) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.calls.insert(call);
    }

    fn take_seen(&self, now: Timestamp) -> Vec<VideoCallId> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let due = seen
            .written_at
            .is_none_or(|at| now.duration_since(at).abs() >= WRITE_SEEN);
        if !due || seen.calls.is_empty() {
            return Vec::new();
        }
        seen.written_at = Some(now);
        seen.calls.drain().collect()
    }

    /// Notes hints that have arrived.
    fn listen(&self, proofing: &Proofing) {
        let mut hints = self.hints.lock().unwrap_or_else(PoisonError::into_inner);
        let hints = hints.get_or_insert_with(|| {
            self.dirty.store(true, Ordering::Release);
            proofing.changes()
        });
        while let Some(hint) = hints.arrived() {
            if hint.concerns(TOPIC) {
                self.dirty.store(true, Ordering::Release);
            }
        }
    }

    fn latest(&self) -> Look {
        self.latest
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn fresh(&self, look: &Look) -> bool {
        let Some(taken) = look.taken else {
            return false;
        };
        let age = taken.elapsed();
        let pause = look.cost.saturating_mul(self.pause);
        if self.dirty.load(Ordering::Acquire) {
            look.cost > CHEAP && age < pause
        } else {
            age < OLDEST.max(pause)
        }
    }
}

impl Proofing {
    /// The last look, or a new one if that is too old.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn room(&self) -> Result<Arc<Room>, StoreError> {
        let cache = &self.room;
        cache.listen(self);
        let look = cache.latest();
        if cache.fresh(&look) {
            return Ok(look.room);
        }
        let _one_at_a_time = cache.looking.lock().await;
        cache.listen(self);
        let look = cache.latest();
        if cache.fresh(&look) {
            return Ok(look.room);
        }
        self.write_seen().await?;
        // Before reading: what changes meanwhile is looked at again.
        cache.dirty.store(false, Ordering::Release);
        let begun = Instant::now();
        let room = match self.look(look.room).await {
            Ok(room) => Arc::new(room),
            Err(error) => {
                cache.dirty.store(true, Ordering::Release);
                return Err(error);
            }
        };
        let mut latest = cache.latest.lock().unwrap_or_else(PoisonError::into_inner);
        *latest = Look {
            room: room.clone(),
            taken: Some(Instant::now()),
            cost: begun.elapsed(),
        };
        Ok(room)
    }

    /// Writes signs of life, if it is time to.
    pub(crate) async fn write_seen(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let calls = self.room.take_seen(now);
        if calls.is_empty() {
            return Ok(());
        }
        self.store
            .transact("proofing.mark_seen", move |tx| {
                line::mark_seen(tx, &calls, now)
            })
            .await
    }

    async fn look(&self, before: Arc<Room>) -> Result<Room, StoreError> {
        let (body, now) = (self.body.id, self.clock.now());
        self.store
            .read("proofing.look", move |tx| taken(tx, body, now, &before))
            .await
    }
}

fn taken(tx: &mut Tx<'_>, body: BodyId, now: Timestamp, before: &Room) -> Result<Room, StoreError> {
    let since = now
        .checked_sub(OPERATOR_SEEN)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let sessions = i64::try_from(SESSIONS).unwrap_or(i64::MAX);
    let snapshot = look(tx, body, since, sessions)?;
    let mut cards = HashMap::new();
    let live = snapshot
        .calls
        .iter()
        .filter_map(|call| call.state.operator());
    let present = snapshot.operators.iter().map(|operator| operator.officer);
    let wanted: HashSet<OfficerId> = live.chain(present).collect();
    for officer in wanted {
        // Names of operators hardly ever change; those known are not opened again.
        let card = match before.cards.get(&officer) {
            Some(known) => Some(known.clone()),
            None => card(tx, officer)?,
        };
        cards.extend(card.map(|card| (officer, card)));
    }
    Ok(Room::of(snapshot, cards))
}

fn card(tx: &mut Tx<'_>, id: OfficerId) -> Result<Option<OperatorCard>, StoreError> {
    let stored = officer::find(tx, id)?;
    let operator = store::repo::video::operator::find(tx, id)?;
    Ok(stored.zip(operator).map(|(stored, operator)| OperatorCard {
        name: stored.officer.name,
        badge: operator.badge,
    }))
}
