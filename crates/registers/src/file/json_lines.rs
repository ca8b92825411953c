//! One JSON object a line, flat, with the names of the columns.

use std::io::Read;

use serde_json::{Map, Value};

use super::{Counted, FileError, LONGEST, Row};
use crate::cells::{Cells, Fault};

/// The next line without its end; none at the end of the file.
fn line<R: Read>(input: &mut Counted<R>) -> Result<Option<Vec<u8>>, FileError> {
    let begins = input.place.line;
    let mut bytes = Vec::new();
    let mut read_any = false;
    while let Some(byte) = input.peek()? {
        input.take(byte);
        read_any = true;
        if byte == b'\n' {
            break;
        }
        if bytes.len() >= LONGEST {
            return Err(FileError::TooLong { line: begins });
        }
        bytes.push(byte);
    }
    Ok(read_any.then_some(bytes))
}

/// The names in the first object.
pub(super) fn names<R: Read>(input: &mut Counted<R>) -> Result<Vec<String>, FileError> {
    loop {
        let bytes = line(input)?.ok_or(FileError::Empty)?;
        if !bytes.trim_ascii().is_empty() {
            let object: Option<Map<String, Value>> = serde_json::from_slice(&bytes).ok();
            let names = object.into_iter().flatten().map(|(name, _)| name);
            return Ok(names.collect());
        }
    }
}

/// The next row that is not blank.
pub(super) fn row<R: Read>(
    input: &mut Counted<R>,
    columns: &'static [&'static str],
) -> Result<Option<Row>, FileError> {
    loop {
        let begins = input.place.line;
        let Some(bytes) = line(input)? else {
            return Ok(None);
        };
        if !bytes.trim_ascii().is_empty() {
            return Ok(Some(Row {
                line: begins,
                end: input.place,
                cells: cells(&bytes, columns),
            }));
        }
    }
}

fn cells(bytes: &[u8], columns: &'static [&'static str]) -> Result<Cells, Fault> {
    // The parser's own words may quote the value.
    let object: Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|_| Fault::of_row("it is no JSON object"))?;
    let mut cells = Cells::blank(columns);
    for (name, value) in object {
        let place = columns.iter().position(|column| *column == name);
        let Some((place, column)) = place.and_then(|place| Some((place, *columns.get(place)?)))
        else {
            return Err(Fault::of_row("it has a member that is no column"));
        };
        let text = match value {
            Value::Null => String::new(),
            Value::Bool(yes) => yes.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text,
            Value::Array(_) | Value::Object(_) => {
                return Err(Fault::of(column, "it is no text, number or truth value"));
            }
        };
        cells.set(place, text);
    }
    Ok(cells)
}
