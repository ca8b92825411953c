//! Every stored snapshot belongs to a test, and none waits for review.

use std::path::Path;

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;

/// Looks at `*.snap`, and for `*.snap.new`, which git does not list because it is ignored.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for path in repository.with_extension("snap") {
        let text = repository.text(path)?.unwrap_or_default();
        let source = match source(&text) {
            Some(source) => repository.text_if_there(source)?,
            None => None,
        };
        let name = name(path);
        if !source.is_some_and(|text| mentions(&text, &name)) {
            found.push(Finding::error(
                path,
                "no test makes this snapshot any more: delete it",
            ));
        }
        if repository
            .workspace
            .root
            .join(format!("{path}.new"))
            .exists()
        {
            found.push(Finding::error(
                path,
                "a changed snapshot waits beside it: accept it or mend the test",
            ));
        }
    }
    Ok(found)
}

/// The `source:` line of a snapshot's header.
fn source(text: &str) -> Option<&str> {
    text.lines()
        .take(12)
        .find_map(|line| line.strip_prefix("source: "))
        .map(|path| path.trim().trim_matches('"'))
}

/// The name in `crate__module__name.snap`, without the number that a repeated name gets.
fn name(path: &str) -> String {
    let stem = Path::new(path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let last = stem.rsplit("__").next().unwrap_or(stem);
    match last.rsplit_once('-') {
        Some((name, number)) if number.chars().all(|c| c.is_ascii_digit()) => name.to_owned(),
        _ => last.to_owned(),
    }
}

/// A test function of that name (insta leaves a leading `test_` out), or the name as a literal.
fn mentions(source: &str, name: &str) -> bool {
    source.contains(&format!("fn {name}("))
        || source.contains(&format!("fn test_{name}("))
        || source.contains(&format!("\"{name}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_belongs_to_the_function_or_the_literal_that_names_it() {
        let name = name("crates/web-kit/src/snapshots/web_kit__page__shows_the_form-2.snap");
        assert_eq!(name, "shows_the_form");
        assert!(mentions("fn shows_the_form() {", &name));
        assert!(mentions(
            "assert_snapshot!(\"shows_the_form\", page)",
            &name
        ));
        assert!(!mentions("fn shows_another_form() {", &name));
    }

    #[test]
    fn reads_the_source_from_the_header() {
        assert_eq!(
            source("---\nsource: crates/web-kit/src/page.rs\nexpression: page\n---\n<html>"),
            Some("crates/web-kit/src/page.rs")
        );
    }
}
