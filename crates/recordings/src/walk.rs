//! Reading a recording record by record, along its chain.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom},
};

use ports::recordings::RecordingError;

use crate::form::{
    Description, Hash, MAX_DESCRIPTION, RECORD_HEAD, RecordHead, TITLE, first_hash, next_hash,
};

/// A record where it lies.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) head: RecordHead,
    pub(crate) head_bytes: [u8; RECORD_HEAD],
    /// The link of the chain that it was sealed behind.
    pub(crate) before: Hash,
    /// Where its sealed bytes begin in the file.
    pub(crate) offset: u64,
    pub(crate) sealed: Vec<u8>,
}

/// A file on the way from its heading to its end.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) description: Description,
    /// Hash of everything walked so far.
    pub(crate) hash: Hash,
    /// Records walked so far.
    pub(crate) records: u32,
    /// Bytes walked so far: where the next record begins.
    pub(crate) offset: u64,
    length: u64,
    file: BufReader<File>,
}

/// What a step finds.
#[derive(Debug)]
pub(crate) enum Step {
    Record(Record),
    /// The file ends behind a whole record.
    Over,
    /// The file ends within a record, or with bytes that are none.
    Torn,
}

impl Walk {
    /// Reads the heading.
    pub(crate) fn begin(file: File) -> Result<Self, RecordingError> {
        let length = file.metadata().map_err(RecordingError::Storage)?.len();
        let mut file = BufReader::with_capacity(1 << 16, file);
        file.seek(SeekFrom::Start(0))
            .map_err(RecordingError::Storage)?;
        let mut heading = Vec::new();
        for longest in [TITLE.len(), MAX_DESCRIPTION] {
            (&mut file)
                .take(longest as u64)
                .read_until(b'\n', &mut heading)
                .map_err(RecordingError::Storage)?;
        }
        let line = heading.strip_prefix(TITLE);
        let description = line.and_then(|line| serde_json::from_slice(line).ok());
        Ok(Self {
            description: description.ok_or(RecordingError::Tampered)?,
            hash: first_hash(&heading),
            records: 0,
            offset: heading.len() as u64,
            length,
            file,
        })
    }

    /// The next record, unopened. A record that was found counts as walked.
    pub(crate) fn step(&mut self) -> Result<Step, RecordingError> {
        let left = self.length - self.offset;
        if left == 0 {
            return Ok(Step::Over);
        }
        let mut head_bytes = [0; RECORD_HEAD];
        if !self.read(&mut head_bytes)? {
            return Ok(Step::Torn);
        }
        let Some(head) = RecordHead::parse(head_bytes) else {
            return Ok(Step::Torn);
        };
        // Of the length that the record claims, only what the file has is ever allocated.
        if (head.length + RECORD_HEAD) as u64 > left {
            return Ok(Step::Torn);
        }
        let mut sealed = vec![0; head.length];
        if !self.read(&mut sealed)? {
            return Ok(Step::Torn);
        }
        let before = self.hash;
        self.hash = next_hash(&before, &head_bytes, &sealed);
        self.records += 1;
        let offset = self.offset + RECORD_HEAD as u64;
        self.offset = offset + head.length as u64;
        Ok(Step::Record(Record {
            head,
            head_bytes,
            before,
            offset,
            sealed,
        }))
    }

    /// Whether everything was walked.
    pub(crate) fn at_the_end(&self) -> bool {
        self.offset == self.length
    }

    pub(crate) fn into_file(self) -> File {
        self.file.into_inner()
    }

    /// Whether the bytes were there.
    fn read(&mut self, into: &mut [u8]) -> Result<bool, RecordingError> {
        match self.file.read_exact(into) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(RecordingError::Storage(error)),
        }
    }
}
