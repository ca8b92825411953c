//! A link from one page of the repository to another leads somewhere, and so does the name of a page in a comment.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;

/// Follows the relative links of every Markdown page.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for page in repository.with_extension("md") {
        let text = repository.text(page)?.unwrap_or_default();
        let folder = Path::new(page).parent().unwrap_or(Path::new(""));
        for target in targets(&text) {
            let path = normal(&folder.join(target));
            if !repository.workspace.root.join(&path).exists() {
                found.push(Finding::error(
                    page,
                    format!("links to `{target}`, which does not exist"),
                ));
            }
        }
    }
    for source in repository
        .with_extension("rs")
        .chain(repository.with_extension("sql"))
    {
        let text = repository.text(source)?.unwrap_or_default();
        found.extend(stray_pages(repository, source, &text));
    }
    Ok(found)
}

/// Pages that a comment names and that do not exist: from the root, below `docs/`, or in a folder around the source.
fn stray_pages(repository: &Repository<'_>, source: &str, text: &str) -> Vec<Finding> {
    let root = &repository.workspace.root;
    let around = || {
        Path::new(source)
            .ancestors()
            .skip(1)
            .map(|folder| root.join(folder))
    };
    let exists = |page: &str| {
        around().any(|folder| folder.join(page).is_file()) || root.join("docs").join(page).is_file()
    };
    let comments = text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_comment(line));
    comments
        .flat_map(|(index, line)| pages(line).map(move |page| (index, page)))
        .filter(|(_, page)| !exists(page))
        .map(|(index, page)| {
            let place = format!("{source}:{}", index + 1);
            Finding::error(
                place,
                format!("names `{page}`, which is no page of this repository"),
            )
        })
        .collect()
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with("--")
}

/// The words that end in `.md`.
fn pages(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || "`()[],;:\"".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.len() > 3 && word.ends_with(".md") && !word.contains('…'))
}

/// The targets of `[text](target)` that are files: no addresses, no anchors.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| {
        let (target, _) = rest.split_once(')')?;
        let file = target.split('#').next()?.trim();
        let elsewhere = file.is_empty()
            || file.contains("://")
            || file.starts_with("mailto:")
            || file.contains(' ');
        (!elsewhere).then_some(file)
    })
}

pub(super) fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                parts.pop();
            }
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_followed() {
        let text = "[a](docs/a.md#part) [b](https://example.test/) [c](#here) [d](../LICENSE)";
        assert_eq!(
            targets(text).collect::<Vec<_>>(),
            ["docs/a.md", "../LICENSE"]
        );
    }

    #[test]
    fn finds_the_pages_that_a_comment_names() {
        let line = "/// See `docs/security.md` and (decisions/README.md).";
        assert_eq!(
            pages(line).collect::<Vec<_>>(),
            ["docs/security.md", "decisions/README.md"]
        );
        assert!(is_comment("    -- see docs/security.md"));
        assert!(!is_comment("let page = \"docs/security.md\";"));
    }

    #[test]
    fn a_path_upwards_is_followed_from_the_page() {
        assert_eq!(
            normal(Path::new("docs/decisions/../../README.md")),
            Path::new("README.md")
        );
    }
}
