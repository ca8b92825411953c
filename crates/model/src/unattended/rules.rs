//! What an administration decides about unassisted identification.

use vocab::{SignedDuration, Timestamp};

use super::AttemptState;
use crate::video::RefusalReason;

/// Years in seconds: 365.25 days.
const YEAR_S: i64 = 31_557_600;

/// What an administration decides. All are settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnattendedRules {
    /// Does this route exist here?
    pub offered: bool,
    /// Is the basic level given at once when every automatic check passed? Otherwise everybody
    /// waits for a reviewer.
    pub basic_at_once: bool,
    /// Minutes in which an attempt must be sent.
    pub attempt_minutes: u32,
    /// Attempts for one number in a day.
    pub attempts_a_day: u64,
    /// Pictures that may be taken of one side.
    pub side_tries: u8,
    /// Films that may be begun.
    pub film_tries: u8,
    /// Seconds from the first action to the last piece.
    pub film_seconds: u32,
    /// Bytes of a film.
    pub film_bytes: u64,
    /// Bytes of one piece.
    pub piece_bytes: u64,
    /// Pieces of a film.
    pub film_pieces: u32,
    /// Hours in which an attempt should be reviewed; half of it where the risk is high.
    pub target_hours: u16,
    /// Years that the evidence of a registration is kept (Orden ETD/465/2021 art. 12).
    pub keep_years: u16,
    /// Years that the evidence of a suspicion is kept.
    pub keep_suspicion_years: u16,
    /// Days that an unfinished attempt, or one refused without suspicion, is kept.
    pub keep_unfinished_days: u16,
}

impl Default for UnattendedRules {
    fn default() -> Self {
        Self {
            offered: false,
            basic_at_once: false,
            attempt_minutes: 60,
            attempts_a_day: 3,
            side_tries: 10,
            film_tries: 4,
            film_seconds: 300,
            film_bytes: 48 << 20,
            piece_bytes: 1 << 20,
            film_pieces: 400,
            target_hours: 48,
            keep_years: 15,
            keep_suspicion_years: 5,
            keep_unfinished_days: 7,
        }
    }
}

impl UnattendedRules {
    /// Until when an attempt that was begun at `at` can be sent.
    #[must_use]
    pub fn send_by(&self, at: Timestamp) -> Timestamp {
        after(at, i64::from(self.attempt_minutes) * 60)
    }

    /// Until when what was captured is kept; `None` while it waits for a decision, and while the
    /// person is at it.
    #[must_use]
    pub fn kept_until(&self, state: &AttemptState) -> Option<Timestamp> {
        let at = state.since();
        let years = |years: u16| Some(after(at, i64::from(years) * YEAR_S));
        let days = || Some(after(at, i64::from(self.keep_unfinished_days) * 86_400));
        match state {
            AttemptState::Capturing { .. }
            | AttemptState::Waiting { .. }
            | AttemptState::Doubted { .. } => None,
            AttemptState::Confirmed { .. } => years(self.keep_years),
            // The person was registered for a while: the proof of it is kept like any other.
            AttemptState::Refused {
                withdrawn: true, ..
            } => years(self.keep_years),
            AttemptState::Refused {
                reason: RefusalReason::ConsentRefused,
                ..
            } => Some(at),
            AttemptState::Refused { reason, .. } if reason.suspects_fraud() => {
                years(self.keep_suspicion_years)
            }
            AttemptState::Refused { .. } | AttemptState::Abandoned { .. } => days(),
        }
    }
}

fn after(moment: Timestamp, seconds: i64) -> Timestamp {
    moment
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use vocab::{OfficerId, SeededEntropy};

    use super::*;

    #[test]
    fn evidence_is_kept_fifteen_years_five_years_or_days() {
        let rules = UnattendedRules::default();
        let at = Timestamp::UNIX_EPOCH;
        let by = OfficerId::new(at, &SeededEntropy::new(1));
        let refused = |reason, withdrawn| AttemptState::Refused {
            at,
            by,
            reason,
            withdrawn,
        };
        let kept = |state: AttemptState| rules.kept_until(&state).map(Timestamp::as_second);
        let (suspicion, poor) = (RefusalReason::NotTheHolder, RefusalReason::ImageOrSound);
        assert_eq!(kept(AttemptState::Confirmed { at, by }), Some(15 * YEAR_S));
        assert_eq!(kept(refused(poor, true)), Some(15 * YEAR_S));
        assert_eq!(kept(refused(suspicion, false)), Some(5 * YEAR_S));
        assert_eq!(kept(refused(poor, false)), Some(7 * 86_400));
        assert_eq!(kept(AttemptState::Abandoned { at }), Some(7 * 86_400));
        let waiting = AttemptState::Waiting {
            since: at,
            basic: true,
        };
        assert_eq!(kept(waiting), None);
    }
}
