//! Signed requests (RFC 9101) and what is tried against them.

use federation::BeginError;
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::Parameters;

use crate::{
    parties::{LIBRARY, SIGNER, TOWN, callback},
    signer::{signed_by_client, signed_by_stranger},
    support::{ISSUER, NONCE, STATE, World, error_of, marta, request, returned, verifier},
};

const TYPE: &str = "oauth-authz-req+jwt";

fn claims(world: &World) -> Value {
    json!({
        "iss": SIGNER,
        "aud": ISSUER,
        "exp": world.now().as_second() + 60,
        "nbf": world.now().as_second(),
        "jti": "an invented name",
        "client_id": SIGNER,
        "response_type": "code",
        "redirect_uri": callback(SIGNER),
        "scope": "openid phone",
        "state": STATE,
        "nonce": NONCE,
        "max_age": 300,
        "claims": { "id_token": { "acr": { "essential": true,
            "values": ["http://eidas.europa.eu/LoA/low"] } } },
        "code_challenge": verifier().challenge().to_string(),
        "code_challenge_method": "S256",
    })
}

fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut changed = claims.clone();
    changed[name] = value;
    changed
}

fn without(claims: &Value, name: &str) -> Value {
    let mut changed = claims.clone();
    changed.as_object_mut().unwrap().remove(name);
    changed
}

/// As a library sends it: the object, and beside it what OpenID Connect Core §6.1 wants there.
fn beside(object: &str) -> Parameters {
    request(
        SIGNER,
        &[
            ("request", object),
            ("state", "not signed"),
            ("nonce", "not signed"),
        ],
    )
}

/// The error that the client is told about an object.
async fn refused(world: &World, object: &str) -> (String, String) {
    let begun = world.federation.begin(&beside(object)).await;
    let Err(BeginError::Answer(answer)) = begun else {
        panic!("{begun:?}")
    };
    let returned = returned(&answer);
    let word = |name: &str| returned.get(name).unwrap_or_default().to_owned();
    (word("error"), word("error_description"))
}

on_both_engines! {
    /// What is signed counts, and nothing beside it (RFC 9101 §6.3).
    async fn a_signed_request_is_what_its_object_says(database: TestDatabase) {
        let world = World::new(&database).await;
        for typ in [TYPE, "JWT"] {
            let object = signed_by_client(typ, &claims(&world));
            let pending = world.federation.begin(&beside(&object)).await.unwrap();
            let asked = &pending.request;
            assert_eq!(asked.return_address.state(), Some(STATE));
            assert_eq!(asked.nonce.as_deref(), Some(NONCE));
            assert_eq!(asked.max_age, Some(300));
            assert!(asked.level.essential);
            assert_eq!(asked.scopes.len(), 2);
        }
        let object = signed_by_client(TYPE, &claims(&world));
        let pending = world.federation.begin(&beside(&object)).await.unwrap();
        let (_, person) = world.enter(&marta()).await;
        let code = world.code(&pending, &person).await;
        let tokens = world.tokens(SIGNER, &code).await;
        world.verified(SIGNER, &tokens);
    }

    async fn who_must_sign_is_refused_unsigned(database: TestDatabase) {
        let world = World::new(&database).await;
        let begun = world.federation.begin(&request(SIGNER, &[])).await;
        let Err(BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
        assert_eq!(error_of(&answer), "invalid_request_object");
    }

    /// CVE-2015-9235 and its family: no algorithm, a symmetric one, somebody else's key, a key in
    /// the header, a changed payload.
    async fn what_the_client_did_not_sign_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let good = claims(&world);
        let object = signed_by_client(TYPE, &good);
        let payload = object.split('.').nth(1).unwrap();
        // {"alg":"none"} and {"alg":"HS256"}
        for header in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9"] {
            for signature in ["", "AAAA"] {
                let unsigned = format!("{header}.{payload}.{signature}");
                let (error, _) = refused(&world, &unsigned).await;
                assert_eq!(error, "invalid_request_object", "{header}");
            }
        }
        let (error, _) = refused(&world, &signed_by_stranger(TYPE, &good)).await;
        assert_eq!(error, "invalid_request_object");
        let other = signed_by_client(TYPE, &with(&good, "scope", json!("openid identity")));
        let spliced = format!(
            "{}.{}.{}",
            object.split('.').next().unwrap(),
            other.split('.').nth(1).unwrap(),
            object.split('.').nth(2).unwrap()
        );
        assert_eq!(refused(&world, &spliced).await.0, "invalid_request_object");
        assert_eq!(refused(&world, "nonsense").await.0, "invalid_request_object");
    }

    /// An object for another provider, of another client, too old, too new, or made to be taken for
    /// something else.
    async fn an_object_that_is_not_for_here_and_now_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let good = claims(&world);
        let now = world.now().as_second();
        for (changed, words) in [
            (with(&good, "aud", json!("https://other.example")), "aud"),
            (without(&good, "aud"), "aud"),
            (with(&good, "iss", json!(TOWN)), "iss"),
            (without(&good, "iss"), "iss"),
            (with(&good, "client_id", json!(TOWN)), "client_id"),
            (with(&good, "exp", json!(now - 60)), "exp"),
            (with(&good, "exp", json!(now + 86_400)), "exp"),
            (without(&good, "exp"), "exp"),
            (with(&good, "nbf", json!(now + 600)), "nbf"),
            (with(&good, "sub", json!(SIGNER)), "sub"),
            (with(&good, "request", json!("a.b.c")), "nested"),
            (with(&good, "request_uri", json!("urn:x")), "nested"),
            (with(&good, "scope", json!(["openid"])), "malformed"),
        ] {
            let (error, told) = refused(&world, &signed_by_client(TYPE, &changed)).await;
            assert_eq!(error, "invalid_request_object", "{changed}");
            assert!(told.contains(words), "{told}: {changed}");
        }
        let logout = signed_by_client("logout+jwt", &good);
        assert_eq!(refused(&world, &logout).await.0, "invalid_request_object");
    }

    /// What is signed is judged like any other request.
    async fn a_signature_makes_no_address_good(database: TestDatabase) {
        let world = World::new(&database).await;
        let evil = with(&claims(&world), "redirect_uri", json!("https://evil.test/"));
        let object = signed_by_client(TYPE, &evil);
        let begun = world.federation.begin(&beside(&object)).await;
        assert!(matches!(begun, Err(BeginError::Page(_))), "{begun:?}");
        let plain = with(&claims(&world), "code_challenge_method", json!("plain"));
        assert_eq!(refused(&world, &signed_by_client(TYPE, &plain)).await.0, "invalid_request");
    }

    async fn an_object_of_a_client_without_keys_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let object = signed_by_client(TYPE, &claims(&world));
        let begun = world.federation.begin(&request(LIBRARY, &[("request", &object)])).await;
        let Err(BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
        assert_eq!(error_of(&answer), "invalid_request_object");
    }
}
