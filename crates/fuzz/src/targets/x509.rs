//! What a person's browser shows at the log-in with a certificate, and what responders and lists
//! that its issuer names answer.

use std::sync::Arc;

use jiff::Timestamp;
use wire_x509::{
    Certificate, Holder, HolderKind, Standing, TrustStore,
    crl::{CrlError, RevocationList},
    mint::{Asked, Draft, DraftList, Issuer, Purpose, name},
    ocsp::{OcspError, Question},
};

use crate::Target;

pub(crate) const CERTIFICATE: Target = Target {
    name: "x509-certificate",
    seeds: certificates,
    run: certificate,
};

pub(crate) const OCSP: Target = Target {
    name: "x509-ocsp",
    seeds: answers,
    run: answer,
};

pub(crate) const LIST: Target = Target {
    name: "x509-crl",
    seeds: lists,
    run: list,
};

/// The generator of P-256 as a public key: whoever makes a signature for it knows the key 1, and
/// nothing here does.
const KEY: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\
\x3d\x03\x01\x07\x03\x42\x00\x04\
\x6b\x17\xd1\xf2\xe1\x2c\x42\x47\xf8\xbc\xe6\xe5\x63\xa4\x40\xf2\
\x77\x03\x7d\x81\x2d\xeb\x33\xa0\xf4\xa1\x39\x45\xd8\x98\xc2\x96\
\x4f\xe3\x42\xe2\xfe\x1a\x7f\x9b\x8e\xe7\xeb\x4a\x7c\x0f\x9e\x16\
\x2b\xce\x33\x57\x6b\x31\x5e\xce\xcb\xb6\x40\x68\x37\xbf\x51\xf5";

/// `SEQUENCE { 1, 1 }` in place of a signature.
fn issuer() -> Issuer {
    Issuer {
        name: name(&[("2.5.4.6", "ES"), ("2.5.4.3", "AC DE PRUEBA")]),
        key: KEY.to_vec(),
        sign: Arc::new(|_| vec![0x30, 6, 2, 1, 1, 2, 1, 1]),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or_default()
}

/// 2026-11-23T09:00:00Z.
fn now() -> Timestamp {
    at(1_795_424_400)
}

fn draft(subject: &[(&str, &str)]) -> Draft {
    Draft::new(&[1, 2], subject, at(1_735_689_600), at(1_861_920_000))
}

fn citizen() -> Draft {
    let mut draft = draft(&[
        ("2.5.4.6", "ES"),
        ("2.5.4.5", "IDCES-12345678Z"),
        ("2.5.4.42", "ANA"),
        ("2.5.4.4", "ESPAÑOLA NUÑEZ"),
        ("2.5.4.3", "ESPAÑOLA NUÑEZ ANA - 12345678Z"),
    ])
    .directory(&[("1.3.6.1.4.1.5734.1.4", "12345678Z")])
    .policy("1.3.6.1.4.1.5734.3.10.1");
    draft.in_device = true;
    draft.ocsp = Some("http://ocsp.example/".into());
    draft.crl = Some("http://crl.example/1".into());
    draft.delta = Some("http://crl.example/2".into());
    draft
}

fn certificates() -> Vec<Vec<u8>> {
    let employee =
        draft(&[("2.5.4.3", "AGENTE")]).directory(&[("2.16.724.1.3.5.7.2.4", "12345678Z")]);
    let old = draft(&[("2.5.4.3", "NOMBRE ESPAÑOLA ANA - NIF 12345678Z")]);
    [
        citizen(),
        employee,
        old,
        citizen().purpose(Purpose::Responder),
    ]
    .iter()
    .map(|draft| draft.issue(KEY, &issuer()))
    .collect()
}

fn certificate(bytes: &[u8]) -> bool {
    // Nobody is trusted.
    let chain = [bytes.to_vec()];
    assert!(TrustStore::default().path(&chain, now()).is_err());
    let _ = Asked::read(bytes);
    let Ok(read) = Certificate::parse(bytes) else {
        return false;
    };
    assert_eq!(read.der(), bytes);
    if let Ok(holder) = Holder::of(&read) {
        let nobody = matches!(holder.kind, HolderKind::Entity | HolderKind::Pseudonym);
        assert_eq!(holder.number.is_none(), nobody);
    }
    true
}

fn question() -> Option<Question> {
    let own = Certificate::parse(&citizen().issue(KEY, &issuer())).ok()?;
    Some(Question::about(&own, issuer().authority(), [7; 32]))
}

fn answers() -> Vec<Vec<u8>> {
    let asked = question().and_then(|question| Asked::read(&question.to_der()).ok());
    let responder = citizen().purpose(Purpose::Responder).issue(KEY, &issuer());
    let times = (now(), at(1_795_428_000));
    let answer = |asked: &Asked| {
        [
            asked.answer(Some(Standing::Good), &issuer(), None, times),
            asked.answer(None, &issuer(), Some(&responder), times),
        ]
    };
    asked.iter().flat_map(answer).collect()
}

fn answer(bytes: &[u8]) -> bool {
    let Some(question) = question() else {
        return false;
    };
    match question.read(bytes, now()) {
        Ok(believed) => panic!("nobody signed it: {believed:?}"),
        // Read to the signature.
        Err(OcspError::Unauthorised) => true,
        Err(_) => false,
    }
}

fn lists() -> Vec<Vec<u8>> {
    let whole = DraftList {
        number: 5,
        base: None,
        entries: vec![(vec![1], 1), (vec![2], 6)],
        persons_only: true,
        from: at(1_795_392_000),
        until: at(1_795_478_400),
    };
    let delta = DraftList {
        base: Some(4),
        ..whole.clone()
    };
    vec![whole.issue(&issuer()), delta.issue(&issuer())]
}

fn list(bytes: &[u8]) -> bool {
    match RevocationList::read(bytes, &issuer().authority(), now()) {
        Ok(believed) => panic!("nobody signed it: {believed:?}"),
        // Read to the signature.
        Err(CrlError::OtherIssuer) => true,
        Err(_) => false,
    }
}
