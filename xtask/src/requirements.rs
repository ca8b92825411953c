//! The table in `docs/requirements.md`: reading it, marking rows, finding tests that speak of a row.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, bail};

use crate::shell;
use crate::workspace::Workspace;

/// Where the table stands.
pub(crate) const PAGE: &str = "docs/requirements.md";

const COUNTS_BEGIN: &str = "<!-- counts:begin (written by `cargo xtask tidy`) -->\n";
const COUNTS_END: &str = "<!-- counts:end -->";

/// How far a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// All of the sentence, shown by a test.
    Met,
    /// A part of the sentence, shown by a test.
    Partly,
    /// Not begun, or not shown.
    Open,
}

impl Status {
    const ALL: [Self; 3] = [Self::Met, Self::Partly, Self::Open];

    fn parse(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.to_string() == text)
            .ok_or_else(|| anyhow!("`{text}` is no status; it is met, partly or open"))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::Open => "open",
        })
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// `R001` to `R265`.
    pub(crate) id: String,
    /// The area, by its letters.
    pub(crate) area: String,
    /// The requirement itself.
    pub(crate) sentence: String,
    /// How far it is met.
    pub(crate) status: Status,
    /// The tests that show it, as `path::name`.
    pub(crate) tests: Vec<String>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tests = self
            .tests
            .iter()
            .map(|test| format!("`{test}`"))
            .collect::<Vec<_>>()
            .join(" ");
        let gap = if tests.is_empty() { "" } else { " " };
        write!(
            f,
            "| {} | {} | {} | {} |{gap}{tests} |",
            self.id, self.area, self.sentence, self.status
        )
    }
}

/// All rows, in the order of the page.
#[derive(Debug)]
pub(crate) struct Table {
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// Reads the lines that begin with `| R`; everything else on the page is left alone.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let rows = text
            .lines()
            .filter(|line| is_row(line))
            .map(|line| row(line).with_context(|| line.to_owned()))
            .collect::<Result<_>>()?;
        Ok(Self { rows })
    }

    /// The page with the counts of this table.
    pub(crate) fn with_fresh_counts(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once(COUNTS_BEGIN) else {
            return text.to_owned();
        };
        let Some((_, after)) = rest.split_once(COUNTS_END) else {
            return text.to_owned();
        };
        format!(
            "{before}{COUNTS_BEGIN}{}\n{COUNTS_END}{after}",
            self.counts()
        )
    }

    /// `Of 265 requirements, 3 are met, 1 partly and 261 open.`
    pub(crate) fn counts(&self) -> String {
        let of = |status| self.rows.iter().filter(|row| row.status == status).count();
        format!(
            "Of {} requirements, {} are met, {} partly and {} open.",
            self.rows.len(),
            of(Status::Met),
            of(Status::Partly),
            of(Status::Open)
        )
    }
}

fn is_row(line: &str) -> bool {
    line.strip_prefix("| R")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn row(line: &str) -> Result<Row> {
    let cells: Vec<&str> = line
        .trim()
        .trim_start_matches('|')
        .trim_end_matches('|')
        .split('|')
        .map(str::trim)
        .collect();
    let [id, area, sentence, status, tests] = cells.as_slice() else {
        bail!("a row has five cells: number, area, requirement, status, tests");
    };
    Ok(Row {
        id: (*id).to_owned(),
        area: (*area).to_owned(),
        sentence: (*sentence).to_owned(),
        status: Status::parse(status)?,
        tests: tests
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect(),
    })
}

/// `cargo xtask requirements …`.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    let page = workspace.root.join(PAGE);
    let text = fs::read_to_string(&page).with_context(|| PAGE.to_owned())?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["status"] => println!("{}", Table::parse(&text)?.counts()),
        ["suggest"] => print!("{}", suggest(&workspace)?),
        ["set", status, test, ids @ ..] if !ids.is_empty() => {
            fs::write(&page, set(&text, Status::parse(status)?, test, ids)?)?;
        }
        _ => bail!(
            "`requirements`, `requirements suggest` or `requirements set met|partly|open TEST|- R001 …`"
        ),
    }
    Ok(())
}

/// Gives rows a status and, unless it is `-`, a further test.
fn set(text: &str, status: Status, test: &str, ids: &[&str]) -> Result<String> {
    let table = Table::parse(text)?;
    if let Some(unknown) = ids
        .iter()
        .find(|id| !table.rows.iter().any(|row| row.id == **id))
    {
        bail!("the table has no {unknown}");
    }
    let mut lines = Vec::new();
    for line in text.lines() {
        if !is_row(line) {
            lines.push(line.to_owned());
            continue;
        }
        let mut row = row(line)?;
        if ids.contains(&row.id.as_str()) {
            row.status = status;
            if test != "-" && !row.tests.iter().any(|known| known == test) {
                row.tests.push(test.to_owned());
            }
        }
        lines.push(row.to_string());
    }
    let page = format!("{}\n", lines.join("\n"));
    Ok(Table::parse(&page)?.with_fresh_counts(&page))
}

