#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use ports::sealing::{KeyedHash as _, TokenSealer as _};
use serde_json::{Value, json};

use vocab::SignedDuration;

use super::catalogue::Catalogue;
use super::rotation::TokenKeyRules;
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
    assert_eq!(again.list(morning()), first.list(morning()));
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
    let old = ring.list(morning())[0].kid.clone();
    let evening = at("2026-11-05T20:00:00Z");
    let new = ring
        .rotate(RingUse::TokenEs256, KeyKind::P256, evening)
        .unwrap();
    let states = states(&ring, evening);
    assert_eq!(
        states,
        [(old, State::Retired(evening)), (new.clone(), State::Active)]
    );
    ring.forget_retired_before(evening, evening).unwrap();
    assert_eq!(ring.keys().len(), 2, "retired at that very moment");
    ring.forget_retired_before(at("2026-11-05T20:00:01Z"), evening)
        .unwrap();
    assert_eq!(states_of(&ring, evening), [State::Active]);
    let active = ring.active(RingUse::TokenEs256, evening).unwrap();
    assert_eq!(active.key.kid(), new);
}

fn states(ring: &KeyRing, now: Timestamp) -> Vec<(String, State)> {
    let keys = ring.list(now).into_iter();
    keys.map(|key| (key.kid, key.state)).collect()
}

fn states_of(ring: &KeyRing, now: Timestamp) -> Vec<State> {
    states(ring, now)
        .into_iter()
        .map(|(_, state)| state)
        .collect()
}

fn rules(renewal: Option<SignedDuration>) -> TokenKeyRules {
    TokenKeyRules {
        ahead: SignedDuration::from_hours(24),
        overlap: SignedDuration::from_hours(24),
        renewal,
    }
}

#[test]
fn a_successor_begins_to_sign_by_the_clock_alone_in_every_process() {
    let kek = kek();
    let (one, shelf) = ring(&kek);
    let other = reopen(&shelf, &kek).unwrap();
    let old = one.list(morning())[0].kid.clone();
    let from = at("2026-11-06T08:00:00Z");
    let next = one
        .announce(RingUse::TokenEs256, KeyKind::P256, morning(), from)
        .unwrap();
    assert!(other.refresh().unwrap());
    assert!(!other.refresh().unwrap(), "nothing is new the second time");
    let before = from - SignedDuration::from_secs(1);
    for ring in [&one, &other] {
        let kid = |now| {
            ring.active(RingUse::TokenEs256, now)
                .unwrap()
                .entry
                .id
                .clone()
        };
        assert_eq!(kid(before), old);
        assert_eq!(kid(from), next.kid);
        assert_eq!(states_of(ring, before), [State::Active, State::Next(from)]);
        assert_eq!(states_of(ring, from), [State::Retired(from), State::Active]);
        assert_eq!(ring.list(from)[1].since, from);
    }
    // What the time has brought is written down with the next change.
    let later = at("2026-11-07T08:00:00Z");
    one.rotate(RingUse::TokenEs256, KeyKind::P256, later)
        .unwrap();
    let document: Value = serde_json::from_slice(&shelf.read().unwrap().unwrap()).unwrap();
    assert_eq!(
        document["keys"][0]["state"]["retired"],
        "2026-11-06T08:00:00Z"
    );
    assert_eq!(
        document["keys"][1]["state"]["retired"],
        "2026-11-07T08:00:00Z"
    );
    assert_eq!(document["keys"][1]["since"], "2026-11-06T08:00:00Z");
}

#[test]
fn a_second_successor_is_refused_while_the_first_one_waits() {
    let (ring, _) = ring(&kek());
    let from = at("2026-11-06T08:00:00Z");
    let announce = |now| ring.announce(RingUse::TokenEs256, KeyKind::P256, now, from);
    let waiting = announce(morning()).unwrap();
    let refused = announce(morning()).unwrap_err();
    assert!(
        matches!(&refused, RingError::SuccessorWaits { kid, .. } if *kid == waiting.kid),
        "{refused}"
    );
    assert_eq!(ring.keys().len(), 2);
    // From its moment on there can be another one.
    announce(from).unwrap();
}

