//! Argon2id over passwords, on a few threads of its own behind a queue that can be full.
//!
//! ```text
//! password ── HMAC-SHA-256 under the pepper, with the person's id ──▶ 32 bytes
//!          ── Argon2id, 16 bytes of salt, 19 MiB, 2 passes, 1 lane ──▶ 32 bytes, kept
//! ```
//!
//! The pepper is a key of the derivation root: whoever has the database alone cannot even begin to
//! guess. The parameters (OWASP's first choice of 2026 for Argon2id) are kept with each hash, so
//! that they can rise; a hash made with lower ones is replaced at the next log-in.
//!
//! Hashing is what a flood of log-ins would exhaust. A thread a core keeps at most its own 19 MiB;
//! what waits is bounded, and whoever comes when the queue is full is told when to come again
//! instead of making everybody wait. What nobody waits for any more is not hashed.
//!
//! *Not guaranteed:* between a rise of the parameters and somebody's next log-in their password is
//! compared in another time than one that nobody has.

mod argon;
mod breached;

use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::Instant,
};

use crossbeam_channel::{Receiver, Sender};
use model::password::PasswordHash;
use ports::{
    BoxFuture,
    passwords::{HashError, PasswordHasher, Verdict},
    sealing::KeyedHash,
};
use tokio::sync::oneshot;
use vocab::{Password, PersonId};
use zeroize::Zeroizing;

use argon::Furnace;
pub use argon::HashCost;
pub use breached::{BreachedFile, BreachedFileError};

/// What [`PasswordPool`] may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    /// Threads that hash.
    pub threads: NonZeroUsize,
    /// People who may wait.
    pub places: usize,
}

/// No thread to hash passwords.
#[derive(Debug, thiserror::Error)]
#[error("no thread to hash passwords")]
pub struct PoolStartError(#[source] std::io::Error);

/// What a thread does, with its own memory.
type Work = Box<dyn FnOnce(&mut Furnace) + Send>;

/// [`PasswordHasher`] on threads of its own. Dropping it finishes what waits.
pub struct PasswordPool {
    hashes: Arc<dyn KeyedHash>,
    cost: HashCost,
    breached: Option<Arc<BreachedFile>>,
    queue: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
    pace: Arc<Pace>,
}

impl std::fmt::Debug for PasswordPool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordPool")
            .field("cost", &self.cost)
            .field("threads", &self.threads.len())
            .finish_non_exhaustive()
    }
}

impl PasswordPool {
    /// Starts the threads. The pepper is a key of `hashes`.
    ///
    /// # Errors
    /// [`PoolStartError`].
    pub fn start(
        hashes: Arc<dyn KeyedHash>,
        cost: HashCost,
        size: PoolSize,
    ) -> Result<Self, PoolStartError> {
        let (queue, waiting) = crossbeam_channel::bounded(size.places);
        let pace = Arc::new(Pace::new(size.threads));
        let mut pool = Self {
            hashes,
            cost,
            breached: None,
            queue: Some(queue),
            threads: Vec::new(),
            pace: pace.clone(),
        };
        for number in 0..size.threads.get() {
            let (waiting, pace) = (waiting.clone(), pace.clone());
            let thread = thread::Builder::new()
                .name(format!("password-{number}"))
                .spawn(move || burn(&waiting, &pace))
                .map_err(PoolStartError)?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    /// The same with a list of breached passwords, which its threads search.
    #[must_use]
    pub fn with_breached(mut self, list: Option<BreachedFile>) -> Self {
        self.breached = list.map(Arc::new);
        self
    }

    /// The password under the pepper: bound to its person, and of no use without the keys.
    fn peppered(&self, person: PersonId, password: &Password) -> Zeroizing<[u8; 32]> {
        let mut material = Zeroizing::new(person.as_bytes().to_vec());
        material.extend_from_slice(password.expose().as_bytes());
        Zeroizing::new(self.hashes.hash("password.pepper", &material))
    }

    /// Queues `work`, or says when to come again.
    fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Furnace) -> Result<T, HashError> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, HashError>> {
        let (reply, result) = oneshot::channel();
        let job: Work = Box::new(move |furnace| {
            // Whoever asked has gone: the work would be for nobody.
            if !reply.is_closed() {
                let _ = reply.send(work(furnace));
            }
        });
        let queue = self.queue.as_ref();
        let taken = queue.is_some_and(|queue| queue.try_send(job).is_ok());
        let waiting = queue.map_or(0, Sender::len);
        let busy = HashError::Busy {
            retry_after_s: self.pace.seconds_for(waiting),
        };
        Box::pin(async move {
            if !taken {
                return Err(busy);
            }
            result.await.unwrap_or(Err(busy))
        })
    }
}

fn burn(waiting: &Receiver<Work>, pace: &Pace) {
    let mut furnace = Furnace::default();
    for work in waiting {
        let begun = pace.begin();
        // A panic loses this password, not the thread; the memory is made anew.
        if catch_unwind(AssertUnwindSafe(|| work(&mut furnace))).is_err() {
            furnace = Furnace::default();
        }
        pace.end(begun);
    }
}

impl PasswordHasher for PasswordPool {
    fn hash(
        &self,
        person: PersonId,
        password: &Password,
    ) -> BoxFuture<'static, Result<PasswordHash, HashError>> {
        let (secret, cost) = (self.peppered(person, password), self.cost);
        self.submit(move |furnace| Ok(furnace.hash(&secret, cost)))
    }

