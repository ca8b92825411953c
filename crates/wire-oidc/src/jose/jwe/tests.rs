#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use aws_lc_rs::{
    rsa::{KeySize, OaepPrivateDecryptingKey, PrivateDecryptingKey},
    signature::KeyPair as _,
};
use serde_json::Value;
use vocab::SeededEntropy;

use super::*;
use crate::{encoding::from_base64url, jose::Jwk};

const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl";

/// RFC 7518 appendix C: Bob's key, with which he reads what Alice sends.
const BOB_X: &str = "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ";
const BOB_Y: &str = "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck";
const BOB_D: &str = "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw";
const ALICE_D: &str = "0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo";

fn number(text: &str) -> [u8; 32] {
    from_base64url(text).unwrap().try_into().unwrap()
}

fn bob() -> EncryptionKey {
    EncryptionKey {
        key: PublicKey::P256 {
            x: number(BOB_X),
            y: number(BOB_Y),
        },
        kid: Some("bob".into()),
        alg: None,
    }
}

struct Parts {
    header: Value,
    raw_header: String,
    key: Vec<u8>,
    iv: Vec<u8>,
    text: Vec<u8>,
    tag: Vec<u8>,
}

fn take_apart(token: &str) -> Parts {
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 5, "{token}");
    let bytes = |at: usize| from_base64url(parts[at]).unwrap();
    Parts {
        header: serde_json::from_slice(&bytes(0)).unwrap(),
        raw_header: parts[0].to_owned(),
        key: bytes(1),
        iv: bytes(2),
        text: bytes(3),
        tag: bytes(4),
    }
}

fn open(parts: &Parts, key: &[u8]) -> Option<String> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap());
    let nonce = Nonce::try_assume_unique_for_key(&parts.iv).unwrap();
    let mut sealed = [&parts.text[..], &parts.tag].concat();
    let plain = key.open_in_place(nonce, Aad::from(parts.raw_header.as_bytes()), &mut sealed);
    Some(String::from_utf8(plain.ok()?.to_vec()).unwrap())
}

/// What Bob and the sender share, derived for an algorithm.
fn bobs_secret(parts: &Parts, algorithm: &str) -> Secret<[u8; 32]> {
    let epk = Jwk::from_value(parts.header["epk"].clone()).unwrap();
    let PublicKey::P256 { x, y } = epk.key else {
        panic!("not a point");
    };
    let own = PrivateKey::from_private_key(&ECDH_P256, &number(BOB_D)).unwrap();
    let sender = UnparsedPublicKey::new(&ECDH_P256, point(&x, &y));
    agreement::agree(&own, sender, (), |shared| {
        Ok(derive(shared, algorithm, &[], &[], 256))
    })
    .unwrap()
}

#[test]
fn derives_the_key_of_rfc_7518_appendix_c() {
    let alice = PrivateKey::from_private_key(&ECDH_P256, &number(ALICE_D)).unwrap();
    let bob = UnparsedPublicKey::new(&ECDH_P256, point(&number(BOB_X), &number(BOB_Y)));
    let derived = agreement::agree(&alice, bob, (), |shared| {
        Ok(derive(shared, "A128GCM", b"Alice", b"Bob", 128))
    })
    .unwrap();
    assert_eq!(
        to_base64url(&derived.expose()[..16]),
        "VqqN6vgjbSBcIijNcacQGg"
    );
}

#[test]
fn who_holds_the_key_on_the_curve_reads_the_token() {
    let entropy = SeededEntropy::new(1);
    let enc = ContentEncryption::A256Gcm;
    let direct = encrypt(TOKEN, &bob(), KeyManagement::EcdhEs, enc, &entropy).unwrap();
    let parts = take_apart(&direct);
    assert!(parts.key.is_empty());
    for (member, value) in [
        ("alg", "ECDH-ES"),
        ("enc", "A256GCM"),
        ("cty", "JWT"),
        ("kid", "bob"),
    ] {
        assert_eq!(parts.header[member], value);
    }
    let key = bobs_secret(&parts, "A256GCM");
    assert_eq!(open(&parts, key.expose()).as_deref(), Some(TOKEN));

    let wrapped = encrypt(TOKEN, &bob(), KeyManagement::EcdhEsA256Kw, enc, &entropy).unwrap();
    let parts = take_apart(&wrapped);
    let wrapping = bobs_secret(&parts, "ECDH-ES+A256KW");
    let wrapping = AesKek::new(&AES_256, wrapping.expose()).unwrap();
    let mut room = [0; 32];
    let key = wrapping.unwrap(&parts.key, &mut room).unwrap().to_vec();
    assert_eq!(open(&parts, &key).as_deref(), Some(TOKEN));
    assert_ne!(
        parts.header["epk"],
        take_apart(&direct).header["epk"],
        "each token has a key of its own"
    );
}

#[test]
fn who_holds_the_rsa_key_reads_the_token() {
    let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap();
    let reader = EncryptionKey {
        key: rsa_public(&private),
        kid: None,
        alg: Some(KeyManagement::RsaOaep256),
    };
    let enc = ContentEncryption::A256Gcm;
    let entropy = SeededEntropy::new(2);
    let token = encrypt(TOKEN, &reader, KeyManagement::RsaOaep256, enc, &entropy).unwrap();
    let mut parts = take_apart(&token);
    assert_eq!(parts.header["alg"], "RSA-OAEP-256");
    assert_eq!(parts.header.get("kid"), None);
    let private = OaepPrivateDecryptingKey::new(private).unwrap();
    let mut room = vec![0; private.min_output_size()];
    let key = private
        .decrypt(&OAEP_SHA256_MGF1SHA256, &parts.key, &mut room, None)
        .unwrap()
        .to_vec();
    assert_eq!(open(&parts, &key).as_deref(), Some(TOKEN));
    parts.raw_header.push('A');
    assert_eq!(open(&parts, &key), None, "the header is authenticated");
}

fn rsa_public(private: &PrivateDecryptingKey) -> PublicKey {
    use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
    let pkcs8: Pkcs8V1Der<'_> = private.as_der().unwrap();
    let pair = aws_lc_rs::signature::RsaKeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    // RFC 8017 A.1.1: SEQUENCE { modulus, exponent }; 2048 bits with a leading zero.
    let der = pair.public_key().as_ref().to_vec();
    let modulus = &der[der.len() - 5 - 256..der.len() - 5];
    PublicKey::rsa(modulus, &[1, 0, 1]).unwrap()
}

#[test]
fn a_key_of_another_type_encrypts_nothing() {
    let enc = ContentEncryption::A256Gcm;
    let entropy = SeededEntropy::new(3);
    let alg = KeyManagement::RsaOaep256;
    let refused = encrypt(TOKEN, &bob(), alg, enc, &entropy);
    assert_eq!(refused, Err(EncryptError::KeyType(alg)));
}

/// Invalid curve attacks begin with such a point.
#[test]
fn a_point_beside_the_curve_encrypts_nothing() {
    let mut beside = bob();
    let PublicKey::P256 { y, .. } = &mut beside.key else {
        panic!("not a point");
    };
    y[31] ^= 1;
    assert!(!is_usable(&beside.key));
    assert!(is_usable(&bob().key));
    let enc = ContentEncryption::A256Gcm;
    let alg = KeyManagement::EcdhEs;
    let refused = encrypt(TOKEN, &beside, alg, enc, &SeededEntropy::new(4));
    assert_eq!(refused, Err(EncryptError::Failed));
}
