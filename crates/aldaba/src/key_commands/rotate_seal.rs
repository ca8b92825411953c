//! `aldaba keys rotate seal`: documents are sealed with another key and certificate.

use std::path::Path;

use anyhow::Context as _;
use audit::Event;
use gateways::SystemClock;
use keys::{SealFiles, SealInModule};
use vocab::Clock as _;

use crate::{config::Config, keyring::Keys, serve};

pub(super) async fn run(
    config: &Config,
    key: Option<&Path>,
    object: Option<&str>,
    chain: &Path,
) -> anyhow::Result<()> {
    let (keys, store) = super::open(config).await?;
    let enrolled = enrol(config, &keys, key, object, chain)?;
    println!(
        "The seal {} ({}) seals from now on; running processes take it over within {} seconds. \
         Documents under earlier seals stay verifiable.{}",
        enrolled.kid,
        enrolled.subject,
        serve::poll(config).as_secs(),
        enrolled.advice,
    );
    let event = Event::SealEnrolled {
        kid: enrolled.kid,
        subject: enrolled.subject,
    };
    let noted = super::note(&store, event).await;
    store.close().await;
    noted
}

/// A seal that was put on the ring.
struct Enrolled {
    kid: String,
    subject: String,
    /// What to do with the key's file.
    advice: String,
}

fn enrol(
    config: &Config,
    keys: &Keys,
    key: Option<&Path>,
    object: Option<&str>,
    chain: &Path,
) -> anyhow::Result<Enrolled> {
    let now = SystemClock.now();
    if keys::seal_files::enrolled(&keys.ring, chain)? {
        anyhow::bail!("the seal of {} is on the ring already", chain.display());
    }
    match (key, object) {
        (_, Some(object)) => {
            let hardware = serve::key_encryption_key::hardware(config)?;
            let (module, _) = hardware.context("set pkcs11.library first")?;
            let seal = SealInModule::load(&module, object, chain, now)?;
            let subject = seal.chain.subject();
            Ok(Enrolled {
                kid: seal.enrol(&keys.ring, now)?,
                subject,
                advice: String::new(),
            })
        }
        (Some(key), None) => {
            let seal = SealFiles::load(key, chain, now)?;
            let subject = seal.chain.subject();
            Ok(Enrolled {
                kid: seal.enrol(&keys.ring, now)?,
                subject,
                advice: format!(
                    " The key is kept wrapped in {}: keep {} where it is safe, or destroy it.",
                    config.keys.directory,
                    key.display()
                ),
            })
        }
        (None, None) => anyhow::bail!("name the key of the seal: --key or --pkcs11"),
    }
}
