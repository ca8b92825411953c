//! The test vectors of Web Authentication Level 3 (section "Test Vectors").

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wire_webauthn::{
    AttestationPolicy, AuthenticationError, AuthenticationResponse, AuthenticatorDataError,
    ClientDataError, CoseKeyError, Counter, Expectation, NewCredential, RegistrationError,
    RegistrationResponse, StoredCredential, UserVerification, verify_authentication,
    verify_registration,
};

fn vector(name: &str) -> Value {
    let file: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let found = file["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .find(|vector| vector["name"] == name);
    found.unwrap().clone()
}

fn bytes(hexadecimal: &Value) -> Vec<u8> {
    let text = hexadecimal.as_str().unwrap();
    (0..text.len())
        .step_by(2)
        .map(|start| u8::from_str_radix(&text[start..start + 2], 16).unwrap())
        .collect()
}

fn base64url(hexadecimal: &Value) -> String {
    URL_SAFE_NO_PAD.encode(bytes(hexadecimal))
}

fn expectation(challenge: &[u8]) -> Expectation<'_> {
    Expectation {
        rp_id: "example.org",
        origins: &["https://example.org"],
        challenge,
        user_verification: UserVerification::Discouraged,
    }
}

fn register(vector: &Value) -> Result<NewCredential, RegistrationError> {
    let part = &vector["registration"];
    let id = base64url(&part["credential_id"]);
    let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": {
        "clientDataJSON": base64url(&part["clientDataJSON"]),
        "attestationObject": base64url(&part["attestationObject"]),
    }});
    let response = RegistrationResponse::parse(answer.to_string().as_bytes()).unwrap();
    let challenge = bytes(&part["challenge"]);
    verify_registration(
        &response,
        &expectation(&challenge),
        AttestationPolicy::Unverified,
    )
}

fn authentication(
    vector: &Value,
    credential: &NewCredential,
) -> Result<Counter, AuthenticationError> {
    let part = &vector["authentication"];
    let id = URL_SAFE_NO_PAD.encode(&credential.credential_id);
    let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": {
        "clientDataJSON": base64url(&part["clientDataJSON"]),
        "authenticatorData": base64url(&part["authenticatorData"]),
        "signature": base64url(&part["signature"]),
    }});
    let response = AuthenticationResponse::parse(answer.to_string().as_bytes()).unwrap();
    let challenge = bytes(&part["challenge"]);
    let stored = StoredCredential {
        credential_id: &credential.credential_id,
        public_key: &credential.public_key.to_cose(),
        sign_count: credential.sign_count,
        backup_eligible: credential.backup_eligible,
        user_handle: b"",
    };
    verify_authentication(&response, &expectation(&challenge), &stored).map(|proof| proof.counter)
}

#[test]
fn accepts_both_ceremonies_of_each_supported_vector() {
    for name in [
        "none-es256",
        "packed-self-es256",
        "none-es256-long-credential-id",
        "packed-es256",
        "packed-rs256",
        "packed-eddsa",
        "tpm-es256",
        "android-key-es256",
        "apple-es256",
        "fido-u2f-es256",
    ] {
        let vector = vector(name);
        let credential = register(&vector).unwrap();
        assert_eq!(
            credential.aaguid.to_vec(),
            bytes(&vector["registration"]["aaguid"]),
            "{name}"
        );
        assert_eq!(
            authentication(&vector, &credential),
            Ok(Counter::Unused),
            "{name}"
        );
    }
}

#[test]
fn refuses_the_vectors_made_inside_a_foreign_page() {
    for name in ["none-es256-crossOrigin", "none-es256-topOrigin"] {
        let refused = register(&vector(name)).unwrap_err();
        assert_eq!(
            refused,
            RegistrationError::ClientData(ClientDataError::CrossOrigin),
            "{name}"
        );
    }
}

#[test]
fn refuses_the_vectors_of_algorithms_that_were_not_offered() {
    for name in ["packed-es384", "packed-es512", "packed-ed448"] {
        let refused = register(&vector(name)).unwrap_err();
        let why = AuthenticatorDataError::PublicKey(CoseKeyError::Algorithm);
        assert_eq!(refused, RegistrationError::AuthenticatorData(why), "{name}");
    }
}

#[test]
fn the_proof_of_one_vector_is_not_the_proof_of_another() {
    let mut mixed = vector("none-es256");
    let credential = register(&mixed).unwrap();
    mixed["authentication"]["signature"] =
        vector("packed-es256")["authentication"]["signature"].clone();
    assert_eq!(
        authentication(&mixed, &credential),
        Err(AuthenticationError::Signature)
    );
}
