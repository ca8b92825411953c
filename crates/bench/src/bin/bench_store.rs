//! `bench-store [--runs N] [--seconds N]`: prints a table of durable transactions a second on
//! every engine that `ALDABA_TEST_ENGINES` wants (PostgreSQL by `ALDABA_TEST_POSTGRES`), with 1,
//! 32 and 256 callers, against the same statements raw in one batch.

use std::{
    io::{self, Write},
    time::Duration,
};

use bench::{
    AnyError,
    accounting::median,
    store_bench::{Measured, raw, through_store},
};
use store::testing::Engine;

/// Transactions of a raw batch: a second or two of work.
const RAW_SQLITE: u64 = 100_000;
const RAW_POSTGRES: u64 = 10_000;

fn main() -> Result<(), AnyError> {
    let (runs, seconds) = arguments()?;
    let time = Duration::from_secs(seconds);
    let mut out = io::stdout();
    writeln!(
        out,
        "Medians of {runs} runs of {seconds} s; five statements a transaction.\n"
    )?;
    writeln!(
        out,
        "| engine | callers | transactions/s | of raw | own CPU µs | server CPU µs |\n\
         |---|---|---|---|---|---|"
    )?;
    let runtime = tokio::runtime::Runtime::new()?;
    for engine in [Engine::Sqlite, Engine::Postgres]
        .into_iter()
        .filter(|e| e.is_wanted())
    {
        let batch = match engine {
            Engine::Sqlite => RAW_SQLITE,
            Engine::Postgres => RAW_POSTGRES,
        };
        let best = repeat(runs, || runtime.block_on(raw(engine, batch)))?;
        line(&mut out, engine, "raw batch", best, best)?;
        for callers in [1, 32, 256] {
            let run = || runtime.block_on(through_store(engine, callers, time));
            line(
                &mut out,
                engine,
                &callers.to_string(),
                repeat(runs, run)?,
                best,
            )?;
        }
    }
    Ok(())
}

fn arguments() -> Result<(u32, u64), AnyError> {
    let (mut runs, mut seconds) = (5, 3);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or("a value is missing")?;
        match word.as_str() {
            "--runs" => runs = value.parse()?,
            "--seconds" => seconds = value.parse()?,
            _ => return Err("usage: bench-store [--runs N] [--seconds N]".into()),
        }
    }
    Ok((runs, seconds))
}

fn repeat(
    runs: u32,
    mut run: impl FnMut() -> Result<Measured, AnyError>,
) -> Result<Measured, AnyError> {
    let all = (0..runs.max(1))
        .map(|_| run())
        .collect::<Result<Vec<_>, _>>()?;
    let middle = |of: fn(&Measured) -> f64| median(all.iter().map(of).collect());
    Ok(Measured {
        per_second: middle(|run| run.per_second),
        own_cpu: middle(|run| run.own_cpu),
        server_cpu: middle(|run| run.server_cpu),
    })
}

fn line(
    out: &mut impl Write,
    engine: Engine,
    callers: &str,
    run: Measured,
    best: Measured,
) -> io::Result<()> {
    let Measured {
        per_second,
        own_cpu,
        server_cpu,
    } = run;
    let share = per_second / best.per_second * 100.0;
    writeln!(
        out,
        "| {engine:?} | {callers} | {per_second:.0} | {share:.0} % | {own_cpu:.1} | {server_cpu:.1} |"
    )?;
    out.flush()
}
