//! A PDF file with classic cross-reference tables (ISO 32000-1 §7.5): its revisions, newest first.

use crate::error::{PdfError, Unsupported};
use crate::syntax::{Dict, Kind, ObjectId, Reader, Value};
use crate::{MAX_FILE, MAX_REVISIONS};

/// One entry of a classic table, `nnnnnnnnnn ggggg n` and two bytes of line end (§7.5.4).
const ENTRY: usize = 20;
/// Most subsections in one table. typst writes 1; a Word file of many revisions, hundreds.
const MAX_SECTIONS: usize = 4096;

/// A file whose trailers were read; objects are read when asked for.
#[derive(Debug)]
pub(crate) struct PdfFile<'a> {
    pub(crate) bytes: &'a [u8],
    revisions: Vec<Revision<'a>>,
}

#[derive(Debug)]
struct Revision<'a> {
    table: usize,
    sections: Vec<Section<'a>>,
    trailer: Dict<'a>,
}

#[derive(Debug)]
struct Section<'a> {
    first: u64,
    entries: &'a [u8],
}

impl<'a> PdfFile<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, PdfError> {
        if bytes.len() > MAX_FILE {
            return Err(PdfError::TooLarge {
                length: bytes.len(),
                limit: MAX_FILE,
            });
        }
        if !bytes.starts_with(b"%PDF-1.") {
            return Err(PdfError::Malformed {
                offset: 0,
                expected: "%PDF-1. header",
            });
        }
        let mut table = last_table(bytes)?;
        let mut revisions = Vec::new();
        loop {
            let revision = Revision::read(bytes, table)?;
            let earlier = revision.trailer.find("Prev").map(offset).transpose()?;
            revisions.push(revision);
            match earlier {
                None => return Ok(Self { bytes, revisions }),
                // Strictly earlier, so the chain cannot loop.
                Some(prev) if prev >= table => {
                    return Err(PdfError::Unsupported(Unsupported::Linearised));
                }
                Some(_) if revisions.len() == MAX_REVISIONS => {
                    return Err(PdfError::Unsupported(Unsupported::ManyRevisions));
                }
                Some(prev) => table = prev,
            }
        }
    }

    /// How many revisions the file has.
    pub(crate) fn revisions(&self) -> usize {
        self.revisions.len()
    }

    /// The file as it stood `skip` revisions ago.
    pub(crate) fn at_revision(&self, skip: usize) -> View<'_, 'a> {
        View { file: self, skip }
    }

    pub(crate) fn newest(&self) -> View<'_, 'a> {
        self.at_revision(0)
    }

    /// One more than the highest object number of any revision.
    pub(crate) fn size(&self) -> Result<u32, PdfError> {
        let mut highest = 0;
        for revision in &self.revisions {
            let size = revision.trailer.find("Size").and_then(Value::as_integer);
            let missing = PdfError::Malformed {
                offset: revision.table,
                expected: "/Size",
            };
            let size = size.and_then(|s| u32::try_from(s).ok()).ok_or(missing)?;
            highest = highest.max(size);
        }
        Ok(highest)
    }
}

/// What a reader sees that ignores the newest revisions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'f, 'a> {
    pub(crate) file: &'f PdfFile<'a>,
    skip: usize,
}

impl<'f, 'a> View<'f, 'a> {
    fn visible(self) -> impl Iterator<Item = &'f Revision<'a>> {
        self.file.revisions.iter().skip(self.skip)
    }

    /// The trailer and where its table starts.
    pub(crate) fn trailer(self) -> Result<(&'f Dict<'a>, usize), PdfError> {
        let missing = PdfError::Malformed {
            offset: 0,
            expected: "trailer",
        };
        self.visible()
            .next()
            .map(|r| (&r.trailer, r.table))
            .ok_or(missing)
    }

    pub(crate) fn catalog(self) -> Result<(ObjectId, Dict<'a>), PdfError> {
        let (trailer, table) = self.trailer()?;
        let missing = PdfError::Malformed {
            offset: table,
            expected: "/Root",
        };
        let id = trailer
            .find("Root")
            .and_then(Value::as_reference)
            .ok_or(missing)?;
        Ok((id, self.dict(id)?))
    }

    /// The object, if and only if it is a dictionary.
    pub(crate) fn dict(self, id: ObjectId) -> Result<Dict<'a>, PdfError> {
        let value = self.object(id)?;
        match value.kind {
            Kind::Dict(dict) => Ok(dict),
            _ => Err(PdfError::Malformed {
                offset: value.start,
                expected: "dictionary",
            }),
        }
    }

    /// The dictionary itself, or the one that the reference points to, with its identity.
    pub(crate) fn dict_of(
        self,
        value: &Value<'a>,
    ) -> Result<(Option<ObjectId>, Dict<'a>), PdfError> {
        match &value.kind {
            Kind::Dict(dict) => Ok((None, dict.clone())),
            Kind::Reference(id) => Ok((Some(*id), self.dict(*id)?)),
            _ => Err(PdfError::Malformed {
                offset: value.start,
                expected: "dictionary",
            }),
        }
    }

    pub(crate) fn object(self, id: ObjectId) -> Result<Value<'a>, PdfError> {
        let mut reader = Reader::new(self.file.bytes, self.locate(id)?);
        let number = reader.unsigned()?;
        reader.skip_space();
        let generation = reader.unsigned()?;
        reader.skip_space();
        reader.keyword("obj")?;
        if number != u64::from(id.number) || generation != u64::from(id.generation) {
            return Err(reader.missing("the object that the table names"));
        }
        let value = reader.value()?;
        reader.skip_space();
        if !reader.rest().starts_with(b"stream") {
            reader.keyword("endobj")?;
        }
        Ok(value)
    }

    fn locate(self, id: ObjectId) -> Result<usize, PdfError> {
        let (_, table) = self.trailer()?;
        let missing = PdfError::Malformed {
            offset: table,
            expected: "table entry of an object",
        };
        let entry = self
            .visible()
            .flat_map(|revision| &revision.sections)
            .find_map(|section| section.entry(id.number))
            .ok_or(missing.clone())?;
        match parse_entry(entry) {
            Some((offset, generation, b'n')) if generation == u64::from(id.generation) => {
                usize::try_from(offset).map_err(|_| missing)
            }
            _ => Err(missing),
        }
    }
}

