//! The picture of the crates in `docs/ARCHITECTURE.md`, drawn from the manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Result, anyhow};

use super::finding::Finding;
use super::repository::Repository;
use crate::workspace::{Kind, Workspace};

const PAGE: &str = "docs/ARCHITECTURE.md";
const BEGIN: &str = "<!-- crates:begin (drawn by `cargo xtask tidy`) -->\n";
const END: &str = "<!-- crates:end -->";

/// What each ring is.
const TITLES: [&str; 8] = [
    "words",
    "truth and wire",
    "needs",
    "use cases",
    "adapters",
    "faces",
    "the binary",
    "beside: tests, simulators, chores",
];

/// Fails if the picture is not the one that the manifests give.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let text = page(repository)?;
    let fresh = replace(&text, &draw(repository.workspace, &begun(repository)?))?;
    Ok(if fresh == text {
        Vec::new()
    } else {
        vec![Finding::error(
            PAGE,
            "the picture of the crates is old; run `cargo xtask tidy` and commit it",
        )]
    })
}

/// Draws it again.
pub(crate) fn redraw(repository: &Repository<'_>) -> Result<()> {
    let fresh = replace(
        &page(repository)?,
        &draw(repository.workspace, &begun(repository)?),
    )?;
    repository.write(PAGE, &fresh)
}

fn page(repository: &Repository<'_>) -> Result<String> {
    repository
        .text(PAGE)?
        .ok_or_else(|| anyhow!("{PAGE} is not text"))
}

/// Puts the picture between the two marks.
fn replace(text: &str, picture: &str) -> Result<String> {
    let missing = || anyhow!("{PAGE} lacks the marks `{}` and `{END}`", BEGIN.trim());
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!("{before}{BEGIN}{picture}{END}{after}"))
}

/// A crate with fewer lines is a manifest and a sentence.
const BEGUN: usize = 20;

/// The crates that have more than a manifest.
fn begun<'a>(repository: &Repository<'a>) -> Result<BTreeSet<&'a str>> {
    let mut begun = BTreeSet::new();
    for member in &repository.workspace.members {
        let sources = format!("{}src/", repository.folder_of(member));
        let mut lines = 0;
        for path in repository
            .with_extension("rs")
            .filter(|path| path.starts_with(&sources))
        {
            lines += repository.text(path)?.unwrap_or_default().lines().count();
        }
        if lines >= BEGUN {
            begun.insert(member.name.as_str());
        }
    }
    Ok(begun)
}

/// One line a crate, by ring; of its edges those that do not follow from others.
fn draw(workspace: &Workspace, begun: &BTreeSet<&str>) -> String {
    let edges = edges(workspace);
    let width = edges.keys().map(|name| name.len()).max().unwrap_or(0);
    let mut text = String::from("```text\n");
    for (ring, title) in (0..).zip(TITLES) {
        let inside: Vec<&str> = workspace
            .members
            .iter()
            .filter(|member| member.ring == Some(ring))
            .map(|member| member.name.as_str())
            .collect();
        if inside.is_empty() {
            continue;
        }
        // Cannot fail: writing to a `String` never does.
        let _ = writeln!(text, "ring {ring}: {title}");
        for name in inside {
            let _ = writeln!(text, "  {}", line(name, width, &edges, begun).trim_end());
        }
    }
    text.push_str("```\n");
    text
}

fn line(name: &str, width: usize, edges: &Edges<'_>, begun: &BTreeSet<&str>) -> String {
    if !begun.contains(name) {
        return format!("{name:width$}   (not begun)");
    }
    match direct(name, edges).as_slice() {
        [] => name.to_owned(),
        arrows => format!("{name:width$} → {}", arrows.join(" ")),
    }
}

type Edges<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// What each of our crates needs of our crates to be built (not to be tested).
fn edges(workspace: &Workspace) -> Edges<'_> {
    workspace
        .members
        .iter()
        .map(|member| {
            let needs = member
                .dependencies
                .iter()
                .filter(|d| d.kind != Kind::Dev && workspace.member(&d.name).is_some());
            (
                member.name.as_str(),
                needs.map(|d| d.name.as_str()).collect(),
            )
        })
        .collect()
}

/// The edges of a crate that are not implied by another of its edges.
fn direct<'a>(name: &str, edges: &Edges<'a>) -> Vec<&'a str> {
    let Some(needs) = edges.get(name) else {
        return Vec::new();
    };
    needs
        .iter()
        .filter(|candidate| {
            !needs
                .iter()
                .any(|other| other != *candidate && reaches(other, candidate, edges))
        })
        .copied()
        .collect()
}

fn reaches(from: &str, to: &str, edges: &Edges<'_>) -> bool {
    edges.get(from).is_some_and(|needs| {
        needs
            .iter()
            .any(|next| *next == to || reaches(next, to, edges))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_edges_that_follow_from_others() {
        let edges: Edges<'_> = BTreeMap::from([
            ("vocab", BTreeSet::new()),
            ("ports", BTreeSet::from(["vocab"])),
            ("store", BTreeSet::from(["ports", "vocab"])),
        ]);
        assert_eq!(direct("store", &edges), ["ports"]);
        assert_eq!(direct("ports", &edges), ["vocab"]);
    }

    #[test]
    fn a_crate_that_is_only_a_manifest_is_drawn_as_such() {
        let edges: Edges<'_> = BTreeMap::from([("bench", BTreeSet::from(["store"]))]);
        assert_eq!(
            line("bench", 5, &edges, &BTreeSet::new()),
            "bench   (not begun)"
        );
        assert_eq!(
            line("bench", 5, &edges, &BTreeSet::from(["bench"])),
            "bench → store"
        );
    }

    #[test]
    fn replaces_what_stands_between_the_marks_and_nothing_else() {
        let page = format!("before\n{BEGIN}old\n{END}\nafter\n");
        let fresh = replace(&page, "new\n").expect("both marks are there");
        assert_eq!(fresh, format!("before\n{BEGIN}new\n{END}\nafter\n"));
        assert!(replace("no marks", "new").is_err());
    }
}
