//! Which file of the repository lies where on a machine, and with which mode.

use std::path::Path;

use anyhow::Result;

/// Where a file's bytes come from; paths from the root of the repository.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The program that was built.
    Binary,
    /// A file as it is.
    File(String),
    /// A file, compressed as Debian's policy wants manual pages and change logs (§12.3, §12.7).
    Compressed(String),
    /// The change log in the form of Debian's policy §4.4, compressed.
    DebianChangelog,
}

/// A file of the package.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path from the root of the machine, without the first slash.
    pub(super) target: String,
    pub(super) content: Content,
    pub(super) mode: u32,
}

impl Entry {
    /// A file that the administrator may change.
    pub(super) fn is_configuration(&self) -> bool {
        self.target.starts_with("etc/")
    }
}

/// Every file of the package, in the order of their paths.
pub(super) fn entries(root: &Path) -> Result<Vec<Entry>> {
    const OWN: [(&str, &str); 7] = [
        ("aldaba.service", "usr/lib/systemd/system/aldaba.service"),
        ("aldaba@.service", "usr/lib/systemd/system/aldaba@.service"),
        (
            "aldaba-backup.service",
            "usr/lib/systemd/system/aldaba-backup.service",
        ),
        (
            "aldaba-backup.timer",
            "usr/lib/systemd/system/aldaba-backup.timer",
        ),
        ("sysusers.conf", "usr/lib/sysusers.d/aldaba.conf"),
        ("tmpfiles.conf", "usr/lib/tmpfiles.d/aldaba.conf"),
        ("copyright", "usr/share/doc/aldaba/copyright"),
    ];
    let file = |source: String, target: String, mode| Entry {
        target,
        content: Content::File(source),
        mode,
    };
    let mut all: Vec<Entry> = OWN
        .iter()
        .map(|(source, target)| {
            file(
                format!("packaging/debian/{source}"),
                (*target).to_owned(),
                0o644,
            )
        })
        .collect();
    all.push(Entry {
        target: "usr/share/doc/aldaba/changelog.gz".to_owned(),
        content: Content::DebianChangelog,
        mode: 0o644,
    });
    all.push(Entry {
        target: "usr/bin/aldaba".to_owned(),
        content: Content::Binary,
        mode: 0o755,
    });
    // It may hold passwords; its group is set when the account exists.
    all.push(file(
        "packaging/debian/aldaba.toml".to_owned(),
        "etc/aldaba/aldaba.toml".to_owned(),
        0o640,
    ));
    for (source, target) in [
        (
            "packaging/debian/aldaba.8",
            "usr/share/man/man8/aldaba.8.gz",
        ),
        ("CHANGELOG.md", "usr/share/doc/aldaba/CHANGELOG.md.gz"),
    ] {
        all.push(Entry {
            target: target.to_owned(),
            content: Content::Compressed(source.to_owned()),
            mode: 0o644,
        });
    }
    all.push(file(
        "LICENSE".to_owned(),
        "usr/share/doc/aldaba/LICENSE".to_owned(),
        0o644,
    ));
    for folder in ["docs/operations", "docs/specs", "packaging/monitoring"] {
        for name in names_in(&root.join(folder))? {
            let place = match folder {
                "packaging/monitoring" => "usr/share/doc/aldaba/examples",
                "docs/specs" => "usr/share/doc/aldaba/specs",
                _ => "usr/share/doc/aldaba",
            };
            all.push(file(
                format!("{folder}/{name}"),
                format!("{place}/{name}"),
                0o644,
            ));
        }
    }
    all.sort_by(|one, other| one.target.cmp(&other.target));
    Ok(all)
}

/// The plain files of a folder that may not exist.
fn names_in(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry
            .file_name()
            .to_str()
            .filter(|_| entry.path().is_file())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
