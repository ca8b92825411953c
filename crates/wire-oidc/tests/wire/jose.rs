//! Tokens: official vectors, round trips, and everything that must be refused.

use crate::common::{TestKey, base64url};
use proptest::prelude::*;
use serde_json::{Value, json};
use wire_oidc::jose::{
    Algorithm, AssembleError, Expected, Header, Jwk, JwkSet, JwsError, TokenType, signing_input,
    verify,
};

const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

/// RFC 7515 appendix A.2.
const A2_KEY: &str = r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#;
const A2_SIGNATURE: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

/// RFC 7515 appendix A.3.
const A3_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
const A3_SIGNATURE: &str =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

fn set(key: &str) -> JwkSet {
    JwkSet {
        keys: vec![Jwk::parse(key.as_bytes()).unwrap()],
        ..JwkSet::default()
    }
}

fn only(algorithm: &[Algorithm]) -> Expected<'_> {
    Expected {
        algorithms: algorithm,
        token_type: TokenType::JwtOrAbsent,
    }
}

#[test]
fn verifies_rfc_7515_appendix_a_2() {
    let token = format!("eyJhbGciOiJSUzI1NiJ9.{PAYLOAD}.{A2_SIGNATURE}");
    let verified = verify(&token, &set(A2_KEY), &only(&[Algorithm::Rs256])).unwrap();
    assert_eq!(verified.claims::<Value>().unwrap()["iss"], "joe");
    assert_eq!(verified.algorithm(), Algorithm::Rs256);
    assert_eq!(
        verify(&token, &set(A2_KEY), &only(&[Algorithm::Ps256])),
        Err(JwsError::Algorithm)
    );
    assert_eq!(
        verify(&token, &set(A3_KEY), &only(&[Algorithm::Rs256])),
        Err(JwsError::UnknownKey)
    );
}

#[test]
fn verifies_rfc_7515_appendix_a_3() {
    let token = format!("eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.{A3_SIGNATURE}");
    let verified = verify(&token, &set(A3_KEY), &only(&[Algorithm::Es256])).unwrap();
    assert_eq!(verified.claims::<Value>().unwrap()["exp"], 1_300_819_380);
    let mixed = format!("eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.{A2_SIGNATURE}");
    assert_eq!(
        verify(&mixed, &set(A3_KEY), &only(&[Algorithm::Es256])),
        Err(JwsError::Signature)
    );
}

