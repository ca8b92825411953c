//! The folder with the recordings.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ports::{
    BoxFuture,
    recordings::{
        OpenRecording, RecordingError, RecordingKey, RecordingShelf, RecordingSummary,
        RecordingVault,
    },
};
use vocab::{RecordingId, Timestamp};

use crate::{
    form::MAX_CHUNK,
    open,
    writer::{SealedWriter, path_of, sync_folder},
};

/// Recordings as files of one folder.
#[derive(Debug, Clone)]
pub struct RecordingFolder {
    folder: PathBuf,
}

impl RecordingFolder {
    /// The recordings in `folder`.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Where they are.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    fn recover_file(
        &self,
        id: RecordingId,
        key: &RecordingKey,
    ) -> Result<RecordingSummary, RecordingError> {
        match open::open(&self.folder, id, key) {
            Ok(opened) => Ok(opened.into_summary()),
            Err(RecordingError::Unfinished) => {
                SealedWriter::resume(&self.folder, id, key)?.finish()
            }
            Err(error) => Err(error),
        }
    }

    fn remove_file(&self, id: RecordingId) -> Result<(), RecordingError> {
        match fs::remove_file(path_of(&self.folder, id)) {
            Ok(()) => sync_folder(&self.folder),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(RecordingError::Storage(error)),
        }
    }
}

/// Reading and syncing files blocks: it has no place on the threads that serve.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RecordingError> + Send + 'static,
) -> Result<T, RecordingError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| {
        let interrupted = io::Error::other("work on a recording was interrupted");
        Err(RecordingError::Storage(interrupted))
    })
}

impl RecordingVault for RecordingFolder {
    fn open<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
        final_hash: &'a [u8; 32],
    ) -> BoxFuture<'a, Result<Box<dyn OpenRecording>, RecordingError>> {
        let (folder, key, final_hash) = (self.folder.clone(), key.clone(), *final_hash);
        Box::pin(apart(move || {
            let opened = open::open(&folder, id, &key)?;
            if opened.summary().final_hash != final_hash {
                return Err(RecordingError::Tampered);
            }
            Ok(Box::new(opened) as Box<dyn OpenRecording>)
        }))
    }

    fn recover<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        let (folder, key) = (self.clone(), key.clone());
        Box::pin(apart(move || folder.recover_file(id, &key)))
    }

    fn remove(&self, id: RecordingId) -> BoxFuture<'_, Result<(), RecordingError>> {
        let folder = self.clone();
        Box::pin(apart(move || folder.remove_file(id)))
    }
}

impl RecordingShelf for RecordingFolder {
    fn keep<'a>(
        &'a self,
        id: RecordingId,
        key: &'a RecordingKey,
        at: Timestamp,
        media_type: &'a str,
        duration_ms: u64,
        pieces: &'a [Vec<u8>],
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        let (folder, key, pieces) = (self.folder.clone(), key.clone(), pieces.to_vec());
        let media_type = media_type.to_owned();
        Box::pin(apart(move || {
            let mut writer = SealedWriter::create(&folder, id, &key, at, &media_type)?;
            for piece in &pieces {
                for chunk in piece.chunks(MAX_CHUNK) {
                    writer.chunk(duration_ms, chunk)?;
                }
            }
            writer.finish()
        }))
    }
}
