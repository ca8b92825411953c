//! `aldaba keys rotate data`, and the part of changing the key-encryption key that goes through
//! the database: every data key is wrapped again, in batches.

use std::{path::Path, sync::Arc, time::Duration};

use audit::Event;
use gateways::SystemClock;
use keys::SoftwareSealer;
use store::{Rewrap, Store, WrappedColumn};
use vocab::Clock as _;

use super::Pace;
use crate::config::Config;

/// What a pass through the database did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) seen: u64,
    pub(super) changed: u64,
    pub(super) unreadable: u64,
}

pub(super) async fn run(config: &Config, from: Option<&Path>, pace: Pace) -> anyhow::Result<()> {
    let (keys, store) = super::open(config).await?;
    let mut sealer = (*keys.sealer).clone();
    if let Some(file) = from {
        sealer = sealer.with_earlier(super::read_key(file)?);
    }
    let again: Rewrap = Arc::new(move |wrapped| sealer.wrap_again(wrapped).map(Some));
    let pass = pass(&store, &again, pace).await?;
    let by = keys.ring.kek_id().to_string();
    let noted = match pass.changed {
        0 => Ok(()),
        data_keys => {
            let by = by.clone();
            super::note(&store, Event::DataKeysWrapped { by, data_keys }).await
        }
    };
    store.close().await;
    pass.refuse_unreadable()?;
    println!(
        "{} data keys were wrapped again by the key-encryption key {by}.",
        pass.changed,
    );
    noted
}

/// What is wrapped by another key-encryption key than the one in use is wrapped again by that.
pub(super) fn by_current(sealer: &Arc<SoftwareSealer>) -> Rewrap {
    let sealer = sealer.clone();
    Arc::new(move |wrapped| sealer.rewrap(wrapped))
}

/// Goes once through every data key of the database.
pub(super) async fn pass(store: &Store, rewrap: &Rewrap, pace: Pace) -> anyhow::Result<Pass> {
    let mut whole = Pass::default();
    for column in WrappedColumn::ALL {
        let mut next = Some(Vec::new());
        while let Some(after) = next {
            let now = SystemClock.now();
            let batch = store
                .rewrap_batch(column, after, pace.batch, rewrap.clone(), now)
                .await?;
            whole.seen += batch.seen;
            whole.changed += batch.changed;
            whole.unreadable += batch.unreadable;
            next = batch.next;
            if pace.pause_ms > 0 && next.is_some() {
                super::rest(Duration::from_millis(pace.pause_ms)).await;
            }
        }
    }
    Ok(whole)
}

impl Pass {
    /// Keys that nobody here can open must not be lost silently.
    pub(super) fn refuse_unreadable(self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.unreadable == 0,
            "{} data keys were wrapped by another key-encryption key and were left as they are: \
             `aldaba keys list` tells which; give its file to `aldaba keys rotate data --from`",
            self.unreadable
        );
        Ok(())
    }
}
