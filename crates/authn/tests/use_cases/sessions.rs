//! Sessions with the identity provider (R127, defaults D22, WCAG 2.2.1).

use audit::Event;
use model::session::Seen;
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{BearerSecret, PersonId, SeededEntropy, SessionId};

use crate::support::{Door, marta, origin, tomas};

async fn last_use_is_now(door: &Door) -> bool {
    let now = door.now();
    let last: i64 = door
        .count(sql!("SELECT MAX(last_used_at) FROM session"))
        .await;
    last == now.as_microsecond()
}

async fn entered(door: &Door, session: SessionId, client: &'static str) {
    let now = door.now();
    door.store
        .transact::<_, StoreError, _>("test.entered", move |tx| {
            repo::session::set_released(tx, session, client, "", now)
        })
        .await
        .unwrap();
}

on_both_engines! {
    async fn an_hour_without_use_ends_it(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (secret, entered) = door.identified(&marta()).await;
        assert_eq!(entered.ends_at().as_second() - door.now().as_second(), 3_600);
        door.clock.advance_seconds(3_599);
        assert!(door.keeper.resume(&secret).await.unwrap().is_some());
        door.clock.advance_seconds(3_600);
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
        assert!(door.keeper.extend(&secret).await.unwrap().is_none(), "too late to stay");
    }

    async fn twelve_hours_end_it_however_much_it_is_used(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (secret, entered) = door.identified(&marta()).await;
        let end = entered.ends_at_the_latest(door.keeper.settings.session);
        for _ in 0..23 {
            door.wait_minutes(30);
            door.keeper.extend(&secret).await.unwrap().unwrap();
        }
        door.clock.advance_seconds(1_799);
        let last = door.keeper.resume(&secret).await.unwrap().unwrap();
        assert_eq!(last.ends_at(), end);
        door.clock.advance_seconds(1);
        assert_eq!(door.now(), end);
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
    }

    /// WCAG 2.2.1: staying counts at once; reading pages is written down once a minute.
    async fn the_person_can_stay_and_reading_pages_stays_cheap(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (secret, _) = door.identified(&marta()).await;
        door.clock.advance_seconds(59);
        door.keeper.resume(&secret).await.unwrap().unwrap();
        assert!(!last_use_is_now(&door).await);
        door.clock.advance_seconds(1);
        door.keeper.resume(&secret).await.unwrap().unwrap();
        assert!(last_use_is_now(&door).await);
        door.clock.advance_seconds(10);
        let stayed = door.keeper.extend(&secret).await.unwrap().unwrap();
        assert!(last_use_is_now(&door).await);
        assert_eq!(stayed.ends_at().as_second() - door.now().as_second(), 3_600);
    }

    /// R127: and the relying parties that it had entered are known, to be told.
    async fn logging_out_ends_it_once(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let (secret, session) = door.identified(&marta()).await;
        entered(&door, session.session(), "sede").await;
        entered(&door, session.session(), "demo-rp").await;
        let left = door.keeper.log_out(&secret).await.unwrap().unwrap();
        assert_eq!((left.person, left.clients), (her, vec!["demo-rp".to_owned(), "sede".to_owned()]));
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
        assert_eq!(door.keeper.log_out(&secret).await.unwrap(), None);
        let unknown = BearerSecret::generate(&SeededEntropy::new(4));
        assert_eq!(door.keeper.log_out(&unknown).await.unwrap(), None);
        let audited = door.audited(her).await;
        let left = audited.iter().filter(|(event, _)| *event == Event::LoggedOut);
        assert_eq!(left.count(), 1);
    }

    /// Invariant 13.
    async fn every_log_in_is_a_session_of_its_own(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (first, one) = door.identified(&marta()).await;
        let (second, two) = door.identified(&marta()).await;
        let (third, _) = door.identified(&tomas()).await;
        assert_ne!(one.session(), two.session());
        assert_ne!(first.as_str(), second.as_str());
        door.keeper.log_out(&first).await.unwrap();
        assert!(door.keeper.resume(&second).await.unwrap().is_some());
        assert!(door.keeper.resume(&third).await.unwrap().is_some());
    }

    /// Who identifies again in the same browser goes on: one session, at the new level, under a new
    /// cookie, and no service is told that anybody left.
    async fn a_second_log_in_in_the_same_browser_goes_on_with_the_session(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (first, one) = door.identified(&marta()).await;
        entered(&door, one.session(), "sede").await;
        door.clock.advance_seconds(30);
        let (second, two) = door.identified_in(&marta(), Some(first.clone())).await;
        assert_eq!(one.session(), two.session());
        assert_ne!(first.as_str(), second.as_str());
        assert_eq!(two.authenticated_at(), door.now());
        assert!(door.keeper.resume(&first).await.unwrap().is_none(), "the old cookie opens nothing");
        assert_eq!(door.keeper.sessions(&two).await.unwrap().len(), 1);
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM client_log_out")).await, 0);
        let left = door.keeper.log_out(&second).await.unwrap().unwrap();
        assert_eq!(left.clients, ["sede"], "whom it entered before is told at its end");
    }

    async fn somebody_else_in_the_same_browser_ends_the_session_before(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (first, one) = door.identified(&marta()).await;
        entered(&door, one.session(), "sede").await;
        let (second, two) = door.identified_in(&tomas(), Some(first.clone())).await;
        assert_ne!(one.session(), two.session());
        assert!(door.keeper.resume(&first).await.unwrap().is_none());
        assert!(door.keeper.resume(&second).await.unwrap().is_some());
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM client_log_out")).await, 1);
        let events = door.audited(her).await;
        assert!(events.iter().any(|(event, _)| *event == Event::SessionDisplaced));
    }

    async fn a_cookie_that_is_over_or_made_up_changes_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (first, one) = door.identified(&marta()).await;
        door.keeper.log_out(&first).await.unwrap();
        let (_, two) = door.identified_in(&marta(), Some(first)).await;
        assert_ne!(one.session(), two.session());
        let unknown = BearerSecret::generate(&SeededEntropy::new(4));
        let (_, three) = door.identified_in(&marta(), Some(unknown)).await;
        assert_ne!(two.session(), three.session());
    }

    async fn the_person_sees_their_open_sessions_and_nobody_else_s(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (_, one) = door.identified(&marta()).await;
        door.identified(&tomas()).await;
        door.clock.advance_seconds(120);
        let (_, two) = door.identified(&marta()).await;
        entered(&door, two.session(), "sede").await;
        let seen = door.keeper.sessions(&one).await.unwrap();
        let brief: Vec<_> = seen.iter().map(|view| (view.id, view.here)).collect();
        assert_eq!(brief, [(one.session(), true), (two.session(), false)], "this one first");
        assert_eq!(seen[0].seen, Some(Seen::new(None, origin(1))));
        assert_eq!((seen[1].clients.clone(), seen[1].method), (vec!["sede".to_owned()], two.method()));
        door.clock.advance_seconds(3_500);
        let later = door.keeper.sessions(&two).await.unwrap();
        assert_eq!(later.len(), 1, "what nobody used for an hour is over");
    }

    async fn a_person_ends_a_session_of_theirs_and_no_other(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (mine, one) = door.identified(&marta()).await;
        let (there, two) = door.identified(&marta()).await;
        let (his, three) = door.identified(&tomas()).await;
        entered(&door, two.session(), "sede").await;
        assert_eq!(door.keeper.close_session(&one, three.session()).await.unwrap(), None);
        assert!(door.keeper.resume(&his).await.unwrap().is_some());
        let left = door.keeper.close_session(&one, two.session()).await.unwrap().unwrap();
        assert_eq!((left.person, left.clients), (her, vec!["sede".to_owned()]));
        assert!(door.keeper.resume(&there).await.unwrap().is_none());
        assert!(door.keeper.resume(&mine).await.unwrap().is_some());
        assert_eq!(door.keeper.close_session(&one, two.session()).await.unwrap(), None, "once");
        let events = door.audited(her).await;
        let ended = events.iter().filter(|(event, _)| *event == Event::LoggedOutElsewhere);
        assert_eq!(ended.count(), 1);
    }

    async fn a_person_leaves_everywhere_at_once(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (mine, one) = door.identified(&marta()).await;
        let (there, two) = door.identified(&marta()).await;
        let (his, _) = door.identified(&tomas()).await;
        entered(&door, one.session(), "sede").await;
        entered(&door, two.session(), "demo-rp").await;
        entered(&door, two.session(), "sede").await;
        let left = door.keeper.close_every_session(&one).await.unwrap();
        assert_eq!(left.clients, ["demo-rp", "sede"]);
        for gone in [&mine, &there] {
            assert!(door.keeper.resume(gone).await.unwrap().is_none());
        }
        assert!(door.keeper.resume(&his).await.unwrap().is_some());
        let events = door.audited(her).await;
        assert!(events.iter().any(|(event, _)| *event == Event::LoggedOutEverywhere));
    }

    async fn the_secret_of_a_session_is_stored_only_as_a_hash(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (secret, _) = door.identified(&marta()).await;
        let stored: Vec<u8> = door
            .store
            .read::<_, StoreError, _>("test.secret", |tx| {
                tx.query_one(sql!("SELECT secret_hash FROM session"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        assert_eq!(stored.len(), 32);
        assert!(!secret.as_str().as_bytes().windows(32).any(|part| part == stored));
    }

    /// R005: what is known of who is at the door.
    async fn who_is_at_the_door_is_told_from_the_registration(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (_, entered) = door.identified(&marta()).await;
        let who = door.keeper.who(&entered).await.unwrap().unwrap();
        assert_eq!(who.number, marta().record.number);
        assert_eq!(who.name, marta().record.name);
        assert_eq!(who.birth_date, marta().record.birth_date);
        assert_eq!((who.phone, who.email), (marta().phone, marta().email));
        assert_eq!(who.registration_level, entered.registration_level());
        let nobody = PersonId::new(door.now(), &SeededEntropy::new(5));
        assert!(door.keeper.who_is(nobody).await.unwrap().is_none());
    }
}
