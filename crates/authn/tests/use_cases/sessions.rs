//! Sessions with the identity provider (R127, defaults D22, WCAG 2.2.1).

use audit::Event;
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{BearerSecret, PersonId, SeededEntropy, SessionId};

use crate::support::{Door, marta, tomas};

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
        assert_eq!(door.keeper.log_out(&secret).await.unwrap(), ["demo-rp", "sede"]);
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
        assert!(door.keeper.log_out(&secret).await.unwrap().is_empty());
        let unknown = BearerSecret::generate(&SeededEntropy::new(4));
        assert!(door.keeper.log_out(&unknown).await.unwrap().is_empty());
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
