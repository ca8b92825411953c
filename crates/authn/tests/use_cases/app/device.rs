//! What a device does to itself: deactivation, the veto, another unlock code.

use audit::Event;
use authn::{
    ActivationCodeRefused, ChangeUnlockCodeError, DeactivateAppError, ProofError, VetoError,
};
use model::{
    alert::AlertFact,
    app::device::{DeviceState, UnlockError},
    notice::Notice,
    restriction::RestrictionKind,
    session::AuthenticationMethod,
};
use store::on_both_engines;
use vocab::AssuranceLevel;

use super::{
    phone::Phone,
    steps::{By, CODE, code, sms_code},
};
use crate::support::{Door, marta, origin};

on_both_engines! {
    async fn a_device_that_was_replaced_looks_and_vetoes_and_nothing_else(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let old = door.phone(&marta(), By::Code).await;
        let before = old.known(&door).await;
        let mut new = door.phone(&marta(), By::Code).await;

        let refused = door.open_in(&old, door.shown(&door.waits(&door.browser()).await)).await;
        assert!(refused.is_err());
        let refused = door.keeper.deactivate_device(&before).await;
        assert!(matches!(refused, Err(ProofError::Gone(DeviceState::Replaced))), "{refused:?}");
        let state = door.keeper.app_state(&old.known(&door).await, origin(1)).await.unwrap();
        assert_eq!((state.owner, state.pin), (None, None));
        assert_eq!(state.veto.unwrap().name, "Pixel 8 · Chrome");

        // What the new one opened ends with it.
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&new, &ticket).await;
        door.confirm(&mut new, &opened, &ticket).await.unwrap();
        let (session, _) = door.enters(&ticket, &browser).await;

        let known = old.known(&door).await;
        let restored = door.keeper.veto_device(&known).await.unwrap();
        assert_eq!(restored.state, DeviceState::Active);
        let gone = new.try_known(&door).await.unwrap_err();
        assert!(matches!(gone, ProofError::Gone(DeviceState::Vetoed)));
        assert_eq!(door.keeper.resume(&session).await.unwrap(), None);
        let ticket = door.waits(&browser).await;
        door.opened(&old, &ticket).await;
        let written = door.audited(person).await;
        assert!(written.iter().any(|(known, _)| *known == Event::AppDeviceVetoed));

        // Whoever has the telephone number still has it: for three days SMS alone activates none.
        let ticket = door.begin(&marta()).await;
        let sms = sms_code(&door.messages().await).unwrap();
        let held = door.keeper.enter_activation_code(&ticket, &sms).await;
        assert!(matches!(held, Err(ActivationCodeRefused::Held { .. })), "{held:?}");
        let ready = door.invited(person).await;
        door.register(&ready, &mut Phone::new(), By::Passkey, true).await.unwrap();
    }

    async fn a_veto_is_for_a_day_and_once_and_only_against_an_sms(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let old = door.phone(&marta(), By::Code).await;
        let active = old.known(&door).await;
        let nothing = door.keeper.veto_device(&active).await;
        assert!(matches!(nothing, Err(VetoError::Nothing)), "it was not replaced");
        door.phone(&marta(), By::Code).await;
        let known = old.known(&door).await;
        door.wait_minutes(24 * 60);
        let late = door.keeper.veto_device(&known).await;
        assert!(matches!(late, Err(VetoError::Nothing)));

        let second = door.phone(&marta(), By::Code).await;
        let ready = door.invited(person).await;
        door.register(&ready, &mut Phone::new(), By::Passkey, true).await.unwrap();
        let known = second.known(&door).await;
        let refused = door.keeper.veto_device(&known).await;
        assert!(matches!(refused, Err(VetoError::Nothing)), "more than an SMS activated it");
    }

    /// What is closed to the person opens again for nobody who lost their place.
    async fn nothing_is_vetoed_while_everything_is_closed(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let old = door.phone(&marta(), By::Code).await;
        door.phone(&marta(), By::Code).await;
        let known = old.known(&door).await;
        for kind in
            [RestrictionKind::Frozen, RestrictionKind::Suspended, RestrictionKind::Blocked]
        {
            let closed = door.restrict(person, kind).await;
            let refused = door.keeper.veto_device(&known).await;
            assert!(matches!(refused, Err(VetoError::Nothing)), "{kind:?}: {refused:?}");
            assert!(door.lifted(closed).await);
        }
        door.keeper.veto_device(&known).await.unwrap();
    }

    async fn deactivating_leaves_the_person_registered_and_the_pin_by_sms(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        door.keeper.deactivate_device(&phone.known(&door).await).await.unwrap();
        let gone = phone.try_known(&door).await.unwrap_err();
        assert!(matches!(gone, ProofError::Gone(DeviceState::Deactivated)));
        let (_, authenticated) = door.identified(&marta()).await;
        assert_eq!(authenticated.method(), AuthenticationMethod::PinSms);

        let phone = door.phone(&marta(), By::Code).await;
        assert!(door.keeper.device_of(&authenticated).await.unwrap().is_some());
        assert!(door.keeper.deactivate_app(&authenticated).await.unwrap());
        assert!(!door.keeper.deactivate_app(&authenticated).await.unwrap());
        assert!(phone.try_known(&door).await.is_err());
        let from = |from: &str| Event::AppDeviceDeactivated { from: from.into() };
        let written = door.audited(person).await;
        for event in [from("device"), from("session")] {
            assert!(written.iter().any(|(known, _)| *known == event), "{event:?}");
        }
    }

    /// As with passkeys: a PIN takes no app away that is worth more than a PIN.
    async fn an_app_is_deactivated_in_a_session_that_reaches_what_it_gives_and_its_person_is_told(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let mut phone = Phone::new();
        let ready = door.invited(person).await;
        door.register(&ready, &mut phone, By::Passkey, true).await.unwrap();
        let low = door.identified(&marta()).await.1;
        door.messages().await;
        let refused = door.keeper.deactivate_app(&low).await;
        let needed = AssuranceLevel::Substantial;
        assert!(
            matches!(refused, Err(DeactivateAppError::LevelNeeded(level)) if level == needed),
            "{refused:?}"
        );
        phone.known(&door).await;
        let told = async || {
            let told = door.messages().await;
            let gone = told.iter().filter(|message| {
                matches!(message.notice, Notice::Alert { fact: AlertFact::AppDeactivated, .. })
            });
            gone.count()
        };
        assert_eq!(told().await, 0);
        let high = door.session_of(person, AuthenticationMethod::Certificate).await;
        assert!(door.keeper.deactivate_app(&high).await.unwrap());
        assert_eq!(told().await, 1);
        let phone = door.phone(&marta(), By::Code).await;
        door.keeper.deactivate_device(&phone.known(&door).await).await.unwrap();
        assert_eq!(told().await, 1, "also if the device itself did");
    }

    async fn the_unlock_code_changes_against_the_one_before(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let change = async |phone: &Phone, current: &str, new: &str| {
            let known = phone.known(&door).await;
            door.keeper
                .change_unlock_code(&known, &code(current), &code(new))
                .await
        };
        let wrong = change(&phone, "111222", "915204").await;
        let expected = UnlockError::Wrong { left: 4 };
        assert!(matches!(wrong, Err(ChangeUnlockCodeError::Unlock(error)) if error == expected));
        let easy = change(&phone, CODE, "000000").await;
        assert!(matches!(easy, Err(ChangeUnlockCodeError::TooEasy)));
        change(&phone, CODE, "915204").await.unwrap();
        let ticket = door.waits(&door.browser()).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap_err();
        let number = ticket.number.as_str();
        door.confirm_with(&phone, opened.request.id, number, "915204").await.unwrap();

        let with_passkey = door.phone(&marta(), By::Passkey).await;
        let none = change(&with_passkey, CODE, "915204").await;
        let expected = UnlockError::NoCode;
        assert!(matches!(none, Err(ChangeUnlockCodeError::Unlock(error)) if error == expected));
    }
}
