//! The authorization endpoint: what is accepted, what is refused, and where the refusal goes.

use crate::common::{
    CALLBACK, CHALLENGE, TestKey, confidential, good_request, issuer, public, query_of,
    request_with,
};
use proptest::prelude::*;
use vocab::AssuranceLevel;
use wire_oidc::authorize::{
    AuthorizationRequest, AuthorizationResponse, AuthorizeError, PageError, Prompt, ResponseMode,
    client_id, parse_request,
};
use wire_oidc::claims::{Claim, Scope};
use wire_oidc::client::RedirectRule;
use wire_oidc::hint::verify_id_token_hint;
use wire_oidc::{ErrorCode, Parameters};

fn accepted(changes: &[(&'static str, &str)]) -> AuthorizationRequest {
    parse_request(&request_with(changes), &confidential()).unwrap()
}

fn returned(changes: &[(&'static str, &str)]) -> ErrorCode {
    match parse_request(&request_with(changes), &confidential()).unwrap_err() {
        AuthorizeError::Return { refusal, .. } => refusal.code,
        AuthorizeError::Page(page) => panic!("{page}"),
    }
}

#[test]
fn accepts_a_plain_request() {
    let request = accepted(&[]);
    assert_eq!(request.client_id.as_str(), "rp-1");
    assert_eq!(request.return_address.redirect_uri(), CALLBACK);
    assert_eq!(request.return_address.state(), Some("s1"));
    assert_eq!(request.return_address.response_mode(), ResponseMode::Query);
    assert_eq!(request.nonce.as_deref(), Some("n1"));
    assert_eq!(request.scopes, [Scope::OpenId, Scope::Identity].into());
    assert_eq!(request.prompt, Prompt::default());
    assert_eq!(request.code_challenge.unwrap().to_string(), CHALLENGE);
    assert_eq!(request.level.minimum(), AssuranceLevel::Low);
}

#[test]
fn accepts_everything_that_a_careful_client_may_send() {
    let request = accepted(&[
        ("response_mode", "form_post"),
        ("prompt", "login consent"),
        ("max_age", "600"),
        (
            "acr_values",
            "http://eidas.europa.eu/LoA/substantial http://eidas.europa.eu/LoA/low urn:x",
        ),
        ("login_hint", "00000000T"),
        ("ui_locales", "ca-valencia es x_y"),
        (
            "claims",
            r#"{"id_token":{"identity_number":{"essential":true}}}"#,
        ),
        ("id_token_hint", "a.b.c"),
        ("display", "page"),
        ("unknown", "ignored"),
    ]);
    assert_eq!(
        request.return_address.response_mode(),
        ResponseMode::FormPost
    );
    assert_eq!(
        request.prompt,
        Prompt::Interactive {
            login: true,
            consent: true,
            select_account: false
        }
    );
    assert_eq!(request.max_age, Some(600));
    assert_eq!(
        request.level.levels,
        [AssuranceLevel::Substantial, AssuranceLevel::Low]
    );
    assert_eq!(request.level.preferred(), AssuranceLevel::Substantial);
    assert_eq!(request.level.minimum(), AssuranceLevel::Low);
    assert_eq!(request.login_hint.as_deref(), Some("00000000T"));
    assert_eq!(request.ui_locales, ["ca-valencia", "es"]);
    assert!(request.claims.id_token.contains_key(&Claim::IdentityNumber));
    assert_eq!(request.id_token_hint.as_deref(), Some("a.b.c"));
}

#[test]
fn a_request_survives_being_stored_with_a_flow() {
    let request = accepted(&[
        ("max_age", "5"),
        ("acr_values", "http://eidas.europa.eu/LoA/low"),
    ]);
    let stored = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<AuthorizationRequest>(&stored).unwrap(),
        request
    );
}

#[test]
fn leaves_out_scopes_that_the_client_may_not_ask_for() {
    let request = accepted(&[("scope", "openid email identity offline_access")]);
    assert_eq!(request.scopes, [Scope::OpenId, Scope::Identity].into());
}

#[test]
fn errors_before_the_address_is_known_good_never_redirect() {
    for (changes, why) in [
        (&[("client_id", "")][..], PageError::ClientId),
        (&[("client_id", "a b")], PageError::ClientId),
        (&[("client_id", "other")], PageError::UnknownClient),
        (&[("redirect_uri", "")], PageError::RedirectUri),
        (
            &[("redirect_uri", "https://evil.test/callback")],
            PageError::UnregisteredRedirectUri,
        ),
        (
            &[("redirect_uri", "https://rp.example/callback/")],
            PageError::UnregisteredRedirectUri,
        ),
        (
            &[("redirect_uri", "https://rp.example/callback?x=1")],
            PageError::UnregisteredRedirectUri,
        ),
        (
            &[("redirect_uri", "https://rp.example/callback#x")],
            PageError::UnregisteredRedirectUri,
        ),
        (
            &[("redirect_uri", "http://localhost:3000/")],
            PageError::UnregisteredRedirectUri,
        ),
        (
            &[("redirect_uri", "javascript:alert(1)")],
            PageError::UnregisteredRedirectUri,
        ),
        // The worse fault decides: a request with two faults is not redirected either.
        (
            &[("redirect_uri", "https://evil.test/"), ("scope", "")],
            PageError::UnregisteredRedirectUri,
        ),
    ] {
        let refused = parse_request(&request_with(changes), &confidential()).unwrap_err();
        assert_eq!(refused, AuthorizeError::Page(why), "{changes:?}");
    }
    for repeated in ["client_id", "redirect_uri"] {
        let mut pairs = good_request();
        pairs.push((repeated, CALLBACK.to_owned()));
        let refused =
            parse_request(&Parameters::from_pairs(pairs).unwrap(), &confidential()).unwrap_err();
        assert!(matches!(refused, AuthorizeError::Page(_)), "{repeated}");
    }
    assert_eq!(client_id(&Parameters::default()), Err(PageError::ClientId));
}

#[test]
fn later_errors_are_returned_with_their_codes() {
    let long = "a".repeat(5000);
    let many = "x ".repeat(20);
    for (changes, code) in [
        (&[("response_type", "")][..], ErrorCode::InvalidRequest),
        (
            &[("response_type", "token")],
            ErrorCode::UnsupportedResponseType,
        ),
        (
            &[("response_type", "id_token")],
            ErrorCode::UnsupportedResponseType,
        ),
        (
            &[("response_type", "code id_token")],
            ErrorCode::UnsupportedResponseType,
        ),
        (&[("response_mode", "fragment")], ErrorCode::InvalidRequest),
        (
            &[("response_mode", "web_message")],
            ErrorCode::InvalidRequest,
        ),
        (&[("scope", "")], ErrorCode::InvalidScope),
        (&[("scope", "profile")], ErrorCode::InvalidScope),
        (&[("scope", "openid \"x\"")], ErrorCode::InvalidScope),
        (&[("scope", "openid\tprofile")], ErrorCode::InvalidScope),
        (&[("scope", &long)], ErrorCode::InvalidScope),
        (&[("state", &long)], ErrorCode::InvalidRequest),
        (&[("state", "a\nb")], ErrorCode::InvalidRequest),
        (&[("nonce", &long)], ErrorCode::InvalidRequest),
        (&[("nonce", "a\u{7f}b")], ErrorCode::InvalidRequest),
        (&[("prompt", "none login")], ErrorCode::InvalidRequest),
        (&[("prompt", "create")], ErrorCode::InvalidRequest),
        (&[("prompt", &many)], ErrorCode::InvalidRequest),
        (&[("max_age", "-1")], ErrorCode::InvalidRequest),
        (&[("max_age", "+1")], ErrorCode::InvalidRequest),
        (&[("max_age", "1.5")], ErrorCode::InvalidRequest),
        (
            &[("max_age", "99999999999999999999")],
            ErrorCode::InvalidRequest,
        ),
        (&[("acr_values", &many)], ErrorCode::InvalidRequest),
        (&[("acr_values", &long)], ErrorCode::InvalidRequest),
        (&[("ui_locales", &many)], ErrorCode::InvalidRequest),
        (&[("login_hint", &long)], ErrorCode::InvalidRequest),
        (&[("claims", "{")], ErrorCode::InvalidRequest),
        (&[("claims", "[]")], ErrorCode::InvalidRequest),
        (&[("code_challenge", "")], ErrorCode::InvalidRequest),
        (
            &[("code_challenge", ""), ("code_challenge_method", "")],
            ErrorCode::InvalidRequest,
        ),
        (&[("code_challenge", "short")], ErrorCode::InvalidRequest),
        (&[("code_challenge", &long)], ErrorCode::InvalidRequest),
        (&[("code_challenge_method", "")], ErrorCode::InvalidRequest),
        (
            &[("code_challenge_method", "plain")],
            ErrorCode::InvalidRequest,
        ),
        (&[("request", "a.b.c")], ErrorCode::RequestNotSupported),
        (
            &[("request_uri", "https://rp.example/r")],
            ErrorCode::RequestUriNotSupported,
        ),
        (
            &[("registration", "{}")],
            ErrorCode::RegistrationNotSupported,
        ),
        (
            &[(
                "claims",
                r#"{"id_token":{"acr":{"essential":true,"values":["urn:unknown"]}}}"#,
            )],
            ErrorCode::UnmetAuthenticationRequirements,
        ),
        (
            &[(
                "claims",
                r#"{"id_token":{"acr":{"essential":true,"value":"http://eidas.europa.eu/LoA/high"}}}"#,
            )],
            ErrorCode::UnmetAuthenticationRequirements,
        ),
    ] {
        assert_eq!(returned(changes), code, "{changes:?}");
    }
}

#[test]
fn a_repeated_parameter_is_refused_and_never_used() {
    for name in [
        "state",
        "scope",
        "nonce",
        "response_mode",
        "code_challenge",
        "unknown",
    ] {
        let mut pairs = good_request();
        pairs.retain(|(known, _)| *known != name);
        pairs.extend([(name, "query".to_owned()), (name, "form_post".to_owned())]);
        let refused =
            parse_request(&Parameters::from_pairs(pairs).unwrap(), &confidential()).unwrap_err();
        let AuthorizeError::Return { address, refusal } = refused else {
            panic!("{name} made a page");
        };
        assert_eq!(refusal.code, ErrorCode::InvalidRequest, "{name}");
        assert_eq!(address.response_mode(), ResponseMode::Query);
        assert_eq!(address.state(), (name != "state").then_some("s1"));
    }
}

#[test]
fn pkce_can_be_switched_off_for_confidential_clients_only() {
    let without = request_with(&[("code_challenge", ""), ("code_challenge_method", "")]);
    let mut relaxed = confidential();
    relaxed.require_pkce = false;
    assert_eq!(
        parse_request(&without, &relaxed).unwrap().code_challenge,
        None
    );
    let mut spa = public();
    spa.require_pkce = false;
    assert!(parse_request(&without, &spa).is_err());
    // Sent all the same, it is still checked.
    assert!(
        parse_request(
            &request_with(&[("code_challenge_method", "plain")]),
            &relaxed
        )
        .is_err()
    );
}

#[test]
fn an_essential_level_weighs_more_than_a_wish() {
    let request = accepted(&[
        ("acr_values", "http://eidas.europa.eu/LoA/low"),
        (
            "claims",
            r#"{"id_token":{"acr":{"essential":true,"values":["http://eidas.europa.eu/LoA/high","http://eidas.europa.eu/LoA/substantial"]}}}"#,
        ),
    ]);
    assert!(request.level.essential);
    assert_eq!(request.level.levels, [AssuranceLevel::Substantial]);
    assert!(!request.level.is_met_by(AssuranceLevel::Low));
    assert!(request.level.is_met_by(AssuranceLevel::High));
    // A wish beyond the client's maximum is not a failure.
    let wish = accepted(&[("acr_values", "http://eidas.europa.eu/LoA/high")]);
    assert!(wish.level.levels.is_empty());
}

#[test]
fn knows_when_a_session_is_too_old() {
    let plain = accepted(&[]);
    assert!(!plain.demands_fresh_login(0, 1_000_000));
    let aged = accepted(&[("max_age", "600")]);
    assert!(!aged.demands_fresh_login(1000, 1600));
    assert!(aged.demands_fresh_login(1000, 1601));
    assert!(accepted(&[("max_age", "0")]).demands_fresh_login(1000, 1000));
    assert!(accepted(&[("prompt", "login")]).demands_fresh_login(1000, 1000));
    assert!(!accepted(&[("prompt", "consent")]).demands_fresh_login(1000, 1000));
    assert!(accepted(&[("prompt", "none")]).is_silent());
}

#[test]
fn a_code_travels_in_the_query_with_state_and_issuer() {
    let answer = accepted(&[("state", "a&b=c d")])
        .return_address
        .granted(&issuer(), "the/code+");
    let AuthorizationResponse::Redirect { location } = answer else {
        panic!("not a redirect");
    };
    assert_eq!(
        location,
        "https://rp.example/callback?code=the%2Fcode%2B&state=a%26b%3Dc+d&iss=https%3A%2F%2Fid.example"
    );
    assert_eq!(query_of(&location).get("state"), Some("a&b=c d"));
}

#[test]
fn a_code_travels_in_a_form_when_asked_for() {
    let answer = accepted(&[("response_mode", "form_post"), ("state", "")])
        .return_address
        .granted(&issuer(), "c");
    let expected = vec![
        ("code", "c".to_owned()),
        ("iss", "https://id.example".to_owned()),
    ];
    assert_eq!(
        answer,
        AuthorizationResponse::FormPost {
            action: CALLBACK.to_owned(),
            fields: expected
        }
    );
}

#[test]
fn an_error_travels_like_a_code() {
    let refused =
        parse_request(&request_with(&[("prompt", "none login")]), &confidential()).unwrap_err();
    let AuthorizeError::Return { address, refusal } = refused else {
        panic!("a page");
    };
    let AuthorizationResponse::Redirect { location } = address.refused(&issuer(), refusal) else {
        panic!("not a redirect");
    };
    let query = query_of(&location);
    assert_eq!(query.get("error"), Some("invalid_request"));
    assert_eq!(
        query.get("error_description"),
        Some("prompt none cannot be combined")
    );
    assert_eq!(query.get("state"), Some("s1"));
    assert_eq!(query.get("iss"), Some("https://id.example"));
    let AuthorizationResponse::Redirect { location } =
        address.failed(&issuer(), ErrorCode::LoginRequired)
    else {
        panic!("not a redirect");
    };
    assert_eq!(query_of(&location).get("error"), Some("login_required"));
}

#[test]
fn the_query_of_a_registered_address_is_kept() {
    let mut client = confidential();
    client.redirect_uris = vec![RedirectRule::parse("https://rp.example/cb?tenant=1").unwrap()];
    let request = request_with(&[
        ("redirect_uri", "https://rp.example/cb?tenant=1"),
        ("state", ""),
    ]);
    let answer = parse_request(&request, &client)
        .unwrap()
        .return_address
        .granted(&issuer(), "c");
    let location = "https://rp.example/cb?tenant=1&code=c&iss=https%3A%2F%2Fid.example".to_owned();
    assert_eq!(answer, AuthorizationResponse::Redirect { location });
}

#[test]
fn tells_the_policy_source_of_the_address() {
    let source = |rule: &str, address: &str| {
        let mut client = confidential();
        client.redirect_uris = vec![RedirectRule::parse(rule).unwrap()];
        let request = parse_request(&request_with(&[("redirect_uri", address)]), &client).unwrap();
        request.return_address.csp_source()
    };
    for (address, expected) in [
        ("https://rp.example/a/b?c=https://x", "https://rp.example"),
        ("https://rp.example:8443?x", "https://rp.example:8443"),
        ("https://rp.example", "https://rp.example"),
        ("es.example.app:/cb", "es.example.app:"),
    ] {
        assert_eq!(source(address, address), expected);
    }
    assert_eq!(
        source("http://localhost:*", "http://localhost:3000/cb"),
        "http://localhost:3000"
    );
}

#[test]
fn an_answer_about_another_subject_is_recognised() {
    let key = TestKey::es256();
    let claims = serde_json::json!({"iss": "https://id.example", "sub": "a", "aud": "rp-1"});
    let hint = verify_id_token_hint(&key.token(&claims), &key.set(), "https://id.example").unwrap();
    let plain = accepted(&[]);
    assert!(plain.is_about("b", None));
    assert!(plain.is_about("a", Some(&hint)));
    assert!(!plain.is_about("b", Some(&hint)));
    let demanding = accepted(&[("claims", r#"{"id_token":{"sub":{"value":"b"}}}"#)]);
    assert!(demanding.is_about("b", None));
    assert!(!demanding.is_about("a", None));
    assert!(!demanding.is_about("b", Some(&hint)));
}

#[test]
fn neither_codes_nor_state_appear_in_logs() {
    let request = accepted(&[("state", "hush-state")]);
    let answer = request.return_address.granted(&issuer(), "hush-code");
    assert!(!format!("{request:?} {answer:?}").contains("hush"));
}

proptest! {
    #[test]
    fn no_query_makes_the_parser_panic_or_redirect_elsewhere(query in any::<Vec<u8>>()) {
        if let Ok(parameters) = Parameters::parse(&query) {
            let _ = parse_request(&parameters, &confidential());
        }
    }

    #[test]
    fn no_value_of_any_parameter_leads_elsewhere(
        name in prop::sample::select(vec!["client_id", "redirect_uri", "response_type", "response_mode", "scope",
            "state", "nonce", "prompt", "max_age", "acr_values", "ui_locales", "claims", "code_challenge",
            "code_challenge_method", "login_hint", "id_token_hint"]),
        value in "\\PC{0,80}|[\\x00-\\x7f]{0,80}",
    ) {
        let mut pairs = good_request();
        pairs.retain(|(known, _)| *known != name);
        pairs.push((name, value));
        if let Ok(parameters) = Parameters::from_pairs(pairs) {
            let address = match parse_request(&parameters, &confidential()) {
                Ok(request) => request.return_address,
                Err(AuthorizeError::Return { address, .. }) => address,
                Err(AuthorizeError::Page(_)) => return Ok(()),
            };
            if let AuthorizationResponse::Redirect { location } = address.granted(&issuer(), "c") {
                prop_assert!(location.starts_with("https://rp.example/callback?"));
                prop_assert!(location.bytes().all(|byte| (0x21..=0x7e).contains(&byte)));
            }
        }
    }
}
