//! How many frames a browser may send.

use std::time::Duration;

use tokio::time::Instant;

/// A token bucket that is full at the beginning.
#[derive(Debug)]
pub(super) struct Allowance {
    per_second: u32,
    left: f64,
    at: Instant,
}

impl Allowance {
    /// `per_second` frames a second, and as many at once.
    pub(super) fn new(per_second: u32, now: Instant) -> Self {
        Self {
            per_second,
            left: f64::from(per_second),
            at: now,
        }
    }

    /// Takes a frame; `false` if there is none left.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let passed: Duration = now.saturating_duration_since(self.at);
        let most = f64::from(self.per_second);
        self.left = (self.left + passed.as_secs_f64() * most).min(most);
        self.at = now;
        if self.left < 1.0 {
            return false;
        }
        self.left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_once_and_then_one_frame_at_a_time() {
        let start = Instant::now();
        let mut allowance = Allowance::new(20, start);
        let at_once = (0..30).filter(|_| allowance.take(start)).count();
        assert_eq!(at_once, 20);
        assert!(!allowance.take(start + Duration::from_millis(49)));
        assert!(allowance.take(start + Duration::from_millis(150)));
    }

    #[test]
    fn silence_saves_up_no_more_than_a_second() {
        let start = Instant::now();
        let mut allowance = Allowance::new(5, start);
        let later = start + Duration::from_secs(3_600);
        assert_eq!((0..30).filter(|_| allowance.take(later)).count(), 5);
    }
}
