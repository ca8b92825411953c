//! The side of PostgreSQL.

use std::collections::BTreeSet;

use postgres::{
    Client,
    binary_copy::BinaryCopyInWriter,
    fallible_iterator::FallibleIterator as _,
    types::{ToSql, Type},
};

use super::{
    BackupError, SchemaStep, damaged, form,
    read::Reader,
    side::{Column, ColumnKind, Side, Table, Visit, quoted},
};
use crate::{
    StoreError,
    engine::postgres::{PostgresAddress, fault},
    value::{Cell, Value},
};

const NAME: &str = "store.backup";

/// A long transaction is what this is: limits meant for requests do not apply to it.
const PATIENCE: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '30s'; \
                        SET LOCAL idle_in_transaction_session_timeout = 0";

struct Postgres {
    client: Client,
}

/// Reads one moment of the database; writers go on beside it.
pub(super) fn snapshot(address: &PostgresAddress) -> Result<impl Side + use<>, BackupError> {
    begin(address, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
}

/// Holds every table alone until it is committed.
pub(super) fn filling(address: &PostgresAddress) -> Result<impl Side + use<>, BackupError> {
    let mut side = begin(address, "BEGIN")?;
    for name in side.names()? {
        let lock = format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", quoted(&name));
        side.client.batch_execute(&lock).map_err(failed)?;
    }
    Ok(side)
}

fn begin(address: &PostgresAddress, text: &str) -> Result<Postgres, BackupError> {
    let mut client = address.connect().map_err(failed)?;
    client.batch_execute(text).map_err(failed)?;
    client.batch_execute(PATIENCE).map_err(failed)?;
    Ok(Postgres { client })
}

impl Side for Postgres {
    fn engine(&self) -> &'static str {
        "postgres"
    }

    fn schema(&mut self) -> Result<Vec<SchemaStep>, BackupError> {
        if !self.names()?.iter().any(|name| name == "schema_migration") {
            return Ok(Vec::new());
        }
        let list = "SELECT number, name, checksum FROM schema_migration ORDER BY number";
        let rows = self.client.query(list, &[]).map_err(failed)?;
        let steps = rows.iter().map(|row| {
            Ok(SchemaStep {
                number: row.try_get(0)?,
                name: row.try_get(1)?,
                checksum: row.try_get(2)?,
            })
        });
        Ok(steps.collect::<Result<_, _>>().map_err(failed)?)
    }

    fn tables(&mut self) -> Result<Vec<Table>, BackupError> {
        let names = self.names()?;
        names.into_iter().map(|name| self.table(name)).collect()
    }

    fn has_rows(&mut self, table: &str) -> Result<bool, BackupError> {
        let question = format!("SELECT EXISTS (SELECT 1 FROM {})", quoted(table));
        let row = self.client.query_one(&question, &[]).map_err(failed)?;
        Ok(row.try_get(0).map_err(failed)?)
    }

    fn clear(&mut self, table: &str) -> Result<(), BackupError> {
        let clear = format!("DELETE FROM {}", quoted(table));
        Ok(self.client.batch_execute(&clear).map_err(failed)?)
    }

    fn rows(&mut self, table: &Table, visit: &mut Visit<'_>) -> Result<(), BackupError> {
        let question = format!(
            "SELECT {} FROM {} ORDER BY {}",
            table.column_list(),
            quoted(&table.name),
            order(table)
        );
        // Streamed: the driver reads on only as rows are taken.
        let none: [&(dyn ToSql + Sync); 0] = [];
        let mut rows = self.client.query_raw(&question, none).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let cells = (0..table.columns.len()).map(|index| row.try_get::<_, Cell<'_>>(index));
            visit(&cells.collect::<Result<Vec<_>, _>>().map_err(failed)?)?;
        }
        Ok(())
    }

    fn load(&mut self, table: &Table, backup: &mut Reader<'_>) -> Result<(), BackupError> {
        let copy = format!(
            "COPY {} ({}) FROM STDIN BINARY",
            quoted(&table.name),
            table.column_list()
        );
        let types: Vec<_> = table
            .columns
            .iter()
            .map(|column| type_of(column.kind))
            .collect();
        let writer = self.client.copy_in(&copy).map_err(failed)?;
        let mut writer = BinaryCopyInWriter::new(writer, &types);
        while backup.next_row()? {
            let mut values = form::read_row(backup.row(), table.columns.len())?;
            for (value, column) in values.iter_mut().zip(&table.columns) {
                as_column(value, column.kind)?;
            }
            writer.write_raw(values).map_err(failed)?;
        }
        writer.finish().map_err(failed)?;
        Ok(())
    }

    /// PostgreSQL has refused every such row when it was loaded.
    fn broken_reference(&mut self) -> Result<Option<String>, BackupError> {
        Ok(None)
    }

    fn commit(mut self: Box<Self>) -> Result<(), BackupError> {
        Ok(self.client.batch_execute("COMMIT").map_err(failed)?)
    }
}

