//! Making a credential.

use proptest::prelude::*;
use serde_json::{Value, json};
use wire_webauthn::{
    Attestation, AttestationPolicy, AuthenticatorData, AuthenticatorDataError, ClientDataError,
    CoseAlgorithm, Expectation, NewCredential, RegistrationError, RegistrationResponse,
    ResponseError, UserVerification, verify_registration,
};

use crate::authenticator::{Authenticator, BE, BS, ED, ORIGIN, UP, UV, expectation};

fn check(
    answer: &Value,
    expectation: &Expectation<'_>,
) -> Result<NewCredential, RegistrationError> {
    let response = RegistrationResponse::parse(answer.to_string().as_bytes()).unwrap();
    verify_registration(&response, expectation, AttestationPolicy::Unverified)
}

fn refused(change: impl FnOnce(&mut Authenticator)) -> RegistrationError {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    change(&mut authenticator);
    check(&authenticator.register(), &expectation()).unwrap_err()
}

#[test]
fn accepts_a_new_credential_of_each_algorithm() {
    for algorithm in CoseAlgorithm::ALL {
        let authenticator = Authenticator::new(algorithm);
        let credential = check(&authenticator.register(), &expectation()).unwrap();
        assert_eq!(credential.credential_id, b"credential-1");
        assert_eq!(credential.public_key, authenticator.public_key());
        assert_eq!(credential.public_key.algorithm(), algorithm);
        assert_eq!((credential.sign_count, credential.aaguid), (1, [0xaa; 16]));
        assert!(credential.user_verified && credential.backup_eligible && !credential.backed_up);
        assert_eq!(credential.transports, ["internal", "hybrid"]);
        assert_eq!(credential.attestation, Attestation::None);
    }
}

#[test]
fn tells_backup_and_verification_as_they_are() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    authenticator.flags = UP | BE | BS;
    let relaxed = Expectation {
        user_verification: UserVerification::Preferred,
        ..expectation()
    };
    let credential = check(&authenticator.register(), &relaxed).unwrap();
    assert!(!credential.user_verified && credential.backup_eligible && credential.backed_up);
}

#[test]
fn refuses_what_the_authenticator_must_not_say() {
    assert_eq!(refused(|a| a.rp_id = "evil.test"), RegistrationError::RpId);
    assert_eq!(
        refused(|a| a.rp_id = "OFFICE.example"),
        RegistrationError::RpId
    );
    assert_eq!(refused(|a| a.flags = UV), RegistrationError::UserPresence);
    assert_eq!(
        refused(|a| a.flags = UP),
        RegistrationError::UserVerification
    );
    let malformed = RegistrationError::AuthenticatorData;
    assert_eq!(
        refused(|a| a.flags = UP | UV | BS),
        malformed(AuthenticatorDataError::BackupFlags)
    );
    assert_eq!(
        refused(|a| a.tail = vec![0]),
        malformed(AuthenticatorDataError::Length)
    );
    assert_eq!(
        refused(|a| a.flags |= ED),
        malformed(AuthenticatorDataError::Extensions)
    );
}

#[test]
fn refuses_what_the_browser_must_not_say() {
    let wrong = RegistrationError::ClientData;
    for (client_data, why) in [
        (
            json!({"origin": "https://evil.test"}),
            ClientDataError::Origin,
        ),
        (
            json!({"origin": "https://office.example.evil.test"}),
            ClientDataError::Origin,
        ),
        (
            json!({"origin": "https://office.example/"}),
            ClientDataError::Origin,
        ),
        (
            json!({"origin": "https://office.example:8443"}),
            ClientDataError::Origin,
        ),
        (
            json!({"origin": "http://office.example"}),
            ClientDataError::Origin,
        ),
        (json!({"origin": ""}), ClientDataError::Origin),
        (
            json!({"origin": ORIGIN, "crossOrigin": true}),
            ClientDataError::CrossOrigin,
        ),
        (
            json!({"origin": ORIGIN, "topOrigin": "https://evil.test"}),
            ClientDataError::CrossOrigin,
        ),
        (
            json!({"origin": ORIGIN, "type": "webauthn.get"}),
            ClientDataError::Type,
        ),
        (
            json!({"origin": ORIGIN, "type": "payment.get"}),
            ClientDataError::Type,
        ),
        (
            json!({"origin": ORIGIN, "challenge": "AAAA"}),
            ClientDataError::Challenge,
        ),
        (
            json!({"origin": ORIGIN, "challenge": ""}),
            ClientDataError::Challenge,
        ),
        (
            json!({"origin": ORIGIN, "challenge": "!"}),
            ClientDataError::Malformed,
        ),
        (
            json!({"origin": ORIGIN, "challenge": 1}),
            ClientDataError::Malformed,
        ),
        (json!({"origin": null}), ClientDataError::Malformed),
        (
            json!({"origin": ORIGIN, "crossOrigin": "no"}),
            ClientDataError::Malformed,
        ),
        (json!({}), ClientDataError::Malformed),
    ] {
        assert_eq!(
            refused(|a| a.client_data = client_data.clone()),
            wrong(why),
            "{client_data}"
        );
    }
    assert_eq!(
        refused(|a| a.challenge = b"another challenge"),
        wrong(ClientDataError::Challenge)
    );
    let long = "x".repeat(9000);
    let answer = {
        let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
        authenticator.client_data = json!({"origin": ORIGIN, "extra": long});
        authenticator.register()
    };
    let read = RegistrationResponse::parse(answer.to_string().as_bytes());
    assert_eq!(read, Err(ResponseError::Malformed));
}

