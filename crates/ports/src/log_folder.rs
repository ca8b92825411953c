//! The folder in which the audit log leaves the machine: files under names with slashes, as the
//! log's public addresses have them (C2SP `tlog-tiles`).

use std::{
    collections::BTreeMap,
    io,
    sync::{Mutex, PoisonError},
};

use crate::BoxFuture;

/// Reads and writes the files of a log.
pub trait LogFolder: Send + Sync {
    /// A file; nothing if it is not there.
    ///
    /// # Errors
    /// When it is there and cannot be read, or is larger than any file of a log.
    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Option<Vec<u8>>>>;

    /// Puts a file, whole or not at all, in the place of what was there; durable when it returns.
    ///
    /// # Errors
    /// When it cannot be written.
    fn replace<'a>(&'a self, name: &'a str, content: &'a [u8]) -> BoxFuture<'a, io::Result<()>>;

    /// The names of the files directly in a folder, sorted; none if there is no such folder.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list<'a>(&'a self, folder: &'a str) -> BoxFuture<'a, io::Result<Vec<String>>>;

    /// Removes a folder with its files, if it is there.
    ///
    /// # Errors
    /// When it cannot be removed.
    fn remove<'a>(&'a self, folder: &'a str) -> BoxFuture<'a, io::Result<()>>;
}

/// In memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryLogFolder(Mutex<BTreeMap<String, Vec<u8>>>);

impl MemoryLogFolder {
    /// Looks at the files, or changes them behind everybody's back.
    pub fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl LogFolder for MemoryLogFolder {
    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Option<Vec<u8>>>> {
        Box::pin(async move { Ok(self.with(|files| files.get(name).cloned())) })
    }

    fn replace<'a>(&'a self, name: &'a str, content: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            self.with(|files| files.insert(name.to_owned(), content.to_vec()));
            Ok(())
        })
    }

    fn list<'a>(&'a self, folder: &'a str) -> BoxFuture<'a, io::Result<Vec<String>>> {
        Box::pin(async move {
            let prefix = format!("{folder}/");
            let inside = |files: &mut BTreeMap<String, Vec<u8>>| {
                let names = files.keys().filter_map(|name| name.strip_prefix(&prefix));
                names
                    .filter(|name| !name.contains('/'))
                    .map(str::to_owned)
                    .collect()
            };
            Ok(self.with(inside))
        })
    }

    fn remove<'a>(&'a self, folder: &'a str) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            let prefix = format!("{folder}/");
            self.with(|files| files.retain(|name, _| !name.starts_with(&prefix)));
            Ok(())
        })
    }
}
