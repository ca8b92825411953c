//! Plays the print house: takes letters out of the print folder (`docs/specs/print-folder.md`) and
//! shows them in the inbox.
//!
//! A letter that was taken lies in `done/`, as the interface asks; so letters are still in the
//! inbox after a restart. Only the demonstration knows what a letter says (the platform hands over
//! a PDF): it tells [`PrintHouse::note`], which keeps the words beside the PDF.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;
use vocab::{MessageId, Timestamp};

use crate::inbox::{Arrival, AttachedFile, Inbox, MessageChannel};

/// Where letters lie that were taken.
const DONE: &str = "done";

/// How often the folder is looked at.
const POLL: Duration = Duration::from_millis(500);

/// What is read of the manifest.
#[derive(Deserialize)]
struct Manifest {
    file: String,
    bytes: u64,
    recipient: String,
}

/// What a letter says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Words {
    subject: String,
    text: String,
}

/// The print house. Clones are the same.
#[derive(Debug, Clone)]
pub struct PrintHouse {
    folder: Arc<Path>,
    inbox: Inbox,
    /// One hand at a time: a letter is moved and shown before anybody adds its words.
    hand: Arc<Mutex<()>>,
}

impl PrintHouse {
    /// Takes letters out of `folder`, and shows those that it took before.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub fn open(folder: &Path, inbox: Inbox) -> io::Result<Self> {
        let house = Self {
            folder: folder.into(),
            inbox,
            hand: Arc::default(),
        };
        fs::create_dir_all(house.done())?;
        let mut taken = letters(&house.done())?;
        taken.sort();
        for id in taken {
            house.show(id);
        }
        Ok(house)
    }

    /// Takes every letter that lies ready, oldest first, and tells how many.
    ///
    /// # Errors
    /// The folder cannot be read, or a letter cannot be moved.
    pub fn collect(&self) -> io::Result<usize> {
        let _hand = self.hand.lock().unwrap_or_else(PoisonError::into_inner);
        self.take()
    }

    fn take(&self) -> io::Result<usize> {
        let mut ready = letters(&self.folder)?;
        ready.sort();
        for id in &ready {
            let name = id.to_string();
            fs::rename(self.folder.join(&name), self.done().join(&name))?;
            self.show(*id);
        }
        Ok(ready.len())
    }

    /// Notes what a letter says, and takes what lies ready.
    ///
    /// # Errors
    /// As [`PrintHouse::collect`].
    pub fn note(&self, id: MessageId, subject: &str, text: &str) -> io::Result<()> {
        let _hand = self.hand.lock().unwrap_or_else(PoisonError::into_inner);
        self.take()?;
        let words = Words {
            subject: subject.to_owned(),
            text: text.to_owned(),
        };
        let place = self.done().join(id.to_string());
        fs::write(place.join("words.json"), serde_json::to_vec(&words)?)?;
        self.inbox.reword(&id.to_string(), subject, text);
        Ok(())
    }

    /// Takes letters as they come, until the task is aborted.
    #[must_use]
    pub fn watch(&self) -> JoinHandle<()> {
        let house = self.clone();
        tokio::spawn(async move {
            loop {
                pause().await;
                let house = house.clone();
                match tokio::task::spawn_blocking(move || house.collect()).await {
                    Ok(Ok(_)) => {}
                    Ok(Err(error)) => tracing::warn!(%error, "the print folder cannot be read"),
                    Err(_) => return,
                }
            }
        })
    }

    fn done(&self) -> PathBuf {
        self.folder.join(DONE)
    }

    /// A letter that is not whole is reported and left where it is; the others go on.
    fn show(&self, id: MessageId) {
        match self.read(id) {
            Ok(arrival) => self.inbox.add_at(arrival, made_at(id)),
            Err(error) => tracing::warn!(%id, %error, "a letter in the print folder is not whole"),
        }
    }

    fn read(&self, id: MessageId) -> io::Result<Arrival> {
        let place = self.done().join(id.to_string());
        let manifest: Manifest = read_json(&place.join(format!("{id}.json")))?;
        let name = format!("{id}.pdf");
        let pdf = place.join(&name);
        if manifest.file != name || fs::metadata(&pdf)?.len() != manifest.bytes {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the manifest does not describe the PDF beside it",
            ));
        }
        let words: Words = read_json(&place.join("words.json")).unwrap_or_default();
        Ok(Arrival {
            id: id.to_string(),
            channel: MessageChannel::Letter,
            to: manifest.recipient,
            from: String::new(),
            subject: words.subject,
            text: words.text,
            attachments: vec![AttachedFile {
                name,
                media_type: "application/pdf",
                path: pdf,
            }],
        })
    }
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> io::Result<T> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// The ids of the letters in a folder. Names that are no ids (hidden ones, `done`) are no letters.
fn letters(folder: &Path) -> io::Result<Vec<MessageId>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        ids.extend(name.to_str().and_then(|name| MessageId::parse(name).ok()));
    }
    Ok(ids)
}

/// When a letter was queued: the first 48 bits of a UUIDv7 are milliseconds (RFC 9562 §5.7).
fn made_at(id: MessageId) -> Timestamp {
    let [a, b, c, d, e, f, ..] = *id.as_bytes();
    let milliseconds = i64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[expect(clippy::disallowed_methods, reason = "a folder sends no events")]
async fn pause() {
    tokio::time::sleep(POLL).await;
}
