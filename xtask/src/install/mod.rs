//! Brings in what the tests need, and only what is missing: a second run changes nothing.

mod cargo_tools;
mod debian;
mod node;
mod python;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::environment;
use crate::workspace::Workspace;

/// May we install, or only say what is missing?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Install what is missing.
    Install,
    /// A missing program is an error that names it.
    OnlyCheck,
}

/// Where everything is once it is installed.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    /// Python with the packages of `xtask/python/requirements.txt`.
    pub(crate) python: PathBuf,
    /// Chromium from Debian.
    pub(crate) chromium: PathBuf,
    /// Apache from Debian.
    pub(crate) apache: PathBuf,
    /// Node.js 20 or later.
    pub(crate) node: PathBuf,
    /// The packages of `crates/e2e/browser`.
    pub(crate) node_modules: PathBuf,
    /// The folder of PostgreSQL's programs.
    pub(crate) postgres_bin: PathBuf,
    /// A `PATH` on which cargo finds its tools.
    pub(crate) path: OsString,
}

/// `cargo xtask install`.
pub(crate) fn command() -> Result<()> {
    let tools = all(&Workspace::load()?, Policy::Install)?;
    println!("python        {}", tools.python.display());
    println!("node          {}", tools.node.display());
    println!("node modules  {}", tools.node_modules.display());
    println!("chromium      {}", tools.chromium.display());
    println!("apache        {}", tools.apache.display());
    println!("postgresql    {}", tools.postgres_bin.display());
    Ok(())
}

/// Everything, for a whole run.
pub(crate) fn all(workspace: &Workspace, policy: Policy) -> Result<Tools> {
    debian::ensure(debian::PACKAGES, policy)?;
    let tools_folder = cargo_tools::ensure(workspace, policy)?;
    let node = node::ensure(workspace, policy)?;
    Ok(Tools {
        python: python::ensure(workspace, policy)?,
        chromium: debian::chromium()?,
        apache: debian::apache()?,
        node: node.program,
        node_modules: node.modules,
        postgres_bin: debian::postgres_bin()?,
        path: path_with(&tools_folder)?,
    })
}

/// Only PostgreSQL's programs, for `cargo xtask postgres`.
pub(crate) fn postgres(policy: Policy) -> Result<PathBuf> {
    debian::ensure(debian::POSTGRES, policy)?;
    debian::postgres_bin()
}

/// Only the cargo tools, for the steps that need nothing else: the `PATH` that has them.
pub(crate) fn cargo_tools(workspace: &Workspace, policy: Policy) -> Result<OsString> {
    path_with(&cargo_tools::ensure(workspace, policy)?)
}

/// Our own programs come last: what the machine has wins.
fn path_with(folder: &Path) -> Result<OsString> {
    let path = environment::variable("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(std::iter::once(folder.to_path_buf()));
    std::env::join_paths(folders).context("a folder name that no PATH can hold")
}

/// True if `stamp` says that `content` is what was installed last.
fn is_current(stamp: &Path, content: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|old| old == content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_list_of_packages_is_installed_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let stamp = folder.path().join("stamp");
        assert!(!is_current(&stamp, "a==1"));
        fs::write(&stamp, "a==1").expect("the folder can be written to");
        assert!(is_current(&stamp, "a==1"));
        assert!(!is_current(&stamp, "a==2"));
    }
}
