//! The published audit log as files (`docs/specs/audit-log.md`).
//!
//! A file is written under a hidden name, made durable and renamed: whoever copies the folder
//! meanwhile sees all of a file or nothing of it. The folder itself is never created here: if it
//! is gone (an unmounted share), the log waits.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Component, Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use ports::{BoxFuture, log_folder::LogFolder};

/// Bytes of the largest file that is read. A full bundle of the longest entries has 16 MB, ours
/// have 9 kB.
const MAX_FILE: u64 = 17 * 1024 * 1024;

/// A folder with a log.
#[derive(Debug, Clone)]
pub struct LogFiles {
    folder: PathBuf,
}

/// Distinguishes two attempts of one process at the same file.
static ATTEMPT: AtomicU64 = AtomicU64::new(0);

impl LogFiles {
    /// The log in `folder`, which must exist whenever something is written.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The path of a name; names stay inside the folder.
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
        if name.is_empty() || !Path::new(name).components().all(inside) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("`{name}` is no name in a log"),
            ));
        }
        Ok(self.folder.join(name))
    }

    fn read_file(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(name)?) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut content = Vec::new();
        file.take(MAX_FILE + 1).read_to_end(&mut content)?;
        if content.len() as u64 > MAX_FILE {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{name} is larger than any file of a log"),
            ));
        }
        Ok(Some(content))
    }

    fn replace_file(&self, name: &str, content: &[u8]) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!(
                    "the folder {} is not there: create it, mount it, or change the setting",
                    self.folder.display()
                ),
            ));
        }
        let place = self.path(name)?;
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        let attempt = ATTEMPT.fetch_add(1, Ordering::Relaxed);
        let hidden = parent.join(format!(".{}.{attempt}", std::process::id()));
        let written = write(&hidden, content).and_then(|()| fs::rename(&hidden, &place));
        if written.is_err() {
            // What is left behind is hidden; the error that matters is the one before.
            _ = fs::remove_file(&hidden);
        }
        written?;
        File::open(parent)?.sync_all()
    }

    fn list_files(&self, folder: &str) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(self.path(folder)?) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn remove_folder(&self, folder: &str) -> io::Result<()> {
        match fs::remove_dir_all(self.path(folder)?) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Reading and syncing files blocks: it has no place on the threads that serve.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(io::Error::other("work on a file was interrupted")))
}

impl LogFolder for LogFiles {
    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Option<Vec<u8>>>> {
        let (folder, name) = (self.clone(), name.to_owned());
        Box::pin(apart(move || folder.read_file(&name)))
    }

    fn replace<'a>(&'a self, name: &'a str, content: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        let (folder, name, content) = (self.clone(), name.to_owned(), content.to_vec());
        Box::pin(apart(move || folder.replace_file(&name, &content)))
    }

    fn list<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<String>>> {
        let (folder, name) = (self.clone(), name.to_owned());
        Box::pin(apart(move || folder.list_files(&name)))
    }

    fn remove<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<()>> {
        let (folder, name) = (self.clone(), name.to_owned());
        Box::pin(apart(move || folder.remove_folder(&name)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[tokio::test]
    async fn files_come_whole_and_leave_nothing_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let log = LogFiles::new(folder.path());
        assert_eq!(log.read("tile/0/000.p/1").await.unwrap(), None);
        assert!(log.list("checkpoints").await.unwrap().is_empty());
        for content in ["one", "two"] {
            log.replace("tile/0/000.p/1", content.as_bytes())
                .await
                .unwrap();
            let read = log.read("tile/0/000.p/1").await.unwrap();
            assert_eq!(read.as_deref(), Some(content.as_bytes()));
        }
        let inside = fs::read_dir(folder.path().join("tile/0/000.p")).unwrap();
        assert_eq!(inside.count(), 1);
        log.replace("checkpoints/2026-11-24", b"b").await.unwrap();
        log.replace("checkpoints/2026-11-23", b"a").await.unwrap();
        assert_eq!(
            log.list("checkpoints").await.unwrap(),
            ["2026-11-23", "2026-11-24"]
        );
        log.remove("tile/0/000.p").await.unwrap();
        log.remove("tile/0/000.p").await.unwrap();
        assert_eq!(log.read("tile/0/000.p/1").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_folder_that_is_gone_is_named_and_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("share");
        let log = LogFiles::new(&gone);
        let error = log.replace("checkpoint", b"x").await.unwrap_err();
        assert!(error.to_string().contains("share is not there"), "{error}");
        assert!(!gone.exists());
    }

    #[tokio::test]
    async fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let log = LogFiles::new(folder.path().join("log"));
        for name in ["", "/etc/passwd", "../checkpoint", "tile/../../checkpoint"] {
            assert!(log.read(name).await.is_err(), "{name}");
        }
    }
}
