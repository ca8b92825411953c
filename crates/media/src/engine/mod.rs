//! Calls and their connections, without sockets and without a clock: packets and the time go in,
//! packets and events come out.
//!
//! | module | what it holds |
//! |---|---|
//! | `offer` | from an offer to a connection and its answer |
//! | `connection` | one browser's connection |
//! | `route` | packets and the time, to the connections that they are for |
//! | `follow` | what follows from what came out of a connection |
//! | `quality` | how good the way is |
//! | `stun` | whose packet the first one of a source is |
//!
//! A packet finds its connection by its source address; a source becomes known by a STUN binding
//! request with the user name *and the password* of an answer. Everything else is dropped and
//! changes nothing.

mod connection;
mod follow;
mod offer;
mod quality;
mod route;
mod stun;

use std::{
    collections::{BTreeSet, HashMap},
    net::SocketAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use ports::media::{MediaEvent, MediaHappening, OfferError, Seat, Transport};
use vocab::{RecordingId, VideoCallId};

use crate::{recorder::Recording, settings::Limits};
use connection::{Connection, Place};

pub(crate) use offer::Ground;

/// A packet to send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) transport: Transport,
    pub(crate) to: SocketAddr,
    pub(crate) bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ConnectionId(u64);

#[derive(Debug, Default)]
struct Call {
    citizen: Option<ConnectionId>,
    operator: Option<ConnectionId>,
    recording: Option<Recording>,
    /// What the citizen's picture may take now, in bits a second.
    cap: Option<u64>,
}

impl Call {
    fn seat(&mut self, seat: Seat) -> &mut Option<ConnectionId> {
        match seat {
            Seat::Citizen => &mut self.citizen,
            Seat::Operator => &mut self.operator,
        }
    }
}

/// All calls of a process.
pub(crate) struct Engine {
    ground: Ground,
    limits: Limits,
    next_id: u64,
    calls: HashMap<VideoCallId, Call>,
    connections: HashMap<ConnectionId, Connection>,
    by_ufrag: HashMap<String, ConnectionId>,
    by_source: HashMap<(Transport, SocketAddr), ConnectionId>,
    alarms: BTreeSet<(Instant, ConnectionId)>,
    /// To be sent.
    pub(crate) packets: Vec<Packet>,
    /// TCP connections that nobody needs any more.
    pub(crate) hang_up: Vec<SocketAddr>,
    /// To be told.
    pub(crate) events: Vec<MediaEvent>,
    /// Packets that were nobody's.
    pub(crate) strangers: u64,
}

impl Engine {
    pub(crate) fn new(ground: Ground, limits: Limits) -> Self {
        Self {
            ground,
            limits,
            next_id: 0,
            calls: HashMap::new(),
            connections: HashMap::new(),
            by_ufrag: HashMap::new(),
            by_source: HashMap::new(),
            alarms: BTreeSet::new(),
            packets: Vec::new(),
            hang_up: Vec::new(),
            events: Vec::new(),
            strangers: 0,
        }
    }

    /// Answers an offer for a seat; the first one opens the call, a later one replaces the seat's
    /// connection.
    pub(crate) fn offer(
        &mut self,
        call: VideoCallId,
        seat: Seat,
        offer: &str,
        now: Instant,
    ) -> Result<String, OfferError> {
        if !self.calls.contains_key(&call) && self.calls.len() >= self.limits.calls {
            return Err(OfferError::Full);
        }
        let (id, answer) = self.connect(Place::Seat(call, seat), Some(seat), offer, now)?;
        let entry = self.calls.entry(call).or_default();
        let before = entry.seat(seat).replace(id);
        if let Some(recording) = &mut entry.recording {
            recording.seat_came_back(seat);
        }
        if let Some(before) = before {
            self.hang_up_on(before);
        }
        Ok(answer)
    }

    /// Answers an offer for a test call.
    pub(crate) fn echo(&mut self, offer: &str, now: Instant) -> Result<String, OfferError> {
        let echoes = self.connections.values();
        let echoes = echoes.filter(|connection| connection.place == Place::Echo);
        if echoes.count() >= self.limits.echoes {
            return Err(OfferError::Full);
        }
        Ok(self.connect(Place::Echo, None, offer, now)?.1)
    }

    fn connect(
        &mut self,
        place: Place,
        whose: offer::Whose,
        offer: &str,
        now: Instant,
    ) -> Result<(ConnectionId, String), OfferError> {
        let ground = &self.ground;
        // The words of a stranger: a fault of the library in reading them must end nothing else.
        let answered = catch_unwind(AssertUnwindSafe(|| ground.answer(whose, offer, now)));
        let answered = answered.unwrap_or_else(|_| {
            tracing::error!("the WebRTC library failed on an offer");
            Err(OfferError::Unreadable)
        })?;
        let id = ConnectionId(self.next_id);
        self.next_id += 1;
        let answer = answered.answer.clone();
        let connection = Connection::new(answered, place, &self.limits, now);
        self.by_ufrag.insert(connection.ufrag.clone(), id);
        self.alarms.insert((connection.alarm, id));
        self.connections.insert(id, connection);
        Ok((id, answer))
    }

    /// Records a call from now on. A call that is not here is opened.
    pub(crate) fn record(&mut self, call: VideoCallId, recording: Recording, now: Instant) {
        let entry = self.calls.entry(call).or_default();
        entry.recording.get_or_insert(recording);
        if let Some(id) = entry.citizen {
            self.ask_key_frame(id, true, now);
            self.settle(now);
        }
    }

    /// Whether a call is recorded already.
    pub(crate) fn recorded(&self, call: VideoCallId) -> bool {
        let call = self.calls.get(&call);
        call.is_some_and(|call| call.recording.is_some())
    }

    /// Ends a seat's connection.
    pub(crate) fn leave(&mut self, call: VideoCallId, seat: Seat) {
        let entry = self.calls.get_mut(&call);
        if let Some(id) = entry.and_then(|call| call.seat(seat).take()) {
            self.hang_up_on(id);
        }
    }

    /// Ends a call and gives its recording.
    pub(crate) fn close(&mut self, call: VideoCallId) -> Option<Recording> {
        let call = self.calls.remove(&call)?;
        for id in [call.citizen, call.operator].into_iter().flatten() {
            self.hang_up_on(id);
        }
        call.recording
    }

    /// The recordings of all calls, for a server that stops.
    pub(crate) fn close_all(&mut self) -> Vec<Recording> {
        let calls: Vec<VideoCallId> = self.calls.keys().copied().collect();
        calls
            .into_iter()
            .filter_map(|call| self.close(call))
            .collect()
    }

    /// A recording could not be written.
    pub(crate) fn recording_failed(&mut self, recording: RecordingId) {
        let is = |call: &Call| call.recording.as_ref().is_some_and(|r| r.id == recording);
        let call = self.calls.iter().find(|(_, call)| is(call));
        if let Some((&call, _)) = call {
            self.events.push(MediaEvent {
                call,
                seat: Seat::Citizen,
                what: MediaHappening::RecordingFailed,
            });
        }
    }

    /// When time is to be brought next.
    pub(crate) fn next_alarm(&self) -> Option<Instant> {
        self.alarms.first().map(|(at, _)| *at)
    }

    /// Nothing is left to do at once.
    fn settle(&mut self, now: Instant) {
        if self.next_alarm().is_some_and(|at| at <= now) {
            self.time(now);
        }
    }

    /// Sets the alarm of a connection to when it wants to be woken.
    fn set_alarm(&mut self, id: ConnectionId, now: Instant) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        let alarm = connection.next_alarm(&self.limits).max(now);
        if alarm != connection.alarm {
            self.alarms.remove(&(connection.alarm, id));
            connection.alarm = alarm;
            self.alarms.insert((alarm, id));
        }
    }

    fn tell(&mut self, place: Place, what: MediaHappening) {
        if let Place::Seat(call, seat) = place {
            self.events.push(MediaEvent { call, seat, what });
        }
    }

    /// Says goodbye and forgets.
    fn hang_up_on(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            let packets = &mut self.packets;
            let closed = catch_unwind(AssertUnwindSafe(|| {
                connection.close();
                connection.drain(packets, &mut Vec::new());
            }));
            if closed.is_err() {
                tracing::error!("the WebRTC library failed on a goodbye");
            }
        }
        self.forget(id);
    }

    fn forget(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.remove(&id) else {
            return;
        };
        self.alarms.remove(&(connection.alarm, id));
        self.by_ufrag.remove(&connection.ufrag);
        for source in &connection.sources {
            // The source may be another connection's by now.
            if self.by_source.get(source) == Some(&id) {
                self.by_source.remove(source);
                if source.0 == Transport::Tcp {
                    self.hang_up.push(source.1);
                }
            }
        }
        if let Place::Seat(call, seat) = connection.place
            && let Some(call) = self.calls.get_mut(&call)
            && *call.seat(seat) == Some(id)
        {
            *call.seat(seat) = None;
        }
    }
}
