//! How a connection to the file is set up.

use std::{fs::OpenOptions, os::unix::fs::OpenOptionsExt, time::Duration};

use rusqlite::{Connection, config::DbConfig};

use super::errors::fault;
use crate::{StoreError, error::Source, options::SqliteOptions};

const OPEN: &str = "store.open";

/// Prepared statements kept per connection. The whole platform has some two hundred statements;
/// rusqlite's default of 16 would prepare most of them again and again.
const STATEMENTS: usize = 512;

/// Another process may hold the write lock for the length of one group commit (a few ms); more
/// than this and something is stuck.
const BUSY: Duration = Duration::from_secs(5);

/// Opens the file, which only its owner may read, in WAL mode with `synchronous=FULL`: what was
/// acknowledged survives a power cut.
pub(crate) fn connect(options: &SqliteOptions) -> Result<Connection, StoreError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&options.path)
        .map_err(|error| StoreError::Unavailable {
            reason: format!("{} cannot be opened", options.path.display()),
            source: Some(Source::new(error)),
        })?;
    let connection = Connection::open(&options.path).map_err(|error| fault(OPEN, error).error)?;
    configure(&connection, options).map_err(|error| fault(OPEN, error).error)?;
    Ok(connection)
}

fn configure(connection: &Connection, options: &SqliteOptions) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Plans do not depend on bound values. Otherwise a statement with `LIMIT $n` is prepared
    // again at each use, which cost the lease of the outbox four times its own work.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Views and triggers of the schema may not call functions with side effects.
    connection.pragma_update(None, "trusted_schema", false)?;
    // Overwrites deleted content inside pages: an erased data key leaves no trace there.
    connection.pragma_update(None, "secure_delete", "FAST")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // 8 MiB of page cache a connection.
    connection.pragma_update(None, "cache_size", -8192)?;
    // A WAL grown by a long reader is cut back to this at the next checkpoint.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    Ok(())
}