/// Tests that name a requirement in their text or in the comment above them; and for requirements that no test names,
/// the files that do, because their tests may show it all the same.
fn suggest(workspace: &Workspace) -> Result<String> {
    let mut list = Command::new("git");
    list.args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "crates/*.rs",
    ]);
    let list = shell::capture(list.current_dir(&workspace.root))?;
    let mut tested: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in list.lines() {
        let text = fs::read_to_string(workspace.root.join(path)).unwrap_or_default();
        for id in mentioned(&text) {
            named
                .entry(id)
                .or_default()
                .push(format!("named in {path}"));
        }
        for (name, block) in tests(&text) {
            for id in mentioned(&block) {
                tested
                    .entry(id)
                    .or_default()
                    .push(format!("{path}::{name}"));
            }
        }
    }
    let without = named
        .into_iter()
        .filter(|(id, _)| !tested.contains_key(id))
        .collect::<Vec<_>>();
    tested.extend(without);
    let lines = tested
        .iter()
        .flat_map(|(id, places)| places.iter().map(move |place| format!("{id}  {place}\n")));
    Ok(lines.collect())
}

/// The test functions of a file with the text from the end of the function before to their own end, roughly: a block
/// begins after a line that is only a closing brace.
fn tests(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut block = String::new();
    for line in text.lines() {
        block.push_str(line);
        block.push('\n');
        if line.trim() == "}" {
            if block.contains("test]") || block.contains("proptest!") || block.contains("#[test") {
                found.extend(function_name(&block).map(|name| (name, block.clone())));
            }
            block.clear();
        }
    }
    found
}

/// The name of the first function after the first test attribute.
fn function_name(block: &str) -> Option<String> {
    let (_, after) = block.split_once("test")?;
    let (_, signature) = after.split_once("fn ")?;
    let name: String = signature
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

/// The requirement numbers in a text, each once.
fn mentioned(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| {
            word.len() == 4
                && word.starts_with('R')
                && word.chars().skip(1).all(|c| c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests_of_the_table {
    use super::*;

    const PAGE_TEXT: &str = "# Requirements\n\n<!-- counts:begin (written by `cargo xtask tidy`) -->\nold\n<!-- counts:end -->\n\n\
        | number | area | requirement | status | tests |\n|---|---|---|---|---|\n\
        | R001 | SYS | One. | open | |\n| R002 | SYS | Two. | met | `crates/a/src/b.rs::c` `crates/a/src/b.rs::d` |\n";

    #[test]
    fn reads_status_and_tests() {
        let table = Table::parse(PAGE_TEXT).expect("a good page");
        let second = table.rows.last().expect("two rows");
        assert_eq!(second.status, Status::Met);
        assert_eq!(
            second.tests,
            ["crates/a/src/b.rs::c", "crates/a/src/b.rs::d"]
        );
    }

    #[test]
    fn marking_a_row_changes_that_row_and_the_counts() {
        let page = set(PAGE_TEXT, Status::Partly, "crates/a/src/b.rs::e", &["R001"])
            .expect("the row exists");
        assert!(
            page.contains("| R001 | SYS | One. | partly | `crates/a/src/b.rs::e` |\n"),
            "{page}"
        );
        assert!(
            page.contains("Of 2 requirements, 1 are met, 1 partly and 0 open."),
            "{page}"
        );
        assert!(
            page.contains(
                "| R002 | SYS | Two. | met | `crates/a/src/b.rs::c` `crates/a/src/b.rs::d` |\n"
            ),
            "{page}"
        );
    }

    #[test]
    fn an_unknown_row_or_status_is_refused() {
        assert!(set(PAGE_TEXT, Status::Met, "-", &["R999"]).is_err());
        assert!(Table::parse("| R001 | SYS | One. | done | |\n").is_err());
    }

    #[test]
    fn finds_the_tests_that_speak_of_a_requirement() {
        let text = "    /// R061: one phone, one person.\n    #[test]\n    fn one_phone_one_person() {\n        check();\n    }\n";
        let found = tests(text);
        assert_eq!(found.len(), 1);
        let (name, block) = found.first().expect("one");
        assert_eq!(name, "one_phone_one_person");
        assert_eq!(mentioned(block), ["R061"]);
    }
}
