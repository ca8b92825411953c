//! `kill -9` of a process under load loses no acknowledged transaction, and no half of one.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use store::{StoreError, on_both_engines, sql};

/// Acknowledged rows after which the process is killed: past several checkpoints of the WAL.
const ENOUGH: usize = 3000;

on_both_engines! {
    async fn a_killed_process_loses_nothing_acknowledged(database: TestDatabase) {
        let table = "CREATE TABLE crash_row (
                         id BIGINT NOT NULL,
                         half BIGINT NOT NULL,
                         PRIMARY KEY (id, half)
                     )";
        database.run_text(table).await;
        let url = database.url().to_owned();
        let acknowledged = tokio::task::spawn_blocking(move || kill_under_load(&url)).await.unwrap();
        assert!(acknowledged.len() >= ENOUGH);

        let stored = database
            .store()
            .read::<_, StoreError, _>("test.stored", |tx| {
                tx.query_all(
                    sql!("SELECT id, COUNT(*) FROM crash_row GROUP BY id"),
                    &[],
                    |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)),
                )
            })
            .await
            .unwrap();
        let whole: std::collections::HashMap<_, _> = stored.into_iter().collect();
        assert!(whole.values().all(|halves| *halves == 2), "a transaction is whole or not there");
        for id in acknowledged {
            assert!(whole.contains_key(&id), "{id} was acknowledged and is lost");
        }
        // The database goes on working.
        database
            .store()
            .transact::<_, StoreError, _>("test.after", |tx| {
                tx.execute(sql!("INSERT INTO crash_row (id, half) VALUES (-1, 1)"), &[])
            })
            .await
            .unwrap();
    }
}

/// Starts the writer, kills it while it works, and returns every id that it acknowledged.
fn kill_under_load(url: &str) -> Vec<i64> {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_store-crash-writer"))
        .arg(url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut acknowledged: Vec<i64> = lines
        .by_ref()
        .take(ENOUGH)
        .map(|line| line.unwrap().parse().unwrap())
        .collect();
    // SIGKILL: nothing in the process can react.
    writer.kill().unwrap();
    let rest = lines
        .map_while(Result::ok)
        .filter_map(|line| line.parse::<i64>().ok());
    acknowledged.extend(rest);
    writer.wait().unwrap();
    acknowledged
}
