//! What an operator's tools ask of a database that serves.

use vocab::Timestamp;

use crate::{Store, StoreError, Tx, outbox, outbox::OutboxCount, sql};

/// The database at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The time by its own clock, to the second (SQLite: this machine's).
    pub clock: Timestamp,
    /// Messages by channel and state.
    pub outbox: Vec<OutboxCount>,
    /// Leases, also those whose time is over.
    pub leases: Vec<Lease>,
}

/// Who does a piece of clockwork.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What is done.
    pub name: String,
    /// By which process.
    pub holder: String,
    /// Until when, if nothing more is heard.
    pub held_until: Timestamp,
}

impl Store {
    /// Looks at clock, outbox and leases.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn health(&self) -> Result<Health, StoreError> {
        self.read("store.health", look).await
    }
}

fn look(tx: &mut Tx<'_>) -> Result<Health, StoreError> {
    // The engines have no common word for the time as a number.
    let question = tx.for_engine(
        sql!("SELECT CAST(strftime('%s', 'now') AS INTEGER)"),
        sql!("SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp())) AS BIGINT)"),
    );
    let second: i64 = tx.query_one(question, &[], |row| row.get(0))?;
    let leases = tx.query_all(
        sql!("SELECT name, holder, held_until FROM lease ORDER BY name"),
        &[],
        |row| {
            Ok(Lease {
                name: row.get(0)?,
                holder: row.get(1)?,
                held_until: row.get(2)?,
            })
        },
    )?;
    Ok(Health {
        clock: Timestamp::from_second(second)
            .map_err(|_| StoreError::decode("the clock of the database"))?,
        outbox: outbox::counts(tx)?,
        leases,
    })
}
