//! Scopes, claims, release, subjects, hints and log-out.

use std::collections::BTreeSet;

use crate::common::{ISSUER, TestKey, confidential, issuer, json, metadata};
use proptest::prelude::*;
use serde_json::{Value, json};
use wire_oidc::bearer::userinfo_answer;
use wire_oidc::claims::{
    Claim, ClaimValues, ClaimsRequest, IdTokenClaims, ReleasePlan, Scope, Scopes, at_hash,
};
use wire_oidc::client::SubjectType;
use wire_oidc::discovery::{ClientCertificates, EndpointPaths, ProviderMetadata};
use wire_oidc::hint::{HintError, verify_id_token_hint};
use wire_oidc::jose::{Algorithm, JwsError};
use wire_oidc::logout::{BrowserSession, Confirmation, LogoutRequest};
use wire_oidc::subject::{SectorMissing, derive};
use wire_oidc::{ErrorCode, Parameters};

fn plan(scopes: &[Scope], claims: &str) -> ReleasePlan {
    let scopes: Scopes = scopes.iter().copied().collect();
    ReleasePlan::new(
        &scopes,
        &ClaimsRequest::parse(claims).unwrap(),
        &confidential(),
    )
}

#[test]
fn names_are_unique_and_read_back() {
    let names: BTreeSet<&str> = Claim::ALL.iter().map(|claim| claim.name()).collect();
    assert_eq!(names.len(), Claim::ALL.len());
    for claim in Claim::ALL {
        assert_eq!(Claim::from_name(claim.name()), Some(*claim));
        assert_eq!(
            serde_json::to_string(claim).unwrap(),
            format!("\"{claim}\"")
        );
    }
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_wire(code.as_str()), Some(code));
    }
    for scope in Scope::ALL {
        assert_eq!(
            serde_json::to_string(&scope).unwrap(),
            format!("\"{scope}\"")
        );
        assert_eq!(
            Scope::parse_list(&format!("x {scope}  y")).unwrap(),
            [scope].into()
        );
    }
    assert_eq!(
        Scope::join(&[Scope::Identity, Scope::OpenId].into()),
        "openid identity"
    );
}

#[test]
fn openid_alone_releases_nothing_about_the_person() {
    assert_eq!(plan(&[Scope::OpenId], "{}"), ReleasePlan::default());
}

#[test]
fn scopes_release_at_userinfo_and_claims_where_they_are_asked_for() {
    let released = plan(
        &[Scope::OpenId, Scope::Identity],
        r#"{"id_token":{"identity_number":{"essential":true}},"userinfo":{"name":null}}"#,
    );
    assert_eq!(released.id_token, [Claim::IdentityNumber].into());
    assert_eq!(
        released.userinfo,
        Scope::Identity.claims().iter().copied().collect()
    );
    assert_eq!(released.essential, [Claim::IdentityNumber].into());
    assert_eq!(
        released.all(),
        Scope::Identity.claims().iter().copied().collect()
    );
}

#[test]
fn nothing_is_released_to_a_client_that_is_not_entitled_to_it() {
    let greedy = r#"{"id_token":{"email":{"essential":true},"phone_number":null},"userinfo":{"birthdate":{"essential":true}}}"#;
    let released = plan(
        &[Scope::OpenId, Scope::Email, Scope::Phone, Scope::Profile],
        greedy,
    );
    assert_eq!(released.id_token, [].into());
    assert_eq!(released.essential, [].into());
    // Of `profile`, the names alone are among its claims.
    assert!(!released.userinfo.contains(&Claim::Birthdate));
    assert!(released.userinfo.contains(&Claim::FirstSurname));
    let mut stripped = confidential();
    stripped.claims.clear();
    let scopes: Scopes = Scope::ALL.into();
    assert_eq!(
        ReleasePlan::new(&scopes, &ClaimsRequest::parse(greedy).unwrap(), &stripped),
        ReleasePlan::default()
    );
}

fn known() -> ClaimValues {
    [
        (Claim::IdentityNumber, json!("00000000T")),
        (Claim::Name, json!("Ana Prueba")),
        (Claim::SecondSurname, Value::Null),
        (Claim::Email, json!("ana@example.org")),
    ]
    .into()
}

