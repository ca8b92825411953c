//! Every dependency is named in a source of the crate that declares it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::finding::Finding;
use super::links::normal;
use super::repository::Repository;
use crate::workspace::{Dependency, Kind, Member};

/// Finds entries of dependency tables that no source names; one finding for each table.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for member in &repository.workspace.members {
        for (kind, unused) in unused_of(repository, member)? {
            let text = format!(
                "no source uses {} of the {}: `cargo xtask tidy --take-out-unused` takes them out; what only \
                 switches features goes into `[package.metadata.aldaba] used-for-features`, with the reason beside it",
                unused.join(", "),
                table(kind)
            );
            let place = format!("{}Cargo.toml", repository.folder_of(member));
            found.push(Finding::error(place, text));
        }
    }
    Ok(found)
}

/// Takes them out of the manifests.
pub(crate) fn take_out(repository: &Repository<'_>) -> Result<()> {
    for member in &repository.workspace.members {
        let manifest = format!("{}Cargo.toml", repository.folder_of(member));
        let mut text = repository.text(&manifest)?.unwrap_or_default();
        for (kind, unused) in unused_of(repository, member)? {
            text = without(&text, table(kind), &unused);
        }
        repository.write(&manifest, &text)?;
    }
    Ok(())
}

/// The unused names of each table that has any.
fn unused_of<'m>(
    repository: &Repository<'_>,
    member: &'m Member,
) -> Result<Vec<(Kind, Vec<&'m str>)>> {
    let sources = sources(repository, &repository.folder_of(member))?;
    let of = |kind| {
        let entries = member
            .dependencies
            .iter()
            .filter(move |entry| entry.kind == kind);
        let unused = entries.filter(|entry| is_unused(member, entry, &sources));
        (
            kind,
            unused.map(|entry| entry.name.as_str()).collect::<Vec<_>>(),
        )
    };
    let tables = [Kind::Normal, Kind::Build, Kind::Dev].map(of);
    Ok(tables
        .into_iter()
        .filter(|(_, unused)| !unused.is_empty())
        .collect())
}

/// The manifest without those lines of that table; a table that becomes empty goes too.
fn without(manifest: &str, table: &str, unused: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim() == table;
        }
        let key = line.split(['.', '=', ' ']).next().unwrap_or_default();
        if !(inside && unused.contains(&key)) {
            kept.push(line);
        }
    }
    let text = kept.join("\n") + "\n";
    let empty = format!("\n{table}\n");
    match text.split_once(&empty) {
        Some((before, "")) => before.to_owned(),
        Some((before, after)) if after.starts_with("\n[") => format!("{before}{after}"),
        Some(_) | None => text,
    }
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

/// The crate's Rust files by their path from its folder, and the files of others that they take in
/// with `#[path = "…"]`, under the path of the file that does.
fn sources(repository: &Repository<'_>, folder: &str) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    for path in repository.with_extension("rs") {
        if let Some(inside) = path.strip_prefix(folder) {
            let text = repository.text(path)?.unwrap_or_default();
            for elsewhere in taken_in(path, &text) {
                let theirs = repository.text_if_there(&elsewhere)?.unwrap_or_default();
                sources.insert(format!("{inside} takes in {elsewhere}"), theirs);
            }
            sources.insert(inside.to_owned(), text);
        }
    }
    Ok(sources)
}

/// The files that a source takes in as modules from another place, as paths of the repository.
fn taken_in(path: &str, text: &str) -> Vec<String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    text.lines()
        .filter_map(|line| {
            let named = line.trim().strip_prefix("#[path = \"")?;
            let target = named.strip_suffix("\"]")?;
            Some(normal(&folder.join(target)).to_str()?.to_owned())
        })
        .collect()
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
    fn takes_a_name_out_of_its_table_only_and_an_empty_table_with_it() {
        let manifest = "[package]\nname = \"x\"\n\n[dependencies]\nserde.workspace = true\nurl = \"2\"\n\n[dev-dependencies]\nurl.workspace = true\n";
        let fresh = without(manifest, "[dependencies]", &["url"]);
        assert!(fresh.contains("serde.workspace"), "{fresh}");
        assert!(!fresh.contains("url = "), "{fresh}");
        assert!(fresh.contains("url.workspace = true"), "{fresh}");
        let fresh = without(&fresh, "[dev-dependencies]", &["url"]);
        assert!(!fresh.contains("dev-dependencies"), "{fresh}");
        assert!(fresh.ends_with("serde.workspace = true\n"), "{fresh}");
    }

    #[test]
    fn follows_modules_that_lie_elsewhere() {
        let text = "mod own;\n#[path = \"../../../desk/tests/desk/office.rs\"]\nmod office;\n";
        let path = "crates/web-office/tests/office/main.rs";
        assert_eq!(taken_in(path, text), ["crates/desk/tests/desk/office.rs"]);
        assert!(belongs(
            "tests/it.rs takes in crates/x/tests/y.rs",
            Kind::Dev
        ));
        assert!(!belongs(
            "tests/it.rs takes in crates/x/src/y.rs",
            Kind::Normal
        ));
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
