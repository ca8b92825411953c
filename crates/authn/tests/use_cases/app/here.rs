//! The phone that has the app is the one on which the person browses: its passkey opens the session
//! in the same browser (R131).

use audit::Event;
use authn::{Authenticated, PasskeyLogInError, Settings};
use model::{registration::RegistrationState, session::AuthenticationMethod};
use store::on_both_engines;
use vocab::{AssuranceLevel, RegistrationLevel};

use super::{phone::Phone, steps::By};
use crate::support::{Door, arrival, marta, origin, tomas};

impl Door {
    /// The browser asks for a passkey, and the phone gives that of its app.
    async fn comes_in(&self, phone: &mut Phone) -> Result<Authenticated, PasskeyLogInError> {
        let ceremony = self.keeper.passkey_log_in_begin(origin(1)).await.unwrap();
        let answer = phone.passkey.get(&ceremony.options);
        let outcome = self
            .keeper
            .passkey_log_in_finish(&ceremony.secret, &answer, arrival(1))
            .await;
        outcome.map(|(_, authenticated)| authenticated)
    }
}

fn is_refused(outcome: &Result<Authenticated, PasskeyLogInError>) -> bool {
    matches!(outcome, Err(PasskeyLogInError::Refused))
}

on_both_engines! {
    /// D23, B.6: what the passkey gives here is what a confirmation in the app gives.
    async fn the_passkey_of_the_app_opens_the_browser_of_the_same_phone(database: TestDatabase) {
        let door = Door::open(&database);
        let cases = [
            (marta(), RegistrationLevel::Basic, AssuranceLevel::Low),
            (tomas(), RegistrationLevel::Advanced, AssuranceLevel::Substantial),
        ];
        for (who, registration, level) in cases {
            let active = RegistrationState::Active;
            let person = door.registered_as(&who, registration, active).await;
            let mut phone = Phone::new();
            let ready = door.invited(person).await;
            door.register(&ready, &mut phone, By::Passkey, false).await.unwrap();
            let opened = door.comes_in(&mut phone).await.unwrap();
            assert_eq!(opened.person(), person);
            assert_eq!(opened.method(), AuthenticationMethod::AppBound);
            assert_eq!(opened.level(), level);
            let written = door.audited(person).await;
            assert!(written.iter().any(|(event, _)| *event == Event::AppEntered));
            door.comes_in(&mut phone).await.expect("and once more");
        }
    }

    async fn one_that_may_be_copied_or_that_an_sms_activated_stays_low(database: TestDatabase) {
        let door = Door::open(&database);
        let (active, advanced) = (RegistrationState::Active, RegistrationLevel::Advanced);
        let person = door.registered_as(&marta(), advanced, active).await;
        let mut by_sms = door.phone(&marta(), By::Passkey).await;
        let mut copied = Phone::new();
        copied.passkey.may_be_copied = true;
        for activates in [false, true] {
            let phone = if activates { &mut copied } else { &mut by_sms };
            if activates {
                let ready = door.invited(person).await;
                door.register(&ready, phone, By::Passkey, true).await.unwrap();
            }
            let opened = door.comes_in(phone).await.unwrap();
            assert_eq!(opened.method(), AuthenticationMethod::AppKey);
            assert_eq!(opened.level(), AssuranceLevel::Low);
        }
    }

    /// Replaced, taken back by the one before, deactivated: from outside these look alike.
    async fn the_passkey_of_a_device_that_is_gone_opens_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut first = door.phone(&marta(), By::Passkey).await;
        let mut second = door.phone(&marta(), By::Passkey).await;
        assert!(is_refused(&door.comes_in(&mut first).await), "replaced");
        door.comes_in(&mut second).await.unwrap();
        let known = first.known(&door).await;
        door.keeper.veto_device(&known).await.unwrap();
        assert!(is_refused(&door.comes_in(&mut second).await), "vetoed");
        door.comes_in(&mut first).await.unwrap();
        let known = first.known(&door).await;
        door.keeper.deactivate_device(&known).await.unwrap();
        assert!(is_refused(&door.comes_in(&mut first).await), "deactivated");
    }

    async fn it_opens_nothing_unlocked_by_nobody_copied_or_where_the_app_is_not_offered(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Passkey).await;
        let before = phone.passkey.sign_count;
        door.comes_in(&mut phone).await.unwrap();
        phone.passkey.recognises_its_owner = false;
        assert!(is_refused(&door.comes_in(&mut phone).await), "nobody unlocked it");
        phone.passkey.recognises_its_owner = true;
        phone.passkey.sign_count = before;
        assert!(is_refused(&door.comes_in(&mut phone).await), "its counter went back");
        phone.passkey.sign_count += 10;
        let settings = Settings { app_offered: false, ..Settings::default() };
        let without = Door::with(&database, settings);
        assert!(is_refused(&without.comes_in(&mut phone).await));
        door.comes_in(&mut phone).await.unwrap();
    }
}