#[test]
fn an_empty_challenge_never_matches() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    authenticator.challenge = b"";
    let careless = Expectation {
        challenge: b"",
        ..expectation()
    };
    let refused = check(&authenticator.register(), &careless);
    assert_eq!(
        refused,
        Err(RegistrationError::ClientData(ClientDataError::Challenge))
    );
}

#[test]
fn the_credential_is_the_one_that_the_answer_names() {
    let authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let mut answer = authenticator.register();
    answer["id"] = json!("AAAA");
    answer["rawId"] = json!("AAAA");
    assert_eq!(
        check(&answer, &expectation()),
        Err(RegistrationError::Credential)
    );
    let mut without = Authenticator::new(CoseAlgorithm::Es256);
    without.credential_id = Vec::new();
    let object = without.attestation_object();
    let refused = check(&authenticator.register_with(&object), &expectation());
    let why = RegistrationError::AuthenticatorData(AuthenticatorDataError::CredentialId);
    assert_eq!(refused, Err(why));
}

#[test]
fn a_credential_id_may_be_long_but_not_longer() {
    for (length, accepted) in [(1, true), (1023, true), (1024, false), (2000, false)] {
        let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
        authenticator.credential_id = vec![7; length];
        let read = RegistrationResponse::parse(authenticator.register().to_string().as_bytes());
        let read = read.map(|response| {
            verify_registration(&response, &expectation(), AttestationPolicy::NoneOnly)
        });
        assert_eq!(
            read.is_ok_and(|checked| checked.is_ok()),
            accepted,
            "{length}"
        );
        let data = AuthenticatorData::parse(&authenticator.attested_data());
        assert_eq!(data.is_ok(), accepted, "{length}");
    }
}

#[test]
fn extension_outputs_are_skipped_within_bounds() {
    let accepts = |tail: &[u8]| {
        let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
        authenticator.flags |= ED;
        authenticator.tail = tail.to_vec();
        check(&authenticator.register(), &expectation()).is_ok()
    };
    // {"credProtect": 2}, {}, {"a": [1, {"b": h'00'}]}.
    assert!(accepts(b"\xa1\x6bcredProtect\x02"));
    assert!(accepts(b"\xa0"));
    assert!(accepts(b"\xa1\x61a\x82\x01\xa1\x61b\x41\x00"));
    // Not a map, something after it, indefinite length, too wide, too deep, a tag, cut off.
    for bad in [
        &b"\x80"[..],
        b"\xa0\x00",
        b"\xbf\xff",
        b"\xb9\xff\xff",
        b"\xa1\x00\xc0\x00",
        b"\xa1\x61",
        b"\xa1\x00",
    ] {
        assert!(!accepts(bad), "{bad:?}");
    }
    let deep = [&b"\xa1\x00"[..], &[0x81; 4000], b"\x00"].concat();
    assert!(!accepts(&deep));
}

#[test]
fn attestation_is_judged_by_policy() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    authenticator.format = "packed";
    let response =
        RegistrationResponse::parse(authenticator.register().to_string().as_bytes()).unwrap();
    let tolerated =
        verify_registration(&response, &expectation(), AttestationPolicy::Unverified).unwrap();
    assert_eq!(
        tolerated.attestation,
        Attestation::NotVerified {
            format: "packed".to_owned()
        }
    );
    let strict = verify_registration(&response, &expectation(), AttestationPolicy::NoneOnly);
    assert_eq!(strict, Err(RegistrationError::Attestation));
}

