//! Comma-separated values (RFC 4180), UTF-8. Lines end with CR LF or LF; a field with comma,
//! quotation mark or line end stands in quotation marks, and a quotation mark in it is doubled.

use std::io::Read;

use super::{Counted, FileError, LONGEST, Row};
use crate::{
    Register,
    cells::{Cells, Fault},
};

/// One row as bytes, without meaning.
#[derive(Debug, Default)]
struct Raw {
    bytes: Vec<u8>,
    /// Where each field ends in `bytes`.
    ends: Vec<usize>,
    fault: Option<&'static str>,
}

impl Raw {
    fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(self.ends.iter().copied());
        spans.map(|(start, end)| self.bytes.get(start..end).unwrap_or_default())
    }

    fn is_blank(&self) -> bool {
        self.bytes.is_empty() && self.ends.len() == 1
    }
}

/// Where in a row the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a quotation mark in a quoted field: its end, or the first of two.
    Quote,
}

/// Reads one row whatever its length in lines; none at the end of the file.
fn raw<R: Read>(input: &mut Counted<R>) -> Result<Option<Raw>, FileError> {
    let begins = input.place.line;
    let mut row = Raw::default();
    let mut at = At::FieldStart;
    let mut read_any = false;
    loop {
        let Some(byte) = input.peek()? else {
            if at == At::Quoted {
                row.fault.get_or_insert("a quotation mark is left open");
            }
            row.ends.push(row.bytes.len());
            return Ok(read_any.then_some(row));
        };
        input.take(byte);
        read_any = true;
        if row.bytes.len() + row.ends.len() > LONGEST {
            return Err(FileError::TooLong { line: begins });
        }
        at = match (at, byte) {
            (At::FieldStart, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Quote,
            (At::Quote, b'"') => {
                row.bytes.push(b'"');
                At::Quoted
            }
            (At::Quoted, _) => {
                row.bytes.push(byte);
                At::Quoted
            }
            (At::FieldStart | At::Plain | At::Quote, b',') => {
                row.ends.push(row.bytes.len());
                At::FieldStart
            }
            (At::FieldStart | At::Plain | At::Quote, b'\n') => {
                row.ends.push(row.bytes.len());
                return Ok(Some(row));
            }
            // Before the end of the line it belongs to it; elsewhere no text has it.
            (At::FieldStart | At::Plain | At::Quote, b'\r') if input.peek()? == Some(b'\n') => at,
            (At::Quote, _) => {
                row.fault
                    .get_or_insert("there is text behind a quotation mark");
                row.bytes.push(byte);
                At::Plain
            }
            (At::Plain, b'"') => {
                row.fault
                    .get_or_insert("a quotation mark stands in the middle of a field");
                row.bytes.push(byte);
                At::Plain
            }
            (At::FieldStart | At::Plain, _) => {
                row.bytes.push(byte);
                At::Plain
            }
        };
    }
}

/// The names in the first row.
pub(super) fn names<R: Read>(input: &mut Counted<R>) -> Result<Vec<String>, FileError> {
    let row = raw(input)?.ok_or(FileError::Empty)?;
    let names = row.fields().map(|name| {
        let name = std::str::from_utf8(name).unwrap_or_default();
        name.trim().to_ascii_lowercase()
    });
    Ok(names.collect())
}

/// For each field of a row, the place of its column.
pub(super) fn header<R: Read>(
    input: &mut Counted<R>,
    register: Register,
) -> Result<Vec<usize>, FileError> {
    let names = names(input)?;
    let is_of_offences = names.iter().any(|name| name == "entry");
    if is_of_offences != (register == Register::Offences) {
        return Err(FileError::OtherRegister);
    }
    let mut places = Vec::with_capacity(names.len());
    for (number, name) in names.iter().enumerate() {
        let known = register.columns().iter().position(|column| column == name);
        let place = known.ok_or_else(|| {
            // The name itself stays unsaid: without a header the first row is a person.
            FileError::Header(format!("the name in field {} is unknown", number + 1))
        })?;
        if places.contains(&place) {
            return Err(FileError::Header(format!("{name} is there twice")));
        }
        places.push(place);
    }
    Ok(places)
}

/// The next row that is not blank.
pub(super) fn row<R: Read>(
    input: &mut Counted<R>,
    columns: &'static [&'static str],
    places: &[usize],
) -> Result<Option<Row>, FileError> {
    loop {
        let line = input.place.line;
        let Some(raw) = raw(input)? else {
            return Ok(None);
        };
        if raw.is_blank() {
            continue;
        }
        return Ok(Some(Row {
            line,
            end: input.place,
            cells: cells(&raw, columns, places),
        }));
    }
}

