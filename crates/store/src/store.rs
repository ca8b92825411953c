//! The store: named transactions over whichever engine runs.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::{mpsc, oneshot};

use crate::{
    StoreError, StoreMetrics, StoreOptions, Tx, WakeUps,
    engine::{job::Work, postgres, queue::Queue, shared::Shared, sqlite},
    error::Source,
    metrics::{Kind, Metrics},
    migrations,
    options::{Area, Database},
    vault::VaultCore,
    wake::Hub,
};

/// A database, open. Cheap to clone; the last one dropped closes it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    options: StoreOptions,
    shared: Arc<Shared>,
    writes: Queue,
    reads: Queue,
    stopped: Arc<AtomicBool>,
    done: Mutex<Option<mpsc::Receiver<()>>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("options", &self.inner.options)
            .finish_non_exhaustive()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.shared.hub.close();
    }
}

impl Store {
    /// Opens a database and starts the threads. It looks at no table: see [`Store::migrate`] and
    /// [`Store::check_schema`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be reached, [`StoreError::Settings`] if the
    /// options cannot work.
    pub async fn open(options: StoreOptions) -> Result<Self, StoreError> {
        on_a_plain_thread(move || open(options)).await
    }

    /// The store of one side of the house: a second set of connections under that side's database
    /// role, or this very store where the engine knows no roles.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_area(&self, area: Area) -> Result<Self, StoreError> {
        match &self.inner.options.database {
            Database::Sqlite(_) => Ok(self.clone()),
            Database::Postgres(_) => Self::open(self.inner.options.clone().area(area)).await,
        }
    }

    /// Runs a transaction that may write. `name` (`area.use_case`) labels its metrics and is
    /// written to `updated_by`.
    ///
    /// The closure may run several times, so it changes nothing outside of `tx` and never sends;
    /// what it returns when it ran last is the answer. `Ok` is answered after the commit is
    /// durable; `Err` undoes everything. Dropping the future does not stop a transaction that has
    /// begun.
    ///
    /// # Errors
    /// The closure's, or a [`StoreError`] turned into it.
    pub async fn transact<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.run(name, Kind::Write, work).await
    }

    /// Runs a transaction that only reads, on one snapshot that is at least as new as everything
    /// that was acknowledged before. Writes in it are refused.
    ///
    /// # Errors
    /// The closure's, or a [`StoreError`] turned into it.
    pub async fn read<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.run(name, Kind::Read, work).await
    }

    pub(crate) fn options(&self) -> &StoreOptions {
        &self.inner.options
    }

    async fn run<T, E, F>(&self, name: &'static str, kind: Kind, work: F) -> Result<T, E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let inner = &self.inner;
        if inner.stopped.load(Ordering::Relaxed) {
            return Err(StoreError::closed().into());
        }
        let series = inner.shared.metrics.series(name, kind);
        let span = tracing::debug_span!("transaction", name);
        let (job, answer) = Work::queued(name, Arc::clone(&series), span, work);
        let queue = match kind {
            Kind::Write => &inner.writes,
            Kind::Read => &inner.reads,
        };
        if let Err(refused) = queue.submit(job) {
            series.overloaded();
            return Err(refused.into());
        }
        // A job that was dropped unanswered: the threads have stopped.
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::closed().into()))
    }

    /// Applies the migrations that the database lacks, each in a transaction of its own, and
    /// renews the grants of the database roles. Several processes may do it at once.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`], [`StoreError::ForeignSchema`], or what the engine says.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        if self.inner.options.area != Area::Whole {
            let what = "migrations run with the store of the whole, not of one side";
            return Err(StoreError::Settings(what.into()));
        }
        let options = self.inner.options.clone();
        on_a_plain_thread(move || migrations::migrate(&options.database, migrations::ALL)).await
    }

    /// Tells whether this release can work with the database as it is.
    ///
    /// # Errors
    /// [`StoreError::OlderSchema`], [`StoreError::NewerSchema`], [`StoreError::ForeignSchema`].
    pub async fn check_schema(&self) -> Result<(), StoreError> {
        self.read("store.check_schema", |tx| {
            migrations::check(tx, migrations::ALL)
        })
        .await
    }

    /// The counters at this moment, for `/metrics`.
    #[must_use]
    pub fn metrics(&self) -> StoreMetrics {
        let inner = &self.inner;
        let metrics = &inner.shared.metrics;
        StoreMetrics {
            limits: inner.shared.limits.snapshot(),
            ..metrics.snapshot(inner.writes.len(), inner.reads.len())
        }
    }

    /// Wakes the subscribers of a topic in every process. After a change prefer
    /// [`Tx::wake`](crate::Tx::wake).
    pub fn notify(&self, topic: &'static str) {
        self.inner.shared.hub.notify(topic);
    }

    /// Hints from now on. They are hints: poll as well.
    #[must_use]
    pub fn subscribe(&self) -> WakeUps {
        self.inner.shared.hub.subscribe()
    }

    /// Finishes what is queued, refuses the rest, and waits until every connection is closed.
    pub async fn close(&self) {
        self.inner.stopped.store(true, Ordering::Relaxed);
        self.inner.shared.hub.close();
        let (writes, reads) = (self.inner.writes.clone(), self.inner.reads.clone());
        // On a plain thread, because a full queue makes it wait; it fails only without threads.
        let stopping = on_a_plain_thread(move || {
            writes.stop();
            reads.stop();
            Ok(())
        });
        if let Err(error) = stopping.await {
            tracing::error!(%error, "the store could not be stopped in order");
        }
        let done = self
            .inner
            .done
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(mut done) = done {
            // Ends when the last thread has dropped its end.
            while done.recv().await.is_some() {}
        }
    }
}

