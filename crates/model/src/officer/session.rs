//! An officer's session at the desk.

use vocab::{OfficerId, SessionId, SignedDuration, Timestamp};

use super::DeskRules;

/// How an officer came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInMethod {
    /// With a passkey whose authenticator recognised its owner.
    Passkey,
    /// By stepping in, which only the demonstration allows.
    Demonstration,
}

impl SignInMethod {
    /// The word in the database and in the audit entry.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Demonstration => "demonstration",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Passkey, Self::Demonstration]
            .into_iter()
            .find(|method| method.as_str() == word)
    }
}

/// A session at the desk. There is no idle limit beyond the whole: a working day is short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskSession {
    /// Id of the session.
    pub id: SessionId,
    /// Whose.
    pub officer: OfficerId,
    /// How the officer came in.
    pub method: SignInMethod,
    /// When.
    pub started_at: Timestamp,
    /// When the officer last proved to be there.
    pub verified_at: Timestamp,
    /// Set when it ended by log-out or because the officer left.
    pub ended_at: Option<Timestamp>,
}

impl DeskSession {
    /// When it ends however much it is used.
    #[must_use]
    pub fn ends_at(&self, rules: DeskRules) -> Timestamp {
        after(
            self.started_at,
            SignedDuration::from_hours(i64::from(rules.session_hours)),
        )
    }

    /// Is it usable at `now`?
    #[must_use]
    pub fn usable(&self, now: Timestamp, rules: DeskRules) -> bool {
        self.ended_at.is_none() && now < self.ends_at(rules)
    }

    /// May a decision be made without verifying again? In the demonstration there is nothing to
    /// verify.
    #[must_use]
    pub fn fresh(&self, now: Timestamp, rules: DeskRules) -> bool {
        match self.method {
            SignInMethod::Passkey => {
                let minutes = SignedDuration::from_mins(i64::from(rules.fresh_minutes));
                now < after(self.verified_at, minutes)
            }
            SignInMethod::Demonstration => true,
        }
    }
}

fn after(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn session() -> DeskSession {
        let entropy = SeededEntropy::new(1);
        DeskSession {
            id: SessionId::new(at(0), &entropy),
            officer: OfficerId::new(at(0), &entropy),
            method: SignInMethod::Passkey,
            started_at: at(0),
            verified_at: at(0),
            ended_at: None,
        }
    }

    #[test]
    fn a_session_lasts_eight_hours_at_most() {
        let rules = DeskRules::default();
        assert!(session().usable(at(8 * 3_600 - 1), rules));
        assert!(!session().usable(at(8 * 3_600), rules));
        let ended = DeskSession {
            ended_at: Some(at(5)),
            ..session()
        };
        assert!(!ended.usable(at(6), rules));
    }

    #[test]
    fn a_verification_counts_for_a_quarter_of_an_hour() {
        let rules = DeskRules::default();
        assert!(session().fresh(at(899), rules));
        assert!(!session().fresh(at(900), rules));
        let again = DeskSession {
            verified_at: at(900),
            ..session()
        };
        assert!(again.fresh(at(900), rules));
    }

    #[test]
    fn methods_read_back() {
        for method in [SignInMethod::Passkey, SignInMethod::Demonstration] {
            assert_eq!(SignInMethod::from_word(method.as_str()), Some(method));
        }
    }
}
