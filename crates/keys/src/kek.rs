//! The key-encryption key: 32 random bytes that the operator keeps and that wrap all others.
//!
//! Its text form, in a file or in an environment variable, is base64 of the 32 bytes, for
//! example from `openssl rand -base64 32`. A key that the demonstration made for itself is
//! marked in the text (`automatic:`), so that production recognises and refuses it wherever it
//! was copied to.

use std::fmt;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ports::sealing::WrappedDataKey;
use zeroize::Zeroizing;

use crate::aead::Aead;
use crate::derive::Root;
use crate::private_file::{self, PrivateFileError};
use crate::random;

/// Marks a key that nobody chose.
const AUTOMATIC: &str = "automatic:";
/// First byte of a wrapped blob: version 1 = AES-256-GCM.
const VERSION: u8 = 1;
/// Version, id.
const HEADING: usize = 1 + 8;
/// What a key-encryption key wrapped by another is bound to.
const BESIDE: &str = "key-encryption-key";

/// Tells key-encryption keys apart without revealing anything about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KekId([u8; 8]);

impl fmt::Display for KekId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl KekId {
    /// No key at all.
    pub(crate) const NONE: Self = Self([0; 8]);

    /// Which key wrapped this data key; nothing if it is not of our making.
    pub fn of(wrapped: &WrappedDataKey) -> Option<Self> {
        Self::in_heading(&wrapped.0)
    }

    fn in_heading(blob: &[u8]) -> Option<Self> {
        let (heading, _) = blob.split_at_checked(HEADING)?;
        match heading.split_first() {
            Some((&VERSION, id)) => id.try_into().ok().map(Self),
            _ => None,
        }
    }
}

/// Where a key-encryption key came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KekOrigin {
    /// A file that the operator made.
    File,
    /// A value that the operator passed in.
    Environment,
    /// Made by the demonstration. Production must refuse it.
    Automatic,
    /// Found on the key ring beside the one that was given, while one replaces the other.
    Ring,
}

/// Why there is no key-encryption key.
#[derive(Debug, thiserror::Error)]
pub enum KekError {
    /// The file could not be read safely.
    #[error("the key-encryption key cannot be read: {0}")]
    File(#[from] PrivateFileError),
    /// The text is not base64 of 32 bytes.
    #[error(
        "the key-encryption key is not base64 of 32 bytes (make one with: openssl rand -base64 32)"
    )]
    Shape,
    /// A new key was to be made where a file is already.
    #[error("{} exists already: a key is never overwritten", .0.display())]
    Exists(PathBuf),
    /// All bytes are equal: a placeholder, not a key.
    #[error("the key-encryption key is a placeholder, not a random key")]
    Placeholder,
}

/// Why a wrapped blob did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnwrapError {
    /// Wrapped by the key with this id (or not wrapped at all).
    OtherKey(Option<KekId>),
    /// Wrapped by this key, but changed or for another purpose.
    Tampered,
}

/// The key that wraps all other keys. Share it in an `Arc`.
pub struct KeyEncryptionKey {
    id: KekId,
    origin: KekOrigin,
    wrapping: Aead,
    /// Kept so that one key can be wrapped by another while they change.
    secret: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for KeyEncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyEncryptionKey({}, {:?})", self.id, self.origin)
    }
}

