//! `aldaba keys list`: every key by name. It needs no key-encryption key, so that whoever has
//! lost it learns which one is needed.

use gateways::SystemClock;
use keys::{
    Catalogue, KekId, KeyEncryptionKey, KeyKind, KeyRing, MemoryShelf, RingKeyInfo, SoftwareSealer,
    TokenKeyRules,
    ring::{RingUse, State},
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};
use store::{Store, StoreOptions};
use vocab::{Clock as _, Timestamp};

use crate::{config::Config, keyring::shelf, serve};

/// One key, or the data keys of one key-encryption key.
#[derive(Debug, Default, Serialize)]
struct Row {
    kind: &'static str,
    id: String,
    algorithm: &'static str,
    state: &'static str,
    /// Since when it is in that state, or when it will begin to sign.
    since: Option<String>,
    /// Until when it is used, published or valid.
    until: Option<String>,
    /// Where it is kept.
    place: String,
    /// What its certificate says.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// How many keys the row stands for.
    count: u64,
}

pub(super) async fn run(config: &Config, json: bool) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let folder = serve::key_folder(config);
    anyhow::ensure!(folder.exists(), "there is no folder {}", folder.display());
    let Some(catalogue) = Catalogue::read(&shelf(folder)?, now)? else {
        anyhow::bail!("there are no keys in {}", folder.display());
    };
    let mut rows = key_encryption_keys(config, &catalogue);
    let rules = serve::token_key_rules(config);
    let place = folder.join("keys.json").display().to_string();
    rows.extend(
        catalogue
            .keys
            .iter()
            .map(|key| signing_key(key, &place, rules)),
    );
    match data_keys(config).await {
        Ok(found) => rows.extend(found),
        Err(error) => eprintln!("The data keys cannot be counted: {error:#}"),
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&rows)?);
    } else {
        print!("{}", table(&rows));
    }
    Ok(())
}

fn key_encryption_keys(config: &Config, catalogue: &Catalogue) -> Vec<Row> {
    let given = serve::key_encryption_key(config).map(|kek| kek.id().to_string());
    let place = |id: &str| match &given {
        Ok(given) if given == id => serve::key_encryption_key::place(config),
        Ok(_) | Err(_) => "not at hand".to_owned(),
    };
    let row = |id: &str, state, since: Option<Timestamp>| Row {
        kind: "key-encryption",
        id: id.to_owned(),
        algorithm: "A256GCM",
        state,
        since: since.map(moment),
        place: place(id),
        count: 1,
        ..Row::default()
    };
    match &catalogue.change {
        None => vec![row(&catalogue.kek, "active", None)],
        Some(change) => match change.switched {
            None => vec![
                row(&change.from, "active", None),
                row(&change.to, "next", Some(change.announced)),
            ],
            Some(switched) => vec![
                row(&change.from, "retiring", Some(switched)),
                row(&change.to, "active", Some(switched)),
            ],
        },
    }
}

fn signing_key(key: &RingKeyInfo, place: &str, rules: TokenKeyRules) -> Row {
    let token = matches!(key.ring_use, RingUse::TokenEs256 | RingUse::TokenRs256);
    let (state, since) = match key.state {
        State::Next(from) => ("next", from),
        State::Active => ("active", key.since),
        State::Retired(at) => ("retired", at),
    };
    let until = match (&key.certificate, key.state) {
        (Some(certificate), _) => Some(certificate.until),
        (None, State::Retired(at)) if token => Some(at + rules.overlap),
        (None, State::Active | State::Next(_)) if token => {
            rules.renewal.map(|renewal| key.since + renewal)
        }
        (None, _) => None,
    };
    Row {
        kind: key.ring_use.name(),
        id: key.kid.clone(),
        algorithm: match key.kind {
            KeyKind::P256 => "ES256",
            KeyKind::Rsa2048 => "RS256 (2048)",
            KeyKind::Rsa3072 => "RS256 (3072)",
            KeyKind::Ed25519 => "Ed25519",
        },
        state,
        since: Some(moment(since)),
        until: until.map(moment),
        place: match (&key.token, &key.object) {
            (Some(token), Some(object)) => format!("PKCS#11 token {token}, id {object}"),
            (_, _) => place.to_owned(),
        },
        subject: key.certificate.as_ref().map(|found| found.subject.clone()),
        count: 1,
    }
}

/// The data keys of the database, by the key-encryption key that wraps them. They are counted
/// with keys that are thrown away: nothing is opened.
async fn data_keys(config: &Config) -> anyhow::Result<Vec<Row>> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek)?;
    let hashes = Arc::new(ring.keyed_hash());
    let sealer = Arc::new(SoftwareSealer::of_ring(Arc::new(ring)));
    let store = Store::open(StoreOptions::new(&config.storage.url, sealer, hashes)?).await?;
    store.check_schema().await?;
    let mut counts: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for (column, heading, count) in store.count_wrapped().await? {
        let id = KekId::of(&heading).map_or_else(|| "unknown".to_owned(), |id| id.to_string());
        *counts.entry((column.name(), id)).or_default() += count;
    }
    store.close().await;
    let row = |((column, id), count): ((&str, String), u64)| Row {
        kind: "data",
        id: format!("wrapped by {id}"),
        algorithm: "A256GCM",
        state: "active",
        place: column.to_owned(),
        count,
        ..Row::default()
    };
    Ok(counts.into_iter().map(row).collect())
}

/// To the second.
fn moment(at: Timestamp) -> String {
    format!("{at:.0}")
}

const HEADINGS: [&str; 8] = [
    "kind",
    "id",
    "algorithm",
    "state",
    "since",
    "until",
    "where",
    "count",
];

/// Columns as wide as their widest cell.
fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let mut widths = [0; HEADINGS.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(widths);
        let padded: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text += padded.join("  ").trim_end();
        text.push('\n');
    }
    text
}

impl Row {
    fn cells(&self) -> [String; 8] {
        let optional = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "-".into());
        let place = match &self.subject {
            Some(subject) => format!("{} ({subject})", self.place),
            None => self.place.clone(),
        };
        [
            self.kind.to_owned(),
            self.id.clone(),
            self.algorithm.to_owned(),
            self.state.to_owned(),
            optional(&self.since),
            optional(&self.until),
            place,
            self.count.to_string(),
        ]
    }
}