/// RFC 8037 appendix A.4, and the thumbprint of A.3.
#[test]
fn verifies_rfc_8037_appendix_a_4() {
    let key = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.\
                 hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let keys = set(key);
    let verified = verify(token, &keys, &only(&[Algorithm::EdDsa])).unwrap();
    assert_eq!(verified.payload(), b"Example of Ed25519 signing");
    assert_eq!(
        keys.keys[0].key.thumbprint(),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
    let confused = verify(token, &set(A3_KEY), &only(&[Algorithm::EdDsa]));
    assert_eq!(confused, Err(JwsError::UnknownKey));
    assert_eq!(JwkSet::parse(keys.to_json().as_bytes()), Ok(keys));
}

/// A registration with a key that we cannot use is refused, not quietly shortened.
#[test]
fn a_registered_set_is_read_strictly() {
    let read = |json: &str| serde_json::from_str::<JwkSet>(json);
    let good = format!(r#"{{"keys":[{A3_KEY}]}}"#);
    let set = read(&good).unwrap();
    assert_eq!(serde_json::to_string(&set).unwrap(), set.to_json());
    for bad in [
        format!(r#"{{"keys":[{A3_KEY},{{"kty":"OKP","crv":"X25519","x":"AA"}}]}}"#),
        r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#.to_owned(),
        r#"{"keys":[{"kty":"RSA","d":"AA"}]}"#.to_owned(),
        r#"{"keys":[7]}"#.to_owned(),
        "{}".to_owned(),
    ] {
        assert!(read(&bad).is_err(), "{bad}");
    }
}

#[test]
fn what_each_algorithm_signs_it_verifies_and_no_other_key_does() {
    let claims = json!({"sub": "x"});
    for key in [
        TestKey::es256(),
        TestKey::rsa(Algorithm::Rs256),
        TestKey::rsa(Algorithm::Ps256),
    ] {
        let token = key.token(&claims);
        let verified = verify(&token, &key.set(), &only(&Algorithm::ALL)).unwrap();
        assert_eq!(verified.claims::<Value>().unwrap(), claims);
        let mut stranger = TestKey::es256().jwk();
        stranger.kid = key.jwk().kid;
        let refused = verify(
            &token,
            &JwkSet {
                keys: vec![stranger],
                ..JwkSet::default()
            },
            &only(&Algorithm::ALL),
        )
        .unwrap_err();
        assert!(matches!(
            refused,
            JwsError::Signature | JwsError::UnknownKey
        ));
    }
}

#[test]
fn a_signature_of_the_wrong_length_makes_no_token() {
    let header = |alg| Header {
        alg,
        typ: "JWT",
        kid: "k",
    };
    for (alg, length) in [
        (Algorithm::Es256, 70),
        (Algorithm::Es256, 0),
        (Algorithm::Rs256, 64),
        (Algorithm::Ps256, 128),
    ] {
        let input = signing_input(&header(alg), &json!({}));
        assert_eq!(
            input.assemble(&vec![0; length]),
            Err(AssembleError::SignatureLength {
                algorithm: alg,
                length
            })
        );
    }
}

#[test]
fn refuses_headers_that_ask_for_too_much() {
    let key = TestKey::es256();
    let kid = key.jwk().kid.unwrap();
    let payload = b"{}";
    for (header, why) in [
        (r#"{"alg":"none"}"#.to_owned(), JwsError::Algorithm),
        (r#"{"alg":"None"}"#.to_owned(), JwsError::Algorithm),
        (r#"{"alg":""}"#.to_owned(), JwsError::Algorithm),
        (r#"{"alg":"HS256"}"#.to_owned(), JwsError::Algorithm),
        (r#"{"alg":"ES384"}"#.to_owned(), JwsError::Algorithm),
        (r#"{"alg":"RS256"}"#.to_owned(), JwsError::Algorithm),
        (
            r#"{"alg":"ES256","crit":["exp"],"exp":1}"#.to_owned(),
            JwsError::Critical,
        ),
        (
            r#"{"alg":"ES256","crit":[]}"#.to_owned(),
            JwsError::Critical,
        ),
        (
            r#"{"alg":"ES256","crit":null}"#.to_owned(),
            JwsError::Critical,
        ),
        (
            r#"{"alg":"ES256","typ":"at+jwt"}"#.to_owned(),
            JwsError::Type,
        ),
        (
            r#"{"alg":"ES256","typ":"logout+jwt"}"#.to_owned(),
            JwsError::Type,
        ),
        (
            r#"{"alg":"ES256","kid":"other"}"#.to_owned(),
            JwsError::UnknownKey,
        ),
        (
            r#"{"alg":"ES256","alg":"ES256"}"#.to_owned(),
            JwsError::Malformed,
        ),
        (r#"{"alg":1}"#.to_owned(), JwsError::Malformed),
        (r#"["ES256"]"#.to_owned(), JwsError::Malformed),
        ("{}".to_owned(), JwsError::Malformed),
        (
            format!(r#"{{"alg":"ES256","x":"{}"}}"#, "a".repeat(3000)),
            JwsError::Malformed,
        ),
    ] {
        let token = key.token_with_header(&header, payload);
        assert_eq!(
            verify(&token, &key.set(), &only(&[Algorithm::Es256])),
            Err(why),
            "{header}"
        );
    }
    for header in [
        r#"{"alg":"ES256"}"#.to_owned(),
        r#"{"alg":"ES256","typ":"jwt"}"#.to_owned(),
        r#"{"alg":"ES256","typ":"application/jwt"}"#.to_owned(),
        format!(r#"{{"alg":"ES256","kid":"{kid}"}}"#),
        // A key that the token brings along is not even read.
        r#"{"alg":"ES256","jwk":{"kty":"oct"},"jku":"https://evil.test/"}"#.to_owned(),
    ] {
        let token = key.token_with_header(&header, payload);
        assert!(
            verify(&token, &key.set(), &only(&[Algorithm::Es256])).is_ok(),
            "{header}"
        );
    }
}

#[test]
fn an_exact_type_is_demanded_when_it_is_expected() {
    let key = TestKey::es256();
    let expected = Expected {
        algorithms: &[Algorithm::Es256],
        token_type: TokenType::Exactly("logout+jwt"),
    };
    for (header, accepted) in [
        (r#"{"alg":"ES256","typ":"logout+jwt"}"#, true),
        (r#"{"alg":"ES256","typ":"application/LOGOUT+JWT"}"#, true),
        (r#"{"alg":"ES256","typ":"JWT"}"#, false),
        (r#"{"alg":"ES256"}"#, false),
    ] {
        let token = key.token_with_header(header, b"{}");
        assert_eq!(
            verify(&token, &key.set(), &expected).is_ok(),
            accepted,
            "{header}"
        );
    }
}

#[test]
fn a_key_serves_only_the_algorithm_that_it_was_published_for() {
    let key = TestKey::rsa(Algorithm::Rs256);
    let token = key.token(&json!({}));
    let mut jwk = key.jwk();
    jwk.alg = Some(Algorithm::Ps256);
    let keys = JwkSet {
        keys: vec![jwk],
        ..JwkSet::default()
    };
    assert_eq!(
        verify(&token, &keys, &only(&Algorithm::ALL)),
        Err(JwsError::UnknownKey)
    );
}

#[test]
fn refuses_texts_that_are_no_compact_jws() {
    let key = TestKey::es256();
    let good = key.token(&json!({"a": 1}));
    let parts: Vec<&str> = good.split('.').collect();
    for token in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        parts[0].to_owned(),
        format!("{}.{}", parts[0], parts[1]),
        format!("{good}."),
        format!("{good}="),
        format!(" {good}"),
        format!("{good}\n"),
        format!("{}.{}=.{}", parts[0], parts[1], parts[2]),
        format!("{}..{}", parts[0], parts[2]),
        format!("{}.{}.{}.{}", parts[0], parts[1], parts[2], parts[2]),
        good.replace('.', " ."),
    ] {
        let refused = verify(&token, &key.set(), &only(&[Algorithm::Es256])).unwrap_err();
        assert!(
            matches!(refused, JwsError::Malformed | JwsError::Signature),
            "{token}: {refused}"
        );
    }
    let long = "a".repeat(20_000);
    assert_eq!(
        verify(&long, &key.set(), &only(&[Algorithm::Es256])),
        Err(JwsError::TooLong)
    );
}

#[test]
fn every_truncation_and_every_changed_character_is_refused() {
    let key = TestKey::es256();
    let token = key.token(&json!({"sub": "somebody", "aud": "rp"}));
    for end in 0..token.len() {
        assert!(
            verify(&token[..end], &key.set(), &only(&[Algorithm::Es256])).is_err(),
            "{end}"
        );
        let other = if token.as_bytes()[end] == b'A' {
            "B"
        } else {
            "A"
        };
        let changed = format!("{}{other}{}", &token[..end], &token[end + 1..]);
        assert!(
            verify(&changed, &key.set(), &only(&[Algorithm::Es256])).is_err(),
            "{end}"
        );
    }
}

#[test]
fn a_payload_that_is_no_json_object_gives_no_claims() {
    let key = TestKey::es256();
    for payload in [&b"null"[..], b"[]", b"\"x\"", b"", b"\xff", b"{\"a\":1"] {
        let token = key.token_with_header(r#"{"alg":"ES256"}"#, payload);
        let verified = verify(&token, &key.set(), &only(&[Algorithm::Es256])).unwrap();
        assert_eq!(verified.claims::<Value>(), Err(JwsError::Payload));
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_verifier_panic(token in "\\PC{0,200}", a in any::<Vec<u8>>(), b in any::<Vec<u8>>()) {
        let keys = set(A3_KEY);
        let _ = verify(&token, &keys, &only(&Algorithm::ALL));
        let shaped = format!("{}.{}.{}", base64url(br#"{"alg":"ES256"}"#), base64url(&a), base64url(&b));
        prop_assert!(verify(&shaped, &keys, &only(&Algorithm::ALL)).is_err());
    }

    #[test]
    fn no_bytes_make_the_key_reader_panic(bytes in any::<Vec<u8>>(), n in any::<Vec<u8>>(), e in any::<Vec<u8>>()) {
        let _ = JwkSet::parse(&bytes);
        let _ = Jwk::parse(&bytes);
        let shaped = json!({"kty": "RSA", "n": base64url(&n), "e": base64url(&e)}).to_string();
        if let Ok(jwk) = Jwk::parse(shaped.as_bytes()) {
            prop_assert!(!jwk.key.verifies(Algorithm::Rs256, b"message", &n));
        }
    }
}
