//! Asking about tokens and giving them back (RFC 7662, RFC 7009).

use audit::Event;
use federation::Credentials;
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::{JsonAnswer, Parameters, client::AccessTokenFormat};

use crate::{
    parties::{LIBRARY, PAGE, SECRET, TOWN, basic},
    support::{ISSUER, World, is, marta},
};

const OFFLINE: [(&str, &str); 1] = [("scope", "openid offline_access")];
const API: &str = "https://api.example/files";

fn about(token: &str) -> Parameters {
    Parameters::from_pairs([("token", token)]).unwrap()
}

fn body(answer: &JsonAnswer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn asked(world: &World, client: &str, token: &str) -> Value {
    let header = basic(client);
    let credentials = Credentials::header(Some(&header));
    body(
        &world
            .federation
            .introspect(&credentials, &about(token))
            .await,
    )
}

async fn given_back(world: &World, client: &str, token: &str) -> JsonAnswer {
    let header = basic(client);
    let credentials = Credentials::header(Some(&header));
    world.federation.revoke(&credentials, &about(token)).await
}

on_both_engines! {
    async fn a_client_asks_about_its_own_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        let now = world.now().as_second();
        let told = asked(&world, TOWN, &tokens.access_token).await;
        let expected = json!({
            "active": true, "scope": "openid offline_access", "client_id": TOWN,
            "token_type": "Bearer", "exp": now + 600, "iat": now,
            "sub": world.verified(TOWN, &tokens).sub(), "aud": ISSUER, "iss": ISSUER,
            "acr": "http://eidas.europa.eu/LoA/low",
            "auth_time": her.authenticated_at().as_second(),
        });
        assert_eq!(told, expected);
        let refresh = tokens.refresh_token.as_deref().unwrap();
        let told = asked(&world, TOWN, refresh).await;
        assert_eq!(told["active"], true);
        assert_eq!(told.get("token_type"), None);
        assert_eq!(told["exp"], now + 30 * 24 * 60 * 60);
    }

    /// RFC 7662 §2.2, §4: whoever has no business with a token learns nothing about it.
    async fn unknown_expired_revoked_and_foreign_tokens_look_alike(database: TestDatabase) {
        let world = World::new(&database).await;
        let (secret, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        let nothing = json!({"active": false});
        assert_eq!(asked(&world, LIBRARY, &tokens.access_token).await, nothing);
        let refresh = tokens.refresh_token.as_deref().unwrap();
        assert_eq!(asked(&world, LIBRARY, refresh).await, nothing);
        assert_eq!(asked(&world, TOWN, "an unknown one").await, nothing);
        assert_eq!(asked(&world, TOWN, "a.b.c").await, nothing);
        let next = world.refreshed(TOWN, &tokens).await;
        assert_eq!(asked(&world, TOWN, refresh).await, nothing, "used up");
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(asked(&world, TOWN, &tokens.access_token).await, nothing, "session over");
        assert_eq!(asked(&world, TOWN, &next.access_token).await["active"], true);
        world.wait(600);
        assert_eq!(asked(&world, TOWN, &next.access_token).await, nothing, "expired");
    }

    async fn who_asks_must_authenticate(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(PAGE, &[], &her).await;
        let token = tokens.access_token.as_str();
        for pairs in [
            vec![("token", token)],
            vec![("token", token), ("client_id", TOWN)],
            vec![("token", token), ("client_id", PAGE)],
            vec![("token", token), ("client_id", TOWN), ("client_secret", SECRET)],
        ] {
            let form = Parameters::from_pairs(pairs).unwrap();
            let answer = world.federation.introspect(&Credentials::default(), &form).await;
            is(&answer, (401, "invalid_client"));
        }
        let header = basic(TOWN);
        let credentials = Credentials::header(Some(&header));
        let empty = world.federation.introspect(&credentials, &Parameters::default()).await;
        is(&empty, (400, "invalid_request"));
    }

    /// RFC 8707: a token for one resource is told to its server, and is no use at userinfo or to
    /// the server of another.
    async fn the_server_of_a_resource_asks_about_tokens_for_it(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world.change(TOWN, |client| { client.tokens.resources.insert(API.into()); }).await;
        world.change(LIBRARY, |client| { client.tokens.serves.insert(API.into()); }).await;
        let more = [("scope", "openid offline_access"), ("resource", API)];
        let tokens = world.log_in(TOWN, &more, &her).await;
        let told = asked(&world, LIBRARY, &tokens.access_token).await;
        assert_eq!((&told["active"], &told["aud"]), (&json!(true), &json!(API)));
        assert_eq!(told["client_id"], TOWN);
        is(&world.userinfo(&tokens.access_token).await, (401, "invalid_token"));
        let refresh = tokens.refresh_token.as_deref().unwrap();
        assert_eq!(asked(&world, LIBRARY, refresh).await, json!({"active": false}));
        // With the refresh token the client gets one for userinfo.
        let own = world.refresh_with(TOWN, &tokens, &[("resource", ISSUER)]).await;
        let own: wire_oidc::token::TokenResponse = serde_json::from_str(&own.body).unwrap();
        assert_eq!(world.userinfo(&own.access_token).await.status, 200);
        assert_eq!(asked(&world, LIBRARY, &own.access_token).await, json!({"active": false}));
        let other = [("resource", "https://other.example")];
        is(&world.refresh_with(TOWN, &own, &other).await, (400, "invalid_target"));
        world.change(TOWN, |client| client.tokens.resources.clear()).await;
        is(&world.refresh(TOWN, &own).await, (400, "invalid_target"));
    }

    /// RFC 9068: what the resource server can read by itself, and what it is not good for.
    async fn a_token_can_be_a_signed_document(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        world.change(TOWN, |client| client.tokens.access_tokens = AccessTokenFormat::Jwt).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        let claims = world.claims_of(&tokens.access_token, "at+jwt");
        let id_token = world.verified(TOWN, &tokens);
        let now = world.now().as_second();
        assert_eq!(claims["iss"], ISSUER);
        assert_eq!(claims["aud"], ISSUER);
        assert_eq!(claims["sub"], id_token.sub());
        assert_eq!(claims["client_id"], TOWN);
        assert_eq!((&claims["iat"], &claims["exp"]), (&json!(now), &json!(now + 600)));
        assert_eq!(claims["scope"], "openid offline_access");
        assert_eq!(claims["acr"], "http://eidas.europa.eu/LoA/low");
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 200);
        assert_eq!(asked(&world, TOWN, &tokens.access_token).await["active"], true);
        // Neither its identifier, which resource servers may log, nor an ID token is one.
        let jti = claims["jti"].as_str().unwrap();
        is(&world.userinfo(jti).await, (401, "invalid_token"));
        assert_eq!(asked(&world, TOWN, jti).await, json!({"active": false}));
        is(&world.userinfo(&tokens.id_token).await, (401, "invalid_token"));
        assert_eq!(given_back(&world, TOWN, &tokens.access_token).await.status, 200);
        is(&world.userinfo(&tokens.access_token).await, (401, "invalid_token"));
    }

    async fn a_token_given_back_is_good_for_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        assert_eq!(given_back(&world, TOWN, &tokens.access_token).await.status, 200);
        is(&world.userinfo(&tokens.access_token).await, (401, "invalid_token"));
        // The refresh token goes on, until it is given back with everything that came of it.
        let next = world.refreshed(TOWN, &tokens).await;
        let refresh = next.refresh_token.as_deref().unwrap();
        assert_eq!(given_back(&world, TOWN, refresh).await.status, 200);
        is(&world.userinfo(&next.access_token).await, (401, "invalid_token"));
        is(&world.refresh(TOWN, &next).await, (400, "invalid_grant"));
        // Again, or something unknown: no error (RFC 7009 §2.2).
        assert_eq!(given_back(&world, TOWN, refresh).await.status, 200);
        assert_eq!(given_back(&world, TOWN, "unknown").await.status, 200);
        let audited = world.audited(her.person()).await;
        let revoked = (Event::TokensRevoked { client: TOWN.into() }, "federation.revoke".to_owned());
        assert_eq!(audited.iter().filter(|entry| **entry == revoked).count(), 2);
    }

    async fn the_token_of_another_client_cannot_be_given_back(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &OFFLINE, &her).await;
        let refresh = tokens.refresh_token.as_deref().unwrap();
        for token in [tokens.access_token.as_str(), refresh] {
            is(&given_back(&world, LIBRARY, token).await, (400, "invalid_grant"));
        }
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 200);
        world.refreshed(TOWN, &tokens).await;
    }

    async fn a_public_client_gives_its_own_back(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(PAGE, &[], &her).await;
        let form = Parameters::from_pairs([
            ("token", tokens.access_token.as_str()),
            ("client_id", PAGE),
            ("token_type_hint", "refresh_token"),
        ])
        .unwrap();
        let done = world.federation.revoke(&Credentials::default(), &form).await;
        assert_eq!((done.status, done.body.as_str()), (200, "{}"), "a wrong hint is no obstacle");
        is(&world.userinfo(&tokens.access_token).await, (401, "invalid_token"));
    }
}
