//! Recordings on disk: each sealed in chunks under a key of its own, each chunk chained to the
//! one before by hashes, so that a stolen folder shows nothing and a changed file is found.
//!
//! The key is kept in a sealed column of the store and the last hash in an audit entry; the file
//! holds neither. Whoever deletes the row has destroyed the recording.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use vocab::{Entropy, RecordingId, Timestamp};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::BoxFuture;

/// Under which one recording is sealed: AES-256-GCM, for that recording only.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecordingKey([u8; 32]);

impl RecordingKey {
    /// A new key.
    #[must_use]
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// A key that was opened from its sealed column.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key, to be sealed into its column.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for RecordingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordingKey(…)")
    }
}

/// What a finished recording is, for its row and its audit entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingSummary {
    /// Which.
    pub id: RecordingId,
    /// The moment that the file calls its beginning.
    pub started_at: Timestamp,
    /// From the beginning to the last frame, in milliseconds; 0 for what has no duration.
    pub duration_ms: u64,
    /// Size when opened, in bytes.
    pub bytes: u64,
    /// Records of the file, the last one included.
    pub records: u32,
    /// Hash of the whole chain: no byte of the file can change without changing it.
    pub final_hash: [u8; 32],
}

/// Why a recording could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// There is no such recording.
    #[error("there is no such recording")]
    Missing,
    /// The file was changed, cut, or belongs to another key or another recording.
    #[error("the recording was changed, or this is not its key")]
    Tampered,
    /// It was never finished: the process that wrote it was killed. [`RecordingVault::recover`]
    /// finishes it with what is there.
    #[error("the recording was not finished")]
    Unfinished,
    /// The folder or the file cannot be read or written.
    #[error("the recording cannot be read or written")]
    Storage(#[source] std::io::Error),
}

/// Opens finished recordings, finishes those of killed processes and removes what is due.
pub trait RecordingVault: Send + Sync {
    /// Opens a finished recording after walking its whole chain: if and only if every byte is as
    /// it was written and the chain ends in `final_hash`.
    ///
    /// # Errors
    /// [`RecordingError`].
    fn open<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
        final_hash: &'a [u8; 32],
    ) -> BoxFuture<'a, Result<Box<dyn OpenRecording>, RecordingError>>;

    /// Finishes what a killed process left, up to its last whole record, and says what it is. A
    /// recording that is finished already is only summed up.
    ///
    /// # Errors
    /// [`RecordingError`].
    fn recover<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>>;

    /// Removes a recording; one that is not there counts as removed.
    ///
    /// # Errors
    /// [`RecordingError::Storage`].
    fn remove(&self, id: RecordingId) -> BoxFuture<'_, Result<(), RecordingError>>;
}

/// Takes recordings that are complete already.
pub trait RecordingShelf: Send + Sync {
    /// Seals a recording that consists of `pieces` and says what it is. `at` becomes its
    /// beginning, and it lasted `duration_ms`.
    ///
    /// # Errors
    /// [`RecordingError::Storage`], also if there is a recording of that id.
    fn keep<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
        at: Timestamp,
        media_type: &'a str,
        duration_ms: u64,
        pieces: &'a [Vec<u8>],
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>>;
}

/// A recording that was opened.
pub trait OpenRecording: Send + Sync {
    /// What it is.
    fn summary(&self) -> &RecordingSummary;

    /// Its media type, `video/webm` for calls.
    fn media_type(&self) -> &str;

    /// Up to `length` bytes from `offset`; fewer at the end, none behind it. At most one mebibyte
    /// at a time.
    ///
    /// # Errors
    /// [`RecordingError`].
    fn read(&self, offset: u64, length: u64) -> BoxFuture<'_, Result<Vec<u8>, RecordingError>>;
}

/// In memory, for tests: recordings that the test puts in.
#[derive(Debug, Default)]
pub struct MemoryRecordings(Mutex<BTreeMap<RecordingId, (RecordingSummary, Vec<u8>)>>);

impl MemoryRecordings {
    /// Puts a recording in.
    pub fn put(&self, summary: RecordingSummary, content: Vec<u8>) {
        self.lock().insert(summary.id, (summary, content));
    }

    /// Which recordings are there.
    #[must_use]
    pub fn ids(&self) -> Vec<RecordingId> {
        self.lock().keys().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<RecordingId, (RecordingSummary, Vec<u8>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, id: RecordingId) -> Result<(RecordingSummary, Vec<u8>), RecordingError> {
        let found = self.lock().get(&id).cloned();
        found.ok_or(RecordingError::Missing)
    }
}

impl RecordingVault for MemoryRecordings {
    fn open<'a>(
        &'a self,
        id: RecordingId,
        _key: &'a RecordingKey,
        final_hash: &'a [u8; 32],
    ) -> BoxFuture<'a, Result<Box<dyn OpenRecording>, RecordingError>> {
        Box::pin(async move {
            let (summary, content) = self.find(id)?;
            if summary.final_hash != *final_hash {
                return Err(RecordingError::Tampered);
            }
            Ok(Box::new(InMemory { summary, content }) as Box<dyn OpenRecording>)
        })
    }

    fn recover<'a>(
        &'a self,
        id: RecordingId,
        _key: &'a RecordingKey,
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        Box::pin(async move { Ok(self.find(id)?.0) })
    }

    fn remove(&self, id: RecordingId) -> BoxFuture<'_, Result<(), RecordingError>> {
        Box::pin(async move {
            self.lock().remove(&id);
            Ok(())
        })
    }
}

impl RecordingShelf for MemoryRecordings {
    fn keep<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
        at: Timestamp,
        _media_type: &'a str,
        duration_ms: u64,
        pieces: &'a [Vec<u8>],
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        Box::pin(async move {
            let content = pieces.concat();
            let summary = RecordingSummary {
                id,
                started_at: at,
                duration_ms,
                bytes: content.len() as u64,
                records: 2,
                final_hash: *key.as_bytes(),
            };
            self.put(summary.clone(), content);
            Ok(summary)
        })
    }
}

struct InMemory {
    summary: RecordingSummary,
    content: Vec<u8>,
}

impl OpenRecording for InMemory {
    fn summary(&self) -> &RecordingSummary {
        &self.summary
    }

    fn media_type(&self) -> &'static str {
        "video/webm"
    }

    fn read(&self, offset: u64, length: u64) -> BoxFuture<'_, Result<Vec<u8>, RecordingError>> {
        Box::pin(async move {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let rest = self.content.get(offset..).unwrap_or_default();
            Ok(rest.get(..length).unwrap_or(rest).to_vec())
        })
    }
}
