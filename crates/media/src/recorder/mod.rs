//! The recording of one call: frames in, sealed clusters out.

mod scribe;

use std::time::{Duration, Instant};

use ports::{
    media::{RecordError, RecordingStart, Seat},
    recordings::RecordingSummary,
};
use tokio::sync::oneshot;
use vocab::RecordingId;

use crate::{
    timeline::Timeline,
    webm::{Cluster, Muxer, Track},
};

pub(crate) use scribe::{Begun, Scribe};

/// A recording that goes on after its process was killed shows the time between, but no more
/// than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// A recording under way.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) id: RecordingId,
    began: Instant,
    timelines: [Timeline; 3],
    muxer: Muxer,
    scribe: Scribe,
    /// Whether a key frame came since the picture last broke off.
    picture: bool,
}

impl Recording {
    /// What [`Scribe::begin`] opened, from now on.
    pub(crate) fn new(start: &RecordingStart, begun: &Begun, scribe: Scribe, now: Instant) -> Self {
        let so_far = Duration::from_millis(begun.at_ms);
        let by_clock = start.at.duration_since(begun.started_at);
        let elapsed = Duration::try_from(by_clock).unwrap_or_default();
        let elapsed = elapsed.clamp(so_far, so_far + LONGEST_PAUSE);
        let micros = begun.started_at.as_microsecond();
        Self {
            id: start.id,
            began: now.checked_sub(elapsed).unwrap_or(now),
            timelines: Default::default(),
            muxer: Muxer::new(micros, begun.content_length, begun.at_ms),
            scribe,
            picture: false,
        }
    }

    /// A frame of a seat. Nothing is kept of a picture before its first key frame, nor of a
    /// picture of the operator.
    pub(crate) fn frame(&mut self, seat: Seat, frame: &Frame<'_>) {
        let track = match (seat, frame.video) {
            (Seat::Citizen, true) => Track::CitizenVideo,
            (Seat::Citizen, false) => Track::CitizenAudio,
            (Seat::Operator, false) => Track::OperatorAudio,
            (Seat::Operator, true) => return,
        };
        if frame.video {
            self.picture |= frame.key;
            if !self.picture {
                return;
            }
        }
        let arrival = frame.arrival.saturating_duration_since(self.began);
        let timeline = match track {
            Track::CitizenVideo => &mut self.timelines[0],
            Track::CitizenAudio => &mut self.timelines[1],
            Track::OperatorAudio => &mut self.timelines[2],
        };
        let at_ms = timeline.place(frame.stamp, arrival);
        let key = frame.key || !frame.video;
        if let Some(cluster) = self.muxer.frame(track, at_ms, key, frame.data) {
            self.scribe.write(self.id, cluster);
        }
    }

    /// Frames of the picture are missing: what follows is kept from the next key frame on.
    pub(crate) fn picture_broke(&mut self) {
        self.picture = false;
    }

    /// A seat has a new connection, with clocks of its own.
    pub(crate) fn seat_came_back(&mut self, seat: Seat) {
        let [picture, citizen, operator] = &mut self.timelines;
        match seat {
            Seat::Citizen => {
                picture.forget_clock();
                citizen.forget_clock();
                self.picture = false;
            }
            Seat::Operator => operator.forget_clock(),
        }
    }

    /// Writes what is left, the index and the end.
    pub(crate) fn finish(mut self) -> oneshot::Receiver<Result<RecordingSummary, RecordError>> {
        let last: Option<Cluster> = self.muxer.close();
        if let Some(cluster) = last {
            self.scribe.write(self.id, cluster);
        }
        self.scribe.finish(self.id, self.muxer.finish())
    }
}

/// A frame as it came.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) video: bool,
    pub(crate) key: bool,
    /// By the sender's clock.
    pub(crate) stamp: Duration,
    pub(crate) arrival: Instant,
    pub(crate) data: &'a [u8],
}
