//! The server to which browsers send picture and sound.
//!
//! Both legs of a call end at that server: what one browser sends is given on to the other and
//! recorded on the way, so that the recording depends on nobody's browser. Signalling is not its
//! business: an offer comes in, an answer goes out, and who may make an offer was decided before.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use vocab::{Entropy, RecordingId, Timestamp, VideoCallId};

use crate::{
    BoxFuture,
    recordings::{RecordingKey, RecordingSummary},
};

/// Whose browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// The person who registers: sends sound and picture.
    Citizen,
    /// The remote operator: sends sound, and a picture if the body wants it (`D13`).
    Operator,
}

impl Seat {
    /// The seat across.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Citizen => Self::Operator,
            Self::Operator => Self::Citizen,
        }
    }

    /// As messages and rows write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Operator => "operator",
        }
    }
}

/// Why an offer got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// Not a session description, or larger than 64 KiB, or with more parts than a call has.
    #[error("the offer is not one that a browser makes for a call")]
    Unreadable,
    /// Neither VP8 nor Opus is offered, or not in a direction that the seat needs.
    #[error("the offer has no codec in common with us")]
    NothingInCommon,
    /// As many calls as the server takes are going on.
    #[error("the media server is full")]
    Full,
    /// The server is stopping or gone.
    #[error("the media server is not there")]
    Gone,
}

/// Why nothing is recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The folder cannot be written.
    #[error("the recording cannot be written: {0}")]
    Storage(String),
    /// The server is stopping or gone.
    #[error("the media server is not there")]
    Gone,
}

/// Why a connection ended, where it did not end because somebody wanted it to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostWhy {
    /// No path to the media server was found within 20 seconds of the answer: a network that
    /// lets neither UDP nor TCP through.
    NeverConnected,
    /// Nothing was heard for five seconds.
    Silent,
    /// The browser closed the connection.
    Closed,
    /// The keys could not be agreed on, or a packet broke the rules.
    Failed,
}

/// What the media server tells about a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaEvent {
    /// Which call.
    pub call: VideoCallId,
    /// Whose connection.
    pub seat: Seat,
    /// What happened.
    pub what: MediaHappening,
}

/// What happened to a seat's connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaHappening {
    /// Picture and sound flow, for the first time or again.
    Connected {
        /// Over which transport.
        transport: Transport,
    },
    /// They do not any more. The seat may come back by itself, or with another offer.
    Lost(LostWhy),
    /// How good the way is, every three seconds while connected.
    Quality(Quality),
    /// The recording of the call stopped: its file could not be written. Told once, for the
    /// citizen's seat.
    RecordingFailed,
}

/// How packets travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Over the UDP port.
    Udp,
    /// Over the TCP port of the same number.
    Tcp,
}

/// How good the way from a browser to the server is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quality {
    /// Packets lost on the way, of a thousand; the worse direction.
    pub loss_permille: u16,
    /// Time there and back, in milliseconds.
    pub rtt_ms: u16,
    /// Interarrival jitter (RFC 3550 §6.4.1), in milliseconds; the worst stream.
    pub jitter_ms: u16,
}

/// What a recording begins with.
#[derive(Debug, Clone)]
pub struct RecordingStart {
    /// Name of the file, and what binds it to the row that holds its key.
    pub id: RecordingId,
    /// Under which it is sealed. The same id and key again, in the same process or after it was
    /// killed, go on in the same file.
    pub key: RecordingKey,
    /// The moment that the file calls its beginning.
    pub at: Timestamp,
}

impl RecordingStart {
    /// A new recording under a new key.
    #[must_use]
    pub fn new(at: Timestamp, entropy: &dyn Entropy) -> Self {
        Self {
            id: RecordingId::new(at, entropy),
            key: RecordingKey::generate(entropy),
            at,
        }
    }
}

/// Takes picture and sound, gives them on and records them.
pub trait MediaServer: Send + Sync {
    /// Takes a browser's offer (a whole one, with its candidates or without any) for a seat of a
    /// call and gives the answer. The first offer of a call opens it; a further one of the same
    /// seat ends that seat's connection and puts the new one in its place.
    ///
    /// # Errors
    /// [`OfferError`].
    fn answer<'a>(
        &'a self,
        call: VideoCallId,
        seat: Seat,
        offer: &'a str,
    ) -> BoxFuture<'a, Result<String, OfferError>>;

    /// Takes an offer for a test call: picture and sound come straight back, for 60 seconds at
    /// most; nothing is recorded.
    ///
    /// # Errors
    /// [`OfferError`].
    fn echo<'a>(&'a self, offer: &'a str) -> BoxFuture<'a, Result<String, OfferError>>;

    /// Records the call from now on; before, nothing of it is kept. To be called once there is
    /// consent. A call that is recorded already goes on as it is.
    ///
    /// # Errors
    /// [`RecordError`].
    fn record(
        &self,
        call: VideoCallId,
        start: RecordingStart,
    ) -> BoxFuture<'_, Result<(), RecordError>>;

    /// Ends a seat's connection. The call and its recording go on.
    fn leave(&self, call: VideoCallId, seat: Seat) -> BoxFuture<'_, ()>;

    /// Ends both connections and the recording, and gives what was recorded; nothing if nothing
    /// was, or if the call is not here.
    ///
    /// # Errors
    /// [`RecordError`] if the recording could not be finished; what is on disk stays.
    fn close(
        &self,
        call: VideoCallId,
    ) -> BoxFuture<'_, Result<Option<RecordingSummary>, RecordError>>;

    /// Waits for the next event. For one listener; a wait that is dropped loses none. Never ends
    /// once the server is gone.
    fn event(&self) -> BoxFuture<'_, MediaEvent>;
}

