//! Proof that a person authenticated.

use model::session::{AuthenticationMethod, Session, SessionRules, assurance};
use vocab::{AssuranceLevel, PersonId, RegistrationLevel, SessionId, Timestamp};

/// Proof that a person authenticated and that their session is usable. Only the checkers of this
/// crate make it; every assertion and every token needs one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    session: Session,
    ends_at: Timestamp,
}

impl Authenticated {
    pub(crate) fn new(session: Session, rules: SessionRules) -> Self {
        let ends_at = session.ends_at(rules);
        Self { session, ends_at }
    }

    /// Who.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.session.person
    }

    /// In which session.
    #[must_use]
    pub fn session(&self) -> SessionId {
        self.session.id
    }

    /// When they authenticated (`auth_time`).
    #[must_use]
    pub fn authenticated_at(&self) -> Timestamp {
        self.session.authenticated_at
    }

    /// How they did.
    #[must_use]
    pub fn method(&self) -> AuthenticationMethod {
        self.session.method
    }

    /// Level of the registration (R249).
    #[must_use]
    pub fn registration_level(&self) -> RegistrationLevel {
        self.session.registration_level
    }

    /// Level reached: min(registration, authentication), computed and never stored (R249).
    #[must_use]
    pub fn level(&self) -> AssuranceLevel {
        assurance(self.session.registration_level, self.session.method)
    }

    /// When the session ends if it is not used again.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.ends_at
    }

    /// When the session ends however much it is used.
    #[must_use]
    pub fn ends_at_the_latest(&self, rules: SessionRules) -> Timestamp {
        let end = self.session.authenticated_at.as_second() + i64::from(rules.absolute_s);
        Timestamp::from_second(end).unwrap_or(Timestamp::MAX)
    }
}
