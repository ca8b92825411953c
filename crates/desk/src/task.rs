//! Who may do what at the desk.

use model::officer::{Officer, Role};
use store::{
    StoreError, Tx,
    repo::office::{officer, session},
};
use vocab::{BodyId, Date};

use crate::AtDesk;

/// Something that an officer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Invite officers and give roles.
    InviteOfficers,
    /// Close the desk to an officer.
    DisableOfficers,
    /// See who the officers are.
    ListOfficers,
    /// See which cases wait, without personal data.
    ListCases,
    /// Look at a case with all its data.
    OpenCase,
    /// Decide a case.
    DecideCase,
    /// See who waits for a video call and who attends.
    SeeVideoBoard,
    /// Attend people who register by video call.
    AttendCalls,
    /// Review calls as the second officer.
    ReviewCalls,
    /// Play the recording of a call, for a stated purpose.
    PlayRecordings,
    /// See how long people waited and how calls ended.
    SeeVideoStatistics,
    /// Find a person by number, for a stated purpose, and look at their means.
    FindPerson,
    /// Close a person's identity or a part of it, end sessions, switch a device off.
    Intervene,
    /// Lift what an officer or the person set.
    LiftIntervention,
    /// See the reports "this was not me".
    SeeAlerts,
    /// Have somebody on the telephone identify in the app.
    IdentifyCaller,
}

/// The officer does not have a role that this needs, here and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the officer may not do this: {task:?}")]
pub struct NotAllowed {
    /// What was tried.
    pub task: Task,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 16] = [
        Self::InviteOfficers,
        Self::DisableOfficers,
        Self::ListOfficers,
        Self::ListCases,
        Self::OpenCase,
        Self::DecideCase,
        Self::SeeVideoBoard,
        Self::AttendCalls,
        Self::ReviewCalls,
        Self::PlayRecordings,
        Self::SeeVideoStatistics,
        Self::FindPerson,
        Self::Intervene,
        Self::LiftIntervention,
        Self::SeeAlerts,
        Self::IdentifyCaller,
    ];

    /// The roles of which one is enough.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::InviteOfficers | Self::DisableOfficers => &[Role::Administrator],
            Self::ListOfficers => &[Role::Administrator, Role::Auditor],
            Self::ListCases => &[Role::CaseWorker, Role::Auditor],
            Self::OpenCase | Self::DecideCase => &[Role::CaseWorker],
            Self::SeeVideoBoard => &[Role::VideoOperator, Role::Reviewer, Role::Auditor],
            Self::AttendCalls => &[Role::VideoOperator],
            Self::ReviewCalls | Self::PlayRecordings => &[Role::Reviewer],
            Self::SeeVideoStatistics => &[
                Role::VideoOperator,
                Role::Reviewer,
                Role::Auditor,
                Role::Administrator,
            ],
            Self::FindPerson | Self::Intervene | Self::LiftIntervention | Self::IdentifyCaller => {
                &[Role::Registrar]
            }
            Self::SeeAlerts => &[Role::Registrar, Role::Auditor],
        }
    }

    /// Ok if and only if the officer has one of the roles at this body on this day.
    pub(crate) fn check(
        self,
        officer: &Officer,
        body: BodyId,
        today: Date,
    ) -> Result<(), NotAllowed> {
        let allowed = self
            .roles()
            .iter()
            .any(|role| officer.has_role(*role, body, today));
        if allowed {
            Ok(())
        } else {
            Err(NotAllowed { task: self })
        }
    }

    /// The same in the transaction of an act: the officer may have left, or lost the role, since
    /// the page was drawn.
    pub(crate) fn check_again<E>(
        self,
        tx: &mut Tx<'_>,
        at_desk: &AtDesk,
        body: BodyId,
        today: Date,
    ) -> Result<(), E>
    where
        E: From<NotAllowed> + From<StoreError>,
    {
        let gone = NotAllowed { task: self };
        let stored = officer::find(tx, at_desk.officer().id)?.ok_or(gone)?;
        self.check(&stored.officer, body, today)?;
        if session::is_live(tx, at_desk.session())? {
            Ok(())
        } else {
            Err(gone.into())
        }
    }
}
