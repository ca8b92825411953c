//! An officer intervenes: closes a person's identity or a part of it, switches a device off, ends
//! sessions. Each with a written reason; the person is told.

use audit::Event;
use jiff::ToSpan as _;
use model::{
    app::device::DeviceState,
    notice::Intervened,
    procedure::DecisionReason,
    restriction::{Restriction, RestrictionKind, SetBy},
};
use store::{StoreError, Tx, repo};
use vocab::{AppDeviceId, DataKeyId, Date, InquiryId, PersonId, RestrictionId, Timestamp};

use super::{Acting, PersonError, tell::tell, view::Seen};
use crate::{AtDesk, Desk, NotAllowed, Task};

/// Days that a suspension lasts at most. What should last longer is a block, which somebody else
/// has to look at before it is lifted.
pub const LONGEST_SUSPENSION_DAYS: u16 = 365;

/// What an officer does to a person's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intervention {
    /// Nothing opens until the end of a day, or until somebody lifts it.
    Suspend {
        /// The last day.
        until: Date,
    },
    /// The permanent password opens nothing until it is set anew.
    NewPassword,
    /// Nothing above low until the identity is proven again.
    NewProofing,
    /// Nothing opens and nothing new can be registered, until another officer lifts it.
    Block,
    /// The app stops working in this device, and no device that it replaced comes back; the person
    /// gets PINs by SMS.
    DeactivateDevice {
        /// Which: what was on the screen.
        device: AppDeviceId,
    },
    /// Every open session ends.
    EndSessions,
}

