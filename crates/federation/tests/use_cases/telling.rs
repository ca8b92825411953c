//! Relying parties are told that a session has ended (OpenID Connect Back-Channel Logout 1.0).

use federation::{Notified, Told};
use ports::fakes::RememberingParties;
use store::{StoreError, on_both_engines, repo, repo::client_log_out::Settled};
use vocab::SessionId;
use wire_oidc::{
    Parameters,
    claims::Claim,
    jose::{Algorithm, JwkSet},
    logout_token::{LogoutToken, LogoutTokenError, verify_logout_token},
};

use crate::{
    parties::{ARCHIVE, LIBRARY, TOWN, told_at},
    support::{ISSUER, World, marta},
};

const WORKER: &str = "a worker of the tests";

/// Tells everybody who is due.
async fn tell(world: &World, parties: &RememberingParties) -> Vec<Told> {
    let mut outcomes = Vec::new();
    for one in world.federation.lease_log_outs(WORKER, 10).await.unwrap() {
        outcomes.push(world.federation.tell(one, WORKER, parties).await.unwrap());
    }
    outcomes
}

/// What came of it, as it is written down.
async fn outcome(world: &World, session: SessionId, client: &'static str) -> String {
    world
        .store
        .read::<_, StoreError, _>("test.outcome", move |tx| {
            repo::client_log_out::outcome(tx, session, client)
        })
        .await
        .unwrap()
        .unwrap()
        .0
}

/// The token of a form, checked as the party checks it.
fn checked(world: &World, client: &str, form: &str) -> Result<LogoutToken, LogoutTokenError> {
    let form = Parameters::parse(form.as_bytes()).unwrap();
    let keys = JwkSet::parse(world.federation.jwks().as_bytes()).unwrap();
    let now = world.now().as_second();
    let token = form.get("logout_token").unwrap();
    verify_logout_token(token, &keys, Algorithm::Es256, ISSUER, client, now, 0)
}

