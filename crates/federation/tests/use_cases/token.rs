//! The token endpoint: a code becomes tokens, once (RFC 6749 §4.1, OpenID Connect Core §3.1.3).

use audit::Event;
use federation::Credentials;
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{AssuranceLevel, SignedDuration};
use wire_oidc::{
    Parameters,
    client::EarlierSecret,
    rp::{RelyingParty, token_call},
    token::CodeVerifier,
};

use crate::{
    parties::{ARCHIVE, LIBRARY, PAGE, SECRET, TOWN, at_the_token_endpoint, callback},
    support::{World, header, is, marta, verifier},
};

const INVALID_GRANT: (u16, &str) = (400, "invalid_grant");
const INVALID_CLIENT: (u16, &str) = (401, "invalid_client");

on_both_engines! {
    /// What the relying party receives, checked as it checks it.
    async fn a_code_becomes_an_id_token_that_the_relying_party_verifies(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        world.wait(100);
        for client in [TOWN, PAGE] {
            let tokens = world.log_in(client, &[], &person).await;
            assert_eq!(tokens.token_type, "Bearer");
            assert_eq!(tokens.expires_in, Some(600));
            assert_eq!(tokens.scope.as_deref(), Some("openid"));
            let id_token = world.verified(client, &tokens);
            assert_eq!(id_token.level(), AssuranceLevel::Low);
            assert_eq!(id_token.amr(), ["otp", "sms"]);
            let auth_time = person.authenticated_at().as_second();
            assert_eq!(id_token.auth_time(), Some(auth_time));
            assert_eq!(id_token.exp(), world.now().as_second() + 600);
            assert!(id_token.sid().is_some());
            let released = serde_json::Value::Object(id_token.released().clone());
            let level = serde_json::json!({"registration_level": "basic"});
            assert_eq!(released, level, "R249, and no datum that was not asked for");
        }
    }

    async fn a_client_that_registered_rs256_gets_rs256(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let tokens = world.log_in(ARCHIVE, &[], &person).await;
        let id_token = world.verified(ARCHIVE, &tokens);
        assert_eq!(id_token.level(), AssuranceLevel::Low);
    }

    /// Core §5.5: claims in the ID token only where the client asked for them by name.
    async fn the_id_token_carries_exactly_what_was_asked_for_in_it(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let claims = r#"{"id_token":{"given_name":null,"identity_number":{"essential":true}}}"#;
        let more = [("scope", "openid phone"), ("claims", claims)];
        let tokens = world.log_in(TOWN, &more, &person).await;
        let id_token = world.verified(TOWN, &tokens);
        let expected = serde_json::json!({
            "given_name": "Marta",
            "identity_number": marta().record.number.as_str(),
            "registration_level": "basic",
        });
        assert_eq!(serde_json::Value::Object(id_token.released().clone()), expected);
    }

    /// RFC 6749 §4.1.2: a code that comes twice was stolen by one of the two.
    async fn a_code_used_twice_revokes_what_it_gave(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        let other = world.log_in(TOWN, &[], &person).await;
        let tokens = world.tokens(TOWN, &code).await;
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 200);
        // Also long after the code's own time.
        world.wait(60);
        is(&world.redeem(TOWN, &code).await, INVALID_GRANT);
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 401);
        assert_eq!(world.userinfo(&other.access_token).await.status, 200, "of another code");
        let audited = world.audited(person.person()).await;
        let replayed = (Event::CodeReplayed { client: TOWN.into() }, "federation.redeem".to_owned());
        assert_eq!(audited.iter().filter(|entry| **entry == replayed).count(), 1);
    }

    async fn of_two_redemptions_at_the_same_moment_one_gets_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        let redirect_uri = callback(TOWN);
        let party = at_the_token_endpoint(TOWN, &redirect_uri);
        let call = token_call(&world.metadata(), &party, &code, &verifier());
        let form = Parameters::parse(call.body.as_bytes()).unwrap();
        let mut redeeming = JoinSet::new();
        for _ in 0..4 {
            let federation = world.federation.clone();
            let (headers, form) = (call.headers.clone(), form.clone());
            redeeming.spawn(async move {
                federation.token(&Credentials::header(header(&headers)), &form).await
            });
        }
        let mut statuses: Vec<u16> =
            redeeming.join_all().await.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400, 400, 400]);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM access_token")).await, 1);
    }

    /// And the thief has not spoilt it for its owner.
    async fn the_code_of_another_client_is_none(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        is(&world.redeem_at(LIBRARY, &code, &callback(TOWN)).await, INVALID_GRANT);
        let tokens = world.tokens(TOWN, &code).await;
        is(&world.redeem_at(LIBRARY, &code, &callback(TOWN)).await, INVALID_GRANT);
        let alive = world.userinfo(&tokens.access_token).await;
        assert_eq!(alive.status, 200, "only its own client can replay a code");
    }

    async fn another_redirect_address_than_before_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        let other = "https://town.example/callback?x=1";
        is(&world.redeem_at(TOWN, &code, other).await, INVALID_GRANT);
        world.tokens(TOWN, &code).await;
    }

    /// RFC 7636 §4.6, RFC 9700 §2.1.1.
    async fn pkce_missing_wrong_or_stripped_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let redirect_uri = callback(PAGE);
        let code = world.fresh_code(PAGE, &person).await;
        let missing = format!(
            "grant_type=authorization_code&client_id={PAGE}&code={code}&redirect_uri={redirect_uri}"
        );
        is(&world.post(None, &missing).await, INVALID_GRANT);
        let party = at_the_token_endpoint(PAGE, &redirect_uri);
        let other = CodeVerifier::from_random(&[8; 32]);
        let wrong = token_call(&world.metadata(), &party, &code, &other);
        is(&world.post(None, &wrong.body).await, INVALID_GRANT);
        let malformed = format!("{missing}&code_verifier=short");
        is(&world.post(None, &malformed).await, INVALID_GRANT);
        world.tokens(PAGE, &code).await;
        let without = [("code_challenge", ""), ("code_challenge_method", "")];
        let stripped = world.ask_with(ARCHIVE, &without).await;
        let code = world.code(&stripped, &person).await;
        is(&world.redeem(ARCHIVE, &code).await, INVALID_GRANT);
    }

    async fn a_confidential_client_may_do_without_pkce_where_it_registered_so(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let without = [("code_challenge", ""), ("code_challenge_method", "")];
        let pending = world.ask_with(ARCHIVE, &without).await;
        let code = world.code(&pending, &person).await;
        let form = format!(
            "grant_type=authorization_code&client_id={ARCHIVE}&client_secret={}&code={code}\
             &redirect_uri={}",
            SECRET.replace(' ', "+"),
            callback(ARCHIVE)
        );
        let answer = world.post(None, &form).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    async fn a_code_works_for_thirty_seconds(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let (early, late) =
            (world.fresh_code(TOWN, &person).await, world.fresh_code(TOWN, &person).await);
        world.wait(29);
        world.tokens(TOWN, &early).await;
        world.wait(1);
        is(&world.redeem(TOWN, &late).await, INVALID_GRANT);
    }

    async fn a_code_of_a_session_that_ended_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let (secret, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        is(&world.redeem(TOWN, &code).await, INVALID_GRANT);
    }

    async fn a_disabled_client_gets_no_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        world.disable(TOWN).await;
        is(&world.redeem(TOWN, &code).await, INVALID_CLIENT);
    }

    /// One method per client, so that a weaker one is never a way in.
    async fn a_client_authenticates_by_its_own_method_and_secret(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(TOWN, &person).await;
        let redirect_uri = callback(TOWN);
        let own = at_the_token_endpoint(TOWN, &redirect_uri);
        let metadata = world.metadata();
        let tries = [
            wire_oidc::rp::RelyingParty { client_secret: Some("another"), ..own },
            wire_oidc::rp::RelyingParty { client_id: "nobody", ..own },
            wire_oidc::rp::RelyingParty { client_id: LIBRARY, client_secret: Some("x"), ..own },
            wire_oidc::rp::RelyingParty {
                auth_method: wire_oidc::client::ClientAuthMethod::SecretPost,
                ..own
            },
            wire_oidc::rp::RelyingParty {
                auth_method: wire_oidc::client::ClientAuthMethod::None,
                ..own
            },
        ];
        for party in tries {
            let call = token_call(&metadata, &party, &code, &verifier());
            is(&world.post(header(&call.headers), &call.body).await, INVALID_CLIENT);
        }
        world.tokens(TOWN, &code).await;
    }

    /// R007: each machine of a client is given the new secret in its own time.
    async fn a_secret_that_was_replaced_works_until_its_end(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let until = world.now() + SignedDuration::from_secs(60);
        let of_another = world.federation.client_secret_hash(TOWN, "the new secret").to_vec();
        world.change(TOWN, move |client| {
            let hash = client.secret_hash.replace(of_another.clone()).unwrap();
            client.earlier_secret = Some(EarlierSecret { hash, until });
        }).await;
        let redirect_uri = callback(TOWN);
        let with_the_old = at_the_token_endpoint(TOWN, &redirect_uri);
        let with_the_new = RelyingParty { client_secret: Some("the new secret"), ..with_the_old };
        let metadata = world.metadata();
        let answer = async |party: &RelyingParty<'_>| {
            let code = world.fresh_code(TOWN, &person).await;
            let call = token_call(&metadata, party, &code, &verifier());
            world.post(header(&call.headers), &call.body).await
        };
        assert_eq!(answer(&with_the_old).await.status, 200);
        assert_eq!(answer(&with_the_new).await.status, 200);
        world.wait(60);
        is(&answer(&with_the_old).await, INVALID_CLIENT);
        assert_eq!(answer(&with_the_new).await.status, 200);
    }

    async fn what_is_no_token_request_is_told_so(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let code = world.fresh_code(PAGE, &person).await;
        let form = |grant: &str| {
            format!(
                "grant_type={grant}&client_id={PAGE}&code={code}&redirect_uri={}&code_verifier={}",
                callback(PAGE),
                verifier().as_str()
            )
        };
        let password = world.post(None, &form("password")).await;
        is(&password, (400, "unsupported_grant_type"));
        let twice = format!("{}&code=x", form("authorization_code"));
        is(&world.post(None, &twice).await, (400, "invalid_request"));
        is(&world.redeem(PAGE, "an unknown code").await, INVALID_GRANT);
        world.tokens(PAGE, &code).await;
    }

    /// Every authorization and every redemption has its entry, and codes and tokens are stored
    /// only as hashes.
    async fn what_was_granted_is_written_down_and_what_opens_it_is_not(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let pending = world.ask_with(TOWN, &[("scope", "openid phone")]).await;
        let code = world.code(&pending, &person).await;
        let tokens = world.tokens(TOWN, &code).await;
        let audited = world.audited(person.person()).await;
        let authorized = Event::Authorized {
            client: TOWN.into(),
            acr: "http://eidas.europa.eu/LoA/low".into(),
            released: vec!["phone_number".into(), "phone_number_verified".into()],
        };
        let issued = Event::TokensIssued { client: TOWN.into() };
        assert!(audited.contains(&(authorized, "federation.authorize.grant".into())));
        assert!(audited.contains(&(issued, "federation.redeem".into())));
        for statement in [
            sql!("SELECT COUNT(*) FROM authorization_code WHERE granted LIKE '%+34%'"),
            sql!("SELECT COUNT(*) FROM access_token WHERE granted LIKE '%Marta%'"),
        ] {
            assert_eq!(world.count(statement).await, 0);
        }
        for secret in [code, tokens.access_token] {
            let found = world
                .store
                .read::<_, store::StoreError, _>("test.secret", move |tx| {
                    let codes: Vec<Vec<u8>> =
                        tx.query_all(sql!("SELECT code_hash FROM authorization_code"), &[], |row| row.get(0))?;
                    let hashes: Vec<Vec<u8>> =
                        tx.query_all(sql!("SELECT token_hash FROM access_token"), &[], |row| row.get(0))?;
                    Ok(codes.iter().chain(&hashes).any(|hash| secret.as_bytes().starts_with(hash)))
                })
                .await
                .unwrap();
            assert!(!found);
        }
    }
}
