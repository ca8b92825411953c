//! Calls and their connections, without sockets and without a clock: packets and the time go in,
//! packets and events come out.
//!
//! | module | what it holds |
//! |---|---|
//! | `offer` | from an offer to a connection and its answer |
//! | `connection` | one browser's connection |
//! | `quality` | how good the way is |
//! | `stun` | whose packet the first one of a source is |
//!
//! A packet finds its connection by its source address; a source becomes known by a STUN binding
//! request with the user name *and the password* of an answer. Everything else is dropped and
//! changes nothing.

mod connection;
mod offer;
mod quality;
mod stun;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    net::SocketAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use ports::media::{LostWhy, MediaEvent, MediaHappening, OfferError, Seat, Transport};
use str0m::{
    Input,
    media::{MediaData, MediaTime},
    net::{Protocol, Receive},
};
use vocab::{RecordingId, VideoCallId};

use crate::{
    recorder::{Frame, Recording},
    settings::Limits,
};
use connection::{Connection, Happening, Phase, Place};

pub(crate) use offer::Ground;

/// What a citizen's picture may take: no more than a document needs to be read, in bits a second.
const LARGEST_PICTURE: u64 = 1_500_000;

/// And no less, however bad the operator's network is.
const SMALLEST_PICTURE: u64 = 150_000;

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

    /// A packet came. Whether it was anybody's.
    pub(crate) fn receive(
        &mut self,
        transport: Transport,
        source: SocketAddr,
        packet: &[u8],
        now: Instant,
    ) -> bool {
        let name = stun::our_name(packet);
        let known = match name {
            Some(name) => self.by_ufrag.get(name).copied(),
            None => self.by_source.get(&(transport, source)).copied(),
        };
        let used = known.is_some_and(|id| {
            self.receive_for(id, name.is_some(), (transport, source), packet, now)
        });
        if !used {
            self.strangers += 1;
        }
        used
    }

    fn receive_for(
        &mut self,
        id: ConnectionId,
        asks: bool,
        from: (Transport, SocketAddr),
        packet: &[u8],
        now: Instant,
    ) -> bool {
        let (transport, source) = from;
        let protocol = match transport {
            Transport::Udp => Protocol::Udp,
            Transport::Tcp => Protocol::Tcp,
        };
        let same_family = |to: &&SocketAddr| to.is_ipv4() == source.is_ipv4();
        let Some(destination) = self.ground.public.iter().find(same_family) else {
            return false;
        };
        let Some(connection) = self.connections.get_mut(&id) else {
            return false;
        };
        let (packets, mut happenings) = (&mut self.packets, Vec::new());
        let handled = catch_unwind(AssertUnwindSafe(|| {
            let Ok(receive) = Receive::new(protocol, source, *destination, packet) else {
                return None;
            };
            let input = Input::Receive(now, receive);
            // Here the password is checked.
            if asks && !connection.rtc.accepts(&input) {
                return None;
            }
            let forgotten = connection.heard_from(from, now);
            connection.handle(input, packets, &mut happenings);
            Some(forgotten)
        }));
        match handled {
            Ok(None) => false,
            Ok(Some(forgotten)) => {
                if let Some(forgotten) = forgotten {
                    self.by_source.remove(&forgotten);
                }
                self.by_source.insert(from, id);
                self.follow(id, happenings, now);
                true
            }
            Err(_) => {
                tracing::error!("the WebRTC library failed on a packet");
                self.follow(id, vec![Happening::Over(LostWhy::Failed)], now);
                false
            }
        }
    }

    /// When time is to be brought next.
    pub(crate) fn next_alarm(&self) -> Option<Instant> {
        self.alarms.first().map(|(at, _)| *at)
    }

    /// Brings the time to everybody who waits for it.
    pub(crate) fn time(&mut self, now: Instant) {
        while let Some(&(at, id)) = self.alarms.first() {
            if at > now {
                break;
            }
            self.alarms.pop_first();
            let Some(connection) = self.connections.get_mut(&id) else {
                continue;
            };
            let (packets, mut happenings) = (&mut self.packets, Vec::new());
            let limits = &self.limits;
            let handled = catch_unwind(AssertUnwindSafe(|| {
                connection.handle(Input::Timeout(now), packets, &mut happenings);
                happenings.extend(connection.time(limits, now));
            }));
            if handled.is_err() {
                tracing::error!("the WebRTC library failed on the time");
                happenings = vec![Happening::Over(LostWhy::Failed)];
            }
            // What is due at this moment still was just brought; once more would be forever.
            let soon = now + Duration::from_millis(1);
            connection.alarm = connection.next_alarm(limits).max(soon);
            self.alarms.insert((connection.alarm, id));
            self.follow(id, happenings, now);
        }
    }

    /// Carries out what follows from what came out of a connection, and what follows from that.
    fn follow(&mut self, id: ConnectionId, happenings: Vec<Happening>, now: Instant) {
        let mut work: VecDeque<_> = happenings.into_iter().map(|what| (id, what)).collect();
        while let Some((id, what)) = work.pop_front() {
            self.one(id, what, now, &mut work);
        }
        self.set_alarm(id, now);
    }

    fn one(&mut self, id: ConnectionId, what: Happening, now: Instant, work: &mut Work) {
        let Some(place) = self.connections.get(&id).map(|connection| connection.place) else {
            return;
        };
        match what {
            Happening::Connected(transport) => {
                self.tell(place, MediaHappening::Connected { transport });
                // Whoever comes sees the other from a key frame on.
                self.want_key_frame(self.across(place), now, work);
            }
            Happening::Frame(frame) => self.give_on(id, place, &frame, now, work),
            Happening::KeyFrameWanted => self.want_key_frame(self.across(place), now, work),
            Happening::PictureLoss(loss) => self.adapt(place, loss, now, work),
            Happening::Quality(quality) => self.tell(place, MediaHappening::Quality(quality)),
            Happening::Lost(why) => self.tell(place, MediaHappening::Lost(why)),
            Happening::Over(why) => {
                let silent = self.connections.get(&id).map(|c| c.phase) == Some(Phase::Silent);
                self.hang_up_on(id);
                // That a silent one is lost was told.
                if !silent {
                    self.tell(place, MediaHappening::Lost(why));
                }
            }
        }
    }

    /// The connection across; for a test call there is none.
    fn across(&self, place: Place) -> Option<ConnectionId> {
        match place {
            Place::Seat(call, Seat::Citizen) => self.calls.get(&call)?.operator,
            Place::Seat(call, Seat::Operator) => self.calls.get(&call)?.citizen,
            Place::Echo => None,
        }
    }

    /// Gives a frame to whoever is across, and to the recording.
    fn give_on(
        &mut self,
        id: ConnectionId,
        place: Place,
        frame: &MediaData,
        now: Instant,
        work: &mut Work,
    ) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        let video = Some(frame.mid) == connection.lines.video;
        if !video && Some(frame.mid) != connection.lines.audio {
            return;
        }
        let key = video && frame.is_keyframe();
        if video {
            connection.picture_came(key, frame.contiguous, now);
        }
        // After missing frames nothing could be decoded up to the next key frame.
        let whole = !video || !connection.broken;
        let to = match place {
            Place::Echo => Some(id),
            Place::Seat(..) => self.across(place),
        };
        if let Some(to) = to.filter(|_| whole) {
            self.change(to, work, |connection| connection.write(video, frame));
        }
        if let Place::Seat(call, seat) = place {
            self.keep(call, seat, video, key, whole, frame);
        }
        if video {
            self.change(id, work, |connection| {
                connection.ask_key_frame(now);
            });
        }
    }

    /// Records a frame, if the call is recorded.
    fn keep(
        &mut self,
        call: VideoCallId,
        seat: Seat,
        video: bool,
        key: bool,
        whole: bool,
        frame: &MediaData,
    ) {
        let call = self.calls.get_mut(&call);
        let Some(recording) = call.and_then(|call| call.recording.as_mut()) else {
            return;
        };
        if whole {
            recording.frame(
                seat,
                &Frame {
                    video,
                    key,
                    stamp: duration(frame.time),
                    arrival: frame.network_time,
                    data: &frame.data,
                },
            );
        } else if seat == Seat::Citizen {
            recording.picture_broke();
        }
    }

    fn want_key_frame(&mut self, of: Option<ConnectionId>, now: Instant, work: &mut Work) {
        if let Some(of) = of {
            self.change(of, work, |connection| {
                connection.want_key_frame();
                connection.ask_key_frame(now);
            });
        }
    }

    /// The operator's network loses packets of the picture, or does not: the citizen's browser is
    /// told to send less, or may send more.
    fn adapt(&mut self, place: Place, loss: u16, now: Instant, work: &mut Work) {
        let Place::Seat(call, Seat::Operator) = place else {
            return;
        };
        let Some(entry) = self.calls.get_mut(&call) else {
            return;
        };
        let before = entry.cap.unwrap_or(LARGEST_PICTURE);
        let cap = match loss {
            100.. => before / 10 * 7,
            20..100 => before,
            0..20 => before / 100 * 108,
        };
        let cap = cap.clamp(SMALLEST_PICTURE, LARGEST_PICTURE);
        entry.cap = Some(cap);
        if let Some(citizen) = entry.citizen {
            self.change(citizen, work, |connection| connection.cap_picture(cap));
            self.set_alarm(citizen, now);
        }
    }

    /// Changes a connection and takes out at once what follows, as the library wants.
    fn change(&mut self, id: ConnectionId, work: &mut Work, act: impl FnOnce(&mut Connection)) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        let (packets, mut happenings) = (&mut self.packets, Vec::new());
        let done = catch_unwind(AssertUnwindSafe(|| {
            act(connection);
            connection.drain(packets, &mut happenings);
        }));
        if done.is_err() {
            tracing::error!("the WebRTC library failed on a change");
            happenings = vec![Happening::Over(LostWhy::Failed)];
        }
        let limits = &self.limits;
        let alarm = connection.next_alarm(limits);
        if alarm < connection.alarm {
            self.alarms.remove(&(connection.alarm, id));
            connection.alarm = alarm;
            self.alarms.insert((alarm, id));
        }
        work.extend(happenings.into_iter().map(|what| (id, what)));
    }

    fn ask_key_frame(&mut self, id: ConnectionId, wanted: bool, now: Instant) {
        let mut work = Work::new();
        if wanted {
            self.want_key_frame(Some(id), now, &mut work);
        }
        while let Some((id, what)) = work.pop_front() {
            self.one(id, what, now, &mut work);
        }
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

type Work = VecDeque<(ConnectionId, Happening)>;

fn duration(time: MediaTime) -> Duration {
    Duration::from_micros(time.as_micros())
}
