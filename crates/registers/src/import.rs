//! A file into a table. Rows go in batches, each in one transaction with the place in the file
//! that it reaches, so that an import that was interrupted goes on where it was, and nobody who
//! uses the platform meanwhile waits for longer than a batch.

use std::{
    io::{Read, Seek},
    sync::Arc,
};

use audit::Event;
use aws_lc_rs::digest;
use ports::sealing::KeyedHash;
use store::{
    Store, StoreError, Tx,
    repo::register::{
        self, Put,
        import::{Counts, Import},
    },
};
use vocab::{AuditEntryId, Clock, DataKeyId, Entropy, Timestamp};

use crate::{
    Register,
    cells::Fault,
    civil::{self, CivilRow},
    deaths::{self, ACTOR},
    file::{FileError, Format, Place, Rows, START},
    offences::{self, OffenceRow},
};

/// Rows of one transaction: some 15 ms of a writer.
const BATCH: usize = 500;

/// Rows under one data key: ten million rows have two hundred keys, and losing one key loses no
/// more than these.
const ROWS_A_KEY: u64 = 50_000;

/// Imports registers.
pub struct Importer {
    /// Where they are written.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Keyed hashes.
    pub hashes: Arc<dyn KeyedHash>,
}

/// What is to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The register that it is of.
    pub register: Register,
    /// How it is written.
    pub format: Format,
    /// Read everything, write nothing.
    pub dry_run: bool,
    /// Read everything first, and write nothing if a single row is bad.
    pub all_or_nothing: bool,
    /// Give up an import of another file that was interrupted.
    pub abandon: bool,
    /// How new rows are that do not say so themselves; the present moment if nothing is given.
    pub as_of: Option<Timestamp>,
}

/// What is told while it goes on.
#[derive(Debug)]
pub enum Told<'a> {
    /// An import that was interrupted is taken up in this line.
    Resumed {
        /// The line.
        line: u64,
    },
    /// A row that cannot be read, with one of its faults.
    BadRow {
        /// The line in which it begins.
        line: u64,
        /// What is wrong.
        fault: &'a Fault,
    },
    /// So far.
    Progress {
        /// Bytes that are done.
        bytes: u64,
        /// Bytes of the file.
        of: u64,
        /// What became of the rows.
        counts: Counts,
    },
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What became of the rows, those of an interrupted beginning included. In a dry run `added`
    /// are those that could be read.
    pub counts: Counts,
}

