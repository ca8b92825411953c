//! Many callers at once, the same on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicUsize, Ordering},
};

use store::{Store, StoreError, on_both_engines, sql, testing::TestDatabase};
use tokio::task::JoinSet;

const TABLES: &str = "
    CREATE TABLE slot (id BIGINT NOT NULL PRIMARY KEY, holder BIGINT NOT NULL);
    CREATE TABLE guard (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL);
    CREATE TABLE duty (
        id BIGINT NOT NULL PRIMARY KEY,
        person BIGINT NOT NULL,
        present BOOLEAN NOT NULL
    );
    CREATE TABLE counter (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);";

async fn tables(database: &TestDatabase) -> Store {
    database.run_text(TABLES).await;
    database.store().clone()
}

async fn count(store: &Store, what: store::Sql) -> i64 {
    store
        .read::<_, StoreError, _>("test.count", move |tx| {
            tx.query_one(what, &[], |row| row.get(0))
        })
        .await
        .unwrap()
}

on_both_engines! {
    async fn one_of_many_gets_a_unique_value(database: TestDatabase) {
        let store = tables(&database).await;
        let mut callers = JoinSet::new();
        for caller in 0..64_i64 {
            let store = store.clone();
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.take", move |tx| {
                        tx.execute(
                            sql!("INSERT INTO slot (id, holder) VALUES (1, $1)"),
                            &[&caller],
                        )
                    })
                    .await
            });
        }
        let ended = callers.join_all().await;
        let won = ended.iter().filter(|result| result.is_ok()).count();
        assert_eq!(won, 1);
        for error in ended.into_iter().filter_map(Result::err) {
            assert!(error.is_unique_violation("slot", &["id"]), "{error}");
        }
    }

    async fn one_of_many_moves_a_state(database: TestDatabase) {
        let store = tables(&database).await;
        database.run_text("INSERT INTO slot (id, holder) VALUES (1, -1)").await;
        let mut callers = JoinSet::new();
        for caller in 0..64_i64 {
            let store = store.clone();
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.move", move |tx| {
                        tx.query_opt(
                            sql!(
                                "UPDATE slot SET holder = $1 WHERE id = 1 AND holder = -1 \
                                 RETURNING holder"
                            ),
                            &[&caller],
                            |row| row.get::<i64>(0),
                        )
                    })
                    .await
                    .unwrap()
            });
        }
        let winners: Vec<_> = callers.join_all().await.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1);
        let holder = count(&store, sql!("SELECT holder FROM slot")).await;
        assert_eq!(Some(&holder), winners.first());
    }

    async fn loses_no_increment(database: TestDatabase) {
        let store = tables(&database).await;
        database.run_text("INSERT INTO counter (id, value) VALUES (1, 0), (2, 0)").await;
        let mut callers = JoinSet::new();
        for caller in 0..16_i64 {
            let store = store.clone();
            callers.spawn(async move {
                for _ in 0..20 {
                    let id = 1 + caller % 2;
                    store
                        .transact::<_, StoreError, _>("test.increment", move |tx| {
                            let read = sql!("SELECT value FROM counter WHERE id = $1");
                            let value: i64 = tx.query_one(read, &[&id], |row| row.get(0))?;
                            let write = sql!("UPDATE counter SET value = $1 WHERE id = $2");
                            tx.execute(write, &[&(value + 1), &id])
                        })
                        .await
                        .unwrap();
                }
            });
        }
        callers.join_all().await;
        let sum = sql!("SELECT CAST(SUM(value) AS BIGINT) FROM counter");
        assert_eq!(count(&store, sum).await, 320);
    }

    /// Two may go off duty only while the other stays: each reads both rows and writes its own.
    async fn the_guard_row_keeps_write_skew_out(database: TestDatabase) {
        let store = tables(&database).await;
        for person in 0..20_i64 {
            store
                .transact::<_, StoreError, _>("test.set_up", move |tx| {
                    tx.execute(sql!("INSERT INTO guard (id, version) VALUES ($1, 0)"), &[&person])?;
                    tx.execute(
                        sql!(
                            "INSERT INTO duty (id, person, present) \
                             VALUES ($1, $2, TRUE), ($3, $2, TRUE)"
                        ),
                        &[&(person * 2), &person, &(person * 2 + 1)],
                    )
                })
                .await
                .unwrap();
        }
        let mut callers = JoinSet::new();
        for duty in 0..40_i64 {
            let store = store.clone();
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.leave", move |tx| {
                        let person = duty / 2;
                        let guard = sql!("UPDATE guard SET version = version + 1 WHERE id = $1");
                        tx.execute(guard, &[&person])?;
                        let present: i64 = tx.query_one(
                            sql!("SELECT COUNT(*) FROM duty WHERE person = $1 AND present = TRUE"),
                            &[&person],
                            |row| row.get(0),
                        )?;
                        if present == 2 {
                            let leave = sql!("UPDATE duty SET present = FALSE WHERE id = $1");
                            tx.execute(leave, &[&duty])?;
                        }
                        Ok(())
                    })
                    .await
                    .unwrap();
            });
        }
        callers.join_all().await;
        let present = sql!("SELECT COUNT(*) FROM duty WHERE present = TRUE");
        assert_eq!(count(&store, present).await, 20);
    }

    /// A quarter each: commits, returns an error, breaks a rule, panics.
    async fn each_of_a_group_loses_only_its_own(database: TestDatabase) {
        let store = tables(&database).await;
        database.run_text("INSERT INTO slot (id, holder) VALUES (1000, 0)").await;
        let mut callers = JoinSet::new();
        for caller in 0..96_i64 {
            let store = store.clone();
            callers.spawn(async move {
                let ended = store
                    .transact::<(), StoreError, _>("test.group", move |tx| {
                        let insert = sql!("INSERT INTO slot (id, holder) VALUES ($1, 1)");
                        tx.execute(insert, &[&caller])?;
                        match caller % 4 {
                            0 => Ok(()),
                            1 => Err(StoreError::decode("as the closure wanted")),
                            2 => tx.execute(insert, &[&1000_i64]).map(drop),
                            _ => panic!("a panic that a test wanted"),
                        }
                    })
                    .await;
                match caller % 4 {
                    0 => assert!(ended.is_ok()),
                    1 => assert!(matches!(ended, Err(StoreError::Decode { .. }))),
                    2 => assert!(matches!(ended, Err(StoreError::UniqueViolation { .. }))),
                    _ => assert!(matches!(
                        ended,
                        Err(StoreError::Bug { what, .. }) if what.contains("a test wanted")
                    )),
                }
            });
        }
        callers.join_all().await;
        assert_eq!(count(&store, sql!("SELECT COUNT(*) FROM slot WHERE holder = 1")).await, 24);
        let metrics = store.metrics();
        let group = metrics.transactions.iter().find(|t| t.name == "test.group").unwrap();
        assert_eq!((group.committed, group.refused, group.failed), (24, 48, 24));
    }

    async fn reads_see_what_was_acknowledged(database: TestDatabase) {
        let store = tables(&database).await;
        let mut callers = JoinSet::new();
        for caller in 0..8_i64 {
            let store = store.clone();
            callers.spawn(async move {
                for step in 0..40 {
                    let id = caller * 100 + step;
                    store
                        .transact::<_, StoreError, _>("test.write", move |tx| {
                            tx.execute(sql!("INSERT INTO slot VALUES ($1, 0)"), &[&id])
                        })
                        .await
                        .unwrap();
                    let seen: i64 = store
                        .read::<_, StoreError, _>("test.look", move |tx| {
                            let look = sql!("SELECT COUNT(*) FROM slot WHERE id = $1");
                            tx.query_one(look, &[&id], |row| row.get(0))
                        })
                        .await
                        .unwrap();
                    assert_eq!(seen, 1);
                }
            });
        }
        callers.join_all().await;
    }

    async fn a_read_is_one_snapshot(database: TestDatabase) {
        let store = tables(&database).await;
        database.run_text("INSERT INTO counter (id, value) VALUES (1, 0), (2, 0)").await;
        let stop = Arc::new(AtomicI64::new(0));
        let (writer, stopping) = (store.clone(), Arc::clone(&stop));
        let writing = tokio::spawn(async move {
            while stopping.load(Ordering::Relaxed) == 0 {
                writer
                    .transact::<_, StoreError, _>("test.both", |tx| {
                        tx.execute(sql!("UPDATE counter SET value = value + 1"), &[])
                    })
                    .await
                    .unwrap();
            }
        });
        for _ in 0..100 {
            let (one, two) = store
                .read::<_, StoreError, _>("test.both", |tx| {
                    let read = sql!("SELECT value FROM counter WHERE id = $1");
                    let one: i64 = tx.query_one(read, &[&1_i64], |row| row.get(0))?;
                    std::thread::yield_now();
                    let two: i64 = tx.query_one(read, &[&2_i64], |row| row.get(0))?;
                    Ok((one, two))
                })
                .await
                .unwrap();
            assert_eq!(one, two);
        }
        stop.store(1, Ordering::Relaxed);
        writing.await.unwrap();
    }

    async fn two_processes_share_a_database(database: TestDatabase) {
        let store = tables(&database).await;
        let other = Store::open(database.options()).await.unwrap();
        let mut callers = JoinSet::new();
        for id in 0..200_i64 {
            let store = if id % 2 == 0 { store.clone() } else { other.clone() };
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.write", move |tx| {
                        tx.execute(sql!("INSERT INTO slot VALUES ($1, 0)"), &[&id])
                    })
                    .await
                    .unwrap()
            });
        }
        callers.join_all().await;
        assert_eq!(count(&other, sql!("SELECT COUNT(*) FROM slot")).await, 200);
        other.close().await;
    }

    /// Lost races are run again and counted by name.
    async fn counts_what_it_ran_again(database: TestDatabase) {
        let store = tables(&database).await;
        database.run_text("INSERT INTO counter (id, value) VALUES (1, 0)").await;
        let mut callers = JoinSet::new();
        let runs = Arc::new(AtomicUsize::new(0));
        for _ in 0..32 {
            let (store, runs) = (store.clone(), Arc::clone(&runs));
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.again", move |tx| {
                        runs.fetch_add(1, Ordering::SeqCst);
                        tx.execute(sql!("UPDATE counter SET value = value + 1"), &[])
                    })
                    .await
                    .unwrap()
            });
        }
        callers.join_all().await;
        let metrics = store.metrics();
        let again = metrics.transactions.iter().find(|t| t.name == "test.again").unwrap();
        let retries = usize::try_from(again.retries).unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 32 + retries);
        assert_eq!(count(&store, sql!("SELECT value FROM counter")).await, 32);
    }

    async fn refuses_at_once_when_the_queue_is_full(database: TestDatabase) {
        database.run_text(TABLES).await;
        let options = database.options().queues(2, 2).threads(1, 1);
        let store = Store::open(options).await.unwrap();
        let (entered, ready) = std::sync::mpsc::channel::<()>();
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let slow = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.slow", move |_| {
                        entered.send(()).unwrap();
                        gate.recv().unwrap();
                        Ok(())
                    })
                    .await
            })
        };
        tokio::task::spawn_blocking(move || ready.recv().unwrap()).await.unwrap();
        let mut waiting = JoinSet::new();
        let refused = Arc::new(AtomicUsize::new(0));
        for _ in 0..10 {
            let (store, refused) = (store.clone(), Arc::clone(&refused));
            waiting.spawn(async move {
                match store.transact::<_, StoreError, _>("test.wait", |_| Ok(())).await {
                    Ok(()) => {}
                    Err(StoreError::Overloaded { .. }) => {
                        refused.fetch_add(1, Ordering::SeqCst);
                    }
                    Err(error) => panic!("{error}"),
                }
            });
        }
        // The refusals come at once; what waits, waits for the gate.
        while refused.load(Ordering::SeqCst) < 7 {
            tokio::task::yield_now().await;
        }
        go.send(()).unwrap();
        slow.await.unwrap().unwrap();
        waiting.join_all().await;
        assert!((7..=8).contains(&refused.load(Ordering::SeqCst)));
        let reads: i64 = store
            .read::<_, StoreError, _>("test.reads_go_on", |tx| {
                tx.query_one(sql!("SELECT COUNT(*) FROM slot"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        assert_eq!(reads, 0);
        store.close().await;
    }

    async fn finishes_what_is_queued_when_it_closes(database: TestDatabase) {
        database.run_text(TABLES).await;
        let store = Store::open(database.options().threads(2, 1)).await.unwrap();
        let mut callers = JoinSet::new();
        for id in 0..200_i64 {
            let store = store.clone();
            callers.spawn(async move {
                store
                    .transact::<_, StoreError, _>("test.write", move |tx| {
                        tx.execute(sql!("INSERT INTO slot VALUES ($1, 0)"), &[&id])
                    })
                    .await
            });
        }
        tokio::task::yield_now().await;
        store.close().await;
        let ended = callers.join_all().await;
        let done = i64::try_from(ended.iter().filter(|result| result.is_ok()).count()).unwrap();
        for error in ended.into_iter().filter_map(Result::err) {
            assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
        }
        let after = store.transact::<_, StoreError, _>("test.late", |_| Ok(())).await;
        assert!(matches!(after, Err(StoreError::Unavailable { .. })));
        let written = count(database.store(), sql!("SELECT COUNT(*) FROM slot")).await;
        assert_eq!(written, done);
    }
}
