//! `cargo xtask tidy`: the rules of this repository that no compiler knows. Each check says how to fix what it finds.

mod attacks;
mod documents;
mod finding;
mod links;
mod long_files;
mod machine;
mod picture;
mod repository;
mod requirements;
mod rings;
mod settings;
mod snapshots;
mod unused_dependencies;
mod words;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use finding::{Finding, Weight};
use repository::Repository;

/// A check: looks at the repository and says what it finds.
type Check = fn(&Repository<'_>) -> Result<Vec<Finding>>;

const CHECKS: &[(&str, Check)] = &[
    ("rings", rings::check),
    ("picture of the crates", picture::check),
    ("requirements", requirements::check),
    ("attacks", attacks::check),
    ("settings", settings::check),
    ("unused dependencies", unused_dependencies::check),
    ("unfinished words", words::check),
    ("paths and hosts of a machine", machine::check),
    ("links", links::check),
    ("snapshots", snapshots::check),
    ("documents", documents::check),
    ("long files", long_files::check),
];

/// `cargo xtask tidy [--check | --take-out-unused]`.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    match arguments {
        [] => {
            let repository = Repository::open(&workspace)?;
            picture::redraw(&repository)?;
            requirements::redraw(&repository)?;
            settings::redraw(&repository)?;
            check(&workspace)
        }
        [only] if only == "--check" => check(&workspace),
        [only] if only == "--take-out-unused" => {
            unused_dependencies::take_out(&Repository::open(&workspace)?)
        }
        _ => bail!("`cargo xtask tidy` knows --check and --take-out-unused"),
    }
}

/// Runs every check and prints what they find; an error if any finding is one.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let repository = Repository::open(workspace)?;
    let mut errors = 0;
    for (name, check) in CHECKS {
        for finding in check(&repository)? {
            println!("{}: {name}: {finding}", finding.weight);
            errors += usize::from(finding.weight == Weight::Error);
        }
    }
    match errors {
        0 => {
            println!("tidy: {} checks, nothing to mend", CHECKS.len());
            Ok(())
        }
        1 => bail!("tidy: 1 thing to mend"),
        more => bail!("tidy: {more} things to mend"),
    }
}
