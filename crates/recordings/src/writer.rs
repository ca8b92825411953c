//! Writing one recording.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek as _, SeekFrom, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use ports::recordings::{RecordingError, RecordingKey, RecordingSummary};
use vocab::{RecordingId, Timestamp};

use crate::{
    form::{Description, End, Hash, Kind, MAX_CHUNK, Seal, first_hash, next_hash},
    walk::{Step, Walk},
};

/// The file of a recording.
pub(crate) fn path_of(folder: &Path, id: RecordingId) -> PathBuf {
    folder.join(format!("{id}.recording"))
}

pub(crate) fn open_file(
    folder: &Path,
    id: RecordingId,
    options: &OpenOptions,
) -> Result<File, RecordingError> {
    options
        .open(path_of(folder, id))
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => RecordingError::Missing,
            _ => RecordingError::Storage(error),
        })
}

/// Writes one recording. A record is durable when the call that wrote it returns; what was
/// written so far can be opened after a crash, and gone on with.
///
/// The file is locked while it is written: a second writer is refused.
#[derive(Debug)]
pub struct SealedWriter {
    file: File,
    seal: Seal,
    description: Description,
    hash: Hash,
    records: u32,
    head: u64,
    content: u64,
    at_ms: u64,
    /// Where the next record goes; behind it may lie what a failed write left.
    offset: u64,
}

