//! `aldaba migrate`: brings the database to the schema of this release.

use std::{path::Path, sync::Arc};

use gateways::SystemClock;
use store::{Store, StoreOptions};

use crate::{config::Config, keyring::Keys, serve};

pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let clock = Arc::new(SystemClock);
    let kek = serve::key_encryption_key(config)?;
    let keys = Keys::open(Path::new(&config.keys.directory), kek, &*clock)?;
    let options = StoreOptions::new(
        &config.storage.url,
        keys.sealer.clone(),
        keys.hashes.clone(),
    )?;
    let store = Store::open(options).await?;
    store.migrate().await?;
    store.close().await;
    println!("The database has the schema of this release.");
    Ok(())
}
