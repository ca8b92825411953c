//! Migrated once, copied for each test: hundreds of statements would otherwise come before each.
//!
//! A template is named after everything that it depends on, so that another build never copies it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{create, options, with_database};
use crate::{
    StoreError,
    engine::postgres::PostgresAddress,
    migrations::{ALL, everything_told, migrate},
    store::on_a_plain_thread,
};

/// Key of the lock that one process holds while it makes the template: "template" in ASCII.
const LOCK: &str = "SELECT pg_advisory_lock(8387795391711737957)";

/// Puts a migrated file where the address says.
pub(super) async fn copy_file(url: &str) {
    let to = PathBuf::from(url.trim_start_matches("sqlite:"));
    let copied = on_a_plain_thread(move || {
        let failed = |error: std::io::Error| StoreError::unavailable(error.to_string());
        let from = file()?;
        fs::copy(from, to).map(drop).map_err(failed)
    });
    let copied = copied.await;
    assert!(
        copied.is_ok(),
        "the template could not be copied: {copied:?}"
    );
}

/// The file of this text; made where it is missing. Two processes may make it at the same moment:
/// each moves a whole file into place.
fn file() -> Result<PathBuf, StoreError> {
    let failed = |error: std::io::Error| StoreError::unavailable(error.to_string());
    let name = format!("aldaba-template-{:016x}.db", hash());
    let template = std::env::temp_dir().join(name);
    if template.exists() {
        return Ok(template);
    }
    let folder = tempfile::Builder::new()
        .prefix("aldaba-store-")
        .tempdir()
        .map_err(failed)?;
    let made = folder.path().join("template.db");
    migrate(&options(&address(&made)).database, ALL)?;
    fs::rename(made, &template).map_err(failed)?;
    Ok(template)
}

fn address(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// The name of a migrated database on the server; made where it is missing.
pub(super) async fn database(server: &str) -> String {
    let name = format!("aldaba_template_{:016x}", hash());
    let (server, wanted) = (server.to_owned(), name.clone());
    let made = on_a_plain_thread(move || make(&server, &wanted)).await;
    assert!(made.is_ok(), "the template could not be made: {made:?}");
    name
}

fn make(server: &str, name: &str) -> Result<(), StoreError> {
    let failed = |error: postgres::Error| StoreError::unavailable(error.to_string());
    let exists = "SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1";
    let mut client = PostgresAddress::parse(server)?.connect().map_err(failed)?;
    if client
        .query_opt(exists, &[&name])
        .map_err(failed)?
        .is_some()
    {
        return Ok(());
    }
    // Ends with the connection.
    client.batch_execute(LOCK).map_err(failed)?;
    if client
        .query_opt(exists, &[&name])
        .map_err(failed)?
        .is_some()
    {
        return Ok(());
    }
    let draft = format!("{name}_draft");
    let stale = format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)");
    client.batch_execute(&stale).map_err(failed)?;
    client
        .batch_execute(&create(&draft, "template0"))
        .map_err(failed)?;
    migrate(&options(&with_database(server, &draft)).database, ALL)?;
    let done = format!("ALTER DATABASE {draft} RENAME TO {name}");
    client.batch_execute(&done).map_err(failed)
}

/// FNV-1a of 64 bits over whatever a migrated database depends on: tells builds apart.
fn hash() -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for text in everything_told() {
        for byte in text.as_bytes() {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
