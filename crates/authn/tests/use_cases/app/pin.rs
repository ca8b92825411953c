//! The PIN in the app (R121, R128).

use model::{pin::EnterPinError, session::AuthenticationMethod};
use store::on_both_engines;
use vocab::{AssuranceLevel, OneTimePin};

use super::{phone::Phone, steps::By};
use crate::support::{Door, marta, origin, other_than, pin};

async fn shown(door: &Door, phone: &Phone) -> Option<OneTimePin> {
    let known = phone.known(door).await;
    let state = door.keeper.app_state(&known, origin(1)).await.unwrap();
    state.pin.map(|view| {
        assert_eq!(
            view.asked_by.in_lang(vocab::Lang::Es),
            crate::support::SERVICE
        );
        view.pin
    })
}

on_both_engines! {
    async fn the_app_shows_the_pin_that_the_browser_asked_for(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        assert_eq!(shown(&door, &phone).await, None);
        let browser = door.browser();
        let ticket = door.obtain(&marta(), &browser).await;
        let in_app = shown(&door, &phone).await.unwrap();
        let (_, authenticated) = door.enter(&ticket, &browser, &in_app).await.unwrap();
        assert_eq!(authenticated.method(), AuthenticationMethod::PinApp);
        assert_eq!(authenticated.level(), AssuranceLevel::Low);
        assert_eq!(shown(&door, &phone).await, None, "used");
    }

    /// The SMS is offered after the same minute for everybody, and voids what the app shows.
    async fn the_sms_takes_the_place_of_the_pin_in_the_app(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.obtain(&marta(), &browser).await;
        let in_app = shown(&door, &phone).await.unwrap();
        let ticket = door.ask_for_sms(&ticket, &browser).await;
        assert_eq!(shown(&door, &phone).await, None);
        let by_sms = pin(&door.messages().await);
        if in_app != by_sms {
            let refused = door.enter(&ticket, &browser, &in_app).await.unwrap_err();
            assert_eq!(refused, EnterPinError::Wrong { left: 2 });
        }
        let (_, authenticated) = door.enter(&ticket, &browser, &by_sms).await.unwrap();
        assert_eq!(authenticated.method(), AuthenticationMethod::PinSms);
    }

    async fn a_pin_that_expired_was_voided_or_replaced_shows_no_more(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        door.obtain(&marta(), &browser).await;
        let first = shown(&door, &phone).await.unwrap();
        let ticket = door.obtain(&marta(), &browser).await;
        let second = shown(&door, &phone).await.unwrap();
        let wrong = other_than(&second);
        for _ in 0..3 {
            door.enter(&ticket, &browser, &wrong).await.unwrap_err();
        }
        assert_eq!(shown(&door, &phone).await, None, "{first:?}");
        door.obtain(&marta(), &browser).await;
        door.wait_minutes(10);
        assert_eq!(shown(&door, &phone).await, None);
    }

    async fn a_device_that_is_gone_shows_no_pin_and_the_next_one_does(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let old = door.phone(&marta(), By::Code).await;
        let new = door.phone(&marta(), By::Code).await;
        door.obtain(&marta(), &door.browser()).await;
        assert_eq!(shown(&door, &old).await, None);
        assert!(shown(&door, &new).await.is_some());
    }
}
