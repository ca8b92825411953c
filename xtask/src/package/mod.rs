//! `cargo xtask package`: the Debian package, without the demonstration.
//!
//! - [`layout`]: which file of the repository lies where on a machine, and with which mode;
//! - [`control`]: the words about the package (name, version, dependencies, sums).
//!
//! `dpkg-deb` puts it together. The times of all files are those of the last commit, so that two builds of one commit
//! give the same bytes.

mod control;
mod layout;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::shell;
use crate::workspace::Workspace;
use layout::{Content, Entry};

/// `cargo xtask package [--binary FILE] [--into FOLDER]`.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    let mut binary = None;
    let mut into = workspace.chores().join("package");
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .map(PathBuf::from)
                .with_context(|| format!("{word} needs a value"))
        };
        match word.as_str() {
            "--binary" => binary = Some(value()?),
            "--into" => into = value()?,
            _ => bail!("`cargo xtask package` knows --binary FILE and --into FOLDER"),
        }
    }
    let binary = match binary {
        Some(binary) => binary,
        None => build(&workspace)?,
    };
    let version = workspace
        .member("aldaba")
        .context("the crate aldaba")?
        .version
        .clone();
    let made = Package {
        root: &workspace.root,
        binary: &binary,
        version: &version,
        epoch: &last_commit(&workspace.root)?,
    }
    .make(&into)?;
    println!("{}", made.display());
    Ok(())
}

/// The program as it ships: optimised, without invented people.
fn build(workspace: &Workspace) -> Result<PathBuf> {
    let words = [
        "build",
        "--release",
        "--package",
        "aldaba",
        "--no-default-features",
        "--locked",
    ];
    shell::run(shell::cargo(&workspace.root).args(words))?;
    Ok(workspace.target.join("release/aldaba"))
}

/// Seconds since 1970 of the last commit (<https://reproducible-builds.org/specs/source-date-epoch/>).
fn last_commit(root: &Path) -> Result<String> {
    let time = shell::capture(
        Command::new("git")
            .args(["log", "-1", "--format=%ct"])
            .current_dir(root),
    )?;
    Ok(time.trim().to_owned())
}

/// What a package is made of.
struct Package<'a> {
    root: &'a Path,
    binary: &'a Path,
    version: &'a str,
    epoch: &'a str,
}

impl Package<'_> {
    /// Makes the package in a folder and returns its path.
    fn make(&self, into: &Path) -> Result<PathBuf> {
        let architecture = shell::capture(Command::new("dpkg").arg("--print-architecture"))
            .context("a Debian package is made on Debian")?;
        let architecture = architecture.trim();
        let staging = into.join("staging");
        if staging.exists() {
            fs::remove_dir_all(&staging)?;
        }
        let entries = layout::entries(self.root)?;
        for entry in &entries {
            self.place(&staging, entry)?;
        }
        control::write(self, &staging, &entries, architecture)?;
        folders_for_everybody(&staging)?;
        let package = into.join(format!("aldaba_{}_{architecture}.deb", self.version));
        shell::run(
            Command::new("dpkg-deb")
                .env("SOURCE_DATE_EPOCH", self.epoch)
                .args(["--root-owner-group", "-Zxz", "--build"])
                .arg(&staging)
                .arg(&package),
        )?;
        fs::remove_dir_all(&staging)?;
        Ok(package)
    }

    fn place(&self, staging: &Path, entry: &Entry) -> Result<()> {
        let target = staging.join(&entry.target);
        fs::create_dir_all(target.parent().unwrap_or(staging))?;
        match &entry.content {
            Content::Binary => {
                fs::copy(self.binary, &target)
                    .with_context(|| self.binary.display().to_string())?;
            }
            Content::File(source) => {
                fs::copy(self.root.join(source), &target).with_context(|| source.clone())?;
            }
            Content::Compressed(source) => compress(&self.root.join(source), &target)?,
            Content::DebianChangelog => {
                let plain = target.with_extension("");
                fs::write(&plain, control::changelog(self.version, self.epoch)?)?;
                compress(&plain, &target)?;
                fs::remove_file(&plain)?;
            }
        }
        fs::set_permissions(&target, fs::Permissions::from_mode(entry.mode))?;
        Ok(())
    }
}

