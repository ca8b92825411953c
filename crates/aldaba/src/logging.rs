//! Structured logs, without personal data: requests are logged by route template, people by
//! nothing at all. Traces go beside them, to whom the operator names.

use anyhow::Context as _;
use tracing_subscriber::{
    EnvFilter, Layer as _, filter::filter_fn, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

use crate::{
    cli::LogForm,
    config::Operations,
    traces::{self, TraceLayer, Traces},
};

/// Starts the log, and the traces if a collector is named.
pub(crate) fn start(
    operations: &Operations,
    form: Option<LogForm>,
) -> anyhow::Result<Option<Traces>> {
    let form = match (form, operations.log.as_str()) {
        (Some(form), _) => form,
        (None, "json") => LogForm::Json,
        (None, "text") => LogForm::Text,
        (None, other) => anyhow::bail!("operations.log is `{other}`; it must be `text` or `json`"),
    };
    let filter = EnvFilter::try_new(&operations.log_filter)
        .with_context(|| format!("operations.log_filter is `{}`", operations.log_filter))?;
    let log = tracing_subscriber::fmt::layer();
    let log = match form {
        LogForm::Json => log.json().with_filter(filter).boxed(),
        LogForm::Text => log.with_writer(std::io::stderr).with_filter(filter).boxed(),
    };
    let (layer, traces) = traces::start(operations)?.unzip();
    // Each with a filter of its own: what is traced is not therefore in the log.
    let layer = layer.map(|layer| layer.with_filter(filter_fn(TraceLayer::wants)));
    tracing_subscriber::registry().with(log).with(layer).init();
    Ok(traces)
}
