//! What a transaction's closure works with.

use std::sync::Arc;

use ports::sealing::DataKey;
use vocab::{DataKeyId, Entropy, Timestamp};

use crate::{
    LimitOutcome, Sql, StoreError,
    engine::{postgres::Session, shared::Shared, sqlite},
    error::{Cure, Fault},
    repo::stand_in::StandIn,
    value::{Cell, Column, Param, Value},
};

/// A transaction in progress.
///
/// After the first failed statement it refuses everything (on PostgreSQL the server would, so SQLite does
/// too) and will be rolled back even if the closure returns `Ok`.
pub struct Tx<'a> {
    link: Link<'a>,
    name: &'static str,
    pub(crate) shared: &'a Shared,
    failed: Option<Fault>,
    effects: Effects,
    work: Work,
    /// Data keys are unwrapped again, whatever is kept.
    pub(crate) unwraps_afresh: bool,
}

/// What a transaction asked of the engine.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) statements: u64,
    pub(crate) rows_written: u64,
}

/// What follows a commit, and nothing else than a commit.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) wake: Vec<&'static str>,
    pub(crate) forget: Vec<DataKeyId>,
    /// Data keys unwrapped here. They are shared with other transactions only after the commit: a
    /// transaction that runs again makes another key under the same id.
    pub(crate) unsealed: Vec<(DataKeyId, Arc<DataKey>)>,
    /// Made here: the process keeps it once the rows behind it are committed.
    pub(crate) stand_in: Option<Arc<StandIn>>,
}

pub(crate) enum Link<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a mut Session),
}

/// One row of a result.
pub struct Row<'a> {
    pub(crate) raw: RawRow<'a>,
    pub(crate) transaction: &'static str,
}

