//! Keyed hashes: HMAC-SHA-256 under a key of its own for each purpose.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::hmac;
use ports::sealing::KeyedHash;

use crate::derive::Root;

/// [`KeyedHash`] in software, from the derivation root of a [`crate::KeyRing`].
pub struct SoftwareKeyedHash {
    root: Arc<Root>,
    keys: RwLock<HashMap<&'static str, hmac::Key>>,
}

impl std::fmt::Debug for SoftwareKeyedHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoftwareKeyedHash(…)")
    }
}

impl SoftwareKeyedHash {
    pub(crate) fn new(root: Arc<Root>) -> Self {
        Self {
            root,
            keys: RwLock::new(HashMap::new()),
        }
    }

    fn derived(&self, purpose: &'static str) -> hmac::Key {
        let key = self.root.key("hash/", purpose);
        hmac::Key::new(hmac::HMAC_SHA256, key.as_slice())
    }
}

impl KeyedHash for SoftwareKeyedHash {
    fn hash(&self, purpose: &'static str, data: &[u8]) -> [u8; 32] {
        let known = {
            let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
            keys.get(purpose).map(|key| hmac::sign(key, data))
        };
        let tag = known.unwrap_or_else(|| {
            let key = self.derived(purpose);
            let tag = hmac::sign(&key, data);
            self.keys
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(purpose, key);
            tag
        });
        let mut out = [0; 32];
        out.iter_mut()
            .zip(tag.as_ref())
            .for_each(|(to, from)| *to = *from);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(secret: u8) -> SoftwareKeyedHash {
        SoftwareKeyedHash::new(Arc::new(Root::new(&[secret; 32])))
    }

    #[test]
    fn the_same_value_hashes_alike_for_one_purpose_only() {
        let hash = keyed(1);
        let number = hash.hash("person.number", b"00000000T");
        assert_eq!(hash.hash("person.number", b"00000000T"), number);
        assert_eq!(keyed(1).hash("person.number", b"00000000T"), number);
        assert_ne!(hash.hash("person.phone", b"00000000T"), number);
        assert_ne!(hash.hash("person.number", b"00000001R"), number);
        assert_ne!(keyed(2).hash("person.number", b"00000000T"), number);
    }

    /// Computed with Python's hashlib and hmac: HKDF with salt `aldaba`, secret 32 bytes of 1,
    /// info `hash/person.number`; then HMAC of the number.
    #[test]
    fn stays_the_same_for_ever_because_the_database_is_full_of_it() {
        let expected = "c5d22fe93fa9af11f7581eb98de78001fd2505ea4004592d75173507771b0e0a";
        let found = keyed(1).hash("person.number", b"00000000T");
        let found: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, expected);
    }
}
