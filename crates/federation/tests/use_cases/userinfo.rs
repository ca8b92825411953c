//! The userinfo endpoint: exactly what the person saw (OpenID Connect Core §5.3).

use federation::Credentials;
use serde_json::{Value, json};
use store::on_both_engines;
use wire_oidc::{Parameters, rp::parse_userinfo};

use crate::{
    parties::{POOR, TOWN},
    support::{World, marta, person, refusal},
};

/// The document without `sub`, which the ID token must repeat.
async fn document(
    world: &World,
    client: &str,
    more: &[(&str, &str)],
    who: &authn::Authenticated,
) -> Value {
    let tokens = world.log_in(client, more, who).await;
    let answer = world.userinfo(&tokens.access_token).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let sub = world.verified(client, &tokens).sub().to_owned();
    let mut document = parse_userinfo(answer.body.as_bytes(), &sub).unwrap();
    document.remove("sub");
    Value::Object(document)
}

on_both_engines! {
    async fn each_scope_releases_its_claims_and_no_other(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let names = json!({
            "name": "Marta Gallego Benito", "given_name": "Marta",
            "family_name": "Gallego Benito", "first_surname": "Gallego",
            "second_surname": "Benito",
        });
        let with = |more: Value| {
            let mut all = names.clone();
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let cases = [
            ("openid", json!({})),
            ("openid phone", json!({"phone_number": "+34600000211", "phone_number_verified": true})),
            ("openid email", json!({"email": marta().email.as_str(), "email_verified": false})),
            ("openid profile", with(json!({"birthdate": "1980-01-25", "locale": "es"}))),
            (
                "openid identity",
                with(json!({
                    "identity_number": marta().record.number.as_str(),
                    "identity_number_kind": "dni",
                })),
            ),
        ];
        for (scope, expected) in cases {
            let got = document(&world, TOWN, &[("scope", scope)], &her).await;
            assert_eq!(got, expected, "{scope}");
        }
    }

    async fn claims_by_name_are_released_to_who_is_entitled(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let claims = r#"{"userinfo":{"registration_level":{"essential":true},"email":null}}"#;
        let got = document(&world, TOWN, &[("claims", claims)], &her).await;
        let expected = json!({"registration_level": "basic", "email": marta().email.as_str()});
        assert_eq!(got, expected);
        let everything = [("scope", "openid profile email phone identity"), ("claims", claims)];
        assert_eq!(document(&world, POOR, &everything, &her).await, json!({}));
    }

    /// Core §5.3.2: what is unknown is absent; §5.1: a birth date of which only the year is known.
    async fn what_is_unknown_is_absent(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, chiara) = world.enter(&person("Chiara", "Bellandi")).await;
        let got = document(&world, TOWN, &[("scope", "openid identity")], &chiara).await;
        assert_eq!(got["family_name"], "Bellandi");
        assert_eq!(got["identity_number_kind"], "nie");
        assert_eq!(got.get("second_surname"), None);
        let (_, rosalia) = world.enter(&person("Rosalía", "Montilla")).await;
        let got = document(&world, TOWN, &[("scope", "openid profile")], &rosalia).await;
        assert_eq!(got["birthdate"], "1969");
    }

    /// What was released stays what the person saw, even if the registration learns more.
    async fn a_token_works_for_ten_minutes_from_the_header_or_the_form(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let token = world.log_in(TOWN, &[], &her).await.access_token;
        world.wait(599);
        assert_eq!(world.userinfo(&token).await.status, 200);
        let form = Parameters::from_pairs([("access_token", token.as_str())]).unwrap();
        let posted = Credentials::default();
        let answer = world.federation.userinfo("POST", &posted, Some(&form)).await;
        assert_eq!(answer.status, 200);
        let header = format!("Bearer {token}");
        let both = Credentials::header(Some(&header));
        let twice = world.federation.userinfo("POST", &both, Some(&form)).await;
        assert_eq!(refusal(&twice), (400, "invalid_request".into()));
        world.wait(1);
        assert_eq!(refusal(&world.userinfo(&token).await), (401, "invalid_token".into()));
    }

    async fn no_token_and_an_unknown_one_are_refused_with_a_challenge(database: TestDatabase) {
        let world = World::new(&database).await;
        let none = world.federation.userinfo("GET", &Credentials::default(), None).await;
        assert_eq!(refusal(&none), (401, String::new()));
        assert!(none.headers.iter().any(|(name, _)| *name == "www-authenticate"));
        let unknown = world.userinfo(&"a".repeat(64)).await;
        assert_eq!(refusal(&unknown), (401, "invalid_token".into()));
    }

    async fn a_token_ends_with_its_session_and_with_its_client(database: TestDatabase) {
        let world = World::new(&database).await;
        let (secret, her) = world.enter(&marta()).await;
        let (first, second) =
            (world.log_in(TOWN, &[], &her).await, world.log_in(POOR, &[], &her).await);
        world.disable(POOR).await;
        assert_eq!(world.userinfo(&second.access_token).await.status, 401);
        assert_eq!(world.userinfo(&first.access_token).await.status, 200);
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(world.userinfo(&first.access_token).await.status, 401);
    }
}
