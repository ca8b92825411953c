//! A device proves that it has its key: it signs the request that it sends
//! (`docs/specs/app-protocol.md`, "Proof of possession").
//!
//! Method, origin, path, body, a nonce of ours and the device are under the signature. A request
//! that changes something spends its nonce, in whichever process; so a request that was recorded
//! changes nothing a second time, and one that was made for another address nothing here.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::app::device::DeviceState;
use ports::sealing::TokenSealer;
use sha2::{Digest as _, Sha256};
use store::{
    StoreError,
    repo::{
        app::device::{self, StoredDevice},
        spent,
    },
};
use vocab::{AppDeviceId, Entropy, SignedDuration, Timestamp};

use crate::{Doorkeeper, Site};

/// The first line of what is signed.
const VERSION: &str = "aldaba-app-v1";

/// Seconds that a nonce lives.
const NONCE_S: i64 = 300;

/// Longest nonce that is looked at. Ours have about 90 characters.
const NONCE_LENGTH: usize = 256;

const SEALED_AS: &str = "app.nonce";

/// A request with its proof, read but not checked.
#[derive(Debug, Clone)]
pub struct SignedRequest {
    /// The method, in upper case.
    pub method: String,
    /// The path, without the origin.
    pub path: String,
    /// SHA-256 of the body's bytes.
    pub body_digest: [u8; 32],
    /// Which device; `None` while it is being registered.
    pub device: Option<AppDeviceId>,
    /// The nonce.
    pub nonce: String,
    /// ECDSA on P-256 with SHA-256, `r ‖ s`.
    pub signature: Vec<u8>,
}

/// Why a request is not believed.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The nonce is unknown, too old or was spent: repeat with another.
    #[error("the nonce cannot be used")]
    Nonce,
    /// Not signed by this device, or no such device.
    #[error("the signature is wrong")]
    Signature,
    /// The device is deactivated for good.
    #[error("the device is {}", .0.as_str())]
    Gone(DeviceState),
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A device that proved to have its key, in the state in which it was read. Only
/// [`Doorkeeper::recognise_device`] makes it; what it does is decided again in its transaction.
#[derive(Debug, Clone)]
pub struct KnownDevice {
    pub(crate) stored: StoredDevice,
}

impl KnownDevice {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> AppDeviceId {
        self.stored.device.id
    }

    /// Was it replaced? Then it may look, and veto, and nothing else.
    #[must_use]
    pub fn was_replaced(&self) -> bool {
        self.stored.device.state == DeviceState::Replaced
    }
}

/// A nonce for the next request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce {
    /// Opaque; URL-safe characters.
    pub text: String,
    /// Before this moment it works.
    pub expires_at: Timestamp,
}

/// SHA-256 of a body.
#[must_use]
pub fn digest_of(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

impl SignedRequest {
    /// What has to be signed, for a site.
    #[must_use]
    pub fn signed_text(&self, site: &Site) -> String {
        let device = self
            .device
            .map_or_else(|| "new".to_owned(), |id| id.to_string());
        let digest = URL_SAFE_NO_PAD.encode(self.body_digest);
        [
            VERSION,
            &self.method,
            &site.origin,
            &self.path,
            &digest,
            &self.nonce,
            &device,
        ]
        .join("\n")
    }

    /// If and only if it is signed by the key, an uncompressed point on P-256.
    #[must_use]
    pub fn is_signed_by(&self, public_key: &[u8], site: &Site) -> bool {
        let text = self.signed_text(site);
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key)
            .verify(text.as_bytes(), &self.signature)
            .is_ok()
    }
}

impl Doorkeeper {
    /// A fresh nonce. Nothing is written down until it is spent.
    #[must_use]
    pub fn app_nonce(&self) -> Nonce {
        let now = self.clock.now();
        Nonce {
            text: draw(&*self.tokens, &*self.entropy, now),
            expires_at: end_of(now),
        }
    }

