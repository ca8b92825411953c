//! Typing the sixteen characters of the letter (R053–R056, R241).

use model::{
    letter::{EnterCodeError, LetterState},
    registration::{NoLetterEffect, RegistrationState},
};
use registration::{EnterLetterCodeError, Stage};
use store::on_both_engines;
use tokio::task::JoinSet;
use vocab::{LetterCode, RegistrationLevel};

use crate::support::{Office, ananya, marta, tomas, wrong_letter_code};

fn refused(answer: Result<(), EnterLetterCodeError>) -> EnterCodeError {
    match answer {
        Err(EnterLetterCodeError::Code(error)) => error,
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    /// R055; case, spaces and hyphens do not matter.
    async fn the_code_of_the_letter_opens_the_next_step(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        let flow = office.begin(&ananya()).await;
        let typed = LetterCode::parse(&code.grouped().to_lowercase()).unwrap();
        office.registrar.enter_code(&flow, typed).await.unwrap();
        assert!(matches!(office.stage(&flow).await, Stage::LetterCodeAccepted { .. }));
        let letters = office.letters(&ananya()).await;
        assert_eq!(letters, [LetterState::Issued], "used up only by a complete registration");
    }

    /// R241: and leaving and coming back gives no fresh tries.
    async fn five_wrong_codes_block_the_letter_for_the_right_one_too(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        for left in [4, 3, 2, 1] {
            let flow = office.begin(&ananya()).await;
            let answer = office.registrar.enter_code(&flow, wrong_letter_code()).await;
            assert_eq!(refused(answer), EnterCodeError::Wrong { left });
        }
        let flow = office.begin(&ananya()).await;
        let fifth = office.registrar.enter_code(&flow, wrong_letter_code()).await;
        assert_eq!(refused(fifth), EnterCodeError::Blocked);
        let right = office.registrar.enter_code(&flow, code).await;
        assert_eq!(refused(right), EnterCodeError::Blocked);
        assert_eq!(office.letters(&ananya()).await, [LetterState::Blocked]);
        office.wait_hours(24);
        let fresh = office.letter(&ananya()).await;
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, fresh).await.unwrap();
    }

    /// R241: usable only by the person to whom it was issued.
    async fn the_code_of_another_person_is_a_wrong_code(database: TestDatabase) {
        let office = Office::open(&database);
        let hers = office.letter(&ananya()).await;
        let his = office.letter(&tomas()).await;
        let flow = office.begin(&tomas()).await;
        let answer = office.registrar.enter_code(&flow, hers.clone()).await;
        assert_eq!(refused(answer), EnterCodeError::Wrong { left: 4 });
        office.registrar.enter_code(&flow, his).await.unwrap();
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, hers).await.unwrap();
    }

    async fn a_code_that_registered_somebody_registers_nobody_again(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, code.clone()).await.unwrap();
        office.prove_phone(&flow, &ananya().phone).await;
        let terms = registration::terms::current(ananya().lang);
        office.registrar.complete(&flow, &terms, false).await.unwrap();
        assert_eq!(office.letters(&ananya()).await, [LetterState::Used]);
        let again = office.begin(&ananya()).await;
        let answer = office.registrar.enter_code(&again, code).await;
        assert_eq!(refused(answer), EnterCodeError::Used);
    }

    /// Registered at an office after the letter was sent: the letter changes nothing.
    async fn a_letter_changes_nothing_on_an_active_registration(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&marta()).await;
        office.registered(&marta()).await;
        let before = office.registration(&marta()).await;
        let flow = office.begin(&marta()).await;
        let answer = office.registrar.enter_code(&flow, code).await;
        assert!(matches!(
            answer,
            Err(EnterLetterCodeError::NoEffect(NoLetterEffect::AlreadyActive))
        ));
        assert_eq!(office.stage(&flow).await, Stage::DocumentConfirmed);
        assert_eq!(office.registration(&marta()).await, before);
    }

    /// Defaults D19.
    async fn who_gave_the_registration_up_needs_a_certificate_or_an_office(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        for (who, state) in [
            (marta(), RegistrationState::Renounced),
            (tomas(), RegistrationState::Revoked),
        ] {
            let code = office.letter(&who).await;
            office.registered_as(&who, RegistrationLevel::Basic, state).await;
            let flow = office.begin(&who).await;
            let answer = office.registrar.enter_code(&flow, code).await;
            assert!(matches!(
                answer,
                Err(EnterLetterCodeError::NoEffect(NoLetterEffect::OfficeOrCertificateOnly))
            ));
        }
    }

    async fn guesses_in_many_windows_at_once_get_five_tries(database: TestDatabase) {
        let office = Office::open(&database);
        office.letter(&ananya()).await;
        office.warm_up().await;
        let mut flows = Vec::new();
        for _ in 0..10 {
            flows.push(office.begin(&ananya()).await);
        }
        let mut guessing = JoinSet::new();
        for flow in flows {
            let registrar = office.registrar.clone();
            guessing.spawn(async move { registrar.enter_code(&flow, wrong_letter_code()).await });
        }
        let mut answers: Vec<_> = guessing.join_all().await.into_iter().map(refused).collect();
        answers.sort_by_key(|answer| match answer {
            EnterCodeError::Wrong { left } => 10 - *left,
            _ => 10,
        });
        let left = |left| EnterCodeError::Wrong { left };
        let mut expected = vec![left(4), left(3), left(2), left(1)];
        expected.extend([EnterCodeError::Blocked; 6]);
        assert_eq!(answers, expected);
    }

    /// Two tabs share one flow: no try of either is lost.
    async fn two_tabs_that_race_lose_no_try(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.begin(&ananya()).await;
        office.warm_up().await;
        let mut typing = JoinSet::new();
        for _ in 0..2 {
            let (registrar, flow) = (office.registrar.clone(), flow.clone());
            typing.spawn(async move { registrar.enter_code(&flow, wrong_letter_code()).await });
        }
        let mut answers: Vec<_> = typing.join_all().await.into_iter().map(refused).collect();
        answers.sort_by_key(|answer| format!("{answer:?}"));
        let left = |left| EnterCodeError::Wrong { left };
        assert_eq!(answers, [left(3), left(4)]);
    }
}
