//! Sends spans in batches. A collector that is away costs spans, and nobody's time.

use std::time::Duration;

use gateways::outbound::{OutboundClient, OutboundRequest};
use tokio::sync::{mpsc::Receiver, oneshot};
use url::Url;

use super::{Span, otlp};

/// Spans that may wait: some seconds of a busy process, about 1 MB.
pub(super) const MOST_WAITING: usize = 4_096;

/// Spans of one message: below 200 KB.
const BATCH: usize = 512;

/// A batch that is not full goes after this time.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends until it is stopped, and then what waits.
pub(super) async fn run(
    client: OutboundClient,
    url: Url,
    mut waiting: Receiver<Span>,
    mut stopped: oneshot::Receiver<()>,
) {
    let mut state = State::Answers;
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        let over = tokio::select! {
            over = fill(&mut waiting, &mut batch) => over,
            _ = &mut stopped => {
                while let Ok(span) = waiting.try_recv() {
                    batch.push(span);
                }
                true
            }
        };
        for part in batch.chunks(BATCH) {
            state = state.after(send(&client, &url, part).await);
        }
        if over {
            return;
        }
    }
}

/// Waits until there is a full batch, or some spans and no more patience. `true`: no more come.
/// What was taken is in `batch` also when nobody waits for the end of this any more.
async fn fill(waiting: &mut Receiver<Span>, batch: &mut Vec<Span>) -> bool {
    let all = async {
        while batch.len() < BATCH {
            match waiting.recv().await {
                Some(span) => batch.push(span),
                None => return true,
            }
        }
        false
    };
    tokio::time::timeout(PATIENCE, all).await.unwrap_or(false)
}

async fn send(client: &OutboundClient, url: &Url, spans: &[Span]) -> Result<(), String> {
    let request = OutboundRequest::post(url.clone(), "application/json", otlp::message(spans));
    match client.send(&request).await {
        Ok(answer) if answer.status.is_success() => Ok(()),
        Ok(answer) => Err(format!("it answers {}", answer.status)),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether the collector took the last message: its absence is told once, not every five seconds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Answers,
    IsAway,
}

impl State {
    fn after(self, sent: Result<(), String>) -> Self {
        match (self, sent) {
            (Self::Answers, Err(reason)) => {
                tracing::warn!(
                    reason,
                    "the collector of traces takes none; traces are lost"
                );
                Self::IsAway
            }
            (Self::IsAway, Ok(())) => {
                tracing::info!("the collector of traces takes them again");
                Self::Answers
            }
            (state, _) => state,
        }
    }
}
