//! Somebody is found, for a purpose that they read, and seen masked.

use audit::Event;
use desk::{FindPersonError, PersonError, RegisteredBy};
use model::{app::device::DeviceState, officer::Role, registration::RegistrationState};
use store::{on_both_engines, repo};
use vocab::{IdentityNumber, RegistrationLevel, SeededEntropy, SignedDuration};

use super::rig::PURPOSE;
use crate::{
    office::Office,
    video::rig::{people, somebody},
};

on_both_engines! {
    async fn a_person_is_found_and_reads_who_looked_and_what_for(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let view = office.look(&olalla, inquiry).await;
        assert_eq!(view.name, somebody().record.name);
        let found = Event::PersonFound { purpose: PURPOSE.into() };
        let expected = [(found, olalla.officer().id.to_string())];
        assert_eq!(office.written_about(person).await, expected);
    }

    async fn nobody_is_found_without_a_purpose_that_says_something(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let olalla = office.registrar("olalla").await;
        let (spaces, long) = (format!("a{}b", " ".repeat(40)), "x".repeat(501));
        for purpose in ["", "consulta", spaces.as_str(), long.as_str()] {
            let number = &somebody().record.number;
            let found = office.desk.find_person(&olalla, number, purpose).await;
            assert!(matches!(found, Err(FindPersonError::Purpose)), "{purpose:?}: {found:?}");
        }
        assert_eq!(office.written_about(person).await, []);
    }

    async fn a_number_of_nobody_is_written_down_about_the_officer(database: TestDatabase) {
        let office = Office::new(&database).await;
        let olalla = office.registrar("olalla").await;
        office.pass(1);
        let number = IdentityNumber::parse("00000000T").unwrap();
        let found = office.desk.find_person(&olalla, &number, PURPOSE).await;
        assert!(matches!(found, Err(FindPersonError::Unknown)), "{found:?}");
        let id = olalla.officer().id;
        let (event, actor, use_case) = office.audited(id).await.pop().unwrap();
        assert_eq!(event, Event::PersonNotFound { purpose: PURPOSE.into() });
        assert_eq!((actor, use_case.as_str()), (id.to_string(), "desk.find_person"));
    }

    async fn who_asked_for_a_letter_and_no_more_is_not_registered(database: TestDatabase) {
        let office = Office::new(&database).await;
        let olalla = office.registrar("olalla").await;
        let (demo, now) = (somebody(), office.world.now());
        let person = office.write(move |tx| {
            let record = &demo.record;
            let (name, birth) = (&record.name, record.birth_date);
            let chance = SeededEntropy::new(70);
            repo::person::add(tx, &record.number, name, birth, demo.lang, now, &chance)
        }).await;
        let number = &somebody().record.number;
        let found = office.desk.find_person(&olalla, number, PURPOSE).await;
        assert!(matches!(found, Err(FindPersonError::NotRegistered)), "{found:?}");
        assert_eq!(office.written_about(person.id).await.len(), 1);
    }

    async fn whoever_looks_for_too_many_waits_and_nobody_else_does(database: TestDatabase) {
        let office = Office::new(&database).await;
        let number = somebody().record.number;
        office.registered(&somebody()).await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let nobody = IdentityNumber::parse("00000000T").unwrap();
        // Those that were not found count too.
        for place in 0..40 {
            let asked = if place % 2 == 0 { &number } else { &nobody };
            let found = office.desk.find_person(&olalla, asked, PURPOSE).await;
            assert!(!matches!(found, Err(FindPersonError::TooMany { .. })), "{place}");
        }
        let begun = office.world.now();
        for at_desk in [&olalla, &gorka] {
            let found = office.desk.find_person(at_desk, &number, PURPOSE).await;
            match found {
                Err(FindPersonError::TooMany { until }) => {
                    assert_eq!(at_desk.officer().id, olalla.officer().id);
                    assert_eq!(until.as_second() - begun.as_second(), 3_600);
                }
                other => assert!(other.is_ok() && at_desk.officer().id == gorka.officer().id),
            }
        }
        office.pass(3_600);
        office.find(&olalla, &somebody()).await;
    }

    async fn an_inquiry_is_its_officers_own_and_lasts_an_hour(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.registered(&somebody()).await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let inquiry = office.find(&olalla, &somebody()).await;
        let others = office.desk.person(&gorka, inquiry).await;
        assert!(matches!(others, Err(PersonError::InquiryOver)), "{others:?}");
        office.pass(3_599);
        office.look(&olalla, inquiry).await;
        office.pass(1);
        let late = office.desk.person(&olalla, inquiry).await;
        assert!(matches!(late, Err(PersonError::InquiryOver)), "{late:?}");
        let shown = office.desk.show_person_data(&olalla, inquiry).await;
        assert!(matches!(shown, Err(PersonError::InquiryOver)), "{shown:?}");
    }

    async fn the_page_masks_and_showing_is_written_down(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        office.with_app(person).await;
        office.with_password(person).await;
        office.with_session(person, 1).await;
        office.with_session(person, 2).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let view = office.look(&olalla, inquiry).await;
        let demo = somebody();
        assert_eq!(view.number, demo.record.number.masked());
        assert_eq!(view.phone, demo.phone.masked());
        assert_eq!(view.email, demo.email.masked());
        assert_eq!(view.state, RegistrationState::Active);
        assert_eq!(view.level, RegistrationLevel::Advanced);
        assert_eq!(view.made, RegisteredBy::Office);
        assert_eq!(view.devices[0].state, DeviceState::Active);
        let password = view.password.unwrap();
        assert!(!password.expired && password.set_at < password.expires_at);
        assert_eq!(view.sessions, 2);
        // An hour without use ends a session; the inquiry was opened later.
        office.pass(1_800);
        let later = office.find(&olalla, &somebody()).await;
        office.pass(1_800);
        assert_eq!(office.look(&olalla, later).await.sessions, 0);
        let data = office.desk.show_person_data(&olalla, later).await.unwrap();
        assert_eq!((&data.number, &data.phone), (&demo.record.number, &demo.phone));
        assert_eq!((data.birth_date, data.email), (demo.record.birth_date, demo.email));
        let (event, actor) = office.written_about(person).await.pop().unwrap();
        assert_eq!((event, actor), (Event::PersonDataShown, olalla.officer().id.to_string()));
    }

    /// An expired one is there, and opens nothing.
    async fn a_password_says_until_when_it_works(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let hours = 24 * i64::from(office.desk.passwords.valid_days);
        let set_at = office.world.now() - SignedDuration::from_hours(hours);
        office.with_password_of(person, set_at + SignedDuration::from_mins(1)).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        for expired in [false, true] {
            let view = office.look(&olalla, inquiry).await;
            assert_eq!(view.password.unwrap().expired, expired);
            office.pass(60);
        }
    }

    async fn an_officer_who_lost_the_role_meanwhile_finds_nobody(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.registered(&people()[1]).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &people()[1]).await;
        let invitation = office.invitation("olalla", &[Role::Auditor]);
        office.desk.invite(desk::InvitedBy::CommandLine, invitation).await.unwrap();
        let number = &people()[1].record.number;
        let found = office.desk.find_person(&olalla, number, PURPOSE).await;
        assert!(matches!(found, Err(FindPersonError::NotAllowed(_))), "{found:?}");
        let shown = office.desk.show_person_data(&olalla, inquiry).await;
        assert!(matches!(shown, Err(PersonError::NotAllowed(_))), "{shown:?}");
    }
}
