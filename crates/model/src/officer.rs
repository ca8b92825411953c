//! Staff: officers are not citizens. They are invited once, enrol a passkey with user
//! verification, and hold roles per body with an end date.

mod handle;
mod session;

pub use handle::{OfficerHandle, OfficerHandleError};
use serde::{Deserialize, Serialize};
pub use session::{DeskSession, SignInMethod};
use vocab::{BodyId, Date, OfficerId, Timestamp};

/// What an officer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides applications that the machine could not.
    CaseWorker,
    /// Reads what was done, changes nothing.
    Auditor,
    /// Invites officers and gives roles.
    Administrator,
    /// Attends people who register by video call.
    VideoOperator,
    /// The second pair of eyes over what operators recorded.
    Reviewer,
    /// Attends people at a counter or by telephone about their identity.
    Registrar,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::CaseWorker,
        Self::Auditor,
        Self::Administrator,
        Self::VideoOperator,
        Self::Reviewer,
        Self::Registrar,
    ];

    /// The word in the database and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CaseWorker => "case_worker",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::VideoOperator => "video_operator",
            Self::Reviewer => "reviewer",
            Self::Registrar => "registrar",
        }
    }

    /// Reads the word. On a command line people write hyphens: `video-operator` is the same.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.replace('-', "_");
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// A role at a body, until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleGrant {
    /// What.
    pub role: Role,
    /// Where.
    pub body: BodyId,
    /// Last day on which it counts.
    pub until: Date,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Id.
    pub id: OfficerId,
    /// Short name, by which administrators speak of the officer.
    pub handle: OfficerHandle,
    /// Name as colleagues and the audit entry read it.
    pub name: String,
    /// Roles.
    pub grants: Vec<RoleGrant>,
    /// Set when the officer left.
    pub disabled_at: Option<Timestamp>,
}

impl Officer {
    /// May the officer act in this role at this body on this day?
    #[must_use]
    pub fn has_role(&self, role: Role, body: BodyId, today: Date) -> bool {
        self.disabled_at.is_none()
            && self
                .grants
                .iter()
                .any(|grant| grant.role == role && grant.body == body && today <= grant.until)
    }
}

/// How long an officer's session lasts, and how long a verification counts for decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskRules {
    /// Hours after which a session ends.
    pub session_hours: u16,
    /// Minutes after a verification during which a decision needs no new one.
    pub fresh_minutes: u16,
    /// Hours during which an invitation can be used.
    pub invitation_hours: u16,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self {
            session_hours: 8,
            fresh_minutes: 15,
            invitation_hours: 24,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;

    #[test]
    fn a_role_is_read_with_hyphens_too() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.as_str()), Some(role));
        }
        assert_eq!(Role::from_word("video-operator"), Some(Role::VideoOperator));
        assert_eq!(Role::from_word("video operator"), None);
    }

    #[test]
    fn a_role_counts_at_its_body_until_its_last_day() {
        let entropy = SeededEntropy::new(1);
        let (here, there) = (
            BodyId::new(Timestamp::UNIX_EPOCH, &entropy),
            BodyId::new(Timestamp::UNIX_EPOCH, &entropy),
        );
        let until: Date = "2026-12-31".parse().unwrap();
        let officer = Officer {
            id: OfficerId::new(Timestamp::UNIX_EPOCH, &entropy),
            handle: OfficerHandle::parse("julia").unwrap(),
            name: "Julia Rius".into(),
            grants: vec![RoleGrant {
                role: Role::CaseWorker,
                body: here,
                until,
            }],
            disabled_at: None,
        };
        assert!(officer.has_role(Role::CaseWorker, here, until));
        assert!(!officer.has_role(Role::CaseWorker, here, until.tomorrow().unwrap()));
        assert!(!officer.has_role(Role::CaseWorker, there, until));
        assert!(!officer.has_role(Role::Auditor, here, until));
        let gone = Officer {
            disabled_at: Some(Timestamp::UNIX_EPOCH),
            ..officer
        };
        assert!(!gone.has_role(Role::CaseWorker, here, until));
    }
}
