//! Sessions and the assurance they carry.

use serde::{Deserialize, Serialize};
use vocab::{AssuranceLevel, PersonId, RegistrationLevel, SessionId, Timestamp};

/// How a person authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationMethod {
    /// One-time PIN by SMS.
    PinSms,
}

impl AuthenticationMethod {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PinSms => "pin_sms",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        (word == Self::PinSms.as_str()).then_some(Self::PinSms)
    }

    /// The level that the method reaches by itself (`domain/facts.md` B.6): the PIN is low.
    #[must_use]
    pub fn level(self) -> AssuranceLevel {
        match self {
            Self::PinSms => AssuranceLevel::Low,
        }
    }

    /// Authentication method references for tokens (RFC 8176 §2).
    #[must_use]
    pub fn amr(self) -> &'static [&'static str] {
        match self {
            Self::PinSms => &["otp", "sms"],
        }
    }
}

/// The highest level that a registration allows (`domain/facts.md` B.6).
#[must_use]
pub fn registration_cap(level: RegistrationLevel) -> AssuranceLevel {
    match level {
        RegistrationLevel::Basic => AssuranceLevel::Low,
        RegistrationLevel::Advanced => AssuranceLevel::High,
    }
}

/// The level of an authenticated person: min(registration, authentication).
#[must_use]
pub fn assurance(registration: RegistrationLevel, method: AuthenticationMethod) -> AssuranceLevel {
    registration_cap(registration).min(method.level())
}

/// How long sessions last (defaults D22). All are settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRules {
    /// Seconds without use after which it ends.
    pub idle_s: u32,
    /// Seconds from its start after which it ends in any case.
    pub absolute_s: u32,
}

impl Default for SessionRules {
    fn default() -> Self {
        Self {
            idle_s: 3_600,
            absolute_s: 12 * 3_600,
        }
    }
}

/// A session of a person with the identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id of the session.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// The level of the registration when the session began.
    pub registration_level: RegistrationLevel,
    /// How the person authenticated.
    pub method: AuthenticationMethod,
    /// When they did.
    pub authenticated_at: Timestamp,
    /// Last use that was written down (at most once a minute).
    pub last_used_at: Timestamp,
    /// Set when it ended by log-out or by the administration.
    pub ended_at: Option<Timestamp>,
}

impl Session {
    /// When it ends if it is not used again.
    #[must_use]
    pub fn ends_at(&self, rules: SessionRules) -> Timestamp {
        let idle = self.last_used_at.as_second() + i64::from(rules.idle_s);
        let absolute = self.authenticated_at.as_second() + i64::from(rules.absolute_s);
        Timestamp::from_second(idle.min(absolute)).unwrap_or(Timestamp::MAX)
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

    fn session() -> Session {
        let entropy = SeededEntropy::new(1);
        Session {
            id: SessionId::new(at(0), &entropy),
            person: PersonId::new(at(0), &entropy),
            registration_level: RegistrationLevel::Basic,
            method: AuthenticationMethod::PinSms,
            authenticated_at: at(0),
            last_used_at: at(0),
            ended_at: None,
        }
    }

    #[test]
    fn an_hour_without_use_ends_it() {
        let rules = SessionRules::default();
        assert!(session().usable(at(3_599), rules));
        assert!(!session().usable(at(3_600), rules));
    }

    #[test]
    fn twelve_hours_end_it_however_much_it_is_used() {
        let rules = SessionRules::default();
        let used = Session {
            last_used_at: at(12 * 3_600 - 1),
            ..session()
        };
        assert!(used.usable(at(12 * 3_600 - 1), rules));
        assert!(!used.usable(at(12 * 3_600), rules));
    }

    #[test]
    fn a_session_that_ended_stays_ended() {
        let ended = Session {
            ended_at: Some(at(1)),
            ..session()
        };
        assert!(!ended.usable(at(2), SessionRules::default()));
    }

    #[test]
    fn the_level_is_the_lower_of_registration_and_authentication() {
        use AuthenticationMethod::PinSms;
        assert_eq!(
            assurance(RegistrationLevel::Basic, PinSms),
            AssuranceLevel::Low
        );
        assert_eq!(
            assurance(RegistrationLevel::Advanced, PinSms),
            AssuranceLevel::Low
        );
    }
}
