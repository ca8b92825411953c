//! The request of a relying party, before anybody is asked anything.

use federation::BeginError;
use store::on_both_engines;
use wire_oidc::{ErrorCode, authorize::PageError};

use crate::{
    parties::{ARCHIVE, PAGE, TOWN},
    support::{World, error_of, request},
};

async fn page(world: &World, client: &str, more: &[(&str, &str)]) -> PageError {
    match world.federation.begin(&request(client, more)).await {
        Err(BeginError::Page(error)) => error,
        other => panic!("{other:?}"),
    }
}

async fn answer(world: &World, client: &str, more: &[(&str, &str)]) -> String {
    match world.federation.begin(&request(client, more)).await {
        Err(BeginError::Answer(answer)) => error_of(&answer),
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    /// Errors by the book: never a redirect to an address that is not registered.
    async fn what_cannot_be_trusted_becomes_a_page_and_no_redirect(database: TestDatabase) {
        let world = World::new(&database).await;
        let evil = ("redirect_uri", "https://town.example.evil.test/callback");
        assert_eq!(page(&world, TOWN, &[evil]).await, PageError::UnregisteredRedirectUri);
        assert_eq!(page(&world, TOWN, &[("redirect_uri", "")]).await, PageError::RedirectUri);
        assert_eq!(page(&world, TOWN, &[("client_id", "")]).await, PageError::ClientId);
        assert_eq!(page(&world, "nobody", &[]).await, PageError::UnknownClient);
    }

    async fn what_is_wrong_otherwise_is_told_to_the_relying_party(database: TestDatabase) {
        let world = World::new(&database).await;
        for (more, error) in [
            (("response_type", "token"), "unsupported_response_type"),
            (("scope", "profile"), "invalid_scope"),
            (("prompt", "none login"), "invalid_request"),
            (("max_age", "-1"), "invalid_request"),
            (("code_challenge_method", "plain"), "invalid_request"),
            (("claims", "{"), "invalid_request"),
        ] {
            assert_eq!(answer(&world, TOWN, &[more]).await, error, "{more:?}");
        }
    }

    /// PKCE missing: public clients, and confidential ones unless their registration says so.
    async fn a_request_without_challenge_is_refused_unless_the_registration_allows_it(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let without = [("code_challenge", ""), ("code_challenge_method", "")];
        assert_eq!(answer(&world, PAGE, &without).await, "invalid_request");
        assert_eq!(answer(&world, TOWN, &without).await, "invalid_request");
        world.ask_with(ARCHIVE, &without).await;
    }

    async fn a_disabled_client_is_unknown_within_five_seconds(database: TestDatabase) {
        let world = World::new(&database).await;
        world.ask(TOWN).await;
        world.disable(TOWN).await;
        assert_eq!(page(&world, TOWN, &[]).await, PageError::UnknownClient);
        world.ask(PAGE).await;
    }

    /// The request waits in the address of our own pages: sealed, and not for ever.
    async fn a_waiting_request_comes_back_unchanged_for_an_hour(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask_with(TOWN, &[("login_hint", "99000211X")]).await;
        let sealed = world.federation.seal(&pending);
        assert!(!sealed.contains("town"));
        assert_eq!(world.federation.recall(&sealed).as_ref(), Some(&pending));
        let last = if sealed.ends_with('0') { "1" } else { "0" };
        let tampered = format!("{}{last}", &sealed[..sealed.len() - 1]);
        assert_eq!(world.federation.recall(&tampered), None);
        world.wait(3_600);
        assert_eq!(world.federation.recall(&sealed).as_ref(), Some(&pending));
        world.wait(1);
        assert_eq!(world.federation.recall(&sealed), None);
    }

    async fn who_goes_back_without_identifying_is_told_as_access_denied(database: TestDatabase) {
        let world = World::new(&database).await;
        let pending = world.ask(TOWN).await;
        let answer = world.federation.decline(&pending, ErrorCode::AccessDenied);
        assert_eq!(error_of(&answer), "access_denied");
    }
}
