//! The key ring: every signing key and the derivation root, wrapped by the key-encryption key.
//!
//! Opened once; keys are parsed then, so that signing never touches the shelf. Changes (a new
//! key, a rotation) write the whole document and then swap what readers see.

mod manifest;

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use vocab::Timestamp;
use zeroize::Zeroizing;

use crate::derive::Root;
use crate::kek::{KekId, KeyEncryptionKey, UnwrapError};
use crate::keyed_hash::SoftwareKeyedHash;
use crate::random;
use crate::shelf::{KeyShelf, ShelfError};
use crate::signing_key::{KeyKind, SigningKey, SigningKeyError};
use crate::token_sealer::SoftwareTokenSealer;
use manifest::{Base64, Entry, Manifest, VERSION};
pub use manifest::{RingUse, State};

/// What the wrapped root is bound to.
const ROOT: &str = "derivation-root";

/// Why the ring could not be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum RingError {
    /// The shelf failed.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The keys were wrapped by another key-encryption key.
    #[error(
        "the keys were wrapped by the key-encryption key {wrapped_by}, but the one given is {given}: \
         give the former; without it the keys and every sealed value are lost"
    )]
    WrongKeyEncryptionKey {
        /// Id of the key that would open them.
        wrapped_by: String,
        /// Id of the key given.
        given: KekId,
    },
    /// A wrapped key was changed or moved.
    #[error("the wrapped key {0} was changed: restore the key document from a backup")]
    Tampered(String),
    /// The document is not one of ours, or is cut.
    #[error("the key document is damaged: restore it from a backup")]
    Damaged(#[source] serde_json::Error),
    /// Written by a newer version.
    #[error("the key document has version {0}, newer than this program")]
    Newer(u32),
    /// A key could not be made or read.
    #[error(transparent)]
    Key(#[from] SigningKeyError),
}

/// What may be known about a key on the ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingKeyInfo {
    /// RFC 7638 thumbprint.
    pub kid: String,
    /// What it is for.
    pub ring_use: RingUse,
    /// When it was made.
    pub created: Timestamp,
    /// Whether it still signs.
    pub state: State,
}

/// A key with its entry.
#[derive(Debug)]
pub(crate) struct RingKey {
    pub(crate) entry: Entry,
    pub(crate) key: Arc<SigningKey>,
}

impl RingKey {
    pub(crate) fn is_active(&self) -> bool {
        self.entry.state == State::Active
    }

    pub(crate) fn certificates(&self) -> Vec<Vec<u8>> {
        self.entry
            .certificates
            .iter()
            .map(|der| der.0.clone())
            .collect()
    }
}

struct Opened {
    kek: Arc<KeyEncryptionKey>,
    root: Arc<Root>,
    keys: Vec<Arc<RingKey>>,
}

/// The keys of an installation. Share it in an `Arc`.
pub struct KeyRing {
    shelf: Box<dyn KeyShelf>,
    opened: RwLock<Arc<Opened>>,
    /// Held while the document is changed.
    changing: Mutex<()>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("KeyRing").field(&self.list()).finish()
    }
}

impl KeyRing {
    /// Opens the ring, or makes one with a fresh derivation root and no signing keys.
    ///
    /// # Errors
    /// [`RingError`]; a wrong key-encryption key is told plainly.
    pub fn open(shelf: Box<dyn KeyShelf>, kek: Arc<KeyEncryptionKey>) -> Result<Self, RingError> {
        let document = match shelf.read()? {
            Some(document) => document,
            None => {
                let root = Zeroizing::new(random::bytes::<32>());
                let first = Manifest {
                    version: VERSION,
                    kek: kek.id().to_string(),
                    root: Base64(kek.wrap(ROOT, root.as_slice())),
                    keys: Vec::new(),
                };
                shelf.create(&encode(&first))?;
                // Read again: if another process was faster, its root counts.
                shelf.read()?.unwrap_or_default()
            }
        };
        let opened = Opened::new(&parse(&document)?, kek, &[])?;
        Ok(Self {
            shelf,
            opened: RwLock::new(Arc::new(opened)),
            changing: Mutex::new(()),
        })
    }

