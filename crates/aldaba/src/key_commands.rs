//! `aldaba keys …`: what keys there are, and how they follow each other while everything runs.

mod list;
mod rewrap;
mod rotate_kek;
mod rotate_seal;
mod rotate_token;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use audit::{ChangedBy, Event, KeyJournal};
use clap::Subcommand;
use gateways::SystemClock;
use keys::{KeyEncryptionKey, OsEntropy};
use store::{
    Store,
    repo::{self, meta::Purpose},
};

use crate::{config::Config, keyring::Keys, serve};

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Tells every key: what it is for, its state, since when and until when, where it lives.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Replaces a key while everything runs.
    Rotate {
        #[command(subcommand)]
        what: RotateCommand,
    },
    /// Tells which key-encryption key a file holds.
    Id {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RotateCommand {
    /// The keys that sign tokens: the next ones are published now and sign later.
    Token {
        /// The keys in use are in wrong hands: new ones sign at once, and the old ones are no
        /// longer published.
        #[arg(long)]
        compromised: bool,
    },
    /// The seal: documents are sealed with another key and certificate from now on.
    Seal {
        /// PEM file with the private key (PKCS#8), mode 0600. It is kept wrapped in the folder of
        /// keys and not needed afterwards.
        #[arg(long, required_unless_present = "pkcs11", conflicts_with = "pkcs11")]
        key: Option<PathBuf>,
        /// Instead: id (`CKA_ID`, in hexadecimal digits) of a key on the token of the
        /// configuration.
        #[arg(long, value_name = "ID")]
        pkcs11: Option<String>,
        /// PEM file with the certificate and its chain, the seal's own first.
        #[arg(long)]
        chain: PathBuf,
    },
    /// The wrapping of every data key in the database, by the key-encryption key in use.
    Data {
        /// File with an earlier key-encryption key, by which some of them may be wrapped.
        #[arg(long)]
        from: Option<PathBuf>,
        #[command(flatten)]
        pace: Pace,
    },
    /// The key-encryption key. What was interrupted goes on when it is asked for again.
    Kek {
        /// File with the new key-encryption key; made if it is not there.
        #[arg(long)]
        to: PathBuf,
        /// Only makes the new key known, so that the folder of keys can be copied to other
        /// machines before anything depends on it.
        #[arg(long)]
        announce: bool,
        #[command(flatten)]
        pace: Pace,
    },
}

/// How fast data keys are wrapped again.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Pace {
    /// Milliseconds of rest after each batch, to leave the database to the citizens.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pause_ms: u64,
    /// Data keys in a batch.
    #[arg(long, default_value_t = 500, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    batch: u32,
}

/// Does what was asked for.
pub(crate) async fn run(config: &Config, command: KeysCommand) -> anyhow::Result<()> {
    match command {
        KeysCommand::List { json } => list::run(config, json).await,
        KeysCommand::Id { file } => {
            println!("{}", KeyEncryptionKey::from_file(&file)?.id());
            Ok(())
        }
        KeysCommand::Rotate { what } => rotate(config, what).await,
    }
}

async fn rotate(config: &Config, what: RotateCommand) -> anyhow::Result<()> {
    match what {
        RotateCommand::Token { compromised } => rotate_token::run(config, compromised).await,
        RotateCommand::Seal { key, pkcs11, chain } => {
            rotate_seal::run(config, key.as_deref(), pkcs11.as_deref(), &chain).await
        }
        RotateCommand::Data { from, pace } => rewrap::run(config, from.as_deref(), pace).await,
        RotateCommand::Kek { to, announce, pace } => {
            rotate_kek::run(config, &to, announce, pace).await
        }
    }
}

/// The keys of the installation and its database, known to belong together but for the wrapping
/// of data keys, which is what the caller is going to change.
async fn open(config: &Config) -> anyhow::Result<(Keys, Store)> {
    let keys = serve::open_keys(config, &SystemClock)?;
    let store = serve::open_store(config, &keys).await?;
    let (purpose, bound) = store
        .read::<_, store::StoreError, _>("keys.belonging", |tx| {
            Ok((repo::meta::purpose(tx)?, repo::meta::key_ring(tx)?))
        })
        .await?;
    if purpose == Some(Purpose::Demonstration) {
        anyhow::bail!("this database belongs to a demonstration");
    }
    if let Some(bound) = bound.filter(|bound| *bound != keys.ring.id()) {
        anyhow::bail!(serve::belonging::other_ring(&bound, &keys.ring.id()));
    }
    Ok((keys, store))
}

/// Writes down what was done to a key. The key has changed by now, so that a failure says so.
async fn note(store: &Store, event: Event) -> anyhow::Result<()> {
    let journal = KeyJournal {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
    };
    journal
        .note(event, ChangedBy::CommandLine)
        .await
        .context("it was done, but its audit entry could not be written")
}

/// A key-encryption key from a file that the operator names.
fn read_key(file: &Path) -> anyhow::Result<Arc<KeyEncryptionKey>> {
    let kek = KeyEncryptionKey::from_file(file).with_context(|| file.display().to_string())?;
    serve::key_encryption_key::refuse_automatic(&kek)?;
    Ok(Arc::new(kek))
}

#[expect(
    clippy::disallowed_methods,
    reason = "an administrator's command that waits until other processes have noticed"
)]
async fn rest(time: Duration) {
    tokio::time::sleep(time).await;
}
