//! Time, always passed in, and dates that may be known only in part.

mod partial_date;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub use jiff::civil::Date;
pub use jiff::{SignedDuration, Timestamp};
pub use partial_date::{PartialDate, PartialDateError};

/// Tells the present moment. The real one lives in the ring that may ask the operating system.
pub trait Clock: Send + Sync {
    /// The present moment, in whole microseconds, because that is what the store keeps.
    fn now(&self) -> Timestamp;
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

impl<T: Clock + ?Sized> Clock for &T {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// A clock that stands still until it is moved, for tests and for replaying a day.
#[derive(Debug)]
pub struct ManualClock {
    microseconds: AtomicI64,
}

impl ManualClock {
    /// A clock that stands at `start`, cut to whole microseconds.
    #[must_use]
    pub fn new(start: Timestamp) -> Self {
        Self {
            microseconds: AtomicI64::new(start.as_microsecond()),
        }
    }

    /// Puts the clock at `now`, earlier or later.
    pub fn set(&self, now: Timestamp) {
        self.microseconds
            .store(now.as_microsecond(), Ordering::SeqCst);
    }

    /// Moves the clock by `by`, which may be negative; it stops at the ends of time.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.microseconds
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |old| {
                Some(old.saturating_add(by))
            })
            .ok();
    }

    /// Moves the clock forward by whole seconds.
    pub fn advance_seconds(&self, seconds: i64) {
        self.advance(SignedDuration::from_secs(seconds));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.microseconds.load(Ordering::SeqCst))
            .unwrap_or(Timestamp::MAX)
    }
}
