#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use ports::sealing::{KeyedHash as _, TokenSealer as _};
use serde_json::{Value, json};

use super::*;
use crate::shelf::{DirectoryShelf, MemoryShelf};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn morning() -> Timestamp {
    at("2026-11-05T08:00:00Z")
}

fn kek() -> Arc<KeyEncryptionKey> {
    Arc::new(KeyEncryptionKey::ephemeral())
}

/// A ring with one key, and its shelf.
fn ring(kek: &Arc<KeyEncryptionKey>) -> (KeyRing, Arc<MemoryShelf>) {
    let shelf = Arc::new(MemoryShelf::default());
    let ring = KeyRing::open(Box::new(Arc::clone(&shelf)), Arc::clone(kek)).unwrap();
    ring.ensure(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
    (ring, shelf)
}

fn reopen(shelf: &Arc<MemoryShelf>, kek: &Arc<KeyEncryptionKey>) -> Result<KeyRing, RingError> {
    KeyRing::open(Box::new(Arc::clone(shelf)), Arc::clone(kek))
}

fn edit(shelf: &MemoryShelf, change: impl FnOnce(&mut Value)) {
    let mut document: Value = serde_json::from_slice(&shelf.read().unwrap().unwrap()).unwrap();
    change(&mut document);
    shelf.replace(document.to_string().as_bytes()).unwrap();
}

#[test]
fn keys_and_hashes_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("keys");
    let kek = kek();
    let open = || {
        KeyRing::open(
            Box::new(DirectoryShelf::open(&folder).unwrap()),
            Arc::clone(&kek),
        )
        .unwrap()
    };
    let first = open();
    let kid = first
        .ensure(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
    let token = first.token_sealer().seal_token("flow", b"x");
    let again = open();
    assert_eq!(
        again
            .ensure(RingUse::TokenEs256, KeyKind::P256, morning())
            .unwrap(),
        kid
    );
    assert_eq!(again.list(), first.list());
    assert_eq!(
        again.keyed_hash().hash("p", b"x"),
        first.keyed_hash().hash("p", b"x")
    );
    assert_eq!(
        again.token_sealer().open_token("flow", &token).unwrap(),
        b"x"
    );
}

#[test]
fn a_wrong_key_encryption_key_is_told_plainly() {
    let (ours, other) = (kek(), kek());
    let (_, shelf) = ring(&ours);
    let error = reopen(&shelf, &other).unwrap_err();
    let text = error.to_string();
    assert!(matches!(error, RingError::WrongKeyEncryptionKey { .. }));
    assert!(
        text.contains(&ours.id().to_string()) && text.contains(&other.id().to_string()),
        "{text}"
    );
    // Even if somebody writes the other id into the document.
    edit(&shelf, |document| {
        document["kek"] = json!(other.id().to_string());
    });
    assert!(matches!(
        reopen(&shelf, &other),
        Err(RingError::WrongKeyEncryptionKey { .. })
    ));
}

#[test]
fn a_changed_or_moved_key_is_refused() {
    let kek = kek();
    let (made, shelf) = ring(&kek);
    made.ensure(RingUse::TokenRs256, KeyKind::P256, morning())
        .unwrap();
    let original = shelf.read().unwrap().unwrap();
    let changes: [fn(&mut Value); 5] = [
        |document| document["keys"][0]["use"] = json!("seal"),
        |document| document["keys"][0]["id"] = json!("other"),
        |document| document["keys"][0]["wrapped"] = document["keys"][1]["wrapped"].clone(),
        |document| document["root"] = document["keys"][0]["wrapped"].clone(),
        |document| document["root"] = json!("AAAA"),
    ];
    for change in changes {
        shelf.replace(&original).unwrap();
        edit(&shelf, change);
        assert!(matches!(reopen(&shelf, &kek), Err(RingError::Tampered(_))));
    }
    shelf.replace(&original[..original.len() / 2]).unwrap();
    assert!(matches!(reopen(&shelf, &kek), Err(RingError::Damaged(_))));
    shelf.replace(&original).unwrap();
    edit(&shelf, |document| document["version"] = json!(VERSION + 1));
    assert!(matches!(reopen(&shelf, &kek), Err(RingError::Newer(_))));
}

#[test]
fn rotation_retires_the_key_before_and_forgets_it_later() {
    let (ring, _) = ring(&kek());
    let old = ring.list()[0].kid.clone();
    let evening = at("2026-11-05T20:00:00Z");
    let new = ring
        .rotate(RingUse::TokenEs256, KeyKind::P256, evening)
        .unwrap();
    let states: Vec<_> = ring
        .list()
        .into_iter()
        .map(|key| (key.kid, key.state))
        .collect();
    assert_eq!(
        states,
        [(old, State::Retired(evening)), (new.clone(), State::Active)]
    );
    ring.forget_retired_before(evening).unwrap();
    assert_eq!(ring.list().len(), 2, "retired at that very moment");
    ring.forget_retired_before(at("2026-11-05T20:00:01Z"))
        .unwrap();
    assert_eq!(ring.list().len(), 1);
    assert_eq!(ring.active(RingUse::TokenEs256).unwrap().key.kid(), new);
}

#[test]
fn another_process_sees_a_rotation_after_reloading() {
    let kek = kek();
    let (one, shelf) = ring(&kek);
    let other = reopen(&shelf, &kek).unwrap();
    let new = one
        .rotate(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
    assert_ne!(other.active(RingUse::TokenEs256).unwrap().key.kid(), new);
    other.reload().unwrap();
    assert_eq!(other.active(RingUse::TokenEs256).unwrap().key.kid(), new);
}

#[test]
fn the_key_encryption_key_changes_without_changing_any_hash() {
    let (old, new) = (kek(), kek());
    let (ring, shelf) = ring(&old);
    let hash = ring.keyed_hash().hash("person.number", b"00000000T");
    let kid = ring.list()[0].kid.clone();
    ring.change_key_encryption_key(&new).unwrap();
    assert!(matches!(
        reopen(&shelf, &old),
        Err(RingError::WrongKeyEncryptionKey { .. })
    ));
    let again = reopen(&shelf, &new).unwrap();
    assert_eq!(again.keyed_hash().hash("person.number", b"00000000T"), hash);
    assert_eq!(again.list()[0].kid, kid);
    ring.rotate(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
}

#[test]
fn the_document_holds_no_key_in_the_clear() {
    let kek = kek();
    let shelf = Arc::new(MemoryShelf::default());
    let ring = KeyRing::open(Box::new(Arc::clone(&shelf)), kek).unwrap();
    let (key, pkcs8) = SigningKey::generate(KeyKind::P256).unwrap();
    ring.add(
        RingUse::Seal,
        KeyKind::P256,
        &key,
        &pkcs8,
        vec![vec![1, 2, 3]],
        morning(),
    )
    .unwrap();
    let document: Value = serde_json::from_slice(&shelf.read().unwrap().unwrap()).unwrap();
    let wrapped: Base64 = serde_json::from_value(document["keys"][0]["wrapped"].clone()).unwrap();
    let secret = &pkcs8[36..68];
    assert!(
        !wrapped
            .0
            .windows(secret.len())
            .any(|window| window == secret)
    );
    assert_eq!(document["keys"][0]["use"], "seal");
    assert_eq!(document["keys"][0]["state"], "active");
}
