//! Keys in a hardware security module, over PKCS#11 (v2.40).
//!
//! A session of PKCS#11 belongs to one thread, so each session has a thread of its own that takes
//! work from one queue. A session that the module has ended (it was restarted, or the token was
//! taken out and put back) is opened again when the next work comes; a PIN that was refused is
//! not tried a second time, because a module locks itself after a few.
//!
//! | module | what |
//! |---|---|
//! | `worker` | the thread of one session |
//! | `token` | the library, the token, logging in |
//! | `objects` | keys on the token: made, found, described |
//!
//! Keys are made on the token as sensitive and not extractable: the private half never leaves it.

mod objects;
mod token;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Sender, TrySendError};
use ports::signing::SignatureAlgorithm;
use tokio::sync::oneshot;

use crate::private_file::PrivateFileError;
use crate::signing_key::KeyKind;
pub(crate) use objects::ObjectId;
use objects::PublicHalf;
use token::Token;
use worker::{Work, Worker};

/// Signatures that may wait. At a hundred a second, which a slow module makes, the last of them
/// waits ten seconds; nobody waits longer for a page.
const QUEUE: usize = 1_000;

/// Where the token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleSettings {
    /// The library of the module's vendor.
    pub library: PathBuf,
    /// Label of the token.
    pub token: String,
    /// File with the user's PIN, mode 0600.
    pub pin_file: PathBuf,
    /// Sessions that sign at the same time.
    pub sessions: usize,
}

/// Why the module did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ModuleError {
    /// The library cannot be used.
    #[error("the PKCS#11 library {} cannot be used: {reason}", path.display())]
    Library {
        /// The library.
        path: PathBuf,
        /// What it said.
        reason: String,
    },
    /// No slot has a token with this label.
    #[error("there is no token with the label `{0}`: is the module connected?")]
    TokenMissing(String),
    /// The file with the PIN cannot be read.
    #[error("the PIN of the token cannot be read: {0}")]
    PinFile(#[from] PrivateFileError),
    /// The token does not take the PIN. It is not tried again until the file changes.
    #[error("the token refuses the PIN ({0}); it is not tried again before the file changes")]
    PinRefused(String),
    /// There is no such key on the token.
    #[error("there is no key {0} on the token")]
    NoKey(String),
    /// A key of a kind that is not used.
    #[error("the key {0} on the token is neither P-256 nor RSA from 2048 bits")]
    KeyKind(String),
    /// The module failed.
    #[error("the module answered: {0}")]
    Failed(String),
    /// Too many signatures wait already.
    #[error("too many signatures wait for the module")]
    Overloaded,
    /// The threads have ended.
    #[error("the module is no longer used by this process")]
    Closed,
}

/// A key of the ring that lives on a token.
#[derive(Debug)]
pub(crate) struct ModuleKey {
    /// `None` if this process does not use that token.
    pub(crate) module: Option<Module>,
    pub(crate) token: String,
    pub(crate) object: ObjectId,
}

impl ModuleKey {
    /// Signs the SHA-256 of `message`.
    pub(crate) async fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, ModuleError> {
        let module = self.module.as_ref();
        let module = module.ok_or_else(|| ModuleError::TokenMissing(self.token.clone()))?;
        module.sign(self.object.clone(), algorithm, message).await
    }
}

/// A token, with a pool of sessions. Cheap to clone; the last one dropped ends the sessions.
#[derive(Clone)]
pub struct Module {
    inner: Arc<Inner>,
}

struct Inner {
    label: String,
    /// `None` only while it is dropped.
    work: Option<Sender<Work>>,
    threads: Vec<JoinHandle<()>>,
}

impl Drop for Inner {
    /// Waits until the sessions are closed: a library that the process unloads under a thread
    /// would bring it down.
    fn drop(&mut self) {
        self.work = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has no session left.
            let _ = thread.join();
        }
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Module({})", self.inner.label)
    }
}

impl Module {
    /// Loads the library and starts the threads. The token itself may come later: each session
    /// is opened when there is work for it.
    ///
    /// # Errors
    /// [`ModuleError::Library`], [`ModuleError::Failed`] without threads.
    pub fn open(settings: ModuleSettings) -> Result<Self, ModuleError> {
        let label = settings.token.clone();
        let sessions = settings.sessions.max(1);
        let token = Arc::new(Token::load(settings)?);
        let (work, waiting) = crossbeam_channel::bounded(QUEUE);
        let mut inner = Inner {
            label,
            work: Some(work),
            threads: Vec::with_capacity(sessions),
        };
        for _ in 0..sessions {
            let worker = Worker::new(Arc::clone(&token), waiting.clone());
            let thread = std::thread::Builder::new()
                .name("pkcs11-session".into())
                .spawn(move || worker.run())
                .map_err(|error| ModuleError::Failed(error.to_string()))?;
            inner.threads.push(thread);
        }
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Label of the token.
    pub fn label(&self) -> &str {
        &self.inner.label
    }

    /// Signs the SHA-256 of `message`.
    pub(crate) async fn sign(
        &self,
        key: ObjectId,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, ModuleError> {
        let prepared = objects::Prepared::new(algorithm, message);
        let (reply, answer) = oneshot::channel();
        self.submit(Box::new(move |worker| {
            let signed = worker.with_key(&key, |session, handle| prepared.sign(session, handle));
            // The caller may have gone away.
            let _ = reply.send(signed);
        }))?;
        answer.await.unwrap_or(Err(ModuleError::Closed))
    }

    /// As [`Module::sign`]. Blocks: not for a thread of an async runtime.
    pub(crate) fn sign_blocking(
        &self,
        key: ObjectId,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, ModuleError> {
        let prepared = objects::Prepared::new(algorithm, message);
        self.wait_for(move |worker| {
            worker.with_key(&key, |session, handle| prepared.sign(session, handle))
        })
    }

    /// Makes a key pair on the token. Blocks: not for a thread of an async runtime.
    pub(crate) fn generate(
        &self,
        kind: KeyKind,
        label: &str,
    ) -> Result<(ObjectId, PublicHalf), ModuleError> {
        let (id, label) = (ObjectId::random(), label.to_owned());
        let public = self.wait_for({
            let id = id.clone();
            move |worker| {
                worker.with_writing(|session| objects::generate(session, kind, &id, &label))
            }
        })?;
        Ok((id, public))
    }

    /// The public half of a key on the token. Blocks: not for a thread of an async runtime.
    pub(crate) fn public_half(&self, id: &ObjectId) -> Result<PublicHalf, ModuleError> {
        let id = id.clone();
        self.wait_for(move |worker| worker.with_session(|session| objects::describe(session, &id)))
    }

    fn wait_for<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker) -> Result<T, ModuleError> + Send + 'static,
    ) -> Result<T, ModuleError> {
        let (reply, answer) = crossbeam_channel::bounded(1);
        self.submit(Box::new(move |worker| {
            // The caller may have gone away.
            let _ = reply.send(work(worker));
        }))?;
        answer.recv().unwrap_or(Err(ModuleError::Closed))
    }

    fn submit(&self, work: Work) -> Result<(), ModuleError> {
        let queue = self.inner.work.as_ref().ok_or(ModuleError::Closed)?;
        queue.try_send(work).map_err(|error| match error {
            TrySendError::Full(_) => ModuleError::Overloaded,
            TrySendError::Disconnected(_) => ModuleError::Closed,
        })
    }
}
