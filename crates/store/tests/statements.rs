//! What statements do, the same on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

use store::{
    Column, Param, Store, StoreError, Tx, on_both_engines, sql,
    testing::{Engine, TestDatabase},
};

const TABLES: &str = "
    CREATE TABLE parent (id BIGINT NOT NULL PRIMARY KEY);
    CREATE TABLE thing (
        id BIGINT NOT NULL PRIMARY KEY,
        owner BIGINT REFERENCES parent (id),
        word TEXT,
        bytes BYTEA,
        truth BOOLEAN,
        number BIGINT,
        CHECK (number IS NULL OR number <> 13)
    );
    CREATE UNIQUE INDEX thing_word_number ON thing (word, number);
    CREATE UNIQUE INDEX thing_bytes ON thing (bytes) WHERE bytes IS NOT NULL;";

async fn tables(database: &TestDatabase) -> &Store {
    database.run_text(TABLES).await;
    database.store()
}

async fn run<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.transact("test.run", work).await
}

/// Stores a value in a column of its kind and reads it back.
fn there_and_back<T: Param + Column>(
    tx: &mut Tx<'_>,
    insert: store::Sql,
    value: &T,
) -> Result<T, StoreError> {
    tx.execute(sql!("DELETE FROM thing"), &[])?;
    tx.query_one(insert, &[value], |row| row.get(0))
}

