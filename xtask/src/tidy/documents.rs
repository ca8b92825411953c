//! The pages that a newcomer expects are there, and the change log knows today's version.

use std::process::Command;

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;
use crate::{environment, shell};

const EXPECTED: [&str; 13] = [
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "Cargo.lock",
    ".ci/run",
    "docs/ARCHITECTURE.md",
    "docs/requirements.md",
    "docs/adding-a-step.md",
    "docs/security.md",
    "docs/decisions/README.md",
    "docs/operations/README.md",
];

/// Presence, and a few words that each must hold.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found: Vec<Finding> = EXPECTED
        .iter()
        .filter(|path| !repository.files.iter().any(|file| file == *path))
        .map(|path| Finding::error(*path, "is missing"))
        .collect();
    let read = |path: &str| {
        repository
            .text_if_there(path)
            .map(Option::unwrap_or_default)
    };
    let version = repository
        .workspace
        .member("aldaba")
        .map(|member| member.version.clone())
        .unwrap_or_default();
    if !knows_version(&read("CHANGELOG.md")?, &version) {
        found.push(Finding::error(
            "CHANGELOG.md",
            format!("has no heading for {version} or `Unreleased`"),
        ));
    }
    if !read(".ci/run")?.contains("cargo xtask test") {
        found.push(Finding::error(
            ".ci/run",
            "does not call `cargo xtask test`, which the README promises",
        ));
    }
    if !read("LICENSE")?.starts_with("EUROPEAN UNION PUBLIC LICENCE v. 1.2") {
        found.push(Finding::error("LICENSE", "is not the text of EUPL-1.2"));
    }
    if environment::is_ci() && lock_has_changed(repository) {
        let text = "cargo had to change it: build once, commit what it wrote";
        found.push(Finding::error("Cargo.lock", text));
    }
    found.extend(unlisted_decisions(
        repository,
        &read("docs/decisions/README.md")?,
    ));
    Ok(found)
}

fn knows_version(changes: &str, version: &str) -> bool {
    changes
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .any(|heading| heading.contains("Unreleased") || heading.contains(version))
}

/// On a machine of CI nobody edits: a difference means that the lock file that was committed is old.
fn lock_has_changed(repository: &Repository<'_>) -> bool {
    let mut same = Command::new("git");
    same.args(["diff", "--quiet", "HEAD", "--", "Cargo.lock"]);
    !shell::succeeds(same.current_dir(&repository.workspace.root))
}

/// A decision that the index does not list is found by nobody.
fn unlisted_decisions(repository: &Repository<'_>, index: &str) -> Vec<Finding> {
    let folder = "docs/decisions/";
    let pages = repository
        .files
        .iter()
        .filter(|path| path.starts_with(folder) && !path.ends_with("README.md"));
    pages
        .filter(|path| !index.contains(path.strip_prefix(folder).unwrap_or(path)))
        .map(|path| Finding::error(path, "is not listed in docs/decisions/README.md"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_change_log_must_know_the_version_or_have_an_open_section() {
        assert!(knows_version("# Changes\n\n## Unreleased\n", "0.1.0"));
        assert!(knows_version("## 0.1.0 (2026-11-22)\n", "0.1.0"));
        assert!(!knows_version("## 0.0.9\n", "0.1.0"));
    }
}
