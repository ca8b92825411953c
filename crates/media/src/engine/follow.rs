//! What follows from what came out of a connection: frames that are given on and kept, key frames
//! that are asked for, events that are told.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use ports::media::{LostWhy, MediaHappening, Seat};
use str0m::media::{MediaData, MediaTime};
use vocab::VideoCallId;

use super::{
    ConnectionId, Engine,
    connection::{Connection, Happening, Phase, Place},
};
use crate::recorder::Frame;

/// What a citizen's picture may take: no more than a document needs to be read, in bits a second.
const LARGEST_PICTURE: u64 = 1_500_000;

/// And no less, however bad the operator's network is.
const SMALLEST_PICTURE: u64 = 150_000;

type Work = VecDeque<(ConnectionId, Happening)>;

impl Engine {
    /// Carries out what follows from what came out of a connection, and what follows from that.
    pub(super) fn follow(&mut self, id: ConnectionId, happenings: Vec<Happening>, now: Instant) {
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

    pub(super) fn ask_key_frame(&mut self, id: ConnectionId, wanted: bool, now: Instant) {
        let mut work = Work::new();
        if wanted {
            self.want_key_frame(Some(id), now, &mut work);
        }
        while let Some((id, what)) = work.pop_front() {
            self.one(id, what, now, &mut work);
        }
    }
}

fn duration(time: MediaTime) -> Duration {
    Duration::from_micros(time.as_micros())
}
