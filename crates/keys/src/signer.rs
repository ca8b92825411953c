//! The [`Signer`] of software keys.

use std::sync::Arc;

use ports::BoxFuture;
use ports::signing::{KeyUse, PublicSigningKey, SignError, SignatureAlgorithm, Signer};
use vocab::{Clock, SignedDuration};

use crate::ring::{KeyRing, RingUse, State};
use crate::signing_key::SigningKey;

/// A key was asked for a form of signature that it does not make.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the key {kid} does not make {algorithm:?} signatures")]
pub struct AlgorithmMismatch {
    /// The key.
    pub kid: String,
    /// What it was asked for.
    pub algorithm: SignatureAlgorithm,
}

/// Signs with the active keys of a [`KeyRing`].
pub struct SoftwareSigner {
    ring: Arc<KeyRing>,
    clock: Arc<dyn Clock>,
    overlap: SignedDuration,
}

impl std::fmt::Debug for SoftwareSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftwareSigner")
            .field("ring", &self.ring)
            .finish_non_exhaustive()
    }
}

impl SoftwareSigner {
    /// Retired token keys stay published for `overlap`: as long as tokens signed by them, and
    /// copies of the key set at relying parties, may live.
    pub fn new(ring: Arc<KeyRing>, clock: Arc<dyn Clock>, overlap: SignedDuration) -> Self {
        Self {
            ring,
            clock,
            overlap,
        }
    }
}

pub(crate) fn public(key: &SigningKey, key_use: KeyUse) -> PublicSigningKey {
    PublicSigningKey {
        kid: key.kid().to_owned(),
        key_use,
        jwk: key.jwk().clone(),
    }
}

impl Signer for SoftwareSigner {
    fn active(&self, key_use: KeyUse) -> Result<PublicSigningKey, SignError> {
        let found = self.ring.active(key_use.into(), self.clock.now());
        let found = found.ok_or(SignError::NoKey(key_use))?;
        Ok(public(&found.key, key_use))
    }

    /// The token keys only, the waiting ones included: a seal is known by its certificate, the key
    /// of the audit log by the log, and neither must verify a token.
    fn published(&self) -> Vec<PublicSigningKey> {
        let now = self.clock.now();
        let needed = |state| match state {
            State::Next(_) | State::Active => true,
            State::Retired(at) => now.duration_since(at) < self.overlap,
        };
        let keys = self.ring.keys_at(now);
        keys.iter()
            .filter(|(_, state)| needed(*state))
            .filter_map(|(key, _)| match key.entry.ring_use {
                RingUse::TokenEs256 => Some(public(&key.key, KeyUse::TokenEs256)),
                RingUse::TokenRs256 => Some(public(&key.key, KeyUse::TokenRs256)),
                RingUse::Seal | RingUse::AuditLog | RingUse::Push | RingUse::DemoAuthority => None,
            })
            .collect()
    }

