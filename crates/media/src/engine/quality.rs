//! How good the way is, gathered between two reports.

use std::time::{Duration, Instant};

use ports::media::Quality;

/// Between two reports.
const INTERVAL: Duration = Duration::from_secs(3);

/// The worst of what was heard since the last report.
#[derive(Debug)]
pub(super) struct Meter {
    worst: Quality,
    next: Instant,
}

impl Meter {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            worst: Quality::default(),
            next: now + INTERVAL,
        }
    }

    /// A stream that comes: loss as a fraction, jitter in milliseconds.
    pub(super) fn incoming(&mut self, loss: Option<f32>, jitter_ms: u32, rtt: Option<Duration>) {
        let jitter = u16::try_from(jitter_ms).unwrap_or(u16::MAX);
        self.worst.jitter_ms = self.worst.jitter_ms.max(jitter);
        self.outgoing(loss, rtt);
    }

    /// A stream that goes, as the browser reports it.
    pub(super) fn outgoing(&mut self, loss: Option<f32>, rtt: Option<Duration>) {
        let loss = loss.map_or(0, Self::permille);
        self.worst.loss_permille = self.worst.loss_permille.max(loss);
        let rtt = rtt.map_or(0, |rtt| u16::try_from(rtt.as_millis()).unwrap_or(u16::MAX));
        self.worst.rtt_ms = self.worst.rtt_ms.max(rtt);
    }

    /// A fraction as parts of a thousand.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    pub(super) fn permille(fraction: f32) -> u16 {
        (fraction.clamp(0.0, 1.0) * 1000.0).round() as u16
    }

    /// The report, if it is time for one.
    pub(super) fn due(&mut self, now: Instant) -> Option<Quality> {
        (self.next <= now).then(|| {
            self.next = now + INTERVAL;
            std::mem::take(&mut self.worst)
        })
    }

    /// When the next one is due.
    pub(super) const fn next(&self) -> Instant {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_the_worst_of_three_seconds_and_begins_anew() {
        let begin = Instant::now();
        let mut meter = Meter::new(begin);
        meter.incoming(Some(0.0125), 7, None);
        meter.outgoing(Some(0.002), Some(Duration::from_millis(31)));
        assert_eq!(meter.due(begin + Duration::from_secs(2)), None);
        let later = begin + INTERVAL;
        let expected = Quality {
            loss_permille: 13,
            rtt_ms: 31,
            jitter_ms: 7,
        };
        assert_eq!(meter.due(later), Some(expected));
        assert_eq!(meter.due(later + INTERVAL), Some(Quality::default()));
    }
}
