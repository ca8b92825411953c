//! What backup and restore ask of an engine. Both engines answer alike; nothing above asks which
//! one runs.

use std::collections::BTreeSet;

use super::{BackupError, SchemaStep, read::Reader};
use crate::value::Cell;

/// Tables whose rows no backup holds: the ledger travels as the schema, and a lease belongs to a
/// process that will not be there.
const LEFT_OUT: [&str; 2] = ["schema_migration", "lease"];

/// A table as the engine's catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Columns of the primary key, in its order.
    pub(super) key: Vec<String>,
    /// Tables that its foreign keys lead to.
    pub(super) refers_to: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: ColumnKind,
}

/// SQLite tells numbers and truth values not apart, and needs not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Int,
    Bool,
    Text,
    Bytes,
}

impl Table {
    /// The columns, quoted and with commas.
    pub(super) fn column_list(&self) -> String {
        let quoted = self.columns.iter().map(|column| quoted(&column.name));
        quoted.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn column_names(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.name.clone())
            .collect()
    }
}

/// A name as both engines quote it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Sees the cells of one row.
pub(super) type Visit<'v> = dyn FnMut(&[Cell<'_>]) -> Result<(), BackupError> + 'v;

/// One transaction on one connection.
pub(super) trait Side {
    /// `sqlite` or `postgres`.
    fn engine(&self) -> &'static str;

    /// What was applied; nothing for a database without tables.
    fn schema(&mut self) -> Result<Vec<SchemaStep>, BackupError>;

    /// Every table, in the order of names.
    fn tables(&mut self) -> Result<Vec<Table>, BackupError>;

    /// If and only if the table has a row.
    fn has_rows(&mut self, table: &str) -> Result<bool, BackupError>;

    /// Removes every row.
    fn clear(&mut self, table: &str) -> Result<(), BackupError>;

    /// Shows every row in the order of the primary key, texts by their bytes.
    fn rows(&mut self, table: &Table, visit: &mut Visit<'_>) -> Result<(), BackupError>;

    /// Adds the rows of the table that the reader is in.
    fn load(&mut self, table: &Table, backup: &mut Reader<'_>) -> Result<(), BackupError>;

    /// A table with a row that refers to nothing, if there is one.
    fn broken_reference(&mut self) -> Result<Option<String>, BackupError>;

    /// Makes it durable. Without it nothing has happened.
    fn commit(self: Box<Self>) -> Result<(), BackupError>;
}

/// The tables whose rows are kept, each after those that it refers to; among equals by name, so
/// that both engines give one order.
pub(super) fn in_order(mut tables: Vec<Table>) -> Result<Vec<Table>, BackupError> {
    tables.retain(|table| !LEFT_OUT.contains(&table.name.as_str()));
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    let mut done = BTreeSet::new();
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let ready = tables.iter().position(|table| {
            let mut others = table.refers_to.iter().filter(|name| **name != table.name);
            others.all(|name| done.contains(name))
        });
        let Some(ready) = ready else {
            let names: Vec<_> = tables.iter().map(|table| table.name.as_str()).collect();
            let what = format!(
                "tables refer to each other in a circle: {}",
                names.join(", ")
            );
            return Err(super::damaged(what));
        };
        let table = tables.remove(ready);
        done.insert(table.name.clone());
        ordered.push(table);
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn table(name: &str, refers_to: &[&str]) -> Table {
        Table {
            name: name.to_owned(),
            columns: Vec::new(),
            key: Vec::new(),
            refers_to: refers_to.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn a_table_comes_after_those_that_it_refers_to() {
        let tables = vec![
            table("a", &["d", "a"]),
            table("lease", &[]),
            table("c", &[]),
            table("d", &["c"]),
            table("b", &[]),
        ];
        let names: Vec<_> = in_order(tables)
            .unwrap()
            .into_iter()
            .map(|t| t.name)
            .collect();
        assert_eq!(names, ["b", "c", "d", "a"]);
    }

    #[test]
    fn a_circle_is_refused_by_name() {
        let error = in_order(vec![table("a", &["b"]), table("b", &["a"])]).unwrap_err();
        assert!(error.to_string().contains("a, b"), "{error}");
    }
}