#[test]
fn token_keys_are_renewed_by_age_once_and_forgotten_when_nobody_needs_them() {
    let (ring, _) = ring(&kek());
    ring.ensure(RingUse::TokenRs256, KeyKind::P256, morning())
        .unwrap();
    let day = |number: i64| morning() + SignedDuration::from_hours(24 * number);
    let rules = rules(Some(SignedDuration::from_hours(24 * 90)));
    assert_eq!(ring.keep_token_keys(rules, day(88)).unwrap(), []);
    let announced = ring.keep_token_keys(rules, day(89)).unwrap();
    assert_eq!(announced.len(), 2);
    assert!(announced.iter().all(|key| key.from == day(90)));
    assert_eq!(ring.keep_token_keys(rules, day(89)).unwrap(), []);
    assert_eq!(ring.keep_token_keys(rules, day(91)).unwrap(), []);
    assert_eq!(ring.keys().len(), 4, "still published on day 91");
    let second = day(91) + SignedDuration::from_secs(1);
    assert_eq!(ring.keep_token_keys(rules, second).unwrap(), []);
    assert_eq!(states_of(&ring, second), [State::Active, State::Active]);
    assert_eq!(
        ring.keep_token_keys(self::rules(None), day(9000)).unwrap(),
        []
    );
}

#[test]
fn a_compromised_key_is_gone_at_once_with_its_successor() {
    let (ring, _) = ring(&kek());
    ring.ensure(RingUse::TokenRs256, KeyKind::P256, morning())
        .unwrap();
    let from = at("2026-11-06T08:00:00Z");
    ring.announce(RingUse::TokenEs256, KeyKind::P256, morning(), from)
        .unwrap();
    let new = ring
        .replace_compromised(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
    let left = ring.list(morning());
    assert_eq!(left.len(), 2, "the other use keeps its key");
    assert_eq!(left[1].kid, new);
    assert_eq!(left[1].state, State::Active);
}

#[test]
fn two_processes_that_change_the_ring_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("keys");
    let kek = kek();
    let open = || {
        let shelf = DirectoryShelf::open(&folder).unwrap();
        KeyRing::open(Box::new(shelf), Arc::clone(&kek)).unwrap()
    };
    open();
    let rotate = |ring: KeyRing| {
        for _ in 0..20 {
            ring.rotate(RingUse::TokenEs256, KeyKind::P256, morning())
                .unwrap();
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| rotate(open()));
        }
    });
    let states = states_of(&open(), morning());
    assert_eq!(states.len(), 80);
    let active = states.iter().filter(|state| **state == State::Active);
    assert_eq!(active.count(), 1);
}

#[test]
fn another_process_sees_a_rotation_after_looking_again() {
    let kek = kek();
    let (one, shelf) = ring(&kek);
    let other = reopen(&shelf, &kek).unwrap();
    let new = one
        .rotate(RingUse::TokenEs256, KeyKind::P256, morning())
        .unwrap();
    let active = || other.active(RingUse::TokenEs256, morning()).unwrap();
    assert_ne!(active().key.kid(), new);
    assert!(other.refresh().unwrap());
    assert_eq!(active().key.kid(), new);
    // A document that cannot be read leaves the ring as it was.
    shelf.replace(b"{").unwrap();
    assert!(matches!(other.refresh(), Err(RingError::Damaged(_))));
    assert_eq!(active().key.kid(), new);
}

#[test]
fn an_older_document_is_read_and_an_empty_folder_is_not_filled() {
    let kek = kek();
    let (made, shelf) = ring(&kek);
    edit(&shelf, |document| document["version"] = json!(1));
    let again = reopen(&shelf, &kek).unwrap();
    assert_eq!(again.list(morning()), made.list(morning()));
    assert_eq!(again.id(), made.id());
    let empty = Arc::new(MemoryShelf::default());
    let missing = KeyRing::open_existing(Box::new(Arc::clone(&empty)), kek);
    assert!(matches!(missing, Err(RingError::Missing)));
    assert!(empty.read().unwrap().is_none());
}

#[test]
fn the_catalogue_tells_without_any_key_which_one_is_needed() {
    let ours = kek();
    let (ring, shelf) = ring(&ours);
    let read = || Catalogue::read(&*shelf, morning()).unwrap().unwrap();
    assert_eq!(read().needed(), ours.id().to_string());
    assert_eq!(read().keys, ring.list(morning()));
    let new = kek();
    ring.announce_kek(&new, morning()).unwrap();
    assert_eq!(read().needed(), format!("{} or {}", ours.id(), new.id()));
    let none = Catalogue::read(&MemoryShelf::default(), morning());
    assert_eq!(none.unwrap(), None);
}

mod change;

#[test]
fn the_document_holds_no_key_in_the_clear() {
    let kek = kek();
    let shelf = Arc::new(MemoryShelf::default());
    let ring = KeyRing::open(Box::new(Arc::clone(&shelf)), kek).unwrap();
    let (key, pkcs8) = SigningKey::generate(KeyKind::P256).unwrap();
    let seal = Addition {
        ring_use: RingUse::Seal,
        kind: KeyKind::P256,
        key: &key,
        secret: &pkcs8,
        module: None,
        certificates: vec![vec![1, 2, 3]],
    };
    ring.add(seal, morning()).unwrap();
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
