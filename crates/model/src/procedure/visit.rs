//! The visit of an applicant to the electronic office: a session of its own, unrelated to the
//! session with the identity provider.

use vocab::{ApplicantId, AssuranceLevel, SessionId, Timestamp};

use crate::session::SessionRules;

/// A session at the electronic office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Id of the session.
    pub id: SessionId,
    /// Whose.
    pub applicant: ApplicantId,
    /// The level that the identity provider asserted (`acr`).
    pub level: AssuranceLevel,
    /// When the person authenticated there (`auth_time`), perhaps before the visit began.
    pub authenticated_at: Timestamp,
    /// When the visit began.
    pub started_at: Timestamp,
    /// Last use that was written down (at most once a minute).
    pub last_used_at: Timestamp,
    /// Set when it ended by log-out or by a new identification.
    pub ended_at: Option<Timestamp>,
}

impl Visit {
    /// When it ends if it is not used again (defaults D22).
    #[must_use]
    pub fn ends_at(&self, rules: SessionRules) -> Timestamp {
        let idle = self
            .last_used_at
            .as_second()
            .saturating_add(i64::from(rules.idle_s));
        let absolute = self.ends_at_the_latest(rules).as_second();
        Timestamp::from_second(idle.min(absolute)).unwrap_or(Timestamp::MAX)
    }

    /// When it ends however much it is used.
    #[must_use]
    pub fn ends_at_the_latest(&self, rules: SessionRules) -> Timestamp {
        let end = self
            .started_at
            .as_second()
            .saturating_add(i64::from(rules.absolute_s));
        Timestamp::from_second(end).unwrap_or(Timestamp::MAX)
    }

    /// Is it usable at `now`?
    #[must_use]
    pub fn usable(&self, now: Timestamp, rules: SessionRules) -> bool {
        self.ended_at.is_none() && now < self.ends_at(rules)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn visit() -> Visit {
        let entropy = SeededEntropy::new(1);
        Visit {
            id: SessionId::new(at(0), &entropy),
            applicant: ApplicantId::new(at(0), &entropy),
            level: AssuranceLevel::Low,
            authenticated_at: at(0),
            started_at: at(1_000),
            last_used_at: at(1_000),
            ended_at: None,
        }
    }

    #[test]
    fn an_hour_without_use_ends_a_visit_and_twelve_hours_in_any_case() {
        let rules = SessionRules::default();
        assert!(visit().usable(at(4_599), rules));
        assert!(!visit().usable(at(4_600), rules));
        let last = 1_000 + 12 * 3_600;
        let used = Visit {
            last_used_at: at(last - 1),
            ..visit()
        };
        assert!(used.usable(at(last - 1), rules));
        assert!(!used.usable(at(last), rules));
    }

    #[test]
    fn a_visit_that_ended_stays_ended() {
        let ended = Visit {
            ended_at: Some(at(1_001)),
            ..visit()
        };
        assert!(!ended.usable(at(1_002), SessionRules::default()));
    }
}