fn open(options: StoreOptions) -> Result<Store, StoreError> {
    let shared = Arc::new(Shared {
        vault: VaultCore::new(Arc::clone(&options.sealer), Arc::clone(&options.hash)),
        metrics: Metrics::default(),
        hub: Hub::default(),
        limits: Arc::clone(&options.limits),
        stand_in: OnceLock::new(),
    });
    let stopped = Arc::new(AtomicBool::new(false));
    let (mut threads, done) = Threads::new(Arc::clone(&stopped));
    let (writes, reads) = match &options.database {
        Database::Sqlite(sqlite) => sqlite::start(&options, sqlite, &shared, &mut threads)?,
        Database::Postgres(config) => postgres::start(&options, config, &shared, &mut threads)?,
    };
    let done = Mutex::new(Some(done));
    Ok(Store {
        inner: Arc::new(Inner {
            options,
            shared,
            writes,
            reads,
            stopped,
            done,
        }),
    })
}

/// Starts threads, and knows when all of them have ended.
pub(crate) struct Threads {
    alive: mpsc::Sender<()>,
    pub(crate) stopped: Arc<AtomicBool>,
}

impl Threads {
    fn new(stopped: Arc<AtomicBool>) -> (Self, mpsc::Receiver<()>) {
        let (alive, done) = mpsc::channel(1);
        (Self { alive, stopped }, done)
    }

    pub(crate) fn spawn(
        &mut self,
        name: &'static str,
        work: impl FnOnce() + Send + 'static,
    ) -> Result<(), StoreError> {
        let alive = self.alive.clone();
        let body = move || {
            // Connections are captured by `work`, so they are dropped here too, before `alive`.
            work();
            drop(alive);
        };
        std::thread::Builder::new()
            .name(name.into())
            .spawn(body)
            .map(drop)
            .map_err(|error| StoreError::Unavailable {
                reason: "no thread could be started".into(),
                source: Some(Source::new(error)),
            })
    }
}

/// Runs blocking work on a thread of its own: the PostgreSQL driver may not be used on a thread
/// of an async runtime, not even dropped there.
pub(crate) async fn on_a_plain_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let (reply, answer) = oneshot::channel();
    let body = move || {
        let done = std::panic::catch_unwind(AssertUnwindSafe(work));
        // The caller may have gone away.
        let _ = reply.send(done.unwrap_or_else(|_| Err(StoreError::unavailable("it panicked"))));
    };
    std::thread::Builder::new()
        .name("store-task".into())
        .spawn(body)
        .map_err(|error| StoreError::Unavailable {
            reason: "no thread could be started".into(),
            source: Some(Source::new(error)),
        })?;
    answer.await.unwrap_or_else(|_| Err(StoreError::closed()))
}
