//! What a person let a relying party have, remembered because they asked for it, and withdrawn.

use audit::Event;
use authn::Authenticated;
use federation::{Next, put_client};
use store::on_both_engines;
use wire_oidc::{
    claims::Claim,
    client::{ClaimGrant, ClientRegistration, LegalBasis},
};

use crate::{
    parties::{LIBRARY, SOLO, TOWN, party},
    support::{World, marta, refusal, tomas},
};

const PHONE: &[(&str, &str)] = &[("scope", "openid phone")];

/// Whether the page that shows what is released comes.
async fn is_shown(
    world: &World,
    client: &str,
    more: &[(&str, &str)],
    person: &Authenticated,
) -> bool {
    let pending = world.ask_with(client, more).await;
    match world
        .federation
        .decide(&pending, Some(person))
        .await
        .unwrap()
    {
        Next::Show(_) => true,
        Next::Grant => false,
        other => panic!("{other:?}"),
    }
}

async fn remember(world: &World, client: &str, more: &[(&str, &str)], person: &Authenticated) {
    let pending = world.ask_with(client, more).await;
    world
        .federation
        .grant_and_remember(&pending, person)
        .await
        .unwrap();
}

on_both_engines! {
    /// In another session too, without a page, also for `prompt=none`.
    async fn what_is_remembered_is_not_shown_again(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        remember(&world, TOWN, PHONE, &person).await;
        world.wait(3_000);
        let (_, later) = world.enter_again(&marta()).await;
        world.wait(1);
        assert!(!is_shown(&world, TOWN, PHONE, &later).await);
        assert!(!is_shown(&world, TOWN, &[("scope", "openid")], &later).await, "less");
        let silent = [PHONE[0], ("prompt", "none")];
        assert!(!is_shown(&world, TOWN, &silent, &later).await);
    }

    async fn what_is_not_remembered_is_shown_in_the_next_session(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let pending = world.ask_with(TOWN, PHONE).await;
        world.code(&pending, &person).await;
        let (_, later) = world.enter_again(&marta()).await;
        world.wait(1);
        assert!(is_shown(&world, TOWN, PHONE, &later).await);
    }

    /// More data, another service, another person, `prompt=consent`: the page comes.
    async fn it_covers_these_data_for_this_service_and_this_person(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        remember(&world, TOWN, PHONE, &person).await;
        world.wait(1);
        let more = [("scope", "openid phone email")];
        assert!(is_shown(&world, TOWN, &more, &person).await, "more data");
        assert!(is_shown(&world, LIBRARY, PHONE, &person).await, "another service");
        let asked = [PHONE[0], ("prompt", "consent")];
        assert!(is_shown(&world, TOWN, &asked, &person).await, "prompt=consent");
        let (_, other) = world.enter(&tomas()).await;
        world.wait(1);
        assert!(is_shown(&world, TOWN, PHONE, &other).await, "another person");
    }

    /// A datum on another legal basis is another matter.
    async fn a_changed_legal_basis_is_shown_again(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        remember(&world, TOWN, PHONE, &person).await;
        let grant = |claim| ClaimGrant { claim, basis: LegalBasis::Consent };
        let changed = ClientRegistration {
            claims: [Claim::PhoneNumber, Claim::PhoneNumberVerified].map(grant).into(),
            ..party(TOWN)
        };
        put_client(&world.store, &changed, world.now()).await.unwrap();
        world.wait(5);
        let (_, later) = world.enter_again(&marta()).await;
        world.wait(1);
        assert!(is_shown(&world, TOWN, PHONE, &later).await);
    }

    async fn it_ends_by_itself_after_a_year(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        remember(&world, TOWN, PHONE, &person).await;
        world.wait(364 * 24 * 3_600);
        let (_, late) = world.enter_again(&marta()).await;
        world.wait(1);
        assert!(!is_shown(&world, TOWN, PHONE, &late).await);
        world.wait(24 * 3_600);
        let (_, too_late) = world.enter_again(&marta()).await;
        world.wait(1);
        assert!(is_shown(&world, TOWN, PHONE, &too_late).await);
        assert!(world.federation.consents(&too_late).await.unwrap().is_empty());
    }

    /// It spares the page, never the identification.
    async fn a_client_outside_single_sign_on_still_wants_its_own_identification(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        remember(&world, SOLO, PHONE, &person).await;
        world.wait(1);
        let (_, later) = world.enter_again(&marta()).await;
        world.wait(1);
        let pending = world.ask_with(SOLO, PHONE).await;
        let next = world.federation.decide(&pending, Some(&later)).await.unwrap();
        assert!(matches!(next, Next::Identify), "{next:?}");
    }

    async fn the_person_sees_what_they_let_go_and_takes_it_back(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        let given_at = world.now();
        remember(&world, TOWN, PHONE, &person).await;
        let tokens = world.log_in(TOWN, PHONE, &person).await;
        assert_eq!(world.userinfo(&tokens.access_token).await.status, 200);
        let [consent] = world.federation.consents(&person).await.unwrap().try_into().unwrap();
        assert_eq!(consent.client, TOWN);
        assert_eq!(consent.given_at, given_at);
        assert_eq!(consent.registration.unwrap().name("es"), "Servicio town");
        let expected = [Claim::PhoneNumber, Claim::PhoneNumberVerified];
        assert_eq!(consent.claims, expected.into());

        assert!(world.federation.withdraw(&person, TOWN).await.unwrap());
        assert!(!world.federation.withdraw(&person, TOWN).await.unwrap(), "once");
        assert!(world.federation.consents(&person).await.unwrap().is_empty());
        let answer = world.userinfo(&tokens.access_token).await;
        assert_eq!(refusal(&answer), (401, "invalid_token".into()));
        world.wait(1);
        assert!(is_shown(&world, TOWN, PHONE, &person).await, "in this very session");
        let told: Vec<Event> =
            world.audited(person.person()).await.into_iter().map(|(event, _)| event).collect();
        let remembered = Event::ConsentRemembered {
            client: TOWN.into(),
            released: vec!["phone_number".into(), "phone_number_verified".into()],
        };
        assert!(told.contains(&remembered), "{told:?}");
        assert!(told.contains(&Event::ConsentWithdrawn { client: TOWN.into() }), "{told:?}");
    }

    async fn nobody_takes_back_what_somebody_else_gave(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        remember(&world, TOWN, PHONE, &her).await;
        let (_, him) = world.enter(&tomas()).await;
        assert!(!world.federation.withdraw(&him, TOWN).await.unwrap());
        assert_eq!(world.federation.consents(&her).await.unwrap().len(), 1);
    }
}
