//! The relying party's side, against a provider made of this crate.

use crate::common::{CALLBACK, ISSUER, TestKey, confidential, issuer, metadata, query_of};
use proptest::prelude::*;
use serde_json::{Value, json};
use vocab::AssuranceLevel;
use wire_oidc::Parameters;
use wire_oidc::authorize::{AuthorizationResponse, parse_request};
use wire_oidc::claims::{Scope, at_hash};
use wire_oidc::client::{ClientAuthMethod, Surroundings};
use wire_oidc::discovery::{Issuer, IssuerError, MetadataError, ProviderMetadata};
use wire_oidc::jose::{Algorithm, JwsError};
use wire_oidc::rp::{
    CallbackError, Expectation, IdTokenError, LoginAttempt, LoginRequest, RelyingParty,
    TokenAnswerError, UserinfoError, authorization_url, logout_url, parse_callback,
    parse_token_answer, parse_userinfo, token_call, verify_id_token,
};
use wire_oidc::token::{Grant, TokenRefusal, TokenRequest, TokenResponse, check_pkce};

const NOW: i64 = 1_800_000_000;

fn party() -> RelyingParty<'static> {
    RelyingParty {
        client_id: "rp-1",
        client_secret: Some("hush: 100%"),
        auth_method: ClientAuthMethod::SecretBasic,
        redirect_uri: CALLBACK,
    }
}

fn attempt() -> LoginAttempt {
    LoginAttempt::from_random(&[[1; 32], [2; 32], [3; 32]])
}

fn login_request() -> LoginRequest {
    LoginRequest {
        scopes: [Scope::OpenId, Scope::Identity].into(),
        minimum_level: Some(AssuranceLevel::Low),
        max_age: Some(3600),
        prompt: Some("login"),
        ui_locales: vec!["ca".to_owned(), "es".to_owned()],
        login_hint: None,
    }
}

#[test]
fn a_login_goes_through_both_sides() {
    let (metadata, attempt) = (metadata(), attempt());
    let address = authorization_url(&metadata, &party(), &login_request(), &attempt);
    assert!(address.starts_with("https://id.example/authorize?"));
    let request = parse_request(&query_of(&address), &confidential()).unwrap();
    assert_eq!(request.max_age, Some(3600));
    assert_eq!(request.ui_locales, ["ca", "es"]);
    assert_eq!(request.level.levels, [AssuranceLevel::Low]);
    let AuthorizationResponse::Redirect { location } =
        request.return_address.granted(&issuer(), "code-1")
    else {
        panic!("not a redirect");
    };
    let code = parse_callback(&query_of(&location), &attempt, &metadata).unwrap();
    assert_eq!(code, "code-1");

    let call = token_call(
        &metadata,
        &party(),
        &code,
        &attempt.code_verifier().unwrap(),
    );
    assert_eq!(call.url, "https://id.example/token");
    let header = call
        .headers
        .iter()
        .find(|(name, _)| *name == "authorization")
        .map(|(_, value)| value.as_str());
    let form = Parameters::parse(call.body.as_bytes()).unwrap();
    let redeemed = TokenRequest::parse(header, &form).unwrap();
    assert_eq!(redeemed.client.secret().unwrap().expose(), "hush: 100%");
    redeemed.client.check(&confidential()).unwrap();
    let Grant::AuthorizationCode {
        redirect_uri,
        code_verifier,
        ..
    } = redeemed.grant
    else {
        panic!("another grant");
    };
    assert_eq!(redirect_uri, CALLBACK);
    check_pkce(request.code_challenge.as_ref(), code_verifier.as_ref()).unwrap();
    assert!(!format!("{call:?} {attempt:?} {:?}", party()).contains("hush"));
}

#[test]
fn secrets_travel_as_the_method_says() {
    let verifier = attempt().code_verifier().unwrap();
    let posted = RelyingParty {
        auth_method: ClientAuthMethod::SecretPost,
        ..party()
    };
    let call = token_call(&metadata(), &posted, "c", &verifier);
    let form = Parameters::parse(call.body.as_bytes()).unwrap();
    assert_eq!(form.get("client_secret"), Some("hush: 100%"));
    assert!(
        call.headers
            .iter()
            .all(|(name, _)| *name != "authorization")
    );
    let open = RelyingParty {
        auth_method: ClientAuthMethod::None,
        client_secret: None,
        ..party()
    };
    let call = token_call(&metadata(), &open, "c", &verifier);
    let form = Parameters::parse(call.body.as_bytes()).unwrap();
    assert_eq!(
        (form.get("client_id"), form.get("client_secret")),
        (Some("rp-1"), None)
    );
}

