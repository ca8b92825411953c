//! Proving once more to be there.

use desk::{Entrance, InvitedBy, VerifyAgainError};
use model::officer::Role;
use store::on_both_engines;

use crate::office::{Office, handle};

on_both_engines! {
    async fn verifying_again_refreshes_the_session_under_a_new_cookie(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (before, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        office.world.clock.advance_seconds(900);
        assert!(!before.at_desk.fresh(office.world.now()));
        let ceremony = office.desk.verify_again_begin(&before.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        let after = office
            .desk
            .verify_again_finish(&before.at_desk, &ceremony.secret, &response)
            .await
            .unwrap();
        assert!(after.at_desk.fresh(office.world.now()));
        assert_eq!(after.at_desk.session(), before.at_desk.session());
        assert_eq!(after.at_desk.ends_at(), before.at_desk.ends_at());
        assert!(office.desk.resume(&before.secret).await.unwrap().is_none());
        assert_eq!(office.desk.resume(&after.secret).await.unwrap(), Some(after.at_desk));
    }

    async fn a_colleague_cannot_verify_for_the_officer(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (julia, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let (mateo, mut device) = office.officer("mateo bauza", &[Role::CaseWorker]).await;
        let ceremony = office.desk.verify_again_begin(&julia.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        let refused = office
            .desk
            .verify_again_finish(&julia.at_desk, &ceremony.secret, &response)
            .await;
        assert!(matches!(refused, Err(VerifyAgainError::Refused)), "{refused:?}");
        let ceremony = office.desk.verify_again_begin(&julia.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        let refused = office
            .desk
            .verify_again_finish(&mateo.at_desk, &ceremony.secret, &response)
            .await;
        assert!(matches!(refused, Err(VerifyAgainError::ChallengeGone)), "{refused:?}");
    }

    async fn an_ended_session_is_not_revived(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let ceremony = office.desk.verify_again_begin(&entered.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        office.desk.log_out(&entered.secret).await.unwrap();
        let refused = office
            .desk
            .verify_again_finish(&entered.at_desk, &ceremony.secret, &response)
            .await;
        assert!(matches!(refused, Err(VerifyAgainError::SessionEnded)), "{refused:?}");
    }

    async fn who_has_left_verifies_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let julia = handle("julia roldan");
        office.desk.disable_officer(InvitedBy::CommandLine, &julia).await.unwrap();
        let refused = office.desk.verify_again_begin(&entered.at_desk).await;
        assert!(matches!(refused, Err(VerifyAgainError::NoPasskey)), "{refused:?}");
    }

    async fn who_stepped_in_has_nothing_to_verify_with(database: TestDatabase) {
        let office = Office::with(&database, Entrance::Demonstration).await;
        let invented = office.invitation("julia roldan", &[Role::CaseWorker]);
        office.desk.add_invented_officer(invented).await.unwrap();
        let entered = office.desk.step_in(&handle("julia roldan")).await.unwrap();
        let refused = office.desk.verify_again_begin(&entered.at_desk).await;
        assert!(matches!(refused, Err(VerifyAgainError::NoPasskey)), "{refused:?}");
    }
}