pub(crate) enum RawRow<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row")
            .field("transaction", &self.transaction)
            .finish_non_exhaustive()
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(link: Link<'a>, name: &'static str, shared: &'a Shared) -> Self {
        Self {
            link,
            name,
            shared,
            failed: None,
            effects: Effects::default(),
            work: Work::default(),
            unwraps_afresh: false,
        }
    }

    /// The first failure, if any, and what is to follow a commit.
    pub(crate) fn finish(self) -> (Option<Fault>, Effects) {
        self.shared.metrics.worked(self.name, self.work);
        (self.failed, self.effects)
    }

    /// Name of the transaction, which rows keep as `updated_by`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Runs a statement that returns nothing; tells how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost.
    pub fn execute(&mut self, sql: Sql, params: &[&dyn Param]) -> Result<u64, StoreError> {
        let values = self.values(sql, params)?;
        let name = self.name;
        let done = match &mut self.link {
            Link::Sqlite(connection) => sqlite::statement::execute(connection, name, sql, &values),
            Link::Postgres(session) => session.execute(name, sql, &values),
        };
        self.work.statements += 1;
        self.work.rows_written += done.as_ref().map_or(0, |rows| *rows);
        self.note(done)
    }

    /// Runs a query and reads every row.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost.
    pub fn query_all<T>(
        &mut self,
        sql: Sql,
        params: &[&dyn Param],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut all = Vec::new();
        self.each(sql, params, &mut |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Runs a query that gives at most one row.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost; a second row is a
    /// [`StoreError::Bug`].
    pub fn query_opt<T>(
        &mut self,
        sql: Sql,
        params: &[&dyn Param],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut only = None;
        let name = self.name;
        self.each(sql, params, &mut |row| {
            if only.is_some() {
                return Err(bug(name, format!("more than one row from: {}", sql.text())));
            }
            only = Some(read(row)?);
            Ok(())
        })?;
        Ok(only)
    }

    /// Runs a query that gives exactly one row.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost; no row is
    /// [`StoreError::NotFound`], a second one a [`StoreError::Bug`].
    pub fn query_one<T>(
        &mut self,
        sql: Sql,
        params: &[&dyn Param],
        read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let found = self.query_opt(sql, params, read)?;
        let transaction = self.name;
        let found = found.ok_or_else(|| Fault::from(StoreError::NotFound { transaction }));
        self.note(found)
    }

    /// Wakes the subscribers of a topic, in every process, once this transaction is committed.
    pub fn wake(&mut self, topic: &'static str) {
        if !self.effects.wake.contains(&topic) {
            self.effects.wake.push(topic);
        }
    }

    /// From here on data keys are unwrapped again although they may be kept from a moment ago:
    /// for steps of strangers, to whom a key that is kept would be quicker than one that is not.
    pub fn unwrap_afresh(&mut self) {
        self.unwraps_afresh = true;
    }

    /// What stands in where there is nobody; see [`crate::repo::stand_in`].
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost.
    pub fn stand_in(
        &mut self,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<Arc<StandIn>, StoreError> {
        let known = self
            .shared
            .stand_in
            .get()
            .or(self.effects.stand_in.as_ref());
        if let Some(known) = known {
            return Ok(Arc::clone(known));
        }
        let made = crate::repo::stand_in::find_or_make(self, now, entropy)?;
        self.effects.stand_in = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Adds a fresh data key, wrapped by the key-encryption key.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost.
    pub fn add_data_key(&mut self, id: DataKeyId, now: Timestamp) -> Result<(), StoreError> {
        crate::vault::add_data_key(self, id, now)
    }

    /// Erases a data key: everything sealed under it is unreadable from the commit on. `false`:
    /// it was erased before, or never existed.
    ///
    /// # Errors
    /// [`StoreError`], after which the transaction is lost.
    pub fn erase_data_key(&mut self, id: DataKeyId, now: Timestamp) -> Result<bool, StoreError> {
        crate::vault::erase_data_key(self, id, now)
    }

    /// Seals a value under a data key for one column (`"table.column"`) of one row.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when the key is gone.
    pub fn seal(
        &mut self,
        key: DataKeyId,
        column: &'static str,
        row: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        crate::vault::seal(self, key, column, row, plain)
    }

    /// Opens what [`Tx::seal`] made for the same column and row.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when the key is gone, [`StoreError::Sealed`] when the bytes were
    /// changed or moved.
    pub fn open(
        &mut self,
        key: DataKeyId,
        column: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        crate::vault::open(self, key, column, row, sealed)
    }

    /// As [`Tx::open`], with a key that is unwrapped once more even where this transaction has it:
    /// where which keys it has depends on whom a stranger asked for (invariant 11).
    ///
    /// # Errors
    /// As [`Tx::open`].
    pub(crate) fn open_afresh(
        &mut self,
        key: DataKeyId,
        column: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        crate::vault::open_afresh(self, key, column, row, sealed)
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// As [`Tx::open`]; [`StoreError::Decode`] when it is no UTF-8.
    pub fn open_text(
        &mut self,
        key: DataKeyId,
        column: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<String, StoreError> {
        String::from_utf8(self.open(key, column, row, sealed)?)
            .map_err(|_| StoreError::decode(column))
    }

    /// The blind index of a value: equal values are found, and nothing else is told.
    #[must_use]
    pub fn blind(&self, index: &'static str, value: &[u8]) -> [u8; 32] {
        self.shared.vault.blind(index, value)
    }

    /// The statement for the engine that runs. For catalogues only: everything else is one text.
    pub(crate) fn for_engine(&self, sqlite: Sql, postgres: Sql) -> Sql {
        match self.link {
            Link::Sqlite(_) => sqlite,
            Link::Postgres(_) => postgres,
        }
    }

    /// Tells the metrics what became of a try.
    pub(crate) fn note_limit(&self, limit: &'static str, outcome: LimitOutcome) {
        self.shared.limits.note(limit, outcome);
    }

    pub(crate) fn forget(&mut self, id: DataKeyId) {
        self.effects.unsealed.retain(|(known, _)| *known != id);
        self.effects.forget.push(id);
    }

    pub(crate) fn forgot(&self, id: DataKeyId) -> bool {
        self.effects.forget.contains(&id)
    }

    pub(crate) fn unsealed(&self, id: DataKeyId) -> Option<Arc<DataKey>> {
        let known = self.effects.unsealed.iter().find(|(known, _)| *known == id);
        known.map(|(_, key)| Arc::clone(key))
    }

    pub(crate) fn remember(&mut self, id: DataKeyId, key: Arc<DataKey>) {
        self.effects.unsealed.push((id, key));
    }

    /// Makes the transaction refuse to go on or to commit.
    pub(crate) fn fail(&mut self, error: StoreError) -> StoreError {
        self.failed
            .get_or_insert_with(|| Fault::from(error.clone()));
        error
    }

    fn each(
        &mut self,
        sql: Sql,
        params: &[&dyn Param],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let values = self.values(sql, params)?;
        let name = self.name;
        let mut rows = 0;
        let visit = &mut |row: &Row<'_>| {
            rows += 1;
            visit(row)
        };
        let done = match &mut self.link {
            Link::Sqlite(connection) => {
                sqlite::statement::query(connection, name, sql, &values, visit)
            }
            Link::Postgres(session) => session.query(name, sql, &values, visit),
        };
        self.work.statements += 1;
        // What a change RETURNS it has written.
        if !sql.text().trim_start().starts_with("SELECT") {
            self.work.rows_written += rows;
        }
        self.note(done)
    }

    fn values<'p>(
        &mut self,
        sql: Sql,
        params: &'p [&dyn Param],
    ) -> Result<Vec<Value<'p>>, StoreError> {
        if let Some(first) = &self.failed {
            let what = format!("it went on after it had failed: {}", first.error);
            return Err(bug(self.name, what));
        }
        let values: Vec<_> = params.iter().map(|param| param.to_value()).collect();
        if values.len() != sql.parameters() {
            let given = values.len();
            let what = format!("{given} values for {} in: {}", sql.parameters(), sql.text());
            return Err(self.fail(bug(self.name, what)));
        }
        if !values.iter().all(Value::storable) {
            let what = format!("a text with NUL in: {}", sql.text());
            return Err(self.fail(bug(self.name, what)));
        }
        Ok(values)
    }

    fn note<T>(&mut self, done: Result<T, Fault>) -> Result<T, StoreError> {
        done.map_err(|fault| {
            let error = fault.error.clone();
            self.failed.get_or_insert(fault);
            error
        })
    }
}

impl Row<'_> {
    /// The value of a column, counted from 0.
    ///
    /// # Errors
    /// [`StoreError::Decode`] if the column holds something else than `T`.
    pub fn get<T: Column>(&self, index: usize) -> Result<T, StoreError> {
        let cell = match self.raw {
            RawRow::Sqlite(row) => sqlite::statement::cell(row, index),
            RawRow::Postgres(row) => row
                .try_get(index)
                .map_err(|_| CellProblem::Missing.what(index)),
        };
        let read = cell.and_then(|cell: Cell<'_>| {
            T::from_cell(cell).map_err(|problem| CellProblem::Kind(problem.0).what(index))
        });
        read.map_err(|what| StoreError::Decode {
            what: format!("{}: {what}", self.transaction),
        })
    }
}

pub(crate) enum CellProblem {
    Missing,
    Kind(&'static str),
}

impl CellProblem {
    pub(crate) fn what(&self, index: usize) -> String {
        match self {
            Self::Missing => format!("column {index} is not there, or of an unknown type"),
            Self::Kind(kind) => format!("column {index} is {kind}"),
        }
    }
}

pub(crate) fn bug(transaction: &'static str, what: impl Into<String>) -> StoreError {
    StoreError::Bug {
        transaction,
        what: what.into(),
    }
}

pub(crate) fn bug_fault(transaction: &'static str, what: impl Into<String>) -> Fault {
    Fault {
        error: bug(transaction, what),
        cure: Cure::None,
    }
}
