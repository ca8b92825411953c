//! What happened to the platform's own keys, written down beside what happened to people.
//!
//! Keys live in a file and entries in the database, so that the two cannot change together: the
//! key changes first, because a key in wrong hands must not wait for a database, and the entry
//! follows. Whoever changes the key tells plainly when the entry could not be written.

use std::sync::Arc;

use store::{Store, StoreError};
use vocab::{Clock, DataKeyId, Entropy};

use crate::{Event, about_subject};

/// The subject of these entries: they are about nobody.
const SUBJECT: &[u8] = b"keys";

/// Who changed a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedBy {
    /// An administrator, with `aldaba keys rotate`.
    CommandLine,
    /// The platform itself, because the time had come or the configuration named another key.
    System,
}

impl ChangedBy {
    const fn actor(self) -> &'static str {
        match self {
            Self::CommandLine => "command_line",
            Self::System => "system",
        }
    }
}

/// Where changes of keys are written down.
#[derive(Clone)]
pub struct KeyJournal {
    /// The database.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
}

impl KeyJournal {
    /// Appends an entry about a key. Each is sealed under a data key of its own.
    ///
    /// # Errors
    /// [`StoreError`]; the key has changed all the same.
    pub async fn note(&self, event: Event, by: ChangedBy) -> Result<(), StoreError> {
        let (now, entropy) = (self.clock.now(), self.entropy.clone());
        self.store
            .transact("keys.change", move |tx| {
                let data_key = DataKeyId::new(now, &*entropy);
                tx.add_data_key(data_key, now)?;
                let about = about_subject(SUBJECT, data_key, by.actor());
                crate::append(tx, &event, about, now, &*entropy)
            })
            .await
    }
}
