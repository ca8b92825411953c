//! The key ring: every signing key and the derivation root, wrapped by the key-encryption key.
//!
//! | module | what |
//! |---|---|
//! | `manifest` | the document on the shelf, and which key signs when |
//! | `opened` | the document opened: keys unwrapped and parsed |
//! | [`catalogue`] | what may be known about the keys without any key |
//! | [`rotation`] | successors of token keys: announced, signing, forgotten |
//! | [`change_kek`] | one key-encryption key replaces the other while everything runs |
//!
//! Keys are parsed once, so that signing never touches the shelf. Changes (a new key, a rotation)
//! write the whole document, one process at a time, and then swap what readers see. Other
//! processes take a change over by [`KeyRing::refresh`].

pub mod catalogue;
pub mod change_kek;
mod manifest;
mod opened;
pub mod rotation;

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use vocab::Timestamp;
use zeroize::Zeroizing;

use crate::certificate::CertificateInfo;
use crate::kek::{KekId, KeyEncryptionKey};
use crate::keyed_hash::SoftwareKeyedHash;
use crate::module::{Module, ModuleError, ModuleKey};
use crate::random;
use crate::shelf::{KeyShelf, ShelfError};
use crate::signing_key::{KeyKind, SigningKey, SigningKeyError};
use crate::token_sealer::SoftwareTokenSealer;
pub(crate) use manifest::ModulePlace;
use manifest::{Base64, Entry, Manifest, VERSION, context};
pub use manifest::{RingUse, State};
pub(crate) use opened::{Keks, RingKey};
use opened::{Opened, ROOT, encode};

/// Why the ring could not be opened or changed.
#[derive(Debug, thiserror::Error)]
pub enum RingError {
    /// The shelf failed.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// There is no key document where there should be one.
    #[error("there are no keys here: the key document is missing")]
    Missing,
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
    /// The hardware security module failed.
    #[error(transparent)]
    Module(#[from] ModuleError),
    /// A successor is published already and waits for its moment.
    #[error("the key {kid} is published already and signs from {from} on")]
    SuccessorWaits {
        /// The successor.
        kid: String,
        /// When it begins to sign.
        from: Timestamp,
    },
    /// The key-encryption key is being changed to another one than the one given.
    #[error(
        "the key-encryption key is being changed to {to}: finish that first, with the file of that key"
    )]
    OtherChange {
        /// Id of the key that comes.
        to: String,
    },
    /// The key-encryption key given as the new one is the one in use.
    #[error("{0} is the key-encryption key in use: make a new one")]
    SameKeyEncryptionKey(KekId),
    /// There is no change of the key-encryption key to go on with.
    #[error("the key-encryption key is not being changed")]
    NoChange,
}

/// What may be known about a key on the ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingKeyInfo {
    /// RFC 7638 thumbprint.
    pub kid: String,
    /// What it is for.
    pub ring_use: RingUse,
    /// What kind of key.
    pub kind: KeyKind,
    /// When it was made.
    pub created: Timestamp,
    /// When it began to sign, or will.
    pub since: Timestamp,
    /// Whether it signs.
    pub state: State,
    /// Label of the token where it lives, if that is a module.
    pub token: Option<String>,
    /// Its `CKA_ID` there, in hexadecimal digits.
    pub object: Option<String>,
    /// Its certificate, if it has one.
    pub certificate: Option<CertificateInfo>,
}

/// Where new token keys are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKeyHome {
    /// On the ring, wrapped.
    Software,
    /// In the hardware security module.
    Module,
}

/// The keys of an installation. Share it in an `Arc`.
pub struct KeyRing {
    shelf: Box<dyn KeyShelf>,
    module: Option<Module>,
    token_keys: TokenKeyHome,
    opened: RwLock<Arc<Opened>>,
    /// Held while the document is changed.
    changing: Mutex<()>,
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kids: Vec<_> = (self.keys().iter())
            .map(|key| key.entry.id.clone())
            .collect();
        f.debug_tuple("KeyRing").field(&kids).finish()
    }
}

/// A key to be put on the ring.
pub(crate) struct Addition<'a> {
    pub(crate) ring_use: RingUse,
    pub(crate) kind: KeyKind,
    pub(crate) key: &'a SigningKey,
    /// What is wrapped: PKCS#8, or the public half of a key in a module.
    pub(crate) secret: &'a [u8],
    pub(crate) module: Option<ModulePlace>,
    pub(crate) certificates: Vec<Vec<u8>>,
}

/// A key that was just made.
struct Made {
    key: SigningKey,
    secret: Zeroizing<Vec<u8>>,
    module: Option<ModulePlace>,
}

