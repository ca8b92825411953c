//! Signing in with a passkey, and the session that follows.

use desk::{Entrance, InvitedBy, SignInError, StepInError};
use model::officer::{Role, SignInMethod};
use store::on_both_engines;
use vocab::{BearerSecret, SeededEntropy};

use crate::office::{Office, authenticator, handle};

on_both_engines! {
    async fn an_officer_signs_in_with_the_passkey_alone(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (first, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let second = office.sign_in(&mut device).await;
        assert_ne!(first.secret, second.secret);
        assert_ne!(first.at_desk.session(), second.at_desk.session());
        assert_eq!(second.at_desk.officer(), first.at_desk.officer());
        assert!(office.desk.resume(&first.secret).await.unwrap().is_some());
    }

    async fn a_challenge_is_answered_once_and_in_time(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (_, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        office.desk.sign_in_finish(&ceremony.secret, &response).await.unwrap();
        let again = office.desk.sign_in_finish(&ceremony.secret, &response).await;
        assert!(matches!(again, Err(SignInError::ChallengeGone)), "{again:?}");
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        office.world.clock.advance_seconds(300);
        let late = office.desk.sign_in_finish(&ceremony.secret, &response).await;
        assert!(matches!(late, Err(SignInError::ChallengeGone)), "{late:?}");
        let unknown = BearerSecret::generate(&SeededEntropy::new(5));
        let refused = office.desk.sign_in_finish(&unknown, &response).await;
        assert!(matches!(refused, Err(SignInError::ChallengeGone)), "{refused:?}");
    }

    async fn one_answer_sent_eight_times_at_once_opens_one_session(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (_, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        let mut answering = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (desk, response) = (office.desk.clone(), response.clone());
            let secret = ceremony.secret.clone();
            answering.spawn(async move { desk.sign_in_finish(&secret, &response).await });
        }
        let answers = answering.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    }

    async fn whatever_is_wrong_the_refusal_is_the_same(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (_, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let (_, mut left) = office.officer("mateo bauza", &[Role::CaseWorker]).await;
        let mateo = handle("mateo bauza");
        office.desk.disable_officer(InvitedBy::CommandLine, &mateo).await.unwrap();
        let mut forged = authenticator(&device.credential_id);
        let mut unknown = authenticator(b"nobody's");
        let mut elsewhere = authenticator(b"phished");
        elsewhere.origin = "https://office.example.net";
        for wrong in [&mut left, &mut forged, &mut unknown, &mut elsewhere] {
            let ceremony = office.desk.sign_in_begin().await.unwrap();
            let response = wrong.get(&ceremony.options);
            let refused = office.desk.sign_in_finish(&ceremony.secret, &response).await;
            assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
        }
        device.recognises_its_owner = false;
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        let refused = office.desk.sign_in_finish(&ceremony.secret, &response).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }

    async fn a_counter_that_goes_back_betrays_a_copy(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (_, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        device.sign_count = 10;
        office.sign_in(&mut device).await;
        device.sign_count = 4;
        let ceremony = office.desk.sign_in_begin().await.unwrap();
        let response = device.get(&ceremony.options);
        let refused = office.desk.sign_in_finish(&ceremony.secret, &response).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }

    async fn an_answer_to_another_kind_of_challenge_opens_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, mut device) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        let ceremony = office.desk.verify_again_begin(&entered.at_desk).await.unwrap();
        let response = device.get(&ceremony.options);
        let refused = office.desk.sign_in_finish(&ceremony.secret, &response).await;
        assert!(matches!(refused, Err(SignInError::ChallengeGone)), "{refused:?}");
    }

    async fn a_session_ends_after_eight_hours(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        office.world.clock.advance_seconds(8 * 3_600 - 1);
        assert!(office.desk.resume(&entered.secret).await.unwrap().is_some());
        office.world.clock.advance_seconds(1);
        assert_eq!(entered.at_desk.ends_at(), office.world.now());
        assert!(office.desk.resume(&entered.secret).await.unwrap().is_none());
    }

    async fn leaving_ends_the_session_once(database: TestDatabase) {
        let office = Office::new(&database).await;
        let (entered, _) = office.officer("julia roldan", &[Role::CaseWorker]).await;
        for _ in 0..2 {
            office.desk.log_out(&entered.secret).await.unwrap();
            assert!(office.desk.resume(&entered.secret).await.unwrap().is_none());
        }
        let unknown = BearerSecret::generate(&SeededEntropy::new(5));
        office.desk.log_out(&unknown).await.unwrap();
    }

    async fn stepping_in_is_for_the_demonstration_only(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.officer("julia roldan", &[Role::CaseWorker]).await;
        let refused = office.desk.step_in(&handle("julia roldan")).await;
        assert!(matches!(refused, Err(StepInError::NotHere)), "{refused:?}");
        let invented = office.invitation("mateo bauza", &[Role::CaseWorker]);
        assert!(office.desk.add_invented_officer(invented).await.is_err());
    }

    async fn a_visitor_of_the_demonstration_steps_in(database: TestDatabase) {
        let office = Office::with(&database, Entrance::Demonstration).await;
        let invented = office.invitation("julia roldan", &[Role::CaseWorker]);
        let first = office.desk.add_invented_officer(invented.clone()).await.unwrap();
        let again = office.desk.add_invented_officer(invented).await.unwrap();
        assert_eq!(first, again);
        let entered = office.desk.step_in(&handle("julia roldan")).await.unwrap();
        assert_eq!(entered.at_desk.method(), SignInMethod::Demonstration);
        office.world.clock.advance_seconds(7 * 3_600);
        assert!(entered.at_desk.fresh(office.world.now()));
        assert!(office.desk.resume(&entered.secret).await.unwrap().is_some());
        let refused = office.desk.step_in(&handle("nobody")).await;
        assert!(matches!(refused, Err(StepInError::NotHere)), "{refused:?}");
    }
}
