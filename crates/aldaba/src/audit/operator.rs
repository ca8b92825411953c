//! What the operator does with the log in the database. Only keys and database are opened.

use std::{io::Write as _, path::Path, sync::Arc};

use anyhow::Context as _;
use audit::{
    AuditLog,
    log::{Difference, Resource},
};
use gateways::{LogFiles, SystemClock};
use store::repo;
use url::Url;
use vocab::{AuditEntryId, Timestamp};

use crate::{config::Config, serve};

/// Holder of the sequencer's lease: another process that is at work goes first.
const HOLDER: &str = "command-line";

/// Integrates what waits and writes the whole log into a folder.
pub(super) async fn export(config: &Config, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let log = open(config).await?;
    let files = LogFiles::new(folder);
    // Before anything is signed: the folder may know more than the database.
    log.publish(&files).await?;
    while log.integrate(Timestamp::MIN, HOLDER).await?.more {}
    log.stop_integrating(HOLDER).await?;
    let published = log.publish(&files).await?;
    log.store.close().await;
    println!(
        "{} holds the log with {} entries; {} files were written.",
        folder.display(),
        published.size,
        published.files
    );
    Ok(())
}

/// Lists the newest entries without opening any.
pub(super) async fn list(config: &Config, limit: u32) -> anyhow::Result<()> {
    let log = open(config).await?;
    let lines = log
        .store
        .read("audit.list", move |tx| {
            repo::audit::newest(tx, i64::from(limit))
        })
        .await?;
    log.store.close().await;
    for line in lines {
        let place = line
            .leaf_index
            .map_or_else(|| "waits".to_owned(), |index| index.to_string());
        println!(
            "{}  {}  {place:>8}  {}  {}",
            line.id, line.at, line.use_case, line.actor
        );
    }
    Ok(())
}

/// Prints or writes the receipt for an entry.
pub(super) async fn receipt(
    config: &Config,
    entry: AuditEntryId,
    out: Option<&Path>,
) -> anyhow::Result<()> {
    let log = open(config).await?;
    let receipt = log.take_receipt(entry).await?.to_json();
    log.store.close().await;
    match out {
        None => println!("{receipt}"),
        Some(path) => {
            // It tells what somebody did.
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options
                .open(path)
                .with_context(|| path.display().to_string())?;
            writeln!(file, "{receipt}")?;
            println!("{} holds the receipt.", path.display());
        }
    }
    Ok(())
}

/// Compares every entry with the log; fails if anything differs.
pub(super) async fn compare(config: &Config) -> anyhow::Result<()> {
    let log = open(config).await?;
    let compared = log.compare().await?;
    log.store.close().await;
    for difference in &compared.differences {
        match difference {
            Difference::Unplaced(index) => println!("{index}: nobody's entry is in this place"),
            Difference::Gone(index, entry) => println!("{index}: the entry {entry} is gone"),
            Difference::Changed(index, entry) => {
                println!("{index}: the entry {entry} is not what the log committed to");
            }
        }
    }
    anyhow::ensure!(
        compared.differences.is_empty(),
        "{} of {} entries are not as the log holds them",
        compared.differences.len(),
        compared.entries
    );
    println!(
        "All {} entries are as the log holds them; the records of {} were erased with their \
         persons.",
        compared.entries, compared.erased
    );
    Ok(())
}

/// Prints the key that verifies the log.
pub(super) async fn key(config: &Config) -> anyhow::Result<()> {
    let log = open(config).await?;
    let key = log.key().await?;
    log.store.close().await;
    match key {
        Some(Resource::Key(key)) => {
            print!("{key}");
            Ok(())
        }
        _ => anyhow::bail!("there is no key for the audit log"),
    }
}

async fn open(config: &Config) -> anyhow::Result<AuditLog> {
    let clock = Arc::new(SystemClock);
    let keys = serve::open_keys(config, &*clock)?;
    let store = serve::open_store(config, &keys).await?;
    let address = Url::parse(&config.identity.public_url).context("identity.public_url")?;
    Ok(AuditLog {
        store,
        signer: keys.signer(clock.clone(), serve::token_key_rules(config).overlap),
        clock,
        origin: platform::log_origin(&address),
    })
}
