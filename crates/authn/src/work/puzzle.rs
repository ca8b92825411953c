//! What is calculated. For each part from 0 on, a number such that SHA-256 over
//!
//! ```text
//! seed (16 bytes) ‖ part (32 bits, big-endian) ‖ number (32 bits, big-endian)
//! ```
//!
//! begins with `bits` zero bits. The script of the pages (`web-kit/assets/js/work-worker.js`)
//! calculates the same; a text of 24 bytes is one block of SHA-256, so that a script without the
//! help of the browser is fast enough, also where there is no secure context.

use sha2::{Digest as _, Sha256};

/// The longest number has ten digits.
const DIGITS: usize = 10;

/// A puzzle for a machine; people never see one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Puzzle {
    /// Begins every text.
    pub seed: [u8; 16],
    /// How many numbers are asked for.
    pub parts: u8,
    /// How many zero bits each hash begins with.
    pub bits: u8,
}

impl Puzzle {
    /// Whether `answer` has a right number for every part: decimal, with points between them.
    #[must_use]
    pub fn is_answered_by(&self, answer: &str) -> bool {
        if answer.len() > usize::from(self.parts) * (DIGITS + 1) {
            return false;
        }
        let mut numbers = answer.split('.');
        let all_right = (0..self.parts).all(|part| {
            let number = numbers.next().and_then(|text| text.parse().ok());
            number.is_some_and(|number| self.is_right(part, number))
        });
        all_right && numbers.next().is_none()
    }

    /// The answer, by trying: what a browser does, for clients that are none and for tests. Takes
    /// `parts × 2^bits` hashes on average.
    #[must_use]
    pub fn solve(&self) -> String {
        let right = |part| (0..=u32::MAX).find(|number| self.is_right(part, *number));
        let numbers = (0..self.parts).map(|part| right(part).unwrap_or_default().to_string());
        numbers.collect::<Vec<_>>().join(".")
    }

    /// The seed as the page hands it to its script.
    #[must_use]
    pub fn seed_hex(&self) -> String {
        self.seed.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn is_right(&self, part: u8, number: u32) -> bool {
        let hash = Sha256::new()
            .chain_update(self.seed)
            .chain_update(u32::from(part).to_be_bytes())
            .chain_update(number.to_be_bytes())
            .finalize();
        let mut zeros = 0;
        for byte in hash {
            zeros += byte.leading_zeros();
            if byte != 0 {
                break;
            }
        }
        zeros >= u32::from(self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Puzzle = Puzzle {
        seed: *b"a seed of sixty!",
        parts: 4,
        bits: 6,
    };

    #[test]
    fn an_answer_found_by_trying_is_right() {
        assert!(SMALL.is_answered_by(&SMALL.solve()));
    }

    #[test]
    fn an_answer_is_right_for_its_seed_and_in_its_order_only() {
        let answer = SMALL.solve();
        let other = Puzzle {
            seed: *b"another of these",
            ..SMALL
        };
        assert!(!other.is_answered_by(&answer));
        let harder = Puzzle { bits: 20, ..SMALL };
        assert!(!harder.is_answered_by(&answer));
        let mut numbers: Vec<_> = answer.split('.').collect();
        numbers.rotate_left(1);
        assert!(!SMALL.is_answered_by(&numbers.join(".")));
    }

    #[test]
    fn too_few_too_many_and_no_numbers_are_no_answer() {
        let answer = SMALL.solve();
        let first = answer.split('.').next().unwrap_or_default();
        let without_last = answer.rsplit_once('.').map_or("", |(rest, _)| rest);
        let repeated = [first; 4].join(".");
        let too_many = format!("{answer}.{first}");
        let long = "1".repeat(100_000);
        for wrong in [
            "",
            ".",
            "....",
            first,
            without_last,
            &repeated,
            &too_many,
            &long,
            "a.b.c.d",
            "-1.-1.-1.-1",
            "99999999999.1.1.1",
        ] {
            assert!(!SMALL.is_answered_by(wrong), "{wrong:.40}");
        }
    }

    /// The numbers that the script of the pages finds: both sides calculate the same.
    #[test]
    fn the_known_answer_of_the_script_is_right() {
        let puzzle = Puzzle {
            seed: *b"0123456789abcdef",
            parts: 16,
            bits: 8,
        };
        assert_eq!(puzzle.solve(), include_str!("known_answer.txt").trim());
    }
}
