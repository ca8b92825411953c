//! The document opened: the key-encryption keys, the derivation root and every signing key.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::RingError;
use super::manifest::{Entry, Manifest, VERSION};
use crate::derive::Root;
use crate::kek::{KekId, KeyEncryptionKey, UnwrapError};
use crate::module::{Module, ModuleKey, ObjectId};
use crate::signing_key::SigningKey;

/// What the wrapped root is bound to.
pub(super) const ROOT: &str = "derivation-root";

/// A key with its entry.
#[derive(Debug)]
pub(crate) struct RingKey {
    pub(crate) entry: Entry,
    pub(crate) key: Arc<SigningKey>,
}

impl RingKey {
    pub(crate) fn certificates(&self) -> Vec<Vec<u8>> {
        self.entry.certificates()
    }
}

/// The key-encryption keys in use: one, or two while one replaces the other.
#[derive(Debug, Clone)]
pub(crate) struct Keks {
    /// Wraps what is new.
    pub(crate) current: Arc<KeyEncryptionKey>,
    /// Opens what is not wrapped again yet, or what other processes wrap already.
    pub(crate) others: Vec<Arc<KeyEncryptionKey>>,
}

impl Keks {
    pub(crate) fn all(&self) -> Vec<Arc<KeyEncryptionKey>> {
        let mut all = vec![Arc::clone(&self.current)];
        all.extend(self.others.iter().cloned());
        all
    }

    /// Finds out what the document needs from `known` keys: the one that wraps its keys and,
    /// while that changes, the other one beside it.
    fn open(manifest: &Manifest, known: &[Arc<KeyEncryptionKey>]) -> Result<Self, RingError> {
        let find = |id: &str| {
            let same = |kek: &&Arc<KeyEncryptionKey>| kek.id().to_string() == id;
            known.iter().find(same).cloned()
        };
        let wrong = || RingError::WrongKeyEncryptionKey {
            wrapped_by: manifest.needed_kek(),
            given: known.first().map_or(KekId::NONE, |kek| kek.id()),
        };
        let Some(change) = &manifest.change else {
            let current = find(&manifest.kek).ok_or_else(wrong)?;
            return Ok(Self {
                current,
                others: Vec::new(),
            });
        };
        let beside = |kek: &KeyEncryptionKey, blob: &[u8]| match kek.unwrap_key(blob) {
            Ok(other) => Ok(Arc::new(other)),
            Err(_) => Err(RingError::Tampered("key-encryption key".into())),
        };
        let (old, new) = match (find(&change.from), find(&change.to)) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => {
                let new = beside(&old, &change.new_by_old.0)?;
                (old, new)
            }
            (None, Some(new)) => (beside(&new, &change.old_by_new.0)?, new),
            (None, None) => return Err(wrong()),
        };
        let (current, other) = if manifest.kek == change.to {
            (new, old)
        } else {
            (old, new)
        };
        Ok(Self {
            current,
            others: vec![other],
        })
    }
}

/// What readers of the ring see.
pub(super) struct Opened {
    /// The document as it was read, to see whether it changed.
    pub(super) document: Vec<u8>,
    pub(super) manifest: Manifest,
    pub(super) keks: Arc<Keks>,
    pub(super) root: Arc<Root>,
    pub(super) keys: Vec<Arc<RingKey>>,
}

impl Opened {
    /// Unwraps and parses; keys that are `known` already are not parsed again.
    pub(super) fn new(
        document: Vec<u8>,
        keks: &[Arc<KeyEncryptionKey>],
        known: &[Arc<RingKey>],
        module: Option<&Module>,
    ) -> Result<Self, RingError> {
        let manifest = parse(&document)?;
        let keks = Keks::open(&manifest, keks)?;
        let root = unwrap(&keks.current, ROOT, &manifest.root.0, ROOT)?;
        let root: &[u8; 32] = root
            .as_slice()
            .try_into()
            .map_err(|_| RingError::Tampered(ROOT.into()))?;
        let mut keys = Vec::with_capacity(manifest.keys.len());
        for entry in &manifest.keys {
            let same = |key: &&Arc<RingKey>| {
                key.entry.id == entry.id
                    && key.entry.ring_use == entry.ring_use
                    && key.entry.wrapped == entry.wrapped
            };
            let key = match known.iter().find(same) {
                Some(key) => Arc::clone(&key.key),
                None => Arc::new(open_key(&keks.current, entry, module)?),
            };
            keys.push(Arc::new(RingKey {
                entry: entry.clone(),
                key,
            }));
        }
        Ok(Self {
            document,
            manifest,
            keks: Arc::new(keks),
            root: Arc::new(Root::new(root)),
            keys,
        })
    }
}

fn open_key(
    kek: &KeyEncryptionKey,
    entry: &Entry,
    module: Option<&Module>,
) -> Result<SigningKey, RingError> {
    let wrapped = unwrap(kek, &entry.context(), &entry.wrapped.0, &entry.id)?;
    let Some(place) = &entry.module else {
        return Ok(SigningKey::from_pkcs8(&wrapped)?);
    };
    let tampered = || RingError::Tampered(entry.id.clone());
    let object = ObjectId::parse(&place.object).ok_or_else(tampered)?;
    // Without its module the key is published and does not sign.
    let module = module.filter(|module| module.label() == place.token);
    let key = ModuleKey {
        module: module.cloned(),
        token: place.token.clone(),
        object,
    };
    Ok(SigningKey::in_module(key, &wrapped)?)
}

pub(super) fn parse(document: &[u8]) -> Result<Manifest, RingError> {
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

pub(super) fn encode(manifest: &Manifest) -> Vec<u8> {
    // Cannot fail: the manifest holds only text, numbers and times.
    serde_json::to_vec_pretty(manifest).expect("a manifest is JSON")
}

pub(super) fn unwrap(
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
