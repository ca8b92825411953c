//! What runs by itself: sending, telling relying parties, expiry, retention, unfinished
//! applications, the audit log. Any number of
//! processes may run it; leases keep them from doing the same thing twice, and everything here
//! bears being done twice.

use std::{future::Future, sync::Arc, time::Duration};

use store::{
    StoreError,
    repo::{self, letter::Forgotten},
};
use tokio::{sync::watch, time::MissedTickBehavior};
use vocab::{SignedDuration, Timestamp};

use crate::{Platform, retention};

/// How often housekeeping runs. Expired codes are refused by their time anyway.
const HOUSEKEEPING: Duration = Duration::from_secs(60);

/// Lease of housekeeping: twice its interval, so that another process takes over soon.
const LEASE: SignedDuration = SignedDuration::from_secs(120);

/// How often calls are looked at that somebody must end.
const CALLS: Duration = Duration::from_secs(2);

/// Applications that one round finishes.
const APPLICATIONS: u32 = 32;

/// What one round of housekeeping did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters whose time passed.
    pub letters_expired: u64,
    /// Letters that nobody needs any more, and people who asked for one and never registered.
    pub forgotten: Forgotten,
    /// Calls of which nothing personal is kept any more.
    pub calls_forgotten: usize,
    /// Identifications by pictures and a film that were not sent in time.
    pub attempts_ended: u64,
    /// Those of which nothing personal is kept any more.
    pub attempts_forgotten: u64,
    /// Rows removed by retention.
    pub removed: u64,
}

impl Platform {
    /// Runs until `stop` is ready: sends what waits and keeps house.
    #[expect(clippy::disallowed_methods, reason = "the worker's polling loop")]
    pub async fn run_clockwork(self: Arc<Self>, stop: impl Future<Output = ()> + Send + 'static) {
        let (over, mut stopped) = watch::channel(false);
        let mut until_stopped = stopped.clone();
        let notifier = self.notifier.clone();
        let sending = tokio::spawn(async move {
            notifier
                .run(async move {
                    // An error means that the sender is gone, which is a stop as well.
                    let _ = until_stopped.wait_for(|over| *over).await;
                })
                .await;
        });
        let mut until_over = stopped.clone();
        let telling = tokio::spawn(self.clone().tell_parties(async move {
            let _ = until_over.wait_for(|over| *over).await;
        }));
        let auditing = tokio::spawn(self.clone().run_audit_log(stopped.clone()));
        let calls = tokio::spawn(self.clone().keep_calls(stopped.clone()));
        let house = tokio::spawn({
            let platform = self.clone();
            async move {
                let mut rounds = tokio::time::interval(HOUSEKEEPING);
                loop {
                    tokio::select! {
                        _ = rounds.tick() => {}
                        _ = stopped.wait_for(|over| *over) => break,
                    }
                    platform.keep_house_once().await;
                }
            }
        });
        stop.await;
        let _ = over.send(true);
        for task in [sending, telling, house, auditing, calls] {
            if let Err(error) = task.await {
                tracing::error!(%error, "a part of the clockwork failed");
            }
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the worker's polling loop")]
    async fn run_audit_log(self: Arc<Self>, mut stopped: watch::Receiver<bool>) {
        let every = self.parts.settings.audit.every;
        if every.is_zero() {
            return;
        }
        let mut rounds = tokio::time::interval(every);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = rounds.tick() => {}
                _ = stopped.wait_for(|over| *over) => break,
            }
            self.keep_audit_log_once().await;
        }
        self.leave_audit_log().await;
    }

    /// Ends calls that are over, every few seconds: two minutes to come back should not be three.
    #[expect(clippy::disallowed_methods, reason = "the worker's polling loop")]
    async fn keep_calls(self: Arc<Self>, mut stopped: watch::Receiver<bool>) {
        let mut rounds = tokio::time::interval(CALLS);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = rounds.tick() => {}
                _ = stopped.wait_for(|over| *over) => break,
            }
            if let Err(error) = self.proofing.sweep().await {
                tracing::warn!(%error, "calls have to wait");
            }
        }
    }

    /// One round of housekeeping, if no other process has the lease.
    pub async fn keep_house_once(&self) {
        let now = self.parts.clock.now();
        let mine = self
            .parts
            .store
            .try_lease("clockwork.house", &self.holder, LEASE, now)
            .await;
        match mine {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(%error, "housekeeping has to wait");
                return;
            }
        }
        match self.keep_house().await {
            Ok(round) => tracing::debug!(?round, "housekeeping done"),
            Err(error) => tracing::warn!(%error, "housekeeping stopped half-way"),
        }
        if let Err(error) = self.procedures.finish_pending(APPLICATIONS).await {
            tracing::warn!(%error, "applications have to wait");
        }
    }

    async fn keep_house(&self) -> Result<Round, StoreError> {
        let now = self.parts.clock.now();
        let letters_expired = self
            .parts
            .store
            .transact("clockwork.expire_letters", move |tx| {
                repo::letter::expire(tx, now)
            })
            .await?;
        let forgotten = self.forget_letters(now).await?;
        let calls_forgotten = self.proofing.forget().await?.len();
        let attempts_ended = self.unattended.sweep().await?;
        let attempts_forgotten = self.forget_attempts().await?;
        let mut removed = 0;
        for rule in retention::all() {
            removed += self.parts.store.apply_retention(rule, now).await?;
        }
        Ok(Round {
            letters_expired,
            forgotten,
            calls_forgotten,
            attempts_ended,
            attempts_forgotten,
            removed,
        })
    }

    /// Removes attempts that were kept long enough, with their films.
    async fn forget_attempts(&self) -> Result<u64, StoreError> {
        let forgotten = self.unattended.forget().await?;
        for film in &forgotten.stuck {
            tracing::error!(id = %film, "a film was not removed; nobody has its key any more");
        }
        Ok(forgotten.attempts)
    }

    /// Removes old letters, and people who asked for one and never registered.
    async fn forget_letters(&self, now: Timestamp) -> Result<Forgotten, StoreError> {
        let before = now
            .checked_sub(retention::LETTERS)
            .unwrap_or(Timestamp::MIN);
        let mut all = Forgotten::default();
        loop {
            let some = self
                .parts
                .store
                .transact("clockwork.forget_letters", move |tx| {
                    repo::letter::forget_settled(tx, before, retention::LETTERS_AT_ONCE)
                })
                .await?;
            all.letters += some.letters;
            all.people += some.people;
            if some.letters < u64::from(retention::LETTERS_AT_ONCE) {
                return Ok(all);
            }
        }
    }
}
