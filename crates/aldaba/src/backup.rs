//! `aldaba backup`: everything that the database holds and the wrapped keys, in one sealed file.
//!
//! In the backup: every row, and `keys.json` with the derivation root (without which nobody would
//! be found any more) and the signing keys, all wrapped. Not in it: the key-encryption key, the
//! configuration, the files of the seal and of the registers, letters in the print folder.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use gateways::SystemClock;
use keys::{
    BackupOpening, BackupSeal, DirectoryShelf, KeyEncryptionKey, KeyRing, KeyShelf, MemoryShelf,
    SoftwareSealer,
};
use store::{
    Store, StoreOptions,
    backup::{Attachment, Contents, beginning, verify},
};
use vocab::Clock as _;

use crate::{config::Config, serve};

/// Name of the wrapped keys in a backup.
pub(crate) const KEYS: &str = "keys.json";

/// A backup is read and written in pieces of this length.
const BUFFER: usize = 1 << 20;

/// Makes a backup while the platform goes on, and reads it back.
pub(crate) async fn make(config: &Config, file: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(!file.exists(), "{} is there already", file.display());
    let kek = serve::key_encryption_key(config)?;
    let document = key_document(config)?;
    let ring = ring_of(&document, &kek).context("the wrapped keys")?;
    let store = open_store(config, &ring).await?;
    store.check_schema().await?;

    let draft = Draft::create(file)?;
    let made_at = SystemClock.now();
    let output = BufWriter::with_capacity(BUFFER, draft.file.try_clone()?);
    let seal = BackupSeal::start(output, &kek, made_at)?;
    let keys = Attachment {
        name: KEYS.into(),
        bytes: document,
    };
    let release = env!("CARGO_PKG_VERSION");
    let (seal, _) = store.back_up(release, made_at, vec![keys], seal).await?;
    seal.finish()?
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    store.close().await;
    draft.file.sync_all()?;

    let contents = read_whole(&draft.path, &kek).context("the backup cannot be read back")?;
    draft.publish(file)?;
    println!("Backup written and read back: {}", file.display());
    print!("{}", table_of(&contents));
    Ok(())
}

/// Reads a backup to its end and says what is in it.
pub(crate) fn check(config: &Config, file: &Path) -> anyhow::Result<()> {
    let kek = serve::key_encryption_key(config)?;
    let contents = read_whole(file, &kek)?;
    println!("The backup is whole and opens: {}", file.display());
    print!("{}", table_of(&contents));
    Ok(())
}

/// Everything that can be checked without a database: each byte, form, counts, digests, that the
/// wrapped keys open, and that every data key opens.
pub(crate) fn read_whole(file: &Path, kek: &Arc<KeyEncryptionKey>) -> anyhow::Result<Contents> {
    // While the key-encryption key is being changed, only the ring opens every data key.
    let beginning = beginning(open(file, kek)?)?;
    let document = beginning
        .attachment(KEYS)
        .context("the backup has no keys.json")?;
    let ring = ring_of(document, kek).context("the wrapped keys in the backup")?;
    Ok(verify(open(file, kek)?, &SoftwareSealer::of_ring(ring))?)
}

/// Opens a backup for reading.
pub(crate) fn open(
    file: &Path,
    kek: &KeyEncryptionKey,
) -> anyhow::Result<BackupOpening<BufReader<File>>> {
    let input = File::open(file).with_context(|| file.display().to_string())?;
    Ok(BackupOpening::open(
        BufReader::with_capacity(BUFFER, input),
        kek,
    )?)
}

/// The ring that a document holds, without touching a folder.
pub(crate) fn ring_of(
    document: &[u8],
    kek: &Arc<KeyEncryptionKey>,
) -> anyhow::Result<Arc<KeyRing>> {
    let shelf = MemoryShelf::default();
    shelf.create(document)?;
    Ok(Arc::new(KeyRing::open(Box::new(shelf), kek.clone())?))
}

/// The store over keys that are not on this machine's shelf yet.
pub(crate) async fn open_store(config: &Config, ring: &Arc<KeyRing>) -> anyhow::Result<Store> {
    let sealer = Arc::new(SoftwareSealer::of_ring(ring.clone()));
    let hashes = Arc::new(ring.keyed_hash());
    let options = StoreOptions::new(&config.storage.url, sealer, hashes)?.threads(1, 1);
    Ok(Store::open(options).await?)
}

/// The wrapped keys as they lie in their folder. A backup makes no keys.
fn key_document(config: &Config) -> anyhow::Result<Vec<u8>> {
    let folder = Path::new(&config.keys.directory);
    anyhow::ensure!(
        folder.is_dir(),
        "there is no key folder {}: is keys.directory right?",
        folder.display()
    );
    let document = DirectoryShelf::open(folder)?.read()?;
    document.with_context(|| format!("there are no keys in {}", folder.display()))
}

/// What is in a backup, for people.
pub(crate) fn table_of(contents: &Contents) -> String {
    let about = &contents.about;
    let mut text = format!(
        "Made {} by release {} from {}, schema {}.\n",
        about.made_at,
        about.release,
        about.engine,
        contents.schema()
    );
    for table in contents.tables.iter().filter(|table| table.rows > 0) {
        text.push_str(&format!("{:>12}  {}\n", table.rows, table.name));
    }
    text.push_str(&format!(
        "{:>12}  rows in {} tables\n",
        contents.rows(),
        contents.tables.len()
    ));
    text
}

/// A file that is not a backup yet. It is removed unless it is published.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    fn create(beside: &Path) -> anyhow::Result<Self> {
        let mut path = OsString::from(beside);
        path.push(".draft");
        let path = PathBuf::from(path);
        // Of a backup that was interrupted.
        let _ = fs::remove_file(&path);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| path.display().to_string())?;
        Ok(Self { path, file })
    }

    /// Gives it its name, and makes sure that it keeps it. (A hard link would refuse a name that
    /// was taken meanwhile, but not every file server that keeps backups has them.)
    fn publish(self, name: &Path) -> anyhow::Result<()> {
        anyhow::ensure!(!name.exists(), "{} is there already", name.display());
        fs::rename(&self.path, name).with_context(|| name.display().to_string())?;
        let folder = match name.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        File::open(folder)?.sync_all()?;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
