//! The words about the package: `DEBIAN/control`, `conffiles`, `md5sums` and the scripts.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Package;
use super::layout::Entry;
use crate::shell;

const MAINTAINER: &str = "The authors of Aldaba <aldaba@example.org>";

/// Run by dpkg as root.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

/// Writes the folder `DEBIAN`.
pub(super) fn write(
    package: &Package<'_>,
    staging: &Path,
    entries: &[Entry],
    architecture: &str,
) -> Result<()> {
    let folder = staging.join("DEBIAN");
    fs::create_dir_all(&folder)?;
    let size = entries
        .iter()
        .map(|entry| fs::metadata(staging.join(&entry.target)).map(|metadata| metadata.len()))
        .sum::<std::io::Result<u64>>()?;
    put(
        &folder.join("control"),
        &control(package.version, architecture, size, &oldest_libc()?),
        0o644,
    )?;
    let conffiles = entries.iter().filter(|entry| entry.is_configuration());
    let conffiles: String = conffiles
        .map(|entry| format!("/{}\n", entry.target))
        .collect();
    put(&folder.join("conffiles"), &conffiles, 0o644)?;
    put(&folder.join("md5sums"), &sums(staging, entries)?, 0o644)?;
    for script in SCRIPTS {
        let source = package.root.join("packaging/debian").join(script);
        let text = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        put(&folder.join(script), &text, 0o755)?;
    }
    Ok(())
}

fn put(path: &Path, text: &str, mode: u32) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())?;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

/// The fields of Debian's policy §5.3. Everything but the C library is inside of the program.
fn control(version: &str, architecture: &str, size: u64, libc: &str) -> String {
    format!(
        "Package: aldaba\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: {MAINTAINER}\n\
         Installed-Size: {}\n\
         Depends: libc6 (>= {libc}), libgcc-s1, systemd | systemd-standalone-sysusers, \
         systemd | systemd-standalone-tmpfiles\n\
         Recommends: openssl\n\
         Suggests: postgresql, nginx\n\
         Section: net\n\
         Priority: optional\n\
         Description: electronic identity platform of a public administration\n \
         Registers citizens, identifies them towards services over OpenID Connect,\n \
         and runs an electronic office that issues certificates anybody can verify.\n \
         .\n \
         One program with an embedded database, or several processes over PostgreSQL.\n",
        size.div_ceil(1024)
    )
}

/// One entry, which points to the change log for people.
pub(super) fn changelog(version: &str, epoch: &str) -> Result<String> {
    let mut date = Command::new("date");
    date.env("LC_ALL", "C")
        .args(["--utc", "--rfc-email", "--date"])
        .arg(format!("@{epoch}"));
    let date = shell::capture(&mut date)?;
    Ok(format!(
        "aldaba ({version}) unstable; urgency=medium\n\n  \
         * What is new, and what has to be done: /usr/share/doc/aldaba/CHANGELOG.md.gz.\n\n \
         -- {MAINTAINER}  {}\n",
        date.trim()
    ))
}

/// The C library of the machine that builds: the program may use anything of it.
fn oldest_libc() -> Result<String> {
    let said = shell::capture(Command::new("getconf").arg("GNU_LIBC_VERSION"))?;
    let version = said
        .split_whitespace()
        .last()
        .context("getconf names no version")?;
    Ok(version.to_owned())
}

/// `md5sum` of every file but the configuration, as dpkg checks with `dpkg --verify`.
fn sums(staging: &Path, entries: &[Entry]) -> Result<String> {
    let mut text = String::new();
    for entry in entries.iter().filter(|entry| !entry.is_configuration()) {
        let said = shell::capture(Command::new("md5sum").arg(staging.join(&entry.target)))?;
        let sum = said
            .split_whitespace()
            .next()
            .context("md5sum gives no sum")?;
        writeln!(text, "{sum}  {}", entry.target)?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_each_on_a_line_and_the_description_is_indented() {
        let text = control("0.1.0", "amd64", 2_049, "2.36");
        assert!(text.contains("\nInstalled-Size: 3\n"), "{text}");
        assert!(text.ends_with('\n') && !text.contains("\n\n"), "{text}");
        let description = text.split_once("\nDescription: ").expect("a description").1;
        assert!(
            description
                .lines()
                .skip(1)
                .all(|line| line.starts_with(' ')),
            "{text}"
        );
    }
}
