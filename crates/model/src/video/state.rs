//! Where a call stands. Every move consumes the state and says no where it has no place.

use serde::{Deserialize, Serialize};
use vocab::{OfficerId, RegistrationLevel, Timestamp};

use super::{Approval, RefusalReason, VideoRules};

/// A place in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// The person who registers.
    Citizen,
    /// The remote operator.
    Operator,
}

impl Seat {
    /// The word in the database and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Operator => "operator",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "citizen" => Some(Self::Citizen),
            "operator" => Some(Self::Operator),
            _ => None,
        }
    }

    /// The one on the other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Citizen => Self::Operator,
            Self::Operator => Self::Citizen,
        }
    }
}

/// Where a call stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallState {
    /// In the waiting room.
    Queued {
        /// Since when in this state; the place in the queue goes by the moment of entering.
        since: Timestamp,
    },
    /// An operator has taken the call, the person is being brought in.
    Assigned {
        /// Who.
        operator: OfficerId,
        /// Since when.
        since: Timestamp,
    },
    /// They see and hear each other.
    InCall {
        /// Who attends.
        operator: OfficerId,
        /// Since when without interruption.
        since: Timestamp,
    },
    /// The line of one side is gone; for two minutes it can be taken up again (R246).
    Interrupted {
        /// Who attends.
        operator: OfficerId,
        /// Since when.
        since: Timestamp,
        /// Whose line it was.
        missing: Seat,
    },
    /// Registered.
    Approved {
        /// Who decided.
        operator: OfficerId,
        /// The level that the call gave.
        level: RegistrationLevel,
        /// When.
        at: Timestamp,
    },
    /// Ended by the operator without a registration.
    Refused {
        /// Who decided.
        operator: OfficerId,
        /// Why.
        reason: RefusalReason,
        /// When.
        at: Timestamp,
    },
    /// The person left, or did not come back in time. Nothing was registered.
    Abandoned {
        /// When.
        at: Timestamp,
    },
    /// The service closed before the turn came (R247).
    ServiceClosed {
        /// When.
        at: Timestamp,
    },
}

