//! `bench-registers`: prints how many rows of the civil register are imported a second, into a new
//! SQLite file or into the database that is named, and what memory it took.

use std::io::{self, Write as _};

use bench::{
    AnyError,
    registers::{generate, import},
};
use clap::Parser;

/// An import of the civil register.
#[derive(Debug, Parser)]
struct Arguments {
    /// Rows of the generated file.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u32,
    /// Database; a SQLite file where TMPDIR says if nothing is named.
    #[arg(long)]
    url: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("civil.csv");
    generate(&file, arguments.rows)?;
    let database = folder.path().join("registers.db");
    let url = arguments
        .url
        .unwrap_or_else(|| format!("sqlite:{}", database.display()));
    let first = import(&file, &url).await?;
    let mut out = io::stdout();
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    writeln!(out, "| what | |\n|---|---|")?;
    writeln!(out, "| rows | {} |", first.rows)?;
    writeln!(out, "| file | {:.0} MB |", megabytes(first.bytes))?;
    let seconds = first.took.as_secs_f64();
    writeln!(
        out,
        "| rows a second | {:.0} |",
        first.rows as f64 / seconds
    )?;
    let cpu = first.cpu.as_secs_f64() * 1e6 / first.rows.max(1) as f64;
    writeln!(out, "| CPU a row | {cpu:.0} µs |")?;
    writeln!(
        out,
        "| resident at the end | {:.0} MB |",
        megabytes(first.resident)
    )?;
    if let Ok(kept) = database.metadata() {
        writeln!(out, "| database | {:.0} MB |", megabytes(kept.len()))?;
    }
    Ok(())
}
