//! The process that the crash test kills: many callers commit rows and print the id of each one
//! that was acknowledged. Usage: `store-crash-writer URL`.

use std::io::Write as _;

use store::{Store, StoreError, sql, testing};

/// Enough callers for real groups.
const CALLERS: i64 = 32;

/// What a caller adds to its number for each next row.
const STRIDE: i64 = 1_000_000;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), AnyError> {
    let url = std::env::args()
        .nth(1)
        .ok_or("usage: store-crash-writer URL")?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = Store::open(testing::options(&url)).await?;
        let mut callers = tokio::task::JoinSet::new();
        for caller in 0..CALLERS {
            callers.spawn(write_for_ever(store.clone(), caller * STRIDE));
        }
        while let Some(ended) = callers.join_next().await {
            ended??;
        }
        Ok(())
    })
}

async fn write_for_ever(store: Store, first: i64) -> Result<(), AnyError> {
    for id in first..first + STRIDE {
        store
            .transact::<_, StoreError, _>("crash.write", move |tx| {
                tx.execute(
                    sql!("INSERT INTO crash_row (id, half) VALUES ($1, 1)"),
                    &[&id],
                )?;
                tx.execute(
                    sql!("INSERT INTO crash_row (id, half) VALUES ($1, 2)"),
                    &[&id],
                )?;
                Ok(())
            })
            .await?;
        // One write call a line: a line is either whole or not there.
        std::io::stdout().write_all(format!("{id}\n").as_bytes())?;
    }
    Ok(())
}
