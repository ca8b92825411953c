//! Which columns may hold what in clear. A stolen database file names nobody: everything personal
//! is sealed, and what is looked up by is a keyed hash.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::Path};

/// Words in the name of a column that holds something of a person.
const PERSONAL: &[&str] = &[
    "name", "number", "phone", "email", "address", "birth", "surname", "contact", "subject",
    "handle", "pdf", "payload", "record", "outcome", "id_token", "wrapped", "own_key",
];

/// Words in the name of a column that holds what opens something.
const CREDENTIAL: &[&str] = &[
    "secret",
    "code",
    "token",
    "pin",
    "password",
    "activation_hash",
    "browser",
];

/// Columns whose names sound like it and that tell nothing about anybody, with the reason.
const HARMLESS: &[(&str, &str)] = &[
    (
        "video_echo.outcome",
        "what the media server said to a test call",
    ),
    ("schema_meta.name", "names a fact about the database"),
    ("lease.name", "names a piece of clockwork"),
    ("body.names", "an administration's official names"),
    ("body.contact", "an administration's helpline and address"),
    ("alert_report.handled_by", "an officer's id"),
    (
        "app_request.handle",
        "drawn at random: names a request that waits, and nobody",
    ),
];

struct Column {
    place: String,
    kind: String,
    declared: String,
}

/// The columns of every migration, as `table.column`, with type and declaration.
fn columns() -> Vec<Column> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let mut table = String::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["CREATE", "TABLE", name, ..] => table = (*name).to_owned(),
                ["ALTER", "TABLE", name, "ADD", "COLUMN", column, kind, ..] => {
                    found.push(column_of(name, column, kind, line));
                }
                [
                    column,
                    kind @ ("BYTEA" | "TEXT" | "BIGINT" | "BOOLEAN" | "BYTEA," | "TEXT,"),
                    ..,
                ] if line.starts_with("    ") => {
                    found.push(column_of(&table, column, kind, line));
                }
                _ => {}
            }
        }
    }
    assert!(
        found.len() > 150,
        "the migrations are read: {}",
        found.len()
    );
    found
}

fn column_of(table: &str, column: &str, kind: &str, line: &str) -> Column {
    let declared = line
        .split_once("-- sensitive: ")
        .map_or("", |(_, word)| word.trim());
    Column {
        place: format!("{table}.{column}"),
        kind: kind.trim_end_matches([',', ';']).to_owned(),
        declared: declared.to_owned(),
    }
}

fn sounds_like(column: &Column, words: &[&str]) -> bool {
    let name = column.place.split('.').next_back().unwrap();
    // Ids, moments and counts are numbers and random bytes.
    let is_id = name == "id" || name.ends_with("_id") || column.kind == "BIGINT";
    !is_id && words.iter().any(|word| name.contains(word))
}

fn is_harmless(column: &Column) -> bool {
    HARMLESS.iter().any(|(place, _)| *place == column.place)
}

#[test]
fn every_personal_column_is_sealed_or_hashed() {
    for column in columns() {
        if sounds_like(&column, PERSONAL) && !is_harmless(&column) {
            assert!(
                ["sealed", "hashed"].contains(&column.declared.as_str()),
                "{} sounds personal and is declared {:?}: seal it and find it by a blind index, or \
                 say in HARMLESS why it tells nothing about anybody",
                column.place,
                column.declared
            );
        }
    }
}

#[test]
fn every_credential_is_a_keyed_hash_or_sealed() {
    for column in columns() {
        if sounds_like(&column, CREDENTIAL) && !is_harmless(&column) {
            assert!(
                ["sealed", "hashed"].contains(&column.declared.as_str()),
                "{} sounds like something that opens a door and is declared {:?}: store a keyed hash",
                column.place,
                column.declared
            );
        }
    }
}

/// Each table that is about people keeps at least one column that only its data key opens, or
/// nothing about them but ids.
#[test]
fn every_table_about_people_has_sealed_columns() {
    let all = columns();
    for table in [
        "person",
        "person_number",
        "registration",
        "registration_flow",
        "outbox",
        "audit_entry",
        "issued_document",
        "sede_applicant",
        "sede_application",
        "office_officer",
        "video_call",
        "video_message",
        "video_evidence",
        "video_capture",
    ] {
        let prefix = format!("{table}.");
        let sealed = all
            .iter()
            .any(|column| column.place.starts_with(&prefix) && column.declared == "sealed");
        assert!(sealed, "{table} has no sealed column");
    }
}

/// An explanation that explains nothing hides the next mistake.
#[test]
fn every_explained_column_needs_its_explanation() {
    let all = columns();
    for (place, reason) in HARMLESS {
        let needed = all.iter().any(|column| {
            let sounds = sounds_like(column, PERSONAL) || sounds_like(column, CREDENTIAL);
            column.place == *place && column.declared == "no" && sounds
        });
        assert!(needed, "{place} ({reason}): take the explanation out");
    }
}