    /// The device behind a signed request. A request that changes something (`spends`) spends its
    /// nonce.
    ///
    /// # Errors
    /// [`ProofError`].
    pub async fn recognise_device(
        &self,
        signed: &SignedRequest,
        spends: bool,
    ) -> Result<KnownDevice, ProofError> {
        let id = signed.device.ok_or(ProofError::Signature)?;
        self.check_nonce(&signed.nonce)?;
        let found = self
            .store
            .read("authn.app.recognise", move |tx| device::find(tx, id))
            .await?;
        let stored = found.ok_or(ProofError::Signature)?;
        if !signed.is_signed_by(&stored.public_key, &self.settings.site) {
            return Err(ProofError::Signature);
        }
        match stored.device.state {
            DeviceState::Active | DeviceState::Replaced => {}
            gone => return Err(ProofError::Gone(gone)),
        }
        if spends {
            self.spend_nonce(&signed.nonce).await?;
        }
        Ok(KnownDevice { stored })
    }

    fn check_nonce(&self, nonce: &str) -> Result<(), ProofError> {
        let made_at = made_at(&*self.tokens, nonce).ok_or(ProofError::Nonce)?;
        let now = self.clock.now();
        // Of the future are nonces of another process whose clock is a little ahead.
        if now < end_of(made_at) {
            Ok(())
        } else {
            Err(ProofError::Nonce)
        }
    }

    /// Checks a nonce and uses it up.
    pub(crate) async fn spend_nonce(&self, nonce: &str) -> Result<(), ProofError> {
        self.check_nonce(nonce)?;
        let now = self.clock.now();
        let hash = self.hashes.hash("app.nonce", nonce.as_bytes());
        // Twice its life: whatever the clocks of two processes say, it is not forgotten before it
        // is too old.
        let until = end_of(end_of(now));
        let fresh = self
            .store
            .transact::<_, StoreError, _>("authn.app.spend_nonce", move |tx| {
                spent::spend(tx, hash, until, now)
            })
            .await?;
        if fresh {
            Ok(())
        } else {
            Err(ProofError::Nonce)
        }
    }
}

fn end_of(made_at: Timestamp) -> Timestamp {
    made_at
        .checked_add(SignedDuration::from_secs(NONCE_S))
        .unwrap_or(Timestamp::MAX)
}

/// Sixteen random bytes and the time, sealed.
fn draw(tokens: &dyn TokenSealer, entropy: &dyn Entropy, now: Timestamp) -> String {
    let mut plain = [0; 24];
    entropy.fill(&mut plain);
    let time = now.as_microsecond().to_be_bytes();
    let (_, last) = plain.split_at_mut(16);
    last.copy_from_slice(&time);
    tokens.seal_token(SEALED_AS, &plain)
}