#[test]
fn an_id_token_carries_what_was_planned_and_no_null() {
    let released = plan(
        &[Scope::OpenId, Scope::Identity],
        r#"{"id_token":{"identity_number":null}}"#,
    );
    let claims = IdTokenClaims {
        iss: ISSUER.to_owned(),
        sub: "subject".to_owned(),
        aud: "rp-1".to_owned(),
        exp: 1300,
        iat: 1000,
        auth_time: 990,
        nonce: Some("n1".to_owned()),
        acr: "http://eidas.europa.eu/LoA/low".to_owned(),
        amr: vec!["otp".to_owned(), "sms".to_owned()],
        registration_level: Some("basic".to_owned()),
        at_hash: Some(at_hash("at")),
        sid: None,
        azp: None,
        released: released.for_id_token(&known()),
    };
    let expected = json!({
        "iss": ISSUER, "sub": "subject", "aud": "rp-1", "exp": 1300, "iat": 1000, "auth_time": 990,
        "nonce": "n1", "acr": "http://eidas.europa.eu/LoA/low", "amr": ["otp", "sms"],
        "registration_level": "basic",
        "at_hash": at_hash("at"), "identity_number": "00000000T",
    });
    assert_eq!(serde_json::to_value(&claims).unwrap(), expected);
    assert!(!format!("{claims:?}").contains("00000000T"));
    let answer = userinfo_answer("subject", &released.for_userinfo(&known()));
    assert_eq!(
        json(&answer.body),
        json!({"sub": "subject", "identity_number": "00000000T", "name": "Ana Prueba"})
    );
}

#[test]
fn the_metadata_lists_what_is_there_and_no_more() {
    let document = json(&metadata().to_json());
    assert_eq!(document["issuer"], ISSUER);
    assert_eq!(
        document["authorization_endpoint"],
        "https://id.example/authorize"
    );
    assert_eq!(document["jwks_uri"], "https://id.example/jwks.json");
    assert_eq!(document["response_types_supported"], json!(["code"]));
    assert_eq!(
        document["code_challenge_methods_supported"],
        json!(["S256"])
    );
    assert_eq!(document["request_uri_parameter_supported"], json!(false));
    assert_eq!(
        document["authorization_response_iss_parameter_supported"],
        json!(true)
    );
    assert_eq!(
        document["id_token_signing_alg_values_supported"],
        json!(["ES256", "RS256"])
    );
    for of in ["id_token", "userinfo"] {
        assert_eq!(
            document[format!("{of}_encryption_alg_values_supported")],
            json!(["ECDH-ES+A256KW", "ECDH-ES", "RSA-OAEP-256"])
        );
        let ciphers = format!("{of}_encryption_enc_values_supported");
        assert_eq!(document[ciphers], json!(["A256GCM"]));
    }
    assert_eq!(
        document["token_endpoint_auth_methods_supported"],
        json!([
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth",
            "none"
        ])
    );
    // Whoever asks about tokens authenticates.
    assert_eq!(
        document["introspection_endpoint_auth_methods_supported"],
        json!([
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth"
        ])
    );
    assert_eq!(
        document["grant_types_supported"],
        json!([
            "authorization_code",
            "refresh_token",
            "urn:openid:params:grant-type:ciba"
        ])
    );
    assert_eq!(
        document["token_endpoint_auth_signing_alg_values_supported"],
        json!(["ES256", "PS256", "EdDSA", "RS256"])
    );
    assert_eq!(
        document["dpop_signing_alg_values_supported"],
        json!(["ES256", "PS256", "EdDSA"])
    );
    assert_eq!(document["revocation_endpoint"], "https://id.example/revoke");
    assert_eq!(
        document["tls_client_certificate_bound_access_tokens"],
        json!(true)
    );
    let aliases = &document["mtls_endpoint_aliases"];
    assert_eq!(aliases["token_endpoint"], "https://mtls.id.example/token");
    assert_eq!(
        aliases.get("authorization_endpoint"),
        None,
        "people show no certificate"
    );
    assert_eq!(
        document["scopes_supported"],
        json!([
            "openid",
            "profile",
            "email",
            "phone",
            "identity",
            "offline_access"
        ])
    );
    for claim in Claim::ALL {
        assert!(
            document["claims_supported"]
                .as_array()
                .unwrap()
                .contains(&json!(claim.name()))
        );
    }
}

/// Certificates are announced where they are believed, and nowhere else.
#[test]
fn the_metadata_says_nothing_of_certificates_that_do_not_reach_us() {
    let paths = EndpointPaths {
        authorization: "/authorize",
        token: "/token",
        userinfo: "/userinfo",
        jwks: "/jwks",
        end_session: "/logout",
        revocation: "/revoke",
        introspection: "/introspect",
        backchannel_authentication: "/bc-authorize",
        pushed_request: "/par",
    };
    let unknown = &ClientCertificates::default();
    let metadata = ProviderMetadata::new(&issuer(), &paths, &[Algorithm::Es256], &["es"], unknown);
    let document = json(&metadata.to_json());
    assert_eq!(
        document["tls_client_certificate_bound_access_tokens"],
        json!(false)
    );
    assert!(!document.to_string().contains("tls_client_auth"));
    assert_eq!(document.get("mtls_endpoint_aliases"), None);
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref());
    out
}

