//! Can two sets of times be told apart? A permutation test on the difference of medians, with a
//! control that must find nothing and an injected difference that must be found.
//!
//! Times of a computer are skewed and have outliers: medians bear both. The labels are shuffled
//! many times; a difference that the shuffled labels hardly ever reach is one that a patient
//! stranger could see. "Hardly ever" is one in a thousand, so that a table of a few comparisons
//! does not cry wolf.

use crate::accounting::median;

/// Shuffles of the labels.
const SHUFFLES: usize = 2_000;

/// A difference that fewer of the shuffles reach than this share is real.
const RARE: f64 = 0.001;

/// What two sets of times gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Median of the second minus median of the first, in the unit of the times.
    pub difference: f64,
    /// Share of shuffles whose difference is as large.
    pub chance: f64,
}

impl Comparison {
    /// Can a stranger tell them apart? A difference below `tolerance` drowns in any network.
    #[must_use]
    pub fn tells(&self, tolerance: f64) -> bool {
        self.chance < RARE && self.difference.abs() > tolerance
    }
}

/// Compares two sets of times.
#[must_use]
pub fn compare(first: &[f64], second: &[f64], shuffle: &mut Shuffle) -> Comparison {
    let difference = median(second.to_vec()) - median(first.to_vec());
    let mut pool: Vec<f64> = first.iter().chain(second).copied().collect();
    let mut as_large = 0_u32;
    for _ in 0..SHUFFLES {
        shuffle.shuffle(&mut pool);
        let (one, other) = pool.split_at(first.len().min(pool.len()));
        let shuffled = median(other.to_vec()) - median(one.to_vec());
        as_large += u32::from(shuffled.abs() >= difference.abs());
    }
    // The labels as they are count as one of the shuffles: never "impossible".
    let chance = f64::from(as_large + 1) / (SHUFFLES + 1) as f64;
    Comparison { difference, chance }
}

/// One set split by lot: nothing can be told apart, or the test is wrong.
#[must_use]
pub fn control(times: &[f64], shuffle: &mut Shuffle) -> Comparison {
    let mut times = times.to_vec();
    shuffle.shuffle(&mut times);
    let (one, other) = times.split_at(times.len() / 2);
    compare(one, other, shuffle)
}

/// One set split by lot, and one half made slower: it must be told apart, or the measurement is too
/// noisy to say anything about differences of this size.
#[must_use]
pub fn injected(times: &[f64], slower_by: f64, shuffle: &mut Shuffle) -> Comparison {
    let mut times = times.to_vec();
    shuffle.shuffle(&mut times);
    let (one, other) = times.split_at(times.len() / 2);
    let slower: Vec<f64> = other.iter().map(|time| time + slower_by).collect();
    compare(one, &slower, shuffle)
}

/// Chance that can be repeated (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Shuffle(u64);

impl Shuffle {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Puts things into another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Skewed times with outliers, around 1,000.
    fn times(count: usize, more: f64, shuffle: &mut Shuffle) -> Vec<f64> {
        let one = |shuffle: &mut Shuffle| {
            let jitter = shuffle.below(100) as f64 + shuffle.below(100) as f64;
            let outlier = if shuffle.below(50) == 0 {
                20_000.0
            } else {
                0.0
            };
            900.0 + jitter + outlier + more
        };
        (0..count).map(|_| one(shuffle)).collect()
    }

    #[test]
    fn what_is_alike_is_not_told_apart() {
        let mut shuffle = Shuffle::new(1);
        let (one, other) = (times(400, 0.0, &mut shuffle), times(400, 0.0, &mut shuffle));
        assert!(!compare(&one, &other, &mut shuffle).tells(5.0));
        assert!(!control(&one, &mut shuffle).tells(5.0));
    }

    #[test]
    fn a_difference_smaller_than_the_jitter_is_found() {
        let mut shuffle = Shuffle::new(2);
        let (one, other) = (
            times(400, 0.0, &mut shuffle),
            times(400, 20.0, &mut shuffle),
        );
        let found = compare(&one, &other, &mut shuffle);
        assert!(found.tells(5.0), "{found:?}");
        assert!((found.difference - 20.0).abs() < 10.0, "{found:?}");
        assert!(injected(&one, 30.0, &mut shuffle).tells(5.0));
    }

    #[test]
    fn what_is_below_the_tolerance_is_let_be() {
        let mut shuffle = Shuffle::new(3);
        let (one, other) = (
            times(4_000, 0.0, &mut shuffle),
            times(4_000, 10.0, &mut shuffle),
        );
        let found = compare(&one, &other, &mut shuffle);
        assert!(found.chance < RARE && !found.tells(25.0), "{found:?}");
    }
}
