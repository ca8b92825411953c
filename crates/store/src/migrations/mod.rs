//! Migrations: numbered files, embedded, each applied once in a transaction.
//!
//! They are written in the subset that both engines share: types `BIGINT`, `BOOLEAN`, `BYTEA`,
//! `TEXT`, immediate constraints, partial indexes. The engine layer replaces the type names for
//! SQLite and makes its tables STRICT ([`dialect`]).
//!
//! A file may say `-- min_compatible: N`: releases that know migration `N` or a later one can
//! work on a database that has this migration (expand, move, contract). Without it a migration
//! needs a release that knows it.

mod dialect;
mod postgres;
mod roles;
mod sqlite;

pub(crate) use roles::SEDE;

use crate::{StoreError, Tx, options::Database, sql};

/// One migration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// Every migration of this release, in order.
pub(crate) const ALL: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// What was applied to a database.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Applied {
    number: i64,
    name: String,
    checksum: String,
    min_compatible: i64,
}

impl Migration {
    /// FNV-1a of 64 bits over the text without comments and spaces at the ends of lines: tells
    /// builds apart, and is no protection against anybody.
    pub(crate) fn checksum(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |byte: u8| {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        };
        for line in self.text.lines() {
            let code = line
                .split_once("--")
                .map_or(line, |(code, _)| code)
                .trim_end();
            if code.is_empty() {
                continue;
            }
            for byte in code.as_bytes() {
                add(*byte);
            }
            add(b'\n');
        }
        format!("{hash:016x}")
    }

    fn min_compatible(&self) -> i64 {
        let declared = self
            .text
            .lines()
            .find_map(|line| line.strip_prefix("-- min_compatible:"));
        declared
            .and_then(|number| number.trim().parse().ok())
            .unwrap_or(self.number)
    }
}

/// Applies what is missing.
pub(crate) fn migrate(database: &Database, all: &[Migration]) -> Result<(), StoreError> {
    match database {
        Database::Sqlite(options) => sqlite::migrate(options, all),
        Database::Postgres(config) => postgres::migrate(config, all),
    }
}

/// What a migrated database depends on, for tests that copy one: the texts, and how they are
/// told to an engine.
#[cfg(feature = "testing")]
pub(crate) fn everything_told() -> impl Iterator<Item = &'static str> {
    let sources = [
        include_str!("mod.rs"),
        include_str!("dialect.rs"),
        include_str!("roles.rs"),
        include_str!("sqlite.rs"),
        include_str!("postgres.rs"),
        include_str!("../engine/sqlite/connection.rs"),
    ];
    ALL.iter().map(|migration| migration.text).chain(sources)
}

/// Runs a text in the words of migrations, for tests that need tables of their own.
#[cfg(feature = "testing")]
pub(crate) fn run_text(database: &Database, text: &str) -> Result<(), StoreError> {
    match database {
        Database::Sqlite(options) => sqlite::run_text(options, text),
        Database::Postgres(config) => postgres::run_text(config, text),
    }
}

/// Tells whether a release with the migrations `all` can work with this database.
pub(crate) fn check(tx: &mut Tx<'_>, all: &[Migration]) -> Result<(), StoreError> {
    let known = newest(all);
    if !table_exists(tx)? {
        return Err(StoreError::OlderSchema { found: 0, known });
    }
    let applied = tx.query_all(
        sql!("SELECT number, name, checksum, min_compatible FROM schema_migration ORDER BY number"),
        &[],
        |row| {
            Ok(Applied {
                number: row.get(0)?,
                name: row.get(1)?,
                checksum: row.get(2)?,
                min_compatible: row.get(3)?,
            })
        },
    )?;
    compatible(&applied, all)?;
    let missing = |migration: &&Migration| !is_applied(&applied, migration);
    match all.iter().find(missing) {
        Some(_) => Err(StoreError::OlderSchema {
            found: highest(&applied),
            known,
        }),
        None => Ok(()),
    }
}

/// Asks the engine's catalogue: a statement on a missing table would end the transaction.
fn table_exists(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let question = tx.for_engine(
        sql!(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
        ),
        sql!(
            "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relname = 'schema_migration' \
             AND pg_catalog.pg_table_is_visible(oid)"
        ),
    );
    let found: i64 = tx.query_one(question, &[], |row| row.get(0))?;
    Ok(found == 1)
}

/// If and only if nothing was applied that this release cannot live with.
fn compatible(applied: &[Applied], all: &[Migration]) -> Result<(), StoreError> {
    let known = newest(all);
    for done in applied {
        match all.iter().find(|migration| migration.number == done.number) {
            Some(migration) if migration.checksum() != done.checksum => {
                return Err(StoreError::ForeignSchema {
                    number: done.number,
                    name: done.name.clone(),
                });
            }
            Some(_) => {}
            None if done.number > known && done.min_compatible <= known => {}
            None if done.number > known => {
                let (found, needs) = (highest(applied), done.min_compatible);
                return Err(StoreError::NewerSchema {
                    found,
                    needs,
                    known,
                });
            }
            None => {
                return Err(StoreError::ForeignSchema {
                    number: done.number,
                    name: done.name.clone(),
                });
            }
        }
    }
    Ok(())
}

fn is_applied(applied: &[Applied], migration: &Migration) -> bool {
    applied.iter().any(|done| done.number == migration.number)
}

/// The first migration in order that is missing.
fn next<'m>(applied: &[Applied], all: &'m [Migration]) -> Option<&'m Migration> {
    all.iter().find(|migration| !is_applied(applied, migration))
}

fn newest(all: &[Migration]) -> i64 {
    all.iter()
        .map(|migration| migration.number)
        .max()
        .unwrap_or(0)
}

fn highest(applied: &[Applied]) -> i64 {
    applied.iter().map(|done| done.number).max().unwrap_or(0)
}

/// The list of what was applied, in the neutral types.
const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    number BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    min_compatible BIGINT NOT NULL,
    applied_at TEXT NOT NULL
);";

const RECORD: &str = "INSERT INTO schema_migration (number, name, checksum, min_compatible, applied_at) \
                      VALUES ($1, $2, $3, $4, CAST(CURRENT_TIMESTAMP AS TEXT))";

const LIST: &str = "SELECT number, name, checksum, min_compatible FROM schema_migration";

#[cfg(test)]
mod tests;
