//! The demonstration's clock: the real one, moved forward by hand, so that expiry can be seen.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use vocab::{Clock, SignedDuration, Timestamp};

/// The farthest that the clock can be moved in all: ten years show every expiry there is.
const FARTHEST_S: i64 = 10 * 366 * 24 * 3600;

/// A clock that runs like another one and can be moved forward.
pub struct DemoClock {
    real: Arc<dyn Clock>,
    offset_s: AtomicI64,
}

/// The clock cannot be moved there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdvanceError {
    /// Time does not go back: sessions, codes and audit rely on it.
    #[error("the clock only goes forward")]
    Backwards,
    /// Farther than ten years in all.
    #[error("the clock goes forward ten years at most")]
    TooFar,
}

impl std::fmt::Debug for DemoClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DemoClock")
            .field("offset_s", &self.offset_s())
            .finish_non_exhaustive()
    }
}

impl DemoClock {
    /// Runs like `real` until it is moved.
    #[must_use]
    pub fn new(real: Arc<dyn Clock>) -> Self {
        Self {
            real,
            offset_s: AtomicI64::new(0),
        }
    }

    /// Moves the clock forward and tells the new time.
    ///
    /// # Errors
    /// [`AdvanceError`]: it stays where it is.
    pub fn advance(&self, seconds: i64) -> Result<Timestamp, AdvanceError> {
        if seconds < 0 {
            return Err(AdvanceError::Backwards);
        }
        self.offset_s
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |old| {
                old.checked_add(seconds).filter(|new| *new <= FARTHEST_S)
            })
            .map_err(|_| AdvanceError::TooFar)?;
        Ok(self.now())
    }

    /// How far it was moved, in seconds.
    #[must_use]
    pub fn offset_s(&self) -> i64 {
        self.offset_s.load(Ordering::SeqCst)
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        let offset = SignedDuration::from_secs(self.offset_s());
        self.real
            .now()
            .saturating_add(offset)
            .unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use vocab::ManualClock;

    use super::*;

    #[test]
    fn runs_on_and_can_be_moved_forward_only() {
        let real = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        let clock = DemoClock::new(real.clone());
        real.advance_seconds(5);
        assert_eq!(clock.now().as_second(), 5);
        assert_eq!(clock.advance(601).map(Timestamp::as_second), Ok(606));
        assert_eq!(clock.advance(-1), Err(AdvanceError::Backwards));
        assert_eq!(clock.advance(i64::MAX), Err(AdvanceError::TooFar));
        assert_eq!(clock.advance(FARTHEST_S), Err(AdvanceError::TooFar));
        real.advance_seconds(1);
        assert_eq!((clock.now().as_second(), clock.offset_s()), (607, 601));
    }
}
