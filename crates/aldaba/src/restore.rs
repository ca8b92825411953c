//! `aldaba restore`: a backup into an empty database, all of it or nothing.

use std::{path::Path, sync::Arc};

use anyhow::Context as _;
use gateways::SystemClock;
use keys::{DirectoryShelf, KeyEncryptionKey, KeyRing, KeyShelf};
use ports::sealing::KeyedHash as _;
use store::backup::{Restored, Sample};
use vocab::Clock as _;

use crate::{backup, config::Config, serve};

/// What became of the wrapped keys.
#[derive(Clone, Copy)]
enum Keys {
    Written,
    WereThere,
}

/// Restores. The backup is read to its end twice: once before anything is written.
pub(crate) async fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    let kek = serve::key_encryption_key(config)?;
    let contents = backup::read_whole(file, &kek)?;
    let document = contents
        .attachment(backup::KEYS)
        .context("the backup has no keys.json")?;
    let ring = backup::ring_of(document, &kek)?;
    let shelf = DirectoryShelf::open(Path::new(&config.keys.directory))
        .with_context(|| format!("the key folder {}", config.keys.directory))?;
    let keys = match shelf.read()? {
        None => Keys::Written,
        Some(there) => {
            let there = backup::ring_of(&there, &kek).context("the keys that are there")?;
            anyhow::ensure!(
                same_root(&ring, &there),
                "the key folder {} has the keys of another installation (`aldaba migrate` makes \
                 new ones where there are none): move its keys.json away, \
                 unless you need it, and restore again",
                config.keys.directory
            );
            Keys::WereThere
        }
    };
    let store = backup::open_store(config, &ring).await?;
    // First, so that no keys are left beside somebody's database; and the keys before the rows,
    // so that rows are never left without their keys.
    store.check_takes(&contents).await?;
    if matches!(keys, Keys::Written) {
        shelf.create(document)?;
    }
    let restored = store
        .restore(backup::open(file, &kek)?, SystemClock.now())
        .await?;
    let sample = sample(config, &kek, &shelf).await?;
    store.close().await;
    print!("{}", report(config, file, &restored, keys, sample));
    Ok(())
}

/// If and only if both find people under the same blind indexes.
fn same_root(one: &KeyRing, other: &KeyRing) -> bool {
    let mark = |ring: &KeyRing| ring.keyed_hash().hash("restore.same_root", b"");
    mark(one) == mark(other)
}

/// Opens rows with the keys as they lie in the folder now.
async fn sample(
    config: &Config,
    kek: &Arc<KeyEncryptionKey>,
    shelf: &DirectoryShelf,
) -> anyhow::Result<Sample> {
    let document = shelf
        .read()?
        .context("the keys were written and are not there")?;
    let ring = backup::ring_of(&document, kek)?;
    let store = backup::open_store(config, &ring).await?;
    store.check_schema().await?;
    let sample = store.open_a_sample().await?;
    store.close().await;
    Ok(sample)
}

fn report(config: &Config, file: &Path, restored: &Restored, keys: Keys, sample: Sample) -> String {
    let folder = &config.keys.directory;
    let keys = match keys {
        Keys::Written => format!("The wrapped keys were written to {folder}."),
        Keys::WereThere => format!("The wrapped keys in {folder} were there and stay."),
    };
    format!(
        "Restored from {}.\n{}\
         Every row was read back and is the backup's; every reference leads somewhere.\n\
         {keys}\n\
         Opened for trial: {} data keys; {} people, each found by number.\n\
         Sessions ended: {}. Everybody signs in again.\n\
         \n\
         What happened after {} is not in the database: people who were erased since then are \
         back, officers who were disabled may sign in, and messages that waited then will be sent \
         again. docs/operations/backups.md says what to do about it before `aldaba serve`.\n",
        file.display(),
        backup::table_of(&restored.contents),
        sample.data_keys,
        sample.people,
        restored.sessions_ended,
        restored.contents.about.made_at,
    )
}
