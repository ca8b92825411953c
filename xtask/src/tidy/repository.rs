//! The files under version control, or about to be.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::shell;
use crate::workspace::{Member, Workspace};

/// Ring 7 does not ship: tests, simulators, chores.
const BESIDE: u64 = 7;

/// The workspace and its files.
pub(crate) struct Repository<'a> {
    /// What cargo knows.
    pub(crate) workspace: &'a Workspace,
    /// Paths from the root, with `/`, of every file that is tracked or could be added; sorted.
    pub(crate) files: Vec<String>,
}

impl<'a> Repository<'a> {
    /// Asks git.
    pub(crate) fn open(workspace: &'a Workspace) -> Result<Self> {
        let list = shell::capture(
            Command::new("git")
                .args([
                    "ls-files",
                    "--cached",
                    "--others",
                    "--exclude-standard",
                    "-z",
                ])
                .current_dir(&workspace.root),
        )?;
        let mut files: Vec<String> = list
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect();
        // A file that is deleted and not yet committed is still listed.
        files.retain(|path| workspace.root.join(path).is_file());
        files.sort();
        files.dedup();
        Ok(Self { workspace, files })
    }

    /// The text of a file; `None` if it is not text.
    pub(crate) fn text(&self, path: &str) -> Result<Option<String>> {
        let bytes = fs::read(self.workspace.root.join(path)).with_context(|| path.to_owned())?;
        Ok(String::from_utf8(bytes).ok())
    }

    /// The text of a file that may not exist.
    pub(crate) fn text_if_there(&self, path: &str) -> Result<Option<String>> {
        if self.workspace.root.join(path).is_file() {
            self.text(path)
        } else {
            Ok(None)
        }
    }

    /// Replaces the text of a file if it differs.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result<()> {
        if self.text(path)?.as_deref() != Some(text) {
            fs::write(self.workspace.root.join(path), text).with_context(|| path.to_owned())?;
            println!("redrawn: {path}");
        }
        Ok(())
    }

    /// The paths with that ending.
    pub(crate) fn with_extension<'s>(
        &'s self,
        extension: &'s str,
    ) -> impl Iterator<Item = &'s str> {
        self.files.iter().map(String::as_str).filter(move |path| {
            path.rsplit_once('.')
                .is_some_and(|(_, end)| end == extension)
        })
    }

    /// The Rust files that ship: the sources of the crates in rings 0 to 6, without their tests.
    pub(crate) fn product_sources(&self) -> impl Iterator<Item = &str> {
        self.with_extension("rs").filter(|path| {
            let inside = self
                .workspace
                .members
                .iter()
                .find(|member| path.starts_with(&self.folder_of(member)));
            let ships = inside.is_some_and(|member| member.ring.is_some_and(|ring| ring < BESIDE));
            ships
                && !path.contains("/tests/")
                && !path.ends_with("/tests.rs")
                && !path.contains("/benches/")
        })
    }

    /// A crate's folder from the root, with a closing `/`.
    pub(crate) fn folder_of(&self, member: &Member) -> String {
        let folder = member
            .folder
            .strip_prefix(&self.workspace.root)
            .unwrap_or(&member.folder);
        format!("{}/", folder.display())
    }
}
