//! Keys from a folder, and what is made of them.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use audit::{ChangedBy, Event, KeyJournal};
use keys::{
    DirectoryShelf, KeyEncryptionKey, KeyKind, KeyRing, Module, SoftwareSealer, SoftwareSigner,
    TokenKeyHome, TokenKeyRules,
    ring::{RingUse, rotation::TOKEN_KEYS},
};
use ports::sealing::{KeyedHash, TokenSealer};
use vocab::{Clock, SignedDuration, Timestamp};

/// How the demonstration changes its token keys: as an installation does that sets nothing.
#[cfg(feature = "demo")]
pub(crate) const DEMONSTRATION: TokenKeyRules = TokenKeyRules {
    ahead: SignedDuration::from_hours(24),
    overlap: SignedDuration::from_hours(24),
    renewal: Some(SignedDuration::from_hours(24 * 90)),
};

/// How often the demonstration looks whether its keys have changed.
#[cfg(feature = "demo")]
pub(crate) const POLL: Duration = Duration::from_secs(5);

/// A seal is complained about this long before its certificate ends.
const SEAL_ENDS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How often.
const COMPLAINT: SignedDuration = SignedDuration::from_hours(24);

/// A hardware security module, and whether token keys are made in it.
pub(crate) type Hardware = (Module, TokenKeyHome);

/// What is made of the keys.
pub(crate) struct Keys {
    pub(crate) ring: Arc<KeyRing>,
    pub(crate) sealer: Arc<SoftwareSealer>,
    pub(crate) hashes: Arc<dyn KeyedHash>,
    pub(crate) tokens: Arc<dyn TokenSealer>,
}

impl Keys {
    /// Opens the folder, or makes keys in one that has none.
    pub(crate) fn make(
        folder: &Path,
        kek: Arc<KeyEncryptionKey>,
        hardware: Option<Hardware>,
        clock: &dyn Clock,
    ) -> anyhow::Result<Self> {
        let ring = KeyRing::open(Box::new(shelf(folder)?), kek)?;
        Self::over(ring, hardware, clock)
    }

    /// Opens the folder. One that has no keys is left as it is.
    pub(crate) fn open(
        folder: &Path,
        kek: Arc<KeyEncryptionKey>,
        hardware: Option<Hardware>,
        clock: &dyn Clock,
    ) -> anyhow::Result<Self> {
        let ring = KeyRing::open_existing(Box::new(shelf(folder)?), kek)?;
        Self::over(ring, hardware, clock)
    }

    /// Makes sure that there are keys for tokens, for the audit log and for push services.
    fn over(ring: KeyRing, hardware: Option<Hardware>, clock: &dyn Clock) -> anyhow::Result<Self> {
        let ring = match hardware {
            Some((module, token_keys)) => ring.with_module(module, token_keys)?,
            None => ring,
        };
        let ring = Arc::new(ring);
        for (ring_use, kind) in TOKEN_KEYS {
            ring.ensure(ring_use, kind, clock.now())?;
        }
        ring.ensure(RingUse::AuditLog, KeyKind::Ed25519, clock.now())?;
        ring.ensure(RingUse::Push, KeyKind::P256, clock.now())?;
        Ok(Self {
            sealer: Arc::new(SoftwareSealer::of_ring(ring.clone())),
            hashes: Arc::new(ring.keyed_hash()),
            tokens: Arc::new(ring.token_sealer()),
            ring,
        })
    }

    /// A signer with the keys of the ring.
    pub(crate) fn signer(
        &self,
        clock: Arc<dyn Clock>,
        overlap: SignedDuration,
    ) -> Arc<SoftwareSigner> {
        Arc::new(SoftwareSigner::new(self.ring.clone(), clock, overlap))
    }

