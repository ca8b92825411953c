//! Where an attempt stands.

use vocab::{OfficerId, RegistrationLevel, Timestamp};

use super::{Cleared, Convinced};
use crate::video::RefusalReason;

/// Where an attempt stands. `basic`: the basic level was given at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptState {
    /// The person is at it.
    Capturing {
        /// Since when.
        since: Timestamp,
    },
    /// Sent; nobody has decided yet.
    Waiting {
        /// When it was sent.
        since: Timestamp,
        /// Registered at the basic level meanwhile?
        basic: bool,
    },
    /// The first reviewer has a doubt: another decides.
    Doubted {
        /// When the doubt was written down.
        since: Timestamp,
        /// Registered at the basic level meanwhile?
        basic: bool,
        /// Who has the doubt.
        first: OfficerId,
    },
    /// The person is who they say.
    Confirmed {
        /// When.
        at: Timestamp,
        /// Who decided.
        by: OfficerId,
    },
    /// It does not convince.
    Refused {
        /// When.
        at: Timestamp,
        /// Who decided.
        by: OfficerId,
        /// Why.
        reason: RefusalReason,
        /// The basic level, given at once, was withdrawn.
        withdrawn: bool,
    },
    /// Left, or not sent in time.
    Abandoned {
        /// When.
        at: Timestamp,
    },
}

/// The attempt is not where this can happen, or the officer may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// It was sent, or left.
    #[error("the person has ended it")]
    Sent,
    /// It was not sent yet.
    #[error("the person is still at it")]
    NotSent,
    /// Somebody has decided.
    #[error("it is decided")]
    Decided,
    /// A second look is for other eyes.
    #[error("the officer who had the doubt cannot resolve it")]
    SameOfficer,
    /// The second reviewer decides.
    #[error("a doubt is passed on once")]
    DoubtedAlready,
}

