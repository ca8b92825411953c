//! What cargo knows about the workspace: crates, rings and the edges between them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use serde_json::Value;

use crate::shell;

/// A crate of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The package's name.
    pub(crate) name: String,
    /// The folder of its `Cargo.toml`.
    pub(crate) folder: PathBuf,
    /// `[package.metadata.aldaba] ring`; `None` if it declares none.
    pub(crate) ring: Option<u64>,
    /// `[package.metadata.aldaba] used-for-features`: dependencies that no source names, because they only switch
    /// features of others.
    pub(crate) used_for_features: Vec<String>,
    /// Everything in its dependency tables.
    pub(crate) dependencies: Vec<Dependency>,
    /// The version, for the change log.
    pub(crate) version: String,
}

/// An entry of a dependency table.
#[derive(Debug, Clone)]
pub(crate) struct Dependency {
    /// The package's name.
    pub(crate) name: String,
    /// The name in source, when `Cargo.toml` renames it.
    pub(crate) renamed: Option<String>,
    /// Which table it stands in.
    pub(crate) kind: Kind,
    /// Behind a feature?
    pub(crate) optional: bool,
}

/// The three dependency tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `[dependencies]`
    Normal,
    /// `[build-dependencies]`
    Build,
    /// `[dev-dependencies]`
    Dev,
}

impl Dependency {
    /// How Rust source spells it.
    pub(crate) fn identifier(&self) -> String {
        self.renamed
            .as_ref()
            .unwrap_or(&self.name)
            .replace('-', "_")
    }
}

/// The workspace: its root, where builds go, and its crates by name.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// The crates, ordered by name.
    pub(crate) members: Vec<Member>,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn load() -> Result<Self> {
        // `CARGO_MANIFEST_DIR` at compile time is the folder of xtask, wherever the checkout lies.
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here
            .parent()
            .ok_or_else(|| anyhow!("xtask lies at the root of the file system"))?;
        let text = shell::capture(shell::cargo(root).args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
        ]))?;
        Self::parse(&text)
    }

    /// Reads what `cargo metadata --format-version 1 --no-deps` prints.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text).context("cargo metadata is not JSON")?;
        let packages = at(&value, "packages")
            .as_array()
            .ok_or_else(|| anyhow!("cargo metadata has no packages"))?;
        let mut members = packages.iter().map(member).collect::<Result<Vec<_>>>()?;
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self {
            root: path(at(&value, "workspace_root"))?,
            target: path(at(&value, "target_directory"))?,
            members,
        })
    }

    /// The crate of that name, if it is ours.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// Where the chores keep what they install and start.
    pub(crate) fn chores(&self) -> PathBuf {
        self.target.join("xtask")
    }
}

fn member(package: &Value) -> Result<Member> {
    let manifest = path(at(package, "manifest_path"))?;
    let folder = manifest
        .parent()
        .ok_or_else(|| anyhow!("a manifest without folder"))?
        .to_path_buf();
    let ours = at(at(package, "metadata"), "aldaba");
    let listed = at(ours, "used-for-features")
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let entries = at(package, "dependencies")
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    Ok(Member {
        name: string(at(package, "name"))?,
        folder,
        ring: at(ours, "ring").as_u64(),
        used_for_features: listed.iter().map(string).collect::<Result<_>>()?,
        dependencies: entries.iter().map(dependency).collect::<Result<_>>()?,
        version: string(at(package, "version"))?,
    })
}

fn dependency(entry: &Value) -> Result<Dependency> {
    let kind = match at(entry, "kind").as_str() {
        Some("build") => Kind::Build,
        Some("dev") => Kind::Dev,
        _ => Kind::Normal,
    };
    Ok(Dependency {
        name: string(at(entry, "name"))?,
        renamed: at(entry, "rename").as_str().map(str::to_owned),
        kind,
        optional: at(entry, "optional").as_bool().unwrap_or(false),
    })
}

/// A field, or null where there is none.
fn at<'v>(value: &'v Value, key: &str) -> &'v Value {
    value.get(key).unwrap_or(&Value::Null)
}

fn string(value: &Value) -> Result<String> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| anyhow!("cargo metadata: expected text, found {value}"))
}

fn path(value: &Value) -> Result<PathBuf> {
    string(value).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rings_renames_and_tables() {
        let text = r#"{"workspace_root":"/w","target_directory":"/w/target","packages":[{
            "name":"store","version":"0.1.0","manifest_path":"/w/crates/store/Cargo.toml",
            "metadata":{"aldaba":{"ring":2,"used-for-features":["sqlite-sys"]}},
            "dependencies":[
              {"name":"vocab","kind":null,"rename":null,"optional":false},
              {"name":"proptest","kind":"dev","rename":"properties","optional":false}]}]}"#;
        let workspace = Workspace::parse(text).expect("it is what cargo prints");
        let store = workspace.member("store").expect("it is a member");
        assert_eq!(store.ring, Some(2));
        assert_eq!(store.folder, Path::new("/w/crates/store"));
        assert_eq!(store.used_for_features, ["sqlite-sys"]);
        let kinds: Vec<_> = store
            .dependencies
            .iter()
            .map(|d| (d.identifier(), d.kind))
            .collect();
        assert_eq!(
            kinds,
            [
                ("vocab".to_owned(), Kind::Normal),
                ("properties".to_owned(), Kind::Dev)
            ]
        );
    }
}
