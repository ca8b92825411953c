//! OCSP: which answers are believed.
#![expect(clippy::unwrap_used, reason = "tests")]

use vocab::Timestamp;
use wire_x509::{
    Certificate, Revocation, Standing,
    mint::{Asked, Issuer, Purpose},
    ocsp::{OcspError, Question},
    testing::{TestAuthority, at, citizen},
};

struct Bed {
    authority: TestAuthority,
    own: Certificate,
}

fn bed() -> Bed {
    let authority = TestAuthority::root("AC DE PRUEBA");
    let own = authority.issue(&person(&[0x80, 1])).0;
    let own = Certificate::parse(&own).unwrap();
    Bed { authority, own }
}

fn person(serial: &[u8]) -> wire_x509::mint::Draft {
    citizen(serial, "12345678Z", "ANA", ["ESPAÑOLA", "NUÑEZ"])
}

fn now() -> Timestamp {
    at("2026-11-23T09:00:00Z")
}

fn validity() -> (Timestamp, Timestamp) {
    (now(), at("2026-11-23T10:00:00Z"))
}

impl Bed {
    fn question(&self, nonce: u8) -> Question {
        Question::about(&self.own, self.authority.issuer.authority(), [nonce; 32])
    }

    fn asked(&self, nonce: u8) -> Asked {
        Asked::read(&self.question(nonce).to_der()).unwrap()
    }

    fn answered(&self, standing: Option<Standing>) -> Vec<u8> {
        self.asked(1)
            .answer(standing, &self.authority.issuer, None, validity())
    }
}

#[test]
fn the_issuer_itself_answers() {
    let bed = bed();
    assert_eq!(bed.asked(1).serial(), bed.own.serial());
    for standing in [
        Standing::Good,
        Standing::Revoked(Revocation::Revoked),
        Standing::Revoked(Revocation::OnHold),
    ] {
        let answer = bed.answered(Some(standing));
        let read = bed.question(1).read(&answer, now()).unwrap();
        assert_eq!(read.standing, standing);
        assert_eq!(read.fresh_until, at("2026-11-23T10:00:00Z"));
        assert!(read.with_nonce);
    }
    let unknown = bed.answered(None);
    let refused = bed.question(1).read(&unknown, now());
    assert_eq!(refused, Err(OcspError::Unknown));
}

#[test]
fn a_nonce_is_repeated_or_left_out_never_another_one() {
    let bed = bed();
    let answer = bed.answered(Some(Standing::Good));
    let refused = bed.question(2).read(&answer, now());
    assert_eq!(refused, Err(OcspError::OtherNonce));
    let made_before = bed.asked(1).without_nonce().answer(
        Some(Standing::Good),
        &bed.authority.issuer,
        None,
        validity(),
    );
    let read = bed.question(1).read(&made_before, now()).unwrap();
    assert!(!read.with_nonce);
}

#[test]
fn a_responder_answers_if_the_issuer_certified_it_for_that() {
    let bed = bed();
    let other = TestAuthority::root("AC DE PRUEBA");
    let responder = |by: &TestAuthority, purpose: Purpose| {
        let (certificate, key) = by.issue(&person(&[9]).purpose(purpose));
        let issuer = Issuer {
            name: Vec::new(),
            key: key.public,
            sign: key.sign,
        };
        let answer = bed.asked(1).answer(
            Some(Standing::Good),
            &issuer,
            Some(&certificate),
            validity(),
        );
        bed.question(1)
            .read(&answer, now())
            .map(|read| read.standing)
    };
    let read = responder(&bed.authority, Purpose::Responder);
    assert_eq!(read, Ok(Standing::Good));
    for (by, purpose) in [
        (&bed.authority, Purpose::Person),
        (&bed.authority, Purpose::Authority),
        (&other, Purpose::Responder),
    ] {
        let refused = responder(by, purpose.clone());
        assert_eq!(refused, Err(OcspError::Unauthorised), "{purpose:?}");
    }
    // A responder whose certificate is over.
    let mut draft = person(&[9]).purpose(Purpose::Responder);
    draft.until = at("2026-11-23T08:59:59Z");
    let (certificate, key) = bed.authority.issue(&draft);
    let issuer = Issuer {
        name: Vec::new(),
        key: key.public,
        sign: key.sign,
    };
    let answer = bed.asked(1).answer(
        Some(Standing::Good),
        &issuer,
        Some(&certificate),
        validity(),
    );
    let refused = bed.question(1).read(&answer, now());
    assert_eq!(refused, Err(OcspError::Unauthorised));
}

#[test]
fn an_answer_about_another_certificate_says_nothing() {
    let bed = bed();
    let other = bed.authority.issue(&person(&[0x80, 2])).0;
    let other = Certificate::parse(&other).unwrap();
    let question = Question::about(&other, bed.authority.issuer.authority(), [1; 32]);
    let answer = bed.answered(Some(Standing::Good));
    assert_eq!(
        question.read(&answer, now()),
        Err(OcspError::OtherCertificate)
    );
}

#[test]
fn answers_are_of_now() {
    let bed = bed();
    let answer = bed.answered(Some(Standing::Good));
    let read = |moment: &str| bed.question(1).read(&answer, at(moment)).map(|_| ());
    // Clocks may be five minutes off.
    assert_eq!(read("2026-11-23T08:55:00Z"), Ok(()));
    assert_eq!(read("2026-11-23T08:54:59Z"), Err(OcspError::NotOfNow));
    assert_eq!(read("2026-11-23T10:05:00Z"), Ok(()));
    assert_eq!(read("2026-11-23T10:05:01Z"), Err(OcspError::NotOfNow));
}

#[test]
fn refusals_are_told_and_sizes_limited() {
    let bed = bed();
    // tryLater.
    let refused = bed.question(1).read(&[0x30, 3, 10, 1, 3], now());
    assert_eq!(refused, Err(OcspError::Refused(3)));
    let refused = bed.question(1).read(&vec![0x30; 64 * 1024 + 1], now());
    assert_eq!(refused, Err(OcspError::TooLarge));
}

#[test]
fn nothing_that_was_cut_or_changed_is_believed() {
    let bed = bed();
    let answer = bed.answered(Some(Standing::Good));
    for length in 0..answer.len() {
        let (cut, _) = answer.split_at(length);
        assert!(bed.question(1).read(cut, now()).is_err(), "cut at {length}");
    }
    for place in 0..answer.len() {
        let mut changed = answer.clone();
        *changed.get_mut(place).unwrap() ^= 1;
        // The key hash of the responder is signed too, so no byte is free.
        let read = bed.question(1).read(&changed, now());
        assert!(read.is_err(), "byte {place}");
    }
    for length in 0..bed.question(1).to_der().len() {
        let request = bed.question(1).to_der();
        let (cut, _) = request.split_at(length);
        assert!(Asked::read(cut).is_err());
    }
}