impl KeyRing {
    /// Opens the ring, or makes one with a fresh derivation root and no signing keys.
    ///
    /// # Errors
    /// [`RingError`]; a wrong key-encryption key is told plainly.
    pub fn open(shelf: Box<dyn KeyShelf>, kek: Arc<KeyEncryptionKey>) -> Result<Self, RingError> {
        if shelf.read()?.is_none() {
            let root = Zeroizing::new(random::bytes::<32>());
            let first = Manifest {
                version: VERSION,
                kek: kek.id().to_string(),
                change: None,
                root: Base64(kek.wrap(ROOT, root.as_slice())),
                keys: Vec::new(),
            };
            // If another process was faster, its root counts: what is there is read again.
            shelf.create(&encode(&first))?;
        }
        Self::open_existing(shelf, kek)
    }

    /// Opens the ring if there is one. Nothing is written.
    ///
    /// # Errors
    /// [`RingError::Missing`]; otherwise as [`KeyRing::open`].
    pub fn open_existing(
        shelf: Box<dyn KeyShelf>,
        kek: Arc<KeyEncryptionKey>,
    ) -> Result<Self, RingError> {
        let document = shelf.read()?.ok_or(RingError::Missing)?;
        let opened = Opened::new(document, &[kek], &[], None)?;
        Ok(Self {
            shelf,
            module: None,
            token_keys: TokenKeyHome::Software,
            opened: RwLock::new(Arc::new(opened)),
            changing: Mutex::new(()),
        })
    }

    /// Also uses the keys that live in `module`, and makes token keys where `token_keys` says.
    ///
    /// # Errors
    /// [`RingError`].
    pub fn with_module(
        mut self,
        module: Module,
        token_keys: TokenKeyHome,
    ) -> Result<Self, RingError> {
        let seen = self.current();
        let opened = Opened::new(seen.document.clone(), &seen.keks.all(), &[], Some(&module))?;
        self.swap(opened);
        self.module = Some(module);
        self.token_keys = token_keys;
        Ok(self)
    }

