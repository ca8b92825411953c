//! Where the app was offered once and is not any more, whoever has it can still see and leave it.

use axum::http::Method;
use model::app::{
    activation::ActivatedBy,
    device::{Device, DeviceState, Unlock},
};
use store::{StoreError, repo};
use vocab::{AppDeviceId, Line};

use crate::browser::Browser;
use crate::mine::person_of;
use crate::rig::{Rig, with_dni};

/// A device of Jordi's from the time when the app was offered.
async fn had_the_app(rig: &Rig) {
    let (person, now) = (person_of(rig).await, rig.now());
    let stored = repo::app::device::StoredDevice {
        device: Device {
            id: AppDeviceId::new(now, &keys::OsEntropy),
            person,
            state: DeviceState::Active,
            unlock: Unlock::Code,
            activated_by: ActivatedBy::Sms,
            activated_at: now,
            wrong_unlocks: 0,
            replaced_by: None,
            veto_until: None,
        },
        name: Line::parse("El móvil de siempre").unwrap(),
        public_key: vec![4; 65],
        passkey: None,
        unlock_hash: Some([7; 32]),
    };
    let added = rig
        .database
        .store()
        .transact::<_, StoreError, _>("test.device", move |tx| {
            let key = repo::person::guard(tx, person, now)?;
            repo::app::device::add(tx, &stored, key, now)
        })
        .await;
    assert!(added.unwrap());
}

#[tokio::test]
async fn whoever_has_a_device_sees_and_deactivates_it_and_nobody_activates_another() {
    let rig = Rig::new().await;
    had_the_app(&rig).await;
    let mut browser = Browser::new(&rig);
    browser
        .open("/login/pin")
        .await
        .enter_with_pin(&with_dni(31))
        .await;
    browser.open("/session/means").await;
    let manage = "href=\"/session/app\"";
    assert!(browser.page().contains(manage), "{}", browser.text());
    browser.open("/session/app").await.answers(200).is_private();
    browser
        .says("El móvil de siempre")
        .does_not_say("Activar la app");
    assert!(!browser.page().contains("/session/app/invite"));
    assert!(!browser.page().contains("href=\"/app\""));
    let forged = browser.filled("/session/app/deactivate", &[]);
    browser.post("/session/app/invite", forged).await;
    browser.answers(404);

    browser.open("/session/app").await;
    browser.send("/session/app/deactivate", &[]).await;
    browser.is_at("/session/means");
    assert!(!browser.page().contains(manage), "{}", browser.text());
    browser.open("/session/app").await.is_at("/session/means");
    browser.ask(Method::GET, "/app", &[], "").await;
    browser.answers(404);
}
