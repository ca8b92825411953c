//! SQLite's errors in the store's words.

use rusqlite::{Error, ErrorCode, ffi};

use crate::{
    StoreError,
    error::{Cure, Fault, Source, unique_on},
    tx::bug,
};

pub(crate) fn fault(transaction: &'static str, error: Error) -> Fault {
    Fault {
        error: store_error(transaction, error),
        cure: Cure::None,
    }
}

fn store_error(transaction: &'static str, error: Error) -> StoreError {
    let Error::SqliteFailure(code, ref message) = error else {
        return bug(transaction, error.to_string());
    };
    let text = message.as_deref().unwrap_or_default();
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            return StoreError::UniqueViolation {
                on: unique_columns(text),
            };
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            return StoreError::ForeignKey { on: String::new() };
        }
        ffi::SQLITE_CONSTRAINT_CHECK
        | ffi::SQLITE_CONSTRAINT_NOTNULL
        | ffi::SQLITE_CONSTRAINT_DATATYPE => {
            return StoreError::Check {
                rule: text.to_owned(),
            };
        }
        _ => {}
    }
    match code.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => unavailable(
            "another process holds the write lock of the database file for too long",
            error,
        ),
        ErrorCode::CannotOpen => unavailable("the database file cannot be opened", error),
        ErrorCode::NotADatabase => unavailable("the file is not a database", error),
        ErrorCode::DatabaseCorrupt => {
            unavailable("the database file is damaged: restore a backup", error)
        }
        ErrorCode::SystemIoFailure => unavailable("the disk of the database fails", error),
        ErrorCode::OutOfMemory => unavailable("out of memory", error),
        ErrorCode::PermissionDenied => unavailable("no permission on the database file", error),
        ErrorCode::ReadOnly => bug(transaction, format!("a write where only reads are: {text}")),
        _ => bug(transaction, error.to_string()),
    }
}

fn unavailable(reason: &str, error: Error) -> StoreError {
    StoreError::Unavailable {
        reason: reason.into(),
        source: Some(Source::new(error)),
    }
}

/// "UNIQUE constraint failed: person.a, person.b" becomes `person(a, b)`, as for PostgreSQL.
fn unique_columns(text: &str) -> String {
    let list = text.split_once(": ").map_or(text, |(_, list)| list);
    let mut table = None;
    let mut columns = Vec::new();
    for name in list.split(", ") {
        let Some((of, column)) = name.split_once('.') else {
            return list.to_owned();
        };
        table = Some(of);
        columns.push(column);
    }
    table.map_or_else(|| list.to_owned(), |table| unique_on(table, &columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_unique_rule_by_table_and_columns() {
        assert_eq!(
            unique_columns("UNIQUE constraint failed: t.a, t.b"),
            "t(a, b)"
        );
        assert_eq!(
            unique_columns("UNIQUE constraint failed: index 'odd'"),
            "index 'odd'"
        );
    }
}
