//! Writes a backup from one snapshot, while others read and write.

use std::io::Write;

use vocab::Timestamp;

use super::{
    About, Attachment, BackupError, Contents,
    form::{Kind, Sum, VERSION, write_cell, write_record},
    postgres, read,
    side::{self, Side, Table},
    sqlite,
};
use crate::{Store, options::Database, store::on_a_plain_thread};

impl Store {
    /// Writes everything that the database holds at one moment to `out`, in bounded memory, and
    /// gives `out` back so that the caller can end it. It has a connection of its own and stops
    /// nobody; on SQLite the write-ahead log grows while it runs.
    ///
    /// # Errors
    /// [`BackupError`]; what was written until then is not a backup.
    pub async fn back_up<W: Write + Send + 'static>(
        &self,
        release: &str,
        made_at: Timestamp,
        attachments: Vec<Attachment>,
        mut out: W,
    ) -> Result<(W, Contents), BackupError> {
        let database = self.options().database.clone();
        let release = release.to_owned();
        let work = move || {
            let made = snapshot(&database)
                .and_then(|mut side| write(&mut *side, release, made_at, attachments, &mut out));
            Ok(made.map(|contents| (out, contents)))
        };
        on_a_plain_thread(work).await?
    }
}

/// A transaction that sees one moment and changes nothing.
fn snapshot(database: &Database) -> Result<Box<dyn Side>, BackupError> {
    Ok(match database {
        Database::Sqlite(options) => Box::new(sqlite::snapshot(options)?),
        Database::Postgres(config) => Box::new(postgres::snapshot(config)?),
    })
}

fn write(
    side: &mut dyn Side,
    release: String,
    made_at: Timestamp,
    attachments: Vec<Attachment>,
    out: &mut dyn Write,
) -> Result<Contents, BackupError> {
    let about = About {
        version: VERSION,
        release,
        made_at,
        engine: side.engine().to_owned(),
        schema: side.schema()?,
    };
    write_record(out, Kind::About, &json(&about))?;
    for file in &attachments {
        write_record(out, Kind::Attachment, &read::attachment_bytes(file)?)?;
    }
    let mut tables = Vec::new();
    for table in side::in_order(side.tables()?)? {
        let heading = read::Heading {
            name: table.name.clone(),
            columns: table.column_names(),
        };
        write_record(out, Kind::Table, &json(&heading))?;
        let sum = each_row(side, &table, &mut |row| write_record(out, Kind::Row, row))?;
        let sum = sum.finish(&table.name);
        write_record(out, Kind::TableEnd, &json(&sum))?;
        tables.push(sum);
    }
    let contents = Contents {
        about,
        attachments,
        tables,
    };
    write_record(out, Kind::End, &json(&read::Totals::of(&contents)))?;
    Ok(contents)
}

/// Shows every row of a table as bytes, and sums them up.
pub(super) fn each_row(
    side: &mut dyn Side,
    table: &Table,
    see: &mut dyn FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<Sum, BackupError> {
    let mut sum = Sum::default();
    let mut row = Vec::new();
    side.rows(table, &mut |cells| {
        row.clear();
        cells.iter().for_each(|cell| write_cell(&mut row, *cell));
        sum.add(&row);
        see(&row)
    })?;
    Ok(sum)
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Cannot fail: these are structs of texts and numbers.
    serde_json::to_vec(value).expect("text and numbers are JSON")
}