/// Why a file is not in the table.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read any further. What was written before stays. The same file goes on
    /// there; a mended one is another file, for which this import is given up (`abandon`).
    #[error(transparent)]
    File(#[from] FileError),
    /// Everything or nothing was wanted.
    #[error("{refused} rows cannot be read; nothing was imported")]
    BadRows {
        /// How many.
        refused: u64,
    },
    /// Another file of this register was begun and not finished.
    #[error(
        "the import of another file was interrupted in line {line}: give that file again, or \
         --abandon to leave it as it is"
    )]
    AnotherFile {
        /// How far it came.
        line: u64,
    },
    /// Another process imports into this register.
    #[error("another process imports into this register")]
    Raced,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Listener<'a> = &'a mut (dyn FnMut(Told<'_>) + Send);

impl Importer {
    /// Imports a file, or goes on with it if it was interrupted.
    ///
    /// # Errors
    /// [`ImportError`].
    pub async fn import<R: Read + Seek + Send>(
        &self,
        order: Order,
        mut file: R,
        tell: Listener<'_>,
    ) -> Result<Outcome, ImportError> {
        // A file that is none is told before anything is begun.
        Rows::open(&mut file, order.format, order.register, START)?;
        let (digest, length) = digest_of(&mut file)?;
        let as_of = order.as_of.unwrap_or_else(|| self.clock.now());
        if order.dry_run || order.all_or_nothing {
            let counts = self.read_through(order, as_of, &mut file, tell)?;
            if order.dry_run {
                return Ok(Outcome { counts });
            }
            if counts.refused > 0 {
                let refused = counts.refused;
                return Err(ImportError::BadRows { refused });
            }
        }
        let begun = self.begin(order, digest, as_of).await?;
        let from = Place {
            byte: begun.position,
            line: begun.line,
        };
        if from.byte > 0 {
            tell(Told::Resumed { line: from.line });
        }
        let rows = Rows::open(file, order.format, order.register, from)?;
        let counts = self.write_rows(order, begun, rows, length, tell).await?;
        Ok(Outcome { counts })
    }

    /// Reads every row and writes none.
    fn read_through<R: Read + Seek>(
        &self,
        order: Order,
        as_of: Timestamp,
        file: R,
        tell: Listener<'_>,
    ) -> Result<Counts, ImportError> {
        let mut rows = Rows::open(file, order.format, order.register, START)?;
        let mut counts = Counts::default();
        loop {
            let batch = self.next_batch(order.register, as_of, &mut rows, tell)?;
            counts.added += u64::try_from(batch.rows.len()).unwrap_or(0);
            counts.refused += batch.refused;
            if batch.is_last {
                return Ok(counts);
            }
        }
    }

    /// Begins an import, or finds the one that was interrupted.
    async fn begin(
        &self,
        order: Order,
        digest: [u8; 32],
        as_of: Timestamp,
    ) -> Result<Import, ImportError> {
        let (now, entropy, register) = (self.clock.now(), self.entropy.clone(), order.register);
        let fresh = Import {
            id: AuditEntryId::new(now, &*entropy).as_uuid(),
            digest,
            as_of,
            position: START.byte,
            line: START.line,
            counts: Counts::default(),
            data_key: DataKeyId::new(now, &*entropy),
            rows_under_key: 0,
        };
        let begun = self.store.transact("registers.begin_import", move |tx| {
            let interrupted = register::import::running(tx, register.as_str())?;
            let import = match interrupted {
                Some(import) if import.digest == digest => import,
                Some(import) if !order.abandon => {
                    let line = import.line;
                    return Err(ImportError::AnotherFile { line });
                }
                other => {
                    if let Some(import) = other {
                        register::import::end(tx, import.id, false, now)?;
                    }
                    register::import::begin(tx, register.as_str(), &fresh, now)?;
                    fresh
                }
            };
            let event = Event::RegisterImportBegun {
                register: register.as_str().to_owned(),
                digest: hexadecimal(&digest),
                from_line: import.line,
            };
            write_down(tx, &import, &event, now, &*entropy)?;
            Ok(import)
        });
        match begun.await {
            Err(ImportError::Store(error))
                if error.is_unique_violation("register_import", &["register"]) =>
            {
                Err(ImportError::Raced)
            }
            other => other,
        }
    }

    async fn write_rows<R: Read + Seek + Send>(
        &self,
        order: Order,
        mut import: Import,
        mut rows: Rows<R>,
        length: u64,
        tell: Listener<'_>,
    ) -> Result<Counts, ImportError> {
        loop {
            let batch = self.next_batch(order.register, import.as_of, &mut rows, tell)?;
            let is_last = batch.is_last;
            if let Some(end) = batch.end {
                import = self.write_batch(order.register, import, batch, end).await?;
            }
            tell(Told::Progress {
                bytes: import.position,
                of: length,
                counts: import.counts,
            });
            if is_last {
                return self.finish(order.register, import).await;
            }
        }
    }

    /// The next rows, those that cannot be read told and left out.
    fn next_batch<R: Read + Seek>(
        &self,
        register: Register,
        as_of: Timestamp,
        rows: &mut Rows<R>,
        tell: Listener<'_>,
    ) -> Result<Batch, ImportError> {
        let mut batch = Batch::default();
        // Bad rows count for the size too: a file of nothing else makes progress all the same.
        for _ in 0..BATCH {
            let Some(row) = rows.next()? else {
                batch.is_last = true;
                return Ok(batch);
            };
            batch.end = Some(row.end);
            let read = row.cells.map_err(|fault| vec![fault]).and_then(|cells| {
                Ok(match register {
                    Register::Civil => Line::Civil(civil::read(&cells, as_of)?),
                    Register::Offences => {
                        Line::Offence(offences::read(&cells, as_of, &*self.hashes)?)
                    }
                })
            });
            match read {
                Ok(line) => batch.rows.push(line),
                Err(faults) => {
                    batch.refused += 1;
                    for fault in &faults {
                        let line = row.line;
                        tell(Told::BadRow { line, fault });
                    }
                }
            }
        }
        Ok(batch)
    }

    /// Writes a batch and the place that it reaches.
    async fn write_batch(
        &self,
        register: Register,
        before: Import,
        batch: Batch,
        end: Place,
    ) -> Result<Import, ImportError> {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        let many = u64::try_from(batch.rows.len()).unwrap_or(u64::MAX);
        let full = before.rows_under_key.saturating_add(many) > ROWS_A_KEY;
        let fresh_key = full.then(|| DataKeyId::new(now, &*entropy));
        let name = match register {
            Register::Civil => "registers.import_civil",
            Register::Offences => "registers.import_offences",
        };
        let written = self.store.transact(name, move |tx| {
            let mut after = before;
            if let Some(key) = fresh_key {
                tx.add_data_key(key, now)?;
                after.data_key = key;
                after.rows_under_key = 0;
            }
            for row in &batch.rows {
                row.write(tx, &mut after, now, &*entropy)?;
            }
            after.rows_under_key += many;
            after.counts.refused += batch.refused;
            after.position = end.byte;
            after.line = end.line;
            if register::import::advance(tx, &before, &after, now)? {
                Ok(after)
            } else {
                Err(ImportError::Raced)
            }
        });
        written.await
    }

    async fn finish(&self, register: Register, import: Import) -> Result<Counts, ImportError> {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        let finished = self.store.transact("registers.finish_import", move |tx| {
            if !register::import::end(tx, import.id, true, now)? {
                return Err(ImportError::Raced);
            }
            let counts = import.counts;
            let event = Event::RegisterImported {
                register: register.as_str().to_owned(),
                digest: hexadecimal(&import.digest),
                added: counts.added,
                updated: counts.updated,
                removed: counts.removed,
                refused: counts.refused,
            };
            write_down(tx, &import, &event, now, &*entropy)?;
            Ok(counts)
        });
        finished.await
    }
}

/// Rows that go into one transaction.
#[derive(Default)]
struct Batch {
    rows: Vec<Line>,
    refused: u64,
    /// Where the last row ends, the bad ones included; nothing where there was none.
    end: Option<Place>,
    /// The file ends here.
    is_last: bool,
}

/// A row that was read.
enum Line {
    Civil(CivilRow),
    Offence(OffenceRow),
}

impl Line {
    fn write(
        &self,
        tx: &mut Tx<'_>,
        import: &mut Import,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Result<(), StoreError> {
        let key = import.data_key;
        let (put, removes) = match self {
            Self::Civil(CivilRow::Known { record, changed_at }) => {
                let put = register::civil::put(tx, key, record, *changed_at, now)?;
                let died = record.died_on.is_some() && put != Put::Older;
                if died && deaths::end_identity(tx, &record.number, now, entropy)? {
                    import.counts.deaths += 1;
                }
                (put, false)
            }
            Self::Civil(CivilRow::Removed { number, changed_at }) => {
                let put = register::civil::remove(tx, key, number, *changed_at, now)?;
                (put, true)
            }
            Self::Offence(OffenceRow::Known { entry, changed_at }) => {
                let put = register::offences::put(tx, key, entry, *changed_at, now)?;
                (put, false)
            }
            Self::Offence(OffenceRow::Removed { id, changed_at }) => {
                let put = register::offences::remove(tx, key, *id, *changed_at, now)?;
                (put, true)
            }
        };
        let counts = &mut import.counts;
        let counter = match (put, removes) {
            (Put::Older, _) => &mut counts.older,
            (Put::Added | Put::Replaced, true) => &mut counts.removed,
            (Put::Added, false) => &mut counts.added,
            (Put::Replaced, false) => &mut counts.updated,
        };
        *counter += 1;
        Ok(())
    }
}

fn write_down(
    tx: &mut Tx<'_>,
    import: &Import,
    event: &Event,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let about = audit::about_subject(import.id.as_bytes(), import.data_key, ACTOR);
    audit::append(tx, event, about, now, entropy)
}

/// SHA-256 and length of a file, which identify it when an import is taken up again.
fn digest_of<R: Read + Seek>(file: &mut R) -> Result<([u8; 32], u64), FileError> {
    file.rewind()?;
    let mut context = digest::Context::new(&digest::SHA256);
    let mut buffer = vec![0; 256 * 1024];
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        context.update(bytes);
        length += u64::try_from(read).unwrap_or(0);
    }
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    Ok((digest, length))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