/// Without name and time in its heading: the same bytes each time.
fn compress(source: &Path, target: &Path) -> Result<()> {
    let mut gzip = Command::new("gzip");
    let output = gzip
        .args(["-9", "-n", "-c"])
        .arg(source)
        .output()
        .context("gzip")?;
    if !output.status.success() {
        bail!("gzip could not compress {}", source.display());
    }
    Ok(fs::write(target, output.stdout)?)
}

/// Folders have mode 0755, whatever the mask of who builds.
fn folders_for_everybody(folder: &Path) -> Result<()> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            folders_for_everybody(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package with a stand-in for the program: the layout is what is tested, and that takes no build.
    fn package(into: &Path) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the workspace");
        let binary = into.join("program");
        fs::write(&binary, "#!/bin/sh\nexit 0\n").expect("a stand-in");
        let package = Package {
            root,
            binary: &binary,
            version: "0.1.0",
            epoch: "1700000000",
        };
        package.make(into).expect("a package")
    }

    fn told(words: &[&str], package: &Path) -> String {
        shell::capture(Command::new("dpkg-deb").args(words).arg(package)).expect("dpkg-deb")
    }

    #[test]
    fn a_package_has_program_units_configuration_and_words() {
        let folder = tempfile::tempdir().expect("a folder");
        let package = package(folder.path());
        let list = told(&["--contents"], &package);
        for (mode, path) in [
            ("-rwxr-xr-x root/root", "./usr/bin/aldaba"),
            (
                "-rw-r--r-- root/root",
                "./usr/lib/systemd/system/aldaba.service",
            ),
            (
                "-rw-r--r-- root/root",
                "./usr/lib/systemd/system/aldaba@.service",
            ),
            (
                "-rw-r--r-- root/root",
                "./usr/lib/systemd/system/aldaba-backup.timer",
            ),
            ("-rw-r--r-- root/root", "./usr/lib/sysusers.d/aldaba.conf"),
            ("-rw-r--r-- root/root", "./usr/lib/tmpfiles.d/aldaba.conf"),
            ("-rw-r----- root/root", "./etc/aldaba/aldaba.toml"),
            ("-rw-r--r-- root/root", "./usr/share/man/man8/aldaba.8.gz"),
            ("-rw-r--r-- root/root", "./usr/share/doc/aldaba/copyright"),
            ("-rw-r--r-- root/root", "./usr/share/doc/aldaba/backups.md"),
        ] {
            let there = list
                .lines()
                .any(|line| line.starts_with(mode) && line.ends_with(path));
            assert!(there, "{mode} {path} is not in\n{list}");
        }
        let about = told(&["--info"], &package);
        for words in [
            "Package: aldaba",
            "Version: 0.1.0",
            "Depends: libc6 (>= ",
            "conffiles",
            "md5sums",
            "postinst",
        ] {
            assert!(about.contains(words), "`{words}` is not in\n{about}");
        }
        assert_eq!(
            told(&["--info"], &package).matches("*").count(),
            3,
            "three scripts can be run:\n{about}"
        );
    }

    /// dpkg keeps what an administrator changed only where it knows the file as configuration.
    #[test]
    fn everything_in_etc_is_configuration() {
        let folder = tempfile::tempdir().expect("a folder");
        let package = package(folder.path());
        let control = folder.path().join("control");
        let mut extract = Command::new("dpkg-deb");
        extract.arg("--control").arg(&package).arg(&control);
        shell::capture(&mut extract).expect("dpkg-deb");
        let conffiles = fs::read_to_string(control.join("conffiles")).expect("conffiles");
        let list = told(&["--contents"], &package);
        let in_etc: Vec<_> = list
            .lines()
            .filter_map(|line| line.split_once(" ./etc/"))
            .map(|(_, path)| path)
            .filter(|path| !path.is_empty() && !path.ends_with('/'))
            .collect();
        assert!(!in_etc.is_empty());
        for path in in_etc {
            assert!(
                conffiles.lines().any(|line| line == format!("/etc/{path}")),
                "{path}"
            );
        }
    }

    #[test]
    fn two_builds_give_the_same_bytes() {
        let (one, other) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        let read = |folder: &Path| fs::read(package(folder)).expect("the package");
        assert!(read(one.path()) == read(other.path()));
    }

    #[test]
    fn the_scripts_are_such_that_a_shell_can_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the workspace");
        for script in ["postinst", "prerm", "postrm"] {
            let path = root.join("packaging/debian").join(script);
            assert!(
                shell::succeeds(Command::new("sh").arg("-n").arg(path)),
                "{script}"
            );
        }
    }
}
