//! One key-encryption key replaces the other while everything runs, in three steps, each of which
//! can be followed by a crash:
//!
//! | step | new data keys are wrapped by | opens |
//! |---|---|---|
//! | [`KeyRing::announce_kek`] | the old key | both |
//! | [`KeyRing::switch_kek`] | the new key | both |
//! | [`KeyRing::finish_kek`] | the new key | the new key |
//!
//! Between the steps the caller waits until every process has noticed, and wraps the data keys of
//! the database again before the last one. While the change lasts, the document holds each key
//! wrapped by the other: a process that was given either one has both. Blind indexes stay as they
//! are, because the derivation root is wrapped, not derived.

use std::sync::Arc;

use vocab::Timestamp;

use super::catalogue::KekChange;
use super::manifest::{Base64, Change};
use super::opened::{ROOT, unwrap};
use super::{KeyRing, RingError};
use crate::kek::KeyEncryptionKey;

impl KeyRing {
    /// The change that is under way.
    pub fn kek_change(&self) -> Option<KekChange> {
        self.current().manifest.change()
    }

    /// Makes `new` known to every process. A change to the same key that is under way goes on.
    ///
    /// # Errors
    /// [`RingError::SameKeyEncryptionKey`] if it is in use already, [`RingError::OtherChange`] if
    /// another one is to follow; on error nothing has changed.
    pub fn announce_kek(
        &self,
        new: &KeyEncryptionKey,
        now: Timestamp,
    ) -> Result<KekChange, RingError> {
        self.change(now, |manifest, keks| {
            let to = new.id().to_string();
            match &manifest.change {
                Some(change) if change.to == to => {}
                Some(change) => {
                    return Err(RingError::OtherChange {
                        to: change.to.clone(),
                    });
                }
                None if keks.current.id() == new.id() => {
                    return Err(RingError::SameKeyEncryptionKey(new.id()));
                }
                None => {
                    manifest.change = Some(Change {
                        from: manifest.kek.clone(),
                        to,
                        new_by_old: Base64(keks.current.wrap_key(new)),
                        old_by_new: Base64(new.wrap_key(&keks.current)),
                        announced: now,
                        switched: None,
                    });
                }
            }
            manifest.change().ok_or(RingError::NoChange)
        })
    }

    /// Wraps the keys of the ring by the new key-encryption key, which from now on wraps data keys
    /// too. Does nothing the second time.
    ///
    /// # Errors
    /// [`RingError::NoChange`]; on error nothing has changed.
    pub fn switch_kek(&self, now: Timestamp) -> Result<KekChange, RingError> {
        self.change(now, |manifest, keks| {
            let change = manifest.change.as_mut().ok_or(RingError::NoChange)?;
            if change.switched.is_none() {
                let old = &keks.current;
                let new = keks.others.first().ok_or(RingError::NoChange)?;
                change.switched = Some(now);
                manifest.kek.clone_from(&change.to);
                manifest.root = again(old, new, ROOT, &manifest.root, ROOT)?;
                for entry in &mut manifest.keys {
                    let context = entry.context();
                    entry.wrapped = again(old, new, &context, &entry.wrapped, &entry.id)?;
                }
            }
            manifest.change().ok_or(RingError::NoChange)
        })
    }

    /// Forgets the old key-encryption key: nothing may be wrapped by it any more, because nothing
    /// opens it from now on.
    ///
    /// # Errors
    /// [`RingError::NoChange`] before [`KeyRing::switch_kek`]; on error nothing has changed.
    pub fn finish_kek(&self, now: Timestamp) -> Result<(), RingError> {
        self.change(now, |manifest, _| {
            let switched = |change: &Change| change.switched.is_some();
            if !manifest.change.as_ref().is_some_and(switched) {
                return Err(RingError::NoChange);
            }
            manifest.change = None;
            Ok(())
        })
    }
}

fn again(
    old: &Arc<KeyEncryptionKey>,
    new: &Arc<KeyEncryptionKey>,
    context: &str,
    blob: &Base64,
    name: &str,
) -> Result<Base64, RingError> {
    let plain = unwrap(old, context, &blob.0, name)?;
    Ok(Base64(new.wrap(context, &plain)))
}
