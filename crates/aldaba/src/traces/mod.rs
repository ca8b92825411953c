//! Traces for OpenTelemetry: what a request did and how long each step of it took, sent as
//! OTLP/HTTP with JSON (<https://opentelemetry.io/docs/specs/otlp/#otlphttp>) to a collector of the
//! operator's.
//!
//! | module | what |
//! |---|---|
//! | [`layer`] | turns `tracing` spans into finished spans |
//! | [`otlp`] | finished spans as JSON |
//! | [`sender`] | sends them in batches, and never holds anybody up |
//!
//! A span carries the template of a route, a status and the name of a use case; no address, code
//! or name of anybody, as in the log.

mod layer;
mod otlp;
mod sender;

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use gateways::{
    SystemClock,
    outbound::{OutboundClient, OutboundLimits, policy::OutboundPolicy},
};
use keys::OsEntropy;
use tokio::task::JoinHandle;
use url::Url;
use vocab::Timestamp;

pub(crate) use layer::TraceLayer;

use crate::config::Operations;

/// A step that is over.
#[derive(Debug, Clone, PartialEq)]
struct Span {
    trace: [u8; 16],
    id: [u8; 8],
    parent: Option<[u8; 8]>,
    name: String,
    start: Timestamp,
    end: Timestamp,
    attributes: Vec<(&'static str, Value)>,
}

/// What a span says about itself.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(i64),
}

/// The task that sends. It ends when it is asked to, after the last span.
pub(crate) struct Traces {
    stop: tokio::sync::oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// A layer for the log's subscriber and the task behind it; nothing if no collector is named.
pub(crate) fn start(operations: &Operations) -> anyhow::Result<Option<(TraceLayer, Traces)>> {
    if operations.traces_url.is_empty() {
        return Ok(None);
    }
    let url = Url::parse(&operations.traces_url).context("operations.traces_url")?;
    let limits = OutboundLimits {
        time: Duration::from_secs(10),
        ..OutboundLimits::default()
    };
    let policy = OutboundPolicy::only(&url).context("operations.traces_url")?;
    let client = OutboundClient::new(policy, limits);
    let (spans, waiting) = tokio::sync::mpsc::channel(sender::MOST_WAITING);
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(sender::run(client, url, waiting, stopped));
    let layer = TraceLayer::new(
        spans,
        operations.traces_per_thousand,
        Arc::new(SystemClock),
        Arc::new(OsEntropy),
    );
    Ok(Some((layer, Traces { stop, task })))
}

impl Traces {
    /// Sends what waits.
    pub(crate) async fn finish(self) {
        // An end that is gone has stopped already.
        let _ = self.stop.send(());
        if let Err(error) = self.task.await {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}
