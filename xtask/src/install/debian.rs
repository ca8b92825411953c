//! Debian packages: only those whose program is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow, bail};

use super::Policy;
use crate::{environment, shell};

/// A Debian package and how to see that it is there.
#[derive(Debug)]
pub(crate) struct Package {
    name: &'static str,
    present: fn() -> bool,
}

/// PostgreSQL, for the store's second engine.
pub(crate) const POSTGRES: &[Package] = &[
    Package {
        name: "postgresql",
        present: || postgres_bin().is_ok(),
    },
    Package {
        name: "openssl",
        present: || environment::on_path("openssl").is_some(),
    },
];

/// Everything that the tests run.
pub(crate) const PACKAGES: &[Package] = &[
    Package {
        name: "postgresql",
        present: || postgres_bin().is_ok(),
    },
    // The certificate of the private cluster.
    Package {
        name: "openssl",
        present: || environment::on_path("openssl").is_some(),
    },
    Package {
        name: "chromium",
        present: || environment::on_path("chromium").is_some(),
    },
    // Structure of the PDF files that we make.
    Package {
        name: "qpdf",
        present: || environment::on_path("qpdf").is_some(),
    },
    // Their text and looks, as another program sees them.
    Package {
        name: "poppler-utils",
        present: || environment::on_path("pdftotext").is_some(),
    },
    // A relying party that others wrote and certified. Only the program: no service is started.
    Package {
        name: "apache2-bin",
        present: || apache().is_ok(),
    },
    Package {
        name: "libapache2-mod-auth-openidc",
        present: || Path::new("/usr/lib/apache2/modules/mod_auth_openidc.so").is_file(),
    },
    // A hardware security module in software.
    Package {
        name: "softhsm2",
        present: || environment::on_path("softhsm2-util").is_some(),
    },
    // Tracks, frames and duration of the recordings that we make, by `ffprobe`.
    Package {
        name: "ffmpeg",
        present: || environment::on_path("ffprobe").is_some(),
    },
    Package {
        name: "python3-venv",
        present: python_makes_environments,
    },
];

/// Installs the packages that are missing.
pub(crate) fn ensure(packages: &[Package], policy: Policy) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| !(package.present)())
        .map(|package| package.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if policy == Policy::OnlyCheck {
        bail!(
            "missing Debian packages: {}; `cargo xtask install` installs them",
            missing.join(" ")
        );
    }
    if environment::on_path("apt-get").is_none() {
        bail!(
            "this machine has no apt-get; install what corresponds to {} and run again",
            missing.join(", ")
        );
    }
    println!("installing from Debian: {}", missing.join(" "));
    shell::run(&mut as_root("apt-get", &["update", "-q"])?)?;
    let mut words = vec!["install", "-y", "-q", "--no-install-recommends"];
    words.extend(&missing);
    shell::run(&mut as_root("apt-get", &words)?)?;
    match packages.iter().find(|package| !(package.present)()) {
        None => Ok(()),
        Some(package) => bail!(
            "`{}` is installed, but its program is not where it was expected",
            package.name
        ),
    }
}

/// The newest PostgreSQL below Debian's usual folder, or whatever the `PATH` has.
pub(crate) fn postgres_bin() -> Result<PathBuf> {
    newest_version(Path::new("/usr/lib/postgresql"))
        .or_else(|| {
            environment::on_path("initdb").and_then(|initdb| initdb.parent().map(Path::to_path_buf))
        })
        .ok_or_else(|| anyhow!("PostgreSQL is not installed"))
}

/// Debian's Chromium.
pub(crate) fn chromium() -> Result<PathBuf> {
    environment::on_path("chromium").ok_or_else(|| anyhow!("chromium is not installed"))
}

/// Debian's Apache: in a folder that only the superuser's `PATH` has.
pub(crate) fn apache() -> Result<PathBuf> {
    let usual = PathBuf::from("/usr/sbin/apache2");
    if usual.is_file() {
        return Ok(usual);
    }
    environment::on_path("apache2").ok_or_else(|| anyhow!("apache2 is not installed"))
}

/// True when we are the superuser.
pub(crate) fn is_root() -> bool {
    shell::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn newest_version(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin): &(u32, PathBuf)| bin.join("initdb").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin)
}

fn python_makes_environments() -> bool {
    shell::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"]))
}

fn as_root(program: &str, arguments: &[&str]) -> Result<Command> {
    let mut command = if is_root() {
        Command::new(program)
    } else if environment::on_path("sudo").is_some() {
        let mut command = Command::new("sudo");
        command.args(["--preserve-env=DEBIAN_FRONTEND", program]);
        command
    } else {
        bail!(
            "not the superuser and no sudo: run `{program} {}` as root",
            arguments.join(" ")
        );
    };
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_newest_postgresql_by_number_and_not_by_text() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for version in ["9", "15", "not-a-version"] {
            let bin = folder.path().join(version).join("bin");
            fs::create_dir_all(&bin).expect("a folder");
            fs::write(bin.join("initdb"), "").expect("a file");
        }
        fs::create_dir_all(folder.path().join("16")).expect("a version without programs");
        assert_eq!(
            newest_version(folder.path()),
            Some(folder.path().join("15/bin"))
        );
    }

    #[test]
    fn only_checking_names_what_is_missing() {
        let absent = [Package {
            name: "imagined",
            present: || false,
        }];
        let error = ensure(&absent, Policy::OnlyCheck).expect_err("it is missing");
        assert!(error.to_string().contains("imagined"), "{error}");
    }
}
