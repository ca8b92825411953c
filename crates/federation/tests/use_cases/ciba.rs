//! Requests over the back channel (OpenID Connect CIBA Core 1.0).

use audit::Event;
use federation::{Credentials, Told};
use ports::fakes::RememberingParties;
use serde_json::{Value, json};
use store::{StoreError, on_both_engines, repo::client_log_out::Settled};
use vocab::PersonId;
use wire_oidc::{Parameters, token::TokenResponse};

use crate::{
    calls::{MESSAGE, call_form},
    parties::{CALLER, HOTLINE, PAGE, RINGER, TOWN, basic, pinged_at},
    phone::Says,
    signer::{signed_by_client, signed_by_stranger},
    support::{ISSUER, World, is, marta, tomas},
};

const WORKER: &str = "a worker of the tests";
const TOKEN: &str = "8d67dc78-7faa-4d41-aabd-67707b374255";
const SUBSTANTIAL: &str = "http://eidas.europa.eu/LoA/substantial";

fn number_of(person: &simulators::population::DemoPerson) -> String {
    person.record.number.as_str().to_owned()
}

/// Tells everybody who is due.
async fn ping(world: &World, parties: &RememberingParties) -> Vec<Told> {
    let mut outcomes = Vec::new();
    for one in world.federation.lease_pings(WORKER, 10).await.unwrap() {
        outcomes.push(world.federation.ping(one, WORKER, parties).await.unwrap());
    }
    outcomes
}

impl World {
    async fn end_everything(&self, person: PersonId) {
        let now = self.now();
        self.store
            .transact::<_, StoreError, _>("test.end", move |tx| {
                store::repo::session::end_all_of_person(tx, person, now).map(drop)
            })
            .await
            .unwrap();
    }
}

