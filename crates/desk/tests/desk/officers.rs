//! Inviting, renewing and disabling officers.

use desk::{DisableOfficerError, Invitation, InviteError, InvitedBy};
use model::officer::{Role, RoleGrant};
use store::on_both_engines;
use vocab::{BodyId, SeededEntropy};

use crate::office::{Office, handle};

on_both_engines! {
    async fn an_administrator_invites(database: TestDatabase) {
        let office = Office::new(&database).await;
        let root = office.at_desk("david oliver", &[Role::Administrator]).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker, Role::Auditor]);
        office.desk.invite(InvitedBy::Officer(&root), invitation).await.unwrap();
        let listed = office.desk.list_officers(&root).await.unwrap();
        let names: Vec<_> = listed.iter().map(|officer| officer.name.as_str()).collect();
        assert_eq!(names, ["david oliver", "julia roldan"]);
        assert_eq!(listed[1].handle, handle("julia roldan"));
        assert_eq!(listed[1].grants.len(), 2);
    }

    async fn a_role_that_does_not_count_today_is_no_role(database: TestDatabase) {
        let office = Office::new(&database).await;
        let past = "2026-11-21".parse().unwrap();
        let role = RoleGrant { role: Role::CaseWorker, body: office.body(), until: past };
        for grants in [Vec::new(), vec![role]] {
            let invitation = Invitation { grants, ..office.invitation("julia roldan", &[]) };
            let refused = office.desk.invite(InvitedBy::CommandLine, invitation).await;
            assert!(matches!(refused, Err(InviteError::NoRole)), "{refused:?}");
        }
    }

    async fn roles_at_another_body_are_not_given_here(database: TestDatabase) {
        let office = Office::new(&database).await;
        let body = BodyId::new(office.world.now(), &SeededEntropy::new(1_234));
        let mut invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        invitation.grants[0].body = body;
        let refused = office.desk.invite(InvitedBy::CommandLine, invitation).await;
        assert!(matches!(refused, Err(InviteError::OtherBody)), "{refused:?}");
    }

    async fn a_second_invitation_renews_name_and_roles_at_once(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let invitation = office.invitation("julia roldan", &[Role::Auditor]);
        office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let now = office.desk.resume(&entered.secret).await.unwrap().unwrap();
        let roles: Vec<_> = now.officer().grants.iter().map(|grant| grant.role).collect();
        assert_eq!(roles, [Role::Auditor]);
    }

    async fn who_leaves_is_out_in_every_browser(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (first, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let second = office.sign_in(&mut device).await;
        let julia = handle("julia roldan");
        for _ in 0..2 {
            office.desk.disable_officer(InvitedBy::CommandLine, &julia).await.unwrap();
        }
        for secret in [&first.secret, &second.secret] {
            assert!(office.desk.resume(secret).await.unwrap().is_none());
        }
        let root = office.at_desk("david oliver", &[Role::Administrator]).await;
        let listed = office.desk.list_officers(&root).await.unwrap();
        assert_eq!(listed[1].handle, julia);
        assert!(listed[1].disabled_at.is_some());
        let nobody = handle("nobody");
        let refused = office.desk.disable_officer(InvitedBy::CommandLine, &nobody).await;
        assert!(matches!(refused, Err(DisableOfficerError::NotFound)), "{refused:?}");
    }

    async fn an_invitation_brings_back_who_had_left(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.officer("julia roldan", &[Role::CaseWorker]).await;
        let julia = handle("julia roldan");
        office.desk.disable_officer(InvitedBy::CommandLine, &julia).await.unwrap();
        let (entered, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        assert!(office.desk.resume(&entered.secret).await.unwrap().is_some());
        office.sign_in(&mut device).await;
    }

    async fn two_invitations_at_once_make_one_officer(database: TestDatabase) {
        let office = Office::new(&database).await;
        let mut inviting = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
            let desk = office.desk.clone();
            inviting.spawn(async move { desk.invite(InvitedBy::CommandLine, invitation).await });
        }
        let invited: Vec<_> = inviting.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(invited.windows(2).all(|pair| pair[0].officer == pair[1].officer));
        let mut working = 0;
        for one in &invited {
            working += usize::from(office.desk.view_invitation(&one.secret).await.unwrap().is_some());
        }
        assert_eq!(working, 1);
    }

    async fn old_rows_of_the_desk_go_with_their_time(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        office.desk.sign_in_begin().await.unwrap();
        let invitation = office.invitation("mateo bauza", &[Role::CaseWorker]);
        office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        office.world.clock.advance_seconds(31 * 24 * 3_600);
        let mut removed = Vec::new();
        for rule in store::repo::office::RETENTION {
            let now = office.world.now();
            removed.push(office.desk.store.apply_retention(rule, now).await.unwrap());
        }
        // Session, ceremony, no inquiry (nobody was looked up), invitation.
        assert_eq!(removed, [1, 1, 0, 1]);
        assert!(office.desk.resume(&entered.secret).await.unwrap().is_none());
    }
}
