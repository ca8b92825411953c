//! The certificate with which the platform itself ends TLS, from files that something else renews.

use std::{
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rustls::{
    crypto::aws_lc_rs,
    pki_types::{
        CertificateDer, PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer,
    },
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use crate::pem;
use crate::private_file::{self, PrivateFileError};

/// Why there is no certificate to show.
#[derive(Debug, thiserror::Error)]
pub enum TlsFilesError {
    /// The key file is missing or not safe.
    #[error("the TLS key cannot be read: {0}")]
    KeyFile(#[source] PrivateFileError),
    /// The key file has no unencrypted private key.
    #[error("{} holds no unencrypted private key (BEGIN PRIVATE KEY)", .0.display())]
    KeyFormat(PathBuf),
    /// The file of certificates could not be read.
    #[error("the TLS certificate cannot be read from {}: {source}", path.display())]
    ChainFile {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// It holds no certificates.
    #[error("{} holds no certificate (BEGIN CERTIFICATE)", .0.display())]
    ChainFormat(PathBuf),
    /// They do not belong together, or are of a kind that is not used.
    #[error("the TLS key and its certificate cannot be used together: {0}")]
    Unfit(#[from] rustls::Error),
}

/// Key and certificate from two files. They are read again when either has changed, so that a
/// certificate that was renewed is shown without a restart; while the new ones cannot be used, the
/// old ones are.
pub struct TlsFiles {
    chain: PathBuf,
    key: PathBuf,
    loaded: Mutex<Loaded>,
}

struct Loaded {
    certified: Arc<CertifiedKey>,
    changed: [Option<Change>; 2],
}

/// What differs when a file was changed or replaced: its number, and when it was written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Change {
    number: u64,
    seconds: i64,
    nanoseconds: i64,
}

impl Change {
    /// Of the file that a name leads to now; nothing if there is none.
    fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self {
            number: metadata.ino(),
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
        })
    }
}

/// Nothing of the key is shown.
impl std::fmt::Debug for TlsFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TlsFiles")
            .field("chain", &self.chain)
            .finish_non_exhaustive()
    }
}

impl TlsFiles {
    /// Reads a chain (PEM, the server's own certificate first) and its key (PEM, mode 0600).
    ///
    /// # Errors
    /// [`TlsFilesError`]; the text says what to do.
    pub fn load(chain: &Path, key: &Path) -> Result<Self, TlsFilesError> {
        // This comes first: what changes meanwhile is read again at the next connection.
        let changed = [chain, key].map(Change::of);
        let certified = Arc::new(read(chain, key)?);
        Ok(Self {
            chain: chain.to_owned(),
            key: key.to_owned(),
            loaded: Mutex::new(Loaded { certified, changed }),
        })
    }

    /// The certificate to show now.
    fn current(&self) -> Arc<CertifiedKey> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = [&self.chain, &self.key].map(|path| Change::of(path));
        if changed != loaded.changed {
            // Tried once for each change: the files may be half written.
            loaded.changed = changed;
            match read(&self.chain, &self.key) {
                Ok(certified) => {
                    tracing::info!(chain = %self.chain.display(), "the TLS certificate was read again");
                    loaded.certified = Arc::new(certified);
                }
                Err(error) => tracing::error!(%error, "the earlier TLS certificate stays in use"),
            }
        }
        loaded.certified.clone()
    }
}

impl ResolvesServerCert for TlsFiles {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current())
    }
}

fn read(chain: &Path, key: &Path) -> Result<CertifiedKey, TlsFilesError> {
    let text = std::fs::read_to_string(chain).map_err(|source| TlsFilesError::ChainFile {
        path: chain.to_owned(),
        source,
    })?;
    let certificates: Vec<CertificateDer<'static>> = pem::blocks(&text)
        .unwrap_or_default()
        .into_iter()
        .filter(|block| block.label == "CERTIFICATE")
        .map(|block| CertificateDer::from(block.der.to_vec()))
        .collect();
    if certificates.is_empty() {
        return Err(TlsFilesError::ChainFormat(chain.to_owned()));
    }
    let key = private_key(key)?;
    Ok(CertifiedKey::from_der(
        certificates,
        key,
        &aws_lc_rs::default_provider(),
    )?)
}

/// The first private key of a file, in whichever of the three forms tools write.
fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsFilesError> {
    let bytes = private_file::read(path).map_err(TlsFilesError::KeyFile)?;
    let format = || TlsFilesError::KeyFormat(path.to_owned());
    let text = std::str::from_utf8(&bytes).map_err(|_| format())?;
    pem::blocks(text)
        .ok_or_else(format)?
        .into_iter()
        .find_map(|block| {
            let der = block.der.to_vec();
            match block.label.as_str() {
                "PRIVATE KEY" => Some(PrivatePkcs8KeyDer::from(der).into()),
                "EC PRIVATE KEY" => Some(PrivateSec1KeyDer::from(der).into()),
                "RSA PRIVATE KEY" => Some(PrivatePkcs1KeyDer::from(der).into()),
                _ => None,
            }
        })
        .ok_or_else(format)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use rcgen::{CertificateParams, KeyPair};
    use tempfile::TempDir;

    use super::*;

    struct Files {
        folder: TempDir,
    }

    impl Files {
        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        /// Puts another pair in place, as a program that renews does; gives its certificate.
        fn renew(&self) -> Vec<u8> {
            let key = KeyPair::generate().unwrap();
            let names = vec!["mtls.example".to_owned()];
            let certificate = CertificateParams::new(names)
                .unwrap()
                .self_signed(&key)
                .unwrap();
            self.put("key.pem", &key.serialize_pem());
            self.put("chain.pem", &certificate.pem());
            certificate.der().to_vec()
        }

        fn put(&self, name: &str, text: &str) {
            let fresh = self.path(&format!("{name}.new"));
            fs::write(&fresh, text).unwrap();
            fs::set_permissions(&fresh, fs::Permissions::from_mode(0o600)).unwrap();
            fs::rename(fresh, self.path(name)).unwrap();
        }

        fn load(&self) -> Result<TlsFiles, TlsFilesError> {
            TlsFiles::load(&self.path("chain.pem"), &self.path("key.pem"))
        }
    }

    fn files() -> Files {
        Files {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    #[test]
    fn a_certificate_that_was_renewed_is_shown_without_a_restart() {
        let files = files();
        let first = files.renew();
        let tls = files.load().unwrap();
        assert_eq!(tls.current().cert[0].as_ref(), first);
        let second = files.renew();
        assert_ne!(first, second);
        assert_eq!(tls.current().cert[0].as_ref(), second);
        // One of two was replaced, by something that is none: what was good stays.
        files.put("chain.pem", "not yet");
        assert_eq!(tls.current().cert[0].as_ref(), second);
        let third = files.renew();
        assert_eq!(tls.current().cert[0].as_ref(), third);
    }

    #[test]
    fn a_key_of_another_certificate_or_that_others_may_read_is_refused() {
        let files = files();
        files.renew();
        let other = KeyPair::generate().unwrap().serialize_pem();
        files.put("key.pem", &other);
        assert!(matches!(files.load(), Err(TlsFilesError::Unfit(_))));
        files.renew();
        let readable = fs::Permissions::from_mode(0o644);
        fs::set_permissions(files.path("key.pem"), readable).unwrap();
        assert!(matches!(files.load(), Err(TlsFilesError::KeyFile(_))));
        files.put(
            "key.pem",
            "-----BEGIN NOTHING-----\n-----END NOTHING-----\n",
        );
        assert!(matches!(files.load(), Err(TlsFilesError::KeyFormat(_))));
    }
}
