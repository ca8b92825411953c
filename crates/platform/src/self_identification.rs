//! Identification by pictures and a film, put together.

use std::{io, sync::Arc};

use model::unattended::UnattendedRules;
use ports::{
    BoxFuture,
    recordings::{
        OpenRecording, RecordingError, RecordingKey, RecordingShelf, RecordingSummary,
        RecordingVault,
    },
};
use registration::Registrar;
use unattended::{MrzReader, Unattended};
use vocab::{RecordingId, Timestamp};

use crate::Parts;

/// The use cases. Where films cannot be kept the route is not offered, whatever was decided.
pub(crate) fn unattended(parts: &Parts, registrar: Arc<Registrar>) -> Unattended {
    let video = &parts.video;
    let decided = &parts.settings.unattended;
    let rules = UnattendedRules {
        offered: decided.offered && video.shelf.is_some() && video.recordings.is_some(),
        ..decided.clone()
    };
    Unattended {
        store: parts.store.clone(),
        clock: parts.clock.clone(),
        entropy: parts.entropy.clone(),
        hashes: parts.hashes.clone(),
        register: parts.register.clone(),
        registrar,
        body: parts.body.clone(),
        rules: Arc::new(rules),
        reader: Arc::new(MrzReader),
        shelf: video.shelf.clone().unwrap_or_else(|| Arc::new(NoFolder)),
        vault: video
            .recordings
            .clone()
            .unwrap_or_else(|| Arc::new(NoFolder)),
    }
}

/// Stands where there is no place for recordings: nothing is kept, and nothing is there.
struct NoFolder;

impl RecordingShelf for NoFolder {
    fn keep<'a>(
        &'a self,
        _id: RecordingId,
        _key: &'a RecordingKey,
        _at: Timestamp,
        _media_type: &'a str,
        _duration_ms: u64,
        _pieces: &'a [Vec<u8>],
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        let error = io::Error::from(io::ErrorKind::Unsupported);
        Box::pin(async { Err(RecordingError::Storage(error)) })
    }
}

impl RecordingVault for NoFolder {
    fn open<'a>(
        &'a self,
        _id: RecordingId,
        _key: &'a RecordingKey,
        _final_hash: &'a [u8; 32],
    ) -> BoxFuture<'a, Result<Box<dyn OpenRecording>, RecordingError>> {
        Box::pin(async { Err(RecordingError::Missing) })
    }

    fn recover<'a>(
        &'a self,
        _id: RecordingId,
        _key: &'a RecordingKey,
    ) -> BoxFuture<'a, Result<RecordingSummary, RecordingError>> {
        Box::pin(async { Err(RecordingError::Missing) })
    }

    fn remove(&self, _id: RecordingId) -> BoxFuture<'_, Result<(), RecordingError>> {
        Box::pin(async { Ok(()) })
    }
}