fn cells(raw: &Raw, columns: &'static [&'static str], places: &[usize]) -> Result<Cells, Fault> {
    if let Some(what) = raw.fault {
        return Err(Fault::of_row(what));
    }
    if raw.ends.len() != places.len() {
        let (found, expected) = (raw.ends.len(), places.len());
        return Err(Fault::of_row(format!(
            "it has {found} fields and line 1 has {expected}"
        )));
    }
    let mut cells = Cells::blank(columns);
    for (field, place) in raw.fields().zip(places) {
        let Ok(text) = std::str::from_utf8(field) else {
            let column = columns.get(*place).copied().unwrap_or_default();
            return Err(Fault::of(column, "it is not UTF-8"));
        };
        cells.set(*place, text.to_owned());
    }
    Ok(cells)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use std::io::{BufReader, Cursor};

    use super::*;
    use crate::file::START;

    fn read(text: &str) -> Vec<(Vec<String>, Option<&'static str>)> {
        let mut input = Counted {
            input: BufReader::with_capacity(3, Cursor::new(text.as_bytes().to_vec())),
            place: START,
        };
        let mut rows = Vec::new();
        while let Some(row) = raw(&mut input).unwrap() {
            let fields = row
                .fields()
                .map(|field| String::from_utf8(field.to_vec()).unwrap());
            rows.push((fields.collect(), row.fault));
        }
        rows
    }

    fn fields(text: &str) -> Vec<Vec<String>> {
        let rows = read(text).into_iter();
        rows.map(|(fields, fault)| {
            assert_eq!(fault, None);
            fields
        })
        .collect()
    }

    /// RFC 4180 §2, rules 1, 2, 5, 6 and 7.
    #[test]
    fn reads_the_examples_of_the_standard() {
        for text in [
            "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
            "aaa,bbb,ccc\r\nzzz,yyy,xxx",
        ] {
            assert_eq!(fields(text), [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]);
        }
        let quoted = fields("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx");
        assert_eq!(quoted[0], ["aaa", "b\r\nbb", "ccc"]);
        assert_eq!(
            fields("\"aaa\",\"b\"\"bb\",\"ccc\""),
            [["aaa", "b\"bb", "ccc"]]
        );
        assert_eq!(fields(",,\n\"\",,\n"), [["", "", ""], ["", "", ""]]);
        assert_eq!(
            fields("a b , c\n"),
            [["a b ", " c"]],
            "spaces belong to a field"
        );
    }

    #[test]
    fn a_misplaced_quotation_mark_spoils_its_row_only() {
        let rows = read("a\"b,c\n\"d\"e,f\ng,h\n");
        assert_eq!(rows.len(), 3);
        assert!(rows[0].1.is_some() && rows[1].1.is_some());
        assert_eq!(rows[2], (vec!["g".to_owned(), "h".to_owned()], None));
    }

    #[test]
    fn an_open_quotation_mark_ends_in_an_error_and_not_in_the_whole_memory() {
        let open = read("a,\"b\nc,d\n");
        assert_eq!(open[0].1, Some("a quotation mark is left open"));
        let endless = format!("x,y\n\"{}", "row\n".repeat(40_000));
        let mut input = Counted {
            input: BufReader::new(Cursor::new(endless.into_bytes())),
            place: START,
        };
        raw(&mut input).unwrap();
        let error = raw(&mut input).unwrap_err();
        assert!(matches!(error, FileError::TooLong { line: 2 }), "{error}");
    }

    /// Every beginning of a file is read without a panic, and nothing is read twice.
    #[test]
    fn every_truncation_is_some_rows() {
        let whole = "a,\"b\"\"c\r\nd\",é\r\n\"\",x\n";
        for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            let rows = read(&whole[..end]);
            assert!(rows.len() <= 3, "{end}");
        }
    }
}
