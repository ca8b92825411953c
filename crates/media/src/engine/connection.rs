//! One browser's connection.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use ports::media::{LostWhy, Quality, Seat, Transport};
use str0m::{
    Event, Input, Output, Rtc,
    media::{KeyframeRequestKind, MediaData, MediaKind, Mid},
    net::Protocol,
};
use vocab::VideoCallId;

use super::{Packet, offer::Whose, quality::Meter};
use crate::settings::Limits;

/// A key frame is asked for at most this often.
const BETWEEN_REQUESTS: Duration = Duration::from_millis(500);

/// Without anybody asking, one is asked for this often: a recording can be jumped into.
const BETWEEN_KEY_FRAMES: Duration = Duration::from_secs(10);

/// Source addresses that one connection may have: a phone that moves from network to network.
const MOST_SOURCES: usize = 16;

/// Where a connection belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Seat(VideoCallId, Seat),
    /// A test call: everything comes back.
    Echo,
}

/// The lines of the offer that are used.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lines {
    pub(super) audio: Option<Mid>,
    pub(super) video: Option<Mid>,
}

impl Lines {
    /// The first of each kind that an offer names and that was not refused.
    pub(super) fn of(rtc: &Rtc, offer: &str) -> Self {
        let mut lines = Self::default();
        for name in offer.lines().filter_map(|line| line.strip_prefix("a=mid:")) {
            let mid = Mid::from(name.trim());
            let media = rtc.media(mid).filter(|media| !media.disabled());
            match media.map(str0m::media::Media::kind) {
                Some(MediaKind::Audio) => {
                    lines.audio.get_or_insert(mid);
                }
                Some(MediaKind::Video) => {
                    lines.video.get_or_insert(mid);
                }
                None => {}
            }
        }
        lines
    }

    /// Whether they carry what a seat needs: a line for sound, though nobody has to speak (whoever
    /// does not hear writes), and the citizen's picture. A test call needs something that can come
    /// back.
    pub(super) fn suit(self, rtc: &Rtc, whose: Whose) -> bool {
        let direction = |mid: Option<Mid>| {
            let media = mid.and_then(|mid| rtc.media(mid));
            media.map(str0m::media::Media::direction)
        };
        let both = |mid| direction(mid).is_some_and(|d| d.is_sending() && d.is_receiving());
        let picture = direction(self.video);
        match whose {
            Some(Seat::Citizen) => {
                self.audio.is_some() && picture.is_some_and(|d| d.is_receiving())
            }
            Some(Seat::Operator) => self.audio.is_some() && picture.is_some_and(|d| d.is_sending()),
            None => both(self.audio) || both(self.video),
        }
    }
}

/// How far a connection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Connecting {
        until: Instant,
    },
    Connected,
    /// Was connected; nothing was heard for a while.
    Silent,
}

/// What came out of a connection.
#[derive(Debug)]
pub(super) enum Happening {
    Connected(Transport),
    Frame(Box<MediaData>),
    /// The browser asks for a key frame of what it sees.
    KeyFrameWanted,
    /// Packets of the picture are lost on the way to this browser, of a thousand.
    PictureLoss(u16),
    Quality(Quality),
    Lost(LostWhy),
    /// Nothing more will come.
    Over(LostWhy),
}

pub(super) struct Connection {
    pub(super) rtc: Rtc,
    pub(super) place: Place,
    pub(super) ufrag: String,
    pub(super) lines: Lines,
    pub(super) phase: Phase,
    pub(super) sources: Vec<(Transport, SocketAddr)>,
    transport: Transport,
    heard: Instant,
    /// When the library wants to be called.
    deadline: Instant,
    /// What the engine's clock is set to.
    pub(super) alarm: Instant,
    /// When a test call is over.
    ends: Option<Instant>,
    key_frame_wanted: bool,
    key_frame_asked: Option<Instant>,
    key_frame_came: Option<Instant>,
    /// Whether frames are missing since the last key frame.
    pub(super) broken: bool,
    meter: Meter,
}