    /// Makes a key where keys of this use are made.
    fn make(&self, ring_use: RingUse, kind: KeyKind) -> Result<Made, RingError> {
        let module = match (&self.module, self.token_keys, ring_use) {
            (Some(module), TokenKeyHome::Module, RingUse::TokenEs256 | RingUse::TokenRs256) => {
                module
            }
            (
                _,
                TokenKeyHome::Software | TokenKeyHome::Module,
                RingUse::TokenEs256
                | RingUse::TokenRs256
                | RingUse::Seal
                | RingUse::AuditLog
                | RingUse::Push
                | RingUse::DemoAuthority,
            ) => {
                let (key, secret) = SigningKey::generate(kind)?;
                let module = None;
                return Ok(Made {
                    key,
                    secret,
                    module,
                });
            }
        };
        let (object, public) = module.generate(kind, &format!("aldaba {}", ring_use.name()))?;
        let place = ModulePlace {
            token: module.label().to_owned(),
            object: object.to_string(),
        };
        let secret = Zeroizing::new(public.subject_public_key_info);
        let key = ModuleKey {
            token: place.token.clone(),
            module: Some(module.clone()),
            object,
        };
        Ok(Made {
            key: SigningKey::in_module(key, &secret)?,
            secret,
            module: Some(place),
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
        self.refresh()?;
        if let Some(found) = self.active(ring_use, now) {
            return Ok(found.entry.id.clone());
        }
        let made = self.make(ring_use, kind)?;
        self.change(now, |manifest, keks| {
            // Another process may have been faster; then its key counts.
            if let Some(entry) = manifest.active(ring_use, now) {
                return Ok(entry.id.clone());
            }
            let addition = Addition::plain(ring_use, kind, &made);
            let entry = addition.entry(&keks.current, State::Active, now);
            let kid = entry.id.clone();
            manifest.keys.push(entry);
            Ok(kid)
        })
    }

    /// Makes a new key that signs at once, and retires the one before, which still verifies until
    /// [`KeyRing::forget_retired_before`]. Returns the new key's id.
    ///
    /// Others must not need to know the key beforehand: token keys are changed by
    /// [`KeyRing::announce`].
    ///
    /// # Errors
    /// [`RingError`]; on error nothing has changed.
    pub fn rotate(
        &self,
        ring_use: RingUse,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<String, RingError> {
        let made = self.make(ring_use, kind)?;
        self.add(Addition::plain(ring_use, kind, &made), now)?;
        Ok(made.key.kid().to_owned())
    }

    /// Adds a key as the active one.
    pub(crate) fn add(&self, addition: Addition<'_>, now: Timestamp) -> Result<(), RingError> {
        self.change(now, |manifest, keks| {
            for entry in &mut manifest.keys {
                if entry.ring_use == addition.ring_use && entry.state == State::Active {
                    entry.state = State::Retired(now);
                }
            }
            let entry = addition.entry(&keks.current, State::Active, now);
            manifest.keys.push(entry);
            Ok(())
        })
    }

    /// Takes over what another process has changed; `true` if there was something.
    ///
    /// # Errors
    /// [`RingError`]; on error the ring stays as it was.
    pub fn refresh(&self) -> Result<bool, RingError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let document = self.shelf.read()?.ok_or(RingError::Missing)?;
        let seen = self.current();
        if document == seen.document {
            return Ok(false);
        }
        self.swap(Opened::new(
            document,
            &seen.keks.all(),
            &seen.keys,
            self.module.as_ref(),
        )?);
        Ok(true)
    }

    /// Every key at `now`, in the order in which they were made.
    pub fn list(&self, now: Timestamp) -> Vec<RingKeyInfo> {
        self.current().manifest.infos(now)
    }

    /// Tells rings apart without revealing anything about them: databases remember to which ring
    /// their blind indexes belong.
    pub fn id(&self) -> String {
        let id = self.current().root.key("ring/", "id");
        id.iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The key-encryption key that wraps what is new.
    pub fn kek_id(&self) -> KekId {
        self.current().keks.current.id()
    }

    /// Keyed hashes from this ring's root.
    pub fn keyed_hash(&self) -> SoftwareKeyedHash {
        SoftwareKeyedHash::new(Arc::clone(&self.current().root))
    }

    /// Sealed tokens from this ring's root.
    pub fn token_sealer(&self) -> SoftwareTokenSealer {
        SoftwareTokenSealer::new(Arc::clone(&self.current().root))
    }

    /// The certificate chains of all seals, the active one first: to recognise documents.
    pub fn seal_chains(&self) -> Vec<Vec<Vec<u8>>> {
        let mut seals = self.seals();
        seals.sort_by_key(|key| key.entry.state != State::Active);
        seals.iter().map(|key| key.certificates()).collect()
    }

    /// The seals, with or without a certificate that can be read.
    pub(crate) fn seals(&self) -> Vec<Arc<RingKey>> {
        let mut keys = self.keys();
        keys.retain(|key| {
            key.entry.ring_use == RingUse::Seal && !key.entry.certificates.is_empty()
        });
        keys
    }

    pub(crate) fn keys(&self) -> Vec<Arc<RingKey>> {
        self.current().keys.clone()
    }

    /// Every key with its state at `now`.
    pub(crate) fn keys_at(&self, now: Timestamp) -> Vec<(Arc<RingKey>, State)> {
        let current = self.current();
        let states = current.manifest.states(now);
        current.keys.iter().cloned().zip(states).collect()
    }

    pub(crate) fn active(&self, ring_use: RingUse, now: Timestamp) -> Option<Arc<RingKey>> {
        self.keys_at(now)
            .into_iter()
            .find(|(key, state)| key.entry.ring_use == ring_use && *state == State::Active)
            .map(|(key, _)| key)
    }

    /// A key of the ring, whatever its state.
    pub(crate) fn find(&self, ring_use: RingUse, kid: &str) -> Option<Arc<RingKey>> {
        let wanted = |key: &&Arc<RingKey>| key.entry.ring_use == ring_use && key.entry.id == kid;
        self.current().keys.iter().find(wanted).cloned()
    }

    /// The key-encryption keys that are known now.
    pub(crate) fn keks(&self) -> Arc<Keks> {
        Arc::clone(&self.current().keks)
    }

    fn current(&self) -> Arc<Opened> {
        Arc::clone(&self.opened.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads, edits and writes the document, with every other process kept out. Only what opens
    /// is written; if `edit` changes nothing, nothing is written.
    fn change<T>(
        &self,
        now: Timestamp,
        edit: impl FnOnce(&mut Manifest, &Keks) -> Result<T, RingError>,
    ) -> Result<T, RingError> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let _locked = self.shelf.lock()?;
        let document = self.shelf.read()?.ok_or(RingError::Missing)?;
        let seen = self.current();
        let fresh = Opened::new(document, &seen.keks.all(), &seen.keys, self.module.as_ref())?;
        let mut manifest = fresh.manifest.clone();
        manifest.settle(now);
        let outcome = edit(&mut manifest, &fresh.keks)?;
        manifest.version = VERSION;
        let document = encode(&manifest);
        if document == fresh.document {
            self.swap(fresh);
            return Ok(outcome);
        }
        let changed = Opened::new(
            document,
            &fresh.keks.all(),
            &fresh.keys,
            self.module.as_ref(),
        )?;
        self.shelf.replace(&changed.document)?;
        self.swap(changed);
        Ok(outcome)
    }

    fn swap(&self, opened: Opened) {
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(opened);
    }
}

impl<'a> Addition<'a> {
    /// A key without certificate.
    fn plain(ring_use: RingUse, kind: KeyKind, made: &'a Made) -> Self {
        Self {
            ring_use,
            kind,
            key: &made.key,
            secret: &made.secret,
            module: made.module.clone(),
            certificates: Vec::new(),
        }
    }

    fn entry(self, kek: &KeyEncryptionKey, state: State, now: Timestamp) -> Entry {
        let id = self.key.kid().to_owned();
        let bound_to = context(self.ring_use, &id, self.module.as_ref());
        Entry {
            id,
            ring_use: self.ring_use,
            kind: self.kind,
            created: now,
            since: None,
            state,
            wrapped: Base64(kek.wrap(&bound_to, self.secret)),
            module: self.module,
            certificates: self.certificates.into_iter().map(Base64).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
