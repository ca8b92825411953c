//! A stolen database file names nobody (invariant of sealed columns).

use registration::{Completed, terms};
use store::{Sql, StoreError, on_both_engines};
use vocab::{LetterCode, OtpCode};

use crate::support::{Office, ananya, email, joan, letter_code, marta, phone_code};

/// Every text and byte column that the migrations declare.
fn columns() -> Vec<(String, String, bool)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/migrations");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut table = String::new();
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.trim_end_matches(" (").to_owned();
            }
            let mut words = line.split_whitespace();
            if let (true, Some(column), Some(kind @ ("TEXT" | "BYTEA"))) =
                (line.starts_with("    "), words.next(), words.next())
            {
                found.push((table.clone(), column.to_owned(), kind == "TEXT"));
            }
        }
    }
    assert!(
        found.len() > 100,
        "the migrations are read: {}",
        found.len()
    );
    found
}

/// Everything that stands in a column.
async fn content(office: &Office, table: &str, column: &str, is_text: bool) -> Vec<Vec<u8>> {
    let select = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
    let select = Sql::checked(Box::leak(select.into_boxed_str()));
    office
        .store
        .read::<_, StoreError, _>("test.scan", move |tx| {
            tx.query_all(select, &[], |row| {
                if is_text {
                    row.get::<String>(0).map(String::into_bytes)
                } else {
                    row.get::<Vec<u8>>(0)
                }
            })
        })
        .await
        .unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .to_ascii_lowercase()
        .windows(needle.len())
        .any(|window| window == needle.to_ascii_lowercase())
}

/// What would name the people of this test or open anything of theirs.
fn secrets(letter: &LetterCode, otp: &OtpCode, completed: &Completed) -> Vec<String> {
    let mut secrets = vec![
        letter.as_str().to_owned(),
        otp.as_str().to_owned(),
        completed.activation_code.as_str().to_owned(),
        email().as_str().to_owned(),
    ];
    for person in [ananya(), joan(), marta()] {
        let record = person.record;
        secrets.extend([
            record.number.as_str().to_owned(),
            record.number.as_str()[1..8].to_owned(),
            record.name.given.as_str().to_owned(),
            record.name.surname1.as_str().to_owned(),
            record.birth_date.to_string(),
            person.phone.as_e164().trim_start_matches("+34").to_owned(),
            person.email.as_str().to_owned(),
            record.tax_address.unwrap().lines[0].as_str().to_owned(),
        ]);
    }
    secrets
}

on_both_engines! {
    /// After every use case, messages waiting and flows open: no column of any table has a name,
    /// a number, a phone, an address or a code in clear.
    async fn nothing_personal_is_in_clear_in_any_column(database: TestDatabase) {
        let office = Office::open(&database);
        office.registered(&marta()).await;
        // Messages stay in the outbox here: what waits is as sealed as what is done.
        let flow = office.begin(&ananya()).await;
        office.registrar.request_letter(&flow).await.unwrap();
        let letter = letter_code(&office.messages().await).unwrap();
        office.registrar.enter_code(&flow, letter.clone()).await.unwrap();
        office.give_phone(&flow, &ananya().phone).await;
        let otp = phone_code(&office.messages().await);
        office.registrar.enter_phone_code(&flow, otp.clone()).await.unwrap();
        let terms = terms::current(ananya().lang);
        let completed = office.registrar.complete(&flow, &terms, false).await.unwrap();
        office.registrar.receipt(&flow).await.unwrap();
        let taking = office.ready(&joan(), &marta().phone).await;
        office.registrar.complete(&taking, &terms, true).await.unwrap();
        let waiting = office.begin(&marta()).await;
        office.registrar.request_letter(&waiting).await.unwrap();

        let secrets = secrets(&letter, &otp, &completed);
        let mut looked_at = 0;
        for (table, column, is_text) in columns() {
            for value in content(&office, &table, &column, is_text).await {
                looked_at += 1;
                for secret in &secrets {
                    assert!(
                        !contains(&value, secret.as_bytes()),
                        "{table}.{column} has {secret:?} in clear: seal it, or store a keyed hash"
                    );
                }
            }
        }
        assert!(looked_at > 100, "the tables are read: {looked_at}");
    }
}
