//! Number and contrast datum (R026–R045, R233–R238).

use std::sync::Arc;

use model::document::{ContrastDatum, ContrastProfile};
use ports::{
    BoxFuture,
    civil_register::{CivilRecord, CivilRegister, RegisterUnavailable},
};
use registration::{
    CompleteError, ConfirmDocument, ConfirmDocumentError, EnterLetterCodeError,
    EnterPhoneCodeError, GiveContact, GiveContactError, LetterRoute, ReceiptError,
    RequestLetterError, Settings, Stage, terms,
};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{BearerSecret, Date, IdentityNumber, OtpCode, SeededEntropy, SupportNumber, Timestamp};

use crate::support::{
    Office, ananya, contrast, email, given, marta, origin, person, phone, tomas, wrong_letter_code,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a stranger types who knows only the number.
fn wrong(mut typed: ConfirmDocument) -> ConfirmDocument {
    typed.contrast = match typed.contrast {
        ContrastDatum::Support(_) => {
            ContrastDatum::Support(SupportNumber::parse("E00000001").unwrap())
        }
        ContrastDatum::ValidUntil(_) | ContrastDatum::IssuedOn(_) => {
            ContrastDatum::ValidUntil(day("2031-01-02"))
        }
    };
    typed
}

fn unknown_number(place: u32) -> ConfirmDocument {
    let digits = 98_000_000 + place;
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[usize::try_from(digits % 23).unwrap()];
    ConfirmDocument {
        number: IdentityNumber::parse(&format!("{digits}{}", char::from(letter))).unwrap(),
        ..given(&tomas())
    }
}

on_both_engines! {
    /// R029, R031, R032, R034: which datum is asked depends on the document; K, L and M numbers
    /// are asked for a date.
    async fn the_datum_of_each_kind_of_document_begins_a_flow(database: TestDatabase) {
        let office = Office::open(&database);
        for (given_name, surname) in [
            ("Tomás", "Arenas"),        // DNI: validity
            ("Encarnación", "Robles"),  // permanent DNI: issue
            ("Aminata", "Diagne"),      // foreigner card: support number
            ("Chiara", "Bellandi"),     // EU-citizen certificate: support number with a C
            ("Inés", "Maldonado"),      // L
            ("Haruka", "Minami"),       // M
        ] {
            let person = person(given_name, surname);
            let flow = office.begin(&person).await;
            let view = office.registrar.view(&flow).await.unwrap().unwrap();
            assert_eq!(view.number, person.record.number, "{given_name}");
            assert_eq!(view.name, person.record.name, "{given_name}");
            assert_eq!(view.stage, Stage::DocumentConfirmed, "{given_name}");
        }
    }

    /// R106, R109, defaults D17: K numbers belong to children under 14, and nobody under 18
    /// registers alone at a distance; a stranger does not even learn the age.
    async fn a_minor_is_sent_to_an_office_after_the_match(database: TestDatabase) {
        let office = Office::open(&database);
        for (given_name, surname) in [("Leo", "Santos"), ("Vega", "Molina"), ("Arnau", "Puig")] {
            let minor = person(given_name, surname);
            let refused = office.confirm(&minor).await;
            assert!(matches!(refused, Err(ConfirmDocumentError::Minor)), "{refused:?}");
            let stranger = office.registrar.confirm_document(wrong(given(&minor))).await;
            assert!(matches!(stranger, Err(ConfirmDocumentError::NotConfirmed)));
        }
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM registration_flow")).await, 0);
        // Of age since 1 November 2026.
        office.begin(&person("Gael", "Rubio")).await;
    }

    /// R032, R236.
    async fn a_permanent_dni_takes_its_issue_date_and_never_a_validity_date(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let encarnacion = person("Encarnación", "Robles");
        assert!(matches!(contrast(&encarnacion), ContrastDatum::IssuedOn(_)));
        for never in ["9999-01-01", "2029-06-11"] {
            let typed = ConfirmDocument {
                contrast: ContrastDatum::ValidUntil(day(never)),
                ..given(&encarnacion)
            };
            let refused = office.registrar.confirm_document(typed).await;
            assert!(matches!(refused, Err(ConfirmDocumentError::NotConfirmed)), "{never}");
        }
    }

    /// R030, R031, defaults D9.
    async fn the_issue_date_of_a_normal_dni_counts_only_in_the_profile_of_2021(
        database: TestDatabase
    ) {
        let typed = || ConfirmDocument {
            contrast: ContrastDatum::IssuedOn(day("2025-03-09")),
            ..given(&tomas())
        };
        let current = Office::open(&database);
        let refused = current.registrar.confirm_document(typed()).await;
        assert!(matches!(refused, Err(ConfirmDocumentError::NotConfirmed)));
        let settings = Settings { contrast: ContrastProfile::Either, ..Settings::default() };
        let earlier = Office::with(&database, settings);
        earlier.registrar.confirm_document(typed()).await.unwrap();
    }

    /// Day and month swapped is a frequent slip of the hand, and no match.
    async fn a_date_with_day_and_month_swapped_is_refused(database: TestDatabase) {
        let office = Office::open(&database);
        let bruno = person("Bruno", "Quiroga");
        let swapped = ConfirmDocument {
            contrast: ContrastDatum::ValidUntil(day("2035-04-05")),
            ..given(&bruno)
        };
        let refused = office.registrar.confirm_document(swapped).await;
        assert!(matches!(refused, Err(ConfirmDocumentError::NotConfirmed)));
        office.begin(&bruno).await;
    }

    /// R041, R238: neither which datum is wrong, nor who is registered, nor who died.
    async fn unknown_number_wrong_datum_and_death_are_one_answer(database: TestDatabase) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let refused = [
            unknown_number(1),
            wrong(given(&tomas())),
            wrong(given(&ananya())),
            wrong(given(&marta())),
            given(&person("Aurelio", "Fuentes")),
            given(&person("Consuelo", "Varela")),
        ];
        for typed in refused {
            let answer = office.registrar.confirm_document(typed.clone()).await;
            let error = answer.err().unwrap();
            assert!(matches!(error, ConfirmDocumentError::NotConfirmed), "{typed:?}: {error}");
        }
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM registration_flow")).await, 0);
    }

    /// R041 again, from the other side: registered or not, the same step follows.
    async fn a_registered_person_begins_as_everybody_does(database: TestDatabase) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        let (hers, his) = (office.begin(&marta()).await, office.begin(&tomas()).await);
        let hers = office.registrar.view(&hers).await.unwrap().unwrap();
        let his = office.registrar.view(&his).await.unwrap().unwrap();
        assert_eq!((hers.stage, hers.letter_route), (his.stage, his.letter_route));
    }

    /// R042, R045, R237: that a document is out of force is told after a match only.
    async fn a_document_out_of_force_is_refused_and_told_to_its_holder_only(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        for (given_name, surname, expired_on, renewal) in [
            ("Gonzalo", "Ibarra", "2024-01-30", false),
            ("Oksana", "Melnyk", "2025-08-31", true),
            ("Yasmina", "Berrada", "2024-12-31", false),
        ] {
            let person = person(given_name, surname);
            match office.confirm(&person).await {
                Err(ConfirmDocumentError::OutOfForce(told)) => {
                    assert_eq!(told.expired_on, day(expired_on));
                    assert_eq!(told.renewal_in_progress, renewal);
                }
                other => panic!("{given_name}: {other:?}"),
            }
            let stranger = office.registrar.confirm_document(wrong(given(&person))).await;
            assert!(matches!(stranger, Err(ConfirmDocumentError::NotConfirmed)));
        }
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM registration_flow")).await, 0);
    }

    async fn a_document_is_in_force_until_midnight_of_the_body(database: TestDatabase) {
        let office = Office::open(&database);
        let moment = |text: &str| -> Timestamp { text.parse().unwrap() };
        // Valid until 9 March 2035; in Madrid midnight is at 23:00 UTC.
        office.clock.set(moment("2035-03-09T22:59:59Z"));
        office.begin(&tomas()).await;
        office.clock.set(moment("2035-03-09T23:00:00Z"));
        let late = office.confirm(&tomas()).await;
        assert!(matches!(late, Err(ConfirmDocumentError::OutOfForce(_))));
    }

    /// R238: limited per number, wherever the guesses come from, and only for a while.
    async fn ten_wrong_data_pause_a_number_for_a_quarter_of_an_hour(database: TestDatabase) {
        let office = Office::open(&database);
        for guess in 0..10 {
            let typed = ConfirmDocument { origin: origin(guess), ..wrong(given(&tomas())) };
            let refused = office.registrar.confirm_document(typed).await;
            assert!(matches!(refused, Err(ConfirmDocumentError::NotConfirmed)), "{guess}");
        }
        let right = ConfirmDocument { origin: origin(99), ..given(&tomas()) };
        let paused = office.registrar.confirm_document(right).await;
        assert!(matches!(paused, Err(ConfirmDocumentError::TooManyTries { .. })));
        office.begin(&ananya()).await;
        office.wait_minutes(15);
        office.begin(&tomas()).await;
    }

    /// R238: limited per origin, whatever the numbers.
    async fn thirty_wrong_data_pause_an_origin_for_a_quarter_of_an_hour(database: TestDatabase) {
        let office = Office::open(&database);
        for guess in 0..30 {
            let refused = office.registrar.confirm_document(unknown_number(guess)).await;
            assert!(matches!(refused, Err(ConfirmDocumentError::NotConfirmed)), "{guess}");
        }
        let paused = office.confirm(&tomas()).await;
        assert!(matches!(paused, Err(ConfirmDocumentError::TooManyTries { .. })));
        let elsewhere = ConfirmDocument { origin: origin(2), ..given(&tomas()) };
        office.registrar.confirm_document(elsewhere).await.unwrap();
        office.wait_minutes(15);
        office.begin(&tomas()).await;
    }

    /// R238: whoever sends a thousand guesses at once gets ten answers.
    async fn guesses_at_the_same_moment_get_no_more_tries(database: TestDatabase) {
        let office = Office::open(&database);
        let typed = wrong(given(&tomas()));
        let mut guesses = JoinSet::new();
        for guess in 0..40 {
            let registrar = office.registrar.clone();
            let typed = ConfirmDocument { origin: origin(guess), ..typed.clone() };
            guesses.spawn(async move { registrar.confirm_document(typed).await });
        }
        let mut looked_at = 0;
        for answer in guesses.join_all().await {
            match answer {
                Err(ConfirmDocumentError::NotConfirmed) => looked_at += 1,
                Err(ConfirmDocumentError::TooManyTries { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 10);
    }

    async fn a_silent_register_is_no_answer_about_the_number(database: TestDatabase) {
        let office = Office::over(&database, Settings::default(), Arc::new(Silent));
        let answer = office.confirm(&tomas()).await;
        assert!(matches!(answer, Err(ConfirmDocumentError::Register(_))));
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM velocity")).await, 0);
    }

    /// R240.
    async fn the_letter_is_offered_only_to_a_tax_address_in_spain(database: TestDatabase) {
        let office = Office::open(&database);
        for (given_name, surname, route) in [
            ("Ananya", "Raghavan", LetterRoute::Open),
            ("Maite", "Etxeberria", LetterRoute::NoAddress),
            ("Sergio", "Palma", LetterRoute::AddressAbroad),
            ("Inés", "Maldonado", LetterRoute::AddressAbroad),
        ] {
            let flow = office.begin(&person(given_name, surname)).await;
            let view = office.registrar.view(&flow).await.unwrap().unwrap();
            assert_eq!(view.letter_route, route, "{given_name}");
        }
    }

    /// R245: an hour without a step, and the flow is gone with all it knew; looking is no step.
    async fn a_flow_is_forgotten_after_an_hour_without_a_step(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.begin(&ananya()).await;
        let until = office.registrar.view(&flow).await.unwrap().unwrap().expires_at;
        assert_eq!(until.as_second() - office.now().as_second(), 3_600);
        office.wait_minutes(50);
        let seen = office.registrar.view(&flow).await.unwrap().unwrap();
        assert_eq!(seen.expires_at, until, "the page tells when it will really be forgotten");
        office.registrar.request_letter(&flow).await.unwrap();
        let later = office.registrar.view(&flow).await.unwrap().unwrap().expires_at;
        assert_eq!(later.as_second() - office.now().as_second(), 3_600);
        office.wait_minutes(60);
        assert!(office.registrar.view(&flow).await.unwrap().is_none());
    }

    async fn without_its_flow_no_step_does_anything(database: TestDatabase) {
        let office = Office::open(&database);
        let registrar = &office.registrar;
        let expired = office.begin(&ananya()).await;
        office.wait_minutes(60);
        let foreign = BearerSecret::generate(&SeededEntropy::new(9));
        for flow in [expired, foreign] {
            let letter = registrar.request_letter(&flow).await;
            assert!(matches!(letter, Err(RequestLetterError::FlowGone)));
            let code = registrar.enter_code(&flow, wrong_letter_code()).await;
            assert!(matches!(code, Err(EnterLetterCodeError::FlowGone)));
            let contact = GiveContact { phone: phone("600000001"), email: email() };
            let contact = registrar.give_contact(&flow, contact).await;
            assert!(matches!(contact, Err(GiveContactError::FlowGone)));
            let again = registrar.resend_phone_code(&flow).await;
            assert!(matches!(again, Err(GiveContactError::FlowGone)));
            let otp = registrar.enter_phone_code(&flow, OtpCode::parse("123456").unwrap()).await;
            assert!(matches!(otp, Err(EnterPhoneCodeError::FlowGone)));
            let sent = registrar.complete(&flow, &terms::current(ananya().lang), true).await;
            assert!(matches!(sent, Err(CompleteError::FlowGone)));
            let receipt = registrar.receipt(&flow).await;
            assert!(matches!(receipt, Err(ReceiptError::FlowGone)));
        }
        assert!(office.messages().await.is_empty());
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM person")).await, 0);
    }
}

/// A register that does not answer.
struct Silent;

impl CivilRegister for Silent {
    fn find<'a>(
        &'a self,
        _: &'a IdentityNumber,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<Option<CivilRecord>, RegisterUnavailable>> {
        Box::pin(async { Err(RegisterUnavailable(None)) })
    }
}
