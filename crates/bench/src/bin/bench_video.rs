//! `bench-video`: prints what video calls at once cost one media server, and what they lose.

use std::{
    io::{self, Write},
    time::Duration,
};

use bench::{
    AnyError,
    video::{Load, measure},
};
use clap::Parser;
use ports::media::Transport;

/// Video calls.
#[derive(Debug, Parser)]
struct Arguments {
    /// Calls at once.
    #[arg(long, default_value_t = 50)]
    calls: usize,
    /// Seconds of a measurement.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// What a citizen's picture takes, in kilobits a second.
    #[arg(long, default_value_t = 800)]
    kilobits: u64,
    /// Measurements.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// Over TCP instead of UDP.
    #[arg(long)]
    tcp: bool,
}

fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(table(&arguments))
}

async fn table(arguments: &Arguments) -> Result<(), AnyError> {
    let load = Load {
        calls: arguments.calls,
        length: Duration::from_secs(arguments.seconds),
        kilobits: arguments.kilobits,
        transport: if arguments.tcp {
            Transport::Tcp
        } else {
            Transport::Udp
        },
    };
    let mut out = io::stdout();
    writeln!(
        out,
        "{} calls of {} s, pictures of {} kbit/s, both ends on this machine.\n",
        arguments.calls, arguments.seconds, arguments.kilobits
    )?;
    writeln!(
        out,
        "| CPU media | CPU recordings | CPU with clients | sound lost | pictures arrived | jitter ms, median and highest | recorded MB |\n|---|---|---|---|---|---|---|"
    )?;
    for _ in 0..arguments.runs {
        let m = measure(load).await?;
        writeln!(
            out,
            "| {:.0} % | {:.1} % | {:.0} % | {:.2} % | {:.1} % | {:.1}, {:.1} | {:.0} |",
            m.media * 100.0,
            m.recordings * 100.0,
            m.all * 100.0,
            m.sounds_lost * 100.0,
            m.pictures * 100.0,
            m.jitter_median.as_secs_f64() * 1000.0,
            m.jitter.as_secs_f64() * 1000.0,
            m.recorded as f64 / 1e6
        )?;
    }
    Ok(())
}
