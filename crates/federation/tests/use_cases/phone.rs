//! A phone with the app that answers requests by telephone: not by the use cases of the app, which
//! have tests of their own, but with the rows that they write.

use model::{
    app::{
        AppRules,
        activation::ActivatedBy,
        device::{Device, DeviceState, Unlock},
    },
    registration::{Registration, RegistrationState},
};
use simulators::population::DemoPerson;
use store::{
    Store, StoreError, repo,
    repo::app::device::{DevicePasskey, StoredDevice},
};
use vocab::{
    AppDeviceId, AppRequestId, Entropy, IdentityNumber, Line, PersonId, RegistrationId,
    RegistrationLevel, SeededEntropy, SignedDuration, Timestamp,
};

/// What the person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    /// They have it open.
    Nothing,
    Yes,
    No,
}

/// Registers somebody, and activates their app.
pub(crate) async fn of(store: &Store, person: &DemoPerson, now: Timestamp) -> PersonId {
    let demo = person.clone();
    store
        .transact::<_, StoreError, _>("test.register", move |tx| {
            let record = &demo.record;
            let entropy =
                &SeededEntropy::new(u64::from(record.number.as_str().as_bytes()[3]) + 7_000);
            let person = repo::person::add(
                tx,
                &record.number,
                &record.name,
                record.birth_date,
                demo.lang,
                now,
                entropy,
            )?;
            let registration = Registration {
                id: RegistrationId::new(now, entropy),
                person: person.id,
                level: RegistrationLevel::Advanced,
                state: RegistrationState::Active,
                phone: demo.phone.clone(),
                email: demo.email.clone(),
                lang: demo.lang,
                registered_at: now,
            };
            repo::registration::add(tx, &registration, person.data_key, "office", [1; 32], now)
        })
        .await
        .unwrap();
    activate(store, &person.record.number, now).await
}

/// Activates the app of somebody registered, in a phone that is bound to its key.
pub(crate) async fn activate(store: &Store, number: &IdentityNumber, now: Timestamp) -> PersonId {
    let number = number.clone();
    store
        .transact::<_, StoreError, _>("test.phone", move |tx| {
            let person = repo::person::find_by_number(tx, &number)?.unwrap();
            let data_key = repo::person::data_key_of(tx, person)?.unwrap();
            // Another phone for each person.
            let mut seed = [0; 8];
            seed.copy_from_slice(&person.as_bytes()[8..]);
            let entropy: &dyn Entropy = &SeededEntropy::new(u64::from_be_bytes(seed));
            let stored = StoredDevice {
                device: Device {
                    id: AppDeviceId::new(now, entropy),
                    person,
                    state: DeviceState::Active,
                    unlock: Unlock::Passkey { copied: false },
                    activated_by: ActivatedBy::Session,
                    activated_at: now,
                    wrong_unlocks: 0,
                    replaced_by: None,
                    veto_until: None,
                },
                name: Line::parse("Pixel").unwrap(),
                public_key: person.as_bytes().to_vec(),
                passkey: Some(DevicePasskey {
                    credential_id: person.as_bytes().to_vec(),
                    public_key: Vec::new(),
                    sign_count: 0,
                }),
                unlock_hash: None,
            };
            assert!(repo::app::device::add(tx, &stored, data_key, now)?);
            Ok(person)
        })
        .await
        .unwrap()
}

/// The person answers the newest request in their phone.
pub(crate) async fn answer(store: &Store, person: PersonId, says: Says, now: Timestamp) {
    store
        .transact::<_, StoreError, _>("test.answer", move |tx| {
            let since = now - SignedDuration::from_secs(300);
            let newest = repo::app::request::list_of(tx, person, since, 1)?.pop();
            let id: AppRequestId = newest.unwrap().request.id;
            let (kept, version) = repo::app::request::find(tx, id)?.unwrap();
            let device = repo::app::device::active_id_of(tx, person)?.unwrap();
            let device = repo::app::device::find(tx, device)?.unwrap().device;
            let rules = AppRules::default();
            let seen = kept.request.open(&device, [4; 32], now, rules).unwrap();
            let recognised = device.recognised_by_passkey().unwrap();
            let answered = match says {
                Says::Nothing => seen,
                Says::Yes => seen.confirm_call(&device, &recognised, now, rules).unwrap(),
                Says::No => seen.reject(&device, now, rules).unwrap(),
            };
            assert!(repo::app::request::set(tx, &answered, version, now)?);
            match says {
                Says::Nothing => Ok(()),
                Says::Yes | Says::No => repo::app::call::answered(tx, id, now),
            }
        })
        .await
        .unwrap();
}
