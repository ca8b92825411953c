//! A link from one page of the repository to another leads somewhere.

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
    Ok(found)
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

fn normal(path: &Path) -> PathBuf {
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
    fn a_path_upwards_is_followed_from_the_page() {
        assert_eq!(
            normal(Path::new("docs/decisions/../../README.md")),
            Path::new("README.md")
        );
    }
}
