//! Registers those who are registered when the demonstration starts.

use model::registration::{Registration, RegistrationState};
use ports::{passwords::activation_hash, sealing::KeyedHash};
use store::{StoreError, Tx, repo};
use vocab::{ActivationCode, Entropy, Password, RegistrationId, Timestamp};

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
                let code = person.activation_code();
                register(tx, &person, &code, &*hashes, now, &*entropy)?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    for person in people() {
        if let Some(password) = person.password() {
            set_password(seeding, &person, &password).await?;
        }
    }
    Ok(())
}

/// Sets the permanent password of who has one when the demonstration starts.
async fn set_password(
    seeding: &Seeding,
    demo: &DemoPerson,
    password: &Password,
) -> Result<(), StoreError> {
    let number = demo.record.number.clone();
    let found = seeding
        .store
        .read("demo.who_has_a_password", move |tx| {
            let Some(person) = repo::person::find_by_number(tx, &number)? else {
                return Ok::<_, StoreError>(None);
            };
            let set = repo::password::find(tx, person)?.is_some();
            Ok((!set).then_some(person))
        })
        .await?;
    let Some(person) = found else { return Ok(()) };
    let Ok(hash) = seeding.passwords.hash(person, password).await else {
        // Nobody else hashes while the demonstration starts; without it the person activates theirs.
        return Ok(());
    };
    let (now, entropy) = (seeding.clock.now(), seeding.entropy.clone());
    seeding
        .store
        .transact("demo.set_password", move |tx| {
            repo::password::set(tx, person, &hash, 1, now, &*entropy)
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
    let activation_hash = activation_hash(hashes, person.id, code);
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
