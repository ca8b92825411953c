//! Import and look-up of the registers on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod deaths;
mod files;
mod importing;
mod interrupted;
mod matching;

use std::{
    fmt::Write as _,
    io::Cursor,
    sync::{Arc, Mutex},
};

use model::{
    document::{DocumentDatum, IdentityDocument},
    offence::OffenceEntry,
};
use ports::civil_register::{CivilRecord, CivilRegister as _};
use registers::{CivilTable, Format, ImportError, Importer, Order, Outcome, Register, Told};
use simulators::population;
use store::{
    Store, StoreError, on_both_engines, sql,
    testing::{TestDatabase, TestSealer},
};
use vocab::{IdentityNumber, ManualClock, PostalAddress, SeededEntropy, Timestamp};

/// An office that imports: the clock moved by hand, what was told remembered.
struct Desk {
    importer: Importer,
    store: Store,
    clock: Arc<ManualClock>,
    told: Mutex<Vec<String>>,
}

impl Desk {
    fn open(database: &TestDatabase) -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
        let store = database.store().clone();
        Self {
            importer: Importer {
                store: store.clone(),
                clock: clock.clone(),
                entropy: Arc::new(SeededEntropy::new(11)),
                hashes: Arc::new(TestSealer::default()),
            },
            store,
            clock,
            told: Mutex::default(),
        }
    }

    /// Imports a text; what was told replaces what was told before.
    async fn import(&self, order: Order, text: &str) -> Result<Outcome, ImportError> {
        self.import_from(order, Cursor::new(text.as_bytes().to_vec()))
            .await
    }

    async fn import_from(
        &self,
        order: Order,
        file: impl std::io::Read + std::io::Seek + Send,
    ) -> Result<Outcome, ImportError> {
        let mut told = Vec::new();
        let mut tell = |what: Told<'_>| match what {
            Told::Resumed { line } => told.push(format!("from line {line}")),
            Told::BadRow { line, fault } => told.push(format!("line {line}, {fault}")),
            Told::Progress { .. } => {}
        };
        let outcome = self.importer.import(order, file, &mut tell).await;
        *self.told.lock().unwrap() = told;
        outcome
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    async fn find(&self, number: &str) -> Option<CivilRecord> {
        let number = IdentityNumber::parse(number).unwrap();
        let table = CivilTable::new(self.store.clone());
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        table.find(&number, now).await.unwrap()
    }

    async fn count(&self, select: store::Sql) -> i64 {
        self.store
            .read::<_, StoreError, _>("test.count", move |tx| {
                tx.query_one(select, &[], |row| row.get(0))
            })
            .await
            .unwrap()
    }
}

fn civil() -> Order {
    Order {
        register: Register::Civil,
        format: Format::Csv,
        dry_run: false,
        all_or_nothing: false,
        abandon: false,
        as_of: None,
    }
}

fn offences() -> Order {
    Order {
        register: Register::Offences,
        ..civil()
    }
}

/// A file with these columns and rows.
fn file(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = columns.join(",") + "\r\n";
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        write!(text, "{}\r\n", fields.join(",")).unwrap();
    }
    text
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// A row of the civil register in the order of its columns.
fn civil_row(record: &CivilRecord) -> Vec<String> {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let line = |text: Option<&vocab::Line>| text.map(ToString::to_string).unwrap_or_default();
    let [support, issued, until, renewal] = document(&record.document);
    let mut row = vec![
        record.number.as_str().to_owned(),
        record.name.given.to_string(),
        record.name.surname1.to_string(),
        line(record.name.surname2.as_ref()),
        record.birth_date.to_string(),
        record.birth_place.country.to_string(),
        optional(&record.birth_place.province),
        optional(&record.birth_place.town),
        record
            .sex
            .map(|sex| sex.as_str().to_owned())
            .unwrap_or_default(),
        record.nationality.to_string(),
        optional(&record.father),
        optional(&record.mother),
        support,
        issued,
        until,
        renewal,
    ];
    row.extend(address(record.tax_address.as_ref()));
    row.push(
        record
            .died_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
    );
    row.extend([String::new(), String::new()]);
    row
}

fn document(document: &IdentityDocument) -> [String; 4] {
    let (support, issued) = match &document.datum {
        DocumentDatum::Support(support) => (support.to_string(), String::new()),
        DocumentDatum::Dates { issued_on } => (String::new(), issued_on.to_string()),
    };
    let until = document.valid_until.map(|day| day.to_string());
    let renewal = u8::from(document.renewal_in_progress).to_string();
    [support, issued, until.unwrap_or_default(), renewal]
}

fn address(address: Option<&PostalAddress>) -> Vec<String> {
    let Some(address) = address else {
        return vec![String::new(); 7];
    };
    let street = |place: usize| address.lines.get(place).map(ToString::to_string);
    vec![
        street(0).unwrap_or_default(),
        street(1).unwrap_or_default(),
        street(2).unwrap_or_default(),
        address.postcode.to_string(),
        address.town.to_string(),
        address
            .province
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        address.country.to_string(),
    ]
}

/// A row of the register of offences in the order of its columns.
fn offence_row(entry: &OffenceEntry) -> Vec<String> {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let place = entry.birth_place.as_ref();
    vec![
        entry.id.to_string(),
        entry
            .number
            .as_ref()
            .map(|number| number.as_str().to_owned())
            .unwrap_or_default(),
        entry.name.given.to_string(),
        entry.name.surname1.to_string(),
        entry
            .name
            .surname2
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        entry.birth_date.to_string(),
        place
            .map(|place| place.country.to_string())
            .unwrap_or_default(),
        place
            .and_then(|place| place.province.clone())
            .unwrap_or_default(),
        place
            .and_then(|place| place.town.clone())
            .unwrap_or_default(),
        entry
            .sex
            .map(|sex| sex.as_str().to_owned())
            .unwrap_or_default(),
        entry
            .nationality
            .map(|country| country.to_string())
            .unwrap_or_default(),
        optional(&entry.father),
        optional(&entry.mother),
        entry.conviction.court.clone(),
        entry.conviction.final_on.to_string(),
        entry.conviction.offence.clone(),
        entry.conviction.penalty.clone(),
        u8::from(entry.conviction.cancelled).to_string(),
        String::new(),
        String::new(),
    ]
}

/// The invented people as a file.
fn population_file() -> String {
    let people = population::people();
    let rows: Vec<_> = people
        .iter()
        .map(|person| civil_row(&person.record))
        .collect();
    file(Register::Civil.columns(), &rows)
}

/// The number of a place, with its letter (facts B.1).
fn dni(number: u32) -> String {
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[number as usize % 23];
    format!("{number:08}{}", char::from(letter))
}

/// A short file: number and given name, with further columns.
fn short_file(further: &str, rows: &[(&str, &str, &str)]) -> String {
    let mut text =
        format!("number,given,surname1,birth_date,birth_country,nationality,issued_on{further}\n");
    for (number, given, rest) in rows {
        writeln!(
            text,
            "{number},{given},Ejemplo,1990-05-17,ES,ES,2020-03-01{rest}"
        )
        .unwrap();
    }
    text
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
