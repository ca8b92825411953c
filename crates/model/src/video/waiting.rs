//! How long somebody will wait: the average of the last sessions, times who is before, over who
//! attends (defaults D15). Where that says nothing honest, nothing is said.

use vocab::SignedDuration;

/// Sessions of which the average is taken.
pub const SESSIONS: usize = 20;

/// Fewer sessions than this make no average.
const FEW: usize = 3;

/// The waiting time of somebody with `ahead` people before them. `None` without operators, or
/// before there are enough sessions.
#[must_use]
pub fn estimate(last: &[SignedDuration], ahead: u32, operators: u32) -> Option<SignedDuration> {
    let sessions = last.get(..SESSIONS.min(last.len()))?;
    if sessions.len() < FEW || operators == 0 {
        return None;
    }
    let total: i64 = sessions
        .iter()
        .map(|session| session.as_secs().max(0))
        .sum();
    let count = i64::try_from(sessions.len()).ok()?;
    let seconds = total.saturating_mul(i64::from(ahead)) / count / i64::from(operators);
    Some(SignedDuration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(all: &[i64]) -> Vec<SignedDuration> {
        all.iter()
            .map(|each| SignedDuration::from_mins(*each))
            .collect()
    }

    #[test]
    fn the_average_times_who_is_before_over_who_attends() {
        let last = minutes(&[6, 8, 10]);
        let wait = |ahead, operators| estimate(&last, ahead, operators);
        assert_eq!(wait(3, 2), Some(SignedDuration::from_mins(12)));
        assert_eq!(wait(0, 2), Some(SignedDuration::ZERO));
    }

    #[test]
    fn nothing_is_said_without_operators_or_experience() {
        assert_eq!(estimate(&minutes(&[6, 8, 10]), 3, 0), None);
        assert_eq!(estimate(&minutes(&[6, 8]), 3, 2), None);
    }

    #[test]
    fn only_the_last_twenty_count() {
        let mut last = minutes(&[5; SESSIONS]);
        last.push(SignedDuration::from_hours(9));
        assert_eq!(estimate(&last, 1, 1), Some(SignedDuration::from_mins(5)));
    }
}
