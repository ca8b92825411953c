//! `bench-indistinguishable`: tries to tell with a stopwatch who is registered. Ends with 1 if it
//! can, with 2 if the machine is too noisy to say.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use bench::{
    AnyError,
    accounting::median,
    indistinguishable::{
        STEPS, Standing, Times, measure,
        stopwatch::{Comparison, Shuffle, compare, control, injected},
    },
};
use clap::Parser;

/// Who is registered, by the stopwatch?
#[derive(Debug, Parser)]
struct Arguments {
    /// Times that each step is measured for each standing.
    #[arg(long, default_value_t = 2_000)]
    samples: usize,
    /// Microseconds below which a difference is let be; twice as much must be found when it is
    /// put in.
    #[arg(long, default_value_t = 25.0)]
    tolerance: f64,
    /// For the order of people, and the shuffles.
    #[arg(long, default_value_t = 2_026)]
    seed: u64,
}

fn main() -> Result<ExitCode, AnyError> {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let times = runtime.block_on(measure(arguments.samples.max(50), arguments.seed))?;
    report(&arguments, &times)
}

fn report(arguments: &Arguments, times: &Times) -> Result<ExitCode, AnyError> {
    let mut out = io::stdout();
    let mut shuffle = Shuffle::new(arguments.seed);
    let (tolerance, put_in) = (arguments.tolerance, 2.0 * arguments.tolerance);
    let (mut told, mut noisy) = (false, false);
    writeln!(
        out,
        "Medians of {} times, in microseconds; `chance`: how often shuffled labels differ as much.\n\n\
         | step | what | median | difference | chance | told apart |\n|---|---|---|---|---|---|",
        arguments.samples
    )?;
    for (place, step) in STEPS.iter().enumerate() {
        let of = |standing: usize| -> &[f64] {
            let steps = times
                .get(standing)
                .map_or(&[][..], <[_; STEPS.len()]>::as_slice);
            steps.get(place).map_or(&[], Vec::as_slice)
        };
        let registered = of(0);
        let mut row = |what: &str, second: &[f64], found: Comparison| -> Result<bool, AnyError> {
            let (difference, chance) = (found.difference, found.chance);
            let (middle, tells) = (median(second.to_vec()), found.tells(tolerance));
            let word = if tells { "yes" } else { "no" };
            writeln!(
                out,
                "| {step} | {what} | {middle:.0} | {difference:+.1} | {chance:.4} | {word} |"
            )?;
            Ok(tells)
        };
        for (other, standing) in Standing::ALL.iter().enumerate().skip(1) {
            let found = compare(registered, of(other), &mut shuffle);
            told |= row(&format!("registered, {standing:?}"), of(other), found)?;
        }
        let same = control(registered, &mut shuffle);
        noisy |= row("control: registered, registered", registered, same)?;
        let slower = injected(registered, put_in, &mut shuffle);
        let what = format!("put in: {put_in} µs");
        noisy |= !row(&what, registered, slower)?;
    }
    let (words, code) = match (told, noisy) {
        (true, _) => ("A stopwatch tells who is registered.", ExitCode::from(1)),
        (false, true) => ("The machine is too noisy to say.", ExitCode::from(2)),
        (false, false) => (
            "A stopwatch does not tell who is registered.",
            ExitCode::SUCCESS,
        ),
    };
    writeln!(out, "\n{words}")?;
    Ok(code)
}
