//! Role × task: every task is tried with every role, and with none that counts.

use desk::{
    AlertError, AtDesk, DecideCase, DecideError, DisableOfficerError, FindPersonError,
    InterveneError, Intervention, InviteError, InvitedBy, LiftError, ListCasesError,
    ListOfficersError, NotAllowed, OpenCaseError, PersonError, Seen, Task, VideoError,
    telephone::LookAtCallerError,
};
use model::{
    officer::Role,
    procedure::{ApplicationReference, Decision, DecisionReason},
};
use store::on_both_engines;
use vocab::{IdentityNumber, InquiryId, RestrictionId};

use crate::{
    office::{Office, handle},
    people::rig::{PURPOSE, because},
};

/// Which roles may do what. Whoever adds a task or a role decides here, once more.
const ALLOWED: [(Task, &[Role]); 16] = [
    (Task::InviteOfficers, &[Role::Administrator]),
    (Task::DisableOfficers, &[Role::Administrator]),
    (Task::ListOfficers, &[Role::Administrator, Role::Auditor]),
    (Task::ListCases, &[Role::CaseWorker, Role::Auditor]),
    (Task::OpenCase, &[Role::CaseWorker]),
    (Task::DecideCase, &[Role::CaseWorker]),
    (
        Task::SeeVideoBoard,
        &[Role::VideoOperator, Role::Reviewer, Role::Auditor],
    ),
    (Task::AttendCalls, &[Role::VideoOperator]),
    (Task::ReviewCalls, &[Role::Reviewer]),
    (Task::PlayRecordings, &[Role::Reviewer]),
    (
        Task::SeeVideoStatistics,
        &[
            Role::VideoOperator,
            Role::Reviewer,
            Role::Auditor,
            Role::Administrator,
        ],
    ),
    (Task::FindPerson, &[Role::Registrar]),
    (Task::Intervene, &[Role::Registrar]),
    (Task::LiftIntervention, &[Role::Registrar]),
    (Task::SeeAlerts, &[Role::Registrar, Role::Auditor]),
    (Task::IdentifyCaller, &[Role::Registrar]),
];

/// Does the use case of the task let this officer pass? What it answers afterwards is the matter
/// of other tests.
async fn passes(office: &Office, at_desk: &AtDesk, task: Task) -> bool {
    let desk = &office.desk;
    let by = InvitedBy::Officer(at_desk);
    let nobody = ApplicationReference::parse("2026-AAAA-AAAA").unwrap();
    let refused: Option<NotAllowed> = match task {
        Task::InviteOfficers => {
            match desk
                .invite(by, office.invitation("somebody new", &[Role::Auditor]))
                .await
            {
                Err(InviteError::NotAllowed(refused)) => Some(refused),
                _ => None,
            }
        }
        Task::DisableOfficers => match desk.disable_officer(by, &handle("nobody")).await {
            Err(DisableOfficerError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::ListOfficers => match desk.list_officers(at_desk).await {
            Err(ListOfficersError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::ListCases => match desk.list_cases(at_desk, 10).await {
            Err(ListCasesError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::OpenCase => match desk.open_case(at_desk, &nobody).await {
            Err(OpenCaseError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::DecideCase => {
            let reason = DecisionReason::parse("Another birth place, another father.").unwrap();
            let decide = DecideCase {
                version: 0,
                decision: Decision::NotTheSame,
                reason,
            };
            match desk.decide(at_desk, &nobody, decide).await {
                Err(DecideError::NotAllowed(refused)) => Some(refused),
                _ => None,
            }
        }
        Task::SeeVideoBoard => video_refused(&desk.video_board(at_desk).await),
        Task::AttendCalls => video_refused(&desk.video_take_next(at_desk).await),
        Task::ReviewCalls => video_refused(&desk.video_reviews(at_desk).await),
        Task::SeeVideoStatistics => {
            let day = "2026-11-23".parse().unwrap();
            video_refused(&desk.video_statistics(at_desk, day, day).await)
        }
        Task::IdentifyCaller => match crate::telephone::calls(office).recent(at_desk).await {
            Err(LookAtCallerError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::FindPerson => {
            let number = IdentityNumber::parse("00000000T").unwrap();
            match desk.find_person(at_desk, &number, PURPOSE).await {
                Err(FindPersonError::NotAllowed(refused)) => Some(refused),
                _ => None,
            }
        }
        Task::Intervene => {
            let (nobody, reason) = (InquiryId::from_bytes([1; 16]), because("Nadie"));
            let block = Intervention::Block;
            match desk
                .intervene(at_desk, nobody, block, reason, Seen::NEVER)
                .await
            {
                Err(InterveneError::Person(PersonError::NotAllowed(refused))) => Some(refused),
                _ => None,
            }
        }
        Task::LiftIntervention => {
            let nobody = InquiryId::from_bytes([1; 16]);
            let nothing = RestrictionId::from_bytes([1; 16]);
            match desk.lift(at_desk, nobody, nothing, because("Nadie")).await {
                Err(LiftError::Person(PersonError::NotAllowed(refused))) => Some(refused),
                _ => None,
            }
        }
        Task::SeeAlerts => match desk.alerts(at_desk).await {
            Err(AlertError::NotAllowed(refused)) => Some(refused),
            _ => None,
        },
        Task::PlayRecordings => desk
            .may(at_desk, task)
            .then_some(())
            .map_or(Some(NotAllowed { task }), |()| None),
    };
    assert!(refused.is_none_or(|refused| refused.task == task));
    refused.is_none()
}

fn video_refused<T>(outcome: &Result<T, VideoError>) -> Option<NotAllowed> {
    match outcome {
        Err(VideoError::NotAllowed(refused)) => Some(*refused),
        _ => None,
    }
}

on_both_engines! {
    async fn each_role_does_its_own_tasks_and_no_other(database: TestDatabase) {
        let office = Office::new(&database).await;
        for role in Role::ALL {
            let at_desk = office.at_desk(&format!("only {}", role.as_str().replace('_', "-")), &[role]).await;
            for (task, roles) in ALLOWED {
                let expected = roles.contains(&role);
                let help = "add the role to `ALLOWED` here and to `Task::roles`, or to neither";
                assert_eq!(office.desk.may(&at_desk, task), expected, "{role:?} {task:?}: {help}");
                let passed = passes(&office, &at_desk, task).await;
                assert_eq!(passed, expected, "{role:?} {task:?}: {help}");
            }
        }
        assert_eq!(ALLOWED.map(|(task, _)| task), Task::ALL);
    }

    async fn a_role_past_its_last_day_does_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let mut invitation = office.invitation("julia roldan", &Role::ALL);
        for grant in &mut invitation.grants {
            grant.until = "2026-11-22".parse().unwrap();
        }
        let (entered, _) = office.officer("julia roldan", &Role::ALL).await;
        office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let today = office.desk.resume(&entered.secret).await.unwrap().unwrap();
        assert!(Task::ALL.iter().all(|task| office.desk.may(&today, *task)));
        // Eleven at night in Madrid, and then midnight.
        office.world.clock.set("2026-11-22T22:00:00Z".parse().unwrap());
        assert!(Task::ALL.iter().all(|task| office.desk.may(&today, *task)));
        office.world.clock.set("2026-11-22T23:00:00Z".parse().unwrap());
        for task in Task::ALL {
            assert!(!office.desk.may(&today, task), "{task:?}");
            assert!(!passes(&office, &today, task).await, "{task:?}");
        }
    }
}
