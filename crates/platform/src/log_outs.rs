//! Relying parties are told that a session has ended, or that a request over the back channel was
//! answered, each by a call of its own.

use std::{future::Future, sync::Arc, time::Duration};

use federation::Told;
use store::{
    StoreError,
    repo::{client_log_out, client_ping},
};
use tokio::task::JoinSet;

use crate::Platform;

/// Parties that are called at the same time: a session rarely served more.
const AT_ONCE: u32 = 32;

/// How often the loop looks for calls that came due; a log-out that just happened wakes it.
const POLL: Duration = Duration::from_secs(5);

impl Platform {
    /// Calls the parties that wait to be told, at most [`AT_ONCE`], and gives what came of each.
    ///
    /// # Errors
    /// [`StoreError`]: what waits cannot be read.
    pub async fn tell_parties_once(self: &Arc<Self>) -> Result<Vec<Told>, StoreError> {
        let leased = self
            .federation
            .lease_log_outs(&self.holder, AT_ONCE)
            .await?;
        let mut calls = JoinSet::new();
        for one in leased {
            let platform = Arc::clone(self);
            calls.spawn(async move {
                let caller = &*platform.parts.log_outs;
                platform
                    .federation
                    .tell(one, &platform.holder, caller)
                    .await
            });
        }
        let pings = self.federation.lease_pings(&self.holder, AT_ONCE).await?;
        for one in pings {
            let platform = Arc::clone(self);
            calls.spawn(async move {
                let caller = &*platform.parts.pings;
                platform
                    .federation
                    .ping(one, &platform.holder, caller)
                    .await
            });
        }
        let mut outcomes = Vec::new();
        while let Some(ended) = calls.join_next().await {
            match ended {
                Ok(Ok(told)) => outcomes.push(told),
                Ok(Err(error)) => tracing::warn!(%error, "a relying party has to wait"),
                Err(error) => {
                    tracing::error!(%error, "a call to a relying party stopped with a defect");
                }
            }
        }
        Ok(outcomes)
    }

    /// Tells parties as sessions end, until `stop` is ready.
    pub(crate) async fn tell_parties(self: Arc<Self>, stop: impl Future<Output = ()>) {
        let mut hints = self.parts.store.subscribe();
        let mut stop = std::pin::pin!(stop);
        loop {
            match self.tell_parties_once().await {
                // As many as were asked for: perhaps more wait.
                Ok(told) if told.len() >= AT_ONCE as usize => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "log-outs have to wait"),
            }
            loop {
                let look = tokio::select! {
                    () = &mut stop => return,
                    hint = hints.next() => match hint {
                        Some(hint) => {
                            hint.concerns(client_log_out::TOPIC)
                                || hint.concerns(client_ping::TOPIC)
                        }
                        // The store is closed.
                        None => return,
                    },
                    () = pause() => true,
                };
                if look {
                    break;
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the worker's polling loop")]
async fn pause() {
    tokio::time::sleep(POLL).await;
}
