//! A link works once and for 24 hours, and enrols a passkey that recognises its owner.

use desk::{EnrolError, InvitedBy};
use model::officer::{Role, SignInMethod};
use store::on_both_engines;
use vocab::{BearerSecret, SeededEntropy};

use crate::office::{Office, authenticator};

on_both_engines! {
    async fn an_invited_officer_enrols_and_is_at_the_desk(database: TestDatabase) {
        let office = Office::new(&database).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let shown = office.desk.view_invitation(&invited.secret).await.unwrap().unwrap();
        assert_eq!(shown.name, "julia roldan");
        assert_eq!(shown.expires_at, invited.expires_at);
        let day = invited.expires_at.as_second() - office.world.now().as_second();
        assert_eq!(day, 24 * 3_600);
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let response = authenticator(b"first").create(&ceremony.options);
        let entered =
            office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await.unwrap();
        assert_eq!(entered.at_desk.officer().id, invited.officer);
        assert_eq!(entered.at_desk.method(), SignInMethod::Passkey);
        assert!(entered.at_desk.fresh(office.world.now()));
        let resumed = office.desk.resume(&entered.secret).await.unwrap();
        assert_eq!(resumed, Some(entered.at_desk));
    }

    async fn a_link_works_once(database: TestDatabase) {
        let office = Office::new(&database).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let first = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let second = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let response = authenticator(b"first").create(&first.options);
        office.desk.enrol_finish(&invited.secret, &first.secret, &response).await.unwrap();
        let response = authenticator(b"second").create(&second.options);
        let refused =
            office.desk.enrol_finish(&invited.secret, &second.secret, &response).await;
        assert!(matches!(refused, Err(EnrolError::InvitationGone)), "{refused:?}");
        let refused = office.desk.enrol_begin(&invited.secret).await;
        assert!(matches!(refused, Err(EnrolError::InvitationGone)), "{refused:?}");
        assert!(office.desk.view_invitation(&invited.secret).await.unwrap().is_none());
    }

    async fn a_link_expires_and_a_newer_one_replaces_it(database: TestDatabase) {
        let office = Office::new(&database).await;
        let invite = || office.invitation("julia roldan", &[Role::CaseWorker]);
        let older = office.desk.invite(InvitedBy::CommandLine, invite()).await.unwrap();
        let newer = office.desk.invite(InvitedBy::CommandLine, invite()).await.unwrap();
        assert_eq!(older.officer, newer.officer);
        assert!(office.desk.view_invitation(&older.secret).await.unwrap().is_none());
        assert!(office.desk.view_invitation(&newer.secret).await.unwrap().is_some());
        office.world.clock.advance_seconds(24 * 3_600);
        assert!(office.desk.view_invitation(&newer.secret).await.unwrap().is_none());
        let refused = office.desk.enrol_begin(&newer.secret).await;
        assert!(matches!(refused, Err(EnrolError::InvitationGone)), "{refused:?}");
    }

    async fn an_unknown_link_opens_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let unknown = BearerSecret::generate(&SeededEntropy::new(5));
        assert!(office.desk.view_invitation(&unknown).await.unwrap().is_none());
        let refused = office.desk.enrol_begin(&unknown).await;
        assert!(matches!(refused, Err(EnrolError::InvitationGone)), "{refused:?}");
    }

    async fn a_passkey_that_does_not_recognise_its_owner_is_refused(database: TestDatabase) {
        let office = Office::new(&database).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let mut device = authenticator(b"first");
        device.recognises_its_owner = false;
        let response = device.create(&ceremony.options);
        let refused =
            office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await;
        assert!(matches!(refused, Err(EnrolError::Refused(_))), "{refused:?}");
        // The challenge is used up, the link is not.
        device.recognises_its_owner = true;
        let response = device.create(&ceremony.options);
        let refused =
            office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await;
        assert!(matches!(refused, Err(EnrolError::ChallengeGone)), "{refused:?}");
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let response = device.create(&ceremony.options);
        office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await.unwrap();
    }

    async fn what_cannot_be_read_uses_nothing_up(database: TestDatabase) {
        let office = Office::new(&database).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        for garbage in [b"".as_slice(), b"{}", b"[1]"] {
            let refused =
                office.desk.enrol_finish(&invited.secret, &ceremony.secret, garbage).await;
            assert!(matches!(refused, Err(EnrolError::Response(_))), "{refused:?}");
        }
        let response = authenticator(b"first").create(&ceremony.options);
        office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await.unwrap();
    }

    async fn a_challenge_is_for_its_own_link(database: TestDatabase) {
        let office = Office::new(&database).await;
        let mut invited = Vec::new();
        for name in ["julia roldan", "mateo bauza"] {
            let invitation = office.invitation(name, &[Role::CaseWorker]);
            let done = office.desk.invite(InvitedBy::CommandLine, invitation).await;
            invited.push(done.unwrap());
        }
        let ceremony = office.desk.enrol_begin(&invited[0].secret).await.unwrap();
        let response = authenticator(b"first").create(&ceremony.options);
        let refused =
            office.desk.enrol_finish(&invited[1].secret, &ceremony.secret, &response).await;
        assert!(matches!(refused, Err(EnrolError::ChallengeGone)), "{refused:?}");
    }

    async fn a_passkey_of_another_officer_is_not_taken_over(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (_, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let invitation = office.invitation("mateo bauza", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let mut copy = authenticator(&device.credential_id);
        let response = copy.create(&ceremony.options);
        let refused =
            office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await;
        assert!(matches!(refused, Err(EnrolError::Taken)), "{refused:?}");
        let entered = office.sign_in(&mut device).await;
        assert_eq!(entered.at_desk.officer().name, "julia roldan");
    }

    async fn a_new_enrolment_closes_the_desk_to_the_lost_device(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (before, mut lost) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let invitation = office.invitation("julia roldan", &[Role::CaseWorker]);
        let invited = office.desk.invite(InvitedBy::CommandLine, invitation).await.unwrap();
        // Until then the old device works: an invitation alone locks nobody out.
        office.sign_in(&mut lost).await;
        let ceremony = office.desk.enrol_begin(&invited.secret).await.unwrap();
        let mut new = authenticator(b"new device");
        let response = new.create(&ceremony.options);
        office.desk.enrol_finish(&invited.secret, &ceremony.secret, &response).await.unwrap();
        assert!(office.desk.resume(&before.secret).await.unwrap().is_none());
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = lost.get(&ceremony.options);
        assert!(office.desk.sign_in_finish(&ceremony.secret, &response).await.is_err());
        office.sign_in(&mut new).await;
    }
}
