//! What happens when the disk is full, the connection breaks or the server is gone.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use store::{
    Store, StoreError, sql,
    testing::{Engine, TestDatabase, options, run},
};
use tokio::task::JoinSet;

async fn add(store: &Store, id: i64, size: usize) -> Result<u64, StoreError> {
    let bytes = vec![7_u8; size];
    store
        .transact("test.add", move |tx| {
            tx.execute(
                sql!("INSERT INTO heap (id, bytes) VALUES ($1, $2)"),
                &[&id, &bytes],
            )
        })
        .await
}

async fn count(store: &Store) -> Result<i64, StoreError> {
    store
        .read("test.count", |tx| {
            tx.query_one(sql!("SELECT COUNT(*) FROM heap"), &[], |row| row.get(0))
        })
        .await
}

async fn heap(database: &TestDatabase) {
    database
        .run_text("CREATE TABLE heap (id BIGINT NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL)")
        .await;
}

/// A full disk gives the whole group up. Those that fit are committed all the same, the others
/// are told, and reads go on.
#[test]
fn a_full_disk_stops_writes_only() {
    run(Engine::Sqlite, |database| async move {
        heap(&database).await;
        database.store().close().await;
        let store = Store::open(database.options().max_pages(400))
            .await
            .unwrap();
        let mut callers = JoinSet::new();
        for id in 0..256_i64 {
            let store = store.clone();
            // Every eighth is large: together they do not fit.
            let size = if id % 8 == 0 { 100_000 } else { 10 };
            callers.spawn(async move { (id, add(&store, id, size).await) });
        }
        let ended = callers.join_all().await;
        let done: Vec<_> = ended.iter().filter(|(_, result)| result.is_ok()).collect();
        let full = ended
            .iter()
            .filter(|(_, result)| matches!(result, Err(StoreError::Full)));
        assert_eq!(done.len() + full.count(), 256);
        assert!(
            done.iter().any(|(id, _)| id % 8 != 0),
            "small ones still fit"
        );
        assert!(done.len() < 256, "the disk was full");
        assert_eq!(
            count(&store).await.unwrap(),
            i64::try_from(done.len()).unwrap()
        );
        store
            .transact::<_, StoreError, _>("test.remove", |tx| {
                tx.execute(sql!("DELETE FROM heap WHERE id >= 0"), &[])
            })
            .await
            .unwrap();
        add(&store, 1000, 100_000).await.unwrap();
        store.close().await;
    });
}

/// A connection that the server ends is replaced, and the transaction runs again.
#[test]
fn a_lost_connection_is_replaced() {
    run(Engine::Postgres, |database| async move {
        heap(&database).await;
        let store = Store::open(database.options().threads(1, 1)).await.unwrap();
        add(&store, 1, 1).await.unwrap();
        count(&store).await.unwrap();
        let others = sql!(
            "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()) AS ended"
        );
        let ended: i64 = database
            .store()
            .read::<_, StoreError, _>("test.end", move |tx| {
                tx.query_one(others, &[], |row| row.get(0))
            })
            .await
            .unwrap();
        assert!(ended >= 2, "writer and reader were connected");
        add(&store, 2, 1).await.unwrap();
        assert_eq!(count(&store).await.unwrap(), 2);

        // In the middle of a transaction, too: it ends its own connection once.
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        store
            .transact::<_, StoreError, _>("test.suicide", move |tx| {
                if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                    let end = sql!("SELECT pg_terminate_backend(pg_backend_pid())");
                    tx.query_one(end, &[], |row| row.get::<bool>(0))?;
                }
                tx.execute(
                    sql!("INSERT INTO heap (id, bytes) VALUES (3, $1)"),
                    &[&[1_u8]],
                )
            })
            .await
            .unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        assert_eq!(count(&store).await.unwrap(), 3);
        store.close().await;
    });
}

/// A connection that breaks during COMMIT: the caller must look before trying again.
#[test]
fn a_commit_without_answer_is_told_as_unknown() {
    run(Engine::Postgres, |database| async move {
        heap(&database).await;
        database
            .run_text(
                "CREATE FUNCTION end_me() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
                 CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON heap
                 DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_me();",
            )
            .await;
        let error = add(database.store(), 1, 1).await.unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::OutcomeUnknown {
                    transaction: "test.add",
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(count(database.store()).await.unwrap(), 0);
    });
}

#[test]
fn a_server_that_is_gone_is_told_and_names_no_password() {
    run(Engine::Postgres, |_| async {
        let address = "postgres://somebody:very-secret@127.0.0.1:1/nothing";
        let error = Store::open(options(address)).await.unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
        assert!(!format!("{error:?}").contains("very-secret"));
    });
}

#[test]
fn a_prepared_statement_survives_a_change_of_its_table() {
    run(Engine::Postgres, |database| async move {
        heap(&database).await;
        let store = Store::open(database.options().threads(1, 1)).await.unwrap();
        let all = |store: Store| async move {
            store
                .read::<_, StoreError, _>("test.all", |tx| {
                    tx.query_all(sql!("SELECT * FROM heap"), &[], |row| row.get::<i64>(0))
                })
                .await
        };
        add(&store, 1, 1).await.unwrap();
        assert_eq!(all(store.clone()).await.unwrap(), [1]);
        database
            .run_text("ALTER TABLE heap ADD COLUMN more BIGINT")
            .await;
        assert_eq!(all(store.clone()).await.unwrap(), [1]);
        store.close().await;
    });
}

#[test]
fn a_file_that_is_no_database_is_told() {
    run(Engine::Sqlite, |database| async move {
        let path = database.url().trim_start_matches("sqlite:").to_owned() + ".txt";
        std::fs::write(
            &path,
            "This is a text, and long enough to be no database header.",
        )
        .unwrap();
        let error = Store::open(options(&format!("sqlite:{path}")))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }), "{error}");
    });
}

#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    run(Engine::Sqlite, |database| async move {
        heap(&database).await;
        let path = database.url().trim_start_matches("sqlite:").to_owned();
        for file in [path.clone(), format!("{path}-wal"), format!("{path}-shm")] {
            let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{file}");
        }
    });
}
