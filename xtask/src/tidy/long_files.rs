//! A file of more than 500 lines usually has two reasons to change.

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;

/// Typical files of this repository have 80 to 300 lines; 500 leaves room for tests beside the code.
const LONG: usize = 500;

/// Only warns: some tables are long by nature.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for path in repository.product_sources() {
        let lines = repository.text(path)?.unwrap_or_default().lines().count();
        if lines > LONG {
            found.push(Finding::warning(
                path,
                format!("{lines} lines: two reasons to change? then make it a folder"),
            ));
        }
    }
    Ok(found)
}
