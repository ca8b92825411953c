//! Registers those who are registered when the demonstration starts.

use model::registration::{Registration, RegistrationState};
use ports::sealing::KeyedHash;
use store::{StoreError, Tx, repo};
use vocab::{ActivationCode, Entropy, RegistrationId, Timestamp};

use super::Seeding;
use crate::population::{DemoPerson, DemoRegistration, people};

pub(super) async fn seed(seeding: &Seeding) -> Result<(), StoreError> {
    let now = seeding.clock.now();
    let entropy = seeding.entropy.clone();
    let hashes = seeding.hashes.clone();
    seeding
        .store
        .transact("demo.seed_people", move |tx| {
            for person in people() {
                if person.registration == DemoRegistration::None
                    || repo::person::find_by_number(tx, &person.record.number)?.is_some()
                {
                    continue;
                }
                let code = ActivationCode::generate(&*entropy);
                register(tx, &person, &code, &*hashes, now, &*entropy)?;
            }
            Ok::<_, StoreError>(())
        })
        .await
}

fn register(
    tx: &mut Tx<'_>,
    demo: &DemoPerson,
    code: &ActivationCode,
    hashes: &dyn KeyedHash,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Result<(), StoreError> {
    let (Some(level), Some(state)) = (demo.registration.level(), demo.registration.state()) else {
        return Ok(());
    };
    let record = &demo.record;
    let person = repo::person::add(
        tx,
        &record.number,
        &record.name,
        record.birth_date,
        demo.lang,
        now,
        entropy,
    )?;
    // As `registration` binds it: the code belongs to its person.
    let mut material = person.id.as_bytes().to_vec();
    material.extend_from_slice(code.as_str().as_bytes());
    let activation_hash = hashes.hash("activation.code", &material);
    let registration = Registration {
        id: RegistrationId::new(now, entropy),
        person: person.id,
        level,
        state,
        phone: demo.phone.clone(),
        email: demo.email.clone(),
        lang: demo.lang,
        registered_at: now,
    };
    // A phone counts for nobody but an active registration.
    if state == RegistrationState::Active {
        return repo::registration::add(
            tx,
            &registration,
            person.data_key,
            "office",
            activation_hash,
            now,
        );
    }
    repo::registration::add_without_phone(
        tx,
        &registration,
        person.data_key,
        "office",
        activation_hash,
        now,
    )
}
