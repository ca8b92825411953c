//! What can go wrong, sorted by what the caller or the operator can do about it.

use std::sync::Arc;

/// A failure of the store. Cloneable, because one lost commit answers many callers.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A row with the same unique value exists already: somebody was first.
    #[error("a row with the same {on} exists already")]
    UniqueViolation {
        /// `table(column, column)`, the same on both engines.
        on: String,
    },
    /// A row points at another one that is not there, or that others still point at.
    #[error("a row refers to another one that does not exist, or is still referred to ({on})")]
    ForeignKey {
        /// What the engine tells about it; may be empty.
        on: String,
    },
    /// A value that the table does not take: a CHECK or NOT NULL rule.
    #[error("a value breaks a rule of its table ({rule})")]
    Check {
        /// The rule, as the engine names it.
        rule: String,
    },
    /// [`query_one`](crate::Tx::query_one) found no row.
    #[error("{transaction}: the row is not there")]
    NotFound {
        /// Name of the transaction.
        transaction: &'static str,
    },
    /// The data key of this row was erased: nobody can read the row any more.
    #[error("the data key was erased, or never existed: the row cannot be read")]
    Erased,
    /// A sealed column does not open: another key-encryption key, or changed bytes.
    #[error("a sealed column cannot be read")]
    Sealed(#[source] ports::sealing::SealError),
    /// The disk, or the ceiling set for the database, is full. Reads go on.
    #[error(
        "the disk of the database is full: nothing can be written until there is room; reads go on"
    )]
    Full,
    /// Too many transactions are waiting; the caller may try again later.
    #[error("{waiting} transactions are waiting already: refused to queue one more")]
    Overloaded {
        /// Length of the queue that was full.
        waiting: usize,
    },
    /// Others changed the same rows each time it was tried.
    #[error("{transaction}: gave up after {attempts} tries, others kept changing the same rows")]
    Conflict {
        /// Name of the transaction.
        transaction: &'static str,
        /// How often it was tried.
        attempts: u32,
    },
    /// The database does not answer. Nothing was changed.
    #[error("the database is not available: {reason}")]
    Unavailable {
        /// Why, for the operator.
        reason: String,
        /// The driver's error, where there is one.
        #[source]
        source: Option<Source>,
    },
    /// The connection was lost while committing: the change was made or not. Look before trying
    /// again.
    #[error("{transaction}: the connection was lost while committing; it may have been committed")]
    OutcomeUnknown {
        /// Name of the transaction.
        transaction: &'static str,
        /// The driver's error.
        #[source]
        source: Source,
    },
    /// The database was migrated by a newer release that this one cannot work with.
    #[error(
        "the database has schema {found}, made by a newer release, which needs at least schema \
         {needs} to be known; this release knows {known}: install the newer release, or restore \
         the backup from before the upgrade"
    )]
    NewerSchema {
        /// Newest migration in the database.
        found: i64,
        /// Oldest release, by its newest migration, that can still work with it.
        needs: i64,
        /// Newest migration in this binary.
        known: i64,
    },
    /// The database lacks migrations of this release.
    #[error("the database has schema {found}, this release needs {known}: run `aldaba migrate`")]
    OlderSchema {
        /// Newest migration in the database; 0 for an empty one.
        found: i64,
        /// Newest migration in this binary.
        known: i64,
    },
    /// A migration in the database is not the one in this binary.
    #[error(
        "migration {number} in the database ({name}) differs from the one in this release: the \
         database belongs to another build"
    )]
    ForeignSchema {
        /// Number of the migration.
        number: i64,
        /// Its name in the database.
        name: String,
    },
    /// The storage options cannot work.
    #[error("the storage settings are wrong: {0}")]
    Settings(String),
    /// A stored value is not what the code expects.
    #[error("a stored value cannot be read: {what}")]
    Decode {
        /// Which value, never the value itself.
        what: String,
    },
    /// A defect of ours: wrong SQL, a panic, a write in a read.
    #[error("a defect in transaction {transaction}: {what}")]
    Bug {
        /// Name of the transaction.
        transaction: &'static str,
        /// What happened.
        what: String,
    },
}

/// A driver's error, shared.
#[derive(Debug, Clone, thiserror::Error)]
#[error(transparent)]
pub struct Source(Arc<dyn std::error::Error + Send + Sync>);

impl Source {
    pub(crate) fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Arc::new(error))
    }
}

impl StoreError {
    /// A stored value is not what the code expects; `what` names the column, never the value.
    pub fn decode(what: impl Into<String>) -> Self {
        Self::Decode { what: what.into() }
    }

    /// If and only if a unique rule over exactly these columns of this table was broken.
    #[must_use]
    pub fn is_unique_violation(&self, table: &str, columns: &[&str]) -> bool {
        matches!(self, Self::UniqueViolation { on } if *on == unique_on(table, columns))
    }

    pub(crate) fn unavailable(reason: impl Into<String>) -> Self {
        Self::Unavailable {
            reason: reason.into(),
            source: None,
        }
    }

    pub(crate) fn closed() -> Self {
        Self::unavailable("the store is closed")
    }
}

/// The one form in which both engines name a unique rule.
pub(crate) fn unique_on(table: &str, columns: &[&str]) -> String {
    format!("{table}({})", columns.join(", "))
}

/// What the engine may do about a failure before it tells the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cure {
    /// Nothing.
    None,
    /// Run the transaction again: it lost a race.
    Retry,
    /// Forget the prepared statements and run it again: the schema changed under them.
    Prepare,
    /// Connect again and run it again.
    Reconnect,
}

/// A failure as the engine sees it.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) error: StoreError,
    pub(crate) cure: Cure,
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self {
            error,
            cure: Cure::None,
        }
    }
}
