//! What comes next for a request: identify, show what is released, or answer (OpenID Connect Core
//! §3.1.2).

use authn::Authenticated;
use federation::{GrantError, Next, Pending};
use store::on_both_engines;
use vocab::AssuranceLevel;
use wire_oidc::claims::Claim;

use crate::{
    parties::{LIBRARY, POOR, SOLO, TOWN},
    support::{World, error_of, marta, tomas},
};

const SUBSTANTIAL: &str = "http://eidas.europa.eu/LoA/substantial";
const LOW: &str = "http://eidas.europa.eu/LoA/low";

async fn next(world: &World, pending: &Pending, person: Option<&Authenticated>) -> Next {
    world.federation.decide(pending, person).await.unwrap()
}

/// The word for what comes next; the error where the relying party is told.
async fn word(world: &World, pending: &Pending, person: Option<&Authenticated>) -> String {
    match next(world, pending, person).await {
        Next::Identify => "identify".into(),
        Next::Show(_) => "show".into(),
        Next::Grant => "grant".into(),
        Next::LevelNeeded { .. } => "level".into(),
        Next::Answer(answer) => error_of(&answer),
    }
}

on_both_engines! {
    async fn nobody_identified_means_identify_or_login_required(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask(TOWN).await;
        assert_eq!(word(&world, &pending, None).await, "identify");
        let silent = world.ask_with(TOWN, &[("prompt", "none")]).await;
        assert_eq!(word(&world, &silent, None).await, "login_required");
    }

    /// Who has just identified for this request, and of whom nothing but the subject is asked,
    /// need not be asked again.
    async fn who_identified_for_this_request_goes_on_if_nothing_is_released(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let pending = world.ask(TOWN).await;
        let (_, person) = world.enter(&marta()).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "grant");
    }

    /// R127 and the person's visible choice: single sign-on is shown the first time, and then
    /// goes by itself.
    async fn single_sign_on_is_shown_once_to_the_person(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        world.wait(10);
        let pending = world.ask(TOWN).await;
        match next(&world, &pending, Some(&person)).await {
            Next::Show(view) => {
                assert!(view.from_session);
                assert_eq!(view.client.client_id.as_str(), TOWN);
                assert!(view.released.is_empty());
            }
            other => panic!("{other:?}"),
        }
        let silent = world.ask_with(TOWN, &[("prompt", "none")]).await;
        assert_eq!(word(&world, &silent, Some(&person)).await, "interaction_required");
        world.code(&pending, &person).await;
        let again = world.ask(TOWN).await;
        assert_eq!(word(&world, &again, Some(&person)).await, "grant");
        let silent = world.ask_with(TOWN, &[("prompt", "none")]).await;
        assert_eq!(word(&world, &silent, Some(&person)).await, "grant");
        let other = world.ask(LIBRARY).await;
        assert_eq!(word(&world, &other, Some(&person)).await, "show");
    }

    /// Names and number only after the person has seen what is released, with its legal basis.
    async fn what_is_released_is_shown_before_and_again_when_it_grows(database: TestDatabase) {
        let world = World::new(&database).await;
        let phone = world.ask_with(TOWN, &[("scope", "openid phone")]).await;
        let (_, person) = world.enter(&marta()).await;
        match next(&world, &phone, Some(&person)).await {
            Next::Show(view) => {
                let claims: Vec<Claim> = view.released.iter().map(|(claim, _)| *claim).collect();
                assert_eq!(claims, [Claim::PhoneNumber, Claim::PhoneNumberVerified]);
                assert!(!view.from_session);
            }
            other => panic!("{other:?}"),
        }
        let silent = [("scope", "openid phone"), ("prompt", "none")];
        let silent_before = world.ask_with(TOWN, &silent).await;
        assert_eq!(word(&world, &silent_before, Some(&person)).await, "interaction_required");
        world.code(&phone, &person).await;
        let same = world.ask_with(TOWN, &[("scope", "openid phone")]).await;
        assert_eq!(word(&world, &same, Some(&person)).await, "grant");
        let more = world.ask_with(TOWN, &[("scope", "openid phone email")]).await;
        assert_eq!(word(&world, &more, Some(&person)).await, "show");
        let asked = [("scope", "openid phone"), ("prompt", "consent")];
        let asked = world.ask_with(TOWN, &asked).await;
        assert_eq!(word(&world, &asked, Some(&person)).await, "show");
    }

    async fn who_is_entitled_to_nothing_is_shown_to_receive_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let everything = [("scope", "openid profile email phone identity")];
        let pending = world.ask_with(POOR, &everything).await;
        let (_, person) = world.enter(&marta()).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "grant");
    }

    async fn prompt_login_and_select_account_want_a_fresh_identification(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, before) = world.enter(&marta()).await;
        for prompt in ["login", "select_account"] {
            world.wait(1);
            let pending = world.ask_with(TOWN, &[("prompt", prompt)]).await;
            assert_eq!(word(&world, &pending, Some(&before)).await, "identify", "{prompt}");
            let granted = world.federation.grant(&pending, &before).await;
            assert!(matches!(granted, Err(GrantError::LevelTooLow)), "{prompt}");
            let (_, fresh) = world.enter_again(&marta()).await;
            assert_eq!(word(&world, &pending, Some(&fresh)).await, "grant", "{prompt}");
            world.code(&pending, &fresh).await;
        }
    }

    async fn max_age_wants_an_identification_that_is_not_older(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        world.wait(300);
        let enough = world.ask_with(TOWN, &[("max_age", "300")]).await;
        assert_eq!(word(&world, &enough, Some(&person)).await, "show");
        let too_old = world.ask_with(TOWN, &[("max_age", "299")]).await;
        assert_eq!(word(&world, &too_old, Some(&person)).await, "identify");
        let silent = world.ask_with(TOWN, &[("max_age", "299"), ("prompt", "none")]).await;
        assert_eq!(word(&world, &silent, Some(&person)).await, "login_required");
        let granted = world.federation.grant(&too_old, &person).await;
        assert!(matches!(granted, Err(GrantError::LevelTooLow)));
        let zero = world.ask_with(TOWN, &[("max_age", "0")]).await;
        assert_eq!(word(&world, &zero, Some(&person)).await, "identify");
        let (_, fresh) = world.enter_again(&marta()).await;
        assert_eq!(word(&world, &zero, Some(&fresh)).await, "grant");
    }

    /// The age counts when the person goes on, not when the request came: who stayed too long on
    /// a page identifies again.
    async fn an_identification_that_grows_too_old_on_our_pages_is_too_old(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        world.wait(100);
        let pending = world.ask_with(TOWN, &[("max_age", "300")]).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "show");
        world.wait(201);
        assert_eq!(word(&world, &pending, Some(&person)).await, "identify");
    }

    async fn a_client_outside_single_sign_on_wants_its_own_identification(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        world.wait(10);
        let pending = world.ask(SOLO).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "identify");
        let silent = world.ask_with(SOLO, &[("prompt", "none")]).await;
        assert_eq!(word(&world, &silent, Some(&person)).await, "login_required");
        let (_, own) = world.enter_again(&marta()).await;
        assert_eq!(word(&world, &pending, Some(&own)).await, "grant");
        world.code(&pending, &own).await;
        world.wait(10);
        let later = world.ask(SOLO).await;
        assert_eq!(word(&world, &later, Some(&own)).await, "grant", "its own session, later");
    }

    /// R025, R249: a level above reach is told to the person, with no code.
    async fn a_level_above_reach_gives_no_code(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask_with(TOWN, &[("acr_values", SUBSTANTIAL)]).await;
        let (_, person) = world.enter(&marta()).await;
        match next(&world, &pending, Some(&person)).await {
            Next::LevelNeeded { demanded, reached } => {
                let expected = (AssuranceLevel::Substantial, AssuranceLevel::Low);
                assert_eq!((demanded, reached), expected);
            }
            other => panic!("{other:?}"),
        }
        let silent = [("acr_values", SUBSTANTIAL), ("prompt", "none")];
        let silent = world.ask_with(TOWN, &silent).await;
        let told = word(&world, &silent, Some(&person)).await;
        assert_eq!(told, "unmet_authentication_requirements");
        let granted = world.federation.grant(&pending, &person).await;
        assert!(matches!(granted, Err(GrantError::LevelTooLow)));
        world.wait(1);
        let enough = world.ask_with(TOWN, &[("acr_values", LOW)]).await;
        assert_eq!(word(&world, &enough, Some(&person)).await, "show");
    }

    /// Core §3.1.2.2 step 4: an answer about another person than the one asked for is none.
    async fn who_is_not_the_person_of_the_hint_must_identify_or_is_refused(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let hint = world.log_in(TOWN, &[], &her).await.id_token;
        let (_, him) = world.enter(&tomas()).await;
        world.wait(1);
        let hinted = [("id_token_hint", hint.as_str())];
        let pending = world.ask_with(TOWN, &hinted).await;
        assert_eq!(word(&world, &pending, Some(&him)).await, "identify");
        let granted = world.federation.grant(&pending, &him).await;
        assert!(matches!(granted, Err(GrantError::LevelTooLow)));
        assert_eq!(word(&world, &pending, Some(&her)).await, "grant");
        let silent = [hinted[0], ("prompt", "none")];
        let silent = world.ask_with(TOWN, &silent).await;
        assert_eq!(word(&world, &silent, Some(&him)).await, "login_required");
        assert_eq!(word(&world, &silent, Some(&her)).await, "grant");
        let (_, he_again) = world.enter_again(&tomas()).await;
        assert_eq!(word(&world, &pending, Some(&he_again)).await, "login_required");
    }

    /// Core §5.5.1: `sub` with a value in the claims parameter means the same.
    async fn a_subject_demanded_by_claims_is_the_only_one_answered_about(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let tokens = world.log_in(TOWN, &[], &her).await;
        let sub = world.verified(TOWN, &tokens).sub().to_owned();
        let (_, him) = world.enter(&tomas()).await;
        let claims = format!(r#"{{"id_token":{{"sub":{{"value":"{sub}"}}}}}}"#);
        let silent = [("claims", claims.as_str()), ("prompt", "none")];
        let silent = world.ask_with(TOWN, &silent).await;
        assert_eq!(word(&world, &silent, Some(&her)).await, "grant");
        assert_eq!(word(&world, &silent, Some(&him)).await, "login_required");
    }

    /// A hint is a hint: one that is no token of ours asks for nobody.
    async fn a_hint_that_cannot_be_verified_is_ignored(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask_with(TOWN, &[("id_token_hint", "a.b.c")]).await;
        let (_, person) = world.enter(&marta()).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "grant");
    }

    async fn a_client_disabled_while_the_person_identifies_gets_no_code(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask(TOWN).await;
        let (_, person) = world.enter(&marta()).await;
        world.disable(TOWN).await;
        assert_eq!(word(&world, &pending, Some(&person)).await, "unauthorized_client");
        let granted = world.federation.grant(&pending, &person).await;
        assert!(matches!(granted, Err(GrantError::ClientGone)));
    }
}