impl Postgres {
    fn names(&mut self) -> Result<Vec<String>, BackupError> {
        self.texts(
            "SELECT tablename::text FROM pg_catalog.pg_tables \
             WHERE schemaname = current_schema() AND $1 = '' ORDER BY 1",
            "",
        )
    }

    fn table(&mut self, name: String) -> Result<Table, BackupError> {
        let list = "SELECT a.attname::text, pg_catalog.format_type(a.atttypid, NULL) \
                    FROM pg_catalog.pg_attribute a \
                    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid \
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                    WHERE n.nspname = current_schema() AND c.relname::text = $1 \
                    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
        let mut columns = Vec::new();
        for row in self.client.query(list, &[&name]).map_err(failed)? {
            let kind: String = row.try_get(1).map_err(failed)?;
            columns.push(Column {
                name: row.try_get(0).map_err(failed)?,
                kind: kind_of(&name, &kind)?,
            });
        }
        let key = "SELECT a.attname::text FROM pg_catalog.pg_index i \
                   JOIN pg_catalog.pg_class c ON c.oid = i.indrelid \
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                   CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place) \
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum \
                   WHERE n.nspname = current_schema() AND c.relname::text = $1 AND i.indisprimary \
                   ORDER BY k.place";
        let refers_to = "SELECT DISTINCT p.relname::text FROM pg_catalog.pg_constraint f \
                         JOIN pg_catalog.pg_class c ON c.oid = f.conrelid \
                         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
                         JOIN pg_catalog.pg_class p ON p.oid = f.confrelid \
                         WHERE n.nspname = current_schema() AND c.relname::text = $1 \
                         AND f.contype = 'f'";
        Ok(Table {
            columns,
            key: self.texts(key, &name)?,
            refers_to: self
                .texts(refers_to, &name)?
                .into_iter()
                .collect::<BTreeSet<_>>(),
            name,
        })
    }

    fn texts(&mut self, question: &str, about: &str) -> Result<Vec<String>, BackupError> {
        let rows = self.client.query(question, &[&about]).map_err(failed)?;
        let texts = rows.iter().map(|row| row.try_get(0));
        Ok(texts.collect::<Result<_, _>>().map_err(failed)?)
    }
}

/// Texts by their bytes, whatever language the database sorts by.
fn order(table: &Table) -> String {
    let term = |name: &String| {
        let text = table
            .columns
            .iter()
            .any(|column| column.name == *name && column.kind == ColumnKind::Text);
        let collation = if text { " COLLATE \"C\"" } else { "" };
        quoted(name) + collation
    };
    table.key.iter().map(term).collect::<Vec<_>>().join(", ")
}

fn kind_of(table: &str, kind: &str) -> Result<ColumnKind, BackupError> {
    match kind {
        "bigint" => Ok(ColumnKind::Int),
        "boolean" => Ok(ColumnKind::Bool),
        "text" => Ok(ColumnKind::Text),
        "bytea" => Ok(ColumnKind::Bytes),
        _ => {
            let what = format!("{table} has a column of type {kind}, which is none of ours");
            Err(StoreError::Decode { what }.into())
        }
    }
}

fn type_of(kind: ColumnKind) -> Type {
    match kind {
        ColumnKind::Int => Type::INT8,
        ColumnKind::Bool => Type::BOOL,
        ColumnKind::Text => Type::TEXT,
        ColumnKind::Bytes => Type::BYTEA,
    }
}

/// A backup has truth as a number.
fn as_column(value: &mut Value<'_>, kind: ColumnKind) -> Result<(), BackupError> {
    if kind == ColumnKind::Bool {
        match value {
            Value::Int(0) => *value = Value::Bool(false),
            Value::Int(1) => *value = Value::Bool(true),
            Value::Null => {}
            Value::Int(_) | Value::Bool(_) | Value::Text(_) | Value::Bytes(_) => {
                return Err(damaged("a cell that is neither true nor false"));
            }
        }
    }
    Ok(())
}

fn failed(error: postgres::Error) -> StoreError {
    fault(NAME, error).error
}
