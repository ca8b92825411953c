//! A Python environment of our own below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{Policy, is_current};
use crate::shell;
use crate::workspace::Workspace;

/// The environment that the tests use; returns its interpreter.
pub(crate) fn ensure(workspace: &Workspace, policy: Policy) -> Result<PathBuf> {
    let list = workspace.root.join("xtask/python/requirements.txt");
    let folder = workspace.chores().join("python");
    let content = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let stamp = folder.join("installed.txt");
    if !is_current(&stamp, &content) || !runs(&folder) {
        if policy == Policy::OnlyCheck {
            bail!(
                "the Python packages of the tests are not installed; `cargo xtask install` installs them"
            );
        }
        // An environment points to the Python that made it, which may be gone since.
        if folder.exists() && !runs(&folder) {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot remove {}", folder.display()))?;
        }
        make(&folder)?;
        shell::run(pip(&folder).arg("--requirement").arg(&list))?;
        fs::write(&stamp, content)?;
    }
    Ok(folder.join("bin/python"))
}

/// Does the interpreter of the environment still run?
fn runs(folder: &Path) -> bool {
    Command::new(folder.join("bin/python"))
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// An empty environment, if there is none there.
pub(crate) fn make(folder: &Path) -> Result<()> {
    if folder.join("bin/pip").is_file() {
        return Ok(());
    }
    shell::run(Command::new("python3").args(["-m", "venv"]).arg(folder))
}

/// `pip install` of that environment, quiet and without looking for a newer pip.
pub(crate) fn pip(folder: &Path) -> Command {
    let mut command = Command::new(folder.join("bin/pip"));
    command.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--only-binary",
        ":all:",
    ]);
    command
}
