//! Log-out that a relying party starts (OpenID Connect RP-Initiated Logout 1.0).

use authn::Authenticated;
use store::on_both_engines;
use wire_oidc::Parameters;

use crate::{
    parties::{LIBRARY, TOWN, farewell},
    support::{World, marta},
};

/// Does the page ask, and where does the person go afterwards?
async fn plan(
    world: &World,
    pairs: &[(&str, &str)],
    person: Option<&Authenticated>,
) -> (bool, Option<String>) {
    let parameters = Parameters::from_pairs(pairs.iter().copied()).unwrap();
    let plan = world
        .federation
        .plan_log_out(&parameters, person)
        .await
        .unwrap();
    (plan.ask, plan.return_to)
}

on_both_engines! {
    /// Who proves with an ID token of this very session that it was served by it need not ask.
    async fn with_a_hint_of_this_session_nobody_is_asked(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let hint = world.log_in(TOWN, &[], &her).await.id_token;
        let back = farewell(TOWN);
        let pairs = [
            ("id_token_hint", hint.as_str()),
            ("post_logout_redirect_uri", back.as_str()),
            ("state", "s 1"),
        ];
        let expected = (false, Some(format!("{back}?state=s+1")));
        assert_eq!(plan(&world, &pairs, Some(&her)).await, expected);
        // Hints have mostly expired.
        world.wait(3_000);
        assert_eq!(plan(&world, &pairs, Some(&her)).await, expected);
    }

    /// Anybody could have sent it: no image on a foreign page logs people out.
    async fn without_a_valid_hint_the_person_is_asked(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let hint = world.log_in(TOWN, &[], &her).await.id_token;
        assert_eq!(plan(&world, &[], Some(&her)).await, (true, None));
        let back = farewell(TOWN);
        let named = [("client_id", TOWN), ("post_logout_redirect_uri", back.as_str())];
        assert_eq!(plan(&world, &named, Some(&her)).await, (true, Some(back.clone())));
        let last = if hint.ends_with('A') { "B" } else { "A" };
        let tampered = format!("{}{last}", &hint[..hint.len() - 1]);
        let tampered = [("id_token_hint", tampered.as_str()), named[1]];
        assert_eq!(plan(&world, &tampered, Some(&her)).await, (true, None));
        let (_, another_session) = world.enter_again(&marta()).await;
        let old = [("id_token_hint", hint.as_str()), named[1]];
        assert_eq!(plan(&world, &old, Some(&another_session)).await, (true, Some(back)));
    }

    async fn nobody_is_sent_to_an_address_that_is_not_registered(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let hint = world.log_in(TOWN, &[], &her).await.id_token;
        let foreign = farewell(LIBRARY);
        for address in ["https://evil.test/", foreign.as_str()] {
            let pairs =
                [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", address)];
            assert_eq!(plan(&world, &pairs, Some(&her)).await, (false, None), "{address}");
        }
        let contradiction = [
            ("id_token_hint", hint.as_str()),
            ("client_id", LIBRARY),
            ("post_logout_redirect_uri", foreign.as_str()),
        ];
        assert_eq!(plan(&world, &contradiction, Some(&her)).await, (true, None));
    }

    async fn who_is_not_identified_is_asked_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let back = farewell(TOWN);
        let pairs = [("client_id", TOWN), ("post_logout_redirect_uri", back.as_str())];
        assert_eq!(plan(&world, &pairs, None).await, (false, Some(back.clone())));
        world.disable(TOWN).await;
        assert_eq!(plan(&world, &pairs, None).await, (false, None));
    }

    /// R127: a session served several parties; its end is known to each by its own name.
    async fn the_parties_of_a_session_are_known_when_it_ends(database: TestDatabase) {
        let world = World::new(&database).await;
        let (secret, her) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &her).await;
        world.log_in(LIBRARY, &[], &her).await;
        let told = world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(told.unwrap().clients, [LIBRARY, TOWN]);
    }
}
