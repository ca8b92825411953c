//! A bounded queue in front of a few threads, so that rendering never holds the threads that
//! answer people and never grows without limit.

use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    thread::{self, JoinHandle},
};

use crossbeam_channel::{Receiver, Sender};
use ports::{
    BoxFuture,
    documents::{Document, DocumentRenderer, RenderError},
};
use tokio::sync::oneshot;

use crate::Typesetter;

/// Documents that may wait for each thread. At 6 ms each the last one waits under a second; a
/// caller beyond that is better told to come back.
const QUEUE_PER_THREAD: usize = 128;

/// Stack of a render thread. Layout is recursive, and an unoptimised build needs more than the
/// usual 2 MiB.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Why the renderer does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A defect in an embedded font, template or text.
    #[error("an embedded file is defective: {0}")]
    Embedded(String),
    /// The system gave no thread.
    #[error("no thread to render documents")]
    Thread(#[source] std::io::Error),
}

struct Job {
    document: Document,
    reply: oneshot::Sender<Result<Vec<u8>, RenderError>>,
}

/// Renders documents on threads of its own. Dropping it finishes what waits.
#[derive(Debug)]
pub struct RenderPool {
    queue: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl RenderPool {
    /// Starts `threads` threads; as many as there are cores is right, since a render does
    /// nothing but compute.
    ///
    /// # Errors
    /// See [`StartError`].
    pub fn start(threads: NonZeroUsize) -> Result<Self, StartError> {
        Self::with_queue(threads, threads.get() * QUEUE_PER_THREAD)
    }

    /// The same with a queue of `places` for all threads together.
    ///
    /// # Errors
    /// See [`StartError`].
    pub fn with_queue(threads: NonZeroUsize, places: usize) -> Result<Self, StartError> {
        let typesetter = Typesetter::load()?;
        let (queue, waiting) = crossbeam_channel::bounded(places);
        let mut pool = Self {
            queue: Some(queue),
            threads: Vec::new(),
        };
        for number in 0..threads.get() {
            let (typesetter, waiting) = (typesetter.clone(), waiting.clone());
            let thread = thread::Builder::new()
                .name(format!("render-{number}"))
                .stack_size(STACK_BYTES)
                .spawn(move || work(&typesetter, &waiting))
                .map_err(StartError::Thread)?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }
}

fn work(typesetter: &Typesetter, waiting: &Receiver<Job>) {
    for Job { document, reply } in waiting {
        if reply.is_closed() {
            continue;
        }
        // A panic loses this document, not the thread: the typesetter keeps no state of ours.
        let result = catch_unwind(AssertUnwindSafe(|| typesetter.render(&document)))
            .unwrap_or_else(|_| Err(RenderError::Template("the typesetter panicked".to_owned())));
        // The caller may have gone meanwhile; then nobody misses the result.
        let _ = reply.send(result);
    }
}

impl DocumentRenderer for RenderPool {
    fn render<'a>(&'a self, document: &'a Document) -> BoxFuture<'a, Result<Vec<u8>, RenderError>> {
        let (reply, result) = oneshot::channel();
        let job = Job {
            document: document.clone(),
            reply,
        };
        let taken = self
            .queue
            .as_ref()
            .is_some_and(|queue| queue.try_send(job).is_ok());
        Box::pin(async move {
            if !taken {
                return Err(RenderError::Overloaded);
            }
            result.await.unwrap_or(Err(RenderError::Overloaded))
        })
    }
}

impl Drop for RenderPool {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // A render thread catches every panic, so that it has nothing to tell.
            let _ = thread.join();
        }
    }
}
