//! Proving possession.

use proptest::prelude::*;
use serde_json::{Value, json};
use wire_webauthn::{
    Authentication, AuthenticationError, AuthenticationResponse, AuthenticatorDataError,
    ClientDataError, CoseAlgorithm, CoseKeyError, Counter, Expectation, ResponseError,
    StoredCredential, UserVerification, verify_authentication,
};

use crate::authenticator::{Authenticator, BE, BS, ED, ORIGIN, UP, USER, UV, expectation};

struct Stored {
    public_key: Vec<u8>,
    sign_count: u32,
    backup_eligible: bool,
}

impl Stored {
    fn of(authenticator: &Authenticator) -> Self {
        Self {
            public_key: authenticator.public_key().to_cose(),
            sign_count: 0,
            backup_eligible: true,
        }
    }

    fn credential(&self) -> StoredCredential<'_> {
        StoredCredential {
            credential_id: b"credential-1",
            public_key: &self.public_key,
            sign_count: self.sign_count,
            backup_eligible: self.backup_eligible,
            user_handle: USER,
        }
    }

    fn check(&self, answer: &Value) -> Result<Authentication, AuthenticationError> {
        let response = AuthenticationResponse::parse(answer.to_string().as_bytes()).unwrap();
        verify_authentication(&response, &expectation(), &self.credential())
    }
}

fn refused(change: impl FnOnce(&mut Authenticator)) -> AuthenticationError {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored::of(&authenticator);
    change(&mut authenticator);
    stored.check(&authenticator.authenticate()).unwrap_err()
}

#[test]
fn accepts_a_proof_of_each_algorithm() {
    for algorithm in CoseAlgorithm::ALL {
        let mut authenticator = Authenticator::new(algorithm);
        let stored = Stored::of(&authenticator);
        authenticator.sign_count = 7;
        let proof = stored.check(&authenticator.authenticate()).unwrap();
        let expected = Authentication {
            sign_count: 7,
            counter: Counter::Advanced,
            user_verified: true,
            backed_up: false,
        };
        assert_eq!(proof, expected);
    }
}

#[test]
fn a_proof_without_a_handle_is_fine_when_the_credential_is_known() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored::of(&authenticator);
    authenticator.user_handle = None;
    let answer = authenticator.authenticate();
    let response = AuthenticationResponse::parse(answer.to_string().as_bytes()).unwrap();
    assert_eq!(
        (response.credential_id(), response.user_handle()),
        (&b"credential-1"[..], None)
    );
    assert!(stored.check(&answer).is_ok());
}

#[test]
fn the_counter_is_reported_and_not_judged() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let mut stored = Stored::of(&authenticator);
    for (before, now, says) in [
        (0, 0, Counter::Unused),
        (0, 1, Counter::Advanced),
        (5, 6, Counter::Advanced),
        (5, u32::MAX, Counter::Advanced),
        (5, 5, Counter::Regressed),
        (5, 4, Counter::Regressed),
        (5, 0, Counter::Regressed),
    ] {
        stored.sign_count = before;
        authenticator.sign_count = now;
        let proof = stored.check(&authenticator.authenticate()).unwrap();
        assert_eq!(
            (proof.counter, proof.sign_count),
            (says, now),
            "{before} then {now}"
        );
    }
}

#[test]
fn refuses_proofs_of_others() {
    let stranger = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored::of(&Authenticator::new(CoseAlgorithm::Es256));
    assert_eq!(
        stored.check(&stranger.authenticate()),
        Err(AuthenticationError::Signature)
    );
    let other_kind = Stored::of(&Authenticator::new(CoseAlgorithm::EdDsa));
    assert_eq!(
        other_kind.check(&stranger.authenticate()),
        Err(AuthenticationError::Signature)
    );
    assert_eq!(
        refused(|a| a.credential_id = b"credential-2".to_vec()),
        AuthenticationError::Credential
    );
    assert_eq!(
        refused(|a| a.user_handle = Some(b"officer-2")),
        AuthenticationError::UserHandle
    );
}

#[test]
fn refuses_what_the_authenticator_must_not_say() {
    assert_eq!(
        refused(|a| a.rp_id = "evil.test"),
        AuthenticationError::RpId
    );
    assert_eq!(
        refused(|a| a.flags = UV | BE),
        AuthenticationError::UserPresence
    );
    assert_eq!(
        refused(|a| a.flags = UP | BE),
        AuthenticationError::UserVerification
    );
    assert_eq!(
        refused(|a| a.flags = UP | UV),
        AuthenticationError::BackupEligibility
    );
    let malformed = AuthenticationError::AuthenticatorData;
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
fn backup_state_may_change_but_not_eligibility() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let mut stored = Stored::of(&authenticator);
    authenticator.flags = UP | UV | BE | BS;
    assert!(
        stored
            .check(&authenticator.authenticate())
            .unwrap()
            .backed_up
    );
    stored.backup_eligible = false;
    let refused = stored.check(&authenticator.authenticate());
    assert_eq!(refused, Err(AuthenticationError::BackupEligibility));
}

