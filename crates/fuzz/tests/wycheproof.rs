//! Project Wycheproof's test vectors against our own verifying functions: what a library gets
//! right can still be asked the wrong way. What `wire-pades` and `wire-tlog` keep to themselves is
//! tested beside them with the same files.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use wire_oidc::jose::{Algorithm, Expected, Jwk, JwkSet, PublicKey, TokenType, verify};
use wire_webauthn::CoseKey;

/// What the authors say of a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Valid,
    Invalid,
    /// Old software made it so: may be taken or refused.
    Either,
}

struct Vector {
    number: String,
    verdict: Verdict,
    key: Vec<String>,
    fields: Vec<String>,
}

/// The vectors of a file in `vectors/`, each with the key above it.
fn vectors(name: &str) -> Vec<Vector> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let (mut key, mut all) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ').map(str::to_owned);
        let verdict = match words.next().unwrap().as_str() {
            "k" => {
                key = words.collect();
                continue;
            }
            "+" => Verdict::Valid,
            "-" => Verdict::Invalid,
            "?" => Verdict::Either,
            other => panic!("{other}"),
        };
        all.push(Vector {
            number: words.next().unwrap(),
            verdict,
            key: key.clone(),
            fields: words.collect(),
        });
    }
    all
}

/// Every vector of a file is judged as its authors judge it; `count` says how many there are.
fn judges(name: &str, count: usize, verifies: impl Fn(&[Vec<u8>], &[u8], &[u8]) -> bool) {
    let vectors = vectors(name);
    assert_eq!(vectors.len(), count);
    let mut wrong = Vec::new();
    for vector in &vectors {
        let bytes = |text: &String| URL_SAFE_NO_PAD.decode(text).unwrap();
        let key: Vec<Vec<u8>> = vector.key.iter().map(bytes).collect();
        let [message, signature] = [0, 1].map(|at| bytes(&vector.fields[at]));
        let accepted = verifies(&key, &message, &signature);
        let expected = match vector.verdict {
            Verdict::Valid => true,
            Verdict::Invalid => false,
            Verdict::Either => continue,
        };
        if accepted != expected {
            wrong.push((&vector.number, accepted));
        }
    }
    assert!(wrong.is_empty(), "{name}: {wrong:?}");
}

fn coordinate(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().unwrap()
}

#[test]
fn p256_signatures_of_tokens_are_judged_as_wycheproof_does() {
    judges(
        "ecdsa-p256-sha256-p1363.txt",
        262,
        |key, message, signature| {
            let (x, y) = (coordinate(&key[0]), coordinate(&key[1]));
            PublicKey::P256 { x, y }.verifies(Algorithm::Es256, message, signature)
        },
    );
}

#[test]
fn p256_signatures_of_passkeys_are_judged_as_wycheproof_does() {
    judges(
        "ecdsa-p256-sha256-der.txt",
        484,
        |key, message, signature| {
            let (x, y) = (coordinate(&key[0]), coordinate(&key[1]));
            CoseKey::P256 { x, y }.verifies(message, signature)
        },
    );
}

#[test]
fn ed25519_signatures_are_judged_as_wycheproof_does() {
    judges("ed25519.txt", 151, |key, message, signature| {
        let x = coordinate(&key[0]);
        let token = PublicKey::Ed25519 { x }.verifies(Algorithm::EdDsa, message, signature);
        let passkey = CoseKey::Ed25519 { x }.verifies(message, signature);
        assert_eq!(token, passkey);
        token
    });
}

#[test]
fn rsa_signatures_are_judged_as_wycheproof_does() {
    judges(
        "rsa-2048-pkcs1-sha256.txt",
        259,
        |key, message, signature| {
            let (n, e) = (key[0].clone(), key[1].clone());
            let token = PublicKey::rsa(&n, &e).unwrap();
            let token = token.verifies(Algorithm::Rs256, message, signature);
            let passkey = CoseKey::Rsa { n, e }.verifies(message, signature);
            assert_eq!(token, passkey);
            token
        },
    );
    judges("rsa-2048-pss-sha256.txt", 108, |key, message, signature| {
        let key = PublicKey::rsa(&key[0], &key[1]).unwrap();
        key.verifies(Algorithm::Ps256, message, signature)
    });
}

/// Whole tokens: headers, separators, encodings, keys for another use. A token that is right and
/// that we refuse all the same is named with the reason.
#[test]
fn tokens_are_judged_as_wycheproof_does() {
    // Figure 20 of RFC 7520 is signed with PS384, which is not offered anywhere here.
    const STRICTER: [&str; 2] = ["346", "350"];
    let vectors = vectors("jws.txt");
    assert_eq!(vectors.len(), 326);
    let algorithms = [Algorithm::Es256, Algorithm::Rs256, Algorithm::Ps256];
    let expected = Expected {
        algorithms: &algorithms,
        token_type: TokenType::JwtOrAbsent,
    };
    let mut wrong = Vec::new();
    for vector in &vectors {
        let key = Jwk::parse(vector.key[0].as_bytes());
        let accepted = key.is_ok_and(|key| {
            let keys = JwkSet {
                keys: vec![key],
                encryption: Vec::new(),
            };
            verify(&vector.fields.join(" "), &keys, &expected).is_ok()
        });
        let right = match vector.verdict {
            Verdict::Valid => accepted || STRICTER.contains(&vector.number.as_str()),
            Verdict::Invalid => !accepted,
            Verdict::Either => true,
        };
        if !right {
            wrong.push((&vector.number, accepted));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