impl Connection {
    pub(super) fn new(
        answered: super::offer::Answered,
        place: Place,
        limits: &Limits,
        now: Instant,
    ) -> Self {
        Self {
            rtc: answered.rtc,
            place,
            ufrag: answered.ufrag,
            lines: answered.lines,
            phase: Phase::Connecting {
                until: now + limits.connect,
            },
            sources: Vec::new(),
            transport: Transport::Udp,
            heard: now,
            deadline: now,
            alarm: now,
            ends: (place == Place::Echo).then(|| now + limits.echo),
            key_frame_wanted: false,
            key_frame_asked: None,
            key_frame_came: None,
            broken: true,
            meter: Meter::new(now),
        }
    }

    /// Remembers where its packets come from; gives the source that is forgotten for it.
    pub(super) fn heard_from(
        &mut self,
        source: (Transport, SocketAddr),
        now: Instant,
    ) -> Option<(Transport, SocketAddr)> {
        self.heard = now;
        self.transport = source.0;
        if self.sources.contains(&source) {
            return None;
        }
        self.sources.push(source);
        (self.sources.len() > MOST_SOURCES).then(|| self.sources.remove(0))
    }

    /// Gives the library a packet or the time, and takes out what follows.
    pub(super) fn handle(
        &mut self,
        input: Input<'_>,
        packets: &mut Vec<Packet>,
        happenings: &mut Vec<Happening>,
    ) {
        // A packet that the library cannot use is not worth a connection: on UDP anybody can
        // write any source. What is truly broken ends by its silence.
        if let Err(error) = self.rtc.handle_input(input) {
            tracing::debug!(%error, "a packet was not used");
        }
        self.drain(packets, happenings);
    }

    /// Takes out everything that the library has for us, as it wants after every change.
    pub(super) fn drain(&mut self, packets: &mut Vec<Packet>, happenings: &mut Vec<Happening>) {
        loop {
            match self.rtc.poll_output() {
                Ok(Output::Timeout(at)) => {
                    self.deadline = at;
                    break;
                }
                Ok(Output::Transmit(transmit)) => packets.push(Packet {
                    transport: match transmit.proto {
                        Protocol::Udp => Transport::Udp,
                        Protocol::Tcp | Protocol::SslTcp | Protocol::Tls => Transport::Tcp,
                    },
                    to: transmit.destination,
                    bytes: transmit.contents.into(),
                }),
                Ok(Output::Event(event)) => happenings.extend(self.event(event)),
                Err(error) => {
                    tracing::debug!(%error, "a connection broke");
                    happenings.push(Happening::Over(LostWhy::Failed));
                    return;
                }
            }
        }
        if !self.rtc.is_alive() {
            happenings.push(Happening::Over(LostWhy::Closed));
        }
    }

    fn event(&mut self, event: Event) -> Option<Happening> {
        match event {
            Event::Connected => {
                self.phase = Phase::Connected;
                Some(Happening::Connected(self.transport))
            }
            Event::MediaData(data) => Some(Happening::Frame(Box::new(data))),
            Event::KeyframeRequest(_) => Some(Happening::KeyFrameWanted),
            Event::MediaIngressStats(stats) => {
                let rate = if Some(stats.mid) == self.lines.video {
                    90
                } else {
                    48
                };
                self.meter
                    .incoming(stats.loss, stats.jitter / rate, stats.rtt);
                None
            }
            Event::MediaEgressStats(stats) => {
                self.meter.outgoing(stats.loss, stats.rtt);
                let picture = Some(stats.mid) == self.lines.video;
                let loss = stats.loss.filter(|_| picture)?;
                Some(Happening::PictureLoss(Meter::permille(loss)))
            }
            Event::Closed => Some(Happening::Over(LostWhy::Closed)),
            _ => None,
        }
    }

