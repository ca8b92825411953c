//! Noise that is the same each time.

/// xorshift64*: <https://doi.org/10.18637/jss.v008.i14> with the usual multiplier.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Evenly between 0 and 1.
    pub(super) fn even(&mut self) -> f32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40;
        high as f32 / 16_777_216.0
    }

    /// About normally distributed, mean 0 and deviation 1 (the sum of four even ones).
    pub(super) fn normal(&mut self) -> f32 {
        let sum: f32 = (0..4).map(|_| self.even()).sum();
        (sum - 2.0) * 1.732
    }
}