    fn known(&self, key_use: KeyUse) -> Vec<PublicSigningKey> {
        let active = self.active(key_use).into_iter();
        let keys = self.ring.keys_at(self.clock.now());
        let retired = keys
            .iter()
            .filter(|(key, state)| {
                key.entry.ring_use == key_use.into() && matches!(state, State::Retired(_))
            })
            .map(|(key, _)| public(&key.key, key_use));
        active.chain(retired).collect()
    }

    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        algorithm: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        // In software there is no waiting: 16 µs for P-256, 0.6 ms for RSA 2048.
        Box::pin(async move {
            let found = self.ring.find(key.key_use.into(), &key.kid);
            let found = found.ok_or(SignError::NoKey(key.key_use))?;
            if let Some(key) = found.key.module_key() {
                let signed = key.sign(algorithm, message).await;
                return signed.map_err(|error| SignError::Unavailable(Box::new(error)));
            }
            let signed = found.key.sign(algorithm, message);
            signed.map_err(|mismatch| SignError::Unavailable(Box::new(mismatch)))
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use vocab::{ManualClock, Timestamp};

    use super::*;
    use crate::kek::KeyEncryptionKey;
    use crate::shelf::MemoryShelf;
    use crate::signing_key::KeyKind;

    /// Software keys never wait.
    fn now_or_never<T>(future: BoxFuture<'_, T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("a software key waited"),
        }
    }

    fn signer() -> (SoftwareSigner, Arc<KeyRing>, Arc<ManualClock>) {
        let start: Timestamp = "2026-11-05T08:00:00Z".parse().unwrap();
        let kek = Arc::new(KeyEncryptionKey::ephemeral());
        let ring = Arc::new(KeyRing::open(Box::new(MemoryShelf::default()), kek).unwrap());
        ring.ensure(RingUse::TokenEs256, KeyKind::P256, start)
            .unwrap();
        let clock = Arc::new(ManualClock::new(start));
        let signer = SoftwareSigner::new(
            Arc::clone(&ring),
            clock.clone(),
            SignedDuration::from_hours(24),
        );
        (signer, ring, clock)
    }

    #[test]
    fn signs_with_the_active_key_of_the_use() {
        let (signer, ring, clock) = signer();
        let before = signer.active(KeyUse::TokenEs256).unwrap();
        let sign = |key_use, algorithm| now_or_never(signer.sign(key_use, algorithm, b"message"));
        assert_eq!(
            sign(KeyUse::TokenEs256, SignatureAlgorithm::Es256Fixed)
                .unwrap()
                .len(),
            64
        );
        assert!(matches!(
            sign(KeyUse::Seal, SignatureAlgorithm::Es256Der),
            Err(SignError::NoKey(KeyUse::Seal))
        ));
        let mismatch = sign(KeyUse::TokenEs256, SignatureAlgorithm::Rs256);
        assert!(matches!(mismatch, Err(SignError::Unavailable(_))));
        ring.rotate(RingUse::TokenEs256, KeyKind::P256, clock.now())
            .unwrap();
        assert_ne!(signer.active(KeyUse::TokenEs256).unwrap(), before);
    }

    #[test]
    fn a_successor_is_published_before_it_signs_and_the_clock_alone_changes_them() {
        let (signer, ring, clock) = signer();
        let old = signer.active(KeyUse::TokenEs256).unwrap();
        let from = clock.now() + SignedDuration::from_hours(1);
        let next = ring
            .announce(RingUse::TokenEs256, KeyKind::P256, clock.now(), from)
            .unwrap();
        let kids = |signer: &SoftwareSigner| -> Vec<String> {
            signer.published().into_iter().map(|key| key.kid).collect()
        };
        assert_eq!(kids(&signer), [old.kid.clone(), next.kid.clone()]);
        clock.advance_seconds(3599);
        assert_eq!(signer.active(KeyUse::TokenEs256).unwrap(), old);
        clock.advance_seconds(1);
        assert_eq!(signer.active(KeyUse::TokenEs256).unwrap().kid, next.kid);
        assert_eq!(kids(&signer), [old.kid.clone(), next.kid.clone()]);
        // Whoever asked for the active key a moment before still signs with that key.
        let late = signer.sign_as(&old, SignatureAlgorithm::Es256Fixed, b"message");
        let late = now_or_never(late).unwrap();
        assert!(verifies(&old.jwk, b"message", &late));
        let now = signer.sign(
            KeyUse::TokenEs256,
            SignatureAlgorithm::Es256Fixed,
            b"message",
        );
        assert!(!verifies(&old.jwk, b"message", &now_or_never(now).unwrap()));
        clock.advance_seconds(24 * 3600);
        assert_eq!(kids(&signer), [next.kid]);
    }

    fn verifies(jwk: &serde_json::Value, message: &[u8], signature: &[u8]) -> bool {
        use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
        let coordinate = |name: &str| {
            let text = jwk.get(name).unwrap().as_str().unwrap();
            URL_SAFE_NO_PAD.decode(text).unwrap()
        };
        let point = [vec![4], coordinate("x"), coordinate("y")].concat();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        key.verify(message, signature).is_ok()
    }

    #[test]
    fn knows_its_own_signatures_by_keys_that_are_retired() {
        let (signer, ring, clock) = signer();
        let made = |ring: &KeyRing| {
            let made = ring.rotate(RingUse::AuditLog, KeyKind::Ed25519, clock.now());
            made.unwrap()
        };
        let (old, new) = (made(&ring), made(&ring));
        let known = signer.known(KeyUse::AuditLog);
        let ids: Vec<_> = known.iter().map(|key| key.kid.clone()).collect();
        assert_eq!(ids, [new, old]);
    }

    #[test]
    fn publishes_retired_keys_until_the_overlap_is_over_and_never_another_use() {
        let (signer, ring, clock) = signer();
        ring.rotate(RingUse::TokenEs256, KeyKind::P256, clock.now())
            .unwrap();
        ring.ensure(RingUse::Seal, KeyKind::P256, clock.now())
            .unwrap();
        ring.ensure(RingUse::AuditLog, KeyKind::Ed25519, clock.now())
            .unwrap();
        assert_eq!(signer.published().len(), 2);
        clock.advance_seconds(24 * 3600 - 1);
        assert_eq!(signer.published().len(), 2);
        clock.advance_seconds(1);
        let active = signer.active(KeyUse::TokenEs256).unwrap();
        assert_eq!(signer.published(), [active]);
    }
}