#[test]
fn subjects_differ_between_sectors_and_agree_within_one() {
    let (ana, eva) = ([1; 16], [2; 16]);
    let here = confidential();
    let mut there = confidential();
    there.sector = Some("other.example".to_owned());
    let mut neighbour = there.clone();
    neighbour.redirect_uris.clear();
    let sub = derive(&here, &ana, hash).unwrap();
    assert_eq!(sub.len(), 43);
    assert_eq!(derive(&here, &ana, hash).unwrap(), sub);
    assert_ne!(derive(&here, &eva, hash).unwrap(), sub);
    assert_ne!(derive(&there, &ana, hash).unwrap(), sub);
    assert_eq!(
        derive(&there, &ana, hash).unwrap(),
        derive(&neighbour, &ana, hash).unwrap()
    );
    let mut open = here.clone();
    open.subject_type = SubjectType::Public;
    assert_ne!(derive(&open, &ana, hash).unwrap(), sub);
    let mut open_there = there;
    open_there.subject_type = SubjectType::Public;
    assert_eq!(
        derive(&open, &ana, hash).unwrap(),
        derive(&open_there, &ana, hash).unwrap()
    );
    let mut nowhere = here;
    nowhere.redirect_uris.clear();
    assert_eq!(derive(&nowhere, &ana, hash), Err(SectorMissing));
}

fn hint_claims(issuer: &str, client: &str) -> Value {
    json!({"iss": issuer, "sub": "subject", "aud": client, "exp": 1, "sid": "session-1"})
}

#[test]
fn a_hint_is_ours_even_when_it_has_expired() {
    let key = TestKey::es256();
    let token = key.token(&hint_claims(ISSUER, "rp-1"));
    let hint = verify_id_token_hint(&token, &key.set(), ISSUER).unwrap();
    assert_eq!(
        (hint.sub(), hint.client_id(), hint.sid()),
        ("subject", "rp-1", Some("session-1"))
    );
    assert!(!format!("{hint:?}").contains("subject"));
}

#[test]
fn refuses_hints_that_are_not_ours() {
    let (ours, theirs) = (TestKey::es256(), TestKey::es256());
    let foreign = theirs.token(&hint_claims(ISSUER, "rp-1"));
    let unknown = Err(HintError::Token(JwsError::UnknownKey));
    assert_eq!(verify_id_token_hint(&foreign, &ours.set(), ISSUER), unknown);
    let elsewhere = ours.token(&hint_claims("https://evil.test", "rp-1"));
    assert_eq!(
        verify_id_token_hint(&elsewhere, &ours.set(), ISSUER),
        Err(HintError::Issuer)
    );
    let empty = ours.token(&json!({}));
    assert_eq!(
        verify_id_token_hint(&empty, &ours.set(), ISSUER),
        Err(HintError::Token(JwsError::Payload))
    );
    assert!(verify_id_token_hint("", &ours.set(), ISSUER).is_err());
}

#[test]
fn log_out_asks_unless_the_hint_is_of_this_session() {
    let key = TestKey::es256();
    let token = key.token(&hint_claims(ISSUER, "rp-1"));
    let hint = verify_id_token_hint(&token, &key.set(), ISSUER).unwrap();
    let client = confidential();
    let query =
        "post_logout_redirect_uri=https%3A%2F%2Frp.example%2Fbye&state=a%26b&client_id=rp-1";
    let request = LogoutRequest::parse(&Parameters::parse(query.as_bytes()).unwrap());
    let back = Some("https://rp.example/bye?state=a%26b".to_owned());
    for (hint, session, confirmation) in [
        (
            Some(&hint),
            BrowserSession::Present {
                sid: Some("session-1"),
            },
            Confirmation::NotNeeded,
        ),
        (
            Some(&hint),
            BrowserSession::Present {
                sid: Some("session-2"),
            },
            Confirmation::Needed,
        ),
        (
            Some(&hint),
            BrowserSession::Present { sid: None },
            Confirmation::Needed,
        ),
        (
            None,
            BrowserSession::Present {
                sid: Some("session-1"),
            },
            Confirmation::Needed,
        ),
        (None, BrowserSession::Absent, Confirmation::NotNeeded),
    ] {
        let plan = request.plan(hint, session, Some(&client));
        assert_eq!(plan.confirmation, confirmation, "{session:?}");
        assert_eq!(plan.return_to, back);
    }
}

