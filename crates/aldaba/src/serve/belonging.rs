//! Database and keys belong together, which is found out before anything is changed.

use keys::KekId;
use store::{Store, repo};
use vocab::Clock;

use crate::keyring::Keys;

/// As [`compare`], and notes in a database that is used for the first time to which keys it
/// belongs.
pub(crate) async fn check(store: &Store, keys: &Keys, clock: &dyn Clock) -> anyhow::Result<()> {
    let (ring, now) = (keys.ring.id(), clock.now());
    store
        .transact("serve.bind_key_ring", move |tx| {
            repo::meta::bind_key_ring(tx, &ring, now)
        })
        .await?;
    compare(store, keys).await
}

/// Refuses a database whose blind indexes were made by other keys, or whose data keys nobody here
/// can open. Writes nothing.
pub(crate) async fn compare(store: &Store, keys: &Keys) -> anyhow::Result<()> {
    let ring = keys.ring.id();
    let bound = store.read("serve.key_ring", repo::meta::key_ring).await?;
    if let Some(bound) = bound.filter(|bound| *bound != ring) {
        anyhow::bail!(other_ring(&bound, &ring));
    }
    for wrapped in store.sample_wrapped().await? {
        let Some(id) = KekId::of(&wrapped) else {
            anyhow::bail!("a data key in the database was not wrapped by a program of this kind");
        };
        // Opening it also takes over a change that is newer than this process.
        let opened = ports::sealing::Sealer::unwrap_data_key(&*keys.sealer, &wrapped);
        if opened.is_err() {
            anyhow::bail!(
                "data keys in the database were wrapped by the key-encryption key {id}, but the \
                 one in use is {}: the database is of another time than the keys. With the file \
                 of that key, `aldaba keys rotate data --from FILE` wraps them again; without it \
                 they are lost. Nothing was changed",
                keys.ring.kek_id()
            );
        }
    }
    Ok(())
}

/// What to do when the folder of keys is not the database's.
pub(crate) fn other_ring(bound: &str, given: &str) -> String {
    format!(
        "this database belongs to the key ring {bound}, but the folder of keys.directory holds \
         {given}: with it nobody would be found. Restore keys.json from the backup of the same \
         time. Nothing was changed"
    )
}