on_both_engines! {
    /// CIBA Core §7.3, §10.1: the request waits, the person confirms, the party gets tokens once.
    async fn a_person_who_confirms_gives_the_party_that_called_its_tokens(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let form = call_form(&number_of(&marta()), &[]);
        let answer = world.call_with(CALLER, &form).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.headers.contains(&("cache-control", "no-store".to_owned())));
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&body["expires_in"], &body["interval"]), (&json!(300), &json!(5)));
        let id = body["auth_req_id"].as_str().unwrap();
        // §7.3: characters that need no encoding, and 160 bits at least.
        assert!(id.len() >= 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
        is(&world.comes_back(CALLER, id).await, (400, "authorization_pending"));
        world.answers(person, Says::Yes).await;
        // Whoever was told by other means need not wait for the interval.
        let answer = world.comes_back(CALLER, id).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let tokens: TokenResponse = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(tokens.refresh_token, None);
        let claims = world.claims_of(&tokens.id_token, "JWT");
        assert_eq!(claims["aud"], CALLER);
        assert_eq!(claims["acr"], "http://eidas.europa.eu/LoA/low", "the registration is basic");
        assert_eq!(claims["registration_level"], "basic");
        assert_eq!(claims["amr"], json!(["hwk", "user", "mfa"]));
        assert!(claims["at_hash"].is_string() && claims["auth_time"].is_i64());
        // §10.3.1 puts the identifier into tokens that are pushed, and into no others.
        assert_eq!(claims.get("urn:openid:params:jwt:claim:auth_req_id"), None);
        let told: Value =
            serde_json::from_str(&world.userinfo(&tokens.access_token).await.body).unwrap();
        assert_eq!(told["identity_number"], marta().record.number.as_str());
        is(&world.comes_back(CALLER, id).await, (400, "invalid_grant"));
        let events: Vec<Event> = world.audited(person).await.into_iter().map(|(e, _)| e).collect();
        let client = CALLER.to_owned();
        for expected in [
            Event::CallAsked { client: Some(client.clone()), purpose: MESSAGE.into() },
            Event::AppEntered,
            Event::TokensIssued { client: client.clone() },
        ] {
            assert!(events.contains(&expected), "{expected:?}: {events:?}");
        }
        let authorized = events.iter().any(|event| matches!(event, Event::Authorized {
            client: given, released, ..
        } if *given == client && released.contains(&"identity_number".to_owned())));
        assert!(authorized, "{events:?}");
    }

    async fn each_end_of_a_request_has_its_own_error_once_it_is_over(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let number = number_of(&marta());
        let refused = world.calls(CALLER, &number, &[]).await;
        world.answers(person, Says::No).await;
        is(&world.comes_back(CALLER, &refused).await, (400, "access_denied"));
        let late = world.calls(CALLER, &number, &[]).await;
        let short = world.calls(CALLER, &number, &[("requested_expiry", "60")]).await;
        world.wait(60);
        is(&world.comes_back(CALLER, &short).await, (400, "expired_token"));
        is(&world.comes_back(CALLER, &late).await, (400, "authorization_pending"));
        world.wait(240);
        is(&world.comes_back(CALLER, &late).await, (400, "expired_token"));
    }

    /// CIBA Core §11: five seconds more each time.
    async fn a_party_that_asks_too_often_is_slowed_down(database: TestDatabase) {
        let world = World::new(&database).await;
        let id = world.calls(CALLER, &number_of(&marta()), &[]).await;
        for (wait, expected) in [
            (0, "authorization_pending"),
            (4, "slow_down"),
            (9, "slow_down"),
            (15, "authorization_pending"),
            (14, "slow_down"),
            (20, "authorization_pending"),
        ] {
            world.wait(wait);
            is(&world.comes_back(CALLER, &id).await, (400, expected));
        }
    }

    /// Invariant 11: not registered, without the app, called too often: one answer, that stays
    /// pending until it expires.
    async fn nobody_learns_who_is_registered_or_has_the_app(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        crate::door::register(&world, &crate::support::person("Jordi", "Camps")).await;
        let numbers = [
            number_of(&marta()),
            number_of(&tomas()),
            number_of(&crate::support::person("Jordi", "Camps")),
            // Of nobody at all.
            "98000001Z".to_owned(),
        ];
        for number in &numbers {
            let id = world.calls(CALLER, number, &[]).await;
            is(&world.comes_back(CALLER, &id).await, (400, "authorization_pending"));
            world.wait(300);
            is(&world.comes_back(CALLER, &id).await, (400, "expired_token"));
        }
        // Six an hour reach the app, whoever asks; the seventh is answered alike.
        for _ in 0..8 {
            let id = world.calls(CALLER, &numbers[0], &[]).await;
            is(&world.comes_back(CALLER, &id).await, (400, "authorization_pending"));
        }
        assert_eq!(world.rung(person).await, 6);
    }

    /// The table of CIBA Core §13.
    async fn each_mistake_has_its_error(database: TestDatabase) {
        let world = World::new(&database).await;
        let number = number_of(&marta());
        let long = "x".repeat(65);
        let cases: [(&[(&str, &str)], &str); 16] = [
            (&[("scope", "")], "invalid_scope"),
            (&[("scope", "identity")], "invalid_scope"),
            (&[("login_hint", "")], "invalid_request"),
            (&[("login_hint_token", "x")], "invalid_request"),
            (&[("login_hint", ""), ("id_token_hint", "x")], "invalid_request"),
            (&[("login_hint", "marta@example.org")], "unknown_user_id"),
            (&[("login_hint", "12345678A")], "unknown_user_id"),
            (&[("binding_message", "")], "invalid_binding_message"),
            (&[("binding_message", &long)], "invalid_binding_message"),
            (&[("binding_message", "a\nb")], "invalid_binding_message"),
            (&[("binding_message", "a\u{202e}b")], "invalid_binding_message"),
            (&[("requested_expiry", "0")], "invalid_request"),
            (&[("requested_expiry", "soon")], "invalid_request"),
            (&[("request_uri", "urn:x")], "invalid_request"),
            (&[("resource", "https://other.example")], "invalid_target"),
            (&[("request", "a.b.c")], "invalid_request"),
        ];
        for (changes, error) in cases {
            let answer = world.call_with(CALLER, &call_form(&number, changes)).await;
            assert_eq!(answer.status, 400, "{changes:?}");
            is(&answer, (400, error));
        }
        // In ping mode the party says with what it is told.
        for changes in [[("client_notification_token", "")], [("client_notification_token", "a b")]] {
            let answer = world.call_with(RINGER, &call_form(&number, &changes)).await;
            is(&answer, (400, "invalid_request"));
        }
        let repeated = Parameters::parse(b"scope=openid&scope=openid&login_hint=x").unwrap();
        is(&world.call_with(CALLER, &repeated).await, (400, "invalid_request"));
    }

    async fn only_the_party_itself_asks_and_comes_back(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let number = number_of(&marta());
        is(&world.call_with(TOWN, &call_form(&number, &[])).await, (400, "unauthorized_client"));
        let public = call_form(&number, &[("client_id", PAGE)]);
        let answer = world.federation.ask_person(&Credentials::header(None), &public).await;
        is(&answer, (400, "unauthorized_client"));
        let unknown = call_form(&number, &[("client_id", CALLER)]);
        let answer = world.federation.ask_person(&Credentials::header(None), &unknown).await;
        is(&answer, (401, "invalid_client"));
        let id = world.calls(CALLER, &number, &[]).await;
        world.answers(person, Says::Yes).await;
        let ringer = world.comes_back(RINGER, &id).await;
        is(&ringer, (400, "invalid_grant"));
        is(&world.comes_back(TOWN, &id).await, (400, "unauthorized_client"));
        is(&world.comes_back(CALLER, "0").await, (400, "invalid_grant"));
        is(&world.comes_back(CALLER, &"0".repeat(64)).await, (400, "invalid_grant"));
        let form = "grant_type=urn%3Aopenid%3Aparams%3Agrant-type%3Aciba";
        is(&world.post(Some(&basic(CALLER)), form).await, (400, "invalid_request"));
        assert_eq!(world.comes_back(CALLER, &id).await.status, 200, "it is still good");
    }

    /// A party registered for the back channel alone is not served in a browser.
    async fn a_grant_that_is_not_registered_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        let form = "grant_type=authorization_code&code=x&redirect_uri=https%3A%2F%2Fx.example";
        is(&world.post(Some(&basic(HOTLINE)), form).await, (400, "unauthorized_client"));
        world.change(CALLER, |client| {
            client.grant_types = [wire_oidc::client::GrantType::Ciba].into();
        }).await;
        let begun = world.federation.begin(&crate::support::request(CALLER, &[])).await;
        let Err(federation::BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
        assert_eq!(crate::support::error_of(&answer), "unauthorized_client");
    }

    /// CIBA Core §10.2.
    async fn a_party_in_ping_mode_is_told_once_and_nobody_else_is(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let person = world.with_app(&marta()).await;
        let number = number_of(&marta());
        let token = [("client_notification_token", TOKEN)];
        for says in [Says::Yes, Says::No] {
            let id = world.calls(RINGER, &number, &token).await;
            assert!(ping(&world, &parties).await.is_empty(), "nobody has answered yet");
            world.answers(person, says).await;
            assert_eq!(ping(&world, &parties).await, [Told::Settled(Settled::Told)]);
            assert!(ping(&world, &parties).await.is_empty(), "once");
            let body = json!({ "auth_req_id": id }).to_string();
            let told = parties.pinged().pop().unwrap();
            assert_eq!(told, (pinged_at(RINGER), TOKEN.to_owned(), body));
            let status = world.comes_back(RINGER, &id).await.status;
            assert_eq!(status, if says == Says::Yes { 200 } else { 400 });
        }
        world.calls(CALLER, &number, &[]).await;
        world.answers(person, Says::Yes).await;
        assert!(ping(&world, &parties).await.is_empty(), "it asks by itself");
    }

    /// Confirmed or not, it gives nothing once every session of its person has ended; who waits for
    /// it is told.
    async fn a_request_that_ends_with_every_session_gives_nothing_and_is_told(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let person = world.with_app(&marta()).await;
        let number = number_of(&marta());
        let confirmed = world.calls(CALLER, &number, &[]).await;
        world.answers(person, Says::Yes).await;
        let token = [("client_notification_token", TOKEN)];
        let waits = world.calls(RINGER, &number, &token).await;
        world.end_everything(person).await;
        assert_eq!(ping(&world, &parties).await, [Told::Settled(Settled::Told)]);
        is(&world.comes_back(CALLER, &confirmed).await, (400, "access_denied"));
        is(&world.comes_back(RINGER, &waits).await, (400, "access_denied"));
    }

    async fn a_party_that_cannot_be_told_is_tried_again_and_given_up(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let person = world.with_app(&marta()).await;
        let (number, token) = (number_of(&marta()), [("client_notification_token", TOKEN)]);
        parties.answer(&pinged_at(RINGER), 503);
        let id = world.calls(RINGER, &number, &token).await;
        world.answers(person, Says::Yes).await;
        for wait in [2, 4, 8, 16] {
            assert_eq!(ping(&world, &parties).await, [Told::Retried]);
            assert!(ping(&world, &parties).await.is_empty());
            world.wait(wait);
        }
        assert_eq!(ping(&world, &parties).await, [Told::Settled(Settled::GivenUp)]);
        assert_eq!(world.comes_back(RINGER, &id).await.status, 200, "it may ask all the same");
        for (status, settled) in [(403, Settled::Refused), (302, Settled::Refused)] {
            parties.answer(&pinged_at(RINGER), status);
            world.calls(RINGER, &number, &token).await;
            world.answers(person, Says::No).await;
            assert_eq!(ping(&world, &parties).await, [Told::Settled(settled)]);
        }
    }

    /// CIBA Core §7.1.1.
    async fn a_signed_request_is_accepted_once_and_nothing_unsigned_is(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let now = world.now().as_second();
        let good = json!({
            "iss": HOTLINE, "aud": ISSUER, "exp": now + 60, "iat": now, "nbf": now,
            "jti": "an invented name", "scope": "openid", "login_hint": number_of(&marta()),
            "binding_message": MESSAGE, "requested_expiry": 120,
        });
        let signed = |claims: &Value| {
            let object = signed_by_client("JWT", claims);
            Parameters::from_pairs([("request", object.as_str())]).unwrap()
        };
        let plain = call_form(&number_of(&marta()), &[]);
        is(&world.call_with(HOTLINE, &plain).await, (400, "invalid_request"));
        for name in ["iss", "aud", "exp", "iat", "nbf", "jti"] {
            let mut changed = good.clone();
            changed.as_object_mut().unwrap().remove(name);
            let answer = world.call_with(HOTLINE, &signed(&changed)).await;
            assert_eq!(answer.status, 400, "{name}: {}", answer.body);
            is(&answer, (400, "invalid_request"));
        }
        let stranger = signed_by_stranger("JWT", &good);
        let stranger = Parameters::from_pairs([("request", stranger.as_str())]).unwrap();
        is(&world.call_with(HOTLINE, &stranger).await, (400, "invalid_request"));
        let beside = signed_by_client("JWT", &good);
        let pairs = [("request", beside.as_str()), ("scope", "openid")];
        let beside = Parameters::from_pairs(pairs).unwrap();
        is(&world.call_with(HOTLINE, &beside).await, (400, "invalid_request"));
        let answer = world.call_with(HOTLINE, &signed(&good)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        is(&world.call_with(HOTLINE, &signed(&good)).await, (400, "invalid_request"));
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body["expires_in"], 120);
        world.answers(person, Says::Yes).await;
        let id = body["auth_req_id"].as_str().unwrap();
        assert_eq!(world.comes_back(HOTLINE, id).await.status, 200);
    }

    /// The app of this person gives substantial, their registration low: no token says more.
    async fn a_level_above_reach_gives_no_token_and_leaves_no_session(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let demand = [("acr_values", SUBSTANTIAL)];
        let id = world.calls(CALLER, &number_of(&marta()), &demand).await;
        world.answers(person, Says::Yes).await;
        is(&world.comes_back(CALLER, &id).await, (400, "access_denied"));
        let open = world.count(store::sql!("SELECT COUNT(*) FROM session WHERE ended_at IS NULL"));
        assert_eq!(open.await, 0);
        assert_eq!(world.count(store::sql!("SELECT COUNT(*) FROM access_token")).await, 0);
        is(&world.comes_back(CALLER, &id).await, (400, "invalid_grant"));
    }

    /// The tokens live with the session, as every other.
    async fn log_out_everywhere_ends_what_a_call_gave(database: TestDatabase) {
        let world = World::new(&database).await;
        let person = world.with_app(&marta()).await;
        let id = world.calls(CALLER, &number_of(&marta()), &[]).await;
        world.answers(person, Says::Yes).await;
        let answer = world.comes_back(CALLER, &id).await;
        let tokens: TokenResponse = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 200);
        world.end_everything(person).await;
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 401);
    }
}
