//! Sealed columns, outbox, leases, retention and wake-ups, the same on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::time::Duration;

use store::{
    Hint, Store, StoreError, on_both_engines,
    outbox::{self, LeaseRequest, NewMessage},
    retention, sql,
};
use vocab::{DataKeyId, MessageId, SignedDuration, Timestamp};

const KEY: DataKeyId = DataKeyId::from_bytes([7; 16]);
const ROW: [u8; 16] = [1; 16];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn message(number: u8) -> MessageId {
    MessageId::from_bytes([number; 16])
}

fn request<'a>(holder: &'a str) -> LeaseRequest<'a> {
    LeaseRequest {
        holder,
        channel: None,
        limit: 10,
        lease: SignedDuration::from_secs(60),
    }
}

async fn seal(store: &Store, plain: &'static str) -> Vec<u8> {
    store
        .transact::<_, StoreError, _>("test.seal", move |tx| {
            tx.add_data_key(KEY, at(0))?;
            tx.seal(KEY, "person.name", &ROW, plain.as_bytes())
        })
        .await
        .unwrap()
}

async fn open(store: &Store, column: &'static str, sealed: Vec<u8>) -> Result<String, StoreError> {
    store
        .read("test.open", move |tx| {
            tx.open_text(KEY, column, &ROW, &sealed)
        })
        .await
}

async fn lease(store: &Store, holder: &'static str, now: Timestamp) -> Vec<outbox::LeasedMessage> {
    store
        .transact::<_, StoreError, _>("test.lease", move |tx| {
            outbox::lease_batch(tx, request(holder), now)
        })
        .await
        .unwrap()
}

async fn enqueue(store: &Store, number: u8) {
    store
        .transact::<_, StoreError, _>("test.enqueue", move |tx| {
            let now = at(i64::from(number));
            outbox::enqueue(tx, message(number), "sms", "welcome", &[number], now)
        })
        .await
        .unwrap();
}

