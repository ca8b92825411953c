use super::*;

fn columns(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        let alter = line.contains("ADD COLUMN");
        if line.starts_with("CREATE TABLE") {
            inside = true;
        } else if line.starts_with(')') {
            inside = false;
        } else if alter || (inside && line.starts_with(|c: char| c.is_ascii_lowercase())) {
            found.push(line);
        }
    }
    found
}

fn type_of(column: &str) -> &str {
    let words: Vec<_> = column
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    let added = words
        .iter()
        .position(|word| *word == "COLUMN")
        .map_or(0, |at| at + 1);
    words.get(added + 1).copied().unwrap_or_default()
}

#[test]
fn every_column_says_whether_it_is_sensitive() {
    for migration in ALL {
        for column in columns(migration.text) {
            let declared = column
                .split_once("-- sensitive: ")
                .map(|(_, word)| word.trim());
            assert!(
                matches!(declared, Some("sealed" | "hashed" | "no")),
                "migration {}: end the line with `-- sensitive: sealed`, `hashed` or `no`: {column}",
                migration.number
            );
            if declared != Some("no") {
                // A password hash in the form of its standard (PHC string) is text.
                let phc =
                    declared == Some("hashed") && column.trim_start().starts_with("hash TEXT");
                assert!(
                    phc || type_of(column) == "BYTEA",
                    "sealed or hashed is BYTEA: {column}"
                );
            }
        }
    }
}

#[test]
fn every_column_has_a_type_of_the_common_subset() {
    for migration in ALL {
        let all = columns(migration.text);
        assert!(
            !all.is_empty() || !migration.text.contains("CREATE TABLE"),
            "no column was found"
        );
        for column in all {
            assert!(
                ["BIGINT", "BOOLEAN", "BYTEA", "TEXT"].contains(&type_of(column)),
                "migration {}: use BIGINT, BOOLEAN, BYTEA or TEXT: {column}",
                migration.number
            );
        }
    }
}

#[test]
fn nothing_is_deferred_and_nothing_folds_case() {
    for migration in ALL {
        let text = migration.text.to_ascii_uppercase();
        for word in [
            "DEFERRABLE",
            "DEFERRED",
            "UPPER(",
            "LOWER(",
            "NOCASE",
            "AUTOINCREMENT",
        ] {
            assert!(
                !text.contains(word),
                "migration {}: {word} differs",
                migration.number
            );
        }
    }
}

const ONE: Migration = Migration {
    number: 1,
    name: "one",
    text: "CREATE TABLE a (x BIGINT);",
};
const TWO: Migration = Migration {
    number: 2,
    name: "two",
    text: "CREATE TABLE b (x BIGINT);",
};

fn applied(number: i64, checksum: &str, min_compatible: i64) -> Applied {
    Applied {
        number,
        name: "some".into(),
        checksum: checksum.into(),
        min_compatible,
    }
}

#[test]
fn a_newer_schema_is_refused_unless_it_says_that_it_is_compatible() {
    let one = applied(1, &ONE.checksum(), 1);
    assert!(compatible(std::slice::from_ref(&one), &[ONE]).is_ok());
    assert!(compatible(&[one.clone(), applied(2, "whatever", 1)], &[ONE]).is_ok());
    let refused = compatible(&[one, applied(2, "whatever", 2)], &[ONE]);
    assert!(matches!(
        refused,
        Err(StoreError::NewerSchema {
            found: 2,
            needs: 2,
            known: 1
        })
    ));
}

#[test]
fn a_changed_or_unknown_migration_is_foreign() {
    let changed = compatible(&[applied(1, "other", 1)], &[ONE]);
    assert!(matches!(
        changed,
        Err(StoreError::ForeignSchema { number: 1, .. })
    ));
    let unknown = compatible(&[applied(1, &ONE.checksum(), 1)], &[TWO]);
    assert!(matches!(
        unknown,
        Err(StoreError::ForeignSchema { number: 1, .. })
    ));
}

#[test]
fn comments_and_line_ends_do_not_change_a_checksum() {
    let text = "-- about a\nCREATE TABLE a (x BIGINT); -- sensitive: no\r\n\n";
    assert_eq!(Migration { text, ..ONE }.checksum(), ONE.checksum());
    assert_ne!(TWO.checksum(), ONE.checksum());
}

#[test]
fn compatibility_is_declared_or_strict() {
    assert_eq!(TWO.min_compatible(), 2);
    let text = "-- Adds a table.\n-- min_compatible: 1\nCREATE TABLE b (x BIGINT);";
    assert_eq!(Migration { text, ..TWO }.min_compatible(), 1);
}
