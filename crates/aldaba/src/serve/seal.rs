//! The electronic seal of production: from files onto the ring, once.

use std::path::Path;

use anyhow::Context as _;
use audit::{ChangedBy, Event, KeyJournal};
use keys::{KeyRing, SealFiles, seal_files::enrolled};

use crate::{config::Config, keyring::seal_certificate};

/// Takes the seal of the configured files over, unless the ring has had it already.
pub(super) async fn enrol(
    config: &Config,
    ring: &KeyRing,
    journal: &KeyJournal,
) -> anyhow::Result<()> {
    let now = journal.clock.now();
    let (key, chain) = (&config.keys.seal_key_file, &config.keys.seal_chain_file);
    if !chain.is_empty() && !enrolled(ring, Path::new(chain))? {
        let seal = SealFiles::load(Path::new(key), Path::new(chain), now)?;
        let subject = seal.chain.subject();
        let kid = seal.enrol(ring, now)?;
        tracing::info!(kid, subject, "the seal was taken over from its files");
        let event = Event::SealEnrolled { kid, subject };
        journal.note(event, ChangedBy::System).await?;
    }
    let certificate = seal_certificate(ring, now).context(
        "there is no seal: set keys.seal_key_file and keys.seal_chain_file, or enrol one with \
         `aldaba keys rotate seal`",
    )?;
    if certificate.until < now {
        // People go on identifying themselves; what needs the seal says so.
        tracing::error!(
            subject = certificate.subject,
            until = %certificate.until,
            "the certificate of the seal has ended: nothing can be sealed"
        );
    }
    Ok(())
}
