//! The registers of the outside as tables of our own: an administration imports what it has, and
//! the platform asks the tables.
//!
//! | module | what |
//! |---|---|
//! | [`table`] | the ports `CivilRegister` and `OffenceRegister` over the tables |
//! | [`import`] | a file into a table: batches, resumable, every bad row told |
//! | `deaths` | what a date of death ends |
//! | `file` | rows of a file, CSV (RFC 4180) or JSON lines, in bounded memory |
//! | `cells` | the columns of one row, read as words, every fault told by its column |
//! | `civil`, `offences` | the columns of each register (`docs/specs/register-import.md`) |
//!
//! *Architecture invariant:* no value of a row is in an error, a log or an audit entry; faults
//! name line and column and say what kind of thing was expected.

mod cells;
mod civil;
mod deaths;
mod file;
pub mod import;
mod offences;
pub mod table;

pub use cells::Fault;
pub use file::{FileError, Format, register_of};
pub use import::{ImportError, Importer, Order, Outcome, Told};
pub use table::{CivilTable, OffenceTable};

/// Which register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Who a number belongs to.
    Civil,
    /// What the certificate attests.
    Offences,
}

impl Register {
    /// The word in the database and in the audit entries.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Civil => "civil",
            Self::Offences => "offences",
        }
    }

    /// The columns of its files, in the order of the specification.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Civil => civil::COLUMNS,
            Self::Offences => offences::COLUMNS,
        }
    }
}
