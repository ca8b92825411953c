//! Every data key is wrapped again while the database is in use, the same on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use ports::sealing::{SealError, WrappedDataKey};
use store::{
    Rewrap, RewrapBatch, Store, StoreError, WrappedColumn, on_both_engines, outbox, repo, sql,
};
use vocab::{DataKeyId, MessageId, Timestamp};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn key(number: u8) -> DataKeyId {
    DataKeyId::from_bytes([number; 16])
}

/// Puts a mark in front, which stands for another key-encryption key; marked ones may stay.
fn marking() -> Rewrap {
    Arc::new(|wrapped: &WrappedDataKey| {
        Ok(match wrapped.0.first() {
            Some(0xff) => None,
            _ => Some(WrappedDataKey([&[0xff], wrapped.0.as_slice()].concat())),
        })
    })
}

async fn add_keys(store: &Store, numbers: std::ops::Range<u8>) {
    store
        .transact::<_, StoreError, _>("test.add", move |tx| {
            for number in numbers.clone() {
                tx.add_data_key(key(number), at(0))?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

async fn add_message(store: &Store) {
    store
        .transact::<_, StoreError, _>("test.enqueue", |tx| {
            let id = MessageId::from_bytes([9; 16]);
            outbox::enqueue(tx, id, "sms", "test", b"text", at(0))
        })
        .await
        .unwrap();
}

async fn batch(store: &Store, after: &[u8], most: u32, rewrap: Rewrap) -> RewrapBatch {
    store
        .rewrap_batch(WrappedColumn::DataKey, after.to_vec(), most, rewrap, at(1))
        .await
        .unwrap()
}

async fn marked(store: &Store) -> i64 {
    let counts = store.count_wrapped().await.unwrap();
    let marked = counts
        .iter()
        .filter(|(_, heading, _)| heading.0.first() == Some(&0xff));
    marked
        .map(|(_, _, count)| i64::try_from(*count).unwrap())
        .sum()
}

on_both_engines! {
    async fn a_pass_goes_through_every_key_once_and_can_be_cut_short(database: TestDatabase) {
        let store = database.store();
        add_keys(store, 0..5).await;
        let first = batch(store, &[], 2, marking()).await;
        assert_eq!((first.seen, first.changed, first.unreadable), (2, 2, 0));
        assert_eq!(first.next.as_deref(), Some(key(1).as_bytes().as_slice()));
        assert_eq!(marked(store).await, 2);
        // Here the power is cut; the next pass begins again.
        let again = batch(store, &[], 4, marking()).await;
        assert_eq!((again.seen, again.changed), (4, 2));
        let last = batch(store, &again.next.unwrap(), 4, marking()).await;
        assert_eq!((last.seen, last.changed, last.next), (1, 1, None));
        assert_eq!(marked(store).await, 5);
    }

    async fn messages_without_a_data_key_are_among_them(database: TestDatabase) {
        let store = database.store();
        add_message(store).await;
        let done = store
            .rewrap_batch(WrappedColumn::Message, Vec::new(), 10, marking(), at(1))
            .await
            .unwrap();
        assert_eq!((done.seen, done.changed), (1, 1));
        assert_eq!(marked(store).await, 1);
    }

    async fn what_cannot_be_opened_is_counted_and_left(database: TestDatabase) {
        let store = database.store();
        add_keys(store, 0..3).await;
        let refusing: Rewrap = Arc::new(|_| Err(SealError::WrongKeyEncryptionKey));
        let done = batch(store, &[], 10, refusing).await;
        assert_eq!((done.seen, done.changed, done.unreadable), (3, 0, 3));
        assert_eq!(marked(store).await, 0);
    }

    async fn an_erased_key_stays_erased(database: TestDatabase) {
        let store = database.store();
        add_keys(store, 0..2).await;
        store
            .transact::<_, StoreError, _>("test.erase", |tx| tx.erase_data_key(key(0), at(1)))
            .await
            .unwrap();
        assert_eq!(batch(store, &[], 10, marking()).await.seen, 1);
        let left: i64 = store
            .read::<_, StoreError, _>("test.left", |tx| {
                tx.query_one(
                    sql!("SELECT COUNT(*) FROM data_key WHERE wrapped IS NOT NULL"),
                    &[],
                    |row| row.get(0),
                )
            })
            .await
            .unwrap();
        assert_eq!(left, 1);
    }

    async fn the_oldest_and_the_newest_key_are_the_sample(database: TestDatabase) {
        let store = database.store();
        assert_eq!(store.sample_wrapped().await.unwrap(), []);
        add_keys(store, 0..3).await;
        batch(store, &[], 1, marking()).await;
        let sample = store.sample_wrapped().await.unwrap();
        let first: Vec<_> = sample.iter().map(|wrapped| wrapped.0.first() == Some(&0xff)).collect();
        assert_eq!(first, [true, false]);
    }

    async fn a_database_belongs_to_the_first_key_ring_that_it_met(database: TestDatabase) {
        let store = database.store();
        let bind = |ring: &'static str| {
            store.transact::<_, StoreError, _>("test.bind", move |tx| {
                repo::meta::bind_key_ring(tx, ring, at(0))
            })
        };
        let known = store.read::<_, StoreError, _>("test.ring", repo::meta::key_ring);
        assert_eq!(known.await.unwrap(), None);
        assert_eq!(bind("one").await.unwrap().as_deref(), Some("one"));
        assert_eq!(bind("other").await.unwrap().as_deref(), Some("one"));
    }
}

/// Columns with wrapped keys are called `wrapped` or `…_key` and sealed.
#[test]
fn no_column_with_wrapped_keys_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut found = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let mut table = "";
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["CREATE", "TABLE", name, ..] => table = name,
                [column, "BYTEA" | "BYTEA,", ..]
                    if line.contains("-- sensitive: sealed")
                        && (*column == "wrapped" || column.ends_with("own_key")) =>
                {
                    found.insert(format!("{table}.{column}"));
                }
                _ => {}
            }
        }
    }
    let known = WrappedColumn::ALL.map(|column| column.name().to_owned());
    assert_eq!(found, BTreeSet::from(known));
}
