//! `cargo xtask test`: everything that CI runs, in an order that fails early and compiles each thing once.
//!
//! clippy and rustdoc share cargo's check artefacts; the binary, the unit tests and the journeys share one selection
//! of packages and features (`--workspace`), so that no dependency is built twice for them. A step that fails does
//! not hide the others: all run, and the table at the end says what failed.

mod context;
mod fuzz;
mod options;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::report::{self, Ending, Line};
use crate::workspace::Workspace;

use context::Context;
use options::Options;
use steps::{STEPS, Step};

/// Runs the steps that the arguments ask for.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    if options.list {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.about);
        }
        return Ok(());
    }
    let mut context = Context::new(Workspace::load()?, options);
    let lines = run(&mut context);
    // Stops PostgreSQL before the table, so that the table is the last word.
    drop(context);
    print!("{}", report::table(&lines));
    if lines.iter().all(|line| line.ending == Ending::Passed) {
        Ok(())
    } else {
        bail!("some steps failed")
    }
}

fn run(context: &mut Context) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let wanted: Vec<&Step> = STEPS
        .iter()
        .filter(|step| context.options.wants(step))
        .collect();
    for step in wanted {
        let line = match blocked(step, &lines) {
            Some(why) => Line {
                step: step.name,
                took: Duration::ZERO,
                ending: Ending::NotRun(why),
            },
            None => timed(step, context),
        };
        lines.push(line);
    }
    lines
}

/// The reason why a step cannot run, if an earlier one that it needs has failed.
fn blocked(step: &Step, lines: &[Line]) -> Option<&'static str> {
    lines
        .iter()
        .filter(|line| line.ending != Ending::Passed)
        .find(|line| step.needs.contains(&line.step))
        .map(|line| line.step)
}

fn timed(step: &Step, context: &mut Context) -> Line {
    println!("\n== {} == {}", step.name, step.about);
    let start = Instant::now();
    let ending = match (step.run)(context) {
        Ok(()) => Ending::Passed,
        Err(error) => {
            eprintln!("{}: {error:#}", step.name);
            Ending::Failed(format!("{error:#}"))
        }
    };
    Line {
        step: step.name,
        took: start.elapsed(),
        ending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_waits_for_what_it_needs_and_for_nothing_else() {
        let failed = |step| Line {
            step,
            took: Duration::ZERO,
            ending: Ending::Failed("found something".to_owned()),
        };
        let by_name = |name| {
            STEPS
                .iter()
                .find(|step| step.name == name)
                .expect("a step of that name")
        };
        assert_eq!(blocked(by_name("tests"), &[failed("build")]), Some("build"));
        assert_eq!(blocked(by_name("tests"), &[failed("clippy")]), None);
    }

    #[test]
    fn every_step_that_is_needed_exists_and_comes_earlier() {
        for (position, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                let found = STEPS
                    .iter()
                    .take(position)
                    .any(|earlier| earlier.name == *need);
                assert!(
                    found,
                    "`{}` needs `{need}`, which must stand above it in STEPS",
                    step.name
                );
            }
        }
    }
}