/// A media server for tests: remembers what it was asked, answers every offer with words of its
/// own, and tells the events that the test puts in.
#[derive(Debug, Default)]
pub struct RememberingMedia {
    inner: Mutex<Remembered>,
}

/// What a [`RememberingMedia`] was asked, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaAsked {
    /// An offer for a seat.
    Offer(VideoCallId, Seat, String),
    /// An offer for a test call.
    Echo(String),
    /// To record.
    Record(VideoCallId, RecordingId),
    /// To end a seat's connection.
    Leave(VideoCallId, Seat),
    /// To end a call.
    Close(VideoCallId),
}

#[derive(Debug, Default)]
struct Remembered {
    asked: Vec<MediaAsked>,
    refuse: Option<OfferError>,
    recording: BTreeMap<[u8; 16], (RecordingStart, u64)>,
    events: VecDeque<MediaEvent>,
    waiting: Option<Waker>,
}

impl RememberingMedia {
    /// Everything asked so far, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<MediaAsked> {
        self.lock().asked.clone()
    }

    /// What offers are refused with from now on; nothing answers them.
    pub fn refuse(&self, why: Option<OfferError>) {
        self.lock().refuse = why;
    }

    /// How long the recording of a call has become, for its summary.
    pub fn recorded(&self, call: VideoCallId, duration_ms: u64) {
        if let Some((_, length)) = self.lock().recording.get_mut(call.as_bytes()) {
            *length = duration_ms;
        }
    }

    /// Lets the listener hear of something.
    pub fn happen(&self, call: VideoCallId, seat: Seat, what: MediaHappening) {
        let mut inner = self.lock();
        inner.events.push_back(MediaEvent { call, seat, what });
        if let Some(waiting) = inner.waiting.take() {
            waiting.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_offer(&self, asked: MediaAsked, seat: &str) -> Result<String, OfferError> {
        let mut inner = self.lock();
        inner.asked.push(asked);
        let number = inner.asked.len();
        match inner.refuse {
            Some(why) => Err(why),
            None => Ok(format!("v=0\r\ns=answer {number} for {seat}\r\n")),
        }
    }
}

impl MediaServer for RememberingMedia {
    fn answer<'a>(
        &'a self,
        call: VideoCallId,
        seat: Seat,
        offer: &'a str,
    ) -> BoxFuture<'a, Result<String, OfferError>> {
        let asked = MediaAsked::Offer(call, seat, offer.to_owned());
        Box::pin(async move { self.take_offer(asked, seat.as_str()) })
    }

    fn echo<'a>(&'a self, offer: &'a str) -> BoxFuture<'a, Result<String, OfferError>> {
        Box::pin(async move { self.take_offer(MediaAsked::Echo(offer.to_owned()), "echo") })
    }

    fn record(
        &self,
        call: VideoCallId,
        start: RecordingStart,
    ) -> BoxFuture<'_, Result<(), RecordError>> {
        Box::pin(async move {
            let mut inner = self.lock();
            inner.asked.push(MediaAsked::Record(call, start.id));
            let recording = inner.recording.entry(*call.as_bytes());
            recording.or_insert((start, 0));
            Ok(())
        })
    }

    fn leave(&self, call: VideoCallId, seat: Seat) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.lock().asked.push(MediaAsked::Leave(call, seat)) })
    }

    fn close(
        &self,
        call: VideoCallId,
    ) -> BoxFuture<'_, Result<Option<RecordingSummary>, RecordError>> {
        Box::pin(async move {
            let mut inner = self.lock();
            inner.asked.push(MediaAsked::Close(call));
            let recording = inner.recording.remove(call.as_bytes());
            Ok(recording.map(|(start, duration_ms)| RecordingSummary {
                id: start.id,
                started_at: start.at,
                duration_ms,
                bytes: duration_ms * 100,
                records: 2,
                final_hash: [7; 32],
            }))
        })
    }

    fn event(&self) -> BoxFuture<'_, MediaEvent> {
        Box::pin(std::future::poll_fn(|context| {
            let mut inner = self.lock();
            match inner.events.pop_front() {
                Some(event) => Poll::Ready(event),
                None => {
                    inner.waiting = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        }))
    }
}