#[test]
fn log_out_returns_to_registered_addresses_of_that_client_only() {
    let client = confidential();
    let session = BrowserSession::Absent;
    for (query, returns) in [
        (
            "client_id=rp-1&post_logout_redirect_uri=https://rp.example/bye",
            true,
        ),
        (
            "client_id=rp-1&post_logout_redirect_uri=https://rp.example/bye/",
            false,
        ),
        (
            "client_id=rp-1&post_logout_redirect_uri=https://evil.test/",
            false,
        ),
        (
            "client_id=rp-1&post_logout_redirect_uri=https://rp.example/callback",
            false,
        ),
        (
            "client_id=rp-2&post_logout_redirect_uri=https://rp.example/bye",
            false,
        ),
        ("post_logout_redirect_uri=https://rp.example/bye", false),
        ("client_id=rp-1", false),
        (
            "client_id=rp-1&client_id=rp-1&post_logout_redirect_uri=https://rp.example/bye",
            false,
        ),
    ] {
        let request = LogoutRequest::parse(&Parameters::parse(query.as_bytes()).unwrap());
        assert_eq!(
            request
                .plan(None, session, Some(&client))
                .return_to
                .is_some(),
            returns,
            "{query}"
        );
        assert_eq!(request.plan(None, session, None).return_to, None);
    }
}

#[test]
fn a_hint_that_contradicts_the_client_is_worth_nothing() {
    let key = TestKey::es256();
    let token = key.token(&hint_claims(ISSUER, "rp-2"));
    let hint = verify_id_token_hint(&token, &key.set(), ISSUER).unwrap();
    let query = b"client_id=rp-1&post_logout_redirect_uri=https://rp.example/bye";
    let request = LogoutRequest::parse(&Parameters::parse(query).unwrap());
    assert_eq!(request.client(Some(&hint)), None);
    let session = BrowserSession::Present {
        sid: Some("session-1"),
    };
    let plan = request.plan(Some(&hint), session, Some(&confidential()));
    assert_eq!(
        (plan.confirmation, plan.return_to),
        (Confirmation::Needed, None)
    );
    let silent = LogoutRequest::parse(&Parameters::default());
    assert_eq!(silent.client(Some(&hint)), Some("rp-2"));
    assert_eq!(silent.client(None), None);
}

proptest! {
    #[test]
    fn no_claims_parameter_makes_the_reader_panic(text in "\\PC{0,200}", name in "\\PC{0,10}", value in "\\PC{0,10}") {
        let _ = ClaimsRequest::parse(&text);
        let shaped = json!({"id_token": {name: {"value": value}}}).to_string();
        prop_assert!(ClaimsRequest::parse(&shaped).is_ok());
    }

    #[test]
    fn a_plan_never_exceeds_what_the_client_is_entitled_to(
        scopes in prop::collection::btree_set(prop::sample::select(Scope::ALL.to_vec()), 0..5),
        asked in prop::collection::btree_set(prop::sample::select(Claim::ALL.to_vec()), 0..10),
        entitled in prop::collection::btree_set(prop::sample::select(Claim::ALL.to_vec()), 0..10),
    ) {
        let mut client = confidential();
        client.claims.retain(|grant| entitled.contains(&grant.claim));
        let wanted: serde_json::Map<String, Value> = asked.iter().map(|claim| (claim.name().to_owned(), Value::Null)).collect();
        let request = ClaimsRequest::parse(&json!({"id_token": wanted, "userinfo": wanted}).to_string()).unwrap();
        let plan = ReleasePlan::new(&scopes, &request, &client);
        prop_assert!(plan.all().iter().all(|claim| client.basis_for(*claim).is_some()));
        prop_assert!(plan.essential.is_subset(&plan.all()));
    }

    #[test]
    fn no_log_out_request_leads_elsewhere(query in any::<Vec<u8>>(), address in "\\PC{0,60}") {
        let client = confidential();
        if let Ok(parameters) = Parameters::parse(&query) {
            let _ = LogoutRequest::parse(&parameters).plan(None, BrowserSession::Absent, Some(&client));
        }
        let pairs = [("client_id", "rp-1"), ("post_logout_redirect_uri", address.as_str())];
        if let Ok(parameters) = Parameters::from_pairs(pairs) {
            prop_assert_eq!(LogoutRequest::parse(&parameters).plan(None, BrowserSession::Absent, Some(&client)).return_to, None);
        }
    }
}
