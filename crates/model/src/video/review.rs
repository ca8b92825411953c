//! The second officer: what a basic registration by call needs to become an advanced one
//! (defaults D11).

use serde::{Deserialize, Serialize};
use vocab::OfficerId;

/// Where the review of a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// None is needed: not approved, not complete, or not asked for here.
    None,
    /// Waits for a second officer.
    Waiting,
    /// Confirmed: the registration is advanced.
    Confirmed,
    /// The registration stays basic.
    KeptBasic,
}

impl ReviewState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::KeptBasic => "kept_basic",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::None, Self::Waiting, Self::Confirmed, Self::KeptBasic]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// What the second officer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDecision {
    /// Everything is as the operator recorded it: advanced.
    Confirm,
    /// Something does not convince: it stays basic.
    KeepBasic,
}

impl ReviewDecision {
    /// The word in the audit entry and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::KeepBasic => "keep_basic",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Confirm, Self::KeepBasic]
            .into_iter()
            .find(|decision| decision.as_str() == word)
    }
}

/// Why a review cannot be decided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefused {
    /// It does not wait for anybody (any more).
    #[error("the call does not wait for a review")]
    NotWaiting,
    /// Four eyes are two people.
    #[error("the officer who attended the call cannot review it")]
    SameOfficer,
}

/// The state after a decision of `reviewer` about a call that `operator` attended.
///
/// # Errors
/// [`ReviewRefused`].
pub fn decide(
    state: ReviewState,
    operator: Option<OfficerId>,
    reviewer: OfficerId,
    decision: ReviewDecision,
) -> Result<ReviewState, ReviewRefused> {
    match state {
        ReviewState::Waiting => {}
        ReviewState::None | ReviewState::Confirmed | ReviewState::KeptBasic => {
            return Err(ReviewRefused::NotWaiting);
        }
    }
    if operator == Some(reviewer) {
        return Err(ReviewRefused::SameOfficer);
    }
    Ok(match decision {
        ReviewDecision::Confirm => ReviewState::Confirmed,
        ReviewDecision::KeepBasic => ReviewState::KeptBasic,
    })
}

#[cfg(test)]
mod tests {
    use vocab::{SeededEntropy, Timestamp};

    use super::*;

    #[test]
    fn only_another_officer_decides_and_only_once() {
        let entropy = SeededEntropy::new(3);
        let officer = || OfficerId::new(Timestamp::UNIX_EPOCH, &entropy);
        let (operator, reviewer) = (officer(), officer());
        let waiting = ReviewState::Waiting;
        let confirm = ReviewDecision::Confirm;
        assert_eq!(
            decide(waiting, Some(operator), operator, confirm),
            Err(ReviewRefused::SameOfficer)
        );
        assert_eq!(
            decide(waiting, Some(operator), reviewer, confirm),
            Ok(ReviewState::Confirmed)
        );
        for over in [
            ReviewState::None,
            ReviewState::Confirmed,
            ReviewState::KeptBasic,
        ] {
            assert_eq!(
                decide(over, Some(operator), reviewer, confirm),
                Err(ReviewRefused::NotWaiting)
            );
        }
    }
}