#[test]
fn refuses_callbacks_of_others() {
    let state = attempt().state;
    let mut old = metadata();
    old.authorization_response_iss_parameter_supported = false;
    let iss = "iss=https://id.example";
    for (query, why) in [
        (format!("code=c&{iss}"), CallbackError::State),
        (format!("code=c&state=x&{iss}"), CallbackError::State),
        (format!("code=c&state={state}x&{iss}"), CallbackError::State),
        (
            format!("code=c&state={state}&state={state}&{iss}"),
            CallbackError::Malformed,
        ),
        (format!("code=c&state={state}"), CallbackError::Issuer),
        (
            format!("code=c&state={state}&iss=https://evil.test"),
            CallbackError::Issuer,
        ),
        (
            format!("code=c&state={state}&iss=https://id.example/"),
            CallbackError::Issuer,
        ),
        (format!("state={state}&{iss}"), CallbackError::Malformed),
        (
            format!("code=c&error=x&state={state}&{iss}"),
            CallbackError::Malformed,
        ),
        (
            format!("code={}&state={state}&{iss}", "c".repeat(5000)),
            CallbackError::Malformed,
        ),
        (
            format!("error=access_denied&state={state}&{iss}"),
            CallbackError::Refused {
                error: "access_denied".to_owned(),
            },
        ),
    ] {
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        assert_eq!(
            parse_callback(&parameters, &attempt(), &metadata()),
            Err(why),
            "{query}"
        );
    }
    let silent = Parameters::parse(format!("code=c&state={state}").as_bytes()).unwrap();
    assert_eq!(parse_callback(&silent, &attempt(), &old).unwrap(), "c");
    let wrong = Parameters::parse(format!("code=c&state={state}&iss=https://evil.test").as_bytes())
        .unwrap();
    assert_eq!(
        parse_callback(&wrong, &attempt(), &old),
        Err(CallbackError::Issuer)
    );
}

#[test]
fn an_attempt_survives_a_sealed_cookie() {
    let stored = serde_json::to_string(&attempt()).unwrap();
    assert!(serde_json::from_str::<LoginAttempt>(&stored).unwrap() == attempt());
}

#[test]
fn reads_token_answers_and_refusals() {
    let response = TokenResponse::bearer("at".into(), 300, "id".into(), "openid".into());
    assert_eq!(
        parse_token_answer(200, response.to_answer().body.as_bytes()).unwrap(),
        response
    );
    let refused = TokenRefusal::InvalidGrant("x").to_answer();
    assert_eq!(
        parse_token_answer(refused.status, refused.body.as_bytes()),
        Err(TokenAnswerError::Refused {
            error: "invalid_grant".to_owned()
        })
    );
    for (status, body) in [
        (200, &b"{}"[..]),
        (200, b""),
        (
            200,
            br#"{"access_token":"a","token_type":"DPoP","id_token":"i"}"#,
        ),
        (200, br#"{"access_token":"a","token_type":"Bearer"}"#),
        (400, b"{}"),
        (502, b"<html>"),
    ] {
        assert_eq!(
            parse_token_answer(status, body),
            Err(TokenAnswerError::Malformed { status })
        );
    }
}

fn good_claims() -> Value {
    json!({
        "iss": ISSUER, "sub": "subject", "aud": "rp-1", "exp": NOW + 300, "iat": NOW, "auth_time": NOW - 10,
        "nonce": "n1", "acr": "http://eidas.europa.eu/LoA/substantial", "amr": ["otp"],
        "at_hash": at_hash("at"), "sid": "session-1", "identity_number": "00000000T",
    })
}

fn expectation() -> Expectation<'static> {
    Expectation {
        issuer: ISSUER,
        client_id: "rp-1",
        algorithm: Algorithm::Es256,
        nonce: "n1",
        minimum_level: AssuranceLevel::Low,
        max_age: Some(3600),
        access_token: Some("at"),
        now: NOW,
        skew: 5,
    }
}

#[test]
fn accepts_a_sound_id_token() {
    let key = TestKey::es256();
    let token = verify_id_token(&key.token(&good_claims()), &key.set(), &expectation()).unwrap();
    assert_eq!((token.sub(), token.sid()), ("subject", Some("session-1")));
    assert_eq!(token.level(), AssuranceLevel::Substantial);
    assert_eq!(
        (token.auth_time(), token.exp()),
        (Some(NOW - 10), NOW + 300)
    );
    assert_eq!(token.amr(), ["otp"]);
    assert_eq!(token.released()["identity_number"], "00000000T");
    assert!(!token.released().contains_key("nonce"));
    assert!(!format!("{token:?}").contains("00000000T"));
}