impl<'a> Revision<'a> {
    fn read(bytes: &'a [u8], table: usize) -> Result<Self, PdfError> {
        let mut reader = Reader::new(bytes, table);
        if reader.rest().first().is_some_and(u8::is_ascii_digit) {
            return Err(PdfError::Unsupported(Unsupported::CrossReferenceStream));
        }
        reader.keyword("xref")?;
        reader.skip_space();
        let mut sections = Vec::new();
        while reader.keyword("trailer").is_err() {
            if sections.len() == MAX_SECTIONS {
                return Err(PdfError::TooComplex {
                    offset: reader.position(),
                });
            }
            let section = Section::read(bytes, &mut reader)?;
            sections.push(section);
            reader.skip_space();
        }
        let value = reader.value()?;
        let Kind::Dict(trailer) = value.kind else {
            return Err(PdfError::Malformed {
                offset: value.start,
                expected: "trailer dictionary",
            });
        };
        if trailer.find("XRefStm").is_some() {
            return Err(PdfError::Unsupported(Unsupported::HybridReference));
        }
        if trailer.find("Encrypt").is_some() {
            return Err(PdfError::Unsupported(Unsupported::Encrypted));
        }
        Ok(Self {
            table,
            sections,
            trailer,
        })
    }
}

impl<'a> Section<'a> {
    fn read(bytes: &'a [u8], reader: &mut Reader<'a>) -> Result<Self, PdfError> {
        let first = reader.unsigned()?;
        reader.skip_space();
        let count = reader.unsigned()?;
        // Not skip_space: an entry starts right after the line end.
        let line_end = match reader.rest() {
            [b' ', b'\r', b'\n', ..] => 3,
            [b'\r', b'\n', ..] | [b' ', b'\n' | b'\r', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => return Err(reader.missing("line end after a table heading")),
        };
        let start = reader.position() + line_end;
        let entries = usize::try_from(count)
            .ok()
            .and_then(|count| count.checked_mul(ENTRY))
            .and_then(|length| bytes.get(start..start.checked_add(length)?))
            .ok_or_else(|| reader.missing("cross-reference table as long as it says"))?;
        *reader = Reader::new(bytes, start + entries.len());
        Ok(Self { first, entries })
    }

    fn entry(&self, number: u32) -> Option<&'a [u8]> {
        let index = usize::try_from(u64::from(number).checked_sub(self.first)?).ok()?;
        let start = index.checked_mul(ENTRY)?;
        self.entries.get(start..start.checked_add(ENTRY)?)
    }
}

/// Offset, generation and `n` or `f`.
fn parse_entry(entry: &[u8]) -> Option<(u64, u64, u8)> {
    let mut reader = Reader::new(entry, 0);
    let offset = reader.unsigned().ok().filter(|_| reader.position() == 10)?;
    reader.skip_space();
    let generation = reader.unsigned().ok().filter(|_| reader.position() == 16)?;
    match reader.rest() {
        [b' ', kind @ (b'n' | b'f'), b' ' | b'\r', b'\r' | b'\n'] => {
            Some((offset, generation, *kind))
        }
        _ => None,
    }
}

fn offset(value: &Value<'_>) -> Result<usize, PdfError> {
    let missing = PdfError::Malformed {
        offset: value.start,
        expected: "offset",
    };
    value
        .as_integer()
        .and_then(|v| usize::try_from(v).ok())
        .ok_or(missing)
}

/// The offset that the last `startxref` names; nothing but white space may follow `%%EOF`.
fn last_table(bytes: &[u8]) -> Result<usize, PdfError> {
    let missing = PdfError::Malformed {
        offset: bytes.len(),
        expected: "startxref and %%EOF at the end",
    };
    let trimmed = bytes
        .trim_ascii_end()
        .strip_suffix(b"%%EOF")
        .ok_or(missing.clone())?;
    let trimmed = trimmed.trim_ascii_end();
    let digits = trimmed
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let (head, _) = trimmed
        .split_at_checked(trimmed.len() - digits)
        .ok_or(missing.clone())?;
    if !head.trim_ascii_end().ends_with(b"startxref") {
        return Err(missing);
    }
    let table = Reader::new(bytes, head.len()).unsigned()?;
    usize::try_from(table).map_err(|_| missing)
}
