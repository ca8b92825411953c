//! Where the wrapped keys are kept: one document, replaced as a whole.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::private_file::{self, PrivateFileError};

/// Name of the document in a folder.
const FILE: &str = "keys.json";
/// Locked by whoever changes the document; it is empty.
const LOCK: &str = "keys.lock";

/// Why the shelf could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The file is not there, not safe or not writable.
    #[error(transparent)]
    File(#[from] PrivateFileError),
    /// Another kind of shelf failed.
    #[error("the key shelf failed")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Keeps one document, which is safe to back up together with the database: everything
/// secret in it is wrapped by the key-encryption key.
pub trait KeyShelf: Send + Sync {
    /// The document, or `None` before the first one.
    ///
    /// # Errors
    /// [`ShelfError`].
    fn read(&self) -> Result<Option<Vec<u8>>, ShelfError>;

    /// Puts the first document; `false` if another process was faster.
    ///
    /// # Errors
    /// [`ShelfError`].
    fn create(&self, document: &[u8]) -> Result<bool, ShelfError>;

    /// Replaces the document, whole or not at all.
    ///
    /// # Errors
    /// [`ShelfError`].
    fn replace(&self, document: &[u8]) -> Result<(), ShelfError>;

    /// Waits until nobody else changes the document, and keeps others waiting until the lock is
    /// dropped. Reading needs no lock: a document is replaced as a whole.
    ///
    /// # Errors
    /// [`ShelfError`].
    fn lock(&self) -> Result<ShelfLock, ShelfError>;
}

/// Held while the document is changed.
#[derive(Debug)]
#[must_use]
pub struct ShelfLock {
    /// Closing it gives the lock back, also when the process dies.
    _file: Option<File>,
}

/// `keys.json` with mode 0600 in a folder with mode 0700.
#[derive(Debug, Clone)]
pub struct DirectoryShelf {
    file: PathBuf,
}

impl DirectoryShelf {
    /// Makes the folder, or checks that nobody else may reach it.
    ///
    /// # Errors
    /// [`ShelfError::File`].
    pub fn open(folder: &Path) -> Result<Self, ShelfError> {
        private_file::folder(folder)?;
        Ok(Self {
            file: folder.join(FILE),
        })
    }
}

impl KeyShelf for DirectoryShelf {
    fn read(&self) -> Result<Option<Vec<u8>>, ShelfError> {
        match private_file::read(&self.file) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(PrivateFileError::Missing(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn create(&self, document: &[u8]) -> Result<bool, ShelfError> {
        Ok(private_file::create(&self.file, document)?)
    }

    fn replace(&self, document: &[u8]) -> Result<(), ShelfError> {
        Ok(private_file::replace(&self.file, document)?)
    }

    fn lock(&self) -> Result<ShelfLock, ShelfError> {
        let file = private_file::lock(&self.file.with_file_name(LOCK))?;
        Ok(ShelfLock { _file: Some(file) })
    }
}

/// In memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryShelf(Mutex<Option<Vec<u8>>>);

impl KeyShelf for MemoryShelf {
    fn read(&self) -> Result<Option<Vec<u8>>, ShelfError> {
        Ok(self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }

    fn create(&self, document: &[u8]) -> Result<bool, ShelfError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some() {
            return Ok(false);
        }
        *kept = Some(document.to_vec());
        Ok(true)
    }

    fn replace(&self, document: &[u8]) -> Result<(), ShelfError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(document.to_vec());
        Ok(())
    }

    /// One process has it: the ring's own lock is enough.
    fn lock(&self) -> Result<ShelfLock, ShelfError> {
        Ok(ShelfLock { _file: None })
    }
}

impl<S: KeyShelf + ?Sized> KeyShelf for std::sync::Arc<S> {
    fn read(&self) -> Result<Option<Vec<u8>>, ShelfError> {
        (**self).read()
    }

    fn create(&self, document: &[u8]) -> Result<bool, ShelfError> {
        (**self).create(document)
    }

    fn replace(&self, document: &[u8]) -> Result<(), ShelfError> {
        (**self).replace(document)
    }

    fn lock(&self) -> Result<ShelfLock, ShelfError> {
        (**self).lock()
    }
}
