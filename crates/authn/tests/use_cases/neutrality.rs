//! Neither page nor timing nor outbox tells a stranger who is registered (R238, invariant 11).

use authn::{ObtainPin, ObtainPinError, PinTicket};
use model::{document::ContrastDatum, pin::EnterPinError, registration::RegistrationState};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{OneTimePin, RegistrationLevel};

use crate::support::{Door, asked, marta, origin, person, tomas};

fn wrong(mut asked: ObtainPin) -> ObtainPin {
    asked.contrast = ContrastDatum::ValidUntil("2031-01-02".parse().unwrap());
    asked
}

/// What the page shows of a ticket.
fn shown(door: &Door, ticket: &PinTicket) -> (u8, i64, i64, bool) {
    let from_now = |at: vocab::Timestamp| at.as_second() - door.now().as_second();
    (
        ticket.pin_length,
        from_now(ticket.sms_from),
        from_now(ticket.expires_at),
        ticket.sms_sent,
    )
}

on_both_engines! {
    /// R120, R128: registered, not registered, displaced, renounced, withdrawn: the same pages,
    /// the same answers to wrong PINs; only a registered person's phone rings.
    async fn everybody_gets_the_same_pages_and_only_the_registered_an_sms(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let basic = RegistrationLevel::Basic;
        let cases = [
            (marta(), Some(RegistrationState::Active)),
            (tomas(), None),
            (person("Iker", "Zabala"), Some(RegistrationState::PhoneDisplaced)),
            (person("Fermín", "Lobo"), Some(RegistrationState::Renounced)),
            (person("Olivia", "Hartwell"), Some(RegistrationState::Revoked)),
        ];
        for (number, (who, state)) in cases.into_iter().enumerate() {
            if let Some(state) = state {
                door.registered_as(&who, basic, state).await;
            }
            let browser = door.browser();
            let ticket = door.obtain(&who, &browser).await;
            assert_eq!(shown(&door, &ticket), (3, 60, 600, false), "{}", who.shows);
            let challenges = door.count(sql!("SELECT COUNT(*) FROM pin_challenge")).await;
            assert_eq!(challenges, i64::try_from(number).unwrap() + 1, "a row for everybody");
            let ticket = door.ask_for_sms(&ticket, &browser).await;
            assert_eq!(shown(&door, &ticket), (3, 60, 600, true), "{}", who.shows);
            let rang = door.messages().await.len();
            assert_eq!(rang == 1, state == Some(RegistrationState::Active), "{}", who.shows);
            let guess = OneTimePin::parse("AAA").unwrap();
            let mut answers = Vec::new();
            for _ in 0..4 {
                answers.push(door.enter(&ticket, &browser, &guess).await.unwrap_err());
            }
            let left = |left| EnterPinError::Wrong { left };
            assert_eq!(
                answers,
                [left(2), left(1), EnterPinError::Void, EnterPinError::Void],
                "{}",
                who.shows
            );
        }
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 0);
    }

    /// Nobody can tell with a stopwatch who is registered: every step of a stranger is the same
    /// statements over as many rows, whoever the number belongs to. How long they take is measured
    /// by `bench-indistinguishable`.
    async fn every_step_before_the_pin_is_the_same_work_for_everybody(database: TestDatabase) {
        let door = Door::open(&database);
        let basic = RegistrationLevel::Basic;
        // The first stranger of a process makes what stands in where there is nobody.
        door.obtain(&person("Olivia", "Hartwell"), &door.browser()).await;
        let rung = person("Jordi", "Camps");
        let cases = [
            (tomas(), None),
            (marta(), Some(RegistrationState::Active)),
            (rung.clone(), Some(RegistrationState::Active)),
            (person("Iker", "Zabala"), Some(RegistrationState::PhoneDisplaced)),
            (person("Fermín", "Lobo"), Some(RegistrationState::Renounced)),
            (person("Olivia", "Hartwell"), Some(RegistrationState::Revoked)),
        ];
        let mut works = Vec::new();
        for (who, state) in cases {
            if let Some(state) = state {
                door.registered_as(&who, basic, state).await;
            }
            // This phone has rung as often as it may within the hour.
            for _ in 0..if who == rung { 6 } else { 0 } {
                let browser = door.browser();
                let ticket = door.obtain(&who, &browser).await;
                door.ask_for_sms(&ticket, &browser).await;
            }
            let before = door.work();
            let browser = door.browser();
            let ticket = door.obtain(&who, &browser).await;
            let ticket = door.ask_for_sms(&ticket, &browser).await;
            for _ in 0..4 {
                door.enter(&ticket, &browser, &"AAA".parse().unwrap()).await.unwrap_err();
            }
            let mut work = door.work();
            for (name, (statements, rows)) in before {
                let after = work.get_mut(name).unwrap();
                *after = (after.0 - statements, after.1 - rows);
            }
            works.push((who.shows, work));
        }
        let (_, first) = works[0].clone();
        assert_eq!(first.len(), 3, "{first:?}");
        assert!(first.values().all(|(statements, _)| *statements > 5), "{first:?}");
        for (shows, work) in works {
            assert_eq!(work, first, "{shows}");
        }
    }

    async fn unknown_number_wrong_datum_and_death_are_one_answer(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let consuelo = person("Consuelo", "Varela");
        let basic = RegistrationLevel::Basic;
        door.registered_as(&consuelo, basic, RegistrationState::Deceased).await;
        let browser = door.browser();
        let unknown = ObtainPin {
            number: "98000001Z".parse().unwrap(),
            ..asked(&tomas(), &browser)
        };
        for asked in [
            unknown,
            wrong(asked(&tomas(), &browser)),
            wrong(asked(&marta(), &browser)),
            asked(&person("Aurelio", "Fuentes"), &browser),
            asked(&consuelo, &browser),
        ] {
            let answer = door.keeper.obtain_pin(asked).await;
            assert!(matches!(answer, Err(ObtainPinError::NotConfirmed)));
        }
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM pin_challenge")).await, 0);
    }

    async fn ten_wrong_data_pause_a_number_for_a_quarter_of_an_hour(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        for guess in 0..10 {
            let asked = ObtainPin { origin: origin(guess), ..wrong(asked(&marta(), &browser)) };
            let refused = door.keeper.obtain_pin(asked).await;
            assert!(matches!(refused, Err(ObtainPinError::NotConfirmed)), "{guess}");
        }
        let right = door.keeper.obtain_pin(asked(&marta(), &browser)).await;
        assert!(matches!(right, Err(ObtainPinError::TooManyTries { .. })));
        door.obtain(&tomas(), &browser).await;
        door.wait_minutes(15);
        door.obtain(&marta(), &browser).await;
    }

    /// R238, defaults D6: the number alone locks nobody out.
    async fn a_number_that_strangers_closed_stays_open_in_a_browser_of_its_person(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (hers, his) = (door.browser(), door.browser());
        for (who, browser) in [(marta(), &hers), (tomas(), &his)] {
            let (_, entered) = door.identified(&who).await;
            door.keeper.remember_browser(&entered, browser).await.unwrap();
        }
        for guess in 0..10 {
            let asked = ObtainPin { origin: origin(guess), ..wrong(asked(&marta(), &door.browser())) };
            door.keeper.obtain_pin(asked).await.unwrap_err();
        }
        let from = |known: &vocab::BearerSecret| ObtainPin {
            known: known.clone(),
            ..asked(&marta(), &door.browser())
        };
        door.keeper.obtain_pin(from(&hers)).await.unwrap();
        for known in [&his, &door.browser()] {
            let closed = door.keeper.obtain_pin(from(known)).await;
            assert!(matches!(closed, Err(ObtainPinError::TooManyTries { .. })), "{closed:?}");
        }
    }

    async fn thirty_wrong_data_pause_an_origin(database: TestDatabase) {
        let door = Door::open(&database);
        let browser = door.browser();
        let people = simulators::population::people();
        for person in people.iter().take(30) {
            let refused = door.keeper.obtain_pin(wrong(asked(person, &browser))).await;
            assert!(matches!(refused, Err(ObtainPinError::NotConfirmed)));
        }
        let here = door.keeper.obtain_pin(asked(&tomas(), &browser)).await;
        assert!(matches!(here, Err(ObtainPinError::TooManyTries { .. })));
        let elsewhere = ObtainPin { origin: origin(2), ..asked(&tomas(), &browser) };
        door.keeper.obtain_pin(elsewhere).await.unwrap();
    }

    async fn wrong_data_at_the_same_moment_get_no_more_tries(database: TestDatabase) {
        let door = Door::open(&database);
        let wrong = wrong(asked(&tomas(), &door.browser()));
        door.warm_up().await;
        let mut guesses = JoinSet::new();
        for guess in 0..24 {
            let keeper = door.keeper.clone();
            let asked = ObtainPin { origin: origin(guess), ..wrong.clone() };
            guesses.spawn(async move { keeper.obtain_pin(asked).await });
        }
        let mut looked_at = 0;
        for answer in guesses.join_all().await {
            match answer {
                Err(ObtainPinError::NotConfirmed) => looked_at += 1,
                Err(ObtainPinError::TooManyTries { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 10);
    }
}
