//! The thread that seals and writes: what waits for a disk has no place where packets are
//! handled.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use ports::{
    media::{RecordError, RecordingStart},
    recordings::{RecordingError, RecordingSummary},
};
use recordings::SealedWriter;
use tokio::sync::{mpsc as events, oneshot};
use vocab::{RecordingId, Timestamp};

use crate::webm::{Cluster, Muxer};

/// Bytes that may wait for a slow disk; a recording that meets a fuller queue has failed. A
/// minute of fifty calls at 1 Mbit/s is six times that.
const MOST_WAITING: usize = 64 << 20;

/// What every call's recording is in the file's own words.
const MEDIA_TYPE: &str = "video/webm";

/// Where a recording stands when it begins or goes on.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) started_at: Timestamp,
    pub(crate) content_length: u64,
    pub(crate) at_ms: u64,
}

type Finished = oneshot::Sender<Result<RecordingSummary, RecordError>>;

#[derive(Debug)]
enum Job {
    Begin(RecordingStart, oneshot::Sender<Result<Begun, RecordError>>),
    Write(RecordingId, Cluster),
    Finish(RecordingId, Cluster, Finished),
}

/// The way to the thread.
#[derive(Debug, Clone)]
pub(crate) struct Scribe {
    jobs: mpsc::Sender<Job>,
    waiting: Arc<AtomicUsize>,
    failed: events::UnboundedSender<RecordingId>,
}

impl Scribe {
    /// Starts the thread; it ends with the last [`Scribe`]. `failed` hears of recordings that
    /// could not be written.
    pub(crate) fn start(
        folder: PathBuf,
        failed: events::UnboundedSender<RecordingId>,
    ) -> std::io::Result<Self> {
        let (sender, jobs) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let mut desk = Desk {
            folder,
            open: HashMap::new(),
            failed: failed.clone(),
        };
        let queued = Arc::clone(&waiting);
        thread::Builder::new()
            .name("recordings".to_owned())
            .spawn(move || {
                for job in jobs {
                    if let Job::Write(_, cluster) = &job {
                        queued.fetch_sub(cluster.bytes.len(), Ordering::Relaxed);
                    }
                    desk.work(job);
                }
            })?;
        Ok(Self {
            jobs: sender,
            waiting,
            failed,
        })
    }

    /// Opens the file of a recording, or the one that was left.
    pub(crate) fn begin(
        &self,
        start: RecordingStart,
    ) -> oneshot::Receiver<Result<Begun, RecordError>> {
        let (sender, receiver) = oneshot::channel();
        // A thread that is gone drops the sender; the receiver sees that.
        _ = self.jobs.send(Job::Begin(start, sender));
        receiver
    }

    pub(super) fn write(&self, id: RecordingId, cluster: Cluster) {
        let length = cluster.bytes.len();
        let waiting = self.waiting.fetch_add(length, Ordering::Relaxed);
        if waiting > MOST_WAITING || self.jobs.send(Job::Write(id, cluster)).is_err() {
            self.waiting.fetch_sub(length, Ordering::Relaxed);
            tracing::error!(%id, "a recording is not written: the disk is too slow");
            _ = self.failed.send(id);
        }
    }

    pub(super) fn finish(
        &self,
        id: RecordingId,
        end: Cluster,
    ) -> oneshot::Receiver<Result<RecordingSummary, RecordError>> {
        let (sender, receiver) = oneshot::channel();
        _ = self.jobs.send(Job::Finish(id, end, sender));
        receiver
    }
}

/// What the thread has before it.
struct Desk {
    folder: PathBuf,
    open: HashMap<RecordingId, SealedWriter>,
    failed: events::UnboundedSender<RecordingId>,
}

impl Desk {
    fn work(&mut self, job: Job) {
        match job {
            Job::Begin(start, reply) => {
                let begun = begin(&self.folder, &start).map(|(writer, begun)| {
                    self.open.insert(start.id, writer);
                    begun
                });
                _ = reply.send(begun.map_err(|error| told(&error)));
            }
            Job::Write(id, cluster) => {
                // One that failed is not open any more: what comes after a gap is not written.
                let Some(writer) = self.open.get_mut(&id) else {
                    return;
                };
                let written = writer.chunk_and_head(cluster.at_ms, &cluster.bytes, &cluster.head);
                if let Err(error) = written {
                    tracing::error!(%id, error = chain(&error), "a recording cannot be written");
                    self.open.remove(&id);
                    _ = self.failed.send(id);
                }
            }
            Job::Finish(id, end, reply) => {
                let finished = match self.open.remove(&id) {
                    Some(writer) => finish(writer, &end).map_err(|error| told(&error)),
                    None => Err(RecordError::Storage("writing had failed before".to_owned())),
                };
                _ = reply.send(finished);
            }
        }
    }
}

fn begin(folder: &Path, start: &RecordingStart) -> Result<(SealedWriter, Begun), RecordingError> {
    let writer = match SealedWriter::resume(folder, start.id, &start.key) {
        Err(RecordingError::Missing) => {
            let mut writer =
                SealedWriter::create(folder, start.id, &start.key, start.at, MEDIA_TYPE)?;
            writer.head(&Muxer::new(start.at.as_microsecond(), 0, 0).head())?;
            writer
        }
        resumed => resumed?,
    };
    let begun = Begun {
        started_at: writer.started_at(),
        content_length: writer.content_length(),
        at_ms: writer.at_ms(),
    };
    Ok((writer, begun))
}

fn finish(mut writer: SealedWriter, end: &Cluster) -> Result<RecordingSummary, RecordingError> {
    if !end.bytes.is_empty() {
        writer.chunk_and_head(end.at_ms, &end.bytes, &end.head)?;
    }
    writer.finish()
}

fn told(error: &RecordingError) -> RecordError {
    RecordError::Storage(chain(error))
}

/// An error with its causes, in one line.
fn chain(error: &RecordingError) -> String {
    match error {
        RecordingError::Storage(cause) => format!("{error}: {cause}"),
        RecordingError::Missing | RecordingError::Tampered | RecordingError::Unfinished => {
            error.to_string()
        }
    }
}
