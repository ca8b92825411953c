//! By which name a relying party knows a person (OpenID Connect Core §8).

use simulators::population::DemoPerson;
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{DataKeyId, IdentityNumber, PersonId, RegistrationId};

use crate::{
    parties::{ARCHIVE, LIBRARY, PUBLIC, TOWN},
    support::{World, marta, person, tomas},
};

async fn subject(world: &World, client: &str, who: &authn::Authenticated) -> String {
    let tokens = world.log_in(client, &[], who).await;
    world.verified(client, &tokens).sub().to_owned()
}

/// A NIE becomes a DNI: the old number ends, another is in force.
async fn change_number(world: &World, of: PersonId, to: IdentityNumber) {
    let (now, entropy) = (world.now(), world.entropy.clone());
    world
        .store
        .transact::<_, StoreError, _>("test.change_number", move |tx| {
            tx.execute(
                sql!("UPDATE person_number SET valid_to = $1 WHERE person_id = $2"),
                &[&now, &of],
            )?;
            let key: DataKeyId = repo::person::find(tx, of)?.unwrap().data_key;
            let row = RegistrationId::new(now, &*entropy);
            let number = to.as_str().as_bytes();
            let sealed = tx.seal(key, "person_number.number", row.as_bytes(), number)?;
            let index = tx.blind("person.number", number);
            tx.execute(
                sql!(
                    "INSERT INTO person_number (id, person_id, number, number_index, valid_from, \
                     created_at, updated_at, updated_by) \
                     VALUES ($1, $2, $3, $4, $5, $5, $5, 'test')"
                ),
                &[&row, &of, &sealed, &index, &now],
            )
        })
        .await
        .unwrap();
}

on_both_engines! {
    async fn every_sector_knows_a_person_by_another_name(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, her) = world.enter(&marta()).await;
        let (_, him) = world.enter(&tomas()).await;
        let town = subject(&world, TOWN, &her).await;
        assert_eq!(subject(&world, TOWN, &her).await, town, "always the same");
        assert_eq!(subject(&world, LIBRARY, &her).await, town, "the same sector");
        assert_ne!(subject(&world, ARCHIVE, &her).await, town);
        assert_ne!(subject(&world, TOWN, &him).await, town);
        let public = subject(&world, PUBLIC, &her).await;
        assert_ne!(public, town);
        assert!([&town, &public].iter().all(|sub| !sub.contains("99000211")));
    }

    /// The session id differs too, so that files cannot be joined by it.
    async fn every_client_knows_a_session_by_another_name(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, one) = world.enter(&marta()).await;
        let (_, two) = world.enter_again(&marta()).await;
        let mut seen = std::collections::BTreeSet::new();
        for (client, who) in [(TOWN, &one), (LIBRARY, &one), (TOWN, &two)] {
            let tokens = world.log_in(client, &[], who).await;
            assert!(seen.insert(world.verified(client, &tokens).sid().unwrap().to_owned()));
        }
        let again = world.log_in(TOWN, &[], &one).await;
        assert!(seen.contains(world.verified(TOWN, &again).sid().unwrap()));
    }

    async fn the_subject_survives_a_change_of_number(database: TestDatabase) {
        let world = World::new(&database).await;
        let camila: DemoPerson = person("Camila", "Restrepo");
        let (_, before) = world.enter(&camila).await;
        let old = subject(&world, TOWN, &before).await;
        let dni = tomas().record.number;
        change_number(&world, before.person(), dni.clone()).await;
        let token = world.log_in(TOWN, &[("scope", "openid identity")], &before).await;
        assert_eq!(world.verified(TOWN, &token).sub(), old);
        let answer = world.userinfo(&token.access_token).await;
        let document: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(document["identity_number"], dni.as_str());
        assert_eq!(document["identity_number_kind"], "dni");
    }
}