on_both_engines! {
    async fn a_sealed_value_opens_only_in_its_place(database: TestDatabase) {
        let store = database.store();
        let sealed = seal(store, "Vega").await;
        assert_eq!(open(store, "person.name", sealed.clone()).await.unwrap(), "Vega");
        let moved = open(store, "person.phone", sealed.clone()).await;
        assert!(matches!(moved, Err(StoreError::Sealed(_))), "{moved:?}");
        let mut changed = sealed;
        changed[10] ^= 1;
        let changed = open(store, "person.name", changed).await;
        assert!(matches!(changed, Err(StoreError::Sealed(_))), "{changed:?}");
    }

    async fn an_erased_data_key_makes_its_rows_unreadable(database: TestDatabase) {
        let store = database.store();
        let sealed = seal(store, "Vega").await;
        let other = Store::open(database.options()).await.unwrap();
        open(store, "person.name", sealed.clone()).await.unwrap();
        let erased = store
            .transact::<_, StoreError, _>("test.erase", |tx| tx.erase_data_key(KEY, at(1)))
            .await
            .unwrap();
        assert!(erased);
        for store in [store, &other] {
            let opened = open(store, "person.name", sealed.clone()).await;
            assert!(matches!(opened, Err(StoreError::Erased)), "{opened:?}");
        }
        let again = store
            .transact::<_, StoreError, _>("test.erase", |tx| tx.erase_data_key(KEY, at(2)))
            .await
            .unwrap();
        assert!(!again);
        other.close().await;
    }

    async fn an_erasure_that_is_rolled_back_erases_nothing(database: TestDatabase) {
        let store = database.store();
        let sealed = seal(store, "Vega").await;
        let kept = sealed.clone();
        let undone = store
            .transact::<(), StoreError, _>("test.erase", move |tx| {
                tx.erase_data_key(KEY, at(1))?;
                let inside = tx.open(KEY, "person.name", &ROW, &kept);
                assert!(matches!(inside, Err(StoreError::Erased)));
                Err(StoreError::decode("on second thoughts"))
            })
            .await;
        assert!(undone.is_err());
        assert_eq!(open(store, "person.name", sealed).await.unwrap(), "Vega");
    }

    /// A transaction that runs again makes another key: what the first run made may not linger.
    async fn a_data_key_that_was_rolled_back_is_never_used(database: TestDatabase) {
        let store = database.store();
        let undone = store
            .transact::<(), StoreError, _>("test.add", |tx| {
                tx.add_data_key(KEY, at(0))?;
                tx.seal(KEY, "person.name", &ROW, b"lost")?;
                Err(StoreError::decode("undone"))
            })
            .await;
        assert!(undone.is_err());
        let sealed = seal(store, "Vega").await;
        let other = Store::open(database.options()).await.unwrap();
        assert_eq!(open(&other, "person.name", sealed).await.unwrap(), "Vega");
        other.close().await;
    }

    async fn a_blind_index_finds_equals_only(database: TestDatabase) {
        let (a, b, c) = database
            .store()
            .read::<_, StoreError, _>("test.blind", |tx| {
                let number = b"X1234567L";
                let same = tx.blind("person.number", number) == tx.blind("person.number", number);
                let other = tx.blind("person.number", number) == tx.blind("letter.code", number);
                Ok((same, other, tx.blind("person.number", b"Y") == tx.blind("person.number", number)))
            })
            .await
            .unwrap();
        assert_eq!((a, b, c), (true, false, false));
    }

    async fn a_message_goes_from_queue_to_sent(database: TestDatabase) {
        let store = database.store();
        enqueue(store, 2).await;
        enqueue(store, 1).await;
        assert_eq!(lease(store, "worker-a", at(0)).await, []);
        let leased = lease(store, "worker-a", at(5)).await;
        let seen: Vec<_> = leased.iter().map(|m| (m.id, m.payload.clone(), m.attempts)).collect();
        assert_eq!(seen, [(message(1), vec![1], 1), (message(2), vec![2], 1)]);
        assert_eq!(lease(store, "worker-b", at(6)).await, []);
        let (sent, again, stranger, due) = store
            .transact::<_, StoreError, _>("test.sent", |tx| {
                Ok((
                    outbox::mark_sent(tx, message(1), "worker-a", at(7))?,
                    outbox::mark_sent(tx, message(1), "worker-a", at(7))?,
                    outbox::mark_sent(tx, message(2), "worker-b", at(7))?,
                    outbox::next_due(tx)?,
                ))
            })
            .await
            .unwrap();
        assert_eq!((sent, again, stranger), (true, false, false));
        assert_eq!(due, Some(at(65)));
        let payloads: i64 = store
            .read::<_, StoreError, _>("test.payloads", |tx| {
                tx.query_one(
                    sql!("SELECT COUNT(*) FROM outbox WHERE payload IS NOT NULL"),
                    &[],
                    |row| row.get(0),
                )
            })
            .await
            .unwrap();
        assert_eq!(payloads, 1, "what was sent is forgotten");
    }

    async fn a_message_of_a_dead_worker_passes_to_another(database: TestDatabase) {
        let store = database.store();
        enqueue(store, 1).await;
        assert_eq!(lease(store, "worker-a", at(10)).await.len(), 1);
        assert_eq!(lease(store, "worker-b", at(69)).await, []);
        let taken = lease(store, "worker-b", at(70)).await;
        assert_eq!(taken[0].attempts, 2);
        let late = store
            .transact::<_, StoreError, _>("test.sent", |tx| {
                outbox::mark_sent(tx, message(1), "worker-a", at(71))
            })
            .await
            .unwrap();
        assert!(!late);
    }

    async fn a_message_waits_and_is_given_up(database: TestDatabase) {
        let store = database.store();
        enqueue(store, 1).await;
        lease(store, "worker-a", at(2)).await;
        let retried = store
            .transact::<_, StoreError, _>("test.retry", |tx| {
                outbox::retry_at(tx, message(1), "worker-a", at(30), "gateway down", at(3))
            })
            .await
            .unwrap();
        assert!(retried);
        assert_eq!(lease(store, "worker-a", at(29)).await, []);
        assert_eq!(lease(store, "worker-a", at(30)).await.len(), 1);
        let counts = store
            .transact::<_, StoreError, _>("test.give_up", |tx| {
                assert!(outbox::give_up(tx, message(1), "worker-a", "refused", at(31))?);
                outbox::counts(tx)
            })
            .await
            .unwrap();
        assert_eq!((counts[0].state.as_str(), counts[0].messages), ("given_up", 1));
        assert_eq!(lease(store, "worker-a", at(1000)).await, []);
    }

    async fn a_message_of_an_erased_person_is_given_up(database: TestDatabase) {
        let store = database.store();
        let counts = store
            .transact::<_, StoreError, _>("test.enqueue", |tx| {
                tx.add_data_key(KEY, at(0))?;
                let new = NewMessage {
                    id: message(1),
                    channel: "sms",
                    kind: "welcome",
                    data_key: Some(KEY),
                    payload: b"Hola",
                    dedup_key: Some("once"),
                    not_before: at(0),
                };
                assert!(outbox::add(tx, &new, at(0))?);
                let twin = NewMessage { id: message(2), ..new };
                assert!(!outbox::add(tx, &twin, at(0))?, "the same dedup_key queues once");
                tx.erase_data_key(KEY, at(1))?;
                assert_eq!(outbox::lease_batch(tx, request("worker-a"), at(2))?, []);
                outbox::counts(tx)
            })
            .await
            .unwrap();
        assert_eq!((counts[0].state.as_str(), counts[0].messages), ("given_up", 1));
    }

    async fn workers_share_the_outbox_without_overlap(database: TestDatabase) {
        let store = database.store();
        for number in 0..40 {
            enqueue(store, number).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for holder in ["a", "b", "c", "d"] {
            let store = store.clone();
            workers.spawn(async move { lease(&store, holder, at(100)).await });
        }
        let mut ids: Vec<_> = workers.join_all().await.into_iter().flatten().map(|m| m.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((all, ids.len()), (40, 40));
    }

    async fn a_lease_has_one_holder_at_a_time(database: TestDatabase) {
        let store = database.store();
        let ttl = SignedDuration::from_secs(30);
        let take = |holder, now| store.try_lease("clockwork", holder, ttl, now);
        assert!(take("a", at(0)).await.unwrap());
        assert!(!take("b", at(29)).await.unwrap());
        assert!(take("a", at(29)).await.unwrap(), "the holder renews");
        assert!(!take("b", at(30)).await.unwrap());
        assert!(take("b", at(59)).await.unwrap(), "its time was over");
        store.release_lease("clockwork", "a").await.unwrap();
        assert!(!take("a", at(60)).await.unwrap(), "only the holder gives it back");
        store.release_lease("clockwork", "b").await.unwrap();
        assert!(take("a", at(60)).await.unwrap());
    }

    async fn retention_removes_what_is_old_in_batches(database: TestDatabase) {
        let store = database.store();
        store
            .transact::<_, StoreError, _>("test.fill", |tx| {
                for number in 0..1200_u32 {
                    let mut id = [0; 16];
                    id[..4].copy_from_slice(&number.to_be_bytes());
                    let state = if number < 10 { "queued" } else { "sent" };
                    let day = i64::from(number) % 2 * 86_400 * 40;
                    tx.execute(
                        sql!(
                            "INSERT INTO outbox (id, channel, kind, state, attempts, not_before, \
                             created_at, updated_at, updated_by) \
                             VALUES ($1, 'sms', 'pin', $2, 1, $3, $3, $3, 'test')"
                        ),
                        &[&id, &state, &at(day)],
                    )?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let rule = &retention::INFRASTRUCTURE[0];
        let removed = store.apply_retention(rule, at(86_400 * 45)).await.unwrap();
        assert_eq!(removed, 595, "half of them are old, and five of those still wait");
        assert_eq!(store.apply_retention(rule, at(86_400 * 45)).await.unwrap(), 0);
    }

    async fn a_commit_wakes_subscribers_and_a_rollback_does_not(database: TestDatabase) {
        let store = database.store();
        let mut hints = store.subscribe();
        let undone = store
            .transact::<(), StoreError, _>("test.wake", |tx| {
                tx.wake("undone");
                Err(StoreError::decode("undone"))
            })
            .await;
        assert!(undone.is_err());
        store
            .transact::<_, StoreError, _>("test.wake", |tx| {
                tx.wake("done");
                Ok(())
            })
            .await
            .unwrap();
        let mut heard = hints.next().await.unwrap();
        // A listener that has just connected says that it may have missed something.
        while heard == Hint::Missed {
            heard = hints.next().await.unwrap();
        }
        assert_eq!(heard, Hint::Topic("done".into()));
        assert!(heard.concerns("done") && !heard.concerns("other") && Hint::Missed.concerns("any"));
        store.close().await;
        while hints.next().await.is_some() {}
    }
}

/// On PostgreSQL other processes hear a wake-up too.
#[test]
fn another_process_is_woken() {
    store::testing::run(store::testing::Engine::Postgres, |database| async move {
        let other = Store::open(database.options()).await.unwrap();
        let mut hints = other.subscribe();
        let heard = async {
            loop {
                match hints.next().await {
                    Some(Hint::Topic(topic)) => break topic,
                    Some(Hint::Missed) => {}
                    None => panic!("the store was closed"),
                }
                // The other one listens now.
                database.store().notify("outbox");
            }
        };
        database.store().notify("outbox");
        let heard = tokio::time::timeout(Duration::from_secs(20), heard)
            .await
            .unwrap();
        assert_eq!(heard, "outbox");
        other.close().await;
    });
}
