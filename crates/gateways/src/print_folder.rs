//! Letters for the print house, through a folder (`docs/specs/print-folder.md`).
//!
//! A letter is a folder named by its id with `<id>.pdf` and `<id>.json`. It is written under a
//! hidden name, made durable and renamed: the print house sees all of it or nothing. The folder
//! itself is never created here: if it is gone (an unmounted share), letters wait.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use aws_lc_rs::digest;
use ports::{
    BoxFuture,
    messages::{LetterPrinter, PaperLetter, SendError},
};
use serde::{Deserialize, Serialize};
use vocab::{Lang, MessageId, PostalAddress};

/// Where the print house moves a letter when it has taken it. A letter found here is not handed
/// over again.
pub const DONE: &str = "done";

/// What the print house must know beside the PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintManifest {
    /// Id of the letter: the same id is the same letter.
    pub id: MessageId,
    /// Name of the PDF beside this file.
    pub file: String,
    /// Length of the PDF in bytes.
    pub bytes: usize,
    /// SHA-256 of the PDF in hexadecimal.
    pub sha256: String,
    /// Language of the letter.
    pub lang: Lang,
    /// Name on the envelope.
    pub recipient: String,
    /// Address on the envelope.
    pub address: PostalAddress,
}

/// Hands letters over through a folder.
#[derive(Debug, Clone)]
pub struct PrintFolder {
    folder: PathBuf,
}

/// Distinguishes two attempts of one process at the same letter.
static ATTEMPT: AtomicU64 = AtomicU64::new(0);

impl PrintFolder {
    /// Hands letters over in `folder`, which must exist whenever a letter is printed.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn hand_over(&self, id: MessageId, letter: &PaperLetter) -> Result<(), SendError> {
        if !self.folder.is_dir() {
            return Err(SendError::Retry(format!(
                "the print folder {} is not there: create it, mount it, or change the setting; letters wait",
                self.folder.display()
            )));
        }
        let name = id.to_string();
        if self.folder.join(&name).exists() || self.folder.join(DONE).join(&name).exists() {
            return Ok(());
        }
        self.write(&name, id, letter).map_err(|error| {
            SendError::Retry(format!(
                "a letter cannot be written to the print folder {}: {error}",
                self.folder.display()
            ))
        })
    }

    fn write(&self, name: &str, id: MessageId, letter: &PaperLetter) -> io::Result<()> {
        let attempt = ATTEMPT.fetch_add(1, Ordering::Relaxed);
        let hidden = self
            .folder
            .join(format!(".{name}.{}.{attempt}", std::process::id()));
        create_dir(&hidden)?;
        let written = self.fill(&hidden, name, id, letter);
        if written.is_err() {
            // What is left behind is hidden; the error that matters is the one before.
            _ = fs::remove_dir_all(&hidden);
        }
        written
    }

    fn fill(
        &self,
        hidden: &Path,
        name: &str,
        id: MessageId,
        letter: &PaperLetter,
    ) -> io::Result<()> {
        let manifest = manifest(id, letter);
        write_file(&hidden.join(&manifest.file), &letter.pdf)?;
        let json = serde_json::to_vec_pretty(&manifest)?;
        write_file(&hidden.join(format!("{name}.json")), &json)?;
        sync(hidden)?;
        let place = self.folder.join(name);
        match fs::rename(hidden, &place) {
            Ok(()) => {}
            // Another worker was quicker with the same letter: one of the two is enough.
            Err(_) if place.is_dir() => fs::remove_dir_all(hidden)?,
            Err(error) => return Err(error),
        }
        sync(&self.folder)
    }
}

fn manifest(id: MessageId, letter: &PaperLetter) -> PrintManifest {
    let sum = digest::digest(&digest::SHA256, &letter.pdf);
    PrintManifest {
        id,
        file: format!("{id}.pdf"),
        bytes: letter.pdf.len(),
        sha256: sum
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        lang: letter.lang,
        recipient: letter.recipient.clone(),
        address: letter.address.clone(),
    }
}

/// The group may read, so that the print house can be another user; nobody else.
fn create_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o770);
    builder.create(path)
}

fn write_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

impl LetterPrinter for PrintFolder {
    fn print<'a>(
        &'a self,
        id: MessageId,
        letter: &'a PaperLetter,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        let (folder, letter) = (self.clone(), letter.clone());
        Box::pin(async move {
            // Writing and syncing files blocks: it has no place on the threads that serve.
            tokio::task::spawn_blocking(move || folder.hand_over(id, &letter))
                .await
                .unwrap_or_else(|_| {
                    Err(SendError::Retry("writing a letter was interrupted".into()))
                })
        })
    }
}

#[cfg(test)]
mod tests;
