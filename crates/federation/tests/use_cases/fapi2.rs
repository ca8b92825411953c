//! The FAPI 2.0 Security Profile, for the clients that registered it: what it demands is demanded
//! at each request, and the refusal says which rule it is.

use std::sync::Arc;

use federation::{BeginError, Credentials, ProofHeader};
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::{
    JsonAnswer, Parameters,
    client::{ClientAuthMethod, ClientFault, Profile, Surroundings},
    token::TokenResponse,
};

use crate::{
    client_keys::{ClientKey, with_assertion},
    parties::{TOWN, basic, callback},
    support::{ISSUER, World, is, marta, request, returned, verifier},
};

/// Serves the town hall under the profile from now on.
async fn under_fapi2(world: &World, key: &ClientKey) {
    let keys = key.set();
    world
        .change(TOWN, |town| {
            town.profile = Profile::Fapi2;
            town.auth_method = ClientAuthMethod::PrivateKeyJwt;
            town.secret_hash = None;
            town.jwks = keys.clone();
            town.tokens.dpop_required = true;
            town.tokens.rotate_refresh_tokens = false;
            assert_eq!(town.faults(Surroundings::Production), []);
        })
        .await;
}

async fn push(world: &World, key: &ClientKey, jti: &str, more: &[(&str, &str)]) -> JsonAnswer {
    let assertion = key.assertion(world, TOWN, jti, &json!({}));
    let pairs = [&with_assertion(&assertion), more].concat();
    let form = request(TOWN, &pairs);
    world.federation.push(&Credentials::default(), &form).await
}

fn description(answer: &JsonAnswer) -> String {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    body["error_description"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn code_form(code: &str, assertion: &str) -> Parameters {
    let (redirect_uri, verifier) = (callback(TOWN), verifier());
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri.as_str()),
        ("code_verifier", verifier.as_str()),
    ];
    pairs.extend(with_assertion(assertion));
    Parameters::from_pairs(pairs).unwrap()
}

/// The code of a pushed request.
async fn code(world: &World, key: &ClientKey, her: &authn::Authenticated) -> String {
    let answer = push(world, key, "push", &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let reference = body["request_uri"].as_str().unwrap();
    let by_reference =
        Parameters::from_pairs([("client_id", TOWN), ("request_uri", reference)]).unwrap();
    let pending = world.federation.begin(&by_reference).await.unwrap();
    world.code(&pending, her).await
}

on_both_engines! {
    async fn a_log_in_that_keeps_every_rule_gets_bound_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let key = ClientKey::mint();
        under_fapi2(&world, &key).await;
        let (_, her) = world.enter(&marta()).await;
        let code = code(&world, &key, &her).await;
        let assertion = key.assertion(&world, TOWN, "token", &json!({}));
        let proof = key.token_proof(&world, "proof");
        let credentials =
            Credentials { proof: ProofHeader::One(&proof), ..Credentials::default() };
        let answer = world.federation.token(&credentials, &code_form(&code, &assertion)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let tokens: TokenResponse = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(tokens.token_type, "DPoP");
        is(&world.userinfo(&tokens.access_token).await, (401, "invalid_token"));
    }

    /// §5.3.2.2: only pushed requests, with PKCE.
    async fn a_request_in_the_browser_or_without_pkce_is_refused_by_its_rule(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let key = ClientKey::mint();
        under_fapi2(&world, &key).await;
        let begun = world.federation.begin(&request(TOWN, &[])).await;
        let Err(BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
        let told = returned(&answer);
        assert_eq!(told.get("error"), Some("invalid_request"));
        assert!(told.get("error_description").unwrap().contains("FAPI 2.0"), "{told:?}");
        let bare = [("code_challenge", ""), ("code_challenge_method", "")];
        let answer = push(&world, &key, "one", &bare).await;
        is(&answer, (400, "invalid_request"));
        assert!(description(&answer).contains("FAPI 2.0"), "{}", answer.body);
        let plain = push(&world, &key, "two", &[("code_challenge_method", "plain")]).await;
        is(&plain, (400, "invalid_request"));
    }

    /// §5.3.2.1: no shared secret, assertions for the issuer and nothing else, bound tokens.
    async fn a_weaker_proof_of_the_client_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let key = ClientKey::mint();
        under_fapi2(&world, &key).await;
        let header = basic(TOWN);
        let secret = Credentials::header(Some(&header));
        let answer = world.federation.push(&secret, &request(TOWN, &[])).await;
        is(&answer, (401, "invalid_client"));
        let elsewhere = json!({ "aud": format!("{ISSUER}/token") });
        let assertion = key.assertion(&world, TOWN, "aud", &elsewhere);
        let form = request(TOWN, &with_assertion(&assertion));
        let answer = world.federation.push(&Credentials::default(), &form).await;
        is(&answer, (401, "invalid_client"));
        let (_, her) = world.enter(&marta()).await;
        let code = code(&world, &key, &her).await;
        let assertion = key.assertion(&world, TOWN, "token", &json!({}));
        let unbound = Credentials::default();
        let answer = world.federation.token(&unbound, &code_form(&code, &assertion)).await;
        is(&answer, (400, "invalid_dpop_proof"));
    }

    async fn a_code_lasts_a_minute_at_most(database: TestDatabase) {
        let mut world = World::new(&database).await;
        Arc::get_mut(&mut world.federation).unwrap().settings.code_s = 300;
        let key = ClientKey::mint();
        under_fapi2(&world, &key).await;
        let (_, her) = world.enter(&marta()).await;
        let code = code(&world, &key, &her).await;
        world.wait(60);
        let assertion = key.assertion(&world, TOWN, "token", &json!({}));
        let proof = key.token_proof(&world, "proof");
        let credentials =
            Credentials { proof: ProofHeader::One(&proof), ..Credentials::default() };
        let answer = world.federation.token(&credentials, &code_form(&code, &assertion)).await;
        is(&answer, (400, "invalid_grant"));
    }

    /// What a registration lacks for the profile is told with the section that wants it.
    async fn a_registration_that_cannot_keep_the_profile_has_faults(database: TestDatabase) {
        let world = World::new(&database).await;
        let town = world.federation.clients.find(&world.store, TOWN, world.now()).await.unwrap();
        let mut town = (*town.unwrap()).clone();
        town.profile = Profile::Fapi2;
        let faults = town.faults(Surroundings::Production);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        for words in ["private_key_jwt", "bound to a key", "rotate_refresh_tokens"] {
            assert!(told.iter().any(|fault| fault.contains(words)), "{words}: {told:?}");
        }
        assert!(faults.iter().all(|fault| matches!(fault, ClientFault::Fapi2(_))), "{faults:?}");
    }
}
