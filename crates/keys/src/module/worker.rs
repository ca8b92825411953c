//! The thread of one session.

use std::collections::HashMap;
use std::sync::Arc;

use crossbeam_channel::Receiver;
use cryptoki::error::{Error, RvError};
use cryptoki::object::ObjectHandle;
use cryptoki::session::Session;

use super::ModuleError;
use super::objects::{self, ObjectId};
use super::token::Token;

/// What a thread is given to do.
pub(super) type Work = Box<dyn FnOnce(&mut Worker) + Send>;

/// One session, opened when it is needed and again when it was lost.
pub(super) struct Worker {
    token: Arc<Token>,
    waiting: Receiver<Work>,
    session: Option<Session>,
    /// Handles belong to a session; finding a key costs more than a signature.
    handles: HashMap<ObjectId, ObjectHandle>,
}

impl Worker {
    pub(super) fn new(token: Arc<Token>, waiting: Receiver<Work>) -> Self {
        Self {
            token,
            waiting,
            session: None,
            handles: HashMap::new(),
        }
    }

    /// Works until nobody can send work any more.
    pub(super) fn run(mut self) {
        while let Ok(work) = self.waiting.recv() {
            work(&mut self);
        }
    }

    /// Uses the private key with this id.
    pub(super) fn with_key<T>(
        &mut self,
        id: &ObjectId,
        work: impl Fn(&Session, ObjectHandle) -> Result<T, Failure>,
    ) -> Result<T, ModuleError> {
        self.again_if_lost(|worker| {
            let known = worker.handles.get(id).copied();
            let session = worker.session()?;
            let handle = match known {
                Some(handle) => handle,
                None => objects::find_private(session, id)?,
            };
            let outcome = work(session, handle)?;
            worker.handles.insert(id.clone(), handle);
            Ok(outcome)
        })
    }

    /// Uses the session.
    pub(super) fn with_session<T>(
        &mut self,
        work: impl Fn(&Session) -> Result<T, Failure>,
    ) -> Result<T, ModuleError> {
        self.again_if_lost(|worker| work(worker.session()?))
    }

    /// Uses a session that may write, which ends afterwards.
    pub(super) fn with_writing<T>(
        &mut self,
        work: impl Fn(&Session) -> Result<T, Failure>,
    ) -> Result<T, ModuleError> {
        self.again_if_lost(|worker| {
            // Keeps the login alive, which ends with the last session.
            worker.session()?;
            work(&worker.token.open_writing()?)
        })
    }

    /// The session, opened if there is none.
    fn session(&mut self) -> Result<&Session, Failure> {
        if self.session.is_none() {
            self.session = Some(self.token.open()?);
        }
        // Cannot fail: it was put there just now.
        Ok(self.session.as_ref().expect("a session"))
    }

    /// A session, a handle or a login that is gone is asked for again, once.
    fn again_if_lost<T>(
        &mut self,
        work: impl Fn(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, ModuleError> {
        match work(self) {
            Err(failure) if failure.is_loss() => {
                self.session = None;
                self.handles.clear();
                work(self).map_err(Failure::told)
            }
            outcome => outcome.map_err(Failure::told),
        }
    }
}

/// Why a piece of work failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The module said so.
    Module(Error),
    /// We know better what it means.
    Known(ModuleError),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Module(error)
    }
}

impl From<ModuleError> for Failure {
    fn from(error: ModuleError) -> Self {
        Self::Known(error)
    }
}

impl Failure {
    /// If and only if a fresh session may do better: the module or the token was away in between.
    fn is_loss(&self) -> bool {
        let Self::Module(Error::Pkcs11(code, _)) = self else {
            return false;
        };
        matches!(
            code,
            RvError::SessionHandleInvalid
                | RvError::SessionClosed
                | RvError::KeyHandleInvalid
                | RvError::ObjectHandleInvalid
                | RvError::UserNotLoggedIn
                | RvError::TokenNotPresent
                | RvError::DeviceRemoved
                | RvError::DeviceError
                | RvError::OperationActive
                | RvError::CryptokiNotInitialized
        )
    }

    fn told(self) -> ModuleError {
        match self {
            Self::Module(error) => ModuleError::Failed(error.to_string()),
            Self::Known(error) => error,
        }
    }
}
