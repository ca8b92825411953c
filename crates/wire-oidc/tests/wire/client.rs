//! Registrations and their faults.

use crate::common::{TestKey, confidential, public};
use proptest::prelude::*;
use wire_oidc::certificate::CertificateThumbprint;
use wire_oidc::claims::{Claim, Scope};
use wire_oidc::client::{
    BackchannelFault, ClaimGrant, ClientAuthMethod, ClientFault, ClientId, ClientRegistration,
    DeliveryMode, GrantType, LegalBasis, RedirectRule, SubjectType, Surroundings,
};
use wire_oidc::jose::Algorithm;

fn rules(texts: &[&str]) -> Vec<RedirectRule> {
    texts
        .iter()
        .map(|text| RedirectRule::parse(text).unwrap())
        .collect()
}

#[test]
fn a_sound_registration_has_no_faults() {
    assert_eq!(confidential().faults(Surroundings::Production), []);
    assert_eq!(public().faults(Surroundings::Production), []);
    let mut native = public();
    native.redirect_uris = rules(&["http://127.0.0.1:*/cb", "es.example.app:/cb"]);
    native.sector = Some("app.example".to_owned());
    assert_eq!(native.faults(Surroundings::Production), []);
}

/// Who is asked for by telephone alone comes to no address in a browser.
#[test]
fn a_client_without_a_browser_needs_no_redirect_address_but_a_sector() {
    let mut caller = confidential();
    caller.grant_types = [GrantType::Ciba].into();
    caller.backchannel_token_delivery_mode = Some(DeliveryMode::Ping);
    caller.backchannel_client_notification_endpoint = Some("https://rp.example/told".into());
    caller.redirect_uris.clear();
    assert_eq!(
        caller.faults(Surroundings::Production),
        [ClientFault::SectorMissing]
    );
    caller.sector = Some("rp.example".to_owned());
    assert_eq!(caller.faults(Surroundings::Production), []);
    let json = serde_json::to_value(&caller).unwrap();
    assert_eq!(
        json["grant_types"],
        serde_json::json!(["urn:openid:params:grant-type:ciba"])
    );
    assert_eq!(json["backchannel_token_delivery_mode"], "ping");
    assert_eq!(
        serde_json::from_value::<ClientRegistration>(json).unwrap(),
        caller
    );
}

/// A registration that was stored before there were others keeps the grants that it had.
#[test]
fn a_registration_that_names_no_grants_has_those_of_a_browser() {
    let mut json = serde_json::to_value(confidential()).unwrap();
    json.as_object_mut().unwrap().remove("grant_types");
    let read: ClientRegistration = serde_json::from_value(json).unwrap();
    assert_eq!(read, confidential());
    assert!(!read.may_use(GrantType::Ciba));
}

