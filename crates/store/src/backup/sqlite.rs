//! The side of SQLite.

use rusqlite::{Connection, params_from_iter, types::ValueRef};

use super::{
    BackupError, SchemaStep, form,
    read::Reader,
    side::{Column, ColumnKind, Side, Table, Visit, quoted},
};
use crate::{
    StoreError,
    engine::sqlite::{connect, fault},
    options::SqliteOptions,
    value::Cell,
};

const NAME: &str = "store.backup";

struct Sqlite {
    connection: Connection,
}

/// Reads one moment of the file; a writer goes on beside it.
pub(super) fn snapshot(options: &SqliteOptions) -> Result<impl Side + use<>, BackupError> {
    let connection = connect(options)?;
    connection
        .pragma_update(None, "query_only", true)
        .map_err(failed)?;
    connection.execute_batch("BEGIN").map_err(failed)?;
    Ok(Sqlite { connection })
}

/// Holds the file alone until it is committed. References are checked at the end.
pub(super) fn filling(options: &SqliteOptions) -> Result<impl Side + use<>, BackupError> {
    let connection = connect(options)?;
    connection
        .pragma_update(None, "foreign_keys", false)
        .map_err(failed)?;
    connection
        .execute_batch("BEGIN EXCLUSIVE")
        .map_err(failed)?;
    Ok(Sqlite { connection })
}

impl Side for Sqlite {
    fn engine(&self) -> &'static str {
        "sqlite"
    }

    fn schema(&mut self) -> Result<Vec<SchemaStep>, BackupError> {
        if !self.names()?.iter().any(|name| name == "schema_migration") {
            return Ok(Vec::new());
        }
        let list = "SELECT number, name, checksum FROM schema_migration ORDER BY number";
        let mut statement = self.connection.prepare(list).map_err(failed)?;
        let steps = statement.query_map([], |row| {
            Ok(SchemaStep {
                number: row.get(0)?,
                name: row.get(1)?,
                checksum: row.get(2)?,
            })
        });
        Ok(steps.and_then(Iterator::collect).map_err(failed)?)
    }

    fn tables(&mut self) -> Result<Vec<Table>, BackupError> {
        let names = self.names()?;
        names.into_iter().map(|name| self.table(name)).collect()
    }

    fn has_rows(&mut self, table: &str) -> Result<bool, BackupError> {
        let question = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(table));
        let answer = self.connection.query_row(&question, [], |row| row.get(0));
        Ok(answer.map_err(failed)?)
    }

    fn clear(&mut self, table: &str) -> Result<(), BackupError> {
        let clear = format!("DELETE FROM {}", quoted(table));
        Ok(self.connection.execute_batch(&clear).map_err(failed)?)
    }

    fn rows(&mut self, table: &Table, visit: &mut Visit<'_>) -> Result<(), BackupError> {
        let key: Vec<_> = table.key.iter().map(|name| quoted(name)).collect();
        let question = format!(
            "SELECT {} FROM {} ORDER BY {}",
            table.column_list(),
            quoted(&table.name),
            key.join(", ")
        );
        let mut statement = self.connection.prepare(&question).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let cells = (0..table.columns.len()).map(|index| cell(row, index));
            visit(&cells.collect::<Result<Vec<_>, _>>()?)?;
        }
        Ok(())
    }

    fn load(&mut self, table: &Table, backup: &mut Reader<'_>) -> Result<(), BackupError> {
        let places: Vec<_> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
        let insert = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            quoted(&table.name),
            table.column_list(),
            places.join(", ")
        );
        let mut insert = self.connection.prepare(&insert).map_err(failed)?;
        while backup.next_row()? {
            let values = form::read_row(backup.row(), table.columns.len())?;
            insert.execute(params_from_iter(values)).map_err(failed)?;
        }
        Ok(())
    }

    fn broken_reference(&mut self) -> Result<Option<String>, BackupError> {
        let mut check = self
            .connection
            .prepare("PRAGMA foreign_key_check")
            .map_err(failed)?;
        let mut rows = check.query([]).map_err(failed)?;
        match rows.next().map_err(failed)? {
            Some(row) => Ok(Some(row.get(0).map_err(failed)?)),
            None => Ok(None),
        }
    }

    fn commit(self: Box<Self>) -> Result<(), BackupError> {
        Ok(self.connection.execute_batch("COMMIT").map_err(failed)?)
    }
}

impl Sqlite {
    fn names(&self) -> Result<Vec<String>, BackupError> {
        self.texts(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' \
             AND ?1 = '' ORDER BY name",
            "",
        )
    }

    fn table(&self, name: String) -> Result<Table, BackupError> {
        let list = "SELECT name, type FROM pragma_table_info(?1) ORDER BY cid";
        let mut statement = self.connection.prepare(list).map_err(failed)?;
        let columns = statement.query_map([&name], |row| {
            let kind: String = row.get(1)?;
            Ok(Column {
                name: row.get(0)?,
                kind: match kind.as_str() {
                    "TEXT" => ColumnKind::Text,
                    "BLOB" => ColumnKind::Bytes,
                    _ => ColumnKind::Int,
                },
            })
        });
        let key = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
        let refers_to = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)";
        Ok(Table {
            columns: columns.and_then(Iterator::collect).map_err(failed)?,
            key: self.texts(key, &name)?,
            refers_to: self.texts(refers_to, &name)?.into_iter().collect(),
            name,
        })
    }

    fn texts(&self, question: &str, about: &str) -> Result<Vec<String>, BackupError> {
        let mut statement = self.connection.prepare(question).map_err(failed)?;
        let texts = statement.query_map([about], |row| row.get(0));
        Ok(texts.and_then(Iterator::collect).map_err(failed)?)
    }
}

fn cell<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Cell<'r>, BackupError> {
    let kind = match row.get_ref(index).map_err(failed)? {
        ValueRef::Null => return Ok(Cell::Null),
        ValueRef::Integer(number) => return Ok(Cell::Int(number)),
        ValueRef::Blob(bytes) => return Ok(Cell::Bytes(bytes)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => return Ok(Cell::Text(text)),
            Err(_) => "not UTF-8",
        },
        ValueRef::Real(_) => "a fraction",
    };
    let what = format!("column {index} is {kind}");
    Err(StoreError::Decode { what }.into())
}

fn failed(error: rusqlite::Error) -> StoreError {
    fault(NAME, error).error
}