on_both_engines! {
    /// Each by its own names for the person and the session, those of its ID tokens.
    async fn every_party_of_the_session_is_told_by_its_own_names(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        let town = world.log_in(TOWN, &[], &person).await;
        let library = world.log_in(LIBRARY, &[], &person).await;
        assert!(tell(&world, &parties).await.is_empty(), "nobody has left yet");
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        let told = Told::Settled(Settled::Told);
        assert_eq!(tell(&world, &parties).await, [told, told]);
        assert!(tell(&world, &parties).await.is_empty(), "once");
        let posted = parties.posted();
        let addresses: Vec<&str> = posted.iter().map(|(address, _)| address.as_str()).collect();
        assert_eq!(addresses, [told_at(LIBRARY), told_at(TOWN)]);
        for ((_, form), (client, tokens)) in
            posted.iter().zip([(LIBRARY, &library), (TOWN, &town)])
        {
            let token = checked(&world, client, form).unwrap();
            let identity = world.verified(client, tokens);
            assert_eq!(token.sub(), Some(identity.sub()));
            assert_eq!(token.sid(), identity.sid());
        }
        let foreign = checked(&world, TOWN, &posted[0].1);
        assert_eq!(foreign, Err(LogoutTokenError::Party), "the library's token at the town hall");
        world.wait(300);
        assert_eq!(checked(&world, LIBRARY, &posted[0].1), Err(LogoutTokenError::Time));
    }

    /// What the person reads of it, while it goes on and afterwards.
    async fn the_person_learns_what_came_of_telling_each_party(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        for client in [TOWN, LIBRARY, ARCHIVE] {
            world.log_in(client, &[], &person).await;
        }
        let left = world.federation.doorkeeper.log_out(&secret).await.unwrap().unwrap();
        let told = async |world: &World| -> Vec<(String, Notified)> {
            let parties = world.federation.notified(&left).await.unwrap();
            parties.into_iter().map(|party| (party.client, party.outcome)).collect()
        };
        let row = |client: &str, outcome| (client.to_owned(), outcome);
        let all = |town, library, archive| {
            let mut rows = [row(TOWN, town), row(LIBRARY, library), row(ARCHIVE, archive)];
            rows.sort_by(|one, other| one.0.cmp(&other.0));
            rows
        };
        let waiting = Notified::Waiting;
        assert_eq!(told(&world).await, all(waiting, waiting, waiting));
        parties.answer(&told_at(LIBRARY), 0);
        parties.answer(&told_at(TOWN), 400);
        tell(&world, &parties).await;
        assert_eq!(told(&world).await, all(Notified::Refused, Notified::Again, Notified::NoAddress));
        for _ in 0..10 {
            world.wait(600);
            tell(&world, &parties).await;
        }
        let end = all(Notified::Refused, Notified::NoAnswer, Notified::NoAddress);
        assert_eq!(told(&world).await, end);
    }

    /// Everything that a service was ever given adds up, whatever it asks for next time.
    async fn the_services_of_a_person_are_known_with_what_each_received(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, person) = world.enter(&marta()).await;
        assert!(world.federation.services(&person).await.unwrap().is_empty());
        world.log_in(TOWN, &[("scope", "openid profile")], &person).await;
        world.wait(60);
        world.log_in(LIBRARY, &[], &person).await;
        world.wait(60);
        world.log_in(TOWN, &[("scope", "openid")], &person).await;
        let services = world.federation.services(&person).await.unwrap();
        let clients: Vec<&str> = services.iter().map(|one| one.client.as_str()).collect();
        assert_eq!(clients, [TOWN, LIBRARY], "the last one first");
        let [town, _] = &services[..] else { panic!("{services:?}") };
        assert!(town.received.contains(&Claim::GivenName), "{:?}", town.received);
        assert_eq!((town.times, town.last_at), (2, world.now()));
        assert!(town.first_at < town.last_at && town.consent.is_none());
        assert!(town.registration.is_some());
    }

    async fn a_party_without_an_address_is_not_called(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        world.log_in(ARCHIVE, &[], &person).await;
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::NotCalled)]);
        assert!(parties.posted().is_empty());
    }

    /// One that hangs is tried again, and keeps nobody else waiting.
    async fn a_party_that_does_not_answer_is_tried_again(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &person).await;
        world.log_in(LIBRARY, &[], &person).await;
        parties.answer(&told_at(LIBRARY), 0);
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        let outcomes = tell(&world, &parties).await;
        assert_eq!(outcomes, [Told::Retried, Told::Settled(Settled::Told)]);
        assert!(tell(&world, &parties).await.is_empty(), "not at once");
        parties.answer(&told_at(LIBRARY), 204);
        world.wait(2);
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::Told)]);
        assert_eq!(outcome(&world, person.session(), LIBRARY).await, "told");
        let names: Vec<String> = parties
            .posted()
            .iter()
            .filter(|(address, _)| *address == told_at(LIBRARY))
            .map(|(_, form)| checked(&world, LIBRARY, form).unwrap().jti().to_owned())
            .collect();
        assert_eq!(names.len(), 2);
        assert_ne!(names[0], names[1], "each try has a token of its own");
    }

    async fn a_party_that_never_answers_is_given_up(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &person).await;
        parties.answer(&told_at(TOWN), 503);
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        for _ in 0..7 {
            assert_eq!(tell(&world, &parties).await, [Told::Retried]);
            world.wait(300);
        }
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::GivenUp)]);
        assert_eq!(outcome(&world, person.session(), TOWN).await, "given_up");
        assert!(world.federation.counts().contains(
            "aldaba_relying_party_total{client=\"town\",what=\"log_out\",reason=\"given_up\"} 1"
        ));
    }

    /// §2.8: 400 says that the token will never be taken.
    async fn a_party_that_refuses_is_not_asked_again(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &person).await;
        parties.answer(&told_at(TOWN), 400);
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::Refused)]);
        assert_eq!(outcome(&world, person.session(), TOWN).await, "refused");
    }

    /// However a session ends: here the phone went to somebody else.
    async fn sessions_ended_by_the_platform_are_told_too(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (_, person) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &person).await;
        let (id, now) = (person.person(), world.now());
        world
            .store
            .transact::<_, StoreError, _>("test.end_all", move |tx| {
                repo::session::end_all_of_person(tx, id, now)
            })
            .await
            .unwrap();
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::Told)]);
    }

    /// Two workers never call for the same session at once; one that died is succeeded.
    async fn what_one_worker_holds_another_takes_only_after_its_lease(database: TestDatabase) {
        let world = World::new(&database).await;
        let parties = RememberingParties::default();
        let (secret, person) = world.enter(&marta()).await;
        world.log_in(TOWN, &[], &person).await;
        world.federation.doorkeeper.log_out(&secret).await.unwrap();
        let held = world.federation.lease_log_outs("one that dies", 10).await.unwrap();
        assert_eq!(held.len(), 1);
        assert!(tell(&world, &parties).await.is_empty());
        world.wait(31);
        assert_eq!(tell(&world, &parties).await, [Told::Settled(Settled::Told)]);
        let late = held.into_iter().next().unwrap();
        let late = world.federation.tell(late, "one that dies", &parties).await.unwrap();
        assert_eq!(late, Told::Lost);
    }
}
