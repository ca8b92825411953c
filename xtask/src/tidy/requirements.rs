//! `docs/requirements.md`: every requirement once, each claim with a test that exists.

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;
use crate::requirements::{PAGE, Status, Table};

/// How many requirements there are: R001 to R265.
const COUNT: u16 = 265;

/// Checks numbering, statuses and the tests that are named.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let text = repository.text_if_there(PAGE)?.unwrap_or_default();
    let table = match Table::parse(&text) {
        Ok(table) => table,
        Err(error) => return Ok(vec![Finding::error(PAGE, format!("{error:#}"))]),
    };
    let mut found = numbering(&table);
    if table.with_fresh_counts(&text) != text {
        found.push(Finding::error(
            PAGE,
            "the counts are old; run `cargo xtask tidy` and commit it",
        ));
    }
    for row in &table.rows {
        let place = || format!("{PAGE}: {}", row.id);
        if row.status != Status::Open && row.tests.is_empty() {
            found.push(Finding::error(
                place(),
                format!(
                    "is `{}` and names no test; write it as `crates/…/file.rs::test_name`",
                    row.status
                ),
            ));
        }
        for test in &row.tests {
            found.extend(missing(repository, test)?.map(|why| Finding::error(place(), why)));
        }
    }
    Ok(found)
}

/// Writes the counts above the table again.
pub(crate) fn redraw(repository: &Repository<'_>) -> Result<()> {
    let text = repository.text_if_there(PAGE)?.unwrap_or_default();
    let table = Table::parse(&text)?;
    repository.write(PAGE, &table.with_fresh_counts(&text))
}

fn numbering(table: &Table) -> Vec<Finding> {
    let expected = (1..=COUNT).map(|number| format!("R{number:03}"));
    let found = table.rows.iter().map(|row| row.id.clone());
    if expected.eq(found) {
        return Vec::new();
    }
    vec![Finding::error(
        PAGE,
        format!("must have R001 to R{COUNT:03}, each once and in order; the numbers are stable"),
    )]
}

/// The reason why a test is not there, if it is not.
pub(super) fn missing(repository: &Repository<'_>, test: &str) -> Result<Option<String>> {
    let Some((path, name)) = test.split_once("::") else {
        return Ok(Some(format!(
            "`{test}` is not of the form `path::test_name`"
        )));
    };
    Ok(match repository.text_if_there(path)? {
        None => Some(format!("names `{path}`, which does not exist")),
        Some(text) if !defines(path, &text, name) => Some(format!("`{path}` has no test `{name}`")),
        Some(_) => None,
    })
}

fn defines(path: &str, text: &str, name: &str) -> bool {
    if path.ends_with(".rs") {
        text.contains(&format!("fn {name}("))
    } else {
        text.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_must_be_defined_and_not_only_mentioned() {
        assert!(defines(
            "a.rs",
            "    fn rejects_a_code_used_twice() {",
            "rejects_a_code_used_twice"
        ));
        assert!(!defines(
            "a.rs",
            "// rejects_a_code_used_twice",
            "rejects_a_code_used_twice"
        ));
    }

    #[test]
    fn a_missing_number_is_found() {
        let row = "| R001 | SYS | A sentence. | open | |\n";
        let table = Table::parse(row).expect("one row");
        assert_eq!(numbering(&table).len(), 1);
    }
}
