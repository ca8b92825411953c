//! Arrows point inward only. `docs/ARCHITECTURE.md` explains the rings; this check keeps them.

use anyhow::Result;

use super::finding::Finding;
use super::repository::Repository;
use crate::workspace::{Dependency, Kind, Member, Workspace};

/// The ring of what does not ship.
const BESIDE: u64 = 7;

/// Edges inside a ring, and only these.
const SIDEWAYS: &[(&str, &str)] = &[
    ("store", "ports"),
    // Who is it, and how sure are we?
    ("registration", "authn"),
    ("federation", "authn"),
    ("signing", "authn"),
    // An officer's decision ends in the use case that the citizen's own steps lead to.
    ("desk", "registration"),
    ("desk", "procedures"),
    ("desk", "proofing"),
    // Who is on the telephone identifies as everybody does.
    ("desk", "authn"),
    // A video call begins with the document that a flow confirmed, and ends as every route does.
    ("proofing", "registration"),
    // So does a film that is reviewed later.
    ("unattended", "registration"),
    ("desk", "unattended"),
    // Every state change writes its audit entry in the same transaction.
    ("registration", "audit"),
    ("authn", "audit"),
    ("federation", "audit"),
    ("signing", "audit"),
    ("procedures", "audit"),
    ("proofing", "audit"),
    ("unattended", "audit"),
    ("desk", "audit"),
    ("notify", "audit"),
    ("registers", "audit"),
    // What a call's media server records is sealed by the one crate that seals recordings.
    ("media", "recordings"),
    ("web-identity", "web-kit"),
    ("web-sede", "web-kit"),
    ("web-office", "web-kit"),
    // The platform over parts that are handed in; the binary hands in the real ones, the testbed those of tests.
    ("aldaba", "platform"),
];

/// Edges that the rings would allow and the architecture does not, with the reason.
const NEVER: &[(&str, &[&str], &str)] = &[
    (
        "web-sede",
        &["registration", "proofing", "authn", "federation"],
        "the electronic office knows a citizen only through OpenID Connect",
    ),
    (
        "web-identity",
        &["procedures", "desk"],
        "identity knows nothing of procedures",
    ),
    (
        "web-kit",
        &[
            "store",
            "registration",
            "authn",
            "federation",
            "procedures",
            "desk",
        ],
        "the kit knows no use case",
    ),
    (
        "web-identity",
        &["notify"],
        "nobody calls notify: use cases write outbox rows",
    ),
    (
        "web-sede",
        &["notify"],
        "nobody calls notify: use cases write outbox rows",
    ),
    (
        "web-office",
        &["notify"],
        "nobody calls notify: use cases write outbox rows",
    ),
];

/// Our crates that run while another is built and are linked into nothing: any ring may use them so.
const BUILD_TOOLS: &[&str] = &["texts-build"];

/// Only these may depend on `documents`, because typst takes minutes to build.
const MAY_USE_DOCUMENTS: &[&str] = &["aldaba", "bench"];

/// Crates of others that a ring must not name, with the reason.
const FOREIGN: &[(&[u64], &[&str], &str)] = &[
    (
        &[0, 1],
        &["tokio", "hyper", "axum", "lettre", "rusqlite", "postgres"],
        "words, truth and wire do no IO",
    ),
    (
        &[3],
        &[
            "axum", "askama", "hyper", "http", "lettre", "rusqlite", "postgres",
        ],
        "use cases see no SQL, HTTP or HTML",
    ),
    (
        &[4, 5, 6],
        &["rusqlite", "postgres"],
        "only `store` speaks to a database",
    ),
];

/// Looks at every edge of every crate.
pub(crate) fn check(repository: &Repository<'_>) -> Result<Vec<Finding>> {
    Ok(findings(repository.workspace))
}

fn findings(workspace: &Workspace) -> Vec<Finding> {
    let mut found = Vec::new();
    for member in &workspace.members {
        let Some(ring) = member.ring else {
            found.push(Finding::error(
                &member.name,
                "declares no ring; add `[package.metadata.aldaba] ring = n` to its Cargo.toml",
            ));
            continue;
        };
        for dependency in &member.dependencies {
            let refusal = match workspace
                .member(&dependency.name)
                .and_then(|other| other.ring)
            {
                Some(inner) => refuse_own(member, ring, dependency, inner),
                None => refuse_foreign(ring, dependency),
            };
            found.extend(
                refusal.map(|why| {
                    Finding::error(format!("{} → {}", member.name, dependency.name), why)
                }),
            );
        }
    }
    found
}

/// The reason why an edge between two of our crates is refused, if it is.
fn refuse_own(member: &Member, ring: u64, dependency: &Dependency, inner: u64) -> Option<String> {
    if ring == BESIDE {
        return None;
    }
    if dependency.kind == Kind::Dev {
        let beside = inner == BESIDE;
        return (!beside && inner > ring).then(|| format!("a test of ring {ring} must not need ring {inner}; test it there, or through `testbed`"));
    }
    if dependency.kind == Kind::Build && BUILD_TOOLS.contains(&dependency.name.as_str()) {
        return None;
    }
    if dependency.name == "documents" && !MAY_USE_DOCUMENTS.contains(&member.name.as_str()) {
        return Some(
            "only the binary depends on `documents`; use the port `DocumentRenderer`".to_owned(),
        );
    }
    let banned = NEVER
        .iter()
        .find(|(from, to, _)| *from == member.name && to.contains(&dependency.name.as_str()));
    if let Some((_, _, why)) = banned {
        return Some((*why).to_owned());
    }
    if inner == BESIDE {
        let demonstration =
            member.name == "aldaba" && dependency.name == "simulators" && dependency.optional;
        return (!demonstration).then(|| "what ships does not depend on what stands beside it (`simulators`: in `aldaba` only, optional, behind `demo`)".to_owned());
    }
    let sideways =
        inner == ring && SIDEWAYS.contains(&(member.name.as_str(), dependency.name.as_str()));
    (inner >= ring && !sideways).then(|| {
        format!("ring {ring} must not depend on ring {inner}; move the code inward, or argue the edge in docs/decisions and add it to xtask/src/tidy/rings.rs")
    })
}

