//! Rows of a file in bounded memory: one row at a time, none longer than [`LONGEST`].

mod csv;
mod json_lines;

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use crate::{
    Register,
    cells::{Cells, Fault},
};

/// The longest row in bytes: thirty columns of the longest text and room to spare. What is longer
/// is a quotation mark that was left open, or another kind of file.
pub(crate) const LONGEST: usize = 64 * 1024;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated (RFC 4180), UTF-8, the first row naming the columns.
    Csv,
    /// One JSON object a line, its members named as the columns.
    JsonLines,
}

/// Why a file cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The operating system.
    #[error("the file cannot be read")]
    Unreadable(#[from] std::io::Error),
    /// A row without end.
    #[error(
        "the row that begins in line {line} is longer than 64 KiB: is a quotation mark left open?"
    )]
    TooLong {
        /// Where it begins.
        line: u64,
    },
    /// There is no first row.
    #[error("the file is empty")]
    Empty,
    /// The first row does not name the columns.
    #[error("line 1 must name the columns: {0}")]
    Header(String),
    /// The file is of another register.
    #[error("the file is of the other register: see the columns in docs/specs/register-import.md")]
    OtherRegister,
}

/// Where a row ends, which is where reading can be taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes before it.
    pub(crate) byte: u64,
    /// The line there, the first being 1.
    pub(crate) line: u64,
}

/// The beginning of a file.
pub(crate) const START: Place = Place { byte: 0, line: 1 };

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    /// The line in which it begins.
    pub(crate) line: u64,
    /// Where the next one begins.
    pub(crate) end: Place,
    pub(crate) cells: Result<Cells, Fault>,
}

/// Counts what is read through it.
pub(crate) struct Counted<R> {
    input: BufReader<R>,
    pub(crate) place: Place,
}

impl<R: Read> Counted<R> {
    /// The next byte without taking it; none at the end.
    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    /// Takes the byte that was peeked at.
    fn take(&mut self, byte: u8) {
        self.input.consume(1);
        self.place.byte += 1;
        if byte == b'\n' {
            self.place.line += 1;
        }
    }
}

/// A file that is read row by row.
pub(crate) struct Rows<R> {
    input: Counted<R>,
    register: Register,
    kind: Kind,
}

enum Kind {
    /// For each field of a row, the place of its column.
    Csv(Vec<usize>),
    JsonLines,
}

impl<R: Read + Seek> Rows<R> {
    /// Opens a file of a register and goes to where reading is taken up.
    pub(crate) fn open(
        mut file: R,
        format: Format,
        register: Register,
        from: Place,
    ) -> Result<Self, FileError> {
        file.rewind()?;
        let mut input = Counted {
            input: BufReader::with_capacity(256 * 1024, file),
            place: START,
        };
        skip_byte_order_mark(&mut input)?;
        let kind = match format {
            Format::Csv => Kind::Csv(csv::header(&mut input, register)?),
            Format::JsonLines => Kind::JsonLines,
        };
        if from.byte > input.place.byte {
            input.input.seek(SeekFrom::Start(from.byte))?;
            input.place = from;
        }
        Ok(Self {
            input,
            register,
            kind,
        })
    }

    /// The next row; none at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, FileError> {
        let columns = self.register.columns();
        match &self.kind {
            Kind::Csv(places) => csv::row(&mut self.input, columns, places),
            Kind::JsonLines => json_lines::row(&mut self.input, columns),
        }
    }
}

/// Which register a file is of: only entries of the register of offences have a key `entry`.
///
/// # Errors
/// [`FileError`].
pub fn register_of<R: Read + Seek>(mut file: R, format: Format) -> Result<Register, FileError> {
    file.rewind()?;
    let mut input = Counted {
        input: BufReader::new(file),
        place: START,
    };
    skip_byte_order_mark(&mut input)?;
    let names = match format {
        Format::Csv => csv::names(&mut input)?,
        Format::JsonLines => json_lines::names(&mut input)?,
    };
    if names.iter().any(|name| name == "entry") {
        Ok(Register::Offences)
    } else {
        Ok(Register::Civil)
    }
}

/// Spreadsheets put one before UTF-8.
fn skip_byte_order_mark<R: Read>(input: &mut Counted<R>) -> std::io::Result<()> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    if input.input.fill_buf()?.starts_with(MARK) {
        input.input.consume(MARK.len());
        input.place.byte += 3;
    }
    Ok(())
}
