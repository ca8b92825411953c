//! Token buckets in memory: how often an origin may try.
//!
//! Per node, so a limit that must hold over several nodes is counted in the store as well; this
//! one keeps floods away from the store.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use vocab::Timestamp;

use crate::error::PageError;

/// More buckets than this are swept of those that are full again (about 6 MB).
const MOST_BUCKETS: usize = 65_536;

/// Buckets by key: [`crate::client::ClientAddress::origin`], a hashed number, a pair of both.
#[derive(Debug)]
pub struct RateLimiter<K> {
    burst: f64,
    per_second: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

impl<K: Eq + Hash> RateLimiter<K> {
    /// `burst` tries at once, and one more every `refill`.
    #[must_use]
    pub fn new(burst: u32, refill: Duration) -> Self {
        let per_second = 1.0 / refill.as_secs_f64().max(0.001);
        Self {
            burst: f64::from(burst.max(1)),
            per_second,
            buckets: Mutex::default(),
        }
    }

    /// Takes a try.
    ///
    /// # Errors
    /// How long until the next one.
    pub fn take(&self, key: K, now: Timestamp) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_BUCKETS {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < self.burst);
        }
        if buckets.len() >= MOST_BUCKETS && !buckets.contains_key(&key) {
            // Under an attack from very many origins strangers wait; those known go on.
            return Err(self.wait(0.0));
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            tokens: self.burst,
            at: now,
        });
        let tokens = self.filled(*bucket, now);
        if tokens < 1.0 {
            *bucket = Bucket { tokens, at: now };
            return Err(self.wait(tokens));
        }
        *bucket = Bucket {
            tokens: tokens - 1.0,
            at: now,
        };
        Ok(())
    }

    /// The same, with the 429 page.
    ///
    /// # Errors
    /// The page that says how long to wait.
    pub fn admit(&self, key: K, now: Timestamp) -> Result<(), PageError> {
        self.take(key, now).map_err(PageError::too_many)
    }

    fn filled(&self, bucket: Bucket, now: Timestamp) -> f64 {
        let seconds = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        (bucket.tokens + seconds * self.per_second).min(self.burst)
    }

    fn wait(&self, tokens: f64) -> Duration {
        Duration::from_secs_f64(((1.0 - tokens) / self.per_second).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_burst_passes_and_then_one_every_refill() {
        let limiter = RateLimiter::new(2, Duration::from_secs(10));
        assert_eq!(limiter.take("a", at(0)), Ok(()));
        assert_eq!(limiter.take("a", at(0)), Ok(()));
        assert_eq!(limiter.take("a", at(4)), Err(Duration::from_secs(6)));
        assert_eq!(limiter.take("b", at(4)), Ok(()));
        assert_eq!(limiter.take("a", at(10)), Ok(()));
        assert!(limiter.take("a", at(11)).is_err());
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing_away() {
        let limiter = RateLimiter::new(1, Duration::from_secs(10));
        assert_eq!(limiter.take("a", at(100)), Ok(()));
        assert!(limiter.take("a", at(0)).is_err());
    }
}
