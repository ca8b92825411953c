//! Reviewers: both ways, four eyes, once.

use desk::unattended::{PlayError, Review, ReviewError};
use model::{
    issued::DocumentKind,
    notice::Notice,
    officer::Role,
    registration::RegistrationState,
    unattended::{AttemptState, HumanCheck, NotPossible, Risk, SideKind},
    video::{MrzData, RefusalReason},
};
use store::{StoreError, on_both_engines, repo};
use vocab::RegistrationLevel;

use super::rig::{Booth, at_once, film, given, kinds, reviewed_first};
use crate::video::rig::{people, phone, somebody, zone};

const ADVANCED: Option<(RegistrationState, RegistrationLevel)> =
    Some((RegistrationState::Active, RegistrationLevel::Advanced));

on_both_engines! {
    async fn confirmed_after_basic_becomes_advanced_and_is_told_with_a_document(
        database: TestDatabase
    ) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let (attempt, _) = booth.sent(&person).await;
        booth.office.messages().await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        booth.decide(&reviewer, id, Review::Confirm).await.unwrap();
        assert_eq!(booth.standing(&person).await, ADVANCED);
        assert!(matches!(booth.state(&attempt).await, AttemptState::Confirmed { .. }));
        let told = booth.office.messages().await;
        assert_eq!(kinds(&told), [
            ("email", "identification_confirmed"),
            ("sms", "level_raised"),
        ]);
        let code = told.iter().find_map(|message| match &message.notice {
            Notice::IdentificationConfirmed { code } => Some(code.clone()),
            _ => None,
        });
        let code = code.unwrap();
        let document = booth
            .unattended
            .store
            .read::<_, StoreError, _>("test.document", move |tx| {
                repo::document::find_by_code(tx, &code)
            })
            .await
            .unwrap()
            .unwrap();
        assert_eq!(document.kind, DocumentKind::IdentificationResult);
    }

    async fn confirmed_without_basic_registers_at_advanced(database: TestDatabase) {
        let booth = Booth::new(&database, reviewed_first()).await;
        let person = somebody();
        booth.sent(&person).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        booth.decide(&reviewer, id, Review::Confirm).await.unwrap();
        assert_eq!(booth.standing(&person).await, ADVANCED);
    }

    async fn refused_after_basic_is_withdrawn_and_told(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        booth.sent(&person).await;
        booth.office.messages().await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        let refuse = Review::Refuse(RefusalReason::NotTheHolder);
        let state = booth.decide(&reviewer, id, refuse).await.unwrap();
        assert!(matches!(state, AttemptState::Refused { withdrawn: true, .. }));
        let (standing, _) = booth.standing(&person).await.unwrap();
        assert_eq!(standing, RegistrationState::Revoked);
        let told = kinds(&booth.office.messages().await);
        assert_eq!(told, [
            ("email", "identification_refused"),
            ("sms", "identification_refused"),
        ]);
    }

    async fn refused_without_basic_leaves_nothing(database: TestDatabase) {
        let booth = Booth::new(&database, reviewed_first()).await;
        let person = somebody();
        booth.sent(&person).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        let refuse = Review::Refuse(RefusalReason::ImageOrSound);
        let state = booth.decide(&reviewer, id, refuse).await.unwrap();
        assert!(matches!(state, AttemptState::Refused { withdrawn: false, .. }));
        assert_eq!(booth.standing(&person).await, None);
    }

    async fn it_is_decided_once(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        booth.sent(&person).await;
        let (one, other) = (booth.reviewer("Ada").await, booth.reviewer("Eva").await);
        let id = booth.first(&one).await;
        let seen = booth.reviews.open(&other, id).await.unwrap().unwrap().version;
        booth.decide(&one, id, Review::Confirm).await.unwrap();
        let refuse = Review::Refuse(RefusalReason::OtherDoubt);
        let late = booth.reviews.decide(&other, id, given(refuse, seen)).await;
        assert!(
            matches!(late, Err(ReviewError::NotPossible(NotPossible::Decided))),
            "{late:?}"
        );
        assert_eq!(booth.standing(&person).await, ADVANCED);
    }

    async fn a_doubt_is_resolved_by_somebody_else(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        booth.sent(&person).await;
        booth.office.messages().await;
        let (one, other) = (booth.reviewer("Ada").await, booth.reviewer("Eva").await);
        let id = booth.first(&one).await;
        booth.decide(&one, id, Review::Doubt).await.unwrap();
        assert!(booth.office.messages().await.is_empty(), "a doubt is nobody's news");
        assert!(booth.reviews.queue(&one).await.unwrap().lines[0].own);
        let same = booth.decide(&one, id, Review::Confirm).await;
        assert!(
            matches!(same, Err(ReviewError::NotPossible(NotPossible::SameOfficer))),
            "{same:?}"
        );
        let again = booth.decide(&other, id, Review::Doubt).await;
        assert!(
            matches!(again, Err(ReviewError::NotPossible(NotPossible::DoubtedAlready))),
            "{again:?}"
        );
        booth.decide(&other, id, Review::Confirm).await.unwrap();
        assert_eq!(booth.standing(&person).await, ADVANCED);
    }

    async fn nothing_is_confirmed_with_a_question_open(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        booth.sent(&somebody()).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        let case = booth.reviews.open(&reviewer, id).await.unwrap().unwrap();
        for open in HumanCheck::ALL {
            let mut answers = given(Review::Confirm, case.version);
            answers.answers.retain(|(check, _)| *check != open);
            let decided = booth.reviews.decide(&reviewer, id, answers).await;
            assert!(matches!(decided, Err(ReviewError::NotConvinced)), "{open:?} {decided:?}");
        }
    }

    async fn the_queue_goes_by_risk_and_then_by_age(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let people = people();
        let mut clean = Vec::new();
        for (n, person) in (20..).zip(people.iter().take(3)) {
            let attempt = booth.begin(person).await;
            let read = MrzData {
                check_digits_right: n != 22,
                ..zone(person)
            };
            booth.pictures(&attempt, read).await;
            booth.contact(&attempt, phone(n)).await;
            booth.film(&attempt).await;
            clean.push(booth.send(&attempt).await.unwrap().basic);
            booth.office.pass(60);
        }
        assert_eq!(clean, [true, true, false]);
        let reviewer = booth.reviewer("Ada").await;
        let queue = booth.reviews.queue(&reviewer).await.unwrap();
        let risks: Vec<_> = queue.lines.iter().map(|line| line.risk).collect();
        assert_eq!(risks, [Risk::High, Risk::Low, Risk::Low]);
        assert!(queue.lines[1].sent_at < queue.lines[2].sent_at);
        assert_eq!((queue.waiting, queue.late), (3, 0));
        booth.office.pass(25 * 3_600);
        let reviewer = booth.reviewer("Eva").await;
        let queue = booth.reviews.queue(&reviewer).await.unwrap();
        assert_eq!(queue.late, 1, "half the time where the risk is high");
    }

    async fn a_film_is_played_for_a_purpose_by_a_reviewer(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        booth.sent(&somebody()).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        let playing = booth.reviews.play(&reviewer, id, "review of the film").await.unwrap();
        let bytes = playing.read(0, 1 << 20).await.unwrap();
        assert_eq!(bytes, film().concat());
        let picture = booth.reviews.picture(&reviewer, id, SideKind::Back).await.unwrap();
        assert_eq!(picture.unwrap(), b"anew: a card");
        let auditor = booth.office.at_desk("Pau", &[Role::Auditor, Role::VideoOperator]).await;
        let refused = booth.reviews.play(&auditor, id, "review of the film").await;
        assert!(matches!(refused, Err(PlayError::NotAllowed(_))));
        assert!(booth.reviews.queue(&auditor).await.is_err());
    }

    async fn who_is_registered_already_is_raised_only_with_the_same_phone(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        // Registered, and the review refused nothing yet: a second attempt with the same phone.
        booth.sent(&person).await;
        let (_, again) = booth.sent(&person).await;
        assert!(!again.basic);
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        booth.decide(&reviewer, id, Review::Confirm).await.unwrap();
        assert_eq!(booth.standing(&person).await, ADVANCED);
        // With another phone a review changes nothing.
        let attempt = booth.begin(&person).await;
        booth.pictures(&attempt, zone(&person)).await;
        booth.contact(&attempt, phone(8)).await;
        booth.film(&attempt).await;
        booth.send(&attempt).await.unwrap();
        let id = booth.first(&reviewer).await;
        let confirmed = booth.decide(&reviewer, id, Review::Confirm).await;
        assert!(matches!(confirmed, Err(ReviewError::NoEffect)), "{confirmed:?}");
    }
}
