//! Asking for an invitation letter (R048–R052, R239, R240).

use model::{
    letter::{EnterCodeError, LetterState},
    notice::{Channel, Notice, OutgoingNotice},
    registration::RegistrationState,
};
use registration::{EnterLetterCodeError, RequestLetterError, Stage, terms};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{BearerSecret, Date, RegistrationLevel};

use crate::support::{
    Office, ananya, joan, kinds, letter_code, marta, person, tomas, wrong_letter_code,
};

fn usable_until(message: &OutgoingNotice) -> Date {
    match &message.notice {
        Notice::InvitationLetter { usable_until, .. } => *usable_until,
        other => panic!("{other:?}"),
    }
}

async fn asked(office: &Office, flow: &BearerSecret) {
    office.registrar.request_letter(flow).await.unwrap();
    assert_eq!(office.stage(flow).await, Stage::LetterRequested);
}

on_both_engines! {
    /// Nobody can tell with a stopwatch who is registered, or who asked for a letter today: asking
    /// and typing wrong codes are the same statements over as many rows for everybody.
    async fn asking_and_guessing_is_the_same_work_for_everybody(database: TestDatabase) {
        let office = Office::open(&database);
        let basic = RegistrationLevel::Basic;
        // The first stranger of a process makes what stands in where there is nobody.
        asked(&office, &office.begin(&ananya()).await).await;
        office.registered(&marta()).await;
        let (iker, fermin) = (person("Iker", "Zabala"), person("Fermín", "Lobo"));
        office.registered_as(&iker, basic, RegistrationState::PhoneDisplaced).await;
        office.registered_as(&fermin, basic, RegistrationState::Renounced).await;
        let mut works = Vec::new();
        // Never here; asked today; registered; displaced; gone.
        for who in [tomas(), ananya(), marta(), iker, fermin] {
            let (guessing, asking) = (office.begin(&who).await, office.begin(&who).await);
            let before = office.work();
            // Before anybody asked for a letter, and after.
            for flow in [&guessing, &asking] {
                if flow == &asking {
                    asked(&office, flow).await;
                }
                for _ in 0..6 {
                    let guess = office.registrar.enter_code(flow, wrong_letter_code()).await;
                    guess.unwrap_err();
                }
            }
            let mut work = office.work();
            for (name, (statements, rows)) in before {
                let after = work.get_mut(name).unwrap();
                *after = (after.0 - statements, after.1 - rows);
            }
            works.push((who.shows, work));
        }
        let (_, first) = works[0].clone();
        assert_eq!(first.len(), 2, "{first:?}");
        assert!(first.values().all(|(statements, _)| *statements > 5), "{first:?}");
        for (shows, work) in works {
            assert_eq!(work, first, "{shows}");
        }
    }

    /// R049, R050, R052: to the address on record, in the language of the page, worth sending as
    /// long as its code works.
    async fn a_letter_goes_to_the_tax_address_on_record(database: TestDatabase) {
        let office = Office::open(&database);
        let ananya = ananya();
        let flow = office.begin(&ananya).await;
        asked(&office, &flow).await;
        let messages = office.messages().await;
        assert_eq!(kinds(&messages), [("letter", "invitation_letter")]);
        let message = &messages[0];
        assert_eq!(message.lang, ananya.lang);
        let expected = Channel::Letter {
            name: ananya.record.name.clone(),
            address: ananya.record.tax_address.clone().unwrap(),
        };
        assert_eq!(message.channel, expected);
        let days = (message.send_before.as_second() - office.now().as_second()) / 86_400;
        assert_eq!(days, 45);
        assert_eq!(letter_code(&messages).unwrap().as_str().len(), 16);
        assert_eq!(office.letters(&ananya).await, [LetterState::Issued]);
    }

    /// R240: and nothing is written about who asked.
    async fn without_a_tax_address_in_spain_nothing_is_sent(database: TestDatabase) {
        let office = Office::open(&database);
        for (given, surname) in [("Maite", "Etxeberria"), ("Sergio", "Palma")] {
            let flow = office.begin(&person(given, surname)).await;
            let refused = office.registrar.request_letter(&flow).await;
            assert!(matches!(refused, Err(RequestLetterError::NoAddress)), "{given}");
            assert_eq!(office.stage(&flow).await, Stage::DocumentConfirmed);
        }
        assert!(office.messages().await.is_empty());
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM person")).await, 0);
    }

    /// Invariant 11: who is registered already gets a letter that only says that somebody asked,
    /// and neither page nor outbox looks different from outside.
    async fn a_registered_person_gets_a_letter_without_code_and_the_same_answer(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (new, active) = (tomas(), marta());
        office.registered(&active).await;
        let (renounced, revoked) = (person("Fermín", "Lobo"), person("Olivia", "Hartwell"));
        let basic = RegistrationLevel::Basic;
        office.registered_as(&renounced, basic, RegistrationState::Renounced).await;
        office.registered_as(&revoked, basic, RegistrationState::Revoked).await;
        for (who, has_code) in [(&new, true), (&active, false), (&renounced, false), (&revoked, false)] {
            let flow = office.begin(who).await;
            asked(&office, &flow).await;
            let messages = office.messages().await;
            assert_eq!(kinds(&messages), [("letter", "invitation_letter")]);
            assert_eq!(letter_code(&messages).is_some(), has_code, "{}", who.shows);
            assert_eq!(office.letters(who).await, [LetterState::Issued]);
        }
    }

    /// R239: a clear answer, and no second letter.
    async fn a_second_request_within_a_day_sends_nothing(database: TestDatabase) {
        let office = Office::open(&database);
        let ananya = ananya();
        let code = office.letter(&ananya).await;
        office.clock.advance_seconds(24 * 3_600 - 1);
        let flow = office.begin(&ananya).await;
        asked(&office, &flow).await;
        assert!(office.messages().await.is_empty());
        assert_eq!(office.letters(&ananya).await, [LetterState::Issued]);
        office.registrar.enter_code(&flow, code).await.unwrap();
    }

    /// R239: the newest wins, and the old code is told why it no longer works.
    async fn after_a_day_a_new_letter_takes_the_place_of_the_old_one(database: TestDatabase) {
        let office = Office::open(&database);
        let ananya = ananya();
        let old = office.letter(&ananya).await;
        office.wait_hours(24);
        let new = office.letter(&ananya).await;
        assert_ne!(old.as_str(), new.as_str());
        assert_eq!(office.letters(&ananya).await, [LetterState::Issued, LetterState::Superseded]);
        let flow = office.begin(&ananya).await;
        let refused = office.registrar.enter_code(&flow, old).await;
        assert!(matches!(
            refused,
            Err(EnterLetterCodeError::Code(EnterCodeError::Superseded))
        ));
        office.registrar.enter_code(&flow, new).await.unwrap();
    }

    /// R239: two windows, one letter, two good answers.
    async fn two_first_requests_at_the_same_moment_make_one_letter(database: TestDatabase) {
        let office = Office::open(&database);
        office.warm_up().await;
        let mut flows = Vec::new();
        for _ in 0..4 {
            flows.push(office.begin(&ananya()).await);
        }
        let mut asking = JoinSet::new();
        for flow in flows {
            let registrar = office.registrar.clone();
            asking.spawn(async move { registrar.request_letter(&flow).await });
        }
        for answer in asking.join_all().await {
            answer.unwrap();
        }
        assert_eq!(kinds(&office.messages().await), [("letter", "invitation_letter")]);
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM person")).await, 1);
        assert_eq!(office.letters(&ananya()).await, [LetterState::Issued]);
    }

    /// R241: by the clock of whoever is asked, and by the worker's.
    async fn a_letter_expires_before_and_after_the_worker_says_so(database: TestDatabase) {
        let office = Office::open(&database);
        let (ananya, tomas) = (ananya(), tomas());
        let code = office.letter(&ananya).await;
        office.wait_hours(1);
        let later = office.letter(&tomas).await;
        office.clock.advance_seconds(45 * 86_400 - 3_600);
        let flow = office.begin(&ananya).await;
        let expired = |answer| {
            matches!(answer, Err(EnterLetterCodeError::Code(EnterCodeError::Expired)))
        };
        assert!(expired(office.registrar.enter_code(&flow, code.clone()).await));
        assert_eq!(office.letters(&ananya).await, [LetterState::Issued]);
        assert_eq!(office.expire_letters().await, 1, "only the letter whose time has passed");
        assert_eq!(office.expire_letters().await, 0);
        assert_eq!(office.letters(&ananya).await, [LetterState::Expired]);
        assert_eq!(office.letters(&tomas).await, [LetterState::Issued]);
        let flow = office.begin(&ananya).await;
        assert!(expired(office.registrar.enter_code(&flow, code).await));
        let flow = office.begin(&tomas).await;
        office.registrar.enter_code(&flow, later).await.unwrap();
    }

    async fn on_every_day_that_the_letter_promises_the_code_works_until_midnight(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let ananya = ananya();
        let flow = office.begin(&ananya).await;
        asked(&office, &flow).await;
        let messages = office.messages().await;
        let until = usable_until(&messages[0]);
        assert_eq!(until, "2027-01-06".parse().unwrap());
        office.clock.set("2027-01-06T22:59:59Z".parse().unwrap());
        let flow = office.begin(&ananya).await;
        let code = letter_code(&messages).unwrap();
        office.registrar.enter_code(&flow, code).await.unwrap();
    }

    /// R245: nothing but the letter is left of who leaves before "Send", and the letter still
    /// works.
    async fn an_abandoned_flow_leaves_no_registration_behind(database: TestDatabase) {
        let office = Office::open(&database);
        let joan = joan();
        office.registered(&marta()).await;
        let code = office.letter(&joan).await;
        let flow = office.begin(&joan).await;
        office.registrar.enter_code(&flow, code.clone()).await.unwrap();
        office.prove_phone(&flow, &joan.phone).await;
        office.wait_minutes(61);
        assert!(office.registration(&joan).await.is_none());
        let hers = office.registration(&marta()).await.unwrap();
        assert_eq!(hers.state, RegistrationState::Active, "proving alone displaces nobody");
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM terms_acceptance")).await, 0);
        assert_eq!(office.letters(&joan).await, [LetterState::Issued]);
        let flow = office.begin(&joan).await;
        office.registrar.enter_code(&flow, code).await.unwrap();
    }

    async fn asking_again_in_a_complete_flow_keeps_the_screen_with_the_code(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (flow, completed) = office.register(&ananya()).await;
        office.messages().await;
        office.wait_minutes(1);
        office.registrar.request_letter(&flow).await.unwrap();
        let again = office.registrar.complete(&flow, &terms::current(ananya().lang), false).await;
        assert_eq!(again.unwrap(), completed);
        assert!(office.messages().await.is_empty());
    }

    /// R241: what a stranger with the contrast datum learns by typing codes is the same for who
    /// has a letter, a letter without code, no letter, or a registration.
    async fn wrong_codes_look_alike_whoever_stands_behind_the_number(database: TestDatabase) {
        let office = Office::open(&database);
        let (with_letter, without_letter) = (tomas(), person("Bruno", "Quiroga"));
        let (registered, registered_with_letter) = (marta(), person("Camila", "Restrepo"));
        office.letter(&with_letter).await;
        office.registered(&registered).await;
        office.registered(&registered_with_letter).await;
        let flow = office.begin(&registered_with_letter).await;
        asked(&office, &flow).await;
        for who in [&with_letter, &without_letter, &registered, &registered_with_letter] {
            let flow = office.begin(who).await;
            let mut answers = Vec::new();
            for _ in 0..6 {
                let answer = office.registrar.enter_code(&flow, wrong_letter_code()).await;
                match answer {
                    Err(EnterLetterCodeError::Code(error)) => answers.push(error),
                    other => panic!("{other:?}"),
                }
            }
            let left = |left| EnterCodeError::Wrong { left };
            let blocked = EnterCodeError::Blocked;
            assert_eq!(
                answers,
                [left(4), left(3), left(2), left(1), blocked, blocked],
                "{}",
                who.shows
            );
            assert_eq!(office.stage(&flow).await, Stage::DocumentConfirmed);
        }
    }
}