/// The call is not where this can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a call that is {0} cannot do that")]
pub struct WrongMoment(pub &'static str);

impl CallState {
    /// Enters the waiting room.
    #[must_use]
    pub fn queued(now: Timestamp) -> Self {
        Self::Queued { since: now }
    }

    /// The word in the database.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Queued { .. } => "queued",
            Self::Assigned { .. } => "assigned",
            Self::InCall { .. } => "in_call",
            Self::Interrupted { .. } => "interrupted",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::Abandoned { .. } => "abandoned",
            Self::ServiceClosed { .. } => "service_closed",
        }
    }

    /// Since when it stands so.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        match self {
            Self::Queued { since }
            | Self::Assigned { since, .. }
            | Self::InCall { since, .. }
            | Self::Interrupted { since, .. } => *since,
            Self::Approved { at, .. }
            | Self::Refused { at, .. }
            | Self::Abandoned { at }
            | Self::ServiceClosed { at } => *at,
        }
    }

    /// The operator who has it, or had it when it ended.
    #[must_use]
    pub fn operator(&self) -> Option<OfficerId> {
        match self {
            Self::Assigned { operator, .. }
            | Self::InCall { operator, .. }
            | Self::Interrupted { operator, .. }
            | Self::Approved { operator, .. }
            | Self::Refused { operator, .. } => Some(*operator),
            Self::Queued { .. } | Self::Abandoned { .. } | Self::ServiceClosed { .. } => None,
        }
    }

    /// Is it over?
    #[must_use]
    pub fn has_ended(&self) -> bool {
        match self {
            Self::Approved { .. }
            | Self::Refused { .. }
            | Self::Abandoned { .. }
            | Self::ServiceClosed { .. } => true,
            Self::Queued { .. }
            | Self::Assigned { .. }
            | Self::InCall { .. }
            | Self::Interrupted { .. } => false,
        }
    }

    /// An operator takes the next person.
    ///
    /// # Errors
    /// [`WrongMoment`] unless it is queued.
    pub fn take(self, operator: OfficerId, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::Queued { .. } => Ok(Self::Assigned {
                operator,
                since: now,
            }),
            other => Err(other.refuses()),
        }
    }

    /// The operator gives the person back to the queue, at the place they had.
    ///
    /// # Errors
    /// [`WrongMoment`] unless an operator has it.
    pub fn give_back(self, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::Assigned { .. } | Self::InCall { .. } | Self::Interrupted { .. } => {
                Ok(Self::Queued { since: now })
            }
            other => Err(other.refuses()),
        }
    }

    /// The line of a side stands: of the person for the first time, or again after an
    /// interruption.
    ///
    /// # Errors
    /// [`WrongMoment`] where there is no call to join, or the time to come back has passed.
    pub fn join(self, seat: Seat, now: Timestamp, rules: &VideoRules) -> Result<Self, WrongMoment> {
        match (self, seat) {
            (Self::Assigned { operator, .. }, Seat::Citizen) => Ok(Self::InCall {
                operator,
                since: now,
            }),
            (unchanged @ (Self::Assigned { .. } | Self::InCall { .. }), _) => Ok(unchanged),
            (
                Self::Interrupted {
                    operator,
                    since,
                    missing,
                },
                seat,
            ) if now < rules.return_until(since) => Ok(if missing == seat {
                Self::InCall {
                    operator,
                    since: now,
                }
            } else {
                Self::Interrupted {
                    operator,
                    since,
                    missing,
                }
            }),
            (other, _) => Err(other.refuses()),
        }
    }

    /// The line of a side is gone. In the waiting room that changes nothing: the place is kept.
    ///
    /// # Errors
    /// [`WrongMoment`] after the end.
    pub fn drop_line(self, seat: Seat, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::InCall { operator, .. } => Ok(Self::Interrupted {
                operator,
                since: now,
                missing: seat,
            }),
            unchanged
            @ (Self::Queued { .. } | Self::Assigned { .. } | Self::Interrupted { .. }) => {
                Ok(unchanged)
            }
            other => Err(other.refuses()),
        }
    }

    /// Nobody came back: a person who is missing has left; one whose operator is missing gets the
    /// place in the queue back.
    ///
    /// # Errors
    /// [`WrongMoment`] unless it is interrupted and the time to come back has passed.
    pub fn give_up(self, now: Timestamp, rules: &VideoRules) -> Result<Self, WrongMoment> {
        match self {
            Self::Interrupted { since, missing, .. } if now >= rules.return_until(since) => {
                Ok(match missing {
                    Seat::Citizen => Self::Abandoned { at: now },
                    Seat::Operator => Self::Queued { since: now },
                })
            }
            // The operator took the person, who never appeared.
            Self::Assigned { since, .. } if now >= rules.join_until(since) => {
                Ok(Self::Abandoned { at: now })
            }
            other => Err(other.refuses()),
        }
    }

    /// The person leaves for good.
    ///
    /// # Errors
    /// [`WrongMoment`] after the end.
    pub fn leave(self, now: Timestamp) -> Result<Self, WrongMoment> {
        if self.has_ended() {
            Err(self.refuses())
        } else {
            Ok(Self::Abandoned { at: now })
        }
    }

    /// The service closes. Who is being attended is attended to the end.
    ///
    /// # Errors
    /// [`WrongMoment`] unless it is queued.
    pub fn close(self, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::Queued { .. } => Ok(Self::ServiceClosed { at: now }),
            other => Err(other.refuses()),
        }
    }

    /// The operator registers the person. [`Approval`] is the proof that everything needed was
    /// established. An operator whose own line has just gone is there: who decides is not missing.
    ///
    /// # Errors
    /// [`WrongMoment`] unless they see each other, or did so until the operator's line went.
    pub fn approve(self, approval: &Approval, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::InCall { operator, .. }
            | Self::Interrupted {
                operator,
                missing: Seat::Operator,
                ..
            } => Ok(Self::Approved {
                operator,
                level: approval.level(),
                at: now,
            }),
            other => Err(other.refuses()),
        }
    }

    /// The operator ends the call without a registration.
    ///
    /// # Errors
    /// [`WrongMoment`] unless the operator has the call.
    pub fn refuse(self, reason: RefusalReason, now: Timestamp) -> Result<Self, WrongMoment> {
        match self {
            Self::Assigned { operator, .. }
            | Self::InCall { operator, .. }
            | Self::Interrupted { operator, .. } => Ok(Self::Refused {
                operator,
                reason,
                at: now,
            }),
            other => Err(other.refuses()),
        }
    }

    fn refuses(&self) -> WrongMoment {
        WrongMoment(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use vocab::SeededEntropy;

    use super::*;
    use crate::video::{
        CheckItem, CheckResult, Checklist, Evidence, MrzReport, RandomAction, Recorded,
        RegisterReply,
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn officer() -> OfficerId {
        OfficerId::from_bytes([7; 16])
    }

    fn recorded(evidence: Evidence) -> Recorded {
        Recorded {
            evidence,
            by: None,
            at: at(0),
        }
    }

    /// Everything that a registration at the basic level needs.
    fn complete() -> Vec<Recorded> {
        let passed = CheckResult::Passed;
        let tick = |item, result| Evidence::Ticked {
            item,
            result,
            note: None,
        };
        let mut all: Vec<Evidence> = [
            CheckItem::Announced,
            CheckItem::Consent,
            CheckItem::OneDeviceRealTime,
            CheckItem::DocumentFront,
            CheckItem::DocumentGenuine,
            CheckItem::FaceMatches,
            CheckItem::Contact,
        ]
        .map(|item| tick(item, passed))
        .into();
        all.push(tick(CheckItem::DocumentBack, CheckResult::NotApplicable));
        all.push(tick(CheckItem::Mrz, CheckResult::NotApplicable));
        for action in [RandomAction::LookUp, RandomAction::TurnOver] {
            all.push(Evidence::ActionAsked { action });
            all.push(Evidence::ActionSeen {
                action,
                result: passed,
            });
        }
        all.push(Evidence::CodeEntered {
            by: Seat::Citizen,
            right: true,
        });
        all.push(Evidence::RegisterAsked {
            reply: RegisterReply::Confirmed,
        });
        all.into_iter().map(recorded).collect()
    }

    fn approval() -> Approval {
        Checklist::of(&complete()).approve().unwrap()
    }

    fn states() -> [CallState; 8] {
        let (operator, since, at) = (officer(), at(100), at(100));
        [
            CallState::Queued { since },
            CallState::Assigned { operator, since },
            CallState::InCall { operator, since },
            CallState::Interrupted {
                operator,
                since,
                missing: Seat::Citizen,
            },
            CallState::Approved {
                operator,
                level: RegistrationLevel::Basic,
                at,
            },
            CallState::Refused {
                operator,
                reason: RefusalReason::Connection,
                at,
            },
            CallState::Abandoned { at },
            CallState::ServiceClosed { at },
        ]
    }

    /// Each state × each move: what becomes of it, `-` where it is refused.
    #[test]
    fn every_move_has_its_place() {
        type Move = fn(CallState) -> Result<CallState, WrongMoment>;
        let moves: [(&str, Move); 9] = [
            ("take", |state| state.take(officer(), at(101))),
            ("give_back", |state| state.give_back(at(101))),
            ("join", |state| {
                state.join(Seat::Citizen, at(101), &VideoRules::default())
            }),
            ("drop", |state| state.drop_line(Seat::Citizen, at(101))),
            ("give_up", |state| {
                state.give_up(at(1_000), &VideoRules::default())
            }),
            ("leave", |state| state.leave(at(101))),
            ("close", |state| state.close(at(101))),
            ("approve", |state| state.approve(&approval(), at(101))),
            ("refuse", |state| {
                state.refuse(RefusalReason::Connection, at(101))
            }),
        ];
        let table: Vec<String> = states()
            .into_iter()
            .map(|state| {
                let after =
                    moves.map(|(_, step)| step(state.clone()).map_or("-", |next| next.as_str()));
                format!("{}: {}", state.as_str(), after.join(" "))
            })
            .collect();
        assert_eq!(
            table,
            [
                "queued: assigned - - queued - abandoned service_closed - -",
                "assigned: - queued in_call assigned abandoned abandoned - - refused",
                "in_call: - queued in_call interrupted - abandoned - approved refused",
                "interrupted: - queued in_call interrupted abandoned abandoned - - refused",
                "approved: - - - - - - - - -",
                "refused: - - - - - - - - -",
                "abandoned: - - - - - - - - -",
                "service_closed: - - - - - - - - -",
            ]
        );
    }

    #[test]
    fn without_any_one_piece_of_evidence_there_is_no_approval() {
        let all = complete();
        assert!(Checklist::of(&all).approve().is_ok());
        for left_out in 0..all.len() {
            let rest = all.iter().enumerate();
            let rest: Vec<&Recorded> = rest
                .filter(|(place, _)| *place != left_out)
                .map(|(_, record)| record)
                .collect();
            let approved = Checklist::of(rest).approve();
            assert!(approved.is_err(), "{:?}", all.get(left_out));
        }
    }

    #[test]
    fn what_fails_later_counts_and_what_passes_later_mends_it() {
        let mut all = complete();
        let tick = |item, result| {
            recorded(Evidence::Ticked {
                item,
                result,
                note: None,
            })
        };
        for item in CheckItem::ALL {
            all.push(tick(item, CheckResult::Failed));
            let missing = Checklist::of(&all).approve().unwrap_err().missing;
            assert_eq!(missing, [item]);
            all.push(tick(item, CheckResult::Passed));
        }
        assert!(Checklist::of(&all).approve().is_ok());
    }

    #[test]
    fn only_the_complete_list_waits_for_a_second_officer() {
        assert!(!approval().complete());
        let mut all = complete();
        let passed = |item| {
            recorded(Evidence::Ticked {
                item,
                result: CheckResult::Passed,
                note: None,
            })
        };
        all.push(passed(CheckItem::DocumentBack));
        all.push(passed(CheckItem::Interview));
        assert!(!Checklist::of(&all).approve().unwrap().complete());
        all.push(passed(CheckItem::Mrz));
        assert!(Checklist::of(&all).approve().unwrap().complete());
        // A zone that disagrees stops even the basic level.
        all.push(recorded(Evidence::MrzCompared {
            report: MrzReport {
                digits: Vec::new(),
                findings: Vec::new(),
            },
        }));
        assert!(Checklist::of(&all).approve().is_err());
    }

    /// Moves in any order never leave an end again, and never approve but by `approve`.
    #[test]
    fn an_end_is_an_end() {
        let rules = VideoRules::default();
        for seed in 0..200 {
            let chance = SeededEntropy::new(seed);
            let mut state = CallState::queued(at(0));
            let mut now = 0;
            let mut approved = false;
            for _ in 0..40 {
                now += 30;
                let before = state.clone();
                let seat = if chance.below(2) == 0 {
                    Seat::Citizen
                } else {
                    Seat::Operator
                };
                let step = chance.below(9);
                let next = match step {
                    0 => state.clone().take(officer(), at(now)),
                    1 => state.clone().give_back(at(now)),
                    2 => state.clone().join(seat, at(now), &rules),
                    3 => state.clone().drop_line(seat, at(now)),
                    4 => state.clone().give_up(at(now), &rules),
                    5 if chance.below(4) == 0 => state.clone().leave(at(now)),
                    6 => state.clone().close(at(now)),
                    7 => state.clone().approve(&approval(), at(now)),
                    _ => state.clone().refuse(RefusalReason::PersonLeft, at(now)),
                };
                if let Ok(next) = next {
                    approved |= step == 7;
                    state = next;
                }
                assert!(!before.has_ended() || state == before);
            }
            assert_eq!(approved, matches!(state, CallState::Approved { .. }));
        }
    }
}
