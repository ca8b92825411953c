//! AES-256-GCM (NIST SP 800-38D) with a random nonce in front: `nonce(12) ‖ ciphertext ‖ tag(16)`.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::random;

/// One key. With random nonces it may seal 2^32 values (SP 800-38D §8.3); every key here is
/// used far less: a data key per person, a token key per token.
pub(crate) struct Aead(LessSafeKey);

impl Aead {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        // Cannot fail: AES-256 takes any 32 bytes.
        let key = UnboundKey::new(&AES_256_GCM, key).expect("32 bytes are an AES-256 key");
        Self(LessSafeKey::new(key))
    }

    /// Appends nonce, ciphertext and tag to `out`.
    pub(crate) fn seal_into(&self, out: &mut Vec<u8>, aad: &[u8], plain: &[u8]) {
        let nonce = random::bytes::<NONCE_LEN>();
        let mut text = plain.to_vec();
        let nonce_again = Nonce::assume_unique_for_key(nonce);
        // Cannot fail: only a text of 64 GiB is too long, and memory ends before.
        self.0
            .seal_in_place_append_tag(nonce_again, Aad::from(aad), &mut text)
            .expect("a value in memory can be sealed");
        out.reserve(NONCE_LEN + text.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&text);
    }

    /// Opens what [`Aead::seal_into`] appended, if key, additional data and bytes are the same.
    pub(crate) fn open(&self, aad: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = Zeroizing::new(text.to_vec());
        let length = self
            .0
            .open_in_place(nonce, Aad::from(aad), &mut text)
            .ok()?
            .len();
        text.truncate(length);
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_the_same_bytes_under_the_same_key_and_data() {
        let key = Aead::new(&[1; 32]);
        let mut sealed = Vec::new();
        key.seal_into(&mut sealed, b"here", b"plain");
        assert_eq!(
            key.open(b"here", &sealed).as_deref(),
            Some(&b"plain".to_vec())
        );
        assert!(key.open(b"there", &sealed).is_none());
        assert!(Aead::new(&[2; 32]).open(b"here", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert!(key.open(b"here", &changed).is_none());
            assert!(
                key.open(b"here", sealed.get(..at).unwrap_or_default())
                    .is_none()
            );
        }
    }

    #[test]
    fn opens_the_published_vector() {
        // Test case 14 of the GCM specification (McGrew and Viega).
        let sealed = [
            [0_u8; 12].as_slice(),
            &[
                0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3,
                0x9d, 0x18, 0xd0, 0xd1, 0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0, 0x26, 0x5b, 0x98, 0xb5,
                0xd4, 0x8a, 0xb9, 0x19,
            ],
        ]
        .concat();
        assert_eq!(
            Aead::new(&[0; 32]).open(b"", &sealed).as_deref(),
            Some(&vec![0; 16])
        );
    }
}