on_both_engines! {
    async fn brings_every_kind_of_value_back(database: TestDatabase) {
        let store = tables(&database).await;
        run(store, |tx| {
            let number = sql!("INSERT INTO thing (id, number) VALUES (1, $1) RETURNING number");
            for value in [0, i64::MIN, i64::MAX] {
                assert_eq!(there_and_back(tx, number, &value)?, value);
            }
            assert_eq!(there_and_back(tx, number, &u32::MAX)?, u32::MAX);
            assert_eq!(there_and_back::<Option<i64>>(tx, number, &None)?, None);
            // The last one is in the last second that a `Timestamp` can say.
            for moment in [
                "2026-11-22T03:15:00.123456Z",
                "1931-04-14T12:00:00.000001Z",
                "9999-12-30T22:00:00.999999Z",
            ] {
                let moment: vocab::Timestamp = moment.parse().unwrap();
                assert_eq!(there_and_back(tx, number, &moment)?, moment);
            }

            let word = sql!("INSERT INTO thing (id, word) VALUES (1, $1) RETURNING word");
            for value in ["", "ñ€😀 Ŀl", "it's \"so\" $1 ?"] {
                assert_eq!(there_and_back(tx, word, &value.to_owned())?, value);
            }
            let day: vocab::Date = "1979-02-28".parse().unwrap();
            assert_eq!(there_and_back(tx, word, &day)?, day);

            let bytes = sql!("INSERT INTO thing (id, bytes) VALUES (1, $1) RETURNING bytes");
            assert_eq!(there_and_back(tx, bytes, &vec![0_u8, 255, 10])?, [0, 255, 10]);
            assert_eq!(there_and_back(tx, bytes, &Vec::<u8>::new())?, [0_u8; 0]);
            assert_eq!(there_and_back(tx, bytes, &[7_u8; 32])?, [7; 32]);
            let id = vocab::PersonId::from_bytes([9; 16]);
            assert_eq!(there_and_back(tx, bytes, &Some(id))?, Some(id));

            let truth = sql!("INSERT INTO thing (id, truth) VALUES (1, $1) RETURNING truth");
            assert!(there_and_back(tx, truth, &true)?);
            assert!(!there_and_back(tx, truth, &false)?);
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn binds_by_number_not_by_place(database: TestDatabase) {
        let store = tables(&database).await;
        let found = run(store, |tx| {
            tx.execute(
                sql!("INSERT INTO thing (id, number, word) VALUES ($1, $1, $2), ($3, $1, $4)"),
                &[&1_i64, &"one", &2_i64, &"two"],
            )?;
            tx.query_all(
                sql!("SELECT id, number, word FROM thing WHERE number = $1 ORDER BY id"),
                &[&1_i64],
                |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<String>(2)?)),
            )
        })
        .await
        .unwrap();
        assert_eq!(found, [(1, 1, "one".to_owned()), (2, 1, "two".to_owned())]);
    }

    async fn speaks_the_common_subset(database: TestDatabase) {
        let store = tables(&database).await;
        run(store, |tx| {
            for id in 1..=10_i64 {
                let truth = (id % 2 == 0).then_some(true);
                tx.execute(
                    sql!("INSERT INTO thing (id, number, truth, word) VALUES ($1, $2, $3, $4)"),
                    &[&id, &(id * 100), &truth, &format!("w{id:02}")],
                )?;
            }
            let upsert = sql!(
                "INSERT INTO thing (id, number) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE \
                 SET number = excluded.number WHERE thing.number < excluded.number \
                 RETURNING number"
            );
            let changed: Option<i64> = tx.query_opt(upsert, &[&1_i64, &150_i64], |r| r.get(0))?;
            assert_eq!(changed, Some(150));
            let kept: Option<i64> = tx.query_opt(upsert, &[&1_i64, &149_i64], |r| r.get(0))?;
            assert_eq!(kept, None);
            let nothing = sql!("INSERT INTO thing (id) VALUES ($1) ON CONFLICT DO NOTHING");
            assert_eq!(tx.execute(nothing, &[&1_i64])?, 0);
            let page: Vec<i64> = tx.query_all(
                sql!(
                    "WITH few AS (SELECT id, number FROM thing WHERE truth IS NOT TRUE) \
                     SELECT id FROM few WHERE (number, id) > ($1, $2) ORDER BY number, id LIMIT $3"
                ),
                &[&300_i64, &3_i64, &2_i64],
                |row| row.get(0),
            )?;
            assert_eq!(page, [5, 7]);
            let either = sql!(
                "SELECT COUNT(*), CAST(SUM(number) AS BIGINT) FROM thing \
                 WHERE CAST($1 AS BIGINT) IS NULL OR id = $1"
            );
            let read = |row: &store::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            assert_eq!(tx.query_one::<(i64, i64)>(either, &[&None::<i64>], read)?, (10, 5550));
            assert_eq!(tx.query_one::<(i64, i64)>(either, &[&3_i64], read)?, (1, 300));
            let gone = tx.query_all(
                sql!(
                    "DELETE FROM thing WHERE id IN (SELECT id FROM thing ORDER BY id LIMIT $1) \
                     RETURNING id"
                ),
                &[&4_i64],
                |row| row.get::<i64>(0),
            )?;
            assert_eq!(gone.len(), 4);
            Ok(())
        })
        .await
        .unwrap();
    }

    async fn sorts_text_by_bytes(database: TestDatabase) {
        let store = tables(&database).await;
        let words = run(store, |tx| {
            for (id, word) in ["ñu", "nu", "Zoo", "ana", "Ana"].into_iter().enumerate() {
                let id = i64::try_from(id).unwrap();
                let insert = sql!("INSERT INTO thing (id, word) VALUES ($1, $2)");
                tx.execute(insert, &[&id, &word])?;
            }
            let all = sql!("SELECT word FROM thing ORDER BY word");
            tx.query_all(all, &[], |row| row.get::<String>(0))
        })
        .await
        .unwrap();
        assert_eq!(words, ["Ana", "Zoo", "ana", "nu", "ñu"]);
    }

    async fn names_broken_rules_alike(database: TestDatabase) {
        let store = tables(&database).await;
        let insert = |id: i64, word: &'static str, number: i64, owner: Option<i64>, byte: u8| {
            run(store, move |tx| {
                tx.execute(
                    sql!(
                        "INSERT INTO thing (id, word, number, owner, bytes) \
                         VALUES ($1, $2, $3, $4, $5)"
                    ),
                    &[&id, &word, &number, &owner, &[byte]],
                )
            })
        };
        insert(1, "a", 1, None, 1).await.unwrap();
        let key = insert(1, "b", 2, None, 2).await.unwrap_err();
        assert!(key.is_unique_violation("thing", &["id"]), "{key}");
        let pair = insert(2, "a", 1, None, 3).await.unwrap_err();
        assert!(pair.is_unique_violation("thing", &["word", "number"]), "{pair}");
        assert!(!pair.to_string().contains("=("), "the values may be personal: {pair}");
        let partial = insert(2, "c", 3, None, 1).await.unwrap_err();
        assert!(partial.is_unique_violation("thing", &["bytes"]), "{partial}");
        let orphan = insert(2, "d", 4, Some(77), 4).await.unwrap_err();
        assert!(matches!(orphan, StoreError::ForeignKey { .. }), "{orphan}");
        let check = insert(2, "e", 13, None, 5).await.unwrap_err();
        assert!(matches!(check, StoreError::Check { .. }), "{check}");
        let null = run(store, |tx| tx.execute(sql!("INSERT INTO parent (id) VALUES (NULL)"), &[]));
        let null = null.await;
        // SQLite takes NULL for an INTEGER PRIMARY KEY as "the next number".
        match database.engine() {
            Engine::Sqlite => assert!(null.is_ok()),
            Engine::Postgres => assert!(matches!(null, Err(StoreError::Check { .. }))),
        }
    }

    async fn refuses_values_of_another_kind(database: TestDatabase) {
        let store = tables(&database).await;
        let text_as_number = run(store, |tx| {
            tx.execute(sql!("INSERT INTO thing (id, number) VALUES (1, $1)"), &[&"one"])
        });
        assert!(text_as_number.await.is_err());
        let bytes_as_text = run(store, |tx| {
            tx.execute(sql!("INSERT INTO thing (id, word) VALUES (1, $1)"), &[&[1_u8]])
        });
        assert!(bytes_as_text.await.is_err());
        let nul = run(store, |tx| {
            tx.execute(sql!("INSERT INTO thing (id, word) VALUES (1, $1)"), &[&"a\0b"])
        });
        assert!(matches!(nul.await, Err(StoreError::Bug { .. })));
        let decoded = run(store, |tx| {
            tx.execute(sql!("INSERT INTO thing (id, word) VALUES (1, 'x')"), &[])?;
            tx.query_one(sql!("SELECT word FROM thing"), &[], |row| row.get::<i64>(0))
        });
        let decoded = decoded.await.unwrap_err();
        assert!(matches!(decoded, StoreError::Decode { .. }), "{decoded}");
        let null = run(store, |tx| {
            tx.query_one(sql!("SELECT number FROM thing WHERE id = 5"), &[], |row| {
                row.get::<i64>(0)
            })
        });
        assert!(matches!(null.await, Err(StoreError::NotFound { transaction: "test.run" })));
    }

    async fn counts_values_and_rows(database: TestDatabase) {
        let store = tables(&database).await;
        let few = run(store, |tx| tx.execute(sql!("DELETE FROM thing WHERE id = $1"), &[]));
        assert!(matches!(few.await, Err(StoreError::Bug { .. })));
        let many = run(store, |tx| {
            tx.query_opt(sql!("SELECT 1 UNION SELECT 2"), &[], |row| row.get::<i64>(0))
        });
        assert!(matches!(many.await, Err(StoreError::Bug { .. })));
        let wrong = run(store, |tx| tx.execute(sql!("DELETE FROM no_such_table"), &[]));
        let wrong = wrong.await.unwrap_err();
        assert!(matches!(&wrong, StoreError::Bug { what, .. } if what.contains("no_such_table")));
    }

    async fn refuses_to_go_on_after_an_error(database: TestDatabase) {
        let store = tables(&database).await;
        let swallowed = run(store, |tx| {
            tx.execute(sql!("INSERT INTO parent (id) VALUES (1)"), &[])?;
            let twice = tx.execute(sql!("INSERT INTO parent (id) VALUES (1)"), &[]);
            assert!(matches!(twice, Err(StoreError::UniqueViolation { .. })));
            let after = tx.execute(sql!("INSERT INTO parent (id) VALUES (2)"), &[]);
            assert!(matches!(after, Err(StoreError::Bug { .. })));
            Ok(())
        });
        let swallowed = swallowed.await;
        assert!(matches!(swallowed, Err(StoreError::UniqueViolation { .. })), "{swallowed:?}");
        let left: i64 = store
            .read::<_, StoreError, _>("test.count", |tx| {
                tx.query_one(sql!("SELECT COUNT(*) FROM parent"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        assert_eq!(left, 0);
    }

    async fn refuses_writes_in_a_read(database: TestDatabase) {
        let store = tables(&database).await;
        let written = store
            .read::<_, StoreError, _>("test.read", |tx| {
                tx.execute(sql!("INSERT INTO parent (id) VALUES (1)"), &[])
            })
            .await;
        assert!(matches!(written, Err(StoreError::Bug { .. })), "{written:?}");
    }
}
