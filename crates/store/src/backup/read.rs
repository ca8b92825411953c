//! Reads a backup record by record and believes nothing: form, order, counts and digests.

use std::io::Read;

use ports::sealing::{Sealer, WrappedDataKey};
use serde::{Deserialize, Serialize};

use super::{
    About, Attachment, BackupError, Contents, TableSum, damaged,
    form::{self, Kind, Sum, VERSION},
};
use crate::{StoreError, value::Value};

/// Longest list of tables: a limit for a parser, far above any schema.
const MOST_TABLES: usize = 10_000;

/// Name and columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heading {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

/// What the last record says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Totals {
    tables: u64,
    rows: u64,
}

impl Totals {
    pub(super) fn of(contents: &Contents) -> Self {
        Self {
            tables: u64::try_from(contents.tables.len()).unwrap_or(u64::MAX),
            rows: contents.rows(),
        }
    }
}

/// Reads a backup to its end, checking everything that can be checked without a database: form,
/// counts, digests, and that `sealer` opens every data key.
///
/// # Errors
/// [`BackupError`] at the first thing that is wrong.
pub fn verify(source: impl Read, sealer: &dyn Sealer) -> Result<Contents, BackupError> {
    let mut reader = Reader::open(source)?;
    while let Some(heading) = reader.next_table()? {
        let wrapped = (heading.name == "data_key")
            .then(|| heading.columns.iter().position(|name| name == "wrapped"))
            .flatten();
        while reader.next_row()? {
            let row = form::read_row(reader.row(), heading.columns.len())?;
            if let Some(Value::Bytes(key)) = wrapped.and_then(|at| row.get(at)) {
                sealer
                    .unwrap_data_key(&WrappedDataKey(key.to_vec()))
                    .map_err(StoreError::Sealed)?;
            }
        }
    }
    Ok(reader.into_contents())
}

/// Reads what stands before the first table: the contents without any table.
///
/// # Errors
/// [`BackupError`] at the first thing that is wrong.
pub fn beginning(source: impl Read) -> Result<Contents, BackupError> {
    Ok(Reader::open(source)?.into_contents())
}

/// Goes through a backup: table by table, row by row.
pub(super) struct Reader<'r> {
    source: Box<dyn Read + 'r>,
    content: Vec<u8>,
    contents: Contents,
    /// The record that has been read and not been used.
    ahead: Option<Kind>,
    sum: Option<(String, Sum)>,
}

impl<'r> Reader<'r> {
    /// Reads everything before the first table.
    pub(super) fn open(source: impl Read + 'r) -> Result<Self, BackupError> {
        let mut source: Box<dyn Read + 'r> = Box::new(source);
        let mut content = Vec::new();
        if form::read_record(&mut source, &mut content)? != Kind::About {
            return Err(damaged("it does not say what it is"));
        }
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        // The version first: a newer form may have other fields.
        let Version { version } = from_json(&content)?;
        if version != VERSION {
            return Err(BackupError::NewerForm(version));
        }
        let contents = Contents {
            about: from_json(&content)?,
            attachments: Vec::new(),
            tables: Vec::new(),
        };
        let mut reader = Self {
            source,
            content,
            contents,
            ahead: None,
            sum: None,
        };
        while reader.look()? == Kind::Attachment {
            let file = attachment(&reader.content)?;
            reader.contents.attachments.push(file);
            reader.ahead = None;
        }
        Ok(reader)
    }

    pub(super) fn about(&self) -> &About {
        &self.contents.about
    }

    /// The next table, or nothing after the last.
    pub(super) fn next_table(&mut self) -> Result<Option<Heading>, BackupError> {
        match self.look()? {
            Kind::Table if self.contents.tables.len() < MOST_TABLES => {
                let heading: Heading = from_json(&self.content)?;
                self.ahead = None;
                self.sum = Some((heading.name.clone(), Sum::default()));
                Ok(Some(heading))
            }
            Kind::End => self.end().map(|()| None),
            Kind::Table | Kind::About | Kind::Attachment | Kind::Row | Kind::TableEnd => {
                Err(damaged("a record out of its order"))
            }
        }
    }

    /// Goes to the next row of the table; `false` after the last, when count and digest were
    /// right.
    pub(super) fn next_row(&mut self) -> Result<bool, BackupError> {
        let kind = self.look()?;
        let Some((_, sum)) = &mut self.sum else {
            return Err(damaged("a row outside of a table"));
        };
        match kind {
            Kind::Row => {
                sum.add(&self.content);
                self.ahead = None;
                Ok(true)
            }
            Kind::TableEnd => self.end_of_table().map(|()| false),
            Kind::About | Kind::Attachment | Kind::Table | Kind::End => {
                Err(damaged("a table without its end"))
            }
        }
    }

    /// The row that [`Reader::next_row`] went to.
    pub(super) fn row(&self) -> &[u8] {
        &self.content
    }

    pub(super) fn into_contents(self) -> Contents {
        self.contents
    }

    fn end_of_table(&mut self) -> Result<(), BackupError> {
        let said: TableSum = from_json(&self.content)?;
        self.ahead = None;
        let found = self.sum.take().map(|(name, sum)| sum.finish(&name));
        if found.as_ref() != Some(&said) {
            let what = format!("the rows of {} are not those that were written", said.name);
            return Err(damaged(what));
        }
        self.contents.tables.push(said);
        Ok(())
    }

    fn end(&mut self) -> Result<(), BackupError> {
        let said: Totals = from_json(&self.content)?;
        if said != Totals::of(&self.contents) {
            return Err(damaged("it holds other tables than it says"));
        }
        // A sealed stream is checked to its end only when it is read to its end.
        let more = std::io::copy(&mut self.source, &mut std::io::sink())?;
        if more > 0 {
            return Err(damaged("something follows its end"));
        }
        Ok(())
    }

    fn look(&mut self) -> Result<Kind, BackupError> {
        if let Some(kind) = self.ahead {
            return Ok(kind);
        }
        let kind = form::read_record(&mut self.source, &mut self.content)?;
        self.ahead = Some(kind);
        Ok(kind)
    }
}

fn from_json<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, BackupError> {
    serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))
}

/// Length of the name (2 bytes, big endian), name, bytes.
pub(super) fn attachment_bytes(file: &Attachment) -> Result<Vec<u8>, BackupError> {
    let name = file.name.as_bytes();
    let length =
        u16::try_from(name.len()).map_err(|_| damaged("the name of a file is too long"))?;
    Ok([length.to_be_bytes().as_slice(), name, &file.bytes].concat())
}

fn attachment(content: &[u8]) -> Result<Attachment, BackupError> {
    let read = || {
        let (length, rest) = content.split_first_chunk::<2>()?;
        let (name, bytes) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        Some(Attachment {
            name: String::from_utf8(name.to_vec()).ok()?,
            bytes: bytes.to_vec(),
        })
    };
    read().ok_or_else(|| damaged("a file that cannot be read"))
}
