//! Permissions, folders, free space.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::MetadataExt as _,
    path::Path,
};

use super::{chain, finding::Finding};
use crate::{config::Config, serve::breached_list};

/// Below this a disk is nearly full: writes are refused soon.
const SCARCE: u64 = 256 << 20;
/// Below this somebody should look: some days of a town's certificates.
const LITTLE: u64 = 2 << 30;

/// What to do about the folder of the print house.
const LETTERS_WAIT: &str = "make the folder, mount it, or give it to the user of the service: \
                            letters wait until then";

pub(super) fn look(config: &Config, file: Option<&Path>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(file.and_then(|file| configuration(config, file)));
    if let Some(path) = config.storage.url.strip_prefix("sqlite:") {
        let path = Path::new(path);
        findings.extend(private("storage.url", path));
        findings.extend(room("storage.url", folder_of(path)));
    }
    let print = Path::new(&config.print.folder);
    findings.push(writable("print.folder", print, LETTERS_WAIT));
    findings.extend(room("print.folder", print));
    findings.extend(breached(&config.password.breached_file));
    findings
}

/// The list of breached passwords, if there is one: the server does not start without it.
fn breached(file: &str) -> Option<Finding> {
    let about = "password.breached_file";
    Some(match breached_list(file) {
        Ok(None) => return None,
        Ok(Some(_)) => Finding::good(about, format!("{file} is a list that can be searched")),
        Err(error) => Finding::fault(
            about,
            chain(&error),
            "name the list of Pwned Passwords that is ordered by hash, readable for the user of \
             the service, or take the setting out",
        ),
    })
}

/// A file with passwords is nobody else's business.
fn configuration(config: &Config, file: &Path) -> Option<Finding> {
    let secrets = [
        &config.keys.encryption_key,
        &config.sede.client_secret,
        &config.sms.token,
        &config.mail.password,
    ];
    let mode = fs::metadata(file).ok()?.mode();
    (mode & 0o004 != 0 && secrets.iter().any(|secret| !secret.is_empty())).then(|| {
        Finding::warning(
            "configuration",
            format!(
                "{} holds secrets, and everybody on this machine can read it",
                file.display()
            ),
            format!(
                "chmod 640 {} and give it to the group of the service",
                file.display()
            ),
        )
    })
}

fn private(about: &str, path: &Path) -> Option<Finding> {
    let mode = fs::metadata(path).ok()?.mode() & 0o777;
    Some(if mode & 0o077 == 0 {
        Finding::good(
            about,
            format!("{} is readable by its owner only", path.display()),
        )
    } else {
        Finding::warning(
            about,
            format!("{} has mode {mode:04o}: others can read it", path.display()),
            format!("chmod 600 {}", path.display()),
        )
    })
}

/// Makes a file and removes it again; `mend` says what to do where that fails.
pub(super) fn writable(about: &str, folder: &Path, mend: &str) -> Finding {
    let probe = folder.join(format!(".aldaba-doctor-{}", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&probe);
    match made.and_then(|_| fs::remove_file(&probe)) {
        Ok(()) => Finding::good(about, format!("{} can be written to", folder.display())),
        Err(error) => Finding::fault(
            about,
            format!("{} cannot be written to: {error}", folder.display()),
            mend,
        ),
    }
}

pub(super) fn room(about: &str, folder: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let text = format!("{} MiB are free in {}", free >> 20, folder.display());
    let mend = "make room: when the disk is full, people can only read";
    Some(if free < SCARCE {
        Finding::fault(about, text, mend)
    } else if free < LITTLE {
        Finding::warning(about, text, mend)
    } else {
        Finding::good(about, text)
    })
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::{os::unix::fs::PermissionsExt as _, path::PathBuf};

    use super::super::finding::Weight;
    use super::*;

    fn file(mode: u32) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        (folder, path)
    }

    #[test]
    fn a_database_that_others_can_read_is_told_with_the_command() {
        let (_folder, path) = file(0o644);
        let finding = private("storage.url", &path).unwrap();
        assert_eq!(finding.weight, Weight::Warning);
        assert!(finding.mend.unwrap().starts_with("chmod 600"));
        let (_folder, path) = file(0o600);
        assert_eq!(private("storage.url", &path).unwrap().weight, Weight::Good);
    }

    #[test]
    fn a_configuration_with_secrets_for_everybody_is_told() {
        let (_folder, path) = file(0o644);
        let mut config = Config::default();
        assert_eq!(configuration(&config, &path), None);
        config.sms.token = "an invented token".into();
        let finding = configuration(&config, &path).unwrap();
        assert!(!finding.found.contains("invented"), "it repeats the secret");
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault_and_the_probe_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let look = |folder: &Path| writable("print.folder", folder, LETTERS_WAIT).weight;
        assert_eq!(look(folder.path()), Weight::Good);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let gone = folder.path().join("gone");
        assert_eq!(look(&gone), Weight::Fault);
    }
}
