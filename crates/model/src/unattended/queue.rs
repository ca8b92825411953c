//! Which attempt is reviewed first: by risk, then by age; each has a target.

use vocab::{SignedDuration, Timestamp};

use super::{AutoReport, AutoResult, Obstacle, UnattendedRules};

/// How much speaks for looking at it soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// Every check passed.
    Low,
    /// Something could not be established, or the picture was poor.
    Normal,
    /// A check of document or holder failed, the phone is another's, or there is a registration.
    High,
}

/// Where an attempt stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueuePlace {
    /// Its risk.
    pub risk: Risk,
    /// By then it should be decided.
    pub due_at: Timestamp,
}

impl Risk {
    /// Every risk, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Normal, Self::High];

    /// What a report says.
    #[must_use]
    pub fn of(report: &AutoReport) -> Self {
        use super::AutoCheck as C;
        let failed = |check| report.result(check) == AutoResult::Failed;
        let grave = [C::MrzDigits, C::MrzDates, C::MrzHolder, C::Register];
        let obstacle = report
            .obstacles
            .iter()
            .any(|obstacle| matches!(obstacle, Obstacle::PhoneInUse | Obstacle::KnownBefore));
        let open = report.count(AutoResult::Failed) + report.count(AutoResult::Unknown);
        if obstacle || grave.into_iter().any(failed) {
            Self::High
        } else if open > 0 || !report.obstacles.is_empty() {
            Self::Normal
        } else {
            Self::Low
        }
    }

    /// The number in the database: larger comes first.
    #[must_use]
    pub fn rank(self) -> i64 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
        }
    }

    /// Reads the number.
    #[must_use]
    pub fn from_rank(rank: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.rank() == rank)
    }

    /// The word in pages and in the keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

impl QueuePlace {
    /// The place of an attempt that is sent now.
    #[must_use]
    pub fn of(report: &AutoReport, now: Timestamp, rules: &UnattendedRules) -> Self {
        let risk = Risk::of(report);
        let minutes = i64::from(rules.target_hours) * 60;
        let minutes = match risk {
            Risk::Low | Risk::Normal => minutes,
            Risk::High => minutes / 2,
        };
        let due_at = now
            .checked_add(SignedDuration::from_mins(minutes))
            .unwrap_or(Timestamp::MAX);
        Self { risk, due_at }
    }
}
