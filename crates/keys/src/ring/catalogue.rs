//! What may be known about the keys without any key: the document tells it in the clear, so that
//! whoever has lost a key-encryption key learns which one is needed.

use vocab::Timestamp;

use super::manifest::{Entry, Manifest};
use super::opened::parse;
use super::{RingError, RingKeyInfo};
use crate::certificate::CertificateInfo;
use crate::shelf::KeyShelf;

/// The keys of an installation, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Id of the key-encryption key that wraps what is new.
    pub kek: String,
    /// The other one, while one replaces the other.
    pub change: Option<KekChange>,
    /// The signing keys, in the order in which they were made.
    pub keys: Vec<RingKeyInfo>,
}

/// One key-encryption key replaces another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KekChange {
    /// Id of the one that goes.
    pub from: String,
    /// Id of the one that comes.
    pub to: String,
    /// Since when both open everything.
    pub announced: Timestamp,
    /// Since when the new one wraps; `None` before.
    pub switched: Option<Timestamp>,
}

impl Catalogue {
    /// Reads it at `now`; `None` if there are no keys yet.
    ///
    /// # Errors
    /// [`RingError::Shelf`], [`RingError::Damaged`], [`RingError::Newer`].
    pub fn read(shelf: &dyn KeyShelf, now: Timestamp) -> Result<Option<Self>, RingError> {
        let Some(document) = shelf.read()? else {
            return Ok(None);
        };
        let manifest = parse(&document)?;
        Ok(Some(Self {
            kek: manifest.kek.clone(),
            change: manifest.change(),
            keys: manifest.infos(now),
        }))
    }

    /// The ids of the key-encryption keys of which one is needed: one, or either of two.
    pub fn needed(&self) -> String {
        match &self.change {
            Some(change) => format!("{} or {}", change.from, change.to),
            None => self.kek.clone(),
        }
    }
}

impl Manifest {
    /// The ids of the key-encryption keys of which one is needed.
    pub(super) fn needed_kek(&self) -> String {
        match &self.change {
            Some(change) => format!("{} or {}", change.from, change.to),
            None => self.kek.clone(),
        }
    }

    pub(super) fn change(&self) -> Option<KekChange> {
        self.change.as_ref().map(|change| KekChange {
            from: change.from.clone(),
            to: change.to.clone(),
            announced: change.announced,
            switched: change.switched,
        })
    }

    pub(super) fn infos(&self, now: Timestamp) -> Vec<RingKeyInfo> {
        let mut settled = self.clone();
        settled.settle(now);
        let info = |entry: &Entry| RingKeyInfo {
            kid: entry.id.clone(),
            ring_use: entry.ring_use,
            kind: entry.kind,
            created: entry.created,
            since: entry.since(),
            state: entry.state,
            token: entry.module.as_ref().map(|place| place.token.clone()),
            object: entry.module.as_ref().map(|place| place.object.clone()),
            certificate: (entry.certificates.first()).and_then(|der| CertificateInfo::read(&der.0)),
        };
        settled.keys.iter().map(info).collect()
    }
}