    /// Makes sure that the use has an active key, making one if there is none.
    /// Returns the id of the active key.
    ///
    /// # Errors
    /// [`RingError`].
    pub fn ensure(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<String, RingError> {
        self.reload()?;
        match self.active(ring_use) {
            Some(found) => Ok(found.key.kid().to_owned()),
            None => self.rotate(ring_use, kind, now),
        }
    }

    /// Makes a new active key and retires the one before, which still verifies until
    /// [`KeyRing::forget_retired_before`]. Returns the new key's id.
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn rotate(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<String, RingError> {
        let (key, pkcs8) = SigningKey::generate(kind)?;
        let kid = key.kid().to_owned();
        self.add(ring_use, kind, &key, &pkcs8, Vec::new(), now)?;
        Ok(kid)
    }

    /// Adds a key with its certificates as the active one.
    pub(crate) fn add(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        key: &SigningKey,
        pkcs8: &[u8],
        certificates: Vec<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), RingError> {
        self.change(|manifest, kek| {
            for entry in &mut manifest.keys {
                if entry.ring_use == ring_use && entry.state == State::Active {
                    entry.state = State::Retired(now);
                }
            }
            let id = key.kid().to_owned();
            let wrapped = Base64(kek.wrap(&Entry::context(ring_use, &id), pkcs8));
            let certificates = certificates.into_iter().map(Base64).collect();
            let state = State::Active;
            manifest.keys.push(Entry {
                id,
                ring_use,
                kind,
                created: now,
                state,
                wrapped,
                certificates,
            });
        })
    }

    /// Removes keys that were retired before `before`. Seals stay: their certificates are
    /// needed to recognise old documents.
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn forget_retired_before(&self, before: Timestamp) -> Result<(), RingError> {
        self.change(|manifest, _| {
            manifest
                .keys
                .retain(|entry| match (entry.ring_use, entry.state) {
                    (RingUse::Seal, _) | (_, State::Active) => true,
                    (
                        RingUse::TokenEs256 | RingUse::TokenRs256 | RingUse::DemoAuthority,
                        State::Retired(at),
                    ) => at >= before,
                });
        })
    }

    /// Wraps everything again by another key-encryption key. Blind indexes stay as they are;
    /// data keys are wrapped again by [`crate::SoftwareSealer::rewrap`].
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn change_key_encryption_key(&self, new: &Arc<KeyEncryptionKey>) -> Result<(), RingError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let old = Arc::clone(&self.current().kek);
        let mut manifest = self.read_manifest()?;
        let again = |context: &str, blob: &Base64, name: &str| {
            let plain = unwrap(&old, context, &blob.0, name)?;
            Ok::<_, RingError>(Base64(new.wrap(context, &plain)))
        };
        manifest.root = again(ROOT, &manifest.root, ROOT)?;
        for entry in &mut manifest.keys {
            let context = Entry::context(entry.ring_use, &entry.id);
            entry.wrapped = again(&context, &entry.wrapped, &entry.id)?;
        }
        manifest.kek = new.id().to_string();
        self.put(&manifest, Arc::clone(new))
    }

    /// Takes over what another process has changed.
    ///
    /// # Errors
    /// [`RingError`]; on error the ring stays as it was.
    pub fn reload(&self) -> Result<(), RingError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let manifest = self.read_manifest()?;
        self.swap(&manifest, Arc::clone(&self.current().kek))
    }

    /// Every key, in the order in which they were made.
    pub fn list(&self) -> Vec<RingKeyInfo> {
        let info = |key: &Arc<RingKey>| RingKeyInfo {
            kid: key.entry.id.clone(),
            ring_use: key.entry.ring_use,
            created: key.entry.created,
            state: key.entry.state,
        };
        self.current().keys.iter().map(info).collect()
    }

    /// The certificate chains of all seals, the active one first: to recognise documents.
    pub fn seal_chains(&self) -> Vec<Vec<Vec<u8>>> {
        let keys = self.keys();
        let mut seals: Vec<_> = keys
            .iter()
            .filter(|key| key.entry.ring_use == RingUse::Seal && !key.entry.certificates.is_empty())
            .collect();
        seals.sort_by_key(|key| !key.is_active());
        seals.into_iter().map(|key| key.certificates()).collect()
    }

    /// Keyed hashes from this ring's root.
    pub fn keyed_hash(&self) -> SoftwareKeyedHash {
        SoftwareKeyedHash::new(Arc::clone(&self.current().root))
    }

    /// Sealed tokens from this ring's root.
    pub fn token_sealer(&self) -> SoftwareTokenSealer {
        SoftwareTokenSealer::new(Arc::clone(&self.current().root))
    }