impl AttemptState {
    /// The word in the database.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Capturing { .. } => "capturing",
            Self::Waiting { .. } => "waiting",
            Self::Doubted { .. } => "doubted",
            Self::Confirmed { .. } => "confirmed",
            Self::Refused { .. } => "refused",
            Self::Abandoned { .. } => "abandoned",
        }
    }

    /// Since when it stands so.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        match self {
            Self::Capturing { since }
            | Self::Waiting { since, .. }
            | Self::Doubted { since, .. } => *since,
            Self::Confirmed { at, .. } | Self::Refused { at, .. } | Self::Abandoned { at } => *at,
        }
    }

    /// Does it wait for a reviewer?
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Doubted { .. })
    }

    /// Was the basic level given at once, and does it still stand?
    #[must_use]
    pub fn has_basic(&self) -> bool {
        matches!(
            self,
            Self::Waiting { basic: true, .. } | Self::Doubted { basic: true, .. }
        )
    }

    /// The person sends it. With a [`Cleared`] the basic level is given at once.
    ///
    /// # Errors
    /// [`NotPossible::Sent`].
    pub fn send(self, cleared: Option<&Cleared>, now: Timestamp) -> Result<Self, NotPossible> {
        match self {
            Self::Capturing { .. } => Ok(Self::Waiting {
                since: now,
                basic: cleared.is_some(),
            }),
            Self::Waiting { .. }
            | Self::Doubted { .. }
            | Self::Confirmed { .. }
            | Self::Refused { .. }
            | Self::Abandoned { .. } => Err(NotPossible::Sent),
        }
    }

    /// The person leaves, or does not come back in time.
    ///
    /// # Errors
    /// [`NotPossible::Sent`].
    pub fn abandon(self, now: Timestamp) -> Result<Self, NotPossible> {
        match self {
            Self::Capturing { .. } => Ok(Self::Abandoned { at: now }),
            Self::Waiting { .. }
            | Self::Doubted { .. }
            | Self::Confirmed { .. }
            | Self::Refused { .. }
            | Self::Abandoned { .. } => Err(NotPossible::Sent),
        }
    }

    /// The first reviewer passes it on.
    ///
    /// # Errors
    /// [`NotPossible`].
    pub fn doubt(self, by: OfficerId, now: Timestamp) -> Result<Self, NotPossible> {
        self.reviewable(by)?;
        match self {
            Self::Waiting { basic, .. } => Ok(Self::Doubted {
                since: now,
                basic,
                first: by,
            }),
            Self::Doubted { .. } => Err(NotPossible::DoubtedAlready),
            Self::Capturing { .. } => Err(NotPossible::NotSent),
            Self::Confirmed { .. } | Self::Refused { .. } | Self::Abandoned { .. } => {
                Err(NotPossible::Decided)
            }
        }
    }

    /// A reviewer is convinced: the registration becomes advanced.
    ///
    /// # Errors
    /// [`NotPossible`].
    pub fn confirm(
        self,
        _convinced: &Convinced,
        by: OfficerId,
        now: Timestamp,
    ) -> Result<Self, NotPossible> {
        self.reviewable(by)?;
        Ok(Self::Confirmed { at: now, by })
    }

    /// A reviewer is not: what was given at once is withdrawn.
    ///
    /// # Errors
    /// [`NotPossible`].
    pub fn refuse(
        self,
        reason: RefusalReason,
        by: OfficerId,
        now: Timestamp,
    ) -> Result<Self, NotPossible> {
        self.reviewable(by)?;
        Ok(Self::Refused {
            at: now,
            by,
            reason,
            withdrawn: self.has_basic(),
        })
    }

    /// The level that stands while it is so, from this attempt.
    #[must_use]
    pub fn level(&self) -> Option<RegistrationLevel> {
        match self {
            Self::Waiting { basic: true, .. } | Self::Doubted { basic: true, .. } => {
                Some(RegistrationLevel::Basic)
            }
            Self::Confirmed { .. } => Some(RegistrationLevel::Advanced),
            Self::Capturing { .. }
            | Self::Waiting { .. }
            | Self::Doubted { .. }
            | Self::Refused { .. }
            | Self::Abandoned { .. } => None,
        }
    }

    /// May this officer decide now?
    fn reviewable(&self, by: OfficerId) -> Result<(), NotPossible> {
        match self {
            Self::Waiting { .. } => Ok(()),
            Self::Doubted { first, .. } if *first == by => Err(NotPossible::SameOfficer),
            Self::Doubted { .. } => Ok(()),
            Self::Capturing { .. } => Err(NotPossible::NotSent),
            Self::Confirmed { .. } | Self::Refused { .. } | Self::Abandoned { .. } => {
                Err(NotPossible::Decided)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;
    use crate::unattended::HumanCheck;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn officers() -> (OfficerId, OfficerId) {
        let entropy = SeededEntropy::new(9);
        (OfficerId::new(NOW, &entropy), OfficerId::new(NOW, &entropy))
    }

    fn waiting(basic: bool) -> AttemptState {
        AttemptState::Waiting { since: NOW, basic }
    }

    fn convinced() -> Convinced {
        Convinced::of(&HumanCheck::ALL.map(|check| (check, true))).unwrap()
    }

    #[test]
    fn a_decision_is_taken_once() {
        let (one, other) = officers();
        let reason = RefusalReason::NotTheHolder;
        let ended = [
            waiting(true).confirm(&convinced(), one, NOW).unwrap(),
            waiting(true).refuse(reason, one, NOW).unwrap(),
            AttemptState::Capturing { since: NOW }.abandon(NOW).unwrap(),
        ];
        for state in ended {
            let decided = Err(NotPossible::Decided);
            assert_eq!(
                state.confirm(&convinced(), other, NOW),
                decided,
                "{state:?}"
            );
            assert_eq!(state.refuse(reason, other, NOW), decided, "{state:?}");
            assert_eq!(state.doubt(other, NOW), decided, "{state:?}");
            assert_eq!(state.send(None, NOW), Err(NotPossible::Sent), "{state:?}");
        }
    }

    #[test]
    fn a_doubt_goes_to_other_eyes_and_no_further() {
        let (one, other) = officers();
        let doubted = waiting(true).doubt(one, NOW).unwrap();
        let same = Err(NotPossible::SameOfficer);
        assert_eq!(doubted.confirm(&convinced(), one, NOW), same);
        assert_eq!(doubted.refuse(RefusalReason::OtherDoubt, one, NOW), same);
        assert_eq!(doubted.doubt(other, NOW), Err(NotPossible::DoubtedAlready));
        assert!(doubted.confirm(&convinced(), other, NOW).is_ok());
    }

    #[test]
    fn a_refusal_withdraws_only_what_was_given() {
        let (one, _) = officers();
        for basic in [true, false] {
            let refused = waiting(basic).refuse(RefusalReason::ImageOrSound, one, NOW);
            let withdrawn = match refused.unwrap() {
                AttemptState::Refused { withdrawn, .. } => withdrawn,
                other => unreachable!("{other:?}"),
            };
            assert_eq!(withdrawn, basic);
        }
    }

    #[test]
    fn nothing_is_decided_before_it_was_sent() {
        let (one, _) = officers();
        let state = AttemptState::Capturing { since: NOW };
        assert_eq!(
            state.confirm(&convinced(), one, NOW),
            Err(NotPossible::NotSent)
        );
        assert_eq!(state.level(), None);
        assert_eq!(state.send(None, NOW).unwrap().level(), None);
    }
}
