//! One key-encryption key replaces the other.

use ports::sealing::Sealer as _;

use super::*;
use crate::sealer::SoftwareSealer;

/// Two processes over one shelf, one of them given the old key-encryption key, and a data key.
struct Change {
    shelf: Arc<MemoryShelf>,
    old: Arc<KeyEncryptionKey>,
    new: Arc<KeyEncryptionKey>,
    one: Arc<KeyRing>,
    other: Arc<KeyRing>,
}

impl Change {
    fn new() -> Self {
        let (old, new) = (kek(), kek());
        let (one, shelf) = ring(&old);
        let other = Arc::new(reopen(&shelf, &old).unwrap());
        Self {
            shelf,
            old,
            new,
            one: Arc::new(one),
            other,
        }
    }

    fn opens_with(&self, kek: &Arc<KeyEncryptionKey>) -> bool {
        match reopen(&self.shelf, kek) {
            Ok(_) => true,
            Err(RingError::WrongKeyEncryptionKey { .. }) => false,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn each_of_both_keys_opens_everything_until_the_change_is_finished() {
    let change = Change::new();
    let Change { one, old, new, .. } = &change;
    let hash = one.keyed_hash().hash("person.number", b"00000000T");
    let kid = one.list(morning())[0].kid.clone();
    assert!(change.opens_with(old) && !change.opens_with(new));

    let announced = one.announce_kek(new, morning()).unwrap();
    assert_eq!(
        (announced.from, announced.to),
        (old.id().to_string(), new.id().to_string())
    );
    assert_eq!(one.kek_id(), old.id(), "the old one still wraps");
    assert!(change.opens_with(old) && change.opens_with(new));

    one.switch_kek(morning()).unwrap();
    assert_eq!(one.kek_id(), new.id());
    assert!(change.opens_with(old) && change.opens_with(new));
    // With either of them the ring can be changed.
    for kek in [old, new] {
        let ring = reopen(&change.shelf, kek).unwrap();
        ring.rotate(RingUse::TokenRs256, KeyKind::P256, morning())
            .unwrap();
        assert_eq!(ring.keyed_hash().hash("person.number", b"00000000T"), hash);
    }

    one.finish_kek(morning()).unwrap();
    assert!(!change.opens_with(old) && change.opens_with(new));
    let again = reopen(&change.shelf, new).unwrap();
    assert_eq!(again.list(morning())[0].kid, kid);
    assert_eq!(again.keyed_hash().hash("person.number", b"00000000T"), hash);
    assert_eq!(again.kek_change(), None);
}

#[test]
fn processes_open_what_others_wrap_at_every_step() {
    let change = Change::new();
    let (one, other) = (
        SoftwareSealer::of_ring(Arc::clone(&change.one)),
        SoftwareSealer::of_ring(Arc::clone(&change.other)),
    );
    let (first, wrapped) = one.new_data_key();
    change.one.announce_kek(&change.new, morning()).unwrap();
    change.one.switch_kek(morning()).unwrap();
    // The other process has noticed nothing, and reads the ring when it meets the new key.
    let (second, wrapped_by_new) = one.new_data_key();
    assert_eq!(other.unwrap_data_key(&wrapped_by_new).unwrap().0, second.0);
    assert_eq!(change.other.kek_id(), change.new.id());
    assert_eq!(other.unwrap_data_key(&wrapped).unwrap().0, first.0);
    let again = one.rewrap(&wrapped).unwrap().unwrap();
    assert_eq!(one.rewrap(&again).unwrap(), None);

    change.one.finish_kek(morning()).unwrap();
    assert!(change.other.refresh().unwrap());
    for sealer in [&one, &other] {
        assert_eq!(sealer.unwrap_data_key(&again).unwrap().0, first.0);
        let left = sealer.unwrap_data_key(&wrapped).unwrap_err();
        assert_eq!(left, ports::sealing::SealError::WrongKeyEncryptionKey);
    }
}

#[test]
fn every_step_can_be_repeated_and_none_left_out() {
    let change = Change::new();
    let Change { one, old, new, .. } = &change;
    assert!(matches!(
        one.switch_kek(morning()),
        Err(RingError::NoChange)
    ));
    assert!(matches!(
        one.finish_kek(morning()),
        Err(RingError::NoChange)
    ));
    let announced = one.announce_kek(new, morning()).unwrap();
    let again = one.announce_kek(new, at("2026-11-05T09:00:00Z")).unwrap();
    assert_eq!(announced, again);
    assert!(matches!(
        one.finish_kek(morning()),
        Err(RingError::NoChange)
    ));
    let third = kek();
    let refused = one.announce_kek(&third, morning()).unwrap_err();
    assert!(matches!(&refused, RingError::OtherChange { to } if *to == new.id().to_string()));
    let switched = one.switch_kek(morning()).unwrap();
    assert_eq!(
        switched,
        one.switch_kek(at("2026-11-05T09:00:00Z")).unwrap()
    );
    one.finish_kek(morning()).unwrap();
    let refused = one.announce_kek(new, morning()).unwrap_err();
    assert!(matches!(refused, RingError::SameKeyEncryptionKey(id) if id == new.id()));
    // And back.
    one.announce_kek(old, morning()).unwrap();
    one.switch_kek(morning()).unwrap();
    one.finish_kek(morning()).unwrap();
    assert!(change.opens_with(old) && !change.opens_with(new));
}

#[test]
fn a_wrong_key_is_told_both_that_would_do() {
    let change = Change::new();
    change.one.announce_kek(&change.new, morning()).unwrap();
    let text = reopen(&change.shelf, &kek()).unwrap_err().to_string();
    let both = format!("{} or {}", change.old.id(), change.new.id());
    assert!(text.contains(&both), "{text}");
    // Neither half can be exchanged.
    edit(&change.shelf, |document| {
        document["change"]["new_by_old"] = document["change"]["old_by_new"].clone();
    });
    assert!(matches!(
        reopen(&change.shelf, &change.old),
        Err(RingError::Tampered(_))
    ));
}
