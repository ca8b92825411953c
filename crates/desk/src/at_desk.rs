//! An officer who has come in.

use model::officer::{DeskRules, DeskSession, Officer, SignInMethod};
use store::repo::office::officer::StoredOfficer;
use vocab::{BearerSecret, SessionId, Timestamp};

/// Proof that an officer is at the desk and that the session is usable. Only this crate makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtDesk {
    officer: Officer,
    session: DeskSession,
    rules: DeskRules,
}

/// A session that has just begun, or gone on under a new cookie.
#[derive(Debug)]
pub struct Entered {
    /// For the cookie. Stored only as a keyed hash.
    pub secret: BearerSecret,
    /// Who.
    pub at_desk: AtDesk,
}

impl AtDesk {
    pub(crate) fn new(stored: StoredOfficer, session: DeskSession, rules: DeskRules) -> Self {
        Self {
            officer: stored.officer,
            session,
            rules,
        }
    }

    /// The actor of an audit entry.
    pub(crate) fn actor(&self) -> String {
        self.officer.id.to_string()
    }

    /// Who.
    #[must_use]
    pub fn officer(&self) -> &Officer {
        &self.officer
    }

    /// In which session; for tokens against forged requests.
    #[must_use]
    pub fn session(&self) -> SessionId {
        self.session.id
    }

    /// How the officer came in: pages of somebody who stepped in say so.
    #[must_use]
    pub fn method(&self) -> SignInMethod {
        self.session.method
    }

    /// When the session ends.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.session.ends_at(self.rules)
    }

    /// May a decision be made at `now` without verifying again?
    #[must_use]
    pub fn fresh(&self, now: Timestamp) -> bool {
        self.session.fresh(now, self.rules)
    }
}
