//! Backup and restore: every row of every table as one stream, in one form for both engines.
//!
//! ```text
//! about · attachments · (table · rows · end of table)… · end
//! ```
//!
//! | module | what |
//! |---|---|
//! | `form` | records and rows as bytes (`docs/specs/backup.md`) |
//! | `side` | what backup and restore ask of an engine |
//! | `sqlite`, `postgres` | the two answers |
//! | `make` | writes a backup from one snapshot while others read and write |
//! | `read` | reads one, checking form, counts and digests |
//! | `restore` | fills an empty database, all of it or nothing |
//! | `sample` | shows that what was restored can be opened and found |
//!
//! Nothing here encrypts: what is handed in writes and reads sealed bytes (`keys::backup`).
//! Personal columns travel as they are stored, sealed under data keys, and those wrapped.
//!
//! The tables are not listed anywhere: they come from the engine's own catalogue, so that a
//! migration can forget nothing. The schema of a backup is made from the migrations that the
//! backup names, which this release must know; newer ones are applied after the rows are there.

mod form;
mod make;
mod postgres;
mod read;
mod restore;
mod sample;
mod side;
mod sqlite;

use std::io;

use serde::{Deserialize, Serialize};
use vocab::Timestamp;

pub use read::{beginning, verify};
pub use restore::Restored;
pub use sample::Sample;

use crate::StoreError;

/// What stands at the beginning of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Version of the form; see [`form`].
    pub version: u32,
    /// Release that made it.
    pub release: String,
    /// When the snapshot was taken.
    pub made_at: Timestamp,
    /// Engine that it was taken from: `sqlite` or `postgres`.
    pub engine: String,
    /// The migrations of the database, in order.
    pub schema: Vec<SchemaStep>,
}

/// A migration as the database recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaStep {
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Checksum of its text.
    pub checksum: String,
}

/// A file that travels with the rows, such as the wrapped keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Rows of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// The table.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over its rows in the order of the primary key, as hexadecimal digits: the same on
    /// both engines.
    pub sha256: String,
}

/// Everything about a backup but its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its beginning.
    pub about: About,
    /// Files that travel with it.
    pub attachments: Vec<Attachment>,
    /// Its tables, each after those that it refers to.
    pub tables: Vec<TableSum>,
}

impl Contents {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Number of the newest migration.
    #[must_use]
    pub fn schema(&self) -> i64 {
        self.about
            .schema
            .iter()
            .map(|step| step.number)
            .max()
            .unwrap_or(0)
    }

    /// The attachment of this name.
    #[must_use]
    pub fn attachment(&self, name: &str) -> Option<&[u8]> {
        let found = self.attachments.iter().find(|file| file.name == name);
        found.map(|file| file.bytes.as_slice())
    }
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The file could not be read or written; for a sealed file also that it was changed or cut.
    #[error("{0}")]
    File(#[from] io::Error),
    /// The database said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Not a backup, or a damaged one.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// Made by a release whose form this one does not know.
    #[error("the backup has form {0}, made by a newer release: install that release")]
    NewerForm(u32),
    /// Made by a release with a migration that this one does not know.
    #[error(
        "the backup has migration {number} ({name}), which this release does not know: install \
         the release that made the backup, or a newer one"
    )]
    UnknownMigration {
        /// Number of the migration.
        number: i64,
        /// Its name.
        name: String,
    },
    /// A restore goes into an empty database only.
    #[error(
        "the database is not empty: {table} has rows. A restore never overwrites: name a new \
         database in storage.url, or remove the old one yourself"
    )]
    NotEmpty {
        /// A table with rows.
        table: String,
    },
    /// The database was migrated further than the backup.
    #[error(
        "the database has schema {found}, the backup {backup}: name a database without tables in \
         storage.url (the restore makes them, and brings them to this release afterwards)"
    )]
    SchemaAhead {
        /// Newest migration in the database.
        found: i64,
        /// Newest migration in the backup.
        backup: i64,
    },
    /// What the database holds is not what the backup says. Nothing was committed.
    #[error("{table}: {what}; nothing was restored")]
    Differs {
        /// The table.
        table: String,
        /// What is different.
        what: String,
    },
}

pub(crate) fn damaged(what: impl Into<String>) -> BackupError {
    BackupError::Damaged(what.into())
}
