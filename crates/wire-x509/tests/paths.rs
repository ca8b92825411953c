//! Paths to roots: which hold, and why others do not.
#![expect(clippy::unwrap_used, reason = "tests")]

use vocab::Timestamp;
use wire_x509::{
    PathError, TrustStore, limits,
    mint::{Draft, Purpose},
    testing::{TestAuthority, at, citizen},
};

fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

fn person() -> Draft {
    citizen(&[1], "12345678Z", "ANA", ["ESPAÑOLA", "NUÑEZ"])
}

struct Tree {
    root: TestAuthority,
    below: TestAuthority,
    store: TrustStore,
}

fn tree() -> Tree {
    let root = TestAuthority::root("AC RAÍZ DE PRUEBA");
    let below = TestAuthority::below("AC DE PRUEBA", Some(&root));
    let mut store = TrustStore::default();
    store
        .add_root(&TestAuthority::root("OTRA").certificate)
        .unwrap();
    store.add_root(&root.certificate).unwrap();
    Tree { root, below, store }
}

#[test]
fn a_path_leads_over_what_the_holder_brings_to_the_root() {
    let tree = tree();
    let own = tree.below.issue(&person()).0;
    let path = tree
        .store
        .path(&[own.clone(), tree.below.certificate.clone()], now())
        .unwrap();
    assert_eq!(path.root(), 1);
    let links: Vec<_> = path.links().collect();
    assert_eq!(links.len(), 2);
    let mut links = links.into_iter();
    let (first, issuer) = links.next().unwrap();
    assert_eq!(first.der(), own);
    assert_eq!(issuer.name, tree.below.issuer.name);
    let (second, issuer) = links.next().unwrap();
    assert_eq!(second.der(), tree.below.certificate);
    assert!(issuer.key == tree.root.issuer.key && issuer.name == tree.root.issuer.name);
}

#[test]
fn authorities_in_between_may_be_known_beforehand() {
    let mut tree = tree();
    let own = tree.below.issue(&person()).0;
    let refused = tree.store.path(std::slice::from_ref(&own), now());
    assert_eq!(refused.unwrap_err(), PathError::UnknownIssuer);
    tree.store.add_between(&tree.below.certificate).unwrap();
    assert!(tree.store.path(&[own], now()).is_ok());
}

#[test]
fn time_decides_before_anything_else() {
    let mut tree = tree();
    tree.store.add_between(&tree.below.certificate).unwrap();
    let own = vec![tree.below.issue(&person()).0];
    let path = |moment: &str| tree.store.path(&own, at(moment)).map(|_| ());
    assert_eq!(path("2025-01-01T00:00:00Z"), Ok(()));
    assert_eq!(path("2029-01-01T00:00:00Z"), Ok(()));
    let end = at("2029-01-01T00:00:00Z");
    assert_eq!(path("2029-01-01T00:00:01Z"), Err(PathError::Expired(end)));
    let begin = at("2025-01-01T00:00:00Z");
    assert_eq!(
        path("2024-12-31T23:59:59Z"),
        Err(PathError::NotYetValid(begin))
    );
}

#[test]
fn nobody_is_believed_for_a_name_alone() {
    let tree = tree();
    let stranger = TestAuthority::root("AC RAÍZ DE PRUEBA");
    let own = stranger.issue(&person()).0;
    let refused = tree.store.path(&[own, stranger.certificate], now());
    assert!(
        matches!(
            refused,
            Err(PathError::UnknownIssuer | PathError::Broken(_))
        ),
        "{refused:?}"
    );
}

#[test]
fn a_person_issues_nothing() {
    let tree = tree();
    let (holder, key) = tree.root.issue(&person());
    let holder_issues = wire_x509::mint::Issuer {
        name: wire_x509::Certificate::parse(&holder)
            .unwrap()
            .subject()
            .to_vec(),
        key: key.public,
        sign: key.sign,
    };
    let victim = wire_x509::testing::Key::new();
    let forged = person().issue(&victim.public, &holder_issues);
    let refused = tree.store.path(&[forged, holder], now());
    assert!(refused.is_err(), "{refused:?}");
}

#[test]
fn certificates_for_other_purposes_prove_no_presence() {
    let tree = tree();
    for purpose in [
        Purpose::Signing,
        Purpose::Responder,
        Purpose::Server(vec!["a.example".into()]),
        Purpose::Authority,
    ] {
        let own = tree.root.issue(&person().purpose(purpose.clone())).0;
        let refused = tree.store.path(&[own], now()).unwrap_err();
        assert_eq!(refused, PathError::NotForAuthentication, "{purpose:?}");
    }
}

#[test]
fn chains_have_an_end_and_are_certificates() {
    let tree = tree();
    let own = tree.root.issue(&person()).0;
    let long: Vec<_> = std::iter::repeat_n(own.clone(), limits::CHAIN + 1).collect();
    for chain in [vec![], vec![vec![0x30, 0]], vec![vec![]], long] {
        let refused = tree.store.path(&chain, now()).unwrap_err();
        assert_eq!(refused, PathError::Malformed);
    }
    let mut padded = own;
    padded.resize(limits::CERTIFICATE + 1, 0);
    assert!(wire_x509::Certificate::parse(&padded).is_err());
}
