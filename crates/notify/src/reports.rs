//! What providers say later about text messages that they took.
//!
//! A report can be faster than the transaction that marks its message as sent: it waits here for a
//! while. Reports that wait when the process stops are lost; a provider sends each one once.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use ports::messages::DeliveryReport;
use store::{StoreError, outbox};
use tokio::sync::watch;

use crate::notifier::Inner;

/// How often reports are tried again whose message is not marked yet.
const AGAIN: Duration = Duration::from_millis(200);

/// Where none waits there is nothing to try again.
const LONG: Duration = Duration::from_secs(3600);

/// How often at most: marking takes milliseconds, and a database that is down comes back.
const TRIES: u32 = 300;

/// Reports that wait at most; beyond it the oldest is dropped.
const WAITING: usize = 1_000;

/// Notes reports until `stop` changes.
pub(crate) async fn run(inner: Arc<Inner>, mut stop: watch::Receiver<()>) {
    let mut waiting = VecDeque::new();
    loop {
        let wait = if waiting.is_empty() { LONG } else { AGAIN };
        let came = tokio::select! {
            _ = stop.changed() => return,
            report = tokio::time::timeout(wait, inner.parts.gateways.sms.report()) => report.ok(),
        };
        match came {
            Some(report) => inner.note_or_keep(report, 0, &mut waiting).await,
            None => {
                for (report, tries) in std::mem::take(&mut waiting) {
                    inner.note_or_keep(report, tries, &mut waiting).await;
                }
            }
        }
    }
}

type Waiting = VecDeque<(DeliveryReport, u32)>;

impl Inner {
    async fn note_or_keep(&self, report: DeliveryReport, tries: u32, waiting: &mut Waiting) {
        match self.note(&report).await {
            Ok(true) => {}
            Ok(false) if tries >= TRIES => {
                let DeliveryReport {
                    provider, detail, ..
                } = &report;
                tracing::warn!(
                    provider,
                    detail,
                    "a report about a message that is not known"
                );
            }
            Err(error) if tries >= TRIES => {
                tracing::error!(%error, "a report could not be noted and is dropped");
            }
            Ok(false) | Err(_) => {
                if waiting.len() >= WAITING {
                    waiting.pop_front();
                }
                waiting.push_back((report, tries + 1));
            }
        }
    }

    /// Writes a report to its message; `false`: there is none that waits for it.
    pub(crate) async fn note(&self, report: &DeliveryReport) -> Result<bool, StoreError> {
        let (now, row) = (self.parts.clock.now(), report.clone());
        let known = self
            .parts
            .store
            .transact("notify.note_delivery", move |tx| {
                outbox::note_delivery(tx, &row.provider, &row.reference, row.delivered, now)
            })
            .await?;
        if known {
            let DeliveryReport {
                provider,
                delivered,
                detail,
                ..
            } = report;
            self.metrics.count_report(provider, *delivered);
            if *delivered {
                tracing::debug!(provider, detail, "text message delivered");
            } else {
                tracing::warn!(provider, detail, "text message not delivered");
            }
        }
        Ok(known)
    }
}