impl KeyEncryptionKey {
    /// Reads the key from a file with mode 0600 that belongs to this user.
    ///
    /// # Errors
    /// [`KekError`]; the text says what to do.
    pub fn from_file(path: &Path) -> Result<Self, KekError> {
        let bytes = private_file::read(path)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| KekError::Shape)?;
        Self::parse(text, KekOrigin::File)
    }

    /// Takes the key from the value of an environment variable.
    ///
    /// # Errors
    /// [`KekError::Shape`], [`KekError::Placeholder`].
    pub fn from_environment(value: &str) -> Result<Self, KekError> {
        Self::parse(value, KekOrigin::Environment)
    }

    /// Reads the demonstration's key, or makes it the first time. Its origin is
    /// [`KekOrigin::Automatic`] for ever.
    ///
    /// # Errors
    /// [`KekError::File`] if the file cannot be written, or others may read it.
    pub fn automatic(path: &Path) -> Result<Self, KekError> {
        let key = Zeroizing::new(random::bytes::<32>());
        let text = Zeroizing::new(format!("{AUTOMATIC}{}\n", STANDARD.encode(key.as_slice())));
        match private_file::read(path) {
            Ok(_) => {}
            Err(PrivateFileError::Missing(_)) => {
                // If another process was faster, its key counts.
                private_file::create(path, text.as_bytes())?;
            }
            Err(error) => return Err(error.into()),
        }
        Self::from_file(path)
    }

    /// Makes a new key in a new file with mode 0600.
    ///
    /// # Errors
    /// [`KekError::Exists`] rather than overwrite anything; [`KekError::File`].
    pub fn create(path: &Path) -> Result<Self, KekError> {
        let key = Zeroizing::new(random::bytes::<32>());
        let text = Zeroizing::new(format!("{}\n", STANDARD.encode(key.as_slice())));
        if !private_file::create(path, text.as_bytes())? {
            return Err(KekError::Exists(path.to_owned()));
        }
        Self::from_file(path)
    }

    /// A fresh key that exists in memory only: for tests, and where nothing is kept.
    pub fn ephemeral() -> Self {
        Self::new(&random::bytes(), KekOrigin::Automatic)
    }

    fn parse(text: &str, origin: KekOrigin) -> Result<Self, KekError> {
        let text = text.trim();
        let (text, origin) = match text.strip_prefix(AUTOMATIC) {
            Some(rest) => (rest, KekOrigin::Automatic),
            None => (text, origin),
        };
        let bytes = Zeroizing::new(STANDARD.decode(text).map_err(|_| KekError::Shape)?);
        let key: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| KekError::Shape)?;
        let [first, rest @ ..] = key;
        if rest.iter().all(|byte| byte == first) {
            return Err(KekError::Placeholder);
        }
        Ok(Self::new(key, origin))
    }

    fn new(key: &[u8; 32], origin: KekOrigin) -> Self {
        let root = Root::new(key);
        let mut id = [0; 8];
        id.iter_mut()
            .zip(root.key("kek/", "id").iter())
            .for_each(|(to, from)| *to = *from);
        Self {
            id: KekId(id),
            origin,
            wrapping: Aead::new(&root.key("kek/", "wrap")),
            secret: Zeroizing::new(*key),
        }
    }

    /// `other`, wrapped by this key.
    pub(crate) fn wrap_key(&self, other: &Self) -> Vec<u8> {
        self.wrap(BESIDE, other.secret.as_slice())
    }

    /// The key that [`KeyEncryptionKey::wrap_key`] wrapped.
    pub(crate) fn unwrap_key(&self, blob: &[u8]) -> Result<Self, UnwrapError> {
        let secret = self.unwrap(BESIDE, blob)?;
        let secret: &[u8; 32] = secret
            .as_slice()
            .try_into()
            .map_err(|_| UnwrapError::Tampered)?;
        Ok(Self::new(secret, KekOrigin::Ring))
    }

    /// Which key this is.
    pub fn id(&self) -> KekId {
        self.id
    }

    /// Where it came from.
    pub fn origin(&self) -> KekOrigin {
        self.origin
    }

    /// `version(1) ‖ key id(8) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`, bound to `context`.
    pub(crate) fn wrap(&self, context: &str, plain: &[u8]) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend_from_slice(&self.id.0);
        let aad = [out.as_slice(), context.as_bytes()].concat();
        self.wrapping.seal_into(&mut out, &aad, plain);
        out
    }

    pub(crate) fn unwrap(
        &self,
        context: &str,
        blob: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, UnwrapError> {
        let wrapped_by = KekId::in_heading(blob);
        if wrapped_by != Some(self.id) {
            return Err(UnwrapError::OtherKey(wrapped_by));
        }
        let (heading, sealed) = blob
            .split_at_checked(HEADING)
            .ok_or(UnwrapError::OtherKey(None))?;
        let aad = [heading, context.as_bytes()].concat();
        self.wrapping
            .open(&aad, sealed)
            .ok_or(UnwrapError::Tampered)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn random_text() -> String {
        STANDARD.encode(random::bytes::<32>())
    }

    #[test]
    fn reads_the_same_key_from_file_and_environment() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kek");
        let text = random_text();
        assert!(private_file::create(&path, format!("{text}\n").as_bytes()).unwrap());
        let from_file = KeyEncryptionKey::from_file(&path).unwrap();
        let from_environment = KeyEncryptionKey::from_environment(&text).unwrap();
        assert_eq!(from_file.id(), from_environment.id());
        assert_eq!(from_file.origin(), KekOrigin::File);
        assert_eq!(from_environment.origin(), KekOrigin::Environment);
    }

    #[test]
    fn an_automatic_key_stays_the_same_and_never_loses_its_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kek");
        let made = KeyEncryptionKey::automatic(&path).unwrap();
        let again = KeyEncryptionKey::automatic(&path).unwrap();
        assert_eq!(made.id(), again.id());
        let text = private_file::read(&path).unwrap();
        let copied =
            KeyEncryptionKey::from_environment(std::str::from_utf8(&text).unwrap()).unwrap();
        assert_eq!(
            KeyEncryptionKey::from_file(&path).unwrap().origin(),
            KekOrigin::Automatic
        );
        assert_eq!(copied.origin(), KekOrigin::Automatic);
    }

    #[test]
    fn refuses_what_is_no_key() {
        for text in [
            "",
            "short",
            "!!!",
            &STANDARD.encode([1; 31]),
            &STANDARD.encode([1; 33]),
        ] {
            assert!(matches!(
                KeyEncryptionKey::from_environment(text),
                Err(KekError::Shape)
            ));
        }
        let zeros = STANDARD.encode([0; 32]);
        assert!(matches!(
            KeyEncryptionKey::from_environment(&zeros),
            Err(KekError::Placeholder)
        ));
    }

    #[test]
    fn says_whether_the_key_is_wrong_or_the_blob_was_changed() {
        let (ours, other) = (KeyEncryptionKey::ephemeral(), KeyEncryptionKey::ephemeral());
        let blob = ours.wrap("here", b"secret");
        assert_eq!(ours.unwrap("here", &blob).unwrap().as_slice(), b"secret");
        assert_eq!(ours.unwrap("there", &blob), Err(UnwrapError::Tampered));
        assert_eq!(
            other.unwrap("here", &blob),
            Err(UnwrapError::OtherKey(Some(ours.id())))
        );
        assert_eq!(ours.unwrap("here", b""), Err(UnwrapError::OtherKey(None)));
        for at in 0..blob.len() {
            let mut changed = blob.clone();
            changed.get_mut(at).map(|byte| *byte ^= 1).unwrap();
            assert!(ours.unwrap("here", &changed).is_err());
        }
    }

    #[test]
    fn does_not_print_itself() {
        let text = random_text();
        let key = KeyEncryptionKey::from_environment(&text).unwrap();
        assert!(!format!("{key:?}").contains(&text));
    }
}
