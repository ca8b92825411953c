//! `bench-app`: prints what browsers that wait for a confirmation in the app cost one process, and
//! how soon one of them goes on.

use std::{
    io::{self, Write},
    time::Duration,
};

use bench::{
    AnyError,
    app::{measure, serve},
};
use clap::{Parser, Subcommand};

/// Browsers that wait for the app.
#[derive(Debug, Parser)]
struct Arguments {
    /// Browsers that wait at once. Each takes a file descriptor here and in the server.
    #[arg(long, value_delimiter = ',', default_value = "1,10000")]
    browsers: Vec<u32>,
    /// Seconds of a measurement at rest; codes change every thirty.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Confirmations.
    #[arg(long, default_value_t = 50)]
    confirmations: u32,
    #[command(subcommand)]
    command: Option<Part>,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// The process that serves; started by the other.
    #[command(hide = true)]
    Serve {
        /// Browsers that wait.
        #[arg(long)]
        browsers: u32,
    },
}

fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.command {
        Some(Part::Serve { browsers }) => runtime.block_on(serve(browsers)),
        None => runtime.block_on(table(&arguments)),
    }
}

async fn table(arguments: &Arguments) -> Result<(), AnyError> {
    let mut out = io::stdout();
    writeln!(
        out,
        "| browsers | memory before, MB | with every page open | CPU at rest | told, ms | gone on, ms | CPU a log-in, ms |\n|---|---|---|---|---|---|---|"
    )?;
    for &browsers in &arguments.browsers {
        let length = Duration::from_secs(arguments.seconds);
        let m = measure(browsers, length, arguments.confirmations).await?;
        writeln!(
            out,
            "| {browsers} | {:.0} | {:.0} | {:.1} % | {:.1} | {:.1} | {:.2} |",
            m.before as f64 / 1e6,
            m.open as f64 / 1e6,
            m.at_rest * 100.0,
            m.told * 1e3,
            m.gone_on * 1e3,
            m.cpu * 1e3,
        )?;
    }
    Ok(())
}
