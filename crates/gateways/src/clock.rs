//! The machine's clock.

use vocab::{Clock, Timestamp};

/// The machine's clock, to the microsecond.
///
/// It may step backwards when the machine is set right: whoever compares two readings must bear
/// a negative difference.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the real clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        // The store keeps microseconds: what was written must equal what is read again.
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_whole_microseconds() {
        assert_eq!(SystemClock.now().as_nanosecond() % 1000, 0);
    }
}
