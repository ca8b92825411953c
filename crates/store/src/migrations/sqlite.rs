//! Migrations on SQLite. Each takes the write lock first, so that two processes cannot both apply
//! one.

use rusqlite::{Connection, params};

use super::{Applied, LEDGER, LIST, Migration, RECORD, compatible, dialect::for_sqlite, next};
use crate::{
    StoreError,
    engine::sqlite::{connect, fault},
    options::SqliteOptions,
};

const NAME: &str = "store.migrate";

pub(super) fn migrate(options: &SqliteOptions, all: &[Migration]) -> Result<(), StoreError> {
    let mut connection = connect(options)?;
    while step(&mut connection, all)? {}
    Ok(())
}

/// Applies one migration; `false` when there was none left.
fn step(connection: &mut Connection, all: &[Migration]) -> Result<bool, StoreError> {
    let failed = |error| fault(NAME, error).error;
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(failed)?;
    transaction
        .execute_batch(&for_sqlite(LEDGER))
        .map_err(failed)?;
    let applied = list(&transaction).map_err(failed)?;
    compatible(&applied, all)?;
    let Some(migration) = next(&applied, all) else {
        transaction.commit().map_err(failed)?;
        return Ok(false);
    };
    tracing::info!(
        number = migration.number,
        name = migration.name,
        "applying a migration"
    );
    transaction
        .execute_batch(&for_sqlite(migration.text))
        .map_err(failed)?;
    let Migration { number, name, .. } = migration;
    let (checksum, oldest) = (migration.checksum(), migration.min_compatible());
    transaction
        .execute(RECORD, params![number, name, checksum, oldest])
        .map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(true)
}

fn list(connection: &Connection) -> rusqlite::Result<Vec<Applied>> {
    let mut statement = connection.prepare(LIST)?;
    let rows = statement.query_map([], |row| {
        Ok(Applied {
            number: row.get(0)?,
            name: row.get(1)?,
            checksum: row.get(2)?,
            min_compatible: row.get(3)?,
        })
    })?;
    rows.collect()
}

#[cfg(feature = "testing")]
pub(super) fn run_text(options: &SqliteOptions, text: &str) -> Result<(), StoreError> {
    let run = connect(options)?.execute_batch(&for_sqlite(text));
    run.map_err(|error| fault(NAME, error).error)
}
