//! Small values that leave the server and come back: cookies, state parameters.
//!
//! A token is base64url of `version(1) ‖ salt(16) ‖ nonce(12) ‖ ciphertext ‖ tag(16)`. The salt
//! gives each token a key of its own (HMAC of the salt under the purpose's key), so that no
//! number of tokens exhausts random nonces.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ports::sealing::TokenSealer;
use zeroize::Zeroizing;

use crate::aead::Aead;
use crate::derive::Root;
use crate::random;

const VERSION: u8 = 1;
const SALT: usize = 16;
/// Longest token opened, in characters: browsers keep cookies of up to 4,096 bytes.
const MAX_LENGTH: usize = 8192;

/// [`TokenSealer`] in software, from the derivation root of a [`crate::KeyRing`].
pub struct SoftwareTokenSealer {
    root: Arc<Root>,
    /// Derived once for each purpose: a log-in opens a dozen tokens.
    keys: RwLock<HashMap<&'static str, hmac::Key>>,
}

impl std::fmt::Debug for SoftwareTokenSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoftwareTokenSealer(…)")
    }
}

impl SoftwareTokenSealer {
    pub(crate) fn new(root: Arc<Root>) -> Self {
        Self {
            root,
            keys: RwLock::new(HashMap::new()),
        }
    }

    fn derived(&self, purpose: &'static str) -> hmac::Key {
        let known = {
            let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
            keys.get(purpose).cloned()
        };
        known.unwrap_or_else(|| {
            let key = self.root.key("token/", purpose);
            let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_slice());
            let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
            keys.insert(purpose, key.clone());
            key
        })
    }

    fn aead(&self, purpose: &'static str, salt: &[u8]) -> Aead {
        let tag = hmac::sign(&self.derived(purpose), salt);
        let mut key = Zeroizing::new([0; 32]);
        key.iter_mut()
            .zip(tag.as_ref())
            .for_each(|(to, from)| *to = *from);
        Aead::new(&key)
    }
}

impl TokenSealer for SoftwareTokenSealer {
    fn seal_token(&self, purpose: &'static str, plain: &[u8]) -> String {
        let salt = random::bytes::<SALT>();
        let mut out = vec![VERSION];
        out.extend_from_slice(&salt);
        self.aead(purpose, &salt)
            .seal_into(&mut out, &[VERSION], plain);
        URL_SAFE_NO_PAD.encode(out)
    }

    fn open_token(&self, purpose: &'static str, token: &str) -> Option<Vec<u8>> {
        if token.len() > MAX_LENGTH {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (&VERSION, rest) = bytes.split_first()? else {
            return None;
        };
        let (salt, sealed) = rest.split_at_checked(SALT)?;
        let mut plain = self.aead(purpose, salt).open(&[VERSION], sealed)?;
        Some(std::mem::take(&mut *plain))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_token_opens_for_its_purpose_and_key_only() {
        let sealer = SoftwareTokenSealer::new(Arc::new(Root::new(&[1; 32])));
        let token = sealer.seal_token("flow", b"state");
        assert_eq!(sealer.open_token("flow", &token).unwrap(), b"state");
        assert_eq!(sealer.open_token("session", &token), None);
        let other = SoftwareTokenSealer::new(Arc::new(Root::new(&[2; 32])));
        assert_eq!(other.open_token("flow", &token), None);
        assert_ne!(sealer.seal_token("flow", b"state"), token);
    }

    #[test]
    fn a_token_with_any_other_character_does_not_open() {
        let sealer = SoftwareTokenSealer::new(Arc::new(Root::new(&[1; 32])));
        let token = sealer.seal_token("flow", b"state");
        for at in 0..token.len() {
            let (head, tail) = token.split_at(at);
            let flipped = if tail.starts_with('A') { 'B' } else { 'A' };
            let changed = format!("{head}{flipped}{}", tail.get(1..).unwrap());
            assert_eq!(sealer.open_token("flow", &changed), None);
            assert_eq!(sealer.open_token("flow", head), None);
        }
        assert_eq!(sealer.open_token("flow", &"A".repeat(MAX_LENGTH + 1)), None);
        assert_eq!(sealer.open_token("flow", "ñ"), None);
    }
}
