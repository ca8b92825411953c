//! A date of death ends what follows from the identity.

use audit::Event;
use model::{
    letter::{Letter, LetterState},
    registration::{Registration, RegistrationState},
    session::{AuthenticationMethod, Session},
};
use simulators::population::DemoPerson;
use store::repo;
use vocab::{LetterId, PersonId, RegistrationId, RegistrationLevel, SessionId, SignedDuration};

use crate::*;

/// Somebody of the population, registered and identified, with a letter on its way.
async fn registered(desk: &Desk, demo: &DemoPerson) -> (PersonId, SessionId) {
    let (demo, now) = (demo.clone(), at("2026-11-22T09:00:00Z"));
    desk.store
        .transact::<_, StoreError, _>("test.register", move |tx| {
            let chance = SeededEntropy::new(77);
            let record = &demo.record;
            let (number, name, born) = (&record.number, &record.name, record.birth_date);
            let person = repo::person::add(tx, number, name, born, demo.lang, now, &chance)?;
            let registration = Registration {
                id: RegistrationId::new(now, &chance),
                person: person.id,
                level: RegistrationLevel::Basic,
                state: RegistrationState::Active,
                phone: demo.phone.clone(),
                email: demo.email.clone(),
                lang: demo.lang,
                registered_at: now,
            };
            repo::registration::add(tx, &registration, person.data_key, "letter", [1; 32], now)?;
            let session = Session {
                id: SessionId::new(now, &chance),
                person: person.id,
                registration_level: RegistrationLevel::Basic,
                method: AuthenticationMethod::PinSms,
                authenticated_at: now,
                last_used_at: now,
                ended_at: None,
            };
            repo::session::add(tx, &session, [2; 32])?;
            let letter = Letter {
                id: LetterId::new(now, &chance),
                person: person.id,
                state: LetterState::Issued,
                code_hash: None,
                requested_at: now,
                expires_at: now.checked_add(SignedDuration::from_hours(24)).unwrap(),
                wrong_tries: 0,
            };
            repo::letter::add(tx, &letter)?;
            Ok((person.id, session.id))
        })
        .await
        .unwrap()
}

fn row_of(demo: &DemoPerson, died_on: &str, changed_at: &str) -> String {
    let mut row = civil_row(&demo.record);
    let columns = Register::Civil.columns();
    let place = |name| columns.iter().position(|column| *column == name).unwrap();
    row[place("died_on")] = died_on.to_owned();
    row[place("changed_at")] = changed_at.to_owned();
    file(columns, &[row])
}

on_both_engines! {
    async fn the_registration_its_sessions_and_its_letter_end(database: TestDatabase) {
        let desk = Desk::open(&database);
        let people = population::people();
        let demo = people.iter().find(|one| one.record.died_on.is_none()).unwrap();
        let (person, session) = registered(&desk, demo).await;
        let alive = desk.import(civil(), &row_of(demo, "", "2026-11-01")).await.unwrap();
        assert_eq!(alive.counts.deaths, 0);
        let told = row_of(demo, "2026-11-20", "2026-11-21");
        let outcome = desk.import(civil(), &told).await.unwrap();
        assert_eq!((outcome.counts.updated, outcome.counts.deaths), (1, 1));
        let phone = demo.phone.clone();
        let (state, live, holder, letter, entries) = desk
            .store
            .read::<_, StoreError, _>("test.look", move |tx| {
                Ok((
                    repo::registration::state_of(tx, person)?.unwrap().0,
                    repo::session::is_live(tx, session)?,
                    repo::registration::holder_of_phone(tx, &phone)?,
                    repo::letter::newest_of_person(tx, person)?.unwrap().state,
                    repo::audit::list_of_subject(tx, person.as_bytes(), 10)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!(state, RegistrationState::Deceased);
        assert!(!live, "nobody goes on in this name");
        assert_eq!(holder, None, "the phone is free for others");
        assert_eq!(letter, LetterState::Superseded);
        let [(_, record)] = &entries[..] else { panic!("{}", entries.len()) };
        let record: serde_json::Value = serde_json::from_slice(record).unwrap();
        let event: Event = serde_json::from_value(record["event"].clone()).unwrap();
        assert_eq!(event, Event::EndedByDeath);
        let found = desk.find(demo.record.number.as_str()).await.unwrap();
        assert_eq!(found.died_on, Some("2026-11-20".parse().unwrap()));
        let again = desk.import(civil(), &told).await.unwrap();
        assert_eq!(again.counts.deaths, 0, "it ended before");
    }

    /// A row that is older than what is known ends nothing: it may have been a mistake.
    async fn an_older_row_ends_nothing(database: TestDatabase) {
        let desk = Desk::open(&database);
        let people = population::people();
        let demo = people.iter().find(|one| one.record.died_on.is_none()).unwrap();
        let (person, session) = registered(&desk, demo).await;
        desk.import(civil(), &row_of(demo, "", "2026-11-10")).await.unwrap();
        let older = desk.import(civil(), &row_of(demo, "2026-11-01", "2026-11-02")).await.unwrap();
        assert_eq!((older.counts.older, older.counts.deaths), (1, 0));
        let (state, live) = desk
            .store
            .read::<_, StoreError, _>("test.look", move |tx| {
                let state = repo::registration::state_of(tx, person)?.unwrap().0;
                Ok((state, repo::session::is_live(tx, session)?))
            })
            .await
            .unwrap();
        assert_eq!(state, RegistrationState::Active);
        assert!(live);
    }
}
