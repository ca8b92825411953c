//! `cargo-nextest` and `cargo-deny`, in the versions that CI uses or whatever newer ones the machine has.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{Policy, python};
use crate::workspace::Workspace;
use crate::{environment, shell};

/// A cargo tool and the version to install where it is missing.
struct Tool {
    program: &'static str,
    version: &'static str,
}

const TOOLS: [Tool; 2] = [
    Tool {
        program: "cargo-nextest",
        version: "0.9.148",
    },
    Tool {
        program: "cargo-deny",
        version: "0.20.2",
    },
];

/// Installs what is missing; returns the folder of our own copies.
pub(crate) fn ensure(workspace: &Workspace, policy: Policy) -> Result<PathBuf> {
    let environment = workspace.chores().join("tools");
    let bin = environment.join("bin");
    let missing = |bin: &Path| {
        TOOLS
            .iter()
            .filter(|tool| !is_there(bin, tool.program))
            .collect::<Vec<_>>()
    };
    if missing(&bin).is_empty() {
        return Ok(bin);
    }
    if policy == Policy::OnlyCheck {
        let names: Vec<_> = missing(&bin).iter().map(|tool| tool.program).collect();
        bail!(
            "missing cargo tools: {}; `cargo xtask install` installs them",
            names.join(" ")
        );
    }
    if let Err(error) = from_wheels(workspace, &environment) {
        println!(
            "no ready-made cargo tools for this machine ({error:#}); building them, which takes some minutes"
        );
    }
    for tool in missing(&bin) {
        shell::run(
            shell::cargo(&workspace.root)
                .args([
                    "install",
                    "--locked",
                    tool.program,
                    "--version",
                    tool.version,
                ])
                .arg("--root")
                .arg(&environment),
        )?;
    }
    Ok(bin)
}

fn is_there(bin: &Path, program: &str) -> bool {
    environment::on_path(program).is_some()
        || shell::succeeds(Command::new(bin.join(program)).arg("--version"))
}

/// Seconds instead of minutes: the same programs, built by others, with digests pinned by us.
fn from_wheels(workspace: &Workspace, folder: &Path) -> Result<()> {
    python::make(folder)?;
    shell::run(
        python::pip(folder)
            .args(["--require-hashes", "--requirement"])
            .arg(workspace.root.join("xtask/python/tools.txt")),
    )
}