#[test]
fn each_fault_is_told() {
    type Change = fn(&mut ClientRegistration);
    let cases: Vec<(ClientRegistration, Change, ClientFault)> = vec![
        (
            confidential(),
            |c| c.redirect_uris.clear(),
            ClientFault::NoRedirectUri,
        ),
        (
            confidential(),
            |c| c.redirect_uris = rules(&["http://rp.example/cb"]),
            ClientFault::NotHttps("http://rp.example/cb".to_owned()),
        ),
        (
            confidential(),
            |c| c.post_logout_redirect_uris = rules(&["http://rp.example/bye"]),
            ClientFault::NotHttps("http://rp.example/bye".to_owned()),
        ),
        (
            confidential(),
            |c| c.redirect_uris = rules(&["http://localhost:*"]),
            ClientFault::WildcardInProduction("http://localhost:*".to_owned()),
        ),
        (
            confidential(),
            |c| c.redirect_uris = rules(&["http://127.0.0.1:*/cb"]),
            ClientFault::LoopbackOfConfidential("http://127.0.0.1:*/cb".to_owned()),
        ),
        (
            public(),
            |c| {
                c.redirect_uris = rules(&["myapp:/cb"]);
                c.sector = Some("app.example".to_owned());
            },
            ClientFault::SchemeWithoutDomain("myapp:/cb".to_owned()),
        ),
        (
            confidential(),
            |c| {
                c.redirect_uris = rules(&["es.example.app:/cb"]);
                c.sector = Some("app.example".to_owned());
            },
            ClientFault::NotHttps("es.example.app:/cb".to_owned()),
        ),
        (
            public(),
            |c| {
                c.grant_types.insert(GrantType::Ciba);
                c.backchannel_token_delivery_mode = Some(DeliveryMode::Poll);
            },
            BackchannelFault::Public.into(),
        ),
        (
            confidential(),
            |c| {
                c.grant_types.insert(GrantType::Ciba);
            },
            BackchannelFault::NoDelivery.into(),
        ),
        (
            confidential(),
            |c| c.backchannel_token_delivery_mode = Some(DeliveryMode::Poll),
            BackchannelFault::NoGrant("backchannel_token_delivery_mode").into(),
        ),
        (
            confidential(),
            |c| {
                c.grant_types.insert(GrantType::Ciba);
                c.backchannel_token_delivery_mode = Some(DeliveryMode::Ping);
                c.backchannel_client_notification_endpoint = Some("http://rp.example/x".into());
            },
            BackchannelFault::NotificationAddress("http://rp.example/x".into()).into(),
        ),
        (
            confidential(),
            |c| {
                c.grant_types.insert(GrantType::Ciba);
                c.backchannel_token_delivery_mode = Some(DeliveryMode::Poll);
                c.backchannel_client_notification_endpoint = Some("https://rp.example/x".into());
            },
            BackchannelFault::AddressWithoutPing.into(),
        ),
        (
            confidential(),
            |c| {
                c.grant_types.insert(GrantType::Ciba);
                c.backchannel_token_delivery_mode = Some(DeliveryMode::Poll);
                c.backchannel_authentication_request_signing_alg = Some(Algorithm::Es256);
            },
            ClientFault::SignedRequestsWithoutKeys,
        ),
        (
            confidential(),
            |c| c.secret_hash = None,
            ClientFault::ConfidentialWithoutSecret,
        ),
        (
            confidential(),
            |c| c.secret_hash = Some(vec![]),
            ClientFault::ConfidentialWithoutSecret,
        ),
        (
            confidential(),
            |c| c.auth_method = ClientAuthMethod::None,
            ClientFault::ConfidentialWithoutSecret,
        ),
        (
            public(),
            |c| c.secret_hash = Some(vec![1]),
            ClientFault::PublicWithSecret,
        ),
        (
            public(),
            |c| c.auth_method = ClientAuthMethod::SecretPost,
            ClientFault::PublicWithSecret,
        ),
        (
            public(),
            |c| c.require_pkce = false,
            ClientFault::PublicWithoutPkce,
        ),
        (
            confidential(),
            |c| c.redirect_uris = rules(&["https://a.example/cb", "https://b.example/cb"]),
            ClientFault::SectorMissing,
        ),
        (
            confidential(),
            |c| c.sector = Some("https://x.example".to_owned()),
            ClientFault::SectorMalformed,
        ),
        (
            confidential(),
            |c| c.sector = Some("X.example".to_owned()),
            ClientFault::SectorMalformed,
        ),
        (
            confidential(),
            |c| c.sector = Some(String::new()),
            ClientFault::SectorMalformed,
        ),
        (confidential(), |c| c.names.clear(), ClientFault::NoName),
        (
            confidential(),
            |c| {
                c.names.insert("ca".to_owned(), " ".to_owned());
            },
            ClientFault::NameUnfit("ca".to_owned()),
        ),
        (
            confidential(),
            |c| {
                c.names.insert("en".to_owned(), "x".repeat(121));
            },
            ClientFault::NameUnfit("en".to_owned()),
        ),
        (
            confidential(),
            |c| {
                c.scopes.insert(Scope::Email);
            },
            ClientFault::ScopeWithoutClaims(Scope::Email),
        ),
        (
            confidential(),
            |c| {
                c.claims.push(ClaimGrant {
                    claim: Claim::Name,
                    basis: LegalBasis::Consent,
                });
            },
            ClientFault::ClaimTwice("name"),
        ),
        (
            confidential(),
            |c| {
                c.claims.push(ClaimGrant {
                    claim: Claim::Email,
                    basis: LegalBasis::Law(" ".to_owned()),
                });
            },
            ClientFault::LawNotNamed("email"),
        ),
        (confidential(), |c| c.body.clear(), ClientFault::NoBody),
    ];
    for (mut client, change, fault) in cases {
        change(&mut client);
        assert_eq!(client.faults(Surroundings::Production), [fault]);
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let mut client = confidential();
    client.names.clear();
    client.body.clear();
    client.secret_hash = None;
    client.redirect_uris = rules(&["http://a.example/", "http://localhost:*"]);
    assert_eq!(client.faults(Surroundings::Production).len(), 6);
}

#[test]
fn the_demonstration_may_use_loopback_but_nothing_else_is_forgiven() {
    let mut client = confidential();
    client.redirect_uris = rules(&["http://localhost:*", "http://127.0.0.1:*"]);
    client.sector = Some("localhost".to_owned());
    assert_eq!(client.faults(Surroundings::Demonstration), []);
    client.secret_hash = None;
    assert_eq!(
        client.faults(Surroundings::Demonstration),
        [ClientFault::ConfidentialWithoutSecret]
    );
}

#[test]
fn several_hosts_are_fine_for_public_subjects_and_with_a_sector() {
    let mut client = confidential();
    client.redirect_uris = rules(&["https://a.example/cb", "https://b.example/cb"]);
    client.subject_type = SubjectType::Public;
    assert_eq!(client.faults(Surroundings::Production), []);
    client.subject_type = SubjectType::Pairwise;
    client.sector = Some("example.org".to_owned());
    assert_eq!(client.faults(Surroundings::Production), []);
    assert_eq!(client.sector().as_deref(), Some("example.org"));
}

#[test]
fn the_sector_is_the_only_host_whatever_port_and_path() {
    let mut client = confidential();
    client.redirect_uris = rules(&["https://A.example/cb", "https://a.example:8443/other"]);
    assert_eq!(client.sector().as_deref(), Some("a.example"));
}

#[test]
fn the_name_falls_back_to_spanish_and_then_to_the_identifier() {
    let mut client = confidential();
    client
        .names
        .insert("ca".to_owned(), "Seu de prova".to_owned());
    assert_eq!(client.name("ca"), "Seu de prova");
    assert_eq!(client.name("eu"), "Sede de prueba");
    client.names.clear();
    assert_eq!(client.name("eu"), "rp-1");
}

#[test]
fn a_registration_is_read_from_a_short_text() {
    let text = r#"{"client_id":"demo-spa","kind":"public","auth_method":"none","redirect_uris":["http://localhost:*"],
        "sector":"localhost","scopes":["openid","identity"],"claims":[{"claim":"identity_number","basis":"consent"},
        {"claim":"name","basis":{"law":"Ley 39/2015"}}],"max_level":"low","id_token_alg":"ES256",
        "names":{"es":"Prueba"},"body":"E1"}"#;
    let client: ClientRegistration = serde_json::from_str(text).unwrap();
    assert_eq!(client.faults(Surroundings::Demonstration), []);
    assert!(client.require_pkce && client.single_sign_on);
    assert_eq!(client.subject_type, SubjectType::Pairwise);
    assert_eq!(
        client.basis_for(Claim::Name),
        Some(&LegalBasis::Law("Ley 39/2015".to_owned()))
    );
    assert_eq!(client.basis_for(Claim::Email), None);
    let again: ClientRegistration =
        serde_json::from_str(&serde_json::to_string(&client).unwrap()).unwrap();
    assert_eq!(again, client);
}