fn refuse_foreign(ring: u64, dependency: &Dependency) -> Option<String> {
    if dependency.kind == Kind::Dev {
        return None;
    }
    FOREIGN
        .iter()
        .find(|(rings, names, _)| {
            rings.contains(&ring) && names.contains(&dependency.name.as_str())
        })
        .map(|(_, _, why)| (*why).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn member(name: &str, ring: Option<u64>, edges: &[(&str, Kind, bool)]) -> Member {
        let dependencies = edges
            .iter()
            .map(|(name, kind, optional)| Dependency {
                name: (*name).to_owned(),
                renamed: None,
                kind: *kind,
                optional: *optional,
            })
            .collect();
        Member {
            name: name.to_owned(),
            folder: PathBuf::from("/w"),
            ring,
            used_for_features: Vec::new(),
            dependencies,
            version: "0.1.0".to_owned(),
        }
    }

    /// The places of the findings in a small workspace that has one of each ring, with `member` added.
    fn places(tested: Member) -> Vec<String> {
        let mut members: Vec<Member> = [
            ("vocab", 0),
            ("store", 2),
            ("ports", 2),
            ("authn", 3),
            ("registration", 3),
            ("procedures", 3),
            ("documents", 4),
            ("texts-build", 5),
            ("web-kit", 5),
            ("simulators", 7),
            ("testbed", 7),
        ]
        .into_iter()
        .filter(|(name, _)| *name != tested.name)
        .map(|(name, ring)| member(name, Some(ring), &[]))
        .collect();
        members.push(tested);
        let workspace = Workspace {
            root: PathBuf::new(),
            target: PathBuf::new(),
            members,
        };
        findings(&workspace)
            .into_iter()
            .map(|finding| finding.place)
            .collect()
    }

    #[test]
    fn refuses_an_outward_edge() {
        assert_eq!(
            places(member(
                "model",
                Some(1),
                &[
                    ("vocab", Kind::Normal, false),
                    ("store", Kind::Normal, false)
                ]
            )),
            ["model → store"]
        );
    }

    #[test]
    fn refuses_a_sideways_edge_that_nobody_argued_for() {
        let edges = [
            ("authn", Kind::Normal, false),
            ("procedures", Kind::Normal, false),
        ];
        assert_eq!(
            places(member("registration", Some(3), &edges)),
            ["registration → procedures"]
        );
        assert_eq!(
            places(member(
                "procedures",
                Some(3),
                &[("authn", Kind::Normal, false)]
            )),
            ["procedures → authn"]
        );
    }

    #[test]
    fn tests_may_use_the_testbed_but_no_outer_product_crate() {
        let edges = [
            ("testbed", Kind::Dev, false),
            ("simulators", Kind::Dev, false),
            ("web-kit", Kind::Dev, false),
        ];
        assert_eq!(
            places(member("registration", Some(3), &edges)),
            ["registration → web-kit"]
        );
    }

    #[test]
    fn the_simulators_ship_only_behind_a_feature_of_the_binary() {
        assert!(
            places(member(
                "aldaba",
                Some(6),
                &[
                    ("simulators", Kind::Normal, true),
                    ("documents", Kind::Normal, false)
                ]
            ))
            .is_empty()
        );
        assert_eq!(
            places(member(
                "aldaba",
                Some(6),
                &[("simulators", Kind::Normal, false)]
            )),
            ["aldaba → simulators"]
        );
    }

    #[test]
    fn the_electronic_office_never_reaches_into_identity() {
        let edges = [
            ("procedures", Kind::Normal, false),
            ("registration", Kind::Normal, false),
        ];
        assert_eq!(
            places(member("web-sede", Some(5), &edges)),
            ["web-sede → registration"]
        );
    }

    #[test]
    fn daily_work_never_builds_typst() {
        assert_eq!(
            places(member(
                "gateways",
                Some(6),
                &[("documents", Kind::Normal, false)]
            )),
            ["gateways → documents"]
        );
    }

    #[test]
    fn use_cases_see_no_sql_and_no_http() {
        assert_eq!(
            places(member(
                "desk",
                Some(3),
                &[
                    ("axum", Kind::Normal, false),
                    ("rusqlite", Kind::Dev, false)
                ]
            )),
            ["desk → axum"]
        );
    }

    #[test]
    fn any_ring_may_turn_its_texts_into_structs_while_it_is_built() {
        let built = member("notify", Some(3), &[("texts-build", Kind::Build, false)]);
        assert!(places(built).is_empty());
        let linked = member("notify", Some(3), &[("texts-build", Kind::Normal, false)]);
        assert_eq!(places(linked), ["notify → texts-build"]);
    }

    #[test]
    fn a_crate_without_a_ring_is_refused() {
        assert_eq!(places(member("stray", None, &[])), ["stray"]);
    }
}
