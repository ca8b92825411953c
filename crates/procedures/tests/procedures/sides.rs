//! The electronic office stays on its side: its database role may not even look at the identity
//! side, and what it stores names nobody.

use std::path::Path;

use store::{
    Area, StoreError, sql,
    testing::{Engine, run},
};

use crate::world::{World, ananya, contact_with_email, lucia, origin};

/// Every other test of this crate runs under the role and passes; this one shows that the role is
/// really in force.
#[test]
fn the_role_of_the_electronic_office_may_not_read_the_identity_side() {
    run(Engine::Postgres, async |database| {
        let sede = database.store().open_area(Area::Sede).await.unwrap();
        for statement in [
            sql!("SELECT COUNT(*) FROM person"),
            sql!("SELECT COUNT(*) FROM person_number"),
            sql!("SELECT COUNT(*) FROM registration"),
            sql!("SELECT COUNT(*) FROM session"),
            sql!("SELECT COUNT(*) FROM pin_challenge"),
            sql!("SELECT COUNT(*) FROM authorization_code"),
            sql!("SELECT COUNT(*) FROM office_officer"),
        ] {
            let read = sede.read::<i64, StoreError, _>("test.reach_over", move |tx| {
                tx.query_one(statement, &[], |row| row.get(0))
            });
            let refused = read.await;
            assert!(refused.is_err(), "{}: {refused:?}", statement.text());
        }
        sede.read::<i64, StoreError, _>("test.own_side", |tx| {
            tx.query_one(sql!("SELECT COUNT(*) FROM sede_application"), &[], |row| {
                row.get(0)
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_stolen_file_names_nobody() {
    run(Engine::Sqlite, async |database| {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&ananya()).await;
        let pdf = world
            .procedures
            .download_certificate(&visitor, &reference)
            .await
            .unwrap();
        assert!(!pdf.is_empty());
        let other = world.visitor(&lucia()).await;
        let draft = world.draft(&other).await;
        world
            .procedures
            .save_applicant(&other, &draft, contact_with_email())
            .await
            .unwrap();
        let _ = world
            .procedures
            .verify_code(&code(&world, &visitor, &reference).await, origin())
            .await;
        let path = database.url().strip_prefix("sqlite:").unwrap().to_owned();
        let mut stolen = std::fs::read(&path).unwrap();
        let log = format!("{path}-wal");
        if Path::new(&log).exists() {
            stolen.extend(std::fs::read(&log).unwrap());
        }
        let contact = contact_with_email();
        let number = ananya().record.number;
        let code = code(&world, &visitor, &reference).await;
        for secret in [
            "Raghavan",
            "Prado",
            "Kochi",
            number.as_str(),
            contact.phone.as_e164(),
            contact.email.as_ref().unwrap().as_str(),
            "id-token-of",
            "sub-of",
            code.as_str(),
        ] {
            let found = stolen
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} can be read in the database file");
        }
    });
}

async fn code(
    world: &World,
    visitor: &procedures::Visitor,
    reference: &model::procedure::ApplicationReference,
) -> vocab::SecureVerificationCode {
    let view = world
        .procedures
        .view_application(visitor, reference)
        .await
        .unwrap()
        .unwrap();
    view.certificate.unwrap().code
}
