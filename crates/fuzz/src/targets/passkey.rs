//! Answers of authenticators. The seeds are the test vector `none-es256` of Web Authentication
//! Level 3.

use std::sync::LazyLock;

use serde_json::{Value, json};
use wire_webauthn::{
    AttestationPolicy, AuthenticationResponse, AuthenticatorData, CoseKey, Expectation,
    RegistrationResponse, UserVerification, verify_registration,
};

use crate::Target;

pub(crate) const REGISTRATION: Target = Target {
    name: "passkey_registration",
    seeds: registration_seeds,
    run: register,
};

pub(crate) const AUTHENTICATION: Target = Target {
    name: "passkey_authentication",
    seeds: authentication_seeds,
    run: authenticate,
};

fn vectors() -> Vec<Value> {
    let text = include_str!("../../../wire-webauthn/tests/ceremonies/vectors.json");
    let file: Value = serde_json::from_str(text).unwrap_or_default();
    let vectors = file.get("vectors").and_then(Value::as_array);
    vectors.cloned().unwrap_or_default()
}

/// That of the first vector.
static CHALLENGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let vectors = vectors();
    let part = vectors
        .first()
        .and_then(|vector| vector.get("registration"));
    part.map(|part| bytes(part, "challenge"))
        .unwrap_or_default()
});

fn bytes(part: &Value, name: &str) -> Vec<u8> {
    let text = part.get(name).and_then(Value::as_str).unwrap_or_default();
    text.as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut word = 0_u32;
        for at in 0..3 {
            word = word << 8 | u32::from(chunk.get(at).copied().unwrap_or_default());
        }
        for sextet in 0..=chunk.len() {
            let index = word >> (18 - 6 * sextet) & 63;
            let letter = usize::try_from(index).ok().and_then(|at| ALPHABET.get(at));
            text.extend(letter.copied().map(char::from));
        }
    }
    text
}

fn registration_seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for vector in vectors() {
        let Some(part) = vector.get("registration") else {
            continue;
        };
        let id = base64url(&bytes(part, "credential_id"));
        let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": {
            "clientDataJSON": base64url(&bytes(part, "clientDataJSON")),
            "attestationObject": base64url(&bytes(part, "attestationObject")),
        }});
        seeds.push(answer.to_string().into_bytes());
    }
    seeds
}

fn authentication_seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for vector in vectors() {
        let Some(part) = vector.get("authentication") else {
            continue;
        };
        let id = vector
            .get("registration")
            .map(|part| bytes(part, "credential_id"));
        let id = base64url(&id.unwrap_or_default());
        let answer = json!({"id": id, "rawId": id, "type": "public-key", "response": {
            "clientDataJSON": base64url(&bytes(part, "clientDataJSON")),
            "authenticatorData": base64url(&bytes(part, "authenticatorData")),
            "signature": base64url(&bytes(part, "signature")),
        }});
        seeds.push(answer.to_string().into_bytes());
        seeds.push(bytes(part, "authenticatorData"));
    }
    seeds
}

fn register(input: &[u8]) -> bool {
    let Ok(response) = RegistrationResponse::parse(input) else {
        return false;
    };
    let expectation = Expectation {
        rp_id: "example.org",
        origins: &["https://example.org"],
        challenge: &CHALLENGE,
        user_verification: UserVerification::Discouraged,
    };
    let made = verify_registration(&response, &expectation, AttestationPolicy::Unverified);
    if let Ok(made) = &made {
        assert!(!made.credential_id.is_empty());
        assert!(made.credential_id.len() <= 1023, "WebAuthn §4");
    }
    made.is_ok()
}

fn authenticate(input: &[u8]) -> bool {
    let data = AuthenticatorData::parse(input).is_ok();
    let key = CoseKey::parse(input).is_ok();
    AuthenticationResponse::parse(input).is_ok() || data || key
}
