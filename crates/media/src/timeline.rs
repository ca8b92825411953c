//! From the time stamps of a stream to the times of a recording.
//!
//! A stream's own clock says how its frames follow each other; when they arrive says where they
//! belong among the frames of the others. So a stream is anchored where its first frame arrives
//! and then follows its own clock, until the two differ by more than [`TOLERANCE`]: a stream that
//! paused, a clock that drifts, another connection of the same seat. Then it is anchored anew.

use std::time::Duration;

/// Jitter stays well below it; ears and eyes begin to notice above it.
const TOLERANCE: Duration = Duration::from_millis(300);

/// One stream.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    anchor: Option<Anchor>,
    last_ms: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Anchor {
    arrival: Duration,
    stamp: Duration,
}

impl Timeline {
    /// The time in the recording, in milliseconds, of a frame with a `stamp` of its own clock that
    /// arrived at `arrival`, counted from the recording's beginning. Never the same twice, never
    /// back.
    pub(crate) fn place(&mut self, stamp: Duration, arrival: Duration) -> u64 {
        let by_clock = self.anchor.and_then(|anchor| {
            let at = (anchor.arrival + stamp).checked_sub(anchor.stamp)?;
            (at.abs_diff(arrival) <= TOLERANCE).then_some(at)
        });
        let at = by_clock.unwrap_or_else(|| {
            self.anchor = Some(Anchor { arrival, stamp });
            arrival
        });
        let at = u64::try_from(at.as_millis()).unwrap_or(u64::MAX);
        let at = self.last_ms.map_or(at, |last| at.max(last + 1));
        self.last_ms = Some(at);
        at
    }

    /// Another connection with another clock follows.
    pub(crate) fn forget_clock(&mut self) {
        self.anchor = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn follows_the_streams_clock_through_jitter() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.place(ms(9_000), ms(100)), 100);
        assert_eq!(timeline.place(ms(9_020), ms(190)), 120);
        assert_eq!(timeline.place(ms(9_040), ms(191)), 140);
    }

    #[test]
    fn keeps_the_gap_of_lost_frames() {
        let mut timeline = Timeline::default();
        timeline.place(ms(0), ms(100));
        assert_eq!(timeline.place(ms(4_000), ms(4_105)), 4_100);
    }

    #[test]
    fn is_anchored_anew_when_the_clock_is_another() {
        let mut timeline = Timeline::default();
        timeline.place(ms(50_000), ms(100));
        assert_eq!(timeline.place(ms(7), ms(30_000)), 30_000);
        assert_eq!(timeline.place(ms(27), ms(30_060)), 30_020);
    }

    #[test]
    fn never_goes_back() {
        let mut timeline = Timeline::default();
        timeline.place(ms(1_000), ms(500));
        assert_eq!(timeline.place(ms(990), ms(505)), 501);
        timeline.forget_clock();
        assert_eq!(timeline.place(ms(3), ms(200)), 502);
    }
}
