//! Accepting the conditions and sending (R061–R064, RES-2015 an. I 1).

use audit::Event;
use model::{
    letter::LetterState,
    notice::{Channel, Notice},
    registration::RegistrationState,
};
use ports::sealing::KeyedHash;
use registration::{CompleteError, Settings, Stage, terms};
use store::{StoreError, on_both_engines, sql, testing::TestSealer};
use tokio::task::JoinSet;
use vocab::{ActivationCode, Lang, PersonId, RegistrationLevel};

use crate::support::{Office, ananya, email, joan, kinds, marta, phone, sms_to, tomas};

/// The hash of an activation code, made here once more from its description.
fn activation_hash(person: PersonId, code: &ActivationCode) -> [u8; 32] {
    let material = [person.as_bytes().as_slice(), code.as_str().as_bytes()].concat();
    TestSealer::default().hash("activation.code", &material)
}

on_both_engines! {
    /// R023, R024, R044, R063, R064: the whole way, at the basic level.
    async fn a_person_registers_by_letter_from_the_number_to_the_activation_code(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let ananya = ananya();
        let (flow, completed) = office.register(&ananya).await;
        assert_eq!(completed.activation_code.as_str().len(), 16);
        let registration = office.registration(&ananya).await.unwrap();
        assert_eq!(registration.level, RegistrationLevel::Basic);
        assert_eq!(registration.state, RegistrationState::Active);
        assert_eq!(registration.phone, ananya.phone);
        assert_eq!(registration.email, email());
        assert_eq!(registration.registered_at, office.now());
        assert_eq!(office.letters(&ananya).await, [LetterState::Used]);
        match office.stage(&flow).await {
            Stage::Completed { activation_code, phone, receipt, .. } => {
                assert_eq!(activation_code, completed.activation_code);
                assert_eq!((phone, receipt), (ananya.phone, None));
            }
            other => panic!("{other:?}"),
        }
    }

    /// Sending twice, one after the other or at the same moment, registers once.
    async fn sending_twice_registers_once_and_shows_the_same_code(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.ready(&ananya(), &ananya().phone).await;
        office.warm_up().await;
        let mut clicking = JoinSet::new();
        for _ in 0..4 {
            let (registrar, flow) = (office.registrar.clone(), flow.clone());
            clicking.spawn(async move {
                registrar.complete(&flow, &terms::current(Lang::En), false).await
            });
        }
        let mut shown: Vec<_> =
            clicking.join_all().await.into_iter().map(Result::unwrap).collect();
        shown.push(office.registrar.complete(&flow, &terms::current(Lang::En), false).await.unwrap());
        assert!(shown.iter().all(|completed| completed == &shown[0]));
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM registration")).await, 1);
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM terms_acceptance")).await, 1);
        assert_eq!(kinds(&office.messages().await), [("sms", "welcome"), ("email", "welcome")]);
    }

    /// R061: the unique index decides, and the loser is asked whether to take the phone over.
    async fn of_two_people_with_one_phone_at_the_same_moment_exactly_one_wins(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let one = phone("600000995");
        let flows = [office.ready(&ananya(), &one).await, office.ready(&tomas(), &one).await];
        office.warm_up().await;
        let mut sending = JoinSet::new();
        for flow in flows {
            let registrar = office.registrar.clone();
            sending.spawn(async move {
                registrar.complete(&flow, &terms::current(Lang::Es), false).await
            });
        }
        let answers = sending.join_all().await;
        let won = answers.iter().filter(|answer| answer.is_ok()).count();
        let asked = answers
            .iter()
            .filter(|answer| matches!(answer, Err(CompleteError::ConfirmDisplacement)))
            .count();
        assert_eq!((won, asked), (1, 1), "{answers:?}");
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM registration")).await, 1);
    }

    /// RES-2015: which conditions, in which language, to the letter.
    async fn the_conditions_are_recorded_with_version_language_and_hash(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.ready(&joan(), &phone("600000994")).await;
        let accepted = terms::current(Lang::Ca);
        office.registrar.complete(&flow, &accepted, false).await.unwrap();
        let (version, lang, hash): (String, String, Vec<u8>) = office
            .store
            .read::<_, StoreError, _>("test.terms", |tx| {
                tx.query_one(
                    sql!("SELECT version, lang, text_hash FROM terms_acceptance"),
                    &[],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
            })
            .await
            .unwrap();
        assert_eq!((version.as_str(), lang.as_str()), (accepted.version, "ca"));
        let expected = TestSealer::default().hash("terms.text", accepted.text.as_bytes());
        assert_eq!(hash, expected);
        let other = TestSealer::default().hash("terms.text", terms::current(Lang::Es).text.as_bytes());
        assert_ne!(hash, other);
    }

    /// R066: the code is shown, printed and sent, and kept only as a keyed hash of its person.
    async fn the_activation_code_is_stored_only_as_a_hash_bound_to_its_person(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (_, hers) = office.register(&ananya()).await;
        let (_, his) = office.register(&tomas()).await;
        assert_ne!(hers.activation_code, his.activation_code);
        let stored: Vec<(PersonId, Vec<u8>)> = office
            .store
            .read::<_, StoreError, _>("test.hashes", |tx| {
                tx.query_all(
                    sql!("SELECT person_id, activation_hash FROM registration ORDER BY person_id"),
                    &[],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
            })
            .await
            .unwrap();
        for (who, code) in [(ananya(), hers.activation_code), (tomas(), his.activation_code)] {
            let id = office.person_id(&who).await.unwrap();
            let (_, hash) = stored.iter().find(|(person, _)| *person == id).unwrap();
            assert_eq!(*hash, activation_hash(id, &code));
        }
    }

    /// Defaults D4: as the seeds have it, or welcome words only; an e-mail never carries it.
    async fn the_welcome_carries_the_code_by_sms_if_the_setting_says_so_and_never_by_email(
        database: TestDatabase
    ) {
        for (by_sms, who) in [(true, ananya()), (false, tomas())] {
            let settings = Settings { activation_code_by_sms: by_sms, ..Settings::default() };
            let office = Office::with(&database, settings);
            let (_, completed) = office.register(&who).await;
            let messages = office.messages().await;
            assert_eq!(kinds(&messages), [("sms", "welcome"), ("email", "welcome")]);
            assert_eq!(sms_to(&messages[0]), Some(&who.phone));
            assert_eq!(messages[1].channel, Channel::Email(email()));
            let code = by_sms.then_some(completed.activation_code);
            assert_eq!(messages[0].notice, Notice::Welcome { activation_code: code });
            assert_eq!(messages[1].notice, Notice::Welcome { activation_code: None });
            assert!(messages.iter().all(|message| message.lang == who.lang));
        }
    }

    /// A newer letter took the place of the one whose code was typed.
    async fn a_letter_replaced_meanwhile_completes_nothing(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        office.clock.advance_seconds(24 * 3_600 - 1_800);
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, code).await.unwrap();
        office.prove_phone(&flow, &ananya().phone).await;
        office.wait_minutes(30);
        let newer = office.letter(&ananya()).await;
        let sent = office.registrar.complete(&flow, &terms::current(Lang::En), false).await;
        assert!(matches!(sent, Err(CompleteError::LetterGone)));
        assert!(office.registration(&ananya()).await.is_none());
        assert!(office.messages().await.is_empty());
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, newer).await.unwrap();
    }

    /// The code was accepted in time; the registration was sent too late.
    async fn a_letter_that_expired_meanwhile_completes_nothing(database: TestDatabase) {
        let office = Office::open(&database);
        let code = office.letter(&ananya()).await;
        office.clock.advance_seconds(45 * 86_400 - 600);
        let flow = office.begin(&ananya()).await;
        office.registrar.enter_code(&flow, code).await.unwrap();
        office.prove_phone(&flow, &ananya().phone).await;
        office.wait_minutes(10);
        let sent = office.registrar.complete(&flow, &terms::current(Lang::En), false).await;
        assert!(matches!(sent, Err(CompleteError::LetterGone)));
        assert!(office.registration(&ananya()).await.is_none());
    }

    /// Registered at an office between the code and "Send": nothing changes, the letter is not
    /// used up, nobody is displaced.
    async fn who_was_registered_meanwhile_by_another_route_keeps_that_registration(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let flow = office.ready(&joan(), &marta().phone).await;
        let elsewhere = model::registration::RegistrationState::Active;
        let mut his = joan();
        his.phone = phone("600000993");
        office.registered_as(&his, RegistrationLevel::Advanced, elsewhere).await;
        let before = office.registration(&joan()).await;
        let sent = office.registrar.complete(&flow, &terms::current(Lang::Ca), true).await;
        assert!(matches!(sent, Err(CompleteError::NoEffect)));
        assert_eq!(office.registration(&joan()).await, before);
        let hers = office.registration(&marta()).await.unwrap();
        assert_eq!(hers.state, RegistrationState::Active);
        assert_eq!(office.letters(&joan()).await, [LetterState::Issued]);
        assert!(office.messages().await.is_empty());
    }

    /// Every act has its entry, written by the use case that did it, and refusals have theirs.
    async fn every_step_writes_its_audit_entry(database: TestDatabase) {
        let office = Office::open(&database);
        let ananya = ananya();
        let code = office.letter(&ananya).await;
        let flow = office.begin(&ananya).await;
        office.registrar.request_letter(&flow).await.unwrap();
        let wrong = crate::support::wrong_letter_code();
        office.registrar.enter_code(&flow, wrong).await.unwrap_err();
        office.registrar.enter_code(&flow, code).await.unwrap();
        office.prove_phone(&flow, &ananya.phone).await;
        office.registrar.complete(&flow, &terms::current(ananya.lang), false).await.unwrap();
        office.registrar.receipt(&flow).await.unwrap();
        let entry = |event, use_case: &str| (event, use_case.to_owned());
        assert_eq!(
            office.audited(&ananya).await,
            [
                entry(Event::LetterCodeAccepted, "registration.letter.enter_code"),
                entry(Event::LetterCodeRefused, "registration.letter.enter_code"),
                entry(Event::LetterRequestRepeated, "registration.letter.request_letter"),
                entry(Event::LetterRequested, "registration.letter.request_letter"),
                entry(Event::PhoneCodeSent, "registration.contact.give_contact"),
                entry(Event::ReceiptIssued, "registration.receipt"),
                entry(Event::Registered, "registration.complete"),
            ]
        );
    }
}
