//! Nothing of one machine in the repository: no path of a home, no host of a package registry.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;
use crate::{environment, shell};

/// A host that the set-up of cargo may name and that pages may link to: it is a forge and no registry of a machine.
const FORGE: &str = "github.com";

/// Starts of paths that exist on one person's machine only. (In pieces, so that this file does not find itself.)
const HOMES: [&str; 2] = [concat!("/ho", "me/"), concat!("/Us", "ers/")];

/// Reads every text file once.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    let hosts = registry_hosts(&repository.workspace.root);
    let folders = own_folders(&repository.workspace.root);
    let mut found = Vec::new();
    for path in &repository.files {
        let Some(text) = repository.text(path)? else {
            continue;
        };
        if path.ends_with("package-lock.json") && text.contains("\"resolved\"") {
            found.push(Finding::error(path, "names a registry; regenerate it with the `.npmrc` of its folder (`omit-lockfile-registry-resolved`)"));
        }
        found.extend(in_text(path, &text, &hosts, &folders));
    }
    Ok(found)
}

fn in_text(path: &str, text: &str, hosts: &[String], folders: &[String]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let place = || format!("{path}:{}", index + 1);
        if hosts.iter().any(|host| line.contains(host.as_str())) {
            found.push(Finding::error(
                place(),
                "names the host of this machine's package registry: take it out",
            ));
        }
        if HOMES.iter().any(|home| starts_a_path(line, home)) {
            found.push(Finding::error(
                place(),
                "an absolute path of somebody's home: use a path from the root of the repository",
            ));
        } else if folders.iter().any(|folder| starts_a_path(line, folder)) {
            // Only a warning: on another machine the same words may mean something else.
            found.push(Finding::warning(
                place(),
                "looks like a path of this machine",
            ));
        }
    }
    found
}

/// True if the path stands in the line on its own and not as the middle of a longer one or of an address.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let named = rest
            .get(path.len()..)
            .is_some_and(|after| after.starts_with(|c: char| c.is_alphanumeric() || c == '.'));
        named && !before.ends_with(|c: char| c.is_alphanumeric() || "./-_}$~".contains(c))
    })
}

/// The folder around the checkout and the user's home, unless they are folders that every machine has.
fn own_folders(root: &Path) -> Vec<String> {
    const EVERYWHERE: [&str; 6] = ["/", "/tmp", "/var/tmp", "/opt", "/srv", "/usr/src"];
    let home = environment::variable("HOME").map(std::path::PathBuf::from);
    let folders = root.parent().map(Path::to_path_buf).into_iter().chain(home);
    let texts = folders.map(|folder| folder.display().to_string());
    texts
        .filter(|folder| !EVERYWHERE.contains(&folder.as_str()))
        .map(|folder| format!("{folder}/"))
        .collect()
}

/// The hosts that npm, pip and cargo are set up with here.
fn registry_hosts(root: &Path) -> Vec<String> {
    let said = |program: &str, arguments: &[&str]| {
        shell::capture(Command::new(program).args(arguments).current_dir(root)).unwrap_or_default()
    };
    let cargo_home = environment::variable("CARGO_HOME")
        .map(std::path::PathBuf::from)
        .or_else(|| environment::variable("HOME").map(|home| Path::new(&home).join(".cargo")));
    let cargo = cargo_home
        .and_then(|folder| fs::read_to_string(folder.join("config.toml")).ok())
        .unwrap_or_default();
    let all = [
        said("npm", &["config", "get", "registry"]),
        said("pip", &["config", "list"]),
        cargo,
    ]
    .concat();
    let mut hosts: Vec<String> = hosts(&all).filter(|host| host != FORGE).collect();
    hosts.sort();
    hosts.dedup();
    hosts
}

/// The hosts of the addresses in a text, without users and ports' neighbours on loopback.
fn hosts(text: &str) -> impl Iterator<Item = String> {
    text.split("://").skip(1).filter_map(|rest| {
        let authority = rest
            .split(|c: char| c.is_whitespace() || "/\"'".contains(c))
            .next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?;
        let local = host.is_empty() || host == "localhost" || host.starts_with("127.");
        (!local).then(|| host.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_hosts_of_registries_without_their_users() {
        let text = "index = \"sparse+https://name:word@crates.example.test/index/\"\nregistry=http://localhost:4873/\nhttps://npm.example.test/";
        assert_eq!(
            hosts(text).collect::<Vec<_>>(),
            ["crates.example.test", "npm.example.test"]
        );
    }

    #[test]
    fn a_home_is_refused_and_an_address_with_the_same_words_is_not() {
        let home = format!("see {}ana/notes", HOMES[0]);
        assert_eq!(in_text("a.md", &home, &[], &[]).len(), 1);
        let address = format!("https://example.test{}page", HOMES[0]);
        assert!(in_text("a.md", &address, &[], &[]).is_empty());
        assert!(in_text("a.md", "the route `/home` exists", &[], &[]).is_empty());
    }

    #[test]
    fn a_registry_of_this_machine_is_refused_wherever_it_stands() {
        let hosts = ["npm.example.test".to_owned()];
        assert_eq!(
            in_text(
                "a.json",
                "\"resolved\": \"https://npm.example.test/x.tgz\"",
                &hosts,
                &[]
            )
            .len(),
            1
        );
    }
}
