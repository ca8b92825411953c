//! Records and rows as bytes.
//!
//! A record is `kind (1 byte) · length (4 bytes, big endian) · content`. A row is its cells one
//! after the other, each with a byte for its kind. `BOOLEAN` is written as the number 0 or 1,
//! because SQLite knows it as nothing else: so the same rows give the same bytes on both engines.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

use super::{BackupError, damaged};
use crate::value::{Cell, Value};

/// The form that this code writes and reads.
pub(super) const VERSION: u32 = 1;

/// Longest record: far above the longest document, and what a reader may have to hold at once.
const LONGEST: usize = 64 << 20;

/// Kinds of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// [`super::About`] as JSON.
    About,
    /// Name (2 bytes of length before it) and bytes of a file.
    Attachment,
    /// Name and columns of a table as JSON.
    Table,
    /// A row of the table before it.
    Row,
    /// [`super::TableSum`] as JSON.
    TableEnd,
    /// Number of tables and rows as JSON.
    End,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::About,
        Self::Attachment,
        Self::Table,
        Self::Row,
        Self::TableEnd,
        Self::End,
    ];

    fn byte(self) -> u8 {
        match self {
            Self::About => b'A',
            Self::Attachment => b'F',
            Self::Table => b'T',
            Self::Row => b'R',
            Self::TableEnd => b'E',
            Self::End => b'Z',
        }
    }
}

pub(super) fn write_record(
    out: &mut dyn Write,
    kind: Kind,
    content: &[u8],
) -> Result<(), BackupError> {
    let length = u32::try_from(content.len())
        .ok()
        .filter(|_| content.len() <= LONGEST)
        .ok_or_else(|| {
            let what = format!("a row of {} bytes is too long for a backup", content.len());
            BackupError::File(io::Error::other(what))
        })?;
    out.write_all(&[kind.byte()])?;
    out.write_all(&length.to_be_bytes())?;
    Ok(out.write_all(content)?)
}

/// Reads a record into `content`, replacing what was there.
pub(super) fn read_record(
    input: &mut dyn Read,
    content: &mut Vec<u8>,
) -> Result<Kind, BackupError> {
    let mut heading = [0; 5];
    input.read_exact(&mut heading).map_err(cut)?;
    let [kind, length @ ..] = heading;
    let kind = Kind::ALL
        .into_iter()
        .find(|known| known.byte() == kind)
        .ok_or_else(|| damaged("a record of an unknown kind"))?;
    let length = u32::from_be_bytes(length);
    if usize::try_from(length).is_ok_and(|length| length > LONGEST) {
        return Err(damaged("a record that is too long"));
    }
    content.clear();
    // Grows with what is there, not with what the heading claims.
    let read = input.take(u64::from(length)).read_to_end(content)?;
    if u32::try_from(read) != Ok(length) {
        return Err(damaged("it ends in the middle of a record"));
    }
    Ok(kind)
}

fn cut(error: io::Error) -> BackupError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it ends before its end record"),
        _ => BackupError::File(error),
    }
}

/// Counts the rows of a table and digests them, with their lengths.
#[derive(Default)]
pub(super) struct Sum {
    rows: u64,
    digest: Sha256,
}

