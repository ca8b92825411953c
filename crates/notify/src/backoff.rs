//! When a message is tried again.

use vocab::{Entropy, SignedDuration};

/// Tries after which a message is given up. With the delays below the last one comes after 35 to
/// 70 hours: an outage over a weekend loses nothing. (Own choice; specifications of gateways say
/// "72 hours" to have a margin.)
pub(crate) const TRIES: u32 = 80;

/// The longest wait: a gateway that comes back is noticed within the hour.
const LONGEST_S: i64 = 3600;

/// The wait before the next try, `tries` having failed: 2, 4, 8 … seconds, at most an hour, of
/// which a random part between half and the whole is taken, so that messages that failed together
/// do not come back together. `None`: no more tries.
pub(crate) fn next_try(tries: u32, entropy: &dyn Entropy) -> Option<SignedDuration> {
    if tries >= TRIES {
        return None;
    }
    let whole = 2_i64
        .checked_pow(tries.max(1))
        .unwrap_or(LONGEST_S)
        .min(LONGEST_S)
        * 1000;
    let mut random = [0; 2];
    entropy.fill(&mut random);
    let part = whole / 2 * i64::from(u16::from_le_bytes(random)) / i64::from(u16::MAX);
    Some(SignedDuration::from_millis(whole / 2 + part))
}

#[cfg(test)]
mod tests {
    use vocab::SeededEntropy;

    use super::*;

    #[test]
    fn waits_longer_each_time_up_to_an_hour() {
        let entropy = SeededEntropy::new(7);
        for tries in 1..TRIES {
            let whole = 2_i64.checked_pow(tries).unwrap_or(LONGEST_S).min(LONGEST_S) * 1000;
            let wait = next_try(tries, &entropy).map(|wait| wait.as_millis());
            let bounds = i128::from(whole / 2)..=i128::from(whole);
            assert!(
                wait.is_some_and(|wait| bounds.contains(&wait)),
                "{tries}: {wait:?}"
            );
        }
    }

    #[test]
    fn ends() {
        assert_eq!(next_try(TRIES, &SeededEntropy::new(7)), None);
        assert_eq!(next_try(u32::MAX, &SeededEntropy::new(7)), None);
    }

    #[test]
    fn keeps_trying_over_a_weekend_and_less_than_the_72_hours_of_the_specifications() {
        let longest: i64 = (1..TRIES)
            .map(|n| 2_i64.checked_pow(n).unwrap_or(LONGEST_S).min(LONGEST_S))
            .sum();
        assert!((60 * 3600..72 * 3600).contains(&longest), "{longest}");
    }
}
