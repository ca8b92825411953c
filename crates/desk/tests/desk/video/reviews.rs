//! The second officer.

use desk::ReviewDecideError;
use model::{
    notice::Notice,
    officer::Role,
    registration::RegistrationState,
    restriction::{Restriction, RestrictionKind, SetBy},
    video::{ReviewDecision, ReviewState, VideoRules, review::ReviewRefused},
};
use store::{StoreError, on_both_engines, repo, testing::TestDatabase};
use vocab::{OfficerId, RegistrationLevel, RestrictionId, SeededEntropy};

use super::rig::{line, phone, somebody, under};
use crate::office::Office;

async fn four_eyes(database: &TestDatabase) -> Office {
    let rules = VideoRules {
        advanced_by_four_eyes: true,
        ..VideoRules::default()
    };
    under(database, rules).await
}

on_both_engines! {
    async fn a_second_officer_raises_the_registration(database: TestDatabase) {
        let office = four_eyes(&database).await;
        let nerea = office.operator("nerea").await;
        let amparo = office.at_desk("amparo", &[Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        // Usable at once, at the basic level.
        let basic = Some((RegistrationState::Active, RegistrationLevel::Basic));
        assert_eq!(office.standing(&caller.person).await, basic);
        office.messages().await;
        let waiting = office.desk.video_reviews(&amparo).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].own), (1, false));
        let case = office.desk.video_review(&amparo, call).await.unwrap().unwrap();
        assert_eq!(case.captures.len(), 2);
        assert_eq!(case.number, caller.person.record.number);
        let confirm = ReviewDecision::Confirm;
        let state = office.desk
            .video_review_decide(&amparo, call, confirm, line("As recorded."))
            .await
            .unwrap();
        assert_eq!(state, ReviewState::Confirmed);
        let advanced = Some((RegistrationState::Active, RegistrationLevel::Advanced));
        assert_eq!(office.standing(&caller.person).await, advanced);
        let told = office.messages().await;
        assert!(matches!(told[0].notice, Notice::LevelRaised { activation_code: Some(_) }), "{told:?}");
        assert_eq!(told[1].notice, Notice::LevelRaised { activation_code: None });
        assert_eq!(office.desk.video_reviews(&amparo).await.unwrap(), []);
        let twice = office.desk.video_review_decide(&amparo, call, confirm, line("Again.")).await;
        assert!(
            matches!(twice, Err(ReviewDecideError::Refused(ReviewRefused::NotWaiting))),
            "{twice:?}"
        );
    }

    /// What is doubted since is not raised by the proof of before, and stays doubted.
    async fn a_call_of_before_a_demanded_proof_raises_nothing(database: TestDatabase) {
        let office = four_eyes(&database).await;
        let nerea = office.operator("nerea").await;
        let amparo = office.at_desk("amparo", &[Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        let (now, number) = (office.world.now(), caller.person.record.number.clone());
        let demand = move |person| Restriction {
            id: RestrictionId::new(now, &SeededEntropy::new(7)),
            person,
            kind: RestrictionKind::NewProofing,
            set_by: SetBy::Officer(OfficerId::new(now, &SeededEntropy::new(8))),
            reason: None,
            since: now,
            until: None,
            lifted: None,
        };
        office.desk.store
            .transact::<_, StoreError, _>("test.demand", move |tx| {
                let person = repo::person::standing_of(tx, &number)?.unwrap().person;
                let data_key = repo::person::guard(tx, person, now)?;
                repo::restriction::add(tx, &demand(person), data_key)
            })
            .await
            .unwrap();
        let refused = office.desk
            .video_review_decide(&amparo, call, ReviewDecision::Confirm, line("As recorded."))
            .await;
        assert!(matches!(refused, Err(ReviewDecideError::RegistrationGone)), "{refused:?}");
        let basic = Some((RegistrationState::Active, RegistrationLevel::Basic));
        assert_eq!(office.standing(&caller.person).await, basic);
        let keep = ReviewDecision::KeepBasic;
        office.desk.video_review_decide(&amparo, call, keep, line("Doubted.")).await.unwrap();
    }

    async fn nobody_reviews_their_own_call(database: TestDatabase) {
        let office = four_eyes(&database).await;
        let both = office.at_desk("nerea", &[Role::VideoOperator, Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&both, &caller, phone(1)).await;
        assert!(office.desk.video_reviews(&both).await.unwrap()[0].own);
        let refused = office.desk
            .video_review_decide(&both, call, ReviewDecision::Confirm, line("Mine."))
            .await;
        assert!(
            matches!(refused, Err(ReviewDecideError::Refused(ReviewRefused::SameOfficer))),
            "{refused:?}"
        );
        let basic = Some((RegistrationState::Active, RegistrationLevel::Basic));
        assert_eq!(office.standing(&caller.person).await, basic);
    }

    async fn a_doubt_leaves_the_registration_as_it_is(database: TestDatabase) {
        let office = four_eyes(&database).await;
        let nerea = office.operator("nerea").await;
        let amparo = office.at_desk("amparo", &[Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        let keep = ReviewDecision::KeepBasic;
        let state = office.desk
            .video_review_decide(&amparo, call, keep, line("The card is blurred."))
            .await
            .unwrap();
        assert_eq!(state, ReviewState::KeptBasic);
        let basic = Some((RegistrationState::Active, RegistrationLevel::Basic));
        assert_eq!(office.standing(&caller.person).await, basic);
    }

    async fn a_review_needs_a_fresh_verification(database: TestDatabase) {
        let office = four_eyes(&database).await;
        let nerea = office.operator("nerea").await;
        let amparo = office.at_desk("amparo", &[Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        office.pass(16 * 60);
        let refused = office.desk
            .video_review_decide(&amparo, call, ReviewDecision::Confirm, line("Late."))
            .await;
        assert!(matches!(refused, Err(ReviewDecideError::VerifyAgain)), "{refused:?}");
    }

    async fn without_the_setting_nothing_waits_for_a_review(database: TestDatabase) {
        let office = crate::video::rig::office(&database).await;
        let nerea = office.operator("nerea").await;
        let amparo = office.at_desk("amparo", &[Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        assert_eq!(office.desk.video_reviews(&amparo).await.unwrap(), []);
        assert_eq!(office.desk.video_review(&amparo, call).await.unwrap(), None);
    }
}
