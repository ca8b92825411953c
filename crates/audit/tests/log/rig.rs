//! A log over a database, a pen that signs, and histories that are made up.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use audit::{AuditLog, Event, about, append, log::Integrated};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ports::{
    BoxFuture,
    log_folder::MemoryLogFolder,
    signing::{KeyUse, PublicSigningKey, SignError, SignatureAlgorithm, Signer},
};
use store::{
    Store, StoreError,
    repo::{self, person::Person},
    sql,
    testing::TestDatabase,
};
use vocab::{AuditEntryId, Clock, Lang, ManualClock, PersonName, SeededEntropy, Timestamp};
use wire_tlog::{
    Checkpoint, Edge, SignedNote, TileId, TilePath, TreeHash, VerifierKey, bundle::push_entry,
    leaf_hash, tile::encode_hashes,
};

pub(crate) const ORIGIN: &str = "identidad.example/audit";

pub(crate) fn morning() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

/// Signs checkpoints with the last of its keys, and knows the others.
pub(crate) struct Pen {
    keys: Mutex<Vec<Ed25519KeyPair>>,
    broken: AtomicBool,
}

impl Pen {
    pub(crate) fn new(seed: u8) -> Arc<Self> {
        Arc::new(Self {
            keys: Mutex::new(vec![pair(seed)]),
            broken: AtomicBool::new(false),
        })
    }

    pub(crate) fn break_down(&self, broken: bool) {
        self.broken.store(broken, Ordering::Relaxed);
    }

    pub(crate) fn rotate(&self, seed: u8) {
        self.keys.lock().unwrap().push(pair(seed));
    }

    /// The key as outsiders know it.
    pub(crate) fn key(&self, origin: &str) -> VerifierKey {
        let keys = self.keys.lock().unwrap();
        let public = keys.last().unwrap().public_key().as_ref();
        VerifierKey::ed25519(origin, public.try_into().unwrap()).unwrap()
    }

    /// A signed checkpoint, whatever it says.
    pub(crate) fn sign_checkpoint(&self, origin: &str, size: u64, root: TreeHash) -> Vec<u8> {
        let checkpoint = Checkpoint {
            origin: origin.into(),
            size,
            root,
            extensions: Vec::new(),
        };
        let text = checkpoint.to_string();
        let signature = self
            .keys
            .lock()
            .unwrap()
            .last()
            .unwrap()
            .sign(text.as_bytes());
        let note = SignedNote::new(text, &self.key(origin), signature.as_ref().to_vec());
        note.to_string().into_bytes()
    }
}

fn pair(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

fn public(pair: &Ed25519KeyPair) -> PublicSigningKey {
    let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    PublicSigningKey {
        kid: x.clone(),
        key_use: KeyUse::AuditLog,
        jwk: serde_json::json!({"kty": "OKP", "crv": "Ed25519", "x": x}),
    }
}

impl Signer for Pen {
    fn active(&self, _: KeyUse) -> Result<PublicSigningKey, SignError> {
        Ok(public(self.keys.lock().unwrap().last().unwrap()))
    }

    fn published(&self) -> Vec<PublicSigningKey> {
        Vec::new()
    }

    fn known(&self, _: KeyUse) -> Vec<PublicSigningKey> {
        self.keys.lock().unwrap().iter().rev().map(public).collect()
    }

    fn sign_as<'a>(
        &'a self,
        key: &'a PublicSigningKey,
        _: SignatureAlgorithm,
        message: &'a [u8],
    ) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async move {
            if self.broken.load(Ordering::Relaxed) {
                return Err(SignError::Unavailable("the key store is away".into()));
            }
            let keys = self.keys.lock().unwrap();
            let found = keys.iter().find(|pair| public(pair).kid == key.kid);
            Ok(found.unwrap().sign(message).as_ref().to_vec())
        })
    }
}

/// A database with one person, in whose name everything is done.
pub(crate) struct Rig {
    pub(crate) log: AuditLog,
    pub(crate) pen: Arc<Pen>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) person: Person,
    pub(crate) folder: MemoryLogFolder,
}

impl Rig {
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        let (pen, clock) = (Pen::new(1), Arc::new(ManualClock::new(morning())));
        let store = database.store().clone();
        let person = somebody(&store).await;
        let log = AuditLog {
            store,
            signer: pen.clone(),
            clock: clock.clone(),
            origin: ORIGIN.into(),
        };
        Self {
            log,
            pen,
            clock,
            person,
            folder: MemoryLogFolder::default(),
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.log.store
    }

