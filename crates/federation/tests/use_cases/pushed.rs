//! Pushed authorization requests (RFC 9126).

use federation::{BeginError, Credentials};
use serde_json::Value;
use store::{on_both_engines, sql};
use wire_oidc::{JsonAnswer, Parameters, authorize::PageError};

use crate::{
    parties::{ARCHIVE, LIBRARY, PAGE, PUSHER, SECRET, TOWN, callback},
    support::{NONCE, STATE, World, error_of, marta, refusal, request, verifier},
};

/// The form of a pushed request; a pair in `more` replaces one of the same name, and an empty value
/// takes it away.
fn form(client: &str, more: &[(&str, &str)]) -> Parameters {
    let challenge = verifier().challenge().to_string();
    let redirect_uri = callback(client);
    let mut pairs = vec![
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", redirect_uri.as_str()),
        ("scope", "openid"),
        ("state", STATE),
        ("nonce", NONCE),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    pairs.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    pairs.extend(more.iter().filter(|(_, value)| !value.is_empty()));
    Parameters::from_pairs(pairs).unwrap()
}

/// The header with which a party proves itself.
fn header(client: &str) -> String {
    let pair = format!("{client}:{}", SECRET.replace(' ', "+"));
    format!("Basic {}", base64(pair.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .map(|chunk| {
            let mut triple = [0; 3];
            triple[..chunk.len()].copy_from_slice(chunk);
            let [a, b, c] = triple.map(usize::from);
            let sextets = [
                a >> 2,
                (a & 3) << 4 | b >> 4,
                (b & 15) << 2 | c >> 6,
                c & 63,
            ];
            (0..4)
                .map(|place| match place > chunk.len() {
                    true => '=',
                    false => char::from(DIGITS[sextets[place]]),
                })
                .collect::<String>()
        })
        .collect()
}

async fn push(world: &World, client: &str, form: &Parameters) -> JsonAnswer {
    world
        .federation
        .push(&Credentials::header(Some(&header(client))), form)
        .await
}

/// The reference of a request that was accepted.
async fn reference(world: &World, client: &str) -> String {
    let answer = push(world, client, &form(client, &[])).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["expires_in"], 90);
    body["request_uri"].as_str().unwrap().to_owned()
}

fn by_reference(client: &str, reference: &str) -> Parameters {
    Parameters::from_pairs([("client_id", client), ("request_uri", reference)]).unwrap()
}

/// That a reference leads to a page of ours, and to no redirect.
async fn is_refused(world: &World, client: &str, reference: &str) {
    let begun = world
        .federation
        .begin(&by_reference(client, reference))
        .await;
    let refused = matches!(begun, Err(BeginError::Page(PageError::RequestUri)));
    assert!(refused, "{begun:?}");
}

on_both_engines! {
    async fn a_pushed_request_leads_to_a_code_like_any_other(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, PUSHER).await;
        assert!(reference.starts_with("urn:ietf:params:oauth:request_uri:"), "{reference}");
        let pending = world.federation.begin(&by_reference(PUSHER, &reference)).await.unwrap();
        let (_, person) = world.enter(&marta()).await;
        let code = world.code(&pending, &person).await;
        let tokens = world.tokens(PUSHER, &code).await;
        world.verified(PUSHER, &tokens);
    }

    async fn a_reference_works_once(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, TOWN).await;
        world.federation.begin(&by_reference(TOWN, &reference)).await.unwrap();
        is_refused(&world, TOWN, &reference).await;
    }

    /// Two browsers that race with the same reference: one of them goes on.
    async fn of_two_uses_at_once_one_wins(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, TOWN).await;
        let parameters = by_reference(TOWN, &reference);
        let (one, two) = tokio::join!(
            world.federation.begin(&parameters),
            world.federation.begin(&parameters)
        );
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1);
    }

    /// RFC 9126 §7.2: who steals a reference cannot use it as another client, nor use it up.
    async fn a_reference_of_another_client_is_refused_and_stays_good(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, TOWN).await;
        is_refused(&world, LIBRARY, &reference).await;
        world.federation.begin(&by_reference(TOWN, &reference)).await.unwrap();
    }

    async fn a_reference_lasts_a_minute_and_a_half(database: TestDatabase) {
        let world = World::new(&database).await;
        let early = reference(&world, TOWN).await;
        let late = reference(&world, TOWN).await;
        world.wait(89);
        world.federation.begin(&by_reference(TOWN, &early)).await.unwrap();
        world.wait(1);
        is_refused(&world, TOWN, &late).await;
    }

    async fn a_made_up_reference_is_refused(database: TestDatabase) {
        let world = World::new(&database).await;
        reference(&world, TOWN).await;
        let made_up = format!("urn:ietf:params:oauth:request_uri:{}", "0".repeat(64));
        is_refused(&world, TOWN, &made_up).await;
    }

    /// Nothing is fetched from an address that comes with a request: the client is told so, at its
    /// registered address.
    async fn a_reference_to_a_foreign_address_is_never_followed(database: TestDatabase) {
        let world = World::new(&database).await;
        for address in ["https://town.example/request.jwt", "http://127.0.0.1/", "urn:x"] {
            let begun = world.federation.begin(&request(TOWN, &[("request_uri", address)])).await;
            let Err(BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
            assert_eq!(error_of(&answer), "request_uri_not_supported", "{address}");
        }
    }

    /// What the browser adds beside a reference changes nothing.
    async fn parameters_beside_a_reference_do_not_count(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, TOWN).await;
        let parameters = Parameters::from_pairs([
            ("client_id", TOWN),
            ("request_uri", reference.as_str()),
            ("scope", "openid identity phone"),
            ("state", "somebody else's"),
            ("redirect_uri", "https://evil.test/"),
            ("prompt", "none"),
        ])
        .unwrap();
        let pending = world.federation.begin(&parameters).await.unwrap();
        assert_eq!(pending.request.return_address.state(), Some(STATE));
        assert_eq!(pending.request.return_address.redirect_uri(), callback(TOWN));
        assert_eq!(pending.request.scopes.len(), 1);
        assert!(!pending.request.is_silent());
    }

    async fn who_must_push_is_refused_in_the_browser(database: TestDatabase) {
        let world = World::new(&database).await;
        let begun = world.federation.begin(&request(PUSHER, &[])).await;
        let Err(BeginError::Answer(answer)) = begun else { panic!("{begun:?}") };
        assert_eq!(error_of(&answer), "invalid_request");
        let foreign = request(PUSHER, &[("redirect_uri", "https://evil.test/")]);
        let begun = world.federation.begin(&foreign).await;
        let refused = matches!(begun, Err(BeginError::Page(PageError::UnregisteredRedirectUri)));
        assert!(refused, "{begun:?}");
    }

    async fn only_the_client_itself_pushes(database: TestDatabase) {
        let world = World::new(&database).await;
        let good = form(TOWN, &[]);
        let library = header(LIBRARY);
        for wrong in [None, Some("Basic dG93bjp4"), Some("Bearer x")] {
            let answer = world.federation.push(&Credentials::header(wrong), &good).await;
            assert_eq!(refusal(&answer), (401, "invalid_client".into()), "{wrong:?}");
        }
        let answer = world.federation.push(&Credentials::header(Some(&library)), &good).await;
        assert_eq!(refusal(&answer), (400, "invalid_request".into()));
        let unknown = form("nobody", &[("client_secret", SECRET)]);
        let answer = world.federation.push(&Credentials::default(), &unknown).await;
        assert_eq!(refusal(&answer), (401, "invalid_client".into()));
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM pushed_request")).await, 0);
    }

    /// Each in the way that it registered: header, form, nothing (RFC 9126 §2).
    async fn every_kind_of_client_can_push(database: TestDatabase) {
        let world = World::new(&database).await;
        let in_form = form(ARCHIVE, &[("client_secret", SECRET)]);
        let anonymous = Credentials::default();
        assert_eq!(world.federation.push(&anonymous, &in_form).await.status, 201);
        assert_eq!(world.federation.push(&anonymous, &form(PAGE, &[])).await.status, 201);
        let not_named = form(TOWN, &[("client_id", "")]);
        assert_eq!(push(&world, TOWN, &not_named).await.status, 201);
    }

    /// What would be refused in the browser is refused at once, with the same words.
    async fn mistakes_are_told_when_the_request_is_pushed(database: TestDatabase) {
        let world = World::new(&database).await;
        for (more, expected) in [
            (&[("redirect_uri", "https://evil.test/")][..], "invalid_request"),
            (&[("redirect_uri", "")][..], "invalid_request"),
            (&[("code_challenge", ""), ("code_challenge_method", "")][..], "invalid_request"),
            (&[("code_challenge_method", "plain")][..], "invalid_request"),
            (&[("scope", "profile")][..], "invalid_scope"),
            (&[("response_type", "token")][..], "unsupported_response_type"),
            (&[("request_uri", "urn:ietf:params:oauth:request_uri:x")][..], "invalid_request"),
            (&[("request", "a.b.c")][..], "invalid_request_object"),
        ] {
            let answer = push(&world, TOWN, &form(TOWN, more)).await;
            assert_eq!(refusal(&answer), (400, expected.into()), "{more:?}");
        }
        let repeated = Parameters::parse(b"client_id=town&scope=openid&scope=identity").unwrap();
        assert_eq!(push(&world, TOWN, &repeated).await.status, 400);
    }

    async fn a_client_disabled_meanwhile_uses_no_reference(database: TestDatabase) {
        let world = World::new(&database).await;
        let reference = reference(&world, TOWN).await;
        world.disable(TOWN).await;
        let begun = world.federation.begin(&by_reference(TOWN, &reference)).await;
        let refused = matches!(begun, Err(BeginError::Page(PageError::UnknownClient)));
        assert!(refused, "{begun:?}");
    }

    /// A stolen database reveals neither the reference nor whom the client expects.
    async fn what_is_stored_of_a_request_is_sealed(database: TestDatabase) {
        let world = World::new(&database).await;
        let hinted = form(TOWN, &[("login_hint", "99000031X")]);
        assert_eq!(push(&world, TOWN, &hinted).await.status, 201);
        let stored: Vec<u8> = world
            .store
            .read::<_, store::StoreError, _>("test.look", |tx| {
                tx.query_one(sql!("SELECT request FROM pushed_request"), &[], |row| row.get(0))
            })
            .await
            .unwrap();
        assert!(!String::from_utf8_lossy(&stored).contains("99000031X"));
    }
}