    /// What the clock brings.
    pub(super) fn time(&mut self, limits: &Limits, now: Instant) -> Option<Happening> {
        if self.ends.is_some_and(|ends| ends <= now) {
            return Some(Happening::Over(LostWhy::Closed));
        }
        let silent = now.saturating_duration_since(self.heard);
        match self.phase {
            Phase::Connecting { until } if until <= now => {
                Some(Happening::Over(LostWhy::NeverConnected))
            }
            Phase::Connected if silent >= limits.silence => {
                self.phase = Phase::Silent;
                Some(Happening::Lost(LostWhy::Silent))
            }
            Phase::Silent if silent < limits.silence => {
                self.phase = Phase::Connected;
                Some(Happening::Connected(self.transport))
            }
            Phase::Silent if silent >= limits.idle => Some(Happening::Over(LostWhy::Silent)),
            Phase::Connected => self.meter.due(now).map(Happening::Quality),
            Phase::Connecting { .. } | Phase::Silent => None,
        }
    }

    /// When the clock is to bring something.
    pub(super) fn next_alarm(&self, limits: &Limits) -> Instant {
        let own = match self.phase {
            Phase::Connecting { until } => until,
            Phase::Connected => self.meter.next().min(self.heard + limits.silence),
            Phase::Silent => self.heard + limits.idle,
        };
        let own = self.ends.map_or(own, |ends| ends.min(own));
        self.deadline.min(own)
    }

    /// Whether a picture or sound may be written to it.
    pub(super) fn takes(&self, video: bool) -> Option<Mid> {
        let mid = if video {
            self.lines.video
        } else {
            self.lines.audio
        }?;
        let sending = self.rtc.media(mid)?.direction().is_sending();
        (sending && self.phase == Phase::Connected).then_some(mid)
    }

    /// Writes a frame, to be drained after.
    pub(super) fn write(&mut self, video: bool, frame: &MediaData) {
        let Some(mid) = self.takes(video) else {
            return;
        };
        let Some(writer) = self.rtc.writer(mid) else {
            return;
        };
        let Some(pt) = writer.match_params(frame.params) else {
            return;
        };
        let written = writer
            .start_of_talkspurt(frame.audio_start_of_talk_spurt)
            .write(pt, frame.network_time, frame.time, frame.data.clone());
        if let Err(error) = written {
            tracing::debug!(%error, "a frame was not given on");
        }
    }

    /// Notes what a frame of its picture is.
    pub(super) fn picture_came(&mut self, key: bool, contiguous: bool, now: Instant) {
        if key {
            self.broken = false;
            self.key_frame_wanted = false;
            self.key_frame_came = Some(now);
        } else if !contiguous {
            self.broken = true;
        }
    }

    pub(super) fn want_key_frame(&mut self) {
        self.key_frame_wanted = true;
    }

    /// Asks for a key frame if one is wanted or due and none was asked for just now; to be
    /// drained after. Whether it asked.
    pub(super) fn ask_key_frame(&mut self, now: Instant) -> bool {
        let old =
            |at: Option<Instant>, age| at.is_none_or(|at| now.saturating_duration_since(at) >= age);
        let due = old(self.key_frame_came, BETWEEN_KEY_FRAMES);
        let wanted = self.key_frame_wanted || self.broken || due;
        if !wanted || !old(self.key_frame_asked, BETWEEN_REQUESTS) {
            return false;
        }
        let Some(mid) = self.lines.video else {
            return false;
        };
        let Some(mut writer) = self.rtc.writer(mid) else {
            return false;
        };
        let asked = writer.request_keyframe(None, KeyframeRequestKind::Pli);
        self.key_frame_asked = Some(now);
        asked.is_ok()
    }

    /// Tells the browser how much its picture may take, in bits a second (REMB); to be drained
    /// after.
    pub(super) fn cap_picture(&mut self, bits: u64) {
        let Some(mid) = self.lines.video else {
            return;
        };
        let mut api = self.rtc.direct_api();
        if let Some(stream) = api.stream_rx_by_mid(mid, None) {
            stream.request_remb(str0m::bwe::Bitrate::from(bits));
        }
    }

    /// Says goodbye; to be drained after.
    pub(super) fn close(&mut self) {
        if let Err(error) = self.rtc.close() {
            tracing::debug!(%error, "a connection did not close");
        }
    }
}
