//! Relying parties of the tests.

use std::collections::BTreeSet;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ports::sealing::KeyedHash;
use store::testing::TestSealer;
use vocab::AssuranceLevel;
use wire_oidc::{
    claims::{Claim, Scope},
    client::{
        ClaimGrant, ClientAuthMethod, ClientId, ClientKind, ClientRegistration, DeliveryMode,
        GrantType, LegalBasis, RedirectRule, SubjectType,
    },
    jose::Algorithm,
    rp::RelyingParty,
};

/// The secret of every party that has one.
pub(crate) const SECRET: &str = "an invented secret";

/// A town hall: confidential, entitled to everything.
pub(crate) const TOWN: &str = "town";
/// Another service of the same town: the same sector.
pub(crate) const LIBRARY: &str = "library";
/// Confidential, secret in the form, tokens with RS256, need not use PKCE.
pub(crate) const ARCHIVE: &str = "archive";
/// A page in the browser: public.
pub(crate) const PAGE: &str = "page";
/// Takes part in no single sign-on.
pub(crate) const SOLO: &str = "solo";
/// Entitled to nothing but the subject.
pub(crate) const POOR: &str = "poor";
/// Knows people by the public subject.
pub(crate) const PUBLIC: &str = "public";
/// Must push its requests.
pub(crate) const PUSHER: &str = "pusher";
/// Must sign its requests, with the key of [`crate::signer::client_key`].
pub(crate) const SIGNER: &str = "signer";

/// Asks for people by telephone, and asks again until they have answered.
pub(crate) const CALLER: &str = "caller";
/// The same, and is told when it may ask.
pub(crate) const RINGER: &str = "ringer";
/// The same as [`CALLER`], and must sign what it asks, with the key of
/// [`crate::signer::client_key`]; nobody comes to it in a browser.
pub(crate) const HOTLINE: &str = "hotline";

pub(crate) fn all() -> Vec<ClientRegistration> {
    vec![
        ClientRegistration {
            backchannel_logout_uri: Some(told_at(TOWN)),
            ..party(TOWN)
        },
        ClientRegistration {
            sector: Some("town.example".into()),
            backchannel_logout_uri: Some(told_at(LIBRARY)),
            ..party(LIBRARY)
        },
        ClientRegistration {
            auth_method: ClientAuthMethod::SecretPost,
            id_token_alg: Algorithm::Rs256,
            require_pkce: false,
            ..party(ARCHIVE)
        },
        ClientRegistration {
            kind: ClientKind::Public,
            auth_method: ClientAuthMethod::None,
            secret_hash: None,
            ..party(PAGE)
        },
        ClientRegistration {
            single_sign_on: false,
            ..party(SOLO)
        },
        ClientRegistration {
            scopes: BTreeSet::from([Scope::OpenId]),
            claims: Vec::new(),
            ..party(POOR)
        },
        ClientRegistration {
            subject_type: SubjectType::Public,
            ..party(PUBLIC)
        },
        ClientRegistration {
            require_pushed_authorization_requests: true,
            ..party(PUSHER)
        },
        ClientRegistration {
            jwks: crate::signer::client_key(),
            require_signed_request_object: true,
            ..party(SIGNER)
        },
        ClientRegistration {
            grant_types: GrantType::ALL.into(),
            backchannel_token_delivery_mode: Some(DeliveryMode::Poll),
            ..party(CALLER)
        },
        ClientRegistration {
            grant_types: GrantType::ALL.into(),
            backchannel_token_delivery_mode: Some(DeliveryMode::Ping),
            backchannel_client_notification_endpoint: Some(pinged_at(RINGER)),
            ..party(RINGER)
        },
        ClientRegistration {
            grant_types: [GrantType::Ciba].into(),
            redirect_uris: Vec::new(),
            backchannel_token_delivery_mode: Some(DeliveryMode::Poll),
            backchannel_authentication_request_signing_alg: Some(Algorithm::Es256),
            jwks: crate::signer::client_key(),
            ..party(HOTLINE)
        },
    ]
}

pub(crate) fn party(id: &str) -> ClientRegistration {
    let hash = TestSealer::default().hash("client.secret", format!("{id}|{SECRET}").as_bytes());
    ClientRegistration {
        secret_hash: Some(hash.to_vec()),
        redirect_uris: vec![RedirectRule::parse(&callback(id)).unwrap()],
        post_logout_redirect_uris: vec![RedirectRule::parse(&farewell(id)).unwrap()],
        sector: Some(format!("{id}.example")),
        scopes: BTreeSet::from(Scope::ALL),
        claims: Claim::ALL
            .iter()
            .map(|claim| ClaimGrant {
                claim: *claim,
                basis: LegalBasis::Law("art. 9.2 Ley 39/2015".into()),
            })
            .collect(),
        max_level: AssuranceLevel::High,
        names: [("es".to_owned(), format!("Servicio {id}"))].into(),
        body: "E99999901".into(),
        ..ClientRegistration::new(ClientId::parse(id).unwrap())
    }
}

/// Where a party has people sent back to.
pub(crate) fn callback(id: &str) -> String {
    format!("https://{id}.example/callback")
}

/// Where a party has people sent after log-out.
pub(crate) fn farewell(id: &str) -> String {
    format!("https://{id}.example/bye")
}

/// Where a party is told of log-outs.
pub(crate) fn told_at(id: &str) -> String {
    format!("https://{id}.example/log-out")
}

/// Where a party is told that it may ask for its tokens.
pub(crate) fn pinged_at(id: &str) -> String {
    format!("https://{id}.example/answered")
}

/// The `Authorization` header of a party with a secret.
pub(crate) fn basic(id: &str) -> String {
    let pair = format!("{id}:{}", SECRET.replace(' ', "+"));
    format!("Basic {}", STANDARD.encode(pair))
}

/// The party as it calls the token endpoint.
pub(crate) fn at_the_token_endpoint<'a>(id: &'a str, redirect_uri: &'a str) -> RelyingParty<'a> {
    let auth_method = match id {
        ARCHIVE => ClientAuthMethod::SecretPost,
        PAGE => ClientAuthMethod::None,
        _ => ClientAuthMethod::SecretBasic,
    };
    RelyingParty {
        client_id: id,
        client_secret: (id != PAGE).then_some(SECRET),
        auth_method,
        redirect_uri,
    }
}