#[test]
fn refuses_id_tokens_with_any_one_fault() {
    let key = TestKey::es256();
    for (name, value, why) in [
        ("iss", json!("https://evil.test"), IdTokenError::Issuer),
        ("iss", json!("https://id.example/"), IdTokenError::Issuer),
        ("aud", json!("rp-2"), IdTokenError::Audience),
        ("aud", json!([]), IdTokenError::Audience),
        ("aud", json!(["rp-1", "rp-2"]), IdTokenError::Audience),
        ("aud", json!(["rp-2", "rp-1"]), IdTokenError::Audience),
        ("azp", json!("rp-2"), IdTokenError::AuthorizedParty),
        ("sub", json!(""), IdTokenError::Subject),
        ("sub", json!("s".repeat(256)), IdTokenError::Subject),
        ("exp", json!(NOW - 5), IdTokenError::Expired),
        ("exp", json!(0), IdTokenError::Expired),
        ("exp", json!(i64::MIN), IdTokenError::Expired),
        ("iat", json!(NOW + 6), IdTokenError::IssuedAt),
        ("iat", json!(NOW - 606), IdTokenError::IssuedAt),
        ("iat", json!(i64::MIN), IdTokenError::IssuedAt),
        ("iat", json!(i64::MAX), IdTokenError::IssuedAt),
        ("nonce", json!("n2"), IdTokenError::Nonce),
        ("nonce", Value::Null, IdTokenError::Nonce),
        ("auth_time", json!(NOW - 3606), IdTokenError::AuthTime),
        ("auth_time", Value::Null, IdTokenError::AuthTime),
        ("acr", Value::Null, IdTokenError::Level),
        ("acr", json!("0"), IdTokenError::Level),
        (
            "at_hash",
            json!(at_hash("other")),
            IdTokenError::AccessToken,
        ),
        ("exp", json!("soon"), IdTokenError::Token(JwsError::Payload)),
        ("exp", json!(1.5), IdTokenError::Token(JwsError::Payload)),
        ("sub", json!(1), IdTokenError::Token(JwsError::Payload)),
    ] {
        let mut claims = good_claims();
        claims[name] = value.clone();
        let refused = verify_id_token(&key.token(&claims), &key.set(), &expectation());
        assert_eq!(refused.unwrap_err(), why, "{name}: {value}");
    }
    for name in ["iss", "sub", "aud", "exp", "iat"] {
        let mut claims = good_claims();
        claims.as_object_mut().unwrap().remove(name);
        let refused = verify_id_token(&key.token(&claims), &key.set(), &expectation());
        assert_eq!(
            refused.unwrap_err(),
            IdTokenError::Token(JwsError::Payload),
            "{name}"
        );
    }
}

#[test]
fn accepts_id_tokens_at_the_edge_of_the_skew() {
    let key = TestKey::es256();
    for (name, value) in [
        ("exp", json!(NOW - 4)),
        ("iat", json!(NOW + 5)),
        ("auth_time", json!(NOW - 3605)),
        ("aud", json!(["rp-1"])),
        ("azp", json!("rp-1")),
        ("at_hash", Value::Null),
        ("sid", Value::Null),
    ] {
        let mut claims = good_claims();
        claims[name] = value;
        assert!(
            verify_id_token(&key.token(&claims), &key.set(), &expectation()).is_ok(),
            "{name}"
        );
    }
}

#[test]
fn a_low_level_is_refused_where_more_is_needed() {
    let key = TestKey::es256();
    let demanding = Expectation {
        minimum_level: AssuranceLevel::High,
        ..expectation()
    };
    let refused = verify_id_token(&key.token(&good_claims()), &key.set(), &demanding);
    assert_eq!(refused.unwrap_err(), IdTokenError::Level);
}

#[test]
fn only_the_registered_algorithm_is_accepted() {
    let key = TestKey::rsa(Algorithm::Rs256);
    let token = key.token(&good_claims());
    let refused = verify_id_token(&token, &key.set(), &expectation());
    assert_eq!(
        refused.unwrap_err(),
        IdTokenError::Token(JwsError::Algorithm)
    );
    let rs256 = Expectation {
        algorithm: Algorithm::Rs256,
        ..expectation()
    };
    assert!(verify_id_token(&token, &key.set(), &rs256).is_ok());
    let rotated = verify_id_token(&token, &TestKey::rsa(Algorithm::Rs256).set(), &rs256);
    assert_eq!(
        rotated.unwrap_err(),
        IdTokenError::Token(JwsError::UnknownKey)
    );
}