fn made_at(tokens: &dyn TokenSealer, nonce: &str) -> Option<Timestamp> {
    if nonce.len() > NONCE_LENGTH {
        return None;
    }
    let plain: [u8; 24] = tokens.open_token(SEALED_AS, nonce)?.try_into().ok()?;
    let (_, time) = plain.split_at(16);
    let micros = i64::from_be_bytes(time.try_into().ok()?);
    Timestamp::from_microsecond(micros).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// The vectors of `docs/specs/app-protocol.md`: the page is read, so that it cannot drift.
    const SPECIFICATION: &str = include_str!("../../../../docs/specs/app-protocol.md");
    const KEY: &str =
        "BGD-1LolWp0xyWHrdMY1bWjASbiSO2H6bOZpYi5g8p-2eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk";
    const DEVICE: &str = "0199d3a2-7c00-7abc-8def-0123456789ab";

    struct Vector {
        request: SignedRequest,
        sha256: &'static str,
    }

    fn vector(
        method: &str,
        path: &str,
        body: &str,
        nonce: &str,
        device: Option<&str>,
        sha256: &'static str,
        signature: &str,
    ) -> Vector {
        Vector {
            request: SignedRequest {
                method: method.into(),
                path: path.into(),
                body_digest: digest_of(body.as_bytes()),
                device: device.map(|id| id.parse().unwrap()),
                nonce: nonce.into(),
                signature: URL_SAFE_NO_PAD.decode(signature).unwrap(),
            },
            sha256,
        }
    }

    fn vectors() -> [Vector; 4] {
        [
            vector(
                "GET",
                "/app/api/v1/state",
                "",
                "bm9uY2Utb2YtdGhlLWV4YW1wbGU",
                Some(DEVICE),
                "cab1f46ef7f6017bf98b6cd203f6461cd692c7cea8033e73e2a6760b2c6b993f",
                "wzm9vSZZotIO6Fi57rCu-UG-Nlcaw2MgeQp9bRs5vS3qZKB2e_coVHe96v_ViCw3KKQZpY0b0erXEn1AhcCcWw",
            ),
            vector(
                "POST",
                "/app/api/v1/requests/confirm",
                r#"{"request":"0199d3a2-8000-7abc-8def-0123456789ab","digits":"042","unlock_code":"730518"}"#,
                "bm9uY2Utb2YtdGhlLWV4YW1wbGUtMg",
                Some(DEVICE),
                "fea17aa899fd2d4718a8a07984bf1850587101c885d6fff5f4742dc5b66eb192",
                "dQhQvJn2ckwFEswyOWY1AUyeFGp3a8FfIQtVNa0NhU_B6yLJD41xsuUpB-01-gYko9JPFvkuHMakbiH0dDp7HA",
            ),
            vector(
                "POST",
                "/app/api/v1/activation/device",
                "{\"activation\":\"AAECAw\",\"name\":\"Ana´s phone\"}",
                "bm9uY2Utb2YtdGhlLWV4YW1wbGUtMw",
                None,
                "d0513c80652cf26335b79c6d2a5f0b2759ae90561df07245d264e4c732a9d34e",
                "Tj3SMzzMO86fv89Kr1Ek-4vH3xCrZ8sa0BoWZGMWakfr5Bd5N5RF9MxJQUrdtqyxdq-NQb1YMWBQHlED-3RhEQ",
            ),
            vector(
                "POST",
                "/app/api/v1/requests/confirm",
                r#"{"request":"0199d3a2-8000-7abc-8def-0123456789ab","unlock_code":"730518"}"#,
                "bm9uY2Utb2YtdGhlLWV4YW1wbGUtNA",
                Some(DEVICE),
                "b6af74d8fc33126aec879927848768049ed099d54d5165039a4bc0cbf13ed6ae",
                "asGHs6K00qbdkXLOTjf-n5NSjNe9FbDV__aJym8GeJpsMdylCK79JBjcwqwLHGcjVr_dEwEkzdc6vDOjGSnbgQ",
            ),
        ]
    }

    fn site() -> Site {
        Site {
            origin: "https://identidad.example".into(),
            ..Site::default()
        }
    }

    fn key() -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(KEY).unwrap()
    }

    #[test]
    fn the_vectors_of_the_specification_hold() {
        assert!(SPECIFICATION.contains(KEY));
        for Vector { request, sha256 } in vectors() {
            let text = request.signed_text(&site());
            assert!(SPECIFICATION.contains(&text), "{text}");
            let hash: String = digest_of(text.as_bytes())
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(hash, sha256);
            assert!(SPECIFICATION.contains(sha256));
            let signature = URL_SAFE_NO_PAD.encode(&request.signature);
            assert!(SPECIFICATION.contains(&signature));
            assert!(request.is_signed_by(&key(), &site()), "{text}");
        }
    }

    #[test]
    fn nothing_under_the_signature_can_be_exchanged() {
        for Vector { request, .. } in vectors() {
            let changes: [fn(&mut SignedRequest); 6] = [
                |r| r.method = "PUT".into(),
                |r| r.path.push('x'),
                |r| r.body_digest = [0; 32],
                |r| r.nonce.push('x'),
                |r| r.device = Some("0199d3a2-7c00-7abc-8def-000000000000".parse().unwrap()),
                |r| r.signature.reverse(),
            ];
            for change in changes {
                let mut changed = request.clone();
                change(&mut changed);
                assert!(!changed.is_signed_by(&key(), &site()), "{changed:?}");
            }
            let elsewhere = Site {
                origin: "https://identidad.example.evil".into(),
                ..site()
            };
            assert!(!request.is_signed_by(&key(), &elsewhere));
            assert!(!request.is_signed_by(&[], &site()));
            assert!(!request.is_signed_by(&[4; 65], &site()), "no point");
        }
    }

    #[test]
    fn every_truncation_of_a_signature_is_refused() {
        let [Vector { request, .. }, ..] = vectors();
        for length in 0..request.signature.len() {
            let mut cut = request.clone();
            cut.signature.truncate(length);
            assert!(!cut.is_signed_by(&key(), &site()));
        }
    }
}
