//! The table of steps and times at the end of a run.

use std::fmt::Write as _;
use std::time::Duration;

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// It did what it is for.
    Passed,
    /// It found something; the text says what.
    Failed(String),
    /// It could not run because an earlier step failed.
    NotRun(&'static str),
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Line {
    /// The name of the step.
    pub(crate) step: &'static str,
    /// How long it took by the wall clock.
    pub(crate) took: Duration,
    /// How it ended.
    pub(crate) ending: Ending,
}

/// The table, and the closing line that says how many steps passed and failed.
pub(crate) fn table(lines: &[Line]) -> String {
    let mut text = String::from("\nstep         time   result\n");
    for line in lines {
        let result = match &line.ending {
            Ending::Passed => "passed".to_owned(),
            Ending::Failed(why) => format!("FAILED: {}", why.lines().next().unwrap_or_default()),
            Ending::NotRun(why) => format!("not run: {why}"),
        };
        // Cannot fail: writing to a `String` never does.
        let _ = writeln!(text, "{:<10} {:>6}   {result}", line.step, clock(line.took));
    }
    let total: Duration = lines.iter().map(|line| line.took).sum();
    let passed = lines
        .iter()
        .filter(|line| line.ending == Ending::Passed)
        .count();
    let _ = write!(
        text,
        "{:<10} {:>6}\n\nsteps: {passed} passed, {} failed\n",
        "total",
        clock(total),
        lines.len() - passed
    );
    text
}

/// Minutes and seconds, as on a kitchen clock.
fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_was_not_run_counts_as_failed() {
        let lines = [
            Line {
                step: "fmt",
                took: Duration::from_secs(2),
                ending: Ending::Passed,
            },
            Line {
                step: "build",
                took: Duration::from_secs(63),
                ending: Ending::Failed("no\nmore".to_owned()),
            },
            Line {
                step: "tests",
                took: Duration::ZERO,
                ending: Ending::NotRun("`build` failed"),
            },
        ];
        let text = table(&lines);
        assert!(text.contains("build        1:03   FAILED: no\n"), "{text}");
        assert!(
            text.contains("tests        0:00   not run: `build` failed\n"),
            "{text}"
        );
        assert!(text.ends_with("steps: 1 passed, 2 failed\n"), "{text}");
    }
}
