//! Chance, always passed in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random bytes. The real one lives in the ring that may ask the operating system.
pub trait Entropy: Send + Sync {
    /// Fills `dest` with random bytes; never fails and never blocks for long.
    fn fill(&self, dest: &mut [u8]);
}

impl<T: Entropy + ?Sized> Entropy for Arc<T> {
    fn fill(&self, dest: &mut [u8]) {
        (**self).fill(dest);
    }
}

impl<T: Entropy + ?Sized> Entropy for &T {
    fn fill(&self, dest: &mut [u8]) {
        (**self).fill(dest);
    }
}

/// Repeatable bytes from a seed (SplitMix64), for tests and for invented data.
///
/// **Not secure**: whoever sees eight bytes knows all that follow. Nothing that protects a
/// person may be made from it.
#[derive(Debug)]
pub struct SeededEntropy {
    state: AtomicU64,
}

impl SeededEntropy {
    /// Starts the sequence that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed),
        }
    }

    /// The next 64 bits of the sequence.
    pub fn next_u64(&self) -> u64 {
        const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self
            .state
            .fetch_add(GAMMA, Ordering::Relaxed)
            .wrapping_add(GAMMA);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound` (0 when `bound` is 0). The bias of the remainder is below
    /// `bound / 2^64`, which does not matter for invented data.
    pub fn below(&self, bound: u64) -> u64 {
        self.next_u64().checked_rem(bound).unwrap_or(0)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, dest: &mut [u8]) {
        for chunk in dest.chunks_mut(8) {
            for (byte, random) in chunk.iter_mut().zip(self.next_u64().to_le_bytes()) {
                *byte = random;
            }
        }
    }
}
