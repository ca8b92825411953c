//! Structured logs, without personal data: requests are logged by route template, people by
//! nothing at all.

use anyhow::Context as _;
use tracing_subscriber::EnvFilter;

use crate::{cli::LogForm, config::Operations};

/// Starts the log.
pub(crate) fn start(operations: &Operations, form: Option<LogForm>) -> anyhow::Result<()> {
    let form = match (form, operations.log.as_str()) {
        (Some(form), _) => form,
        (None, "json") => LogForm::Json,
        (None, "text") => LogForm::Text,
        (None, other) => anyhow::bail!("operations.log is `{other}`; it must be `text` or `json`"),
    };
    let filter = EnvFilter::try_new(&operations.log_filter)
        .with_context(|| format!("operations.log_filter is `{}`", operations.log_filter))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(true);
    match form {
        LogForm::Json => log.json().init(),
        LogForm::Text => log.with_writer(std::io::stderr).init(),
    }
    Ok(())
}