    fn verify(
        &self,
        person: PersonId,
        password: &Password,
        kept: Option<PasswordHash>,
    ) -> BoxFuture<'static, Result<Verdict, HashError>> {
        let (secret, cost) = (self.peppered(person, password), self.cost);
        self.submit(move |furnace| {
            let Some(kept) = kept else {
                furnace.hash(&secret, cost);
                return Ok(Verdict::Wrong);
            };
            let (same, hashed_with) = furnace.verify(&secret, &kept)?;
            Ok(match (same, hashed_with == cost) {
                (false, _) => Verdict::Wrong,
                (true, true) => Verdict::Right,
                (true, false) => Verdict::RightButOld(furnace.hash(&secret, cost)),
            })
        })
    }

    fn is_one_of(
        &self,
        person: PersonId,
        password: &Password,
        kept: Vec<PasswordHash>,
    ) -> BoxFuture<'static, Result<bool, HashError>> {
        let secret = self.peppered(person, password);
        self.submit(move |furnace| {
            for hash in &kept {
                if furnace.verify(&secret, hash)?.0 {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn is_breached(&self, password: &Password) -> BoxFuture<'static, Result<bool, HashError>> {
        let Some(list) = self.breached.clone() else {
            return Box::pin(async { Ok(false) });
        };
        let password = password.clone();
        self.submit(move |_| {
            let found = list.contains(&password);
            Ok(found.unwrap_or_else(|error| {
                tracing::warn!(%error, "the list of breached passwords cannot be read");
                false
            }))
        })
    }
}

impl Drop for PasswordPool {
    fn drop(&mut self) {
        self.queue = None;
        for thread in self.threads.drain(..) {
            // A thread catches every panic, so that it has nothing to tell.
            let _ = thread.join();
        }
    }
}

/// How long one piece of work takes lately, to tell people when to come again.
struct Pace {
    threads: usize,
    working: AtomicUsize,
    /// Microseconds, smoothed over some eight pieces.
    each_us: AtomicU64,
}

/// Assumed until the first password was hashed.
const FIRST_GUESS_US: u64 = 50_000;

impl Pace {
    fn new(threads: NonZeroUsize) -> Self {
        Self {
            threads: threads.get(),
            working: AtomicUsize::new(0),
            each_us: AtomicU64::new(FIRST_GUESS_US),
        }
    }

    fn begin(&self) -> Instant {
        self.working.fetch_add(1, Ordering::Relaxed);
        Instant::now()
    }

    fn end(&self, begun: Instant) {
        self.working.fetch_sub(1, Ordering::Relaxed);
        let took = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let smoothed = (self.each_us.load(Ordering::Relaxed) * 7).saturating_add(took) / 8;
        self.each_us.store(smoothed, Ordering::Relaxed);
    }

    /// Until so many who wait will have been served, and two seconds so that not all come back at
    /// the first.
    fn seconds_for(&self, waiting: usize) -> u32 {
        let ahead = waiting + self.working.load(Ordering::Relaxed);
        let each = self.each_us.load(Ordering::Relaxed);
        let total = each.saturating_mul(ahead as u64) / (self.threads as u64 * 1_000_000);
        u32::try_from(total.saturating_add(2)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests;
