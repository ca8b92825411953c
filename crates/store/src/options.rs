//! Where the database is and how much the store may take on at once.

use std::{path::PathBuf, sync::Arc};

use ports::sealing::{KeyedHash, Sealer};

use crate::{StoreError, engine::postgres::PostgresAddress, limit_metrics::LimitCounters};

/// Which side of the house a store serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Area {
    /// Every table.
    #[default]
    Whole,
    /// The electronic office: `sede_*` and the shared tables. On PostgreSQL its transactions run
    /// under the database role `aldaba_sede`, to which the server refuses everything else.
    Sede,
}

/// How to open a store.
#[derive(Clone)]
pub struct StoreOptions {
    pub(crate) database: Database,
    pub(crate) area: Area,
    pub(crate) listen_url: Option<String>,
    pub(crate) write_queue: usize,
    pub(crate) read_queue: usize,
    pub(crate) writers: usize,
    pub(crate) readers: usize,
    pub(crate) sealer: Arc<dyn Sealer>,
    pub(crate) hash: Arc<dyn KeyedHash>,
    /// Shared by the stores of both areas, so that one page of metrics shows all limits.
    pub(crate) limits: Arc<LimitCounters>,
}

#[derive(Clone)]
pub(crate) enum Database {
    Sqlite(SqliteOptions),
    Postgres(Box<PostgresAddress>),
}

#[derive(Debug, Clone)]
pub(crate) struct SqliteOptions {
    pub(crate) path: PathBuf,
    pub(crate) max_pages: Option<u32>,
}

impl std::fmt::Debug for StoreOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address may hold a password.
        f.debug_struct("StoreOptions")
            .field("area", &self.area)
            .finish_non_exhaustive()
    }
}

impl StoreOptions {
    /// Options for `storage.url`: `sqlite:path` or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Settings`] if the address is neither.
    pub fn new(
        url: &str,
        sealer: Arc<dyn Sealer>,
        hash: Arc<dyn KeyedHash>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            database: parse_url(url)?,
            area: Area::Whole,
            listen_url: None,
            // 256 callers a second behind a slow disk fit; beyond that waiting helps nobody.
            write_queue: 4096,
            read_queue: 4096,
            // PostgreSQL only: more than some 4 a core raises conflicts, not speed.
            writers: 8,
            readers: 4,
            sealer,
            hash,
            limits: Arc::default(),
        })
    }

    /// Serves one side of the house only.
    #[must_use]
    pub fn area(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    /// A direct address for LISTEN, where `storage.url` leads to a pooler (PostgreSQL only).
    #[must_use]
    pub fn listen_url(mut self, url: impl Into<String>) -> Self {
        self.listen_url = Some(url.into());
        self
    }

    /// How many transactions may wait for a writer, and how many for a reader; more are refused.
    #[must_use]
    pub fn queues(mut self, writes: usize, reads: usize) -> Self {
        self.write_queue = writes;
        self.read_queue = reads;
        self
    }

    /// Threads that write (PostgreSQL: each with a connection; SQLite has one) and that read.
    #[must_use]
    pub fn threads(mut self, writers: usize, readers: usize) -> Self {
        self.writers = writers;
        self.readers = readers;
        self
    }

    /// A ceiling for the database file in pages of 4 KiB (SQLite only): beyond it writes answer
    /// [`StoreError::Full`] and leave the disk to others.
    #[must_use]
    pub fn max_pages(mut self, pages: u32) -> Self {
        if let Database::Sqlite(sqlite) = &mut self.database {
            sqlite.max_pages = Some(pages);
        }
        self
    }
}

fn parse_url(url: &str) -> Result<Database, StoreError> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.is_empty() || path == ":memory:" {
            let what = "storage.url: `sqlite:` is followed by the path of a file";
            return Err(StoreError::Settings(what.into()));
        }
        return Ok(Database::Sqlite(SqliteOptions {
            path: path.into(),
            max_pages: None,
        }));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let address = PostgresAddress::parse(url)?;
        return Ok(Database::Postgres(Box::new(address)));
    }
    let what = "storage.url is `sqlite:path` or `postgres://user@host/database`";
    Err(StoreError::Settings(what.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_addresses_of_no_engine() {
        for url in [
            "",
            "sqlite:",
            "sqlite::memory:",
            "mysql://h/d",
            "postgres://[",
            "data.db",
        ] {
            assert!(
                matches!(parse_url(url), Err(StoreError::Settings(_))),
                "{url}"
            );
        }
    }

    #[test]
    fn takes_a_path_and_an_address() {
        assert!(matches!(
            parse_url("sqlite:data/aldaba.db"),
            Ok(Database::Sqlite(_))
        ));
        assert!(matches!(
            parse_url("postgres://me@localhost/db"),
            Ok(Database::Postgres(_))
        ));
    }
}
