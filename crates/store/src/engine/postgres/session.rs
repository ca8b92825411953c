//! One connection, its prepared statements, and how transactions begin on it.

use std::collections::HashMap;

use postgres::{
    Client, Row as PgRow, Statement, fallible_iterator::FallibleIterator as _, types::ToSql,
};

use super::{PostgresAddress, Role, fault};
use crate::{
    Sql, StoreError,
    error::Fault,
    metrics::Kind,
    options::Area,
    tx::{RawRow, Row},
    value::Value,
};

pub(crate) struct Session {
    client: Client,
    statements: HashMap<(usize, usize), Statement>,
}

/// Statement that opens a transaction. One round trip, and nothing that outlives the transaction:
/// a pooler may give the next one another connection.
pub(super) fn begin(kind: Kind, role: Role) -> &'static str {
    match (kind, role) {
        (Kind::Write, Role::Own) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        (Kind::Read, Role::Own) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        (Kind::Write, Role::Sede) => {
            "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL ROLE aldaba_sede"
        }
        (Kind::Read, Role::Sede) => {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE aldaba_sede"
        }
    }
}

/// Connects once, warns about settings that break a promise of the store, and finds out under
/// which role an area runs.
pub(super) fn look_at_server(address: &PostgresAddress, area: Area) -> Result<Role, StoreError> {
    let failed = |error| fault("store.open", error).error;
    let mut client = address.connect().map_err(failed)?;
    let question = "SELECT current_setting('synchronous_commit') = 'off' \
                           OR current_setting('fsync') = 'off', \
                           (SELECT datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8') \
                            FROM pg_catalog.pg_database WHERE datname = current_database()), \
                           current_user = $1, \
                           EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1 \
                                   AND pg_catalog.pg_has_role(current_user, oid, 'MEMBER'))";
    let row = client
        .query_one(question, &[&Role::SEDE_NAME])
        .map_err(failed)?;
    let answer = |index: usize| row.try_get::<_, bool>(index).map_err(failed);
    if answer(0)? {
        tracing::error!(
            "PostgreSQL runs with fsync or synchronous_commit off: what was acknowledged can be lost"
        );
    }
    if !answer(1)? {
        tracing::warn!("the database sorts by a language: create it with the collation C.UTF-8");
    }
    match Role::wanted(area) {
        Role::Own => Ok(Role::Own),
        // Logged in as that very role: the strongest form.
        Role::Sede if answer(2)? => Ok(Role::Own),
        Role::Sede if answer(3)? => Ok(Role::Sede),
        Role::Sede => {
            tracing::warn!(
                "the database role {} is missing: migrate first",
                Role::SEDE_NAME
            );
            Ok(Role::Own)
        }
    }
}

impl Session {
    pub(super) fn connect(address: &PostgresAddress) -> Result<Self, Fault> {
        let client = address
            .connect()
            .map_err(|error| fault("store.connect", error))?;
        Ok(Self {
            client,
            statements: HashMap::new(),
        })
    }

    /// Runs a text without parameters that only steers the transaction.
    pub(super) fn control(&mut self, text: &'static str) -> Result<(), postgres::Error> {
        self.client.batch_execute(text)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn forget_statements(&mut self) {
        self.statements.clear();
    }

    pub(crate) fn execute(
        &mut self,
        name: &'static str,
        sql: Sql,
        values: &[Value<'_>],
    ) -> Result<u64, Fault> {
        let statement = self.prepared(name, sql)?;
        let values: Vec<_> = values
            .iter()
            .map(|value| value as &(dyn ToSql + Sync))
            .collect();
        self.client
            .execute(&statement, &values)
            .map_err(|error| fault(name, error))
    }

    pub(crate) fn query(
        &mut self,
        name: &'static str,
        sql: Sql,
        values: &[Value<'_>],
        visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), Fault> {
        let statement = self.prepared(name, sql)?;
        let mut rows = self
            .client
            .query_raw(&statement, values)
            .map_err(|error| fault(name, error))?;
        let mut refused = None;
        // Read to the end even when a row was refused, so that the connection stays in step.
        while let Some(row) = rows.next().map_err(|error| fault(name, error))? {
            if refused.is_none() {
                refused = one(&row, name, visit).err();
            }
        }
        refused.map_or(Ok(()), |error| Err(error.into()))
    }

    fn prepared(&mut self, name: &'static str, sql: Sql) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(&sql.key()) {
            return Ok(statement.clone());
        }
        let statement = self
            .client
            .prepare(sql.text())
            .map_err(|error| fault(name, error))?;
        self.statements.insert(sql.key(), statement.clone());
        Ok(statement)
    }
}

fn one(
    row: &PgRow,
    name: &'static str,
    visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    visit(&Row {
        raw: RawRow::Postgres(row),
        transaction: name,
    })
}
