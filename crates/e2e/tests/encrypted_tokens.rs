//! Tokens that we encrypt, read by an implementation that nobody here wrote.
#![expect(clippy::unwrap_used, reason = "tests")]

use e2e::journey;
use serde_json::{Value, json};
use vocab::SeededEntropy;
use wire_oidc::jose::{ContentEncryption, JwkSet, KeyManagement, encrypt};

const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl";

#[test]
fn jose_reads_what_was_encrypted_in_each_of_our_ways() {
    let minted = journey("jose", &json!({ "step": "mint" }));
    let pairs = minted.as_array().unwrap();
    let half = |name: &str| -> Vec<Value> { pairs.iter().map(|pair| pair[name].clone()).collect() };
    let set: JwkSet = serde_json::from_value(json!({ "keys": half("public") })).unwrap();
    let entropy = SeededEntropy::new(2_026);
    let encrypted = KeyManagement::ALL.map(|alg| {
        let key = set.encryption_key(alg).unwrap();
        let enc = ContentEncryption::A256Gcm;
        let token = encrypt(TOKEN, key, alg, enc, &entropy).unwrap();
        json!({ "token": token, "alg": alg.name(), "kid": key.kid })
    });
    let input = json!({ "step": "read", "keys": half("private"), "tokens": encrypted });
    let read = journey("jose", &input);
    assert_eq!(read, json!([TOKEN, TOKEN, TOKEN]));
}