    pub(crate) fn keys(&self) -> Vec<Arc<RingKey>> {
        self.current().keys.clone()
    }

    pub(crate) fn active(&self, ring_use: RingUse) -> Option<Arc<RingKey>> {
        let wanted = |key: &&Arc<RingKey>| key.entry.ring_use == ring_use && key.is_active();
        self.current().keys.iter().find(wanted).cloned()
    }

    fn current(&self) -> Arc<Opened> {
        Arc::clone(&self.opened.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change(&self, edit: impl FnOnce(&mut Manifest, &KeyEncryptionKey)) -> Result<(), RingError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let kek = Arc::clone(&self.current().kek);
        let mut manifest = self.read_manifest()?;
        edit(&mut manifest, &kek);
        self.put(&manifest, kek)
    }

    fn read_manifest(&self) -> Result<Manifest, RingError> {
        parse(&self.shelf.read()?.unwrap_or_default())
    }

    /// Writes only what opens.
    fn put(&self, manifest: &Manifest, kek: Arc<KeyEncryptionKey>) -> Result<(), RingError> {
        let opened = Opened::new(manifest, kek, &self.keys())?;
        self.shelf.replace(&encode(manifest))?;
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(opened);
        Ok(())
    }

    fn swap(&self, manifest: &Manifest, kek: Arc<KeyEncryptionKey>) -> Result<(), RingError> {
        let opened = Opened::new(manifest, kek, &self.keys())?;
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(opened);
        Ok(())
    }
}

impl Opened {
    /// Unwraps and parses; keys that are `known` already are not parsed again.
    fn new(
        manifest: &Manifest,
        kek: Arc<KeyEncryptionKey>,
        known: &[Arc<RingKey>],
    ) -> Result<Self, RingError> {
        if manifest.kek != kek.id().to_string() {
            return Err(RingError::WrongKeyEncryptionKey {
                wrapped_by: manifest.kek.clone(),
                given: kek.id(),
            });
        }
        let root = unwrap(&kek, ROOT, &manifest.root.0, ROOT)?;
        let root: &[u8; 32] = root
            .as_slice()
            .try_into()
            .map_err(|_| RingError::Tampered(ROOT.into()))?;
        let mut keys = Vec::with_capacity(manifest.keys.len());
        for entry in &manifest.keys {
            let same = |key: &&Arc<RingKey>| {
                key.entry.id == entry.id && key.entry.wrapped == entry.wrapped
            };
            let key = match known.iter().find(same) {
                Some(key) => Arc::clone(&key.key),
                None => {
                    let context = Entry::context(entry.ring_use, &entry.id);
                    let pkcs8 = unwrap(&kek, &context, &entry.wrapped.0, &entry.id)?;
                    Arc::new(SigningKey::from_pkcs8(&pkcs8)?)
                }
            };
            keys.push(Arc::new(RingKey {
                entry: entry.clone(),
                key,
            }));
        }
        Ok(Self {
            kek,
            root: Arc::new(Root::new(root)),
            keys,
        })
    }
}

fn parse(document: &[u8]) -> Result<Manifest, RingError> {
    #[derive(serde::Deserialize)]
    struct Heading {
        version: u32,
    }
    // The version first: a newer document may have fields that are unknown here.
    let Heading { version } = serde_json::from_slice(document).map_err(RingError::Damaged)?;
    if version > VERSION {
        return Err(RingError::Newer(version));
    }
    serde_json::from_slice(document).map_err(RingError::Damaged)
}

fn encode(manifest: &Manifest) -> Vec<u8> {
    // Cannot fail: the manifest holds only text, numbers and times.
    serde_json::to_vec_pretty(manifest).expect("a manifest is JSON")
}

fn unwrap(
    kek: &KeyEncryptionKey,
    context: &str,
    blob: &[u8],
    name: &str,
) -> Result<Zeroizing<Vec<u8>>, RingError> {
    kek.unwrap(context, blob).map_err(|error| match error {
        UnwrapError::OtherKey(Some(id)) => RingError::WrongKeyEncryptionKey {
            wrapped_by: id.to_string(),
            given: kek.id(),
        },
        UnwrapError::OtherKey(None) | UnwrapError::Tampered => RingError::Tampered(name.to_owned()),
    })
}

#[cfg(test)]
mod tests;
