//! Fills an empty database from a backup: all of it or nothing.
//!
//! 1. The database is empty, or has no table at all.
//! 2. The migrations that the backup names are applied, and no other.
//! 3. In one transaction that nobody else can look into: the rows are loaded, read back and
//!    compared with the sums of the backup, references are checked; then it is committed.
//! 4. Newer migrations of this release are applied.
//! 5. Every session is ended: somebody may have ended it after the backup was made.

use std::io::Read;

use vocab::Timestamp;

use super::{
    BackupError, Contents, SchemaStep, make, postgres,
    read::{Heading, Reader},
    side::{self, Side, Table},
    sqlite,
};
use crate::{
    Area, Store, StoreError, Tx,
    migrations::{self, Migration},
    options::Database,
    sql,
    store::on_a_plain_thread,
};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was restored.
    pub contents: Contents,
    /// Sessions of citizens, applicants and officers that were ended.
    pub sessions_ended: u64,
}

impl Store {
    /// Tells whether this database can take the backup: it is empty, and no further migrated.
    ///
    /// # Errors
    /// [`BackupError::NotEmpty`], [`BackupError::SchemaAhead`],
    /// [`BackupError::UnknownMigration`].
    pub async fn check_takes(&self, backup: &Contents) -> Result<(), BackupError> {
        let (database, schema) = (self.options().database.clone(), backup.about.schema.clone());
        let work = move || Ok(known(&schema).and_then(|_| look(&database, &schema)));
        on_a_plain_thread(work).await?.map(drop)
    }

    /// Restores a backup into this database, which must be empty.
    ///
    /// Until the rows are committed nothing is there but tables without rows, so that a restore
    /// that failed can be done again.
    ///
    /// # Errors
    /// [`BackupError`].
    pub async fn restore(
        &self,
        backup: impl Read + Send + 'static,
        now: Timestamp,
    ) -> Result<Restored, BackupError> {
        if self.options().area != Area::Whole {
            let what = "a restore runs with the store of the whole, not of one side";
            return Err(StoreError::Settings(what.into()).into());
        }
        let database = self.options().database.clone();
        let work = move || Ok(fill(&database, backup));
        let contents = on_a_plain_thread(work).await??;
        let sessions_ended = self
            .transact::<_, StoreError, _>("restore.end_sessions", move |tx| end_sessions(tx, now))
            .await?;
        Ok(Restored {
            contents,
            sessions_ended,
        })
    }
}

fn fill(database: &Database, backup: impl Read) -> Result<Contents, BackupError> {
    let mut backup = Reader::open(backup)?;
    let known = known(&backup.about().schema)?;
    let fresh = look(database, &backup.about().schema)?;
    migrations::migrate(database, &known)?;
    let mut side = filling(database)?;
    let tables = side::in_order(side.tables()?)?;
    for table in &tables {
        if fresh {
            // What migrations wrote themselves is in the backup too.
            side.clear(&table.name)?;
        } else if side.has_rows(&table.name)? {
            return Err(not_empty(&table.name));
        }
    }
    let mut loaded = 0;
    while let Some(heading) = backup.next_table()? {
        side.load(&matching(&tables, &heading)?, &mut backup)?;
        loaded += 1;
    }
    let contents = backup.into_contents();
    if loaded != tables.len() {
        let missing = |table: &&Table| contents.tables.iter().all(|sum| sum.name != table.name);
        let table = tables.iter().find(missing).map(|table| table.name.clone());
        return Err(differs(&table.unwrap_or_default(), "is not in the backup"));
    }
    compare(&mut *side, &tables, &contents)?;
    side.commit()?;
    migrations::migrate(database, migrations::ALL)?;
    Ok(contents)
}

fn filling(database: &Database) -> Result<Box<dyn Side>, BackupError> {
    Ok(match database {
        Database::Sqlite(options) => Box::new(sqlite::filling(options)?),
        Database::Postgres(config) => Box::new(postgres::filling(config)?),
    })
}

/// The migrations of this release that the backup names.
fn known(schema: &[SchemaStep]) -> Result<Vec<Migration>, BackupError> {
    let ours = |step: &SchemaStep| {
        let found = migrations::ALL
            .iter()
            .find(|ours| ours.number == step.number && ours.checksum() == step.checksum);
        found.copied().ok_or_else(|| BackupError::UnknownMigration {
            number: step.number,
            name: step.name.clone(),
        })
    };
    schema.iter().map(ours).collect()
}