impl SealedWriter {
    /// Begins a recording in `folder`, which is made if it is not there (mode 0700).
    ///
    /// # Errors
    /// [`RecordingError::Storage`], also if there is a recording of that id.
    pub fn create(
        folder: &Path,
        id: RecordingId,
        key: &RecordingKey,
        at: Timestamp,
        media_type: &str,
    ) -> Result<Self, RecordingError> {
        let mut builder = fs::DirBuilder::new();
        let made = builder.recursive(true).mode(0o700).create(folder);
        made.map_err(RecordingError::Storage)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).mode(0o600);
        let mut file = open_file(folder, id, &options)?;
        lock(&file)?;
        let description = Description {
            id,
            at,
            media_type: media_type.to_owned(),
        };
        let heading = description.heading();
        let written = file.write_all(&heading).and_then(|()| file.sync_all());
        written.map_err(RecordingError::Storage)?;
        sync_folder(folder)?;
        Ok(Self {
            file,
            seal: Seal::new(key),
            hash: first_hash(&heading),
            offset: heading.len() as u64,
            description,
            records: 0,
            head: 0,
            content: 0,
            at_ms: 0,
        })
    }

    /// Goes on with a recording that was not finished, behind its last whole record; what a
    /// torn write left there is cut off.
    ///
    /// # Errors
    /// [`RecordingError`]; a recording that is finished already is
    /// [`RecordingError::Storage`] of the kind `AlreadyExists`.
    pub fn resume(
        folder: &Path,
        id: RecordingId,
        key: &RecordingKey,
    ) -> Result<Self, RecordingError> {
        let file = open_file(folder, id, OpenOptions::new().read(true).write(true))?;
        lock(&file)?;
        let mut walk = Walk::begin(file)?;
        if walk.description.id != id {
            return Err(RecordingError::Tampered);
        }
        let seal = Seal::new(key);
        let (mut head, mut content, mut at_ms) = (0, 0, 0);
        let mut behind = (walk.offset, walk.hash, walk.records);
        while let Step::Record(record) = walk.step()? {
            let opened = seal.open(&record.before, &record.head_bytes, &record.sealed);
            let Ok(plain) = opened else {
                // The last record may have reached the disk in part. One with others behind it
                // was changed.
                if walk.at_the_end() && behind.2 > 0 {
                    break;
                }
                return Err(RecordingError::Tampered);
            };
            match record.head.kind {
                Kind::Head => head = plain.len() as u64,
                Kind::Chunk => content += plain.len() as u64,
                Kind::End => {
                    let finished = io::Error::from(io::ErrorKind::AlreadyExists);
                    return Err(RecordingError::Storage(finished));
                }
            }
            at_ms = record.head.at_ms;
            behind = (walk.offset, walk.hash, walk.records);
        }
        let description = walk.description.clone();
        let mut file = walk.into_file();
        let (offset, hash, records) = behind;
        let cut = file.set_len(offset).and_then(|()| file.sync_all());
        let cut = cut.and_then(|()| file.seek(SeekFrom::Start(offset)));
        cut.map_err(RecordingError::Storage)?;
        Ok(Self {
            file,
            seal,
            description,
            hash,
            records,
            head,
            content,
            at_ms,
            offset,
        })
    }

    /// The moment that the file calls its beginning.
    #[must_use]
    pub const fn started_at(&self) -> Timestamp {
        self.description.at
    }

    /// Bytes of content so far, without the head.
    #[must_use]
    pub const fn content_length(&self) -> u64 {
        self.content
    }

    /// How far the recording has come, in milliseconds.
    #[must_use]
    pub const fn at_ms(&self) -> u64 {
        self.at_ms
    }

    /// Puts what stands in front of the content, in the place of what stood there.
    ///
    /// # Errors
    /// [`RecordingError::Storage`].
    pub fn head(&mut self, head: &[u8]) -> Result<(), RecordingError> {
        self.write(self.at_ms, &[(Kind::Head, head)])
    }

    /// Appends a piece of the content, [`MAX_CHUNK`] bytes at most; with it the recording has
    /// come to `at_ms`.
    ///
    /// # Errors
    /// [`RecordingError::Storage`].
    pub fn chunk(&mut self, at_ms: u64, content: &[u8]) -> Result<(), RecordingError> {
        self.write(at_ms, &[(Kind::Chunk, content)])
    }

    /// Appends a piece of the content and puts what stands in front of it, at once.
    ///
    /// # Errors
    /// [`RecordingError::Storage`].
    pub fn chunk_and_head(
        &mut self,
        at_ms: u64,
        content: &[u8],
        head: &[u8],
    ) -> Result<(), RecordingError> {
        self.write(at_ms, &[(Kind::Chunk, content), (Kind::Head, head)])
    }

    /// Writes the end and says what the recording is.
    ///
    /// # Errors
    /// [`RecordingError::Storage`]; what was written before stays.
    pub fn finish(mut self) -> Result<RecordingSummary, RecordingError> {
        let end = End {
            bytes: self.head + self.content,
            duration_ms: self.at_ms,
        };
        // Cannot fail: two numbers are JSON.
        let content = serde_json::to_vec(&end).expect("numbers become JSON");
        self.write(self.at_ms, &[(Kind::End, &content)])?;
        Ok(RecordingSummary {
            id: self.description.id,
            started_at: self.description.at,
            duration_ms: end.duration_ms,
            bytes: end.bytes,
            records: self.records,
            final_hash: self.hash,
        })
    }

    /// Records, durable when it returns. After a failed write the next ones go over what it
    /// left.
    fn write(&mut self, at_ms: u64, records: &[(Kind, &[u8])]) -> Result<(), RecordingError> {
        if records.iter().any(|(_, content)| content.len() > MAX_CHUNK) {
            let long = io::Error::new(io::ErrorKind::InvalidInput, "a chunk is too long");
            return Err(RecordingError::Storage(long));
        }
        let at_ms = self.at_ms.max(at_ms);
        let (mut bytes, mut hash) = (Vec::new(), self.hash);
        for (kind, content) in records {
            let (head, sealed) = self.seal.seal(&hash, *kind, at_ms, content);
            hash = next_hash(&hash, &head, &sealed);
            bytes.extend_from_slice(&head);
            bytes.extend_from_slice(&sealed);
        }
        let written = self
            .file
            .seek(SeekFrom::Start(self.offset))
            .and_then(|_| self.file.write_all(&bytes))
            .and_then(|()| self.file.sync_data());
        written.map_err(RecordingError::Storage)?;
        self.offset += bytes.len() as u64;
        self.hash = hash;
        self.at_ms = at_ms;
        for (kind, content) in records {
            self.records += 1;
            match kind {
                Kind::Head => self.head = content.len() as u64,
                Kind::Chunk => self.content += content.len() as u64,
                Kind::End => {}
            }
        }
        Ok(())
    }
}

fn lock(file: &File) -> Result<(), RecordingError> {
    file.try_lock()
        .map_err(|error| RecordingError::Storage(error.into()))
}

pub(crate) fn sync_folder(folder: &Path) -> Result<(), RecordingError> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(RecordingError::Storage)
}
