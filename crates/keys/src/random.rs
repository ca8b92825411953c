//! Chance from the operating system.

use aws_lc_rs::rand::SystemRandom;
use vocab::Entropy;

/// The operating system's generator, through aws-lc.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, dest: &mut [u8]) {
        fill(dest);
    }
}

/// Fills `dest`.
#[expect(clippy::disallowed_methods, reason = "the one home of real chance")]
pub(crate) fn fill(dest: &mut [u8]) {
    // Cannot fail: aws-lc aborts the process rather than return without random bytes.
    aws_lc_rs::rand::fill(dest).expect("the operating system gives random bytes");
}

/// An array of random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    fill(&mut out);
    out
}

/// The generator that aws-lc's signing functions ask for.
#[expect(clippy::disallowed_methods, reason = "the one home of real chance")]
pub(crate) fn system() -> SystemRandom {
    SystemRandom::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_gives_the_same_bytes_twice() {
        let (mut one, mut other) = ([0; 16], [0; 16]);
        OsEntropy.fill(&mut one);
        OsEntropy.fill(&mut other);
        assert_ne!(one, other);
    }
}