#[test]
fn userinfo_is_about_the_same_person_or_is_not_used() {
    let claims = parse_userinfo(br#"{"sub":"s","name":"Ana"}"#, "s").unwrap();
    assert_eq!(claims["name"], "Ana");
    for (body, why) in [
        (&br#"{"sub":"t"}"#[..], UserinfoError::Subject),
        (br#"{"name":"Ana"}"#, UserinfoError::Subject),
        (br#"{"sub":1}"#, UserinfoError::Subject),
        (b"[]", UserinfoError::Malformed),
        (b"eyJ.a.b", UserinfoError::Malformed),
        (b"", UserinfoError::Malformed),
    ] {
        assert_eq!(parse_userinfo(body, "s"), Err(why));
    }
    assert_eq!(
        parse_userinfo(br#"{"sub":""}"#, ""),
        Err(UserinfoError::Subject)
    );
}

#[test]
fn log_out_takes_the_hint_along() {
    let address = logout_url(
        &metadata(),
        "rp-1",
        Some("a.b.c"),
        Some("https://rp.example/bye"),
        Some("s"),
    )
    .unwrap();
    let query = query_of(&address);
    assert_eq!(query.get("id_token_hint"), Some("a.b.c"));
    assert_eq!(
        query.get("post_logout_redirect_uri"),
        Some("https://rp.example/bye")
    );
    assert_eq!(
        (query.get("client_id"), query.get("state")),
        (Some("rp-1"), Some("s"))
    );
    let mut without = metadata();
    without.end_session_endpoint = None;
    assert_eq!(logout_url(&without, "rp-1", None, None, None), None);
}

#[test]
fn metadata_is_of_the_issuer_that_was_asked() {
    let document = metadata().to_json();
    assert_eq!(
        ProviderMetadata::parse(document.as_bytes(), ISSUER).unwrap(),
        metadata()
    );
    assert!(matches!(
        ProviderMetadata::parse(document.as_bytes(), "https://other.example"),
        Err(MetadataError::WrongIssuer { .. })
    ));
    for broken in [
        &b"{}"[..],
        b"",
        b"[]",
        b"{\"issuer\":\"https://id.example\"}",
    ] {
        assert_eq!(
            ProviderMetadata::parse(broken, ISSUER),
            Err(MetadataError::Malformed)
        );
    }
}

#[test]
fn an_issuer_is_https_and_nothing_but_an_origin_and_a_path() {
    let read = |text, surroundings| {
        Issuer::parse(text, surroundings).map(|issuer| issuer.as_str().to_owned())
    };
    let production = Surroundings::Production;
    for good in [
        "https://id.example",
        "https://id.example:8443",
        "https://id.example/tenant",
    ] {
        assert_eq!(read(good, production).unwrap(), good);
    }
    for (bad, why) in [
        ("http://id.example", IssuerError::NotHttps),
        ("ftp://id.example", IssuerError::NotHttps),
        ("https://id.example/", IssuerError::Excess),
        ("https://id.example?x", IssuerError::Excess),
        ("https://id.example#x", IssuerError::Excess),
        ("https://u@id.example", IssuerError::Excess),
        ("https://ID.example", IssuerError::Malformed),
        ("https://id.example:443", IssuerError::Malformed),
        ("id.example", IssuerError::Malformed),
        ("", IssuerError::Malformed),
    ] {
        assert_eq!(read(bad, production), Err(why), "{bad}");
    }
    assert_eq!(
        read("http://localhost:8080", Surroundings::Demonstration).unwrap(),
        "http://localhost:8080"
    );
}

proptest! {
    #[test]
    fn no_answer_of_a_provider_makes_the_relying_party_panic(bytes in any::<Vec<u8>>(), status in any::<u16>()) {
        let _ = parse_token_answer(status, &bytes);
        let _ = parse_userinfo(&bytes, "s");
        let _ = ProviderMetadata::parse(&bytes, ISSUER);
        if let Ok(parameters) = Parameters::parse(&bytes) {
            prop_assert!(parse_callback(&parameters, &attempt(), &metadata()).is_err());
        }
    }

    #[test]
    fn no_times_overflow(exp in any::<i64>(), iat in any::<i64>(), auth_time in any::<i64>(), now in any::<i64>()) {
        let key = TestKey::es256();
        let mut claims = good_claims();
        claims["exp"] = json!(exp);
        claims["iat"] = json!(iat);
        claims["auth_time"] = json!(auth_time);
        let _ = verify_id_token(&key.token(&claims), &key.set(), &Expectation { now, ..expectation() });
    }
}

#[test]
fn every_truncation_of_an_answer_is_refused() {
    let body = TokenResponse::bearer("at".into(), 300, "id".into(), "openid".into())
        .to_answer()
        .body;
    let document = metadata().to_json();
    for end in 0..body.len() {
        assert!(parse_token_answer(200, &body.as_bytes()[..end]).is_err());
    }
    for end in 0..document.len() {
        assert!(ProviderMetadata::parse(&document.as_bytes()[..end], ISSUER).is_err());
    }
}
