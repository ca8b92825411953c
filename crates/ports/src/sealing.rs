//! Sealed columns and blind indexes: a stolen database file reveals no name, number or phone.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A data key in the clear: 256 bits for AES-GCM. Lives in memory only.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey(pub [u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// A data key wrapped by the key-encryption key; safe to store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedDataKey(pub Vec<u8>);

/// What a sealed value is bound to: moving it to another column or row makes it unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// `table.column`.
    pub column: &'a str,
    /// The row's id.
    pub row: &'a [u8],
}

/// Why a value could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The key-encryption key is not the one that wrapped this data key.
    #[error("the key-encryption key does not open this data key: was it replaced or lost?")]
    WrongKeyEncryptionKey,
    /// The sealed bytes were changed, or belong to another place.
    #[error("a sealed value does not open: it was changed or belongs to another row")]
    Tampered,
}

/// Seals and opens columns under data keys, and wraps those keys.
pub trait Sealer: Send + Sync {
    /// Makes a fresh data key and its wrapped form.
    fn new_data_key(&self) -> (DataKey, WrappedDataKey);

    /// Opens a wrapped data key.
    ///
    /// # Errors
    /// [`SealError::WrongKeyEncryptionKey`] if another key wrapped it.
    fn unwrap_data_key(&self, wrapped: &WrappedDataKey) -> Result<DataKey, SealError>;

    /// Seals `plain` for one place. Two calls never give the same bytes.
    fn seal(&self, key: &DataKey, place: Place<'_>, plain: &[u8]) -> Vec<u8>;

    /// Opens what [`Sealer::seal`] made for the same place.
    ///
    /// # Errors
    /// [`SealError::Tampered`] if the bytes or the place differ.
    fn open(&self, key: &DataKey, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError>;
}

/// Keyed hashes for blind indexes and for codes that are credentials.
pub trait KeyedHash: Send + Sync {
    /// HMAC-SHA-256 under a sub-key of its own for each `purpose` (for example
    /// `"person.number"` or `"pin.code"`), so that hashes of different purposes never match.
    fn hash(&self, purpose: &'static str, data: &[u8]) -> [u8; 32];
}

/// Seals small values that leave the server and come back: flow cookies, state parameters.
pub trait TokenSealer: Send + Sync {
    /// Seals `plain` for one `purpose`; the result is URL-safe text.
    fn seal_token(&self, purpose: &'static str, plain: &[u8]) -> String;

    /// Opens what [`TokenSealer::seal_token`] made for the same purpose, or nothing if it was
    /// changed, made for another purpose or under another key.
    fn open_token(&self, purpose: &'static str, token: &str) -> Option<Vec<u8>>;
}
