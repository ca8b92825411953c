//! Every dependency is named in a source of the crate that declares it.

use std::collections::BTreeMap;

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;
use crate::workspace::{Dependency, Kind, Member};

/// Finds entries of dependency tables that no source names; one finding for each table.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for member in &repository.workspace.members {
        let folder = repository.folder_of(member);
        let sources = sources(repository, &folder)?;
        for kind in [Kind::Normal, Kind::Build, Kind::Dev] {
            let unused: Vec<&str> = member
                .dependencies
                .iter()
                .filter(|dependency| {
                    dependency.kind == kind && is_unused(member, dependency, &sources)
                })
                .map(|dependency| dependency.name.as_str())
                .collect();
            if !unused.is_empty() {
                let text = format!(
                    "no source uses {} of the {}: take it out, or list it in \
                     `[package.metadata.aldaba] used-for-features` with the reason beside it",
                    unused.join(", "),
                    table(kind)
                );
                found.push(Finding::error(format!("{folder}Cargo.toml"), text));
            }
        }
    }
    Ok(found)
}

fn is_unused(member: &Member, dependency: &Dependency, sources: &BTreeMap<String, String>) -> bool {
    // A crate that names itself under its tests switches a feature of its own on.
    if dependency.name == member.name || member.used_for_features.contains(&dependency.name) {
        return false;
    }
    let identifier = dependency.identifier();
    !sources
        .iter()
        .any(|(path, text)| belongs(path, dependency.kind) && names(text, &identifier))
}

/// The crate's Rust files by their path from its folder.
fn sources(repository: &Repository<'_>, folder: &str) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    for path in repository.with_extension("rs") {
        if let Some(inside) = path.strip_prefix(folder) {
            sources.insert(
                inside.to_owned(),
                repository.text(path)?.unwrap_or_default(),
            );
        }
    }
    Ok(sources)
}

/// Which files a table is for.
fn belongs(path: &str, kind: Kind) -> bool {
    match kind {
        Kind::Normal => path.starts_with("src/"),
        Kind::Build => path == "build.rs" || path.starts_with("build/"),
        Kind::Dev => path != "build.rs",
    }
}

fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Normal => "[dependencies]",
        Kind::Build => "[build-dependencies]",
        Kind::Dev => "[dev-dependencies]",
    }
}

/// True if the source uses the crate: `name::…` that is no part of a longer path, or `use name`.
fn names(text: &str, identifier: &str) -> bool {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .any(|line| line_names(line, identifier))
}

fn line_names(line: &str, identifier: &str) -> bool {
    line.match_indices(identifier).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let after = rest.get(identifier.len()..).unwrap_or_default();
        let starts_a_path = match before.strip_suffix("::") {
            // `::name` is a path from the root of names; `other::name` is not ours.
            Some(longer) => !longer.ends_with(is_word),
            None => !before.ends_with(is_word),
        };
        let imported = before.trim_start().ends_with("use ") || before.ends_with("extern crate ");
        let alone = after.starts_with(';') || after.starts_with(" as ");
        starts_a_path && (after.starts_with("::") || (imported && alone))
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_paths_attributes_and_imports() {
        for line in [
            "use serde::Deserialize;",
            "#[tokio::test]",
            "let x = serde_json::json!({});",
            "use postgres as engine;",
            "use {bytes::Bytes, http::Uri};",
            "::audit::append(tx)",
        ] {
            let crates = ["serde", "tokio", "serde_json", "postgres", "bytes", "audit"];
            assert!(crates.iter().any(|name| line_names(line, name)), "{line}");
        }
    }

    #[test]
    fn is_not_fooled_by_modules_longer_names_and_comments() {
        assert!(!line_names("use crate::audit::Entry;", "audit"));
        assert!(!line_names("use serde_json::Value;", "serde"));
        assert!(!line_names("let audit = 3;", "audit"));
        assert!(!names("// uses tokio::spawn one day\n", "tokio"));
    }

    #[test]
    fn a_table_is_for_its_own_files() {
        assert!(belongs("src/lib.rs", Kind::Normal));
        assert!(!belongs("tests/it.rs", Kind::Normal));
        assert!(belongs("tests/it.rs", Kind::Dev));
        assert!(belongs("build.rs", Kind::Build));
        assert!(!belongs("src/lib.rs", Kind::Build));
    }
}
