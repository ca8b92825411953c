//! `aldaba keys rotate kek`: one key-encryption key replaces the other while everything runs.
//!
//! Each step is written down before the next one begins, and asking again goes on where it was
//! interrupted:
//!
//! 1. both keys are made known, each wrapped by the other;
//! 2. when every process has noticed, the new one wraps the ring and new data keys;
//! 3. data keys of the database are wrapped again, pass after pass, until one that began after
//!    every process had noticed the second step finds nothing left;
//! 4. the old key is forgotten.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context as _;
use audit::Event;
use gateways::SystemClock;
use keys::{KekChange, KeyEncryptionKey, RingError};
use store::Store;
use vocab::{Clock as _, SignedDuration, Timestamp};

use super::{
    Pace,
    rewrap::{by_current, pass},
};
use crate::{config::Config, keyring::Keys, serve};

pub(super) async fn run(
    config: &Config,
    to: &Path,
    announce: bool,
    pace: Pace,
) -> anyhow::Result<()> {
    let (keys, store) = super::open(config).await?;
    let new = new_key(to)?;
    let change = match keys.ring.announce_kek(&new, SystemClock.now()) {
        Ok(change) => change,
        Err(RingError::SameKeyEncryptionKey(id)) => {
            store.close().await;
            println!("{id} is the key-encryption key in use; there is nothing to do.");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    println!(
        "From {} to {}: both open everything.",
        change.from, change.to
    );
    let begun = Event::KeyEncryptionKeyChangeBegun {
        from: change.from.to_string(),
        to: change.to.to_string(),
    };
    super::note(&store, begun).await?;
    if announce {
        store.close().await;
        println!(
            "Copy {} to the other machines, then run the same without --announce.",
            config.keys.directory
        );
        return Ok(());
    }
    let notice = notice(config);
    wait_until(change.announced, notice).await;
    let change = keys.ring.switch_kek(SystemClock.now())?;
    println!("{} wraps what is new.", change.to);
    let switched = change.switched.context("the change was not written down")?;
    let wrapped = wrap_all(&keys, &store, switched, notice, pace).await?;
    keys.ring.finish_kek(SystemClock.now())?;
    tell_the_end(config, &change, to, wrapped);
    let changed = Event::KeyEncryptionKeyChanged {
        from: change.from.to_string(),
        to: change.to.to_string(),
        data_keys: wrapped,
    };
    let noted = super::note(&store, changed).await;
    store.close().await;
    noted
}

fn new_key(file: &Path) -> anyhow::Result<Arc<KeyEncryptionKey>> {
    if !file.exists() {
        let made = KeyEncryptionKey::create(file)?;
        println!(
            "{} is new and holds the key-encryption key {}. Keep a copy of it where no copy of \
             the database is.",
            file.display(),
            made.id()
        );
    }
    super::read_key(file)
}

/// Passes through the database until one finds nothing: whatever was wrapped by the old key
/// before the last process noticed has been met then.
async fn wrap_all(
    keys: &Keys,
    store: &Store,
    switched: Timestamp,
    notice: Duration,
    pace: Pace,
) -> anyhow::Result<u64> {
    let rewrap = by_current(&keys.sealer);
    let mut wrapped = 0;
    loop {
        let since = SystemClock.now().duration_since(switched);
        let everybody_noticed = since >= signed(notice);
        let done = pass(store, &rewrap, pace).await?;
        done.refuse_unreadable()?;
        wrapped += done.changed;
        println!(
            "{} data keys looked at, {} wrapped again.",
            done.seen, done.changed
        );
        if done.changed == 0 && everybody_noticed {
            return Ok(wrapped);
        }
        wait_until(switched, notice).await;
    }
}

/// Twice the time after which a process looks again, and a second for its transactions to end.
fn notice(config: &Config) -> Duration {
    serve::poll(config) * 2 + Duration::from_secs(1)
}

/// Waits until `time` has passed since a moment.
async fn wait_until(since: Timestamp, time: Duration) {
    let passed = SystemClock.now().duration_since(since);
    let left = signed(time).saturating_sub(passed);
    super::rest(Duration::try_from(left).unwrap_or(Duration::ZERO)).await;
}

fn signed(time: Duration) -> SignedDuration {
    SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX)
}

fn tell_the_end(config: &Config, change: &KekChange, to: &Path, wrapped: u64) {
    println!(
        "Done: {wrapped} data keys were wrapped again, and nothing in the folder of keys or in \
         the database needs {} any more.\n\
         - Now set keys.encryption_key_file = \"{}\" for every process, before the next restart; \
         until now it was {}.\n\
         - Destroy {} when no backup made before this moment is kept any more: those need it.",
        change.from,
        to.display(),
        serve::key_encryption_key::place(config),
        change.from,
    );
}
