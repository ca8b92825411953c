//! Migrations on PostgreSQL. Each takes an advisory lock first, so that two processes cannot both
//! apply one.

use postgres::Client;

use super::{Applied, LEDGER, LIST, Migration, RECORD, compatible, next, roles};
use crate::{
    StoreError,
    engine::postgres::{PostgresAddress, fault},
};

const NAME: &str = "store.migrate";

/// Key of the lock: "aldaba" in ASCII.
pub(super) const LOCK: &str = "SELECT pg_advisory_xact_lock(107090826551905)";

pub(super) fn migrate(address: &PostgresAddress, all: &[Migration]) -> Result<(), StoreError> {
    let failed = |error| fault(NAME, error).error;
    let mut client = address.connect().map_err(failed)?;
    while step(&mut client, all)? {}
    roles::renew(&mut client).map_err(failed)
}

/// Applies one migration; `false` when there was none left.
fn step(client: &mut Client, all: &[Migration]) -> Result<bool, StoreError> {
    let failed = |error| fault(NAME, error).error;
    // READ COMMITTED: after the lock is granted, what others committed meanwhile is seen.
    let mut transaction = client.transaction().map_err(failed)?;
    transaction.batch_execute(LOCK).map_err(failed)?;
    transaction
        .batch_execute("SET LOCAL client_min_messages = warning")
        .map_err(failed)?;
    transaction.batch_execute(LEDGER).map_err(failed)?;
    let mut applied = Vec::new();
    for row in transaction.query(LIST, &[]).map_err(failed)? {
        applied.push(Applied {
            number: row.try_get(0).map_err(failed)?,
            name: row.try_get(1).map_err(failed)?,
            checksum: row.try_get(2).map_err(failed)?,
            min_compatible: row.try_get(3).map_err(failed)?,
        });
    }
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
    transaction.batch_execute(migration.text).map_err(failed)?;
    let (checksum, oldest) = (migration.checksum(), migration.min_compatible());
    transaction
        .execute(
            RECORD,
            &[&migration.number, &migration.name, &checksum, &oldest],
        )
        .map_err(failed)?;
    transaction.commit().map_err(failed)?;
    Ok(true)
}

#[cfg(feature = "testing")]
pub(super) fn run_text(address: &PostgresAddress, text: &str) -> Result<(), StoreError> {
    let run = address
        .connect()
        .and_then(|mut client| client.batch_execute(text));
    run.map_err(|error| fault(NAME, error).error)
}