    /// Takes over what other processes change in the folder, as long as the watch is kept. With
    /// `rules` it also gives old token keys a successor, and writes that down.
    #[expect(
        clippy::disallowed_methods,
        reason = "a polling loop: a folder tells nobody"
    )]
    pub(crate) fn watch(
        &self,
        every: Duration,
        rules: Option<TokenKeyRules>,
        journal: KeyJournal,
    ) -> KeyWatch {
        let mut watching = Watching {
            ring: self.ring.clone(),
            rules,
            clock: journal.clock.clone(),
            trouble: String::new(),
            complained: None,
            announced: Vec::new(),
        };
        KeyWatch(tokio::spawn(async move {
            let mut rounds = tokio::time::interval(every);
            loop {
                rounds.tick().await;
                // Files, and now and then the making of an RSA key: nothing for an async thread.
                let round = move || {
                    watching.look();
                    watching
                };
                match tokio::task::spawn_blocking(round).await {
                    Ok(again) => watching = again,
                    Err(error) => {
                        tracing::error!(%error, "the keys are no longer watched");
                        break;
                    }
                }
                watching.write_down(&journal).await;
            }
        }))
    }
}

/// Ends when it is dropped.
pub(crate) struct KeyWatch(tokio::task::JoinHandle<()>);

impl Drop for KeyWatch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Watching {
    ring: Arc<KeyRing>,
    rules: Option<TokenKeyRules>,
    clock: Arc<dyn Clock>,
    /// What was last complained about, so that it is said once and not each time.
    trouble: String,
    complained: Option<Timestamp>,
    /// What was announced and is not written down yet.
    announced: Vec<Event>,
}

impl Watching {
    fn look(&mut self) {
        let now = self.clock.now();
        let outcome = self.round(now);
        let trouble = outcome.map_or_else(|error| error.to_string(), |()| String::new());
        if trouble != self.trouble && !trouble.is_empty() {
            tracing::error!(%trouble, "the keys cannot be taken over; those at hand stay in use");
        }
        self.trouble = trouble;
        self.look_at_the_seal(now);
    }

    /// Entries that cannot be written now are tried again in the next round.
    async fn write_down(&mut self, journal: &KeyJournal) {
        while let Some(event) = self.announced.last() {
            match journal.note(event.clone(), ChangedBy::System).await {
                Ok(()) => self.announced.truncate(self.announced.len() - 1),
                Err(error) => {
                    tracing::warn!(%error, "a new token key is not in the audit log yet");
                    break;
                }
            }
        }
    }

    fn round(&mut self, now: Timestamp) -> Result<(), keys::RingError> {
        if self.ring.refresh()? {
            tracing::info!(keys = ?self.ring, "the keys have changed and were taken over");
        }
        let Some(rules) = self.rules else {
            return Ok(());
        };
        for announced in self.ring.keep_token_keys(rules, now)? {
            tracing::info!(
                kid = announced.kid,
                from = %announced.from,
                "a token key is published, which is to sign later"
            );
            self.announced.push(Event::TokenKeyAnnounced {
                key: announced.ring_use.name().to_owned(),
                kid: announced.kid,
                from: announced.from,
            });
        }
        Ok(())
    }

    fn look_at_the_seal(&mut self, now: Timestamp) {
        let lately = |at: Timestamp| now.duration_since(at) < COMPLAINT;
        if self.complained.is_some_and(lately) {
            return;
        }
        let Some(certificate) = seal_certificate(&self.ring, now) else {
            return;
        };
        if certificate.until.duration_since(now) < SEAL_ENDS {
            tracing::warn!(
                subject = certificate.subject,
                until = %certificate.until,
                "the certificate of the seal ends: enrol the next one with `aldaba keys rotate seal`"
            );
            self.complained = Some(now);
        }
    }
}

/// The certificate of the seal in use.
pub(crate) fn seal_certificate(ring: &KeyRing, now: Timestamp) -> Option<keys::CertificateInfo> {
    use keys::ring::State;
    let keys = ring.list(now);
    let mut seals = keys.into_iter().filter(|key| key.ring_use == RingUse::Seal);
    seals.find(|key| key.state == State::Active)?.certificate
}

pub(crate) fn shelf(folder: &Path) -> anyhow::Result<DirectoryShelf> {
    DirectoryShelf::open(folder).with_context(|| format!("the key folder {}", folder.display()))
}
