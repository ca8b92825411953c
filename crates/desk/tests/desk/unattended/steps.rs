//! The person's steps: what comes before what, and when the basic level is given at once.

use model::{
    phone::PhoneCodeError,
    registration::RegistrationState,
    unattended::{AttemptState, SideKind, Step, ZoneRead},
    video::MrzData,
};
use registration::{Stage, terms};
use store::on_both_engines;
use unattended::{AttemptError, BeginError, BeginFilmError, CodeError, EndFilmError, SendError};
use vocab::{Lang, OtpCode, RegistrationLevel};

use super::rig::{Booth, at_once, beginning, film, kinds, reviewed_first};
use crate::video::rig::{people, phone, somebody, zone};

const BASIC: Option<(RegistrationState, RegistrationLevel)> =
    Some((RegistrationState::Active, RegistrationLevel::Basic));

on_both_engines! {
    async fn everything_right_registers_at_once_and_waits_for_a_reviewer(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let attempt = booth.ready(&person).await;
        assert_eq!(booth.standing(&person).await, None);
        booth.office.messages().await;
        assert!(booth.send(&attempt).await.unwrap().basic);
        assert_eq!(booth.standing(&person).await, BASIC);
        assert!(matches!(booth.state(&attempt).await, AttemptState::Waiting { basic: true, .. }));
        let told = kinds(&booth.office.messages().await);
        assert_eq!(told, [
            ("email", "identification_received"),
            ("email", "welcome"),
            ("sms", "welcome"),
        ]);
        // Sent twice, it is the same.
        assert!(booth.send(&attempt).await.unwrap().basic);
        assert!(booth.office.messages().await.is_empty());
    }

    async fn the_flow_shows_code_and_receipt_afterwards(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let flow = booth.office.flow(&person).await;
        let attempt = booth.unattended.begin(&flow, beginning()).await.unwrap();
        booth.pictures(&attempt, zone(&person)).await;
        booth.contact(&attempt, phone(7)).await;
        booth.film(&attempt).await;
        booth.send(&attempt).await.unwrap();
        let registrar = &booth.unattended.registrar;
        let view = registrar.view(&flow).await.unwrap().unwrap();
        assert!(matches!(view.stage, Stage::Completed { .. }));
        assert!(!registrar.receipt(&flow).await.unwrap().is_empty());
    }

    async fn where_a_reviewer_comes_first_nobody_is_registered_yet(database: TestDatabase) {
        let booth = Booth::new(&database, reviewed_first()).await;
        let person = somebody();
        let (attempt, sent) = booth.sent(&person).await;
        assert!(!sent.basic);
        assert_eq!(booth.standing(&person).await, None);
        assert!(matches!(booth.state(&attempt).await, AttemptState::Waiting { basic: false, .. }));
    }

    async fn a_check_that_fails_leaves_it_to_the_reviewer(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        for (n, person) in (10..).zip(people().into_iter().take(4)) {
            let attempt = booth.begin(&person).await;
            let read = match n {
                10 => ZoneRead::NotFound,
                11 => ZoneRead::WrongDigits,
                12 => ZoneRead::Read(MrzData { surnames: "OTHER".into(), ..zone(&person) }),
                _ => ZoneRead::Read(MrzData {
                    expires_on: Some("2020-01-01".parse().unwrap()),
                    ..zone(&person)
                }),
            };
            booth.cards.hold(read);
            for side in [SideKind::Front, SideKind::Back] {
                booth.unattended.capture(&attempt, side, b"a card").await.unwrap();
            }
            booth.contact(&attempt, phone(n)).await;
            booth.film(&attempt).await;
            assert!(!booth.send(&attempt).await.unwrap().basic, "{n}");
            assert_eq!(booth.standing(&person).await, None, "{n}");
        }
    }

    async fn a_poor_picture_is_kept_and_can_be_taken_again(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let attempt = booth.begin(&person).await;
        let side = SideKind::Front;
        let poor = booth.unattended.capture(&attempt, side, b"blurred").await.unwrap();
        assert_eq!(poor.flaws, ["too_blurred"]);
        let better = booth.unattended.capture(&attempt, side, b"a card").await.unwrap();
        assert!(better.flaws.is_empty());
        assert_eq!(better.left + 1, poor.left);
        let kept = booth.unattended.picture(&attempt, side).await.unwrap().unwrap();
        assert_eq!(kept, b"anew: a card");
    }

    async fn each_step_needs_the_one_before(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let attempt = booth.begin(&person).await;
        let unattended = &booth.unattended;
        let back = unattended.capture(&attempt, SideKind::Back, b"a card").await;
        assert!(
            matches!(
                back,
                Err(unattended::CaptureError::Attempt(AttemptError::NotYet(Step::Front)))
            ),
            "{back:?}"
        );
        let film = unattended.begin_film(&attempt).await;
        assert!(matches!(
            film,
            Err(BeginFilmError::Attempt(AttemptError::NotYet(Step::Front)))
        ));
        let sent = booth.send(&attempt).await;
        assert!(matches!(sent, Err(SendError::Attempt(AttemptError::NotYet(Step::Front)))));
        booth.pictures(&attempt, zone(&person)).await;
        booth.contact(&attempt, phone(7)).await;
        let sent = booth.send(&attempt).await;
        assert!(matches!(sent, Err(SendError::Attempt(AttemptError::NotYet(Step::Film)))));
        assert_eq!(booth.standing(&person).await, None);
    }

    async fn a_film_does_not_end_without_its_code(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let attempt = booth.begin(&person).await;
        booth.pictures(&attempt, zone(&person)).await;
        booth.contact(&attempt, phone(7)).await;
        booth.unattended.begin_film(&attempt).await.unwrap();
        for (n, piece) in (0..).zip(film()) {
            booth.add(&attempt, n, &piece).await;
        }
        let right = booth.office.phone_code().await;
        let wrong = OtpCode::parse(if right.as_str() == "000000" { "111111" } else { "000000" });
        let entered = booth.unattended.enter_code(&attempt, wrong.unwrap()).await;
        assert!(
            matches!(entered, Err(CodeError::Code(PhoneCodeError::Wrong { .. }))),
            "{entered:?}"
        );
        let ended = booth.unattended.end_film(&attempt, 3).await;
        assert!(matches!(ended, Err(EndFilmError::Fault(_))), "{ended:?}");
        assert!(booth.films.ids().is_empty());
        // Past the time of the film the right code is too late.
        booth.office.pass(301);
        let late = booth.unattended.enter_code(&attempt, right).await;
        assert!(matches!(late, Err(CodeError::Code(PhoneCodeError::Expired))), "{late:?}");
    }

    async fn another_film_has_other_actions_and_only_so_many_are_begun(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let attempt = booth.begin(&person).await;
        booth.pictures(&attempt, zone(&person)).await;
        booth.contact(&attempt, phone(7)).await;
        let mut asked = Vec::new();
        for _ in 0..4 {
            let film = booth.unattended.begin_film(&attempt).await.unwrap();
            assert!(film.actions.len() >= 3);
            assert!(film.actions.iter().all(|action| !asked.contains(action)));
            asked.extend(film.actions);
        }
        let more = booth.unattended.begin_film(&attempt).await;
        assert!(matches!(more, Err(BeginFilmError::TooMany)), "{more:?}");
    }

    async fn a_phone_of_somebody_else_is_confirmed_and_never_taken_at_once(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let people = people();
        booth.sent(&people[0]).await;
        let attempt = booth.ready(&people[1]).await;
        let sent = booth.send(&attempt).await;
        assert!(matches!(sent, Err(SendError::ConfirmDisplacement)), "{sent:?}");
        let terms = terms::current(Lang::Es);
        let sent = booth.unattended.send(&attempt, &terms, true).await.unwrap();
        assert!(!sent.basic);
        assert_eq!(booth.standing(&people[0]).await, BASIC);
        assert_eq!(booth.standing(&people[1]).await, None);
    }

    async fn who_leaves_or_waits_too_long_begins_again(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        let left = booth.ready(&person).await;
        booth.unattended.leave(&left).await.unwrap();
        assert!(matches!(booth.send(&left).await, Err(SendError::Attempt(AttemptError::Gone))));
        let late = booth.ready(&person).await;
        booth.office.pass(3_601);
        assert!(matches!(booth.send(&late).await, Err(SendError::Attempt(AttemptError::Gone))));
        assert_eq!(booth.standing(&person).await, None);
    }

    async fn one_number_begins_only_so_often_a_day(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let person = somebody();
        for _ in 0..3 {
            booth.begin(&person).await;
        }
        let flow = booth.office.flow(&person).await;
        let more = booth.unattended.begin(&flow, beginning()).await;
        assert!(matches!(more, Err(BeginError::TooOften { .. })), "{more:?}");
    }
}
