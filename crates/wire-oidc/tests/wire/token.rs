//! The token endpoint: who is asked for what, and the answers.

use crate::common::{CALLBACK, CHALLENGE, VERIFIER, confidential, json, public};
use proptest::prelude::*;
use wire_oidc::Parameters;
use wire_oidc::client::ClientAuthMethod;
use wire_oidc::token::{
    CodeChallenge, CodeVerifier, Grant, PresentedCredential, TokenRefusal, TokenRequest,
    TokenResponse, check_pkce,
};

fn basic(pair: &str) -> String {
    use base64::Engine as _;
    format!(
        "Basic {}",
        base64::engine::general_purpose::STANDARD.encode(pair)
    )
}

fn form(changes: &[(&str, &str)]) -> Parameters {
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", "the-code"),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    for (name, value) in changes {
        pairs.retain(|(known, _)| known != name);
        pairs.push((name, value));
    }
    Parameters::from_pairs(pairs).unwrap()
}

#[test]
fn reads_a_request_with_the_secret_in_the_header() {
    let request = TokenRequest::parse(Some(&basic("rp-1:hush")), &form(&[])).unwrap();
    assert_eq!(request.client.client_id.as_str(), "rp-1");
    assert!(request.client.uses(ClientAuthMethod::SecretBasic));
    assert_eq!(request.client.secret().unwrap().expose(), "hush");
    request.client.check(&confidential()).unwrap();
    let Grant::AuthorizationCode {
        code,
        redirect_uri,
        code_verifier,
    } = request.grant
    else {
        panic!("another grant");
    };
    assert_eq!(
        (code.as_str(), redirect_uri.as_str()),
        ("the-code", CALLBACK)
    );
    assert_eq!(code_verifier.unwrap().as_str(), VERIFIER);
}

#[test]
fn header_credentials_are_form_encoded_before_base64() {
    // RFC 6749 §2.3.1: a secret may hold a colon, a percent sign, a plus and a space.
    let request = TokenRequest::parse(Some(&basic("rp-1:a%3Ab%25c%2Bd+e")), &form(&[])).unwrap();
    assert_eq!(request.client.secret().unwrap().expose(), "a:b%c+d e");
    let raw_colon = TokenRequest::parse(Some(&basic("rp-1:a:b")), &form(&[])).unwrap();
    assert_eq!(raw_colon.client.secret().unwrap().expose(), "a:b");
    let same_client = form(&[("client_id", "rp-1")]);
    assert!(TokenRequest::parse(Some(&basic("rp%2D1:x")), &same_client).is_ok());
}

#[test]
fn reads_a_request_with_the_secret_in_the_form_or_without() {
    let posted = TokenRequest::parse(
        None,
        &form(&[("client_id", "rp-1"), ("client_secret", "hush")]),
    )
    .unwrap();
    assert!(posted.client.uses(ClientAuthMethod::SecretPost));
    assert!(matches!(
        posted.client.credential,
        PresentedCredential::Post(_)
    ));
    let open = TokenRequest::parse(None, &form(&[("client_id", "rp-1")])).unwrap();
    assert!(open.client.uses(ClientAuthMethod::None));
    assert_eq!(open.client.secret(), None);
    open.client.check(&public()).unwrap();
}

#[test]
fn a_client_uses_the_method_that_it_registered_and_no_other() {
    let posted = TokenRequest::parse(
        None,
        &form(&[("client_id", "rp-1"), ("client_secret", "hush")]),
    )
    .unwrap();
    let open = TokenRequest::parse(None, &form(&[("client_id", "rp-1")])).unwrap();
    let header = TokenRequest::parse(Some(&basic("rp-1:hush")), &form(&[])).unwrap();
    for (request, client) in [
        (&posted, confidential()),
        (&open, confidential()),
        (&header, public()),
        (&posted, public()),
    ] {
        assert!(matches!(
            request.client.check(&client),
            Err(TokenRefusal::InvalidClient(_))
        ));
    }
    let other = TokenRequest::parse(Some(&basic("rp-2:hush")), &form(&[])).unwrap();
    assert!(matches!(
        other.client.check(&confidential()),
        Err(TokenRefusal::InvalidClient(_))
    ));
}

