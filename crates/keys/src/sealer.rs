//! Data keys and sealed columns.
//!
//! A sealed value is `version(1) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`: 29 bytes longer than the
//! plain value. Its length is not hidden. The additional data names column and row, so a value
//! that was moved does not open; *which* version of a row's value is current is not protected.

use std::sync::Arc;

use ports::sealing::{DataKey, Place, SealError, Sealer, WrappedDataKey};

use crate::aead::Aead;
use crate::kek::{KekId, KeyEncryptionKey, UnwrapError};
use crate::random;
use crate::ring::{Keks, KeyRing};

/// First byte of a sealed value: version 1 = AES-256-GCM.
const VERSION: u8 = 1;
/// What wrapped data keys are bound to.
const CONTEXT: &str = "data-key";

/// [`Sealer`] in software.
#[derive(Debug, Clone)]
pub struct SoftwareSealer {
    source: Source,
    earlier: Vec<Arc<KeyEncryptionKey>>,
}

/// Where the key-encryption keys come from.
#[derive(Debug, Clone)]
enum Source {
    Fixed(Arc<Keks>),
    /// They may change while the process runs.
    Ring(Arc<KeyRing>),
}

impl SoftwareSealer {
    /// Wraps new data keys by `kek`.
    pub fn new(kek: Arc<KeyEncryptionKey>) -> Self {
        let keks = Keks {
            current: kek,
            others: Vec::new(),
        };
        Self {
            source: Source::Fixed(Arc::new(keks)),
            earlier: Vec::new(),
        }
    }

    /// Wraps new data keys by the key-encryption key of the ring, whichever that is at the moment.
    pub fn of_ring(ring: Arc<KeyRing>) -> Self {
        Self {
            source: Source::Ring(ring),
            earlier: Vec::new(),
        }
    }

    /// Also opens data keys that `kek`, used before, has wrapped.
    #[must_use]
    pub fn with_earlier(mut self, kek: Arc<KeyEncryptionKey>) -> Self {
        self.earlier.push(kek);
        self
    }

    /// The data key wrapped by the current key, or `None` if it already is. The data key itself,
    /// and so every sealed value, stays.
    ///
    /// # Errors
    /// As [`Sealer::unwrap_data_key`].
    pub fn rewrap(&self, wrapped: &WrappedDataKey) -> Result<Option<WrappedDataKey>, SealError> {
        let keks = self.keks();
        if KekId::of(wrapped) == Some(keks.current.id()) {
            return Ok(None);
        }
        let key = self.unwrap_data_key(wrapped)?;
        Ok(Some(WrappedDataKey(keks.current.wrap(CONTEXT, &key.0))))
    }

    /// The data key wrapped by the current key once more, with chance of its own.
    ///
    /// # Errors
    /// As [`Sealer::unwrap_data_key`].
    pub fn wrap_again(&self, wrapped: &WrappedDataKey) -> Result<WrappedDataKey, SealError> {
        let key = self.unwrap_data_key(wrapped)?;
        Ok(WrappedDataKey(self.keks().current.wrap(CONTEXT, &key.0)))
    }

    /// If and only if one of the key-encryption keys that are known has this id.
    pub fn knows(&self, id: KekId) -> bool {
        let keks = self.keks();
        let mut known = keks.all().into_iter().chain(self.earlier.iter().cloned());
        known.any(|kek| kek.id() == id)
    }

    fn keks(&self) -> Arc<Keks> {
        match &self.source {
            Source::Fixed(keks) => Arc::clone(keks),
            Source::Ring(ring) => ring.keks(),
        }
    }

    fn unwrap_by_known(&self, wrapped: &WrappedDataKey) -> Result<DataKey, SealError> {
        let keks = self.keks();
        let known = std::iter::once(&keks.current)
            .chain(&keks.others)
            .chain(&self.earlier);
        for kek in known {
            match kek.unwrap(CONTEXT, &wrapped.0) {
                Ok(key) => {
                    let key = key.as_slice().try_into().map_err(|_| SealError::Tampered)?;
                    return Ok(DataKey(key));
                }
                Err(UnwrapError::Tampered) => return Err(SealError::Tampered),
                Err(UnwrapError::OtherKey(_)) => {}
            }
        }
        Err(SealError::WrongKeyEncryptionKey)
    }
}

impl Sealer for SoftwareSealer {
    fn new_data_key(&self) -> (DataKey, WrappedDataKey) {
        let key = DataKey(random::bytes());
        let wrapped = WrappedDataKey(self.keks().current.wrap(CONTEXT, &key.0));
        (key, wrapped)
    }

