//! Sessions and the assurance they carry.

mod seen;

use serde::{Deserialize, Serialize};
use vocab::{AssuranceLevel, PersonId, RegistrationLevel, SessionId, Timestamp};

pub use seen::Seen;

/// How a person authenticated. Each variant is a way *with what was proven on it*, so that the level
/// follows from the word alone and nobody can ask for more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationMethod {
    /// One-time PIN by SMS.
    PinSms,
    /// One-time PIN that the app showed.
    PinApp,
    /// Confirmation in the app with a key that could have been copied (of the browser, or synced
    /// between devices), or on a device that an SMS alone activated.
    AppKey,
    /// Confirmation in the app with a key that cannot leave the device, the person verified by the
    /// device itself, and the device activated with more than an SMS (defaults D23).
    AppBound,
    /// Permanent password alone.
    Password,
    /// Permanent password and a code by SMS.
    PasswordSms,
    /// Permanent password and confirmation in the app.
    PasswordApp,
    /// Passkey that may be copied between devices, or was added after a log-in at a low level.
    Passkey,
    /// Passkey that cannot leave its device, with user verification, added after a log-in at no
    /// lower level.
    PasskeyBound,
    /// Qualified certificate whose key is in software.
    Certificate,
    /// DNIe, or a qualified certificate in a device that keeps its key.
    CertificateCard,
    /// Certificate of a person who acts for an organisation: it proves who they are to services
    /// that accept it, and to no others.
    CertificateRepresentative,
    /// Certificate whose status nobody told, where the administration admits that.
    CertificateUnchecked,
}

impl AuthenticationMethod {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::PinSms,
        Self::PinApp,
        Self::AppKey,
        Self::AppBound,
        Self::Password,
        Self::PasswordSms,
        Self::PasswordApp,
        Self::Passkey,
        Self::PasskeyBound,
        Self::Certificate,
        Self::CertificateCard,
        Self::CertificateRepresentative,
        Self::CertificateUnchecked,
    ];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PinSms => "pin_sms",
            Self::PinApp => "pin_app",
            Self::AppKey => "app_key",
            Self::AppBound => "app_bound",
            Self::Password => "password",
            Self::PasswordSms => "password_sms",
            Self::PasswordApp => "password_app",
            Self::Passkey => "passkey",
            Self::PasskeyBound => "passkey_bound",
            Self::Certificate => "certificate",
            Self::CertificateCard => "certificate_card",
            Self::CertificateRepresentative => "certificate_representative",
            Self::CertificateUnchecked => "certificate_unchecked",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }

    /// The level that the method reaches by itself (`domain/facts.md` B.6).
    #[must_use]
    pub fn level(self) -> AssuranceLevel {
        match self {
            Self::PinSms
            | Self::PinApp
            | Self::AppKey
            | Self::Password
            | Self::Passkey
            | Self::CertificateUnchecked => AssuranceLevel::Low,
            Self::AppBound
            | Self::PasswordSms
            | Self::PasswordApp
            | Self::PasskeyBound
            | Self::Certificate
            | Self::CertificateRepresentative => AssuranceLevel::Substantial,
            Self::CertificateCard => AssuranceLevel::High,
        }
    }

    /// Authentication method references for tokens (RFC 8176 §2).
    #[must_use]
    pub fn amr(self) -> &'static [&'static str] {
        match self {
            Self::PinSms => &["otp", "sms"],
            Self::PinApp => &["otp"],
            Self::AppKey | Self::Passkey => &["swk", "user"],
            Self::AppBound | Self::PasskeyBound => &["hwk", "user", "mfa"],
            Self::Password => &["pwd"],
            Self::PasswordSms => &["pwd", "otp", "sms", "mfa"],
            Self::PasswordApp => &["pwd", "pop", "mfa"],
            Self::Certificate | Self::CertificateRepresentative | Self::CertificateUnchecked => {
                &["swk"]
            }
            Self::CertificateCard => &["sc", "mfa"],
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
        use AssuranceLevel::{High, Low, Substantial};
        use AuthenticationMethod::{CertificateCard, PasswordSms, PinSms};
        let table = [
            (RegistrationLevel::Basic, PinSms, Low),
            (RegistrationLevel::Basic, PasswordSms, Low),
            (RegistrationLevel::Basic, CertificateCard, Low),
            (RegistrationLevel::Advanced, PinSms, Low),
            (RegistrationLevel::Advanced, PasswordSms, Substantial),
            (RegistrationLevel::Advanced, CertificateCard, High),
        ];
        for (registration, method, level) in table {
            assert_eq!(assurance(registration, method), level, "{method:?}");
        }
    }

    #[test]
    fn every_method_has_a_word_that_reads_back() {
        for method in AuthenticationMethod::ALL {
            assert_eq!(
                AuthenticationMethod::from_word(method.as_str()),
                Some(method)
            );
        }
        assert_eq!(AuthenticationMethod::from_word("carrier_pigeon"), None);
    }
}
