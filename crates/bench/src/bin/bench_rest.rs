//! `bench-rest BINARY`: prints how long `BINARY demo` takes until it is ready in an empty folder,
//! and what it holds and does when nobody asks anything.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    time::Duration,
};

use bench::{
    AnyError,
    accounting::median,
    rest::{Measured, measure},
};
use clap::Parser;

/// The binary at rest.
#[derive(Debug, Parser)]
struct Arguments {
    /// The binary, built for release.
    binary: PathBuf,
    /// Starts, of which the median is taken.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Seconds of rest in each.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
}

fn main() -> Result<(), AnyError> {
    let Arguments {
        binary,
        runs,
        seconds,
    } = Arguments::parse();
    let all = (0..runs.max(1))
        .map(|_| measure(&binary, Duration::from_secs(seconds)))
        .collect::<Result<Vec<_>, _>>()?;
    let middle = |of: fn(&Measured) -> f64| median(all.iter().map(of).collect());
    let megabytes = |bytes: f64| bytes / 1e6;
    let mut out = io::stdout();
    writeln!(
        out,
        "Medians of {runs} starts in an empty folder.\n\n| what | |\n|---|---|"
    )?;
    let ready = middle(|run| run.ready.as_secs_f64());
    writeln!(out, "| from start to ready | {ready:.2} s |")?;
    let cpu = middle(|run| run.start_cpu.as_secs_f64());
    writeln!(out, "| CPU until ready | {cpu:.2} s |")?;
    let resident = megabytes(middle(|run| run.at_ready.resident as f64));
    writeln!(out, "| resident when ready | {resident:.1} MB |")?;
    let resident = megabytes(middle(|run| run.at_rest.resident as f64));
    let anonymous = megabytes(middle(|run| run.at_rest.anonymous as f64));
    writeln!(
        out,
        "| resident after {seconds} s of rest | {resident:.1} MB, of it {anonymous:.1} MB of its own |"
    )?;
    let idle = middle(|run| run.rest_cpu.as_secs_f64()) * 1e3 / seconds.max(1) as f64;
    writeln!(out, "| CPU at rest | {idle:.1} ms a second |")?;
    let stop = middle(|run| run.stop.as_secs_f64()) * 1e3;
    writeln!(out, "| from SIGTERM to the end | {stop:.0} ms |")?;
    Ok(())
}
