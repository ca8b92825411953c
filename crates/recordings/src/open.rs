//! A recording that was opened: any range of its content, from its sealed records.

use std::{
    fs::{File, OpenOptions},
    os::unix::fs::FileExt as _,
    path::Path,
    sync::Arc,
};

use ports::{
    BoxFuture,
    recordings::{OpenRecording, RecordingError, RecordingKey, RecordingSummary},
};
use vocab::RecordingId;

use crate::{
    folder::apart,
    form::{End, Hash, Kind, RECORD_HEAD, SEAL, Seal},
    walk::{Record, Step, Walk},
    writer::open_file,
};

/// Most bytes of one answer.
const MAX_READ: u64 = 1 << 20;

/// A piece of the content where it lies.
#[derive(Debug)]
struct Piece {
    /// Where it begins in the content.
    from: u64,
    /// Where its sealed bytes begin in the file.
    offset: u64,
    /// Of the sealed bytes.
    length: usize,
    head: [u8; RECORD_HEAD],
    before: Hash,
}

/// The inside of [`Opened`], shared with the threads that read.
#[derive(Debug)]
struct Inside {
    file: File,
    seal: Seal,
    front: Vec<u8>,
    pieces: Vec<Piece>,
}

/// A finished recording whose chain was walked.
#[derive(Debug)]
pub(crate) struct Opened {
    summary: RecordingSummary,
    media_type: String,
    inside: Arc<Inside>,
}

/// Walks the whole file. Only what ends in its end is opened.
pub(crate) fn open(
    folder: &Path,
    id: RecordingId,
    key: &RecordingKey,
) -> Result<Opened, RecordingError> {
    let mut walk = Walk::begin(open_file(folder, id, OpenOptions::new().read(true))?)?;
    if walk.description.id != id {
        return Err(RecordingError::Tampered);
    }
    let seal = Seal::new(key);
    let (mut front, mut pieces, mut content) = (None, Vec::new(), 0);
    let end = loop {
        let record = match walk.step()? {
            Step::Record(record) => record,
            Step::Over | Step::Torn => return Err(RecordingError::Unfinished),
        };
        match record.head.kind {
            Kind::Head => front = Some(record),
            Kind::Chunk => {
                let length = (record.head.length - SEAL) as u64;
                pieces.push(piece(&record, content));
                content += length;
            }
            Kind::End => break record,
        }
    };
    let told = seal.open(&end.before, &end.head_bytes, &end.sealed)?;
    let told: End = serde_json::from_slice(&told).map_err(|_| RecordingError::Tampered)?;
    let front = match front {
        Some(record) => seal.open(&record.before, &record.head_bytes, &record.sealed)?,
        None => Vec::new(),
    };
    if !walk.at_the_end() || told.bytes != front.len() as u64 + content {
        return Err(RecordingError::Tampered);
    }
    let summary = RecordingSummary {
        id,
        started_at: walk.description.at,
        duration_ms: told.duration_ms,
        bytes: told.bytes,
        records: walk.records,
        final_hash: walk.hash,
    };
    let media_type = walk.description.media_type.clone();
    let file = walk.into_file();
    let inside = Inside {
        file,
        seal,
        front,
        pieces,
    };
    Ok(Opened {
        summary,
        media_type,
        inside: Arc::new(inside),
    })
}

fn piece(record: &Record, from: u64) -> Piece {
    Piece {
        from,
        offset: record.offset,
        length: record.head.length,
        head: record.head_bytes,
        before: record.before,
    }
}

impl Inside {
    fn read(&self, offset: u64, length: u64) -> Result<Vec<u8>, RecordingError> {
        let mut out = Vec::new();
        let end = offset.saturating_add(length.min(MAX_READ));
        take(&mut out, &self.front, 0, offset, end);
        let front = self.front.len() as u64;
        // The piece that holds the offset, and those behind it as far as the end.
        let first = self
            .pieces
            .partition_point(|piece| piece.from + front <= offset)
            .saturating_sub(1);
        for piece in self.pieces.iter().skip(first) {
            if piece.from + front >= end {
                break;
            }
            let plain = self.open_piece(piece)?;
            take(&mut out, &plain, piece.from + front, offset, end);
        }
        Ok(out)
    }

    fn open_piece(&self, piece: &Piece) -> Result<Vec<u8>, RecordingError> {
        let mut sealed = vec![0; piece.length];
        self.file
            .read_exact_at(&mut sealed, piece.offset)
            .map_err(RecordingError::Storage)?;
        self.seal.open(&piece.before, &piece.head, &sealed)
    }
}

/// Appends what `part`, which begins at `from`, has of `start..end`.
fn take(out: &mut Vec<u8>, part: &[u8], from: u64, start: u64, end: u64) {
    let skip = usize::try_from(start.saturating_sub(from)).unwrap_or(usize::MAX);
    let until = usize::try_from(end.saturating_sub(from)).unwrap_or(usize::MAX);
    let until = until.min(part.len());
    out.extend_from_slice(part.get(skip..until).unwrap_or_default());
}

impl Opened {
    pub(crate) fn into_summary(self) -> RecordingSummary {
        self.summary
    }
}

impl OpenRecording for Opened {
    fn summary(&self) -> &RecordingSummary {
        &self.summary
    }

    fn media_type(&self) -> &str {
        &self.media_type
    }

    fn read(&self, offset: u64, length: u64) -> BoxFuture<'_, Result<Vec<u8>, RecordingError>> {
        let inside = Arc::clone(&self.inside);
        Box::pin(apart(move || inside.read(offset, length)))
    }
}