impl Intervention {
    /// The word in the audit entry.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suspend { .. } => RestrictionKind::Suspended.as_str(),
            Self::NewPassword => RestrictionKind::NewPassword.as_str(),
            Self::NewProofing => RestrictionKind::NewProofing.as_str(),
            Self::Block => RestrictionKind::Blocked.as_str(),
            Self::DeactivateDevice { .. } => "device_deactivated",
            Self::EndSessions => "sessions_ended",
        }
    }

    /// What the person is told.
    fn news(self) -> Intervened {
        match self {
            Self::Suspend { until } => Intervened::Suspended { last: until },
            Self::NewPassword => Intervened::NewPassword,
            Self::NewProofing => Intervened::NewProofing,
            Self::Block => Intervened::Blocked,
            Self::DeactivateDevice { .. } => Intervened::DeviceOff,
            Self::EndSessions => Intervened::SessionsEnded,
        }
    }

    /// The restriction that it sets, if it sets one.
    #[must_use]
    pub fn kind(self) -> Option<RestrictionKind> {
        match self {
            Self::Suspend { .. } => Some(RestrictionKind::Suspended),
            Self::NewPassword => Some(RestrictionKind::NewPassword),
            Self::NewProofing => Some(RestrictionKind::NewProofing),
            Self::Block => Some(RestrictionKind::Blocked),
            Self::DeactivateDevice { .. } | Self::EndSessions => None,
        }
    }
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum InterveneError {
    /// The last verification is too old: verify again, then intervene.
    #[error("the officer must verify again")]
    VerifyAgain,
    /// Somebody set or lifted something since the page was drawn: look again.
    #[error("the person's restrictions changed meanwhile")]
    Changed,
    /// The same is in force already.
    #[error("it is in force already")]
    InForceAlready,
    /// A suspension ends today at the earliest, and in a year at the latest.
    #[error("a suspension cannot last until then")]
    Until,
    /// There is no permanent password to be set anew.
    #[error("the person has no permanent password")]
    NoPassword,
    /// The device has ended already, or is not theirs.
    #[error("the device has ended")]
    NoDevice,
    /// As every act.
    #[error(transparent)]
    Person(#[from] PersonError),
}

impl From<NotAllowed> for InterveneError {
    fn from(error: NotAllowed) -> Self {
        Self::Person(error.into())
    }
}

impl From<StoreError> for InterveneError {
    fn from(error: StoreError) -> Self {
        Self::Person(error.into())
    }
}

#[derive(Clone)]
struct Intervening {
    acting: Acting,
    inquiry: InquiryId,
    intervention: Intervention,
    until: Option<Timestamp>,
    reason: DecisionReason,
    seen: Seen,
}

impl Desk {
    /// Intervenes in the identity of the person of an inquiry. `seen` is how the restrictions stood
    /// on the screen ([`crate::PersonView::seen`]): of two officers at the same moment one wins,
    /// and the other looks again.
    ///
    /// # Errors
    /// [`InterveneError`].
    pub async fn intervene(
        &self,
        at_desk: &AtDesk,
        inquiry: InquiryId,
        intervention: Intervention,
        reason: DecisionReason,
        seen: Seen,
    ) -> Result<(), InterveneError> {
        let acting = self.acting_on_people(at_desk, Task::Intervene)?;
        if !at_desk.fresh(acting.now) {
            return Err(InterveneError::VerifyAgain);
        }
        let until = match intervention {
            Intervention::Suspend { until } => Some(self.end_of_suspension(until, acting.now)?),
            Intervention::NewPassword
            | Intervention::NewProofing
            | Intervention::Block
            | Intervention::DeactivateDevice { .. }
            | Intervention::EndSessions => None,
        };
        let intervening = Intervening {
            acting,
            inquiry,
            intervention,
            until,
            reason,
            seen,
        };
        self.store
            .transact("desk.intervene", move |tx| intervening.run(tx))
            .await
    }

    /// The midnight after the last day, where the body is.
    fn end_of_suspension(&self, last: Date, now: Timestamp) -> Result<Timestamp, InterveneError> {
        let today = self.today(now);
        let latest = today
            .checked_add(i64::from(LONGEST_SUSPENSION_DAYS).days())
            .unwrap_or(Date::MAX);
        if last < today || latest < last {
            return Err(InterveneError::Until);
        }
        let midnight = last
            .tomorrow()
            .and_then(|day| day.to_zoned(self.time_zone()));
        midnight
            .map(|midnight| midnight.timestamp())
            .map_err(|_| InterveneError::Until)
    }
}

impl Intervening {
    fn run(&self, tx: &mut Tx<'_>) -> Result<(), InterveneError> {
        let (acting, now) = (&self.acting, self.acting.now);
        acting.check::<InterveneError>(tx)?;
        let person = acting.person(tx, self.inquiry)?;
        let data_key = repo::person::guard(tx, person, now)?;
        if Seen::of(repo::restriction::counts(tx, person)?) != self.seen {
            return Err(InterveneError::Changed);
        }
        match self.intervention {
            Intervention::Suspend { .. } | Intervention::NewProofing | Intervention::Block => {
                self.restrict(tx, person, data_key)?;
            }
            Intervention::NewPassword => {
                if repo::password::find(tx, person)?.is_none() {
                    return Err(InterveneError::NoPassword);
                }
                self.restrict(tx, person, data_key)?;
            }
            Intervention::DeactivateDevice { device } => self.deactivate(tx, person, device)?,
            Intervention::EndSessions => {
                repo::session::end_all_of_person(tx, person, now)?;
            }
        }
        let event = Event::PersonIntervened {
            act: self.intervention.as_str().to_owned(),
            until: self.until,
            reason: self.reason.as_str().to_owned(),
        };
        acting.note(tx, &event, person, data_key)?;
        tell(tx, acting, person, self.intervention.news())?;
        Ok(())
    }

    /// Sets the restriction; what is open ends with it.
    fn restrict(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        data_key: DataKeyId,
    ) -> Result<(), InterveneError> {
        let (acting, now) = (&self.acting, self.acting.now);
        let Some(kind) = self.intervention.kind() else {
            return Ok(());
        };
        if acting.standing(tx, person)?.has(kind) {
            return Err(InterveneError::InForceAlready);
        }
        let restriction = Restriction {
            id: RestrictionId::new(now, &*acting.entropy),
            person,
            kind,
            set_by: SetBy::Officer(acting.officer()),
            reason: Some(self.reason.as_str().to_owned()),
            since: now,
            until: self.until,
            lifted: None,
        };
        repo::restriction::add(tx, &restriction, data_key)?;
        Ok(())
    }

    fn deactivate(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        device: AppDeviceId,
    ) -> Result<(), InterveneError> {
        let devices = repo::app::device::list_of(tx, person)?;
        let mut done = false;
        // One that was replaced vetoes nothing any more either: it would come back by that.
        for before in devices.into_iter().map(|stored| stored.device) {
            if before.id != device && before.state != DeviceState::Replaced {
                continue;
            }
            if let Ok(after) = before.clone().end(DeviceState::Deactivated) {
                let ended = repo::app::device::set_state(tx, &before, &after, self.acting.now)?;
                done |= ended && before.id == device;
            }
        }
        if done {
            Ok(())
        } else {
            // Nothing of this transaction stays.
            Err(InterveneError::NoDevice)
        }
    }
}
