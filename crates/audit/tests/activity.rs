//! What a person reads of what was done about them, on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use audit::{
    AuditLog, Event, about, about_subject,
    activity::{By, Kind, LOOKED_AT, Wanted},
    append,
    log::TakeReceiptError,
};
use ports::{
    BoxFuture,
    signing::{KeyUse, PublicSigningKey, SignError, SignatureAlgorithm, Signer},
};
use store::{
    Store, StoreError, on_both_engines,
    repo::{self, person::Person},
};
use vocab::{Lang, ManualClock, OfficerId, PersonName, SeededEntropy, SignedDuration, Timestamp};

fn at(second: i64) -> Timestamp {
    let began: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
    began
        .checked_add(SignedDuration::from_secs(second))
        .unwrap()
}

/// Nothing is signed here.
struct NoPen;

impl Signer for NoPen {
    fn active(&self, key: KeyUse) -> Result<PublicSigningKey, SignError> {
        Err(SignError::NoKey(key))
    }

    fn published(&self) -> Vec<PublicSigningKey> {
        Vec::new()
    }

    fn known(&self, _: KeyUse) -> Vec<PublicSigningKey> {
        Vec::new()
    }

    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        _: SignatureAlgorithm,
        _: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async move { Err(SignError::NoKey(key.key_use)) })
    }
}

fn log(store: &Store) -> AuditLog {
    AuditLog {
        store: store.clone(),
        signer: Arc::new(NoPen),
        clock: Arc::new(ManualClock::new(at(0))),
        origin: "identidad.example/audit".into(),
    }
}

async fn somebody(store: &Store, number: &'static str, seed: u64) -> Person {
    store
        .transact::<_, StoreError, _>("test.person", move |tx| {
            let name = PersonName::parse("Nadie", "Ejemplo", None).unwrap();
            let birth = "1990-01-01".parse().unwrap();
            let number = number.parse().unwrap();
            repo::person::add(
                tx,
                &number,
                &name,
                birth,
                Lang::Es,
                at(0),
                &SeededEntropy::new(seed),
            )
        })
        .await
        .unwrap()
}

/// Writes `events` in turn, `many` in all, ten of them at each second.
async fn write(store: &Store, person: &Person, events: &[Event], many: i64) {
    static SEEDS: AtomicU64 = AtomicU64::new(100);
    let seed = SEEDS.fetch_add(1, Ordering::Relaxed);
    let (person, events) = (person.clone(), events.to_vec());
    store
        .transact::<_, StoreError, _>("area.use_case", move |tx| {
            let chance = SeededEntropy::new(seed);
            for (place, event) in (0..many).zip(events.iter().cycle()) {
                append(tx, event, about(&person), at(place / 10), &chance)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

fn all() -> Wanted {
    Wanted {
        kind: None,
        service: None,
        since: Timestamp::MIN,
    }
}

on_both_engines! {
    /// Ten thousand entries, as a busy person has in years: every one on one page and only on one.
    async fn pages_cover_a_long_history_once(database: TestDatabase) {
        let store = database.store();
        let (one, other) = (somebody(store, "00000000T", 1).await, somebody(store, "00000001R", 2).await);
        write(store, &one, &[Event::LoggedOut, Event::PinAccepted], 10_000).await;
        write(store, &other, &[Event::PinVoided], 10).await;
        let log = log(store);
        let (mut seen, mut behind, mut before) = (BTreeSet::new(), None, None);
        loop {
            let page = log.activity(one.id, &all(), behind, 400).await.unwrap();
            for entry in &page.entries {
                assert_ne!(entry.event, Some(Event::PinVoided), "another person's");
                let place = (entry.at, entry.id);
                assert!(before.is_none_or(|before| place < before), "newest first");
                before = Some(place);
                assert!(seen.insert(entry.id));
            }
            behind = page.behind;
            if behind.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 10_000);
    }

    /// A filter that finds little stops after a while and says from where it goes on.
    async fn a_filter_looks_at_so_many_entries_and_no_more(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store, "00000000T", 1).await;
        let rare = Event::PasskeyAdded;
        write(store, &person, std::slice::from_ref(&rare), 1).await;
        let most = i64::try_from(LOOKED_AT).unwrap();
        write(store, &person, &[Event::LoggedOut], most + 500).await;
        let wanted = Wanted { kind: Some(Kind::Means), ..all() };
        let first = log(store).activity(person.id, &wanted, None, 25).await.unwrap();
        assert!(first.entries.is_empty() && first.behind.is_some());
        let second = log(store).activity(person.id, &wanted, first.behind, 25).await.unwrap();
        assert_eq!((second.entries.len(), second.behind), (1, None));
        assert_eq!(second.entries[0].event, Some(rare));
    }

    async fn kinds_services_and_time_choose(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store, "00000000T", 1).await;
        let town = Event::TokensIssued { client: "town".into() };
        let library = Event::ConsentWithdrawn { client: "library".into() };
        write(store, &person, &[town.clone(), library, Event::PinVoided, Event::PinAccepted], 40).await;
        let log = log(store);
        for (wanted, found) in [
            (all(), 40),
            (Wanted { kind: Some(Kind::Given), ..all() }, 20),
            (Wanted { kind: Some(Kind::Failed), ..all() }, 10),
            (Wanted { kind: Some(Kind::Staff), ..all() }, 0),
            (Wanted { service: Some("town".into()), ..all() }, 10),
            (Wanted { service: Some("town".into()), kind: Some(Kind::LogIns), ..all() }, 0),
            (Wanted { since: at(2), ..all() }, 20),
        ] {
            let page = log.activity(person.id, &wanted, None, 100).await.unwrap();
            assert_eq!(page.entries.len(), found, "{wanted:?}");
        }
    }

    /// Whatever an officer did is an act of staff; and it says which officer.
    async fn acts_of_others_are_told_apart(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store, "00000000T", 1).await;
        let officer = OfficerId::new(at(0), &SeededEntropy::new(5));
        let (id, key) = (person.id, person.data_key);
        store
            .transact::<_, StoreError, _>("area.use_case", move |tx| {
                for (actor, seed) in [(officer.to_string(), 7), ("system".to_owned(), 8)] {
                    let about = about_subject(id.as_bytes(), key, &actor);
                    append(tx, &Event::LevelRaised, about, at(1), &SeededEntropy::new(seed))?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let page = log(store).activity(id, &all(), None, 10).await.unwrap();
        let told: BTreeSet<_> = page
            .entries
            .iter()
            .map(|entry| (format!("{:?}", entry.by), entry.kind().as_str()))
            .collect();
        let expected = [
            (format!("{:?}", By::Officer(officer)), "staff"),
            (format!("{:?}", By::System), "means"),
        ];
        assert_eq!(told, BTreeSet::from(expected));
    }

    async fn a_receipt_is_taken_of_one_s_own_entries_only(database: TestDatabase) {
        let store = database.store();
        let (one, other) = (somebody(store, "00000000T", 1).await, somebody(store, "00000001R", 2).await);
        write(store, &one, &[Event::LoggedOut], 1).await;
        let log = log(store);
        let page = log.activity(one.id, &all(), None, 10).await.unwrap();
        let entry = page.entries[0].id;
        let own = log.receipt_of(one.id, entry).await;
        assert!(matches!(own, Err(TakeReceiptError::NotYet)), "{own:?}");
        let another = log.receipt_of(other.id, entry).await;
        assert!(matches!(another, Err(TakeReceiptError::Unknown)), "{another:?}");
    }
}