#[test]
fn refuses_what_the_browser_must_not_say() {
    for (client_data, why) in [
        (
            json!({"origin": "https://evil.test"}),
            ClientDataError::Origin,
        ),
        (
            json!({"origin": ORIGIN, "crossOrigin": true}),
            ClientDataError::CrossOrigin,
        ),
        (
            json!({"origin": ORIGIN, "topOrigin": ORIGIN}),
            ClientDataError::CrossOrigin,
        ),
        (
            json!({"origin": ORIGIN, "type": "webauthn.create"}),
            ClientDataError::Type,
        ),
        (
            json!({"origin": ORIGIN, "challenge": "AAAA"}),
            ClientDataError::Challenge,
        ),
        (json!({}), ClientDataError::Malformed),
    ] {
        let found = refused(|a| a.client_data = client_data.clone());
        assert_eq!(found, AuthenticationError::ClientData(why), "{client_data}");
    }
}

#[test]
fn verification_is_checked_only_where_it_is_required() {
    let mut authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored::of(&authenticator);
    authenticator.flags = UP | BE;
    let response =
        AuthenticationResponse::parse(authenticator.authenticate().to_string().as_bytes()).unwrap();
    for wish in [UserVerification::Preferred, UserVerification::Discouraged] {
        let relaxed = Expectation {
            user_verification: wish,
            ..expectation()
        };
        let proof = verify_authentication(&response, &relaxed, &stored.credential()).unwrap();
        assert!(!proof.user_verified);
    }
}

#[test]
fn a_broken_stored_key_is_told_apart_from_a_wrong_signature() {
    let authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored {
        public_key: vec![1, 2, 3],
        ..Stored::of(&authenticator)
    };
    let refused = stored.check(&authenticator.authenticate());
    assert_eq!(
        refused,
        Err(AuthenticationError::StoredKey(CoseKeyError::Malformed))
    );
}

#[test]
fn every_changed_part_breaks_the_signature_or_more() {
    let authenticator = Authenticator::new(CoseAlgorithm::Es256);
    let stored = Stored::of(&authenticator);
    let good = authenticator.authenticate();
    for part in ["clientDataJSON", "authenticatorData", "signature"] {
        let text = good["response"][part].as_str().unwrap().to_owned();
        for position in 0..text.len() {
            let other = if text.as_bytes()[position] == b'A' {
                "B"
            } else {
                "A"
            };
            let changed = format!("{}{other}{}", &text[..position], &text[position + 1..]);
            let mut answer = good.clone();
            answer["response"][part] = json!(changed);
            let accepted = AuthenticationResponse::parse(answer.to_string().as_bytes()).is_ok_and(
                |response| {
                    verify_authentication(&response, &expectation(), &stored.credential()).is_ok()
                },
            );
            assert!(!accepted, "{part} at {position}");
            answer["response"][part] = json!(text[..position]);
            let accepted = AuthenticationResponse::parse(answer.to_string().as_bytes()).is_ok_and(
                |response| {
                    verify_authentication(&response, &expectation(), &stored.credential()).is_ok()
                },
            );
            assert!(!accepted, "{part} cut at {position}");
        }
    }
}

#[test]
fn refuses_answers_of_another_shape() {
    let good = Authenticator::new(CoseAlgorithm::Es256).authenticate();
    let long = "A".repeat(2000);
    for (pointer, value, why) in [
        ("/type", json!("password"), ResponseError::Inconsistent),
        ("/id", json!("AAAA"), ResponseError::Inconsistent),
        ("/response/signature", json!(long), ResponseError::Malformed),
        (
            "/response/userHandle",
            json!(long),
            ResponseError::Malformed,
        ),
        ("/response/userHandle", json!(7), ResponseError::Malformed),
        (
            "/response/authenticatorData",
            json!("+/=="),
            ResponseError::Malformed,
        ),
        ("/response", json!(null), ResponseError::Malformed),
    ] {
        let mut answer = good.clone();
        *answer.pointer_mut(pointer).unwrap() = value;
        assert_eq!(
            AuthenticationResponse::parse(answer.to_string().as_bytes()),
            Err(why),
            "{pointer}"
        );
    }
    let text = good.to_string();
    for end in 0..text.len() {
        assert!(
            AuthenticationResponse::parse(&text.as_bytes()[..end]).is_err(),
            "{end}"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in any::<Vec<u8>>(), data in any::<Vec<u8>>()) {
        use base64::Engine as _;
        let _ = AuthenticationResponse::parse(&bytes);
        let authenticator = Authenticator::new(CoseAlgorithm::EdDsa);
        let mut answer = authenticator.authenticate();
        answer["response"]["authenticatorData"] = json!(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(data));
        prop_assert!(Stored::of(&authenticator).check(&answer).is_err());
    }
}