    /// A key-encryption key that is not known may have come with a change that this process has
    /// not noticed yet: then the ring is read again.
    fn unwrap_data_key(&self, wrapped: &WrappedDataKey) -> Result<DataKey, SealError> {
        match (self.unwrap_by_known(wrapped), &self.source) {
            (Err(SealError::WrongKeyEncryptionKey), Source::Ring(ring)) => match ring.refresh() {
                Ok(true) => self.unwrap_by_known(wrapped),
                Ok(false) | Err(_) => Err(SealError::WrongKeyEncryptionKey),
            },
            (outcome, _) => outcome,
        }
    }

    fn seal(&self, key: &DataKey, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let mut out = vec![VERSION];
        Aead::new(&key.0).seal_into(&mut out, &additional_data(place), plain);
        out
    }

    fn open(&self, key: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let Some((&VERSION, sealed)) = sealed.split_first() else {
            return Err(SealError::Tampered);
        };
        let mut plain = Aead::new(&key.0)
            .open(&additional_data(place), sealed)
            .ok_or(SealError::Tampered)?;
        Ok(std::mem::take(&mut *plain))
    }
}

/// Unambiguous: the length of the column name comes first.
fn additional_data(place: Place<'_>) -> Vec<u8> {
    let column = place.column.as_bytes();
    let length = u64::try_from(column.len())
        .unwrap_or(u64::MAX)
        .to_be_bytes();
    [&[VERSION], length.as_slice(), column, place.row].concat()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const PLACE: Place<'static> = Place {
        column: "person.name",
        row: &[7; 16],
    };

    fn sealer() -> SoftwareSealer {
        SoftwareSealer::new(Arc::new(KeyEncryptionKey::ephemeral()))
    }

    #[test]
    fn a_value_opens_only_in_its_place() {
        let sealer = sealer();
        let (key, _) = sealer.new_data_key();
        let sealed = sealer.seal(&key, PLACE, b"Ane");
        assert_eq!(sealer.open(&key, PLACE, &sealed).unwrap(), b"Ane");
        assert_eq!(sealed.len(), 3 + 29);
        assert_ne!(sealed, sealer.seal(&key, PLACE, b"Ane"));
        let others = [
            Place {
                row: &[8; 16],
                ..PLACE
            },
            Place {
                column: "person.town",
                ..PLACE
            },
            Place {
                column: "person.nam",
                row: b"e\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07\x07",
            },
        ];
        for place in others {
            assert_eq!(sealer.open(&key, place, &sealed), Err(SealError::Tampered));
        }
        let (other_key, _) = sealer.new_data_key();
        assert_eq!(
            sealer.open(&other_key, PLACE, &sealed),
            Err(SealError::Tampered)
        );
        assert_eq!(sealer.open(&key, PLACE, b""), Err(SealError::Tampered));
        assert_eq!(sealer.open(&key, PLACE, &[2; 40]), Err(SealError::Tampered));
    }

    #[test]
    fn a_wrong_key_encryption_key_is_told_plainly() {
        let (ours, other) = (sealer(), sealer());
        let (key, wrapped) = ours.new_data_key();
        assert_eq!(ours.unwrap_data_key(&wrapped).unwrap().0, key.0);
        let error = other.unwrap_data_key(&wrapped).unwrap_err();
        assert_eq!(error, SealError::WrongKeyEncryptionKey);
        assert!(error.to_string().contains("was it replaced or lost?"));
        let mut changed = wrapped.clone();
        *changed.0.last_mut().unwrap() ^= 1;
        assert_eq!(
            ours.unwrap_data_key(&changed).unwrap_err(),
            SealError::Tampered
        );
    }

    #[test]
    fn data_keys_outlive_the_key_that_wrapped_them() {
        let old = Arc::new(KeyEncryptionKey::ephemeral());
        let (key, wrapped) = SoftwareSealer::new(Arc::clone(&old)).new_data_key();
        let sealer = sealer().with_earlier(old);
        let again = sealer.rewrap(&wrapped).unwrap().unwrap();
        assert_eq!(sealer.unwrap_data_key(&again).unwrap().0, key.0);
        assert_eq!(sealer.rewrap(&again).unwrap(), None);
        let without_old = SoftwareSealer::new(Arc::clone(&sealer.keks().current));
        assert_eq!(without_old.unwrap_data_key(&again).unwrap().0, key.0);
    }
}
