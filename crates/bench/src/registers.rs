//! An import of the civil register from a generated file, with real keys.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use gateways::SystemClock;
use keys::{KeyEncryptionKey, KeyRing, MemoryShelf, OsEntropy, SoftwareSealer};
use registers::{Format, Importer, Order, Register, Told};
use store::{Store, StoreOptions};
use vocab::{Entropy as _, SeededEntropy};

use crate::{
    AnyError,
    accounting::{memory_of, own_cpu},
};

/// What an import took.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Rows.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// On the wall.
    pub took: Duration,
    /// CPU of this process.
    pub cpu: Duration,
    /// Bytes in memory at the end.
    pub resident: u64,
}

/// Writes a file of `rows` invented people with full rows.
///
/// # Errors
/// If the disk is full.
pub fn generate(path: &Path, rows: u32) -> Result<(), AnyError> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(
        file,
        "number,given,surname1,surname2,birth_date,birth_country,birth_province,birth_town,sex,\
         nationality,father,mother,issued_on,valid_until,street1,postcode,town,province,country"
    )?;
    let chance = SeededEntropy::new(7);
    for number in 0..rows {
        let remainder = usize::try_from(number % 23)?;
        let letter = char::from(LETTERS.get(remainder).copied().unwrap_or(b'T'));
        let mut drawn = [0; 4];
        chance.fill(&mut drawn);
        let [a, b, c, d] = drawn;
        writeln!(
            file,
            "{number:08}{letter},Nombre{a},Apellido{b},Segundo{c},19{:02}-{:02}-{:02},ES,Cuenca,\
             Cuenca,{},ES,Padre{c},Madre{d},2020-03-01,2030-03-01,\"Calle Inventada {a}, {b}\",\
             16001,Cuenca,Cuenca,ES",
            20 + a % 80,
            1 + b % 12,
            1 + c % 28,
            if d % 2 == 0 { 'F' } else { 'M' },
        )?;
    }
    file.flush()?;
    Ok(())
}

/// Imports a generated file into a database.
///
/// # Errors
/// Whatever import and store say.
pub async fn import(path: &Path, url: &str) -> Result<Measured, AnyError> {
    let kek = Arc::new(KeyEncryptionKey::ephemeral());
    let ring = KeyRing::open(Box::new(MemoryShelf::default()), kek.clone())?;
    let hashes = Arc::new(ring.keyed_hash());
    let sealer = Arc::new(SoftwareSealer::new(kek));
    let store = Store::open(StoreOptions::new(url, sealer, hashes.clone())?).await?;
    store.migrate().await?;
    let importer = Importer {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        hashes,
    };
    let order = Order {
        register: Register::Civil,
        format: Format::Csv,
        dry_run: false,
        all_or_nothing: false,
        abandon: false,
        as_of: None,
    };
    let (begun, cpu) = (Instant::now(), own_cpu());
    let mut ignore = |_: Told<'_>| {};
    let outcome = importer
        .import(order, File::open(path)?, &mut ignore)
        .await?;
    let measured = Measured {
        rows: outcome.counts.added + outcome.counts.updated,
        bytes: path.metadata()?.len(),
        took: begun.elapsed(),
        cpu: own_cpu().saturating_sub(cpu),
        resident: memory_of(std::process::id()).resident,
    };
    store.close().await;
    Ok(measured)
}