fn object(build: impl FnOnce(&mut minicbor::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut out = Vec::new();
    build(&mut minicbor::Encoder::new(&mut out));
    out
}

#[test]
fn refuses_attestation_objects_of_another_shape() {
    let authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let data = authenticator.attested_data();
    let none_with_statement = object(|e| {
        e.map(3).unwrap().str("fmt").unwrap().str("none").unwrap();
        e.str("attStmt")
            .unwrap()
            .map(1)
            .unwrap()
            .str("x")
            .unwrap()
            .u8(1)
            .unwrap();
        e.str("authData").unwrap().bytes(&data).unwrap();
    });
    let refused = check(
        &authenticator.register_with(&none_with_statement),
        &expectation(),
    );
    assert_eq!(refused, Err(RegistrationError::Attestation));
    let fmt_twice = object(|e| {
        e.map(4)
            .unwrap()
            .str("fmt")
            .unwrap()
            .str("none")
            .unwrap()
            .str("fmt")
            .unwrap()
            .str("none")
            .unwrap();
        e.str("attStmt")
            .unwrap()
            .map(0)
            .unwrap()
            .str("authData")
            .unwrap()
            .bytes(&data)
            .unwrap();
    });
    let without_data = object(|e| {
        e.map(2)
            .unwrap()
            .str("fmt")
            .unwrap()
            .str("none")
            .unwrap()
            .str("attStmt")
            .unwrap()
            .map(0)
            .unwrap();
    });
    let data_as_text = object(|e| {
        e.map(3)
            .unwrap()
            .str("fmt")
            .unwrap()
            .str("none")
            .unwrap()
            .str("attStmt")
            .unwrap()
            .map(0)
            .unwrap();
        e.str("authData").unwrap().str("x").unwrap();
    });
    let mut followed = authenticator.attestation_object();
    followed.push(0);
    for bad in [
        fmt_twice,
        without_data,
        data_as_text,
        followed,
        vec![],
        vec![0xa0],
        vec![0x80],
        vec![0xbf, 0xff],
    ] {
        let refused = check(&authenticator.register_with(&bad), &expectation());
        assert_eq!(refused, Err(RegistrationError::AttestationObject));
    }
}

#[test]
fn every_truncation_of_the_attestation_object_is_refused() {
    let authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let whole = authenticator.attestation_object();
    for end in 0..whole.len() {
        let answer = authenticator.register_with(&whole[..end]);
        assert!(check(&answer, &expectation()).is_err(), "{end}");
    }
    let data = authenticator.attested_data();
    for end in 0..data.len() {
        assert!(AuthenticatorData::parse(&data[..end]).is_err(), "{end}");
    }
}

#[test]
fn refuses_answers_of_another_shape() {
    let good = Authenticator::new(CoseAlgorithm::Es256).register();
    let text = good.to_string();
    for end in 0..text.len() {
        assert!(
            RegistrationResponse::parse(&text.as_bytes()[..end]).is_err(),
            "{end}"
        );
    }
    for (pointer, value, why) in [
        ("/type", json!("password"), ResponseError::Inconsistent),
        ("/rawId", json!("AAAA"), ResponseError::Inconsistent),
        (
            "/response/clientDataJSON",
            json!("="),
            ResponseError::Malformed,
        ),
        (
            "/response/attestationObject",
            json!("a"),
            ResponseError::Malformed,
        ),
        (
            "/response/attestationObject",
            json!(1),
            ResponseError::Malformed,
        ),
        ("/response", json!({}), ResponseError::Malformed),
        ("/response", json!([]), ResponseError::Malformed),
    ] {
        let mut answer = good.clone();
        *answer.pointer_mut(pointer).unwrap() = value;
        assert_eq!(
            RegistrationResponse::parse(answer.to_string().as_bytes()),
            Err(why),
            "{pointer}"
        );
    }
    let mut empty = good.clone();
    empty["id"] = json!("");
    empty["rawId"] = json!("");
    assert_eq!(
        RegistrationResponse::parse(empty.to_string().as_bytes()),
        Err(ResponseError::Malformed)
    );
    assert_eq!(
        RegistrationResponse::parse(&vec![b' '; 70_000]),
        Err(ResponseError::TooLong)
    );
    assert_eq!(
        RegistrationResponse::parse(b"[1]"),
        Err(ResponseError::Malformed)
    );
}

proptest! {
    #[test]
    fn no_bytes_make_the_parsers_panic(bytes in any::<Vec<u8>>()) {
        let _ = RegistrationResponse::parse(&bytes);
        let _ = AuthenticatorData::parse(&bytes);
        let _ = wire_webauthn::CoseKey::parse(&bytes);
        let authenticator = Authenticator::new(CoseAlgorithm::EdDsa);
        prop_assert!(check(&authenticator.register_with(&bytes), &expectation()).is_err());
    }

    #[test]
    fn a_changed_byte_is_refused_or_changes_what_is_told(position in 0_usize..150, bit in 0_u8..8) {
        let authenticator = Authenticator::new(CoseAlgorithm::EdDsa);
        let good = check(&authenticator.register(), &expectation()).unwrap();
        let mut object = authenticator.attestation_object();
        let position = position % object.len();
        // Bits 1 and 5 of the flags are reserved and say nothing (WebAuthn §6.1).
        let flags = object.len() - authenticator.attested_data().len() + 32;
        prop_assume!(position != flags || (bit != 1 && bit != 5));
        object[position] ^= 1 << bit;
        if let Ok(changed) = check(&authenticator.register_with(&object), &expectation()) {
            prop_assert_ne!(changed, good);
        }
    }
}
