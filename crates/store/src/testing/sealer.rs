//! A sealer for tests that costs nothing and needs no key.

use std::{
    hash::{DefaultHasher, Hasher as _},
    sync::atomic::{AtomicU64, Ordering},
};

use ports::sealing::{DataKey, KeyedHash, Place, SealError, Sealer, WrappedDataKey};

/// Seals in form only: it binds values to key and place as the real one does and refuses changed
/// bytes, and hides nothing from anybody.
#[derive(Debug, Default)]
pub struct TestSealer {
    made: AtomicU64,
}

impl TestSealer {
    fn mask(key: &DataKey, nonce: u64, text: &[u8]) -> Vec<u8> {
        let mut mask = std::iter::successors(Some(hash(&(key.0, nonce))), |last| Some(hash(last)));
        text.iter()
            .map(|byte| byte ^ mask.next().unwrap_or(0).to_le_bytes()[0])
            .collect()
    }

    fn tag(key: &DataKey, place: Place<'_>, nonce: u64, plain: &[u8]) -> [u8; 8] {
        hash(&(key.0, place.column, place.row, nonce, plain)).to_le_bytes()
    }
}

impl Sealer for TestSealer {
    fn new_data_key(&self) -> (DataKey, WrappedDataKey) {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let mut key = [0; 32];
        for (index, byte) in key.iter_mut().enumerate() {
            *byte = hash(&(number, index)).to_le_bytes()[0];
        }
        (
            DataKey(key),
            WrappedDataKey(key.iter().map(|byte| byte ^ 0x5a).collect()),
        )
    }

    fn unwrap_data_key(&self, wrapped: &WrappedDataKey) -> Result<DataKey, SealError> {
        let key: Vec<u8> = wrapped.0.iter().map(|byte| byte ^ 0x5a).collect();
        key.try_into()
            .map(DataKey)
            .map_err(|_| SealError::WrongKeyEncryptionKey)
    }

    fn seal(&self, key: &DataKey, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce = self.made.fetch_add(1, Ordering::Relaxed);
        let mut sealed = nonce.to_le_bytes().to_vec();
        sealed.extend(Self::tag(key, place, nonce, plain));
        sealed.extend(Self::mask(key, nonce, plain));
        sealed
    }

    fn open(&self, key: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, rest) = sealed.split_first_chunk::<8>().ok_or(SealError::Tampered)?;
        let (tag, masked) = rest.split_first_chunk::<8>().ok_or(SealError::Tampered)?;
        let nonce = u64::from_le_bytes(*nonce);
        let plain = Self::mask(key, nonce, masked);
        if Self::tag(key, place, nonce, &plain) == *tag {
            Ok(plain)
        } else {
            Err(SealError::Tampered)
        }
    }
}

impl KeyedHash for TestSealer {
    fn hash(&self, purpose: &'static str, data: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        for (index, chunk) in out.chunks_exact_mut(8).enumerate() {
            chunk.copy_from_slice(&hash(&(purpose, data, index)).to_le_bytes());
        }
        out
    }
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