#[test]
fn refuses_requests_with_the_right_code() {
    let good = basic("rp-1:hush");
    let long_code = "c".repeat(5000);
    let long_secret = basic(&format!("rp-1:{}", "s".repeat(600)));
    for (header, changes, code) in [
        (None, &[][..], "invalid_client"),
        (None, &[("client_id", "a b")], "invalid_client"),
        (
            None,
            &[("client_id", "rp-1"), ("client_assertion", "x")],
            "invalid_client",
        ),
        (
            Some(good.as_str()),
            &[("client_secret", "hush")],
            "invalid_request",
        ),
        (
            Some(good.as_str()),
            &[("client_id", "rp-2")],
            "invalid_request",
        ),
        (Some("Basic"), &[], "invalid_client"),
        (Some("Basic !!!"), &[], "invalid_client"),
        (Some("Bearer abc"), &[], "invalid_client"),
        (Some(&basic("rp-1")), &[], "invalid_client"),
        (Some(&basic("rp-1:")), &[], "invalid_client"),
        (Some(&basic(":hush")), &[], "invalid_client"),
        (Some(&basic("rp-1:%")), &[], "invalid_client"),
        (Some(&basic("rp-1:%ff")), &[], "invalid_client"),
        (Some(&long_secret), &[], "invalid_client"),
        (Some(&good), &[("grant_type", "")], "invalid_request"),
        (
            Some(&good),
            &[("grant_type", "password")],
            "unsupported_grant_type",
        ),
        (
            Some(&good),
            &[("grant_type", "refresh_token")],
            "invalid_request",
        ),
        (
            Some(&good),
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", &long_code),
            ],
            "invalid_grant",
        ),
        (
            Some(&good),
            &[
                ("grant_type", "refresh_token"),
                ("refresh_token", "r"),
                ("scope", "\""),
            ],
            "invalid_scope",
        ),
        (Some(&good), &[("code", "")], "invalid_request"),
        (Some(&good), &[("code", &long_code)], "invalid_grant"),
        (Some(&good), &[("redirect_uri", "")], "invalid_request"),
        (Some(&good), &[("code_verifier", "short")], "invalid_grant"),
        (
            Some(&good),
            &[("code_verifier", &long_code)],
            "invalid_grant",
        ),
    ] {
        let refused = TokenRequest::parse(header, &form(changes)).unwrap_err();
        assert_eq!(
            refused.code().as_str(),
            code,
            "{header:?} {changes:?}: {refused}"
        );
    }
    let twice =
        Parameters::parse(b"grant_type=authorization_code&code=a&code=b&client_id=rp-1").unwrap();
    assert!(matches!(
        TokenRequest::parse(None, &twice),
        Err(TokenRefusal::InvalidRequest(_))
    ));
}

#[test]
fn pkce_follows_rfc_7636_appendix_b() {
    let challenge = CodeChallenge::parse(CHALLENGE).unwrap();
    let verifier = CodeVerifier::parse(VERIFIER).unwrap();
    assert_eq!(verifier.challenge(), challenge);
    check_pkce(Some(&challenge), Some(&verifier)).unwrap();
    check_pkce(None, None).unwrap();
    let other = CodeVerifier::from_random(&[1; 32]);
    for (challenge, verifier) in [
        (Some(&challenge), Some(&other)),
        (Some(&challenge), None),
        (None, Some(&verifier)),
    ] {
        assert!(matches!(
            check_pkce(challenge, verifier),
            Err(TokenRefusal::InvalidGrant(_))
        ));
    }
}

#[test]
fn challenges_and_verifiers_have_one_spelling() {
    let padded = format!("{CHALLENGE}=");
    // The last character of 43 carries two spare bits, which must be zero.
    let stray = format!("{}N", CHALLENGE.strip_suffix('M').unwrap());
    for text in [
        "",
        "short",
        &padded,
        &stray,
        &CHALLENGE.replace('-', "+"),
        &"A".repeat(44),
    ] {
        assert_eq!(CodeChallenge::parse(text), None, "{text}");
    }
    for text in [
        "",
        &"a".repeat(42),
        &"a".repeat(129),
        &format!("{}!", "a".repeat(50)),
        &"ñ".repeat(50),
    ] {
        assert!(CodeVerifier::parse(text).is_none(), "{text}");
    }
    assert!(CodeVerifier::parse(&"~".repeat(128)).is_some());
}

