//! `docs/security.md`: each attack with tests that exist, and secrets that are never compared with `==`.

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;

const PAGE: &str = "docs/security.md";

/// The attacks that must stand in the table of the page, in its words.
const ATTACKS: &[&str] = &[
    "Comparing secrets, timed",
    "Asking who is registered",
    "Depth and length",
    "Open redirect",
    "Server-side requests",
    "Rebinding",
    "Cross-site request forgery",
    "Session fixation",
    "Clickjacking",
    "Cache leaks",
    "Host header",
    "Header injection",
    "Mixed-up issuers",
    "Code injection and replay",
    "PKCE downgrade",
    "Algorithm confusion",
    "Forged signatures",
    "Markup in what is typed",
    "Oversized everything",
    "Floods of anonymous requests",
    "Uploads that are something else",
    "Pieces of a film: too large, too many, out of order, twice, of other bytes",
    "The attempt of another person",
    "A level without proof",
    "A second device in a call",
    "Replayed signalling",
    "A stranger's room",
    "Oversized frames and chunks",
    "A picture that is an archive",
];

/// Ends of names that hold a secret or its keyed hash.
const SECRET: &[&str] = &["_hash", "_mac", ".expose()", "_secret"];

/// Names with such an end that are public, and the reason.
const PUBLIC: &[(&str, &str)] = &[
    ("certificate_hash", "hash of a certificate in a signed file"),
    ("signer_hash", "hash of a certificate in a signed file"),
    ("leaf_hash", "published in the audit log"),
    (
        "final_hash",
        "end of the chain of a recording, shown to the officer",
    ),
];

/// Checks the table and the sources.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let text = repository.text_if_there(PAGE)?.unwrap_or_default();
    let mut found = Vec::new();
    for attack in ATTACKS {
        let Some(row) = text
            .lines()
            .find(|line| line.starts_with(&format!("| {attack} |")))
        else {
            let why = format!("has no row for the attack `{attack}`");
            found.push(Finding::error(PAGE, why));
            continue;
        };
        let tests = tests_of(row);
        if tests.is_empty() {
            found.push(Finding::error(PAGE, format!("`{attack}` names no test")));
        }
        for test in tests {
            let missing = super::requirements::missing(repository, test)?;
            found.extend(missing.map(|why| Finding::error(format!("{PAGE}: {attack}"), why)));
        }
    }
    for file in repository.product_sources() {
        if let Some(text) = repository.text(file)? {
            found.extend(compared(&text).into_iter().map(|(line, words)| {
                let why = format!("`{words}`: compare secrets with `vocab::constant_time_eq`");
                Finding::error(format!("{file}:{line}"), why)
            }));
        }
    }
    Ok(found)
}

/// The tests in the last cell of a row.
fn tests_of(row: &str) -> Vec<&str> {
    let cell = row
        .trim_end_matches([' ', '|'])
        .rsplit(" | ")
        .next()
        .unwrap_or_default();
    cell.split('`').filter(|word| word.contains("::")).collect()
}

/// Lines of product code that compare a secret with `==` or `!=`. Tests may: a test has no stopwatch.
fn compared(text: &str) -> Vec<(usize, String)> {
    let product = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = product.lines().enumerate();
    lines
        .filter(|(_, line)| {
            let line = line.trim();
            let comment = line.starts_with("//");
            // A statement of SQL is not a comparison of ours.
            let sides = line.split_once(" == ").or_else(|| line.split_once(" != "));
            !comment && sides.is_some_and(|(left, right)| ends_secret(left) || begins_secret(right))
        })
        .map(|(at, line)| (at + 1, line.trim().to_owned()))
        .collect()
}

fn ends_secret(left: &str) -> bool {
    is_secret(left.rsplit(' ').next().unwrap_or_default())
}

fn begins_secret(right: &str) -> bool {
    let word = right
        .trim_start_matches(['*', '&'])
        .split([' ', ';', ',', '{'])
        .next();
    is_secret(word.unwrap_or_default().trim_end_matches(';'))
}

fn is_secret(word: &str) -> bool {
    let known = PUBLIC.iter().any(|(name, _)| word.contains(name));
    !known && SECRET.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_on_either_side_is_found_and_what_is_public_is_not() {
        for wrong in [
            "if given.code_hash == stored {",
            "    stored != *self.browser_hash",
            "let same = left.expose() == right;",
        ] {
            assert_eq!(compared(wrong).len(), 1, "{wrong}");
        }
        for right in [
            "if constant_time_eq(&a.code_hash, &b) {",
            "// code_hash == other",
            "if claims.certificate_hash == other {",
            "if hashes == 3 {",
            "#[cfg(test)]\nassert!(a.code_hash == b);",
        ] {
            assert!(compared(right).is_empty(), "{right}");
        }
    }

    #[test]
    fn the_tests_are_in_the_last_cell() {
        let row = "| Open redirect | `a::b` is the answer | `x.rs::one`, `y.rs::two` |";
        assert_eq!(tests_of(row), ["x.rs::one", "y.rs::two"]);
    }
}
