//! Entries on both engines: sealed, committed to, and gone with the transaction of their act.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{collections::BTreeSet, sync::Arc};

use audit::{ChangedBy, Event, KeyJournal, about, about_subject, append};
use aws_lc_rs::digest;
use serde_json::Value;
use store::{
    Store, StoreError, on_both_engines,
    repo::{self, audit::AuditRow, person::Person},
    sql,
};
use vocab::{DataKeyId, Lang, ManualClock, PersonName, SeededEntropy, Timestamp};

fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

async fn somebody(store: &Store) -> Person {
    store
        .transact::<_, StoreError, _>("test.person", |tx| {
            let name = PersonName::parse("Nadie", "Ejemplo", None).unwrap();
            let birth = "1990-01-01".parse().unwrap();
            let number = "00000000T".parse().unwrap();
            repo::person::add(
                tx,
                &number,
                &name,
                birth,
                Lang::Es,
                now(),
                &SeededEntropy::new(1),
            )
        })
        .await
        .unwrap()
}

async fn write(store: &Store, person: &Person, event: Event, seed: u64) {
    let person = person.clone();
    store
        .transact::<_, StoreError, _>("area.use_case", move |tx| {
            append(tx, &event, about(&person), now(), &SeededEntropy::new(seed))
        })
        .await
        .unwrap();
}

async fn entries(store: &Store, subject: Vec<u8>) -> Vec<(AuditRow, Vec<u8>)> {
    store
        .read("test.entries", move |tx| {
            repo::audit::list_of_subject(tx, &subject, 100)
        })
        .await
        .unwrap()
}

on_both_engines! {
    async fn an_entry_tells_what_when_by_whom_and_in_which_use_case(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let event = Event::TokensIssued { client: "town".into() };
        write(store, &person, event.clone(), 2).await;
        let found = entries(store, person.id.as_bytes().to_vec()).await;
        let [(row, record)] = &found[..] else { panic!("{found:?}") };
        let record: Value = serde_json::from_slice(record).unwrap();
        assert_eq!(record["use_case"], "area.use_case");
        assert_eq!(record["actor"], "citizen");
        assert_eq!(record["id"], row.id.to_string());
        assert_eq!(record["at"], "2026-11-23T09:00:00Z");
        assert_eq!(serde_json::from_value::<Event>(record["event"].clone()).unwrap(), event);
        assert_eq!((row.at, row.actor.as_str()), (now(), "citizen"));
    }

    /// The commitment stands for the record and reveals nothing: two equal acts differ.
    async fn the_commitment_is_the_hash_of_the_very_record_with_its_nonce(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        for seed in [2, 3] {
            write(store, &person, Event::Registered, seed).await;
        }
        let found = entries(store, person.id.as_bytes().to_vec()).await;
        assert_eq!(found.len(), 2);
        for (row, record) in &found {
            let hash = digest::digest(&digest::SHA256, record);
            assert_eq!(hash.as_ref(), row.commitment);
            let record: Value = serde_json::from_slice(record).unwrap();
            assert_eq!(record["nonce"].as_str().unwrap().len(), 32);
        }
        assert_ne!(found[0].0.commitment, found[1].0.commitment);
    }

    /// Erasing a person leaves the commitments, so that the proofs stay valid, and nothing else.
    async fn erasing_the_key_leaves_the_commitment_and_takes_the_record(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        write(store, &person, Event::Registered, 2).await;
        let (key, subject) = (person.data_key, person.id.as_bytes().to_vec());
        store
            .transact::<_, StoreError, _>("test.erase", move |tx| tx.erase_data_key(key, now()))
            .await
            .unwrap();
        let gone = store
            .read("test.entries", move |tx| repo::audit::list_of_subject(tx, &subject, 100))
            .await;
        assert!(matches!(gone, Err(StoreError::Erased)), "{gone:?}");
        let commitments: i64 = store
            .read::<_, StoreError, _>("test.count", |tx| {
                tx.query_one(
                    sql!("SELECT COUNT(*) FROM audit_entry WHERE commitment IS NOT NULL"),
                    &[],
                    |row| row.get(0),
                )
            })
            .await
            .unwrap();
        assert_eq!(commitments, 1);
    }

    /// No act without its entry and no entry without its act.
    async fn an_entry_goes_with_the_transaction_of_its_act(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let acting = person.clone();
        let undone = store
            .transact::<(), StoreError, _>("area.use_case", move |tx| {
                append(tx, &Event::Registered, about(&acting), now(), &SeededEntropy::new(2))?;
                Err(StoreError::decode("something went wrong afterwards"))
            })
            .await;
        assert!(undone.is_err());
        assert!(entries(store, person.id.as_bytes().to_vec()).await.is_empty());
    }

    /// The other side of the house knows people by ids and keys of its own.
    async fn an_entry_about_somebody_known_only_by_an_id_is_found_by_it(database: TestDatabase) {
        let store = database.store();
        let key = DataKeyId::new(now(), &SeededEntropy::new(7));
        store
            .transact::<_, StoreError, _>("area.use_case", move |tx| {
                tx.add_data_key(key, now())?;
                let about = about_subject(b"applicant-1", key, "officer-9");
                append(tx, &Event::OfficerEnrolled, about, now(), &SeededEntropy::new(8))
            })
            .await
            .unwrap();
        let found = entries(store, b"applicant-1".to_vec()).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0.actor, "officer-9");
        assert!(entries(store, b"applicant-2".to_vec()).await.is_empty());
    }

    async fn a_change_of_a_key_is_written_down_under_a_key_of_its_own(database: TestDatabase) {
        let store = database.store();
        let journal = KeyJournal {
            store: store.clone(),
            clock: Arc::new(ManualClock::new(now())),
            entropy: Arc::new(SeededEntropy::new(7)),
        };
        let event = Event::SealEnrolled { kid: "k".into(), subject: "CN=Sello inventado".into() };
        journal.note(event.clone(), ChangedBy::CommandLine).await.unwrap();
        let wrapped = Event::DataKeysWrapped { by: "kek-1".into(), data_keys: 2 };
        journal.note(wrapped, ChangedBy::System).await.unwrap();
        let found = entries(store, b"keys".to_vec()).await;
        let actors: BTreeSet<&str> = found.iter().map(|(row, _)| row.actor.as_str()).collect();
        assert_eq!(actors, BTreeSet::from(["command_line", "system"]));
        let records: Vec<Value> = found
            .iter()
            .map(|(_, record)| serde_json::from_slice(record).unwrap())
            .collect();
        let written = records.iter().find(|record| record["actor"] == "command_line").unwrap();
        assert_eq!(written["event"], serde_json::to_value(&event).unwrap());
        assert_eq!(written["use_case"], "keys.change");
    }
}
