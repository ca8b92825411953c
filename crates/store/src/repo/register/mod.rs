//! The registers of the outside as tables: what an administration imported, sealed, and found by
//! keyed hashes.

pub mod civil;
pub mod import;
pub mod offences;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The key was not known.
    Added,
    /// What was known under the key is replaced, or removed.
    Replaced,
    /// What is known is newer: nothing changed.
    Older,
}

impl Put {
    /// From the version that the row has now; none if it was not written.
    fn of(version: Option<i64>) -> Self {
        match version {
            None => Self::Older,
            Some(0) => Self::Added,
            Some(_) => Self::Replaced,
        }
    }
}
