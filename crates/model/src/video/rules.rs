//! What an administration decides about calls.

use vocab::{RegistrationLevel, SignedDuration, Timestamp};

use super::{CallState, ServiceHours};

/// Years in seconds: 365.25 days.
const YEAR_S: i64 = 31_557_600;

/// What an administration decides about calls. All are settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoRules {
    /// Does the service exist here at all?
    pub offered: bool,
    /// When it is open.
    pub hours: ServiceHours,
    /// Minutes in which a dropped call can be taken up again (R246).
    pub return_minutes: u16,
    /// Seconds that a person who was taken from the queue has to appear.
    pub join_seconds: u16,
    /// Minutes without a sign of life after which a place in the queue is given up.
    pub absent_minutes: u16,
    /// Does the complete checklist, confirmed by a second officer, give the advanced level
    /// (defaults D11)?
    pub advanced_by_four_eyes: bool,
    /// May the operator's camera be switched on (defaults D13)?
    pub operator_camera: bool,
    /// Times that the register may be asked in one call.
    pub register_tries: u8,
    /// People who may wait at once; beyond that nobody else is let in.
    pub waiting_most: u32,
    /// Years that the evidence of a registration is kept (Orden ETD/465/2021 art. 12).
    pub keep_years: u16,
    /// Years that the evidence of a suspicion is kept.
    pub keep_suspicion_years: u16,
    /// Days that the rest of unfinished calls is kept.
    pub keep_unfinished_days: u16,
}

impl Default for VideoRules {
    fn default() -> Self {
        Self {
            offered: true,
            hours: ServiceHours::default(),
            return_minutes: 2,
            join_seconds: 90,
            absent_minutes: 10,
            advanced_by_four_eyes: false,
            operator_camera: false,
            register_tries: 5,
            waiting_most: 5_000,
            keep_years: 15,
            keep_suspicion_years: 5,
            keep_unfinished_days: 30,
        }
    }
}

impl VideoRules {
    /// Until when a call that dropped at `since` can be taken up again.
    #[must_use]
    pub fn return_until(&self, since: Timestamp) -> Timestamp {
        after(since, i64::from(self.return_minutes) * 60)
    }

    /// Until when a person who was taken at `since` may appear.
    #[must_use]
    pub fn join_until(&self, since: Timestamp) -> Timestamp {
        after(since, i64::from(self.join_seconds))
    }

    /// The highest level that a call can give by itself.
    #[must_use]
    pub fn level_at_once(&self) -> RegistrationLevel {
        RegistrationLevel::Basic
    }

    /// Until when the evidence of a call that ended so is kept; `None`: nothing of it is.
    #[must_use]
    pub fn kept_until(&self, ended: &CallState) -> Option<Timestamp> {
        let at = ended.since();
        match ended {
            CallState::Approved { .. } => Some(after(at, i64::from(self.keep_years) * YEAR_S)),
            CallState::Refused { reason, .. } if reason.suspects_fraud() => {
                Some(after(at, i64::from(self.keep_suspicion_years) * YEAR_S))
            }
            CallState::Refused {
                reason: super::RefusalReason::ConsentRefused,
                ..
            } => None,
            CallState::Refused { .. }
            | CallState::Abandoned { .. }
            | CallState::ServiceClosed { .. }
            | CallState::Queued { .. }
            | CallState::Assigned { .. }
            | CallState::InCall { .. }
            | CallState::Interrupted { .. } => {
                Some(after(at, i64::from(self.keep_unfinished_days) * 86_400))
            }
        }
    }
}

fn after(moment: Timestamp, seconds: i64) -> Timestamp {
    moment
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX)
}
