//! An incremental update (ISO 32000-1 §7.5.6): objects, a classic table and a trailer
//! appended to a file of which no byte changes.

use std::ops::Range;

use aws_lc_rs::digest::{Context, SHA256};

use crate::error::{PdfError, Unsupported};
use crate::file::PdfFile;
use crate::syntax::{ObjectId, Value};
use crate::text::hex;

/// Highest object number that PDF/A-2 allows (ISO 19005-2 §6.1.13).
const MAX_OBJECT: u32 = 8_388_607;

/// A revision in the making.
pub(crate) struct Update<'f, 'a> {
    file: &'f PdfFile<'a>,
    out: Vec<u8>,
    written: Vec<(ObjectId, usize)>,
    next: u32,
}

impl<'f, 'a> Update<'f, 'a> {
    /// Starts after the last byte of the file; `room` is how much the update may need.
    pub(crate) fn after(file: &'f PdfFile<'a>, room: usize) -> Result<Self, PdfError> {
        let mut out = Vec::with_capacity(file.bytes.len() + room);
        out.extend_from_slice(file.bytes);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        Ok(Self {
            file,
            out,
            written: Vec::new(),
            next: file.size()?,
        })
    }

    /// A number for a new object.
    pub(crate) fn allocate(&mut self) -> Result<ObjectId, PdfError> {
        if self.next >= MAX_OBJECT {
            return Err(PdfError::Unsupported(Unsupported::ManyObjects));
        }
        let id = ObjectId {
            number: self.next,
            generation: 0,
        };
        self.next += 1;
        Ok(id)
    }

    /// Writes an object; returns where its body stands in the file.
    pub(crate) fn object(&mut self, id: ObjectId, body: &[u8]) -> Range<usize> {
        self.written.push((id, self.out.len()));
        let heading = format!("{} {} obj\n", id.number, id.generation);
        self.out.extend_from_slice(heading.as_bytes());
        let start = self.out.len();
        self.out.extend_from_slice(body);
        let end = self.out.len();
        self.out.extend_from_slice(b"\nendobj\n");
        start..end
    }

    /// Writes table and trailer. `/Root` stays, `/Info` and the first half of `/ID` are
    /// repeated, the second half is `id`.
    pub(crate) fn finish(mut self, id: &str) -> Result<Vec<u8>, PdfError> {
        let (trailer, previous) = self.file.newest().trailer()?;
        let table = self.out.len();
        self.written.sort_by_key(|(id, _)| id.number);
        let mut text = String::from("xref\n");
        let mut rest = self.written.as_slice();
        while let Some(((first, _), _)) = rest.split_first() {
            let run = (first.number..)
                .zip(rest)
                .take_while(|(n, (id, _))| *n == id.number)
                .count();
            text.push_str(&format!("{} {run}\n", first.number));
            let (section, after) = rest.split_at(run);
            for (id, offset) in section {
                text.push_str(&format!("{offset:010} {:05} n\r\n", id.generation));
            }
            rest = after;
        }
        text.push_str(&format!("trailer\n<</Size {}", self.next));
        for key in ["Root", "Info"] {
            if let Some(value) = trailer.find(key) {
                text.push_str(&format!("/{key} {}", value.text()));
            }
        }
        let first = trailer
            .find("ID")
            .and_then(Value::as_array)
            .and_then(<[_]>::first);
        let first = first.map_or_else(|| format!("<{id}>"), Value::text);
        text.push_str(&format!(
            "/ID[{first}<{id}>]/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
        ));
        self.out.extend_from_slice(text.as_bytes());
        Ok(self.out)
    }
}

/// The second half of `/ID`: different for each signed revision, the same for the same input.
pub(crate) fn revision_id(file: &[u8], options: &str) -> String {
    let mut context = Context::new(&SHA256);
    context.update(file);
    context.update(options.as_bytes());
    hex(context.finish().as_ref().split_at(16).0)
}
