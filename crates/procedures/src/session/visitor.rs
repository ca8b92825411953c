//! Somebody who has identified and whose visit is usable.

use model::{procedure::Visit, session::SessionRules};
use store::repo::sede::applicant::Applicant;
use vocab::{
    ApplicantId, AssuranceLevel, DataKeyId, IdentityNumber, PersonName, SessionId, Timestamp,
};

/// Proof that somebody has identified over OpenID Connect and that their visit is usable. Only
/// this crate makes it; every use case in a person's name needs one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    applicant: Applicant,
    visit: Visit,
    rules: SessionRules,
}

impl Visitor {
    pub(crate) fn new(applicant: Applicant, visit: Visit, rules: SessionRules) -> Self {
        Self {
            applicant,
            visit,
            rules,
        }
    }

    pub(crate) fn data_key(&self) -> DataKeyId {
        self.applicant.data_key
    }

    /// Who, as the electronic office knows them.
    #[must_use]
    pub fn applicant(&self) -> ApplicantId {
        self.applicant.id
    }

    /// The number that was released at identification.
    #[must_use]
    pub fn number(&self) -> &IdentityNumber {
        &self.applicant.number
    }

    /// The names that were released at identification.
    #[must_use]
    pub fn name(&self) -> &PersonName {
        &self.applicant.name
    }

    /// In which visit; for tokens against forged requests.
    #[must_use]
    pub fn session(&self) -> SessionId {
        self.visit.id
    }

    /// The level that the identity provider asserted.
    #[must_use]
    pub fn level(&self) -> AssuranceLevel {
        self.visit.level
    }

    /// When the person authenticated.
    #[must_use]
    pub fn authenticated_at(&self) -> Timestamp {
        self.visit.authenticated_at
    }

    /// When the visit ends if it is not used again.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.visit.ends_at(self.rules)
    }

    /// When the visit ends however much it is used.
    #[must_use]
    pub fn ends_at_the_latest(&self) -> Timestamp {
        self.visit.ends_at_the_latest(self.rules)
    }
}