impl Sum {
    pub(super) fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        let length = u64::try_from(row.len()).unwrap_or(u64::MAX);
        self.digest.update(length.to_be_bytes());
        self.digest.update(row);
    }

    pub(super) fn finish(self, table: &str) -> super::TableSum {
        let digits = self.digest.finalize();
        super::TableSum {
            name: table.to_owned(),
            rows: self.rows,
            sha256: digits.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// Appends a cell to a row.
pub(super) fn write_cell(row: &mut Vec<u8>, cell: Cell<'_>) {
    let mut long = |kind: u8, bytes: &[u8]| {
        row.push(kind);
        // A row beyond the longest record is refused when it is written.
        row.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        row.extend_from_slice(bytes);
    };
    match cell {
        Cell::Null => row.push(0),
        Cell::Int(number) => {
            row.push(1);
            row.extend_from_slice(&number.to_be_bytes());
        }
        Cell::Bool(truth) => write_cell(row, Cell::Int(i64::from(truth))),
        Cell::Text(text) => long(2, text.as_bytes()),
        Cell::Bytes(bytes) => long(3, bytes),
    }
}

/// The cells of a row; exactly `count`, and nothing after them.
pub(super) fn read_row(row: &[u8], count: usize) -> Result<Vec<Value<'_>>, BackupError> {
    let mut rest = row;
    let mut values = Vec::with_capacity(count);
    while !rest.is_empty() {
        let (value, tail) = read_cell(rest).ok_or_else(|| damaged("a row that cannot be read"))?;
        values.push(value);
        rest = tail;
    }
    if values.len() == count {
        Ok(values)
    } else {
        Err(damaged("a row with more or fewer cells than columns"))
    }
}

fn read_cell(row: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let (kind, rest) = row.split_first()?;
    match kind {
        0 => Some((Value::Null, rest)),
        1 => {
            let (number, rest) = rest.split_first_chunk::<8>()?;
            Some((Value::Int(i64::from_be_bytes(*number)), rest))
        }
        2 => {
            let (text, rest) = long(rest)?;
            Some((Value::Text(std::str::from_utf8(text).ok()?.into()), rest))
        }
        3 => {
            let (bytes, rest) = long(rest)?;
            Some((Value::Bytes(bytes), rest))
        }
        _ => None,
    }
}

fn long(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = rest.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use super::*;

    fn row() -> Vec<u8> {
        let mut row = Vec::new();
        let cells = [
            Cell::Null,
            Cell::Int(-2),
            Cell::Bool(true),
            Cell::Text("ñ"),
            Cell::Bytes(&[0, 255]),
        ];
        cells
            .into_iter()
            .for_each(|cell| write_cell(&mut row, cell));
        row
    }

    /// The row of `docs/specs/backup.md`.
    #[test]
    fn a_row_has_the_bytes_of_the_specification() {
        let digits: String = row().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            digits,
            "00\
             01fffffffffffffffe\
             010000000000000001\
             0200000002c3b1\
             030000000200ff"
        );
    }

    #[test]
    fn a_row_is_read_as_it_was_written_with_truth_as_a_number() {
        let row = row();
        let values = read_row(&row, 5).unwrap();
        assert!(matches!(values[0], Value::Null));
        assert!(matches!(values[1], Value::Int(-2)));
        assert!(matches!(values[2], Value::Int(1)));
        assert!(matches!(&values[3], Value::Text(text) if text == "ñ"));
        assert!(matches!(values[4], Value::Bytes([0, 255])));
    }

    #[test]
    fn a_row_that_is_cut_or_too_long_is_refused() {
        let row = row();
        for end in 0..row.len() {
            assert!(read_row(&row[..end], 5).is_err(), "{end}");
        }
        let longer = [row.as_slice(), &[0]].concat();
        assert!(read_row(&longer, 5).is_err());
        assert!(read_row(&[9], 1).is_err());
    }

    #[test]
    fn a_record_that_is_cut_or_unknown_is_refused() {
        let mut bytes = Vec::new();
        write_record(&mut bytes, Kind::Row, b"abc").unwrap();
        let mut content = vec![7];
        assert_eq!(
            read_record(&mut bytes.as_slice(), &mut content).unwrap(),
            Kind::Row
        );
        assert_eq!(content, b"abc");
        for end in 0..bytes.len() {
            assert!(read_record(&mut &bytes[..end], &mut content).is_err());
        }
        bytes[0] = b'?';
        assert!(read_record(&mut bytes.as_slice(), &mut content).is_err());
        let claims = [b'R', 255, 255, 255, 255];
        assert!(read_record(&mut claims.as_slice(), &mut content).is_err());
    }

    #[test]
    fn a_sum_tells_rows_apart_by_their_ends() {
        let sum = |rows: &[&[u8]]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(row));
            sum.finish("t").sha256
        };
        assert_ne!(sum(&[b"ab", b"c"]), sum(&[b"a", b"bc"]));
        assert_ne!(sum(&[]), sum(&[b""]));
    }
}
