//! Statements on a SQLite connection, prepared once and kept.

use rusqlite::{CachedStatement, Connection, types::ValueRef};

use super::errors::fault;
use crate::{
    Sql, StoreError,
    error::Fault,
    tx::{CellProblem, RawRow, Row, bug_fault},
    value::{Cell, Value},
};

pub(crate) fn execute(
    connection: &Connection,
    name: &'static str,
    sql: Sql,
    values: &[Value<'_>],
) -> Result<u64, Fault> {
    let mut statement = bound(connection, name, sql, values)?;
    let touched = statement
        .raw_execute()
        .map_err(|error| fault(name, error))?;
    Ok(u64::try_from(touched).unwrap_or(u64::MAX))
}

pub(crate) fn query(
    connection: &Connection,
    name: &'static str,
    sql: Sql,
    values: &[Value<'_>],
    visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), Fault> {
    let mut statement = bound(connection, name, sql, values)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|error| fault(name, error))? {
        visit(&Row {
            raw: RawRow::Sqlite(row),
            transaction: name,
        })?;
    }
    Ok(())
}

pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Cell<'r>, String> {
    match row
        .get_ref(index)
        .map_err(|_| CellProblem::Missing.what(index))?
    {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(number) => Ok(Cell::Int(number)),
        ValueRef::Text(text) => std::str::from_utf8(text)
            .map(Cell::Text)
            .map_err(|_| CellProblem::Kind("not UTF-8").what(index)),
        ValueRef::Blob(bytes) => Ok(Cell::Bytes(bytes)),
        ValueRef::Real(_) => Err(CellProblem::Kind("a fraction").what(index)),
    }
}

/// Runs a statement that only steers the transaction.
pub(crate) fn control(connection: &Connection, text: &'static str) -> Result<(), Fault> {
    let steered = connection
        .prepare_cached(text)
        .and_then(|mut statement| statement.raw_execute());
    steered.map(drop).map_err(|error| fault(text, error))
}

fn bound<'c>(
    connection: &'c Connection,
    name: &'static str,
    sql: Sql,
    values: &[Value<'_>],
) -> Result<CachedStatement<'c>, Fault> {
    let mut statement = connection
        .prepare_cached(sql.text())
        .map_err(|error| fault(name, error))?;
    if statement.parameter_count() != values.len() {
        return Err(bug_fault(
            name,
            format!("SQLite counts other parameters in: {}", sql.text()),
        ));
    }
    for (index, value) in values.iter().enumerate() {
        statement
            .raw_bind_parameter(index + 1, value)
            .map_err(|error| fault(name, error))?;
    }
    Ok(statement)
}
