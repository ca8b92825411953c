//! Revocation lists: which are believed, and what they say.
#![expect(clippy::unwrap_used, reason = "tests")]

use vocab::Timestamp;
use wire_x509::{
    Certificate, Revocation, Standing,
    crl::{CrlError, RevocationList},
    mint::DraftList,
    testing::{TestAuthority, at, citizen},
};

fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

fn draft() -> DraftList {
    DraftList {
        number: 5,
        base: None,
        entries: vec![(vec![1], 1), (vec![2], 6), (vec![0x80, 3], 4)],
        persons_only: true,
        from: at("2026-11-23T00:00:00Z"),
        until: at("2026-11-24T00:00:00Z"),
    }
}

fn delta(number: u8, base: u8, entries: Vec<(Vec<u8>, u8)>) -> DraftList {
    DraftList {
        number,
        base: Some(base),
        entries,
        from: at("2026-11-23T08:00:00Z"),
        until: at("2026-11-23T10:00:00Z"),
        ..draft()
    }
}

struct Bed(TestAuthority);

impl Bed {
    fn new() -> Self {
        Self(TestAuthority::root("AC DE PRUEBA"))
    }

    fn read(&self, list: &DraftList) -> Result<RevocationList, CrlError> {
        RevocationList::read(
            &list.issue(&self.0.issuer),
            &self.0.issuer.authority(),
            now(),
        )
    }

    fn standing(&self, list: &RevocationList, serial: &[u8]) -> Result<Standing, CrlError> {
        let draft = citizen(serial, "12345678Z", "ANA", ["ESPAÑOLA", "NUÑEZ"]);
        list.standing(&Certificate::parse(&self.0.issue(&draft).0).unwrap())
    }
}

#[test]
fn a_list_names_who_is_revoked_and_who_is_on_hold() {
    let bed = Bed::new();
    let list = bed.read(&draft()).unwrap();
    let revoked = Ok(Standing::Revoked(Revocation::Revoked));
    assert_eq!(bed.standing(&list, &[1]), revoked);
    assert_eq!(bed.standing(&list, &[0x80, 3]), revoked);
    let held = Ok(Standing::Revoked(Revocation::OnHold));
    assert_eq!(bed.standing(&list, &[2]), held);
    assert_eq!(bed.standing(&list, &[4]), Ok(Standing::Good));
    assert_eq!(list.fresh_until(), at("2026-11-24T00:00:00Z"));
    let empty = DraftList {
        entries: Vec::new(),
        persons_only: false,
        ..draft()
    };
    let list = bed.read(&empty).unwrap();
    assert_eq!(bed.standing(&list, &[1]), Ok(Standing::Good));
}

#[test]
fn a_delta_list_adds_and_removes() {
    let bed = Bed::new();
    let changes = delta(7, 5, vec![(vec![4], 1), (vec![2], 8)]);
    let changes = bed.read(&changes).unwrap();
    assert!(changes.is_delta());
    // Alone it says nothing.
    assert_eq!(bed.standing(&changes, &[9]), Err(CrlError::Kind));
    let list = bed.read(&draft()).unwrap().with_delta(changes).unwrap();
    let revoked = Ok(Standing::Revoked(Revocation::Revoked));
    assert_eq!(bed.standing(&list, &[4]), revoked);
    assert_eq!(bed.standing(&list, &[1]), revoked);
    assert_eq!(bed.standing(&list, &[2]), Ok(Standing::Good));
    assert_eq!(list.fresh_until(), at("2026-11-23T10:00:00Z"));
}

#[test]
fn a_delta_list_continues_this_list_or_an_earlier_one() {
    let bed = Bed::new();
    for (number, base, fits) in [(7, 5, true), (7, 4, true), (7, 6, false), (4, 3, false)] {
        let changes = bed.read(&delta(number, base, Vec::new())).unwrap();
        let outcome = bed.read(&draft()).unwrap().with_delta(changes);
        assert_eq!(outcome.is_ok(), fits, "{number} on {base}");
    }
    let whole = bed.read(&draft()).unwrap();
    let refused = bed.read(&draft()).unwrap().with_delta(whole).unwrap_err();
    assert_eq!(refused, CrlError::Kind);
}

#[test]
fn lists_are_of_now() {
    let bed = Bed::new();
    let bytes = draft().issue(&bed.0.issuer);
    let read = |moment: &str| {
        RevocationList::read(&bytes, &bed.0.issuer.authority(), at(moment)).map(|_| ())
    };
    assert_eq!(read("2026-11-24T00:05:00Z"), Ok(()));
    assert_eq!(read("2026-11-24T00:05:01Z"), Err(CrlError::NotOfNow));
    assert_eq!(read("2026-11-22T23:54:59Z"), Err(CrlError::NotOfNow));
}

#[test]
fn only_the_issuer_itself_is_believed() {
    let (bed, other) = (Bed::new(), Bed::new());
    let bytes = draft().issue(&other.0.issuer);
    let refused = RevocationList::read(&bytes, &bed.0.issuer.authority(), now());
    assert_eq!(refused.unwrap_err(), CrlError::OtherIssuer);
    let mut silent = bed.0.issuer.authority();
    silent.signs_lists = false;
    let refused = RevocationList::read(&draft().issue(&bed.0.issuer), &silent, now());
    assert_eq!(refused.unwrap_err(), CrlError::OtherIssuer);
}

#[test]
fn nothing_that_was_cut_or_changed_is_believed() {
    let bed = Bed::new();
    let bytes = draft().issue(&bed.0.issuer);
    let authority = bed.0.issuer.authority();
    for length in 0..bytes.len() {
        let (cut, _) = bytes.split_at(length);
        assert!(RevocationList::read(cut, &authority, now()).is_err());
    }
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        *changed.get_mut(place).unwrap() ^= 1;
        let read = RevocationList::read(&changed, &authority, now());
        assert!(read.is_err(), "byte {place}");
    }
}