#[test]
fn tokens_are_answered_without_being_kept_on_the_way() {
    let response = TokenResponse::bearer("at".into(), 300, "id".into(), "openid identity".into());
    let answer = response.to_answer();
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .headers
            .contains(&("cache-control", "no-store".to_owned()))
    );
    assert!(
        answer
            .headers
            .contains(&("content-type", "application/json".to_owned()))
    );
    let expected = r#"{"access_token":"at","token_type":"Bearer","expires_in":300,"id_token":"id","scope":"openid identity"}"#;
    assert_eq!(json(&answer.body), json(expected));
}

#[test]
fn each_refusal_has_its_status() {
    for (refusal, status, body) in [
        (
            TokenRefusal::InvalidRequest("x"),
            400,
            r#"{"error":"invalid_request","error_description":"x"}"#,
        ),
        (
            TokenRefusal::InvalidClient("x"),
            401,
            r#"{"error":"invalid_client","error_description":"x"}"#,
        ),
        (
            TokenRefusal::InvalidGrant("x"),
            400,
            r#"{"error":"invalid_grant","error_description":"x"}"#,
        ),
        (
            TokenRefusal::UnauthorizedClient,
            400,
            r#"{"error":"unauthorized_client"}"#,
        ),
        (
            TokenRefusal::UnsupportedGrantType,
            400,
            r#"{"error":"unsupported_grant_type"}"#,
        ),
        (
            TokenRefusal::InvalidScope("x"),
            400,
            r#"{"error":"invalid_scope","error_description":"x"}"#,
        ),
        (
            TokenRefusal::InvalidTarget("x"),
            400,
            r#"{"error":"invalid_target","error_description":"x"}"#,
        ),
        (
            TokenRefusal::InvalidDpopProof("x"),
            400,
            r#"{"error":"invalid_dpop_proof","error_description":"x"}"#,
        ),
        (
            TokenRefusal::UseDpopNonce,
            400,
            r#"{"error":"use_dpop_nonce","error_description":"the DPoP proof needs the nonce of this answer"}"#,
        ),
        (
            TokenRefusal::Unavailable,
            503,
            r#"{"error":"temporarily_unavailable"}"#,
        ),
    ] {
        let answer = refusal.to_answer();
        assert_eq!((answer.status, answer.body.as_str()), (status, body));
        assert!(
            answer
                .headers
                .contains(&("cache-control", "no-store".to_owned()))
        );
        let challenged = answer
            .headers
            .iter()
            .any(|(name, _)| *name == "www-authenticate");
        assert_eq!(challenged, status == 401);
    }
}

#[test]
fn no_credential_appears_in_logs() {
    let request =
        TokenRequest::parse(Some(&basic("rp-1:hush")), &form(&[("code", "hush-code")])).unwrap();
    let response = TokenResponse::bearer("hush".into(), 300, "hush".into(), "openid".into());
    let text = format!("{request:?} {response:?} {:?}", response.to_answer());
    assert!(!text.contains("hush") && !text.contains(VERIFIER), "{text}");
}

proptest! {
    #[test]
    fn no_header_or_form_makes_the_parser_panic(header in "\\PC{0,100}", raw in any::<Vec<u8>>(), body in any::<Vec<u8>>()) {
        use base64::Engine as _;
        let _ = TokenRequest::parse(Some(&header), &form(&[]));
        let encoded = format!("basic {}", base64::engine::general_purpose::STANDARD.encode(raw));
        let _ = TokenRequest::parse(Some(&encoded), &form(&[]));
        if let Ok(parameters) = Parameters::parse(&body) {
            let _ = TokenRequest::parse(None, &parameters);
        }
    }

    #[test]
    fn any_credentials_survive_the_header(id in "[A-Za-z0-9._~-]{1,60}", secret in "\\PC{1,60}") {
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let header = basic(&format!("{}:{}", encode(&id), encode(&secret)));
        let request = TokenRequest::parse(Some(&header), &form(&[])).unwrap();
        prop_assert_eq!(request.client.client_id.as_str(), id);
        prop_assert_eq!(request.client.secret().unwrap().expose(), secret);
    }

    #[test]
    fn every_verifier_meets_its_own_challenge(random in any::<[u8; 32]>(), other in any::<[u8; 32]>()) {
        let verifier = CodeVerifier::from_random(&random);
        let challenge = CodeChallenge::parse(&verifier.challenge().to_string()).unwrap();
        prop_assert!(challenge.is_met_by(&verifier));
        prop_assert_eq!(challenge.is_met_by(&CodeVerifier::from_random(&other)), random == other);
    }
}
