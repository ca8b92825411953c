//! `bench-sms`: prints how many text messages a second one SMPP session carries, from the gateway
//! to an SMSC in the same process and back, and what a message costs.

use std::{
    io::{self, Write as _},
    sync::Arc,
    time::Duration,
};

use bench::{
    AnyError,
    accounting::median,
    sms::{Line, Measured},
};
use clap::Parser;

/// Text messages over SMPP.
#[derive(Debug, Parser)]
struct Arguments {
    /// Measurements, of which the median is taken.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Messages of one measurement.
    #[arg(long, default_value_t = 20_000)]
    count: u64,
    /// Windows: submits that may wait for their answers at once.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 10, 64])]
    windows: Vec<u16>,
    /// Milliseconds that the SMSC takes for an answer, for one more line with the largest window.
    #[arg(long, default_value_t = 20)]
    slow_ms: u64,
}

fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(table(&arguments))
}

async fn table(arguments: &Arguments) -> Result<(), AnyError> {
    let Arguments {
        runs,
        count,
        windows,
        slow_ms,
    } = arguments;
    let mut out = io::stdout();
    writeln!(
        out,
        "Medians of {runs} runs of {count} messages with receipts.\n\n\
         | window | SMSC answers | messages/s | CPU us, both sides |\n|---|---|---|---|"
    )?;
    for window in windows {
        let line = Arc::new(Line::open(*window, Duration::ZERO).await?);
        line.carry(*count / 4).await?;
        let mut all = Vec::new();
        for _ in 0..*runs {
            all.push(line.carry(*count).await?);
        }
        print(&mut out, *window, "at once", &all)?;
    }
    if let Some(widest) = windows.iter().max() {
        let line = Arc::new(Line::open(*widest, Duration::from_millis(*slow_ms)).await?);
        let few = u64::from(*widest) * 20;
        let all = [line.carry(few).await?];
        print(&mut out, *widest, &format!("after {slow_ms} ms"), &all)?;
    }
    Ok(())
}

fn print(out: &mut impl io::Write, window: u16, when: &str, all: &[Measured]) -> io::Result<()> {
    let middle = |of: fn(&Measured) -> f64| median(all.iter().map(of).collect());
    let (per_second, cpu) = (middle(|run| run.per_second), middle(|run| run.cpu_us));
    writeln!(out, "| {window} | {when} | {per_second:.0} | {cpu:.1} |")
}
