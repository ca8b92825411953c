//! Sealed columns: values under a data key of their own, wrapped by the key-encryption key.
//!
//! The unwrapped data keys are kept for a short time, so that one page view does not unwrap the
//! same key ten times (with a hardware module each costs milliseconds). A process that did not
//! itself erase a key may go on reading under it for [`KEPT`] at most.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use ports::sealing::{DataKey, KeyedHash, Place, Sealer, WrappedDataKey};
use vocab::{DataKeyId, Timestamp};

use crate::{StoreError, Tx, sql};

/// How long an unwrapped data key is kept: longer than any request, shorter than anybody would
/// wait to see an erasure take effect everywhere.
const KEPT: Duration = Duration::from_secs(30);

/// Data keys kept at most: 10,000 times some 120 bytes is about 1 MB.
const MOST: usize = 10_000;

pub(crate) struct VaultCore {
    sealer: Arc<dyn Sealer>,
    hash: Arc<dyn KeyedHash>,
    cache: Mutex<HashMap<DataKeyId, (Instant, Kept)>>,
}

#[derive(Clone)]
enum Kept {
    Key(Arc<DataKey>),
    /// Erased by this process: a reader with an older snapshot may not bring it back.
    Erased,
}

impl VaultCore {
    pub(crate) fn new(sealer: Arc<dyn Sealer>, hash: Arc<dyn KeyedHash>) -> Self {
        Self {
            sealer,
            hash,
            cache: Mutex::default(),
        }
    }

    pub(crate) fn blind(&self, index: &'static str, value: &[u8]) -> [u8; 32] {
        self.hash.hash(index, value)
    }

    /// Shares a key that a committed transaction made or unwrapped.
    pub(crate) fn share(&self, id: DataKeyId, key: Arc<DataKey>) {
        self.keep(id, Kept::Key(key));
    }

    /// Forgets an erased key. Dropping the last copy wipes it.
    pub(crate) fn forget(&self, id: DataKeyId) {
        self.keep(id, Kept::Erased);
    }

    fn look_up(&self, id: DataKeyId) -> Option<Kept> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, kept) = cache.get(&id)?;
        (since.elapsed() < KEPT).then(|| kept.clone())
    }

    fn keep(&self, id: DataKeyId, kept: Kept) {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= MOST {
            cache.retain(|_, (since, _)| since.elapsed() < KEPT);
        }
        if cache.len() >= MOST {
            cache.retain(|_, (_, kept)| matches!(kept, Kept::Erased));
        }
        let current = cache.get(&id).filter(|(since, _)| since.elapsed() < KEPT);
        if !matches!(current, Some((_, Kept::Erased))) {
            cache.insert(id, (Instant::now(), kept));
        }
    }
}

pub(crate) fn add_data_key(
    tx: &mut Tx<'_>,
    id: DataKeyId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (key, WrappedDataKey(wrapped)) = tx.shared.vault.sealer.new_data_key();
    let name = tx.name();
    tx.execute(
        sql!(
            "INSERT INTO data_key (id, wrapped, created_at, updated_at, updated_by) \
             VALUES ($1, $2, $3, $3, $4)"
        ),
        &[&id, &wrapped, &now, &name],
    )?;
    tx.remember(id, Arc::new(key));
    Ok(())
}

pub(crate) fn erase_data_key(
    tx: &mut Tx<'_>,
    id: DataKeyId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let name = tx.name();
    let touched = tx.execute(
        sql!(
            "UPDATE data_key SET wrapped = NULL, erased_at = $1, updated_at = $1, updated_by = $2 \
             WHERE id = $3 AND erased_at IS NULL"
        ),
        &[&now, &name, &id],
    )?;
    tx.forget(id);
    Ok(touched == 1)
}

pub(crate) fn seal(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    column: &'static str,
    row: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let key = data_key(tx, key)?;
    Ok(tx
        .shared
        .vault
        .sealer
        .seal(&key, Place { column, row }, plain))
}

pub(crate) fn open(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    column: &'static str,
    row: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let key = data_key(tx, key)?;
    tx.shared
        .vault
        .sealer
        .open(&key, Place { column, row }, sealed)
        .map_err(StoreError::Sealed)
}

/// As [`open`], with a key that is unwrapped once more even where this transaction has it.
pub(crate) fn open_afresh(
    tx: &mut Tx<'_>,
    key: DataKeyId,
    column: &'static str,
    row: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, StoreError> {
    unwrapped(tx, key)?;
    open(tx, key, column, row, sealed)
}

/// Seals a value under a fresh key of its own: the wrapped key and the sealed value.
pub(crate) fn seal_alone(
    tx: &Tx<'_>,
    column: &'static str,
    row: &[u8],
    plain: &[u8],
) -> (Vec<u8>, Vec<u8>) {
    let sealer = &tx.shared.vault.sealer;
    let (key, WrappedDataKey(wrapped)) = sealer.new_data_key();
    (wrapped, sealer.seal(&key, Place { column, row }, plain))
}

/// Opens what [`seal_alone`] made.
pub(crate) fn open_alone(
    tx: &Tx<'_>,
    wrapped: Vec<u8>,
    column: &'static str,
    row: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let sealer = &tx.shared.vault.sealer;
    let key = sealer
        .unwrap_data_key(&WrappedDataKey(wrapped))
        .map_err(StoreError::Sealed)?;
    sealer
        .open(&key, Place { column, row }, sealed)
        .map_err(StoreError::Sealed)
}

/// Shows that the key-encryption key opens a wrapped data key.
pub(crate) fn opens(tx: &Tx<'_>, wrapped: Vec<u8>) -> Result<(), StoreError> {
    let opened = tx
        .shared
        .vault
        .sealer
        .unwrap_data_key(&WrappedDataKey(wrapped));
    opened.map(drop).map_err(StoreError::Sealed)
}

fn data_key(tx: &mut Tx<'_>, id: DataKeyId) -> Result<Arc<DataKey>, StoreError> {
    if tx.forgot(id) {
        return Err(StoreError::Erased);
    }
    if let Some(key) = tx.unsealed(id) {
        return Ok(key);
    }
    match tx.shared.vault.look_up(id) {
        Some(Kept::Key(key)) if !tx.unwraps_afresh => Ok(key),
        Some(Kept::Erased) => Err(StoreError::Erased),
        Some(Kept::Key(_)) | None => unwrapped(tx, id),
    }
}

/// Reads a data key and unwraps it, whatever is kept of it.
fn unwrapped(tx: &mut Tx<'_>, id: DataKeyId) -> Result<Arc<DataKey>, StoreError> {
    let wrapped: Option<Option<Vec<u8>>> = tx.query_opt(
        sql!("SELECT wrapped FROM data_key WHERE id = $1"),
        &[&id],
        |row| row.get(0),
    )?;
    let Some(Some(wrapped)) = wrapped else {
        return Err(StoreError::Erased);
    };
    let key = tx
        .shared
        .vault
        .sealer
        .unwrap_data_key(&WrappedDataKey(wrapped));
    let key = Arc::new(key.map_err(StoreError::Sealed)?);
    tx.remember(id, Arc::clone(&key));
    Ok(key)
}