/// Refuses a database that has rows, or a schema that the backup has not. `true` if it has no
/// tables yet.
fn look(database: &Database, wanted: &[SchemaStep]) -> Result<bool, BackupError> {
    let mut side: Box<dyn Side> = match database {
        Database::Sqlite(options) => Box::new(sqlite::snapshot(options)?),
        Database::Postgres(config) => Box::new(postgres::snapshot(config)?),
    };
    for table in side::in_order(side.tables()?)? {
        if side.has_rows(&table.name)? {
            return Err(not_empty(&table.name));
        }
    }
    let found = side.schema()?;
    if found.iter().all(|step| wanted.contains(step)) {
        return Ok(found.is_empty());
    }
    let newest = |steps: &[SchemaStep]| steps.iter().map(|step| step.number).max().unwrap_or(0);
    Err(BackupError::SchemaAhead {
        found: newest(&found),
        backup: newest(wanted),
    })
}

/// The table of the database with its columns in the order of the backup.
fn matching(tables: &[Table], heading: &Heading) -> Result<Table, BackupError> {
    let table = tables.iter().find(|table| table.name == heading.name);
    let mut table = table
        .cloned()
        .ok_or_else(|| differs(&heading.name, "the schema has no such table"))?;
    let column = |name: &String| {
        table
            .columns
            .iter()
            .find(|column| column.name == *name)
            .cloned()
    };
    let columns: Option<Vec<_>> = heading.columns.iter().map(column).collect();
    match columns {
        Some(columns) if columns.len() == table.columns.len() => table.columns = columns,
        _ => return Err(differs(&heading.name, "the schema has other columns")),
    }
    Ok(table)
}

/// Reads back what was loaded.
fn compare(side: &mut dyn Side, tables: &[Table], contents: &Contents) -> Result<(), BackupError> {
    for table in tables {
        let sum = make::each_row(side, table, &mut |_| Ok(()))?.finish(&table.name);
        if !contents.tables.contains(&sum) {
            let what = format!(
                "{} rows were read back, and they are not the backup's",
                sum.rows
            );
            return Err(differs(&table.name, what));
        }
    }
    match side.broken_reference()? {
        Some(table) => Err(differs(
            &table,
            "a row refers to another one that is not there",
        )),
        None => Ok(()),
    }
}

fn end_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, StoreError> {
    let name = tx.name();
    let statements = [
        sql!(
            "UPDATE session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE ended_at IS NULL"
        ),
        sql!(
            "UPDATE sede_session SET ended_at = $1, id_token = NULL, updated_at = $1, \
             updated_by = $2 WHERE ended_at IS NULL"
        ),
        sql!(
            "UPDATE office_session SET ended_at = $1, updated_at = $1, updated_by = $2 \
             WHERE ended_at IS NULL"
        ),
    ];
    let mut ended = 0;
    for statement in statements {
        ended += tx.execute(statement, &[&now, &name])?;
    }
    Ok(ended)
}

fn not_empty(table: &str) -> BackupError {
    BackupError::NotEmpty {
        table: table.to_owned(),
    }
}

fn differs(table: &str, what: impl Into<String>) -> BackupError {
    BackupError::Differs {
        table: table.to_owned(),
        what: what.into(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::io::Cursor;

    use super::*;
    use crate::testing::{Engine, TestDatabase, run};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    /// An operator loses a machine, and installs a newer release on the next.
    fn from_an_older_release(engine: Engine) {
        run(engine, move |_| async move {
            let older = TestDatabase::empty(engine).await;
            let database = older.store().options().database.clone();
            let (first, _) = migrations::ALL.split_at(2);
            on_a_plain_thread(move || migrations::migrate(&database, first))
                .await
                .unwrap();
            older
                .run_text("INSERT INTO schema_meta VALUES ('purpose', 'production', 1, 1, 'test')")
                .await;
            let made = older
                .store()
                .back_up("0.0.0", at(0), Vec::new(), Vec::new())
                .await;
            let (bytes, contents) = made.unwrap();
            assert_eq!(contents.schema(), 2);

            let target = TestDatabase::empty(engine).await;
            let store = target.store();
            // Its own statement about sessions needs today's tables, which are there by then.
            let restored = store.restore(Cursor::new(bytes), at(1)).await.unwrap();
            assert_eq!(restored.contents, contents);
            store.check_schema().await.unwrap();
            let purpose = store
                .read::<_, StoreError, _>("test.look", crate::repo::meta::purpose)
                .await
                .unwrap();
            assert_eq!(purpose, Some(crate::repo::meta::Purpose::Production));
        });
    }

    #[test]
    fn a_backup_of_an_older_release_is_brought_to_this_one_on_sqlite() {
        from_an_older_release(Engine::Sqlite);
    }

    #[test]
    fn a_backup_of_an_older_release_is_brought_to_this_one_on_postgres() {
        from_an_older_release(Engine::Postgres);
    }
}