    /// Writes entries, each a second after the one before.
    pub(crate) async fn write(&self, count: u64) {
        for _ in 0..count {
            self.clock.advance_seconds(1);
            self.write_at(self.clock.now()).await;
        }
    }

    /// The same in one transaction, for many.
    pub(crate) async fn write_many(&self, count: u64) {
        let (person, now) = (self.person.clone(), self.clock.now());
        let seed = now.as_second() as u64;
        self.clock.advance_seconds(1);
        self.store()
            .transact::<_, StoreError, _>("area.use_case", move |tx| {
                for n in 0..count {
                    let chance = SeededEntropy::new(seed * 10_000 + n);
                    append(tx, &Event::Registered, about(&person), now, &chance)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    pub(crate) async fn write_at(&self, at: Timestamp) {
        let (person, seed) = (self.person.clone(), at.as_second() as u64);
        self.store()
            .transact::<_, StoreError, _>("area.use_case", move |tx| {
                let chance = SeededEntropy::new(seed);
                append(tx, &Event::Registered, about(&person), at, &chance)
            })
            .await
            .unwrap();
    }

    /// Integrates whatever waits.
    pub(crate) async fn integrate(&self) -> Integrated {
        self.log.integrate(Timestamp::MIN, "me").await.unwrap()
    }

    pub(crate) async fn publish(&self) {
        self.log.publish(&self.folder).await.unwrap();
    }

    pub(crate) async fn size(&self) -> u64 {
        let state = self
            .store()
            .read("test.state", repo::audit_log::state)
            .await;
        state.unwrap().map_or(0, |state| state.size)
    }

    /// Every entry in the order of its id.
    pub(crate) async fn entries(&self) -> Vec<AuditEntryId> {
        self.store()
            .read::<_, StoreError, _>("test.entries", |tx| {
                tx.query_all(sql!("SELECT id FROM audit_entry ORDER BY id"), &[], |row| {
                    row.get(0)
                })
            })
            .await
            .unwrap()
    }

    /// The places, in order.
    pub(crate) async fn places(&self) -> Vec<(u64, AuditEntryId)> {
        let places = self
            .store()
            .read("test.places", |tx| repo::audit_log::places(tx, 0, 100_000))
            .await
            .unwrap();
        places
            .iter()
            .map(|place| (place.index, place.entry))
            .collect()
    }

    /// The trusted keys of an outsider who knows the log.
    pub(crate) fn trusted(&self) -> Vec<VerifierKey> {
        vec![self.pen.key(ORIGIN)]
    }
}

async fn somebody(store: &Store) -> Person {
    store
        .transact::<_, StoreError, _>("test.person", |tx| {
            let name = PersonName::parse("Nadie", "Ejemplo", None).unwrap();
            let birth = "1990-01-01".parse().unwrap();
            let number = "00000000T".parse().unwrap();
            let chance = SeededEntropy::new(1);
            repo::person::add(tx, &number, &name, birth, Lang::Es, morning(), &chance)
        })
        .await
        .unwrap()
}

/// The entry at an index of a made-up history.
pub(crate) fn made_up(index: u64) -> [u8; 32] {
    *leaf_hash(&index.to_be_bytes()).as_bytes()
}

/// The files of a log with these entries, signed by the pen: whoever has the key can make any
/// history they like, once.
pub(crate) fn files_of(entries: &[[u8; 32]], pen: &Pen, origin: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut edge = Edge::empty();
    let mut put = |tile: TileId, hashes: &[TreeHash]| {
        let path = TilePath::Tree {
            tile,
            width: hashes.len() as u64,
        };
        files.insert(path.to_string(), encode_hashes(hashes));
    };
    for entry in entries {
        edge.push(leaf_hash(entry), &mut put);
    }
    for (tile, hashes) in edge.partial() {
        put(tile, hashes);
    }
    for (index, bundle) in (0_u64..).zip(entries.chunks(256)) {
        let mut bytes = Vec::new();
        for entry in bundle {
            push_entry(&mut bytes, entry).unwrap();
        }
        let path = TilePath::Entries {
            index,
            width: bundle.len() as u64,
        };
        files.insert(path.to_string(), bytes);
    }
    let note = pen.sign_checkpoint(origin, edge.size(), edge.root());
    files.insert("checkpoint".into(), note);
    files.insert("keys".into(), format!("{}\n", pen.key(origin)).into_bytes());
    files
}

/// A folder with these files.
pub(crate) fn folder_of(files: BTreeMap<String, Vec<u8>>) -> MemoryLogFolder {
    let folder = MemoryLogFolder::default();
    folder.with(|inside| *inside = files);
    folder
}
