//! Chores of the repository, run as `cargo xtask …`.
//!
//! - [`test`](mod@test): everything that CI runs, step by step, with a table of times at the end;
//! - [`tidy`]: the rules that no compiler knows (rings, generated files, the table of requirements, …);
//! - [`postgres`]: a private PostgreSQL cluster that lives as long as the command that asked for it;
//! - [`package`]: the Debian package;
//! - [`requirements`]: reads and updates `docs/requirements.md`;
//! - [`install`]: brings in the programs that the tests need, and only when they are missing.

mod environment;
mod install;
mod package;
mod postgres;
mod report;
mod requirements;
mod shell;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask COMMAND

  test [OPTIONS] [-- FILTER…]   everything that CI runs
      --only STEP               only this step (repeatable; `--list` names them)
      --skip STEP               all but this step (repeatable)
      --fast                    fmt, tidy, clippy and tests; leaves out typst and the browser
      --no-install              fail when a program is missing instead of installing it
      --list                    the steps, with what each is for
      FILTER…                   handed to nextest in the steps `tests` and `e2e`

  tidy [--check]                the repository's own rules; without --check it redraws what is generated
      --take-out-unused         takes dependencies that no source uses out of the manifests
  postgres [-- COMMAND…]        a private PostgreSQL: prints its address and waits, or runs COMMAND with
                                ALDABA_TEST_POSTGRES set, and stops it at the end
  requirements [status]         how many requirements are met, partly met, open
  requirements set STATUS TEST|- R001 [R002…]
                                marks rows as met, partly or open, with the test that shows it
  requirements suggest          tests whose text names a requirement, row by row
  package [--binary FILE] [--into FOLDER]
                                the Debian package, without the demonstration (builds it unless FILE is given)
  install                       what the tests need: Debian packages, npm and PyPI packages, cargo tools
";

fn main() -> ExitCode {
    match dispatch(&environment::arguments()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "test" => test::command(rest),
        "tidy" => tidy::command(rest),
        "postgres" => postgres::command(rest),
        "package" => package::command(rest),
        "requirements" => requirements::command(rest),
        "install" => install::command(),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => bail!("`{other}` is no command\n\n{USAGE}"),
    }
}
