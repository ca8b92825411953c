//! `bench-waiting`: prints what a full waiting room of the video call costs one process.

use std::{
    io::{self, Write},
    time::Duration,
};

use bench::{
    AnyError,
    waiting::{measure, serve},
};
use clap::{Parser, Subcommand};

/// The waiting room of the video call.
#[derive(Debug, Parser)]
struct Arguments {
    /// People who wait.
    #[arg(long, value_delimiter = ',', default_value = "5000")]
    people: Vec<u32>,
    /// Seconds of a measurement.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Measurements.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    #[command(subcommand)]
    command: Option<Part>,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// The process that serves; started by the other.
    #[command(hide = true)]
    Serve {
        /// People who wait.
        #[arg(long)]
        people: u32,
    },
}

fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.command {
        Some(Part::Serve { people }) => runtime.block_on(serve(people)),
        None => runtime.block_on(table(&arguments)),
    }
}

async fn table(arguments: &Arguments) -> Result<(), AnyError> {
    let mut out = io::stdout();
    writeln!(
        out,
        "| people | CPU at rest | CPU, one taken a second | memory before, MB | with every page open | told within a second |\n|---|---|---|---|---|---|"
    )?;
    for &people in &arguments.people {
        for _ in 0..arguments.runs {
            let m = measure(people, Duration::from_secs(arguments.seconds)).await?;
            writeln!(
                out,
                "| {people} | {:.1} % | {:.1} % | {:.0} | {:.0} | {:.1} % |",
                m.at_rest * 100.0,
                m.moving * 100.0,
                m.before as f64 / 1e6,
                m.open as f64 / 1e6,
                m.told * 100.0
            )?;
        }
    }
    Ok(())
}
