//! `bench-certificates`: prints what a certificate costs: rendered, sealed, and as a whole
//! application that ends with the certificate in the database, on SQLite and on the PostgreSQL
//! that `ALDABA_TEST_POSTGRES` names.

use std::io::{self, Write};

use bench::{
    AnyError,
    accounting::median,
    certificates::{Depth, Measured, Workshop},
};
use clap::Parser;
use store::testing::{Engine, TestDatabase};

/// People who apply.
const PEOPLE: u32 = 200;

/// Certificates.
#[derive(Debug, Parser)]
struct Arguments {
    /// Measurements, of which the median is taken.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Certificates of one measurement.
    #[arg(long, default_value_t = 400)]
    count: usize,
    /// Applications at a time.
    #[arg(long, default_value_t = 8)]
    at_once: usize,
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
        at_once,
    } = arguments;
    let mut out = io::stdout();
    writeln!(out, "Medians of {runs} runs of {count} certificates.\n")?;
    writeln!(
        out,
        "| what | at once | certificates/s | CPU ms | database CPU ms | kB |\n|---|---|---|---|---|---|"
    )?;
    let workshop = Workshop::open(None, PEOPLE).await?;
    for (what, depth) in [
        ("rendered (PDF/A-2a, PDF/UA-1)", Depth::Rendered),
        ("rendered and sealed (PAdES, P-256)", Depth::Sealed),
    ] {
        workshop.make(depth, *count / 4).await?;
        let mut all = Vec::new();
        for _ in 0..*runs {
            all.push(workshop.make(depth, *count).await?);
        }
        line(&mut out, what, 1, &all)?;
    }
    issued(
        &mut out,
        "application to certificate, SQLite",
        &workshop,
        arguments,
    )
    .await?;
    workshop.close().await;
    if Engine::Postgres.is_wanted() {
        let database = TestDatabase::empty(Engine::Postgres).await;
        let workshop = Workshop::open(Some(database.url().to_owned()), PEOPLE).await?;
        issued(
            &mut out,
            "application to certificate, PostgreSQL",
            &workshop,
            arguments,
        )
        .await?;
        workshop.close().await;
        database.store().close().await;
    }
    writeln!(
        out,
        "\n{at_once} applications at once are rendered by as many threads as there are cores."
    )?;
    Ok(())
}

async fn issued(
    out: &mut impl Write,
    what: &str,
    workshop: &Workshop,
    arguments: &Arguments,
) -> Result<(), AnyError> {
    let Arguments {
        runs,
        count,
        at_once,
    } = arguments;
    workshop.issue(*count / 4, *at_once).await?;
    let mut all = Vec::new();
    for _ in 0..*runs {
        all.push(workshop.issue(*count, *at_once).await?);
    }
    Ok(line(out, what, *at_once, &all)?)
}

fn line(out: &mut impl Write, what: &str, at_once: usize, all: &[Measured]) -> io::Result<()> {
    let middle = |of: fn(&Measured) -> f64| median(all.iter().map(of).collect());
    let per_second = middle(|run| run.per_second);
    let own = middle(|run| run.own_cpu);
    let database = middle(|run| run.database_cpu);
    let kilobytes = match all.last() {
        Some(run) if run.bytes > 0 => format!("{:.1}", run.bytes as f64 / 1e3),
        _ => "–".into(),
    };
    writeln!(
        out,
        "| {what} | {at_once} | {per_second:.0} | {own:.2} | {database:.2} | {kilobytes} |"
    )?;
    out.flush()
}
