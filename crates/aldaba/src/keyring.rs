//! Keys from a folder, and what is made of them.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use keys::{
    DirectoryShelf, KeyEncryptionKey, KeyKind, KeyRing, SoftwareSealer, SoftwareSigner,
    ring::RingUse,
};
use ports::sealing::{KeyedHash, Sealer, TokenSealer};
use vocab::{Clock, SignedDuration};

/// How long a retired token key is still published: longer than any token lives.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// What is made of the keys.
pub(crate) struct Keys {
    pub(crate) ring: Arc<KeyRing>,
    pub(crate) sealer: Arc<dyn Sealer>,
    pub(crate) hashes: Arc<dyn KeyedHash>,
    pub(crate) tokens: Arc<dyn TokenSealer>,
}

impl Keys {
    /// Opens the folder and makes sure that there are keys for tokens.
    pub(crate) fn open(
        folder: &Path,
        kek: Arc<KeyEncryptionKey>,
        clock: &dyn Clock,
    ) -> anyhow::Result<Self> {
        let shelf = DirectoryShelf::open(folder)
            .with_context(|| format!("the key folder {}", folder.display()))?;
        let ring = Arc::new(KeyRing::open(Box::new(shelf), kek.clone())?);
        let now = clock.now();
        ring.ensure(RingUse::TokenEs256, KeyKind::P256, now)?;
        ring.ensure(RingUse::TokenRs256, KeyKind::Rsa3072, now)?;
        Ok(Self {
            sealer: Arc::new(SoftwareSealer::new(kek)),
            hashes: Arc::new(ring.keyed_hash()),
            tokens: Arc::new(ring.token_sealer()),
            ring,
        })
    }

    /// A signer with the keys of the ring.
    pub(crate) fn signer(&self, clock: Arc<dyn Clock>) -> SoftwareSigner {
        SoftwareSigner::new(self.ring.clone(), clock, OVERLAP)
    }
}