proptest! {
    #[test]
    fn no_address_makes_the_rules_panic(text in "\\PC{0,60}", tail in "[a-z0-9:/?#@\\\\.*%]{0,30}") {
        let _ = RedirectRule::parse(&text);
        let near = format!("http://localhost{tail}");
        let _ = RedirectRule::parse(&near);
        let wildcard = RedirectRule::parse("http://localhost:*").unwrap();
        if wildcard.matches(&near) {
            // Whatever matches, a browser too must read as this machine.
            let read = url::Url::parse(&near).unwrap();
            prop_assert_eq!(read.host_str(), Some("localhost"));
            prop_assert_eq!(read.username(), "");
        }
        prop_assert!(!wildcard.matches(&text) || text.starts_with("http://localhost"));
    }

    #[test]
    fn a_rule_matches_what_it_was_made_from(path in "(/[a-z0-9]{1,8}){0,3}") {
        let address = format!("https://rp.example{path}");
        let rule = RedirectRule::parse(&address).unwrap();
        prop_assert!(rule.matches(&address));
        let longer = format!("{address}x");
        prop_assert!(!rule.matches(&longer));
    }

    #[test]
    fn client_ids_need_no_encoding_anywhere(text in "\\PC{0,150}") {
        if let Ok(id) = ClientId::parse(&text) {
            let encoded: String = url::form_urlencoded::byte_serialize(id.as_str().as_bytes()).collect();
            // The form encoding of browsers touches the tilde alone.
            prop_assert_eq!(encoded.replace("%7E", "~"), text);
        }
    }
}

