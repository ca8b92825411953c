//! Files that only their owner may read: checked before reading, made so when writing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::random;

/// Longest file read: a ring of 1,000 keys of RSA 3072 stays below.
const MAX_LENGTH: u64 = 8 << 20;

/// Why a file with a secret was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum PrivateFileError {
    /// There is no such file.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// A folder, a device or the like.
    #[error("{} is not a regular file", .0.display())]
    NotAFile(PathBuf),
    /// Others than the owner may read or write it.
    #[error("{} has mode {mode:04o}, but others must not reach it: run chmod 600 (700 for a folder)", path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It belongs to another user.
    #[error("{} belongs to user {owner}, but this process runs as user {user}", path.display())]
    Owner {
        /// The file.
        path: PathBuf,
        /// User id of its owner.
        owner: u32,
        /// User id of this process.
        user: u32,
    },
    /// Far longer than any file of this kind.
    #[error("{} is too long", .0.display())]
    TooLong(PathBuf),
    /// The operating system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        #[source]
        source: io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> PrivateFileError {
    let path = path.to_owned();
    |source| match source.kind() {
        io::ErrorKind::NotFound => PrivateFileError::Missing(path),
        _ => PrivateFileError::Io { path, source },
    }
}

/// Reads a file if and only if it is a regular file of this user that nobody else may read or
/// write. The checks look at the open file, not at its name.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, PrivateFileError> {
    let file = File::open(path).map_err(failed(path))?;
    let metadata = file.metadata().map_err(failed(path))?;
    if !metadata.is_file() {
        return Err(PrivateFileError::NotAFile(path.to_owned()));
    }
    check(path, &metadata)?;
    if metadata.len() > MAX_LENGTH {
        return Err(PrivateFileError::TooLong(path.to_owned()));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(
        usize::try_from(metadata.len()).unwrap_or(0) + 1,
    ));
    file.take(MAX_LENGTH)
        .read_to_end(&mut bytes)
        .map_err(failed(path))?;
    Ok(bytes)
}

fn check(path: &Path, metadata: &fs::Metadata) -> Result<(), PrivateFileError> {
    let mode = metadata.mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(PrivateFileError::Permissions {
            path: path.to_owned(),
            mode,
        });
    }
    let (owner, user) = (metadata.uid(), rustix::process::geteuid().as_raw());
    if owner != user {
        return Err(PrivateFileError::Owner {
            path: path.to_owned(),
            owner,
            user,
        });
    }
    Ok(())
}

/// Makes the folder with mode 0700, or checks the one that is there.
pub(crate) fn folder(path: &Path) -> Result<(), PrivateFileError> {
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            check(path, &fs::metadata(path).map_err(failed(path))?)
        }
        Err(error) => Err(failed(path)(error)),
    }
}

/// Writes a new file with mode 0600, whole or not at all; `false` if one is there already.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<bool, PrivateFileError> {
    let draft = write_draft(path, bytes)?;
    // A hard link fails if the name is taken, whereas a rename would replace the file.
    let linked = fs::hard_link(&draft, path);
    let removed = fs::remove_file(&draft);
    match linked {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(failed(path)(error)),
    }
    removed.map_err(failed(&draft))?;
    sync_folder(path).map(|()| true)
}

/// Replaces a file, or makes it, with mode 0600: a reader sees the old or the new one, and a
/// power cut leaves one of them.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), PrivateFileError> {
    let draft = write_draft(path, bytes)?;
    if let Err(error) = fs::rename(&draft, path) {
        // The error that counts is the first one.
        let _ = fs::remove_file(&draft);
        return Err(failed(path)(error));
    }
    sync_folder(path)
}

/// Locks a file, made with mode 0600 if it is not there, and waits while another process has it.
pub(crate) fn lock(path: &Path) -> Result<File, PrivateFileError> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(failed(path))?;
    file.lock().map_err(failed(path))?;
    Ok(file)
}

fn write_draft(path: &Path, bytes: &[u8]) -> Result<PathBuf, PrivateFileError> {
    let number = u64::from_be_bytes(random::bytes());
    let draft = path.with_extension(format!("{number:016x}.draft"));
    let write = || {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    match write() {
        Ok(()) => Ok(draft),
        Err(error) => {
            // The error that counts is the first one (a full disk, for example).
            let _ = fs::remove_file(&draft);
            Err(PrivateFileError::Io {
                path: path.to_owned(),
                source: error,
            })
        }
    }
}

fn sync_folder(path: &Path) -> Result<(), PrivateFileError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed(folder))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn refuses_files_that_others_may_reach() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        assert!(create(&path, b"x").unwrap());
        assert_eq!(read(&path).unwrap().as_slice(), b"x");
        for mode in [0o644, 0o640, 0o602, 0o601] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = read(&path).unwrap_err();
            assert!(
                matches!(error, PrivateFileError::Permissions { mode: found, .. } if found == mode)
            );
            assert!(error.to_string().contains("chmod 600"), "{error}");
        }
    }

    #[test]
    fn creates_once_and_replaces_without_leaving_drafts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        assert!(create(&path, b"first").unwrap());
        assert!(!create(&path, b"second").unwrap());
        assert_eq!(read(&path).unwrap().as_slice(), b"first");
        replace(&path, b"third").unwrap();
        assert_eq!(read(&path).unwrap().as_slice(), b"third");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn tells_missing_files_and_folders_apart() {
        let folder = tempfile::tempdir().unwrap();
        let missing = read(&folder.path().join("none")).unwrap_err();
        assert!(matches!(missing, PrivateFileError::Missing(_)));
        assert!(matches!(
            read(folder.path()).unwrap_err(),
            PrivateFileError::NotAFile(_)
        ));
    }

    #[test]
    fn refuses_a_folder_that_others_may_read() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("keys");
        super::folder(&path).unwrap();
        super::folder(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(
            super::folder(&path),
            Err(PrivateFileError::Permissions { .. })
        ));
    }
}
