//! `aldaba migrate`: brings the database to the schema of this release. In a new installation it
//! makes the keys too.

use anyhow::Context as _;
use gateways::SystemClock;
use keys::{Catalogue, KeyEncryptionKey, KeyRing, MemoryShelf, SoftwareSealer};
use std::sync::Arc;
use store::{Store, StoreError, StoreOptions, repo};
use vocab::Clock as _;

use crate::{
    config::Config,
    keyring::{Keys, shelf},
    serve,
};

pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let keys = keys(config).await?;
    let options = StoreOptions::new(
        &config.storage.url,
        keys.sealer.clone(),
        keys.hashes.clone(),
    )?;
    let store = Store::open(options).await?;
    store.migrate().await?;
    // Nothing is written: a restore takes a database that was only migrated.
    serve::belonging::compare(&store, &keys).await?;
    store.close().await;
    println!("The database has the schema of this release.");
    Ok(())
}

/// The keys of the installation, or new ones if its database belongs to none yet.
async fn keys(config: &Config) -> anyhow::Result<Keys> {
    let folder = serve::key_folder(config);
    if folder.exists() && Catalogue::read(&shelf(folder)?, SystemClock.now())?.is_some() {
        return serve::open_keys(config, &SystemClock);
    }
    let kek = serve::key_encryption_key(config)?;
    if let Some(bound) = key_ring(config).await? {
        anyhow::bail!(serve::belonging::other_ring(&bound, "no keys"));
    }
    let hardware = serve::key_encryption_key::hardware(config)?;
    Keys::make(folder, kek, hardware, &SystemClock)
}

/// To which keys the database belongs. It is asked with keys that are thrown away.
async fn key_ring(config: &Config) -> anyhow::Result<Option<String>> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek)?;
    let hashes = Arc::new(ring.keyed_hash());
    let sealer = Arc::new(SoftwareSealer::of_ring(Arc::new(ring)));
    let store = Store::open(StoreOptions::new(&config.storage.url, sealer, hashes)?).await?;
    let bound = match store.check_schema().await {
        // Nothing was ever written.
        Err(StoreError::OlderSchema { found: 0, .. }) => Ok(None),
        Ok(()) | Err(StoreError::OlderSchema { .. }) => store
            .read("migrate.key_ring", repo::meta::key_ring)
            .await
            .context("to which keys the database belongs"),
        Err(error) => Err(error.into()),
    };
    store.close().await;
    bound
}