/// The ways to authenticate that need no secret need something else.
#[test]
fn each_method_has_what_it_authenticates_with() {
    let signed = ClientRegistration {
        auth_method: ClientAuthMethod::PrivateKeyJwt,
        ..confidential()
    };
    assert_eq!(
        signed.faults(Surroundings::Production),
        [
            ClientFault::SecretNotUsed("private_key_jwt"),
            ClientFault::NoKey
        ]
    );
    let mended = ClientRegistration {
        secret_hash: None,
        jwks: TestKey::es256().set(),
        ..signed
    };
    assert_eq!(mended.faults(Surroundings::Production), []);
    let mut by_certificate = ClientRegistration {
        auth_method: ClientAuthMethod::SelfSignedTls,
        secret_hash: None,
        ..confidential()
    };
    assert_eq!(
        by_certificate.faults(Surroundings::Production),
        [ClientFault::NoCertificate]
    );
    let thumbprint = CertificateThumbprint::of_der(b"0");
    by_certificate.tokens.certificates.insert(thumbprint);
    assert_eq!(by_certificate.faults(Surroundings::Production), []);
}

#[test]
fn what_we_do_not_sign_with_cannot_be_registered() {
    for algorithm in [Algorithm::Ps256, Algorithm::EdDsa] {
        let client = ClientRegistration {
            id_token_alg: algorithm,
            ..confidential()
        };
        assert_eq!(
            client.faults(Surroundings::Production),
            [ClientFault::AlgorithmNotMade(algorithm)]
        );
    }
}

/// A resource server alone sends nobody and needs no address to come back to; and a registration
/// from before all of this reads as it did.
#[test]
fn a_resource_server_has_no_address_and_old_registrations_still_read() {
    let mut server = confidential();
    server.redirect_uris.clear();
    server.post_logout_redirect_uris.clear();
    server.sector = None;
    assert_eq!(
        server.faults(Surroundings::Production),
        [ClientFault::NoRedirectUri]
    );
    server.tokens.serves.insert("https://api.example".into());
    assert_eq!(server.faults(Surroundings::Production), []);
    let mut old = serde_json::to_value(confidential()).unwrap();
    for added in ["tokens", "jwks"] {
        old.as_object_mut().unwrap().remove(added);
    }
    let read: ClientRegistration = serde_json::from_value(old).unwrap();
    assert_eq!(read, confidential());
}
