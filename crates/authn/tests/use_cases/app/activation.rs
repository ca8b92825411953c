//! A device is activated: refusals first.

use audit::Event;
use authn::{
    ActivationCodeRefused, CodeAgainError, InvitationRefused, InviteError, NewUnlock, ProofError,
    RegisterDevice, RegisterDeviceError, StrangerRefused,
};
use model::{
    app::{activation::ActivatedBy, device::Unlock},
    document::ContrastDatum,
    notice::{Channel, Notice},
    registration::RegistrationState,
    restriction::{Means, RestrictionKind},
};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{AssuranceLevel, Line, OtpCode, RegistrationLevel};

use super::{
    phone::Phone,
    steps::{By, CODE, begun, code, sms_code},
};
use crate::support::{Door, marta, tomas};

fn wrong(right: &OtpCode) -> OtpCode {
    let other = if right.as_str() == "111111" {
        "222222"
    } else {
        "111111"
    };
    OtpCode::parse(other).unwrap()
}

on_both_engines! {
    async fn a_wrong_datum_begins_nothing_and_ten_pause_the_number(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut asked = begun(&marta());
        asked.contrast = ContrastDatum::ValidUntil("2031-01-02".parse().unwrap());
        for _ in 0..10 {
            let refused = door.keeper.begin_activation(asked.clone()).await;
            assert!(matches!(refused, Err(StrangerRefused::NotConfirmed)));
        }
        let refused = door.keeper.begin_activation(begun(&marta())).await;
        assert!(matches!(refused, Err(StrangerRefused::TooMany { .. })), "{refused:?}");
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM app_activation")).await, 0);
    }

    /// Anybody makes a key and signs with it: without a ticket of ours nothing is written.
    async fn a_key_without_a_ticket_spends_no_nonce(database: TestDatabase) {
        let door = Door::open(&database);
        let phone = Phone::new();
        let refused = door.keeper.register_device(RegisterDevice {
            ticket: "made up".into(),
            name: Line::parse("Pixel 8 · Chrome").unwrap(),
            public_key: phone.public_key(),
            unlock: NewUnlock::Code(code(CODE)),
            replace: false,
            signed: phone.signed(&door, "{}"),
        });
        let refused = refused.await;
        assert!(matches!(refused, Err(RegisterDeviceError::Gone)), "{refused:?}");
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM spent_identifier")).await, 0);
    }

    async fn the_third_wrong_code_ends_an_activation(database: TestDatabase) {
        let door = Door::open(&database);
        let marta_id = door.registered(&marta()).await;
        let ticket = door.begin(&marta()).await;
        let right = sms_code(&door.messages().await).unwrap();
        for left in [2, 1] {
            let refused = door.keeper.enter_activation_code(&ticket, &wrong(&right)).await;
            let Err(ActivationCodeRefused::Wrong { left: told }) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(told, left);
        }
        for given in [wrong(&right), right] {
            let refused = door.keeper.enter_activation_code(&ticket, &given).await;
            assert!(matches!(refused, Err(ActivationCodeRefused::Gone)), "{refused:?}");
        }
        let voided = door.audited(marta_id).await;
        let voided = voided.iter().filter(|(event, _)| *event == Event::AppCodeVoided);
        assert_eq!(voided.count(), 1);
    }

    async fn a_code_works_once_and_for_five_minutes(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ticket = door.begin(&marta()).await;
        let right = sms_code(&door.messages().await).unwrap();
        door.keeper.enter_activation_code(&ticket, &right).await.unwrap();
        let again = door.keeper.enter_activation_code(&ticket, &right).await;
        assert!(matches!(again, Err(ActivationCodeRefused::Gone)));

        let ticket = door.begin(&marta()).await;
        let right = sms_code(&door.messages().await).unwrap();
        door.wait_minutes(5);
        let late = door.keeper.enter_activation_code(&ticket, &right).await;
        assert!(matches!(late, Err(ActivationCodeRefused::Gone)));
    }

    async fn parallel_guesses_have_three_tries_together(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ticket = door.begin(&marta()).await;
        let right = sms_code(&door.messages().await).unwrap();
        door.warm_up().await;
        let mut tries = JoinSet::new();
        for _ in 0..12 {
            let (keeper, ticket, guess) = (door.keeper.clone(), ticket.clone(), wrong(&right));
            tries.spawn(async move { keeper.enter_activation_code(&ticket, &guess).await });
        }
        let outcomes = tries.join_all().await;
        let looked_at = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(ActivationCodeRefused::Wrong { .. })))
            .count();
        assert!(looked_at <= 2, "{looked_at}");
        let after = door.keeper.enter_activation_code(&ticket, &right).await;
        assert!(matches!(after, Err(ActivationCodeRefused::Gone)) || looked_at < 2);
    }

    async fn another_code_waits_a_minute_and_voids_the_one_before(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ticket = door.begin(&marta()).await;
        let first = sms_code(&door.messages().await).unwrap();
        let early = door.keeper.send_activation_code_again(&ticket).await;
        assert!(matches!(early, Err(CodeAgainError::TooEarly { .. })));
        for _ in 0..2 {
            door.wait_minutes(1);
            door.keeper.send_activation_code_again(&ticket).await.unwrap();
        }
        let last = sms_code(&door.messages().await).unwrap();
        door.wait_minutes(1);
        let fourth = door.keeper.send_activation_code_again(&ticket).await;
        assert!(matches!(fourth, Err(CodeAgainError::Gone)), "three a activation");
        if first != last {
            let refused = door.keeper.enter_activation_code(&ticket, &first).await;
            assert!(matches!(refused, Err(ActivationCodeRefused::Wrong { .. })));
        }
        door.keeper.enter_activation_code(&ticket, &last).await.unwrap();
    }

    /// A stranger who knows number and datum makes the phone ring four times an hour, and has no
    /// code to guess afterwards.
    async fn the_phone_rings_four_times_an_hour(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        for _ in 0..4 {
            door.begin(&marta()).await;
        }
        assert_eq!(door.messages().await.len(), 4);
        door.begin(&marta()).await;
        assert_eq!(door.messages().await.len(), 0);
        door.wait_minutes(60);
        door.begin(&marta()).await;
        assert_eq!(door.messages().await.len(), 1);
    }

    async fn a_key_that_did_not_sign_is_not_registered(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ready = door.proven(&marta()).await;
        let (phone, other) = (Phone::new(), Phone::new());
        let asked = |public_key, signed| RegisterDevice {
            ticket: ready.seal(&*door.keeper.tokens),
            name: Line::parse("Pixel").unwrap(),
            public_key,
            unlock: NewUnlock::Code(code(CODE)),
            replace: false,
            signed,
        };
        let foreign = asked(other.public_key(), phone.signed(&door, "{}"));
        let refused = door.keeper.register_device(foreign).await;
        let is_refused = |refused: &Result<_, _>| {
            matches!(refused, Err(RegisterDeviceError::Proof(ProofError::Signature)))
        };
        assert!(is_refused(&refused), "{refused:?}");

        let short = asked(vec![4; 64], phone.signed(&door, "{}"));
        let refused = door.keeper.register_device(short).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Key)));

        let signed = phone.signed(&door, "{}");
        door.keeper
            .register_device(asked(phone.public_key(), signed.clone()))
            .await
            .unwrap();
        let replayed = door.keeper.register_device(asked(phone.public_key(), signed)).await;
        assert!(
            matches!(replayed, Err(RegisterDeviceError::Proof(ProofError::Nonce))),
            "{replayed:?}"
        );
    }

    async fn an_activation_gives_one_device_and_nothing_without_the_code(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ticket = door.begin(&marta()).await;
        let code_of_sms = sms_code(&door.messages().await).unwrap();
        // The ticket of the first message is not one of the second.
        let mut phone = Phone::new();
        let refused = door
            .keeper
            .register_device(RegisterDevice {
                ticket: ticket.seal(&*door.keeper.tokens),
                name: Line::parse("Pixel").unwrap(),
                public_key: phone.public_key(),
                unlock: NewUnlock::Code(code(CODE)),
                replace: false,
                signed: phone.signed(&door, "{}"),
            })
            .await;
        assert!(matches!(refused, Err(RegisterDeviceError::Gone)));
        let ready = door.keeper.enter_activation_code(&ticket, &code_of_sms).await.unwrap();
        door.register(&ready, &mut phone, By::Code, false).await.unwrap();
        let mut second = Phone::new();
        let refused = door.register(&ready, &mut second, By::Code, true).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Gone)), "{refused:?}");
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM app_device")).await, 1);
    }

    async fn a_proven_activation_waits_a_quarter_of_an_hour(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ready = door.proven(&marta()).await;
        door.wait_minutes(15);
        let refused = door.register(&ready, &mut Phone::new(), By::Code, false).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Gone)));
    }

    async fn passkeys_that_nobody_unlocked_or_of_another_site_are_refused(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ready = door.proven(&marta()).await;
        let mut phone = Phone::new();
        phone.passkey.recognises_its_owner = false;
        let refused = door.register(&ready, &mut phone, By::Passkey, false).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Passkey)));
        let mut phone = Phone::new();
        phone.passkey.origin = "http://localhost.evil.example:8080";
        let refused = door.register(&ready, &mut phone, By::Passkey, false).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Passkey)));
        // Nothing was used up by it.
        door.register(&ready, &mut Phone::new(), By::Passkey, false).await.unwrap();
    }

    async fn an_unlock_code_that_everybody_tries_first_is_refused(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let ready = door.proven(&marta()).await;
        let phone = Phone::new();
        let refused = door
            .keeper
            .register_device(RegisterDevice {
                ticket: ready.seal(&*door.keeper.tokens),
                name: Line::parse("Pixel").unwrap(),
                public_key: phone.public_key(),
                unlock: NewUnlock::Code(code("123456")),
                replace: false,
                signed: phone.signed(&door, "{}"),
            })
            .await;
        assert!(matches!(refused, Err(RegisterDeviceError::TooEasy)));
    }

    /// One device a person: the app says which it replaces, and asks.
    async fn another_device_replaces_the_one_before_only_if_agreed(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let first = door.phone(&marta(), By::Code).await;
        let ready = door.proven(&marta()).await;
        assert_eq!(ready.replaces.as_ref().unwrap().name, "Pixel 8 · Chrome");
        let mut second = Phone::new();
        let refused = door.register(&ready, &mut second, By::Code, false).await;
        assert!(matches!(refused, Err(RegisterDeviceError::Replaces(_))));
        assert!(!first.known(&door).await.was_replaced());

        let activated = door.register(&ready, &mut second, By::Code, true).await.unwrap();
        let veto = activated.veto_until.unwrap();
        assert_eq!(veto.as_second() - door.now().as_second(), 24 * 3_600);
        assert!(first.known(&door).await.was_replaced());

        // By SMS and by e-mail, with the person's own name for the device that gave way.
        let told = door.messages().await;
        let activated = |sms: bool| {
            told.iter().any(|message| {
                matches!(message.channel, Channel::Sms(_)) == sms
                    && matches!(
                        &message.notice,
                        Notice::AppActivated { replaced: Some(name), veto_until: Some(_), .. }
                            if name == "Pixel 8 · Chrome"
                    )
            })
        };
        assert!(activated(true) && activated(false), "{told:?}");
        let event = Event::AppDeviceActivated {
            by: "sms".into(),
            unlock: "code".into(),
            replaced: true,
        };
        assert!(door.audited(person).await.iter().any(|(known, _)| *known == event));
    }

    async fn two_devices_at_once_leave_one(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let one = door.proven(&marta()).await;
        let two = door.proven(&marta()).await;
        door.warm_up().await;
        let (mut first, mut second) = (Phone::new(), Phone::new());
        let outcomes = tokio::join!(
            door.register(&one, &mut first, By::Code, true),
            door.register(&two, &mut second, By::Code, true),
        );
        assert!(outcomes.0.is_ok() || outcomes.1.is_ok());
        let active = sql!("SELECT COUNT(*) FROM app_device WHERE state = 'active'");
        assert_eq!(door.count(active).await, 1);
    }

    /// D23: substantial takes a passkey that stays in the device and more than an SMS.
    async fn an_sms_alone_never_activates_a_substantial_device(database: TestDatabase) {
        let door = Door::open(&database);
        let (level, active) = (RegistrationLevel::Advanced, RegistrationState::Active);
        let person = door.registered_as(&marta(), level, active).await;
        let ready = door.proven(&marta()).await;
        assert_eq!(ready.by, ActivatedBy::Sms);
        let by_sms = door.register(&ready, &mut Phone::new(), By::Passkey, true).await.unwrap();
        assert_eq!(by_sms.device.unlock, Unlock::Passkey { copied: false });
        assert_eq!(by_sms.device.level, AssuranceLevel::Low);

        let ready = door.invited(person).await;
        let by_session = door.register(&ready, &mut Phone::new(), By::Passkey, true).await.unwrap();
        assert_eq!(by_session.device.level, AssuranceLevel::Substantial);
        assert_eq!(by_session.veto_until, None);

        let ready = door.invited(person).await;
        let mut synced = Phone::new();
        synced.passkey.may_be_copied = true;
        let copied = door.register(&ready, &mut synced, By::Passkey, true).await.unwrap();
        assert_eq!(copied.device.level, AssuranceLevel::Low);
    }

    async fn an_invitation_takes_a_higher_session_works_once_and_ten_minutes(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let (_, with_pin) = door.identified(&marta()).await;
        assert!(matches!(
            door.keeper.invite_device(&with_pin).await,
            Err(InviteError::LevelTooLow)
        ));
        let session = door.with_certificate(person).await;
        let invitation = door.keeper.invite_device(&session).await.unwrap();
        door.keeper.take_invitation(&invitation.text).await.unwrap();
        let again = door.keeper.take_invitation(&invitation.text).await;
        assert!(matches!(again, Err(InvitationRefused::Gone)));
        let late = door.keeper.invite_device(&session).await.unwrap();
        door.wait_minutes(10);
        let late = door.keeper.take_invitation(&late.text).await;
        assert!(matches!(late, Err(InvitationRefused::Gone)));
        let forged = door.keeper.take_invitation("00").await;
        assert!(matches!(forged, Err(InvitationRefused::Gone)));
    }

    /// Taken or not, it is worth what its session is worth when it is used.
    async fn an_invitation_ends_with_its_session_taken_or_not(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let session = door.with_certificate(person).await;
        let invitation = door.keeper.invite_device(&session).await.unwrap();
        let taken = door.keeper.invite_device(&session).await.unwrap();
        let ready = door.keeper.take_invitation(&taken.text).await.unwrap();
        let left = door.keeper.close_session(&session, session.session()).await.unwrap();
        assert!(left.is_some());
        let late = door.keeper.take_invitation(&invitation.text).await;
        assert!(matches!(late, Err(InvitationRefused::Gone)), "{late:?}");
        let made = door.register(&ready, &mut Phone::new(), By::Passkey, true).await;
        assert!(matches!(made, Err(RegisterDeviceError::Gone)), "{made:?}");
    }

    /// Who is thrown out keeps no activation, whatever proved it.
    async fn the_end_of_every_session_ends_every_activation(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let session = door.with_certificate(person).await;
        let proven = door.proven(&marta()).await;
        let sent = door.begin(&marta()).await;
        let code = sms_code(&door.messages().await).unwrap();
        let of_stranger = door.begin(&tomas()).await;
        door.keeper.close_every_session(&session).await.unwrap();
        let made = door.register(&proven, &mut Phone::new(), By::Code, true).await;
        assert!(matches!(made, Err(RegisterDeviceError::Gone)), "{made:?}");
        // Whoever began it may be a stranger: it looks like a wrong code, as where nobody is.
        for ticket in [&sent, &of_stranger] {
            let refused = door.keeper.enter_activation_code(ticket, &code).await;
            assert!(
                matches!(refused, Err(ActivationCodeRefused::Wrong { left: 2 })),
                "{refused:?}"
            );
        }
    }

    /// Nothing is worth more than low until the identity is proven again, so nothing is invited.
    async fn nothing_is_invited_under_a_cap_or_while_everything_is_closed(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let session = door.with_certificate(person).await;
        let before = door.keeper.invite_device(&session).await.unwrap();
        for kind in [RestrictionKind::NewProofing, RestrictionKind::Frozen] {
            let id = door.restrict(person, kind).await;
            let late = door.keeper.take_invitation(&before.text).await;
            assert!(matches!(late, Err(InvitationRefused::Gone)), "{late:?}");
            if kind == RestrictionKind::NewProofing {
                let under = door.with_certificate(person).await;
                assert!(!door.keeper.may_invite_device(&under).await.unwrap());
                let refused = door.keeper.invite_device(&under).await;
                assert!(matches!(refused, Err(InviteError::LevelTooLow)), "{refused:?}");
            }
            assert!(door.lifted(id).await);
        }
        let after = door.with_certificate(person).await;
        let invitation = door.keeper.invite_device(&after).await.unwrap();
        door.restrict(person, RestrictionKind::MeansOff(Means::Pin)).await;
        door.keeper.take_invitation(&invitation.text).await.unwrap();
    }

    async fn whoever_is_not_registered_is_sent_no_code(database: TestDatabase) {
        let door = Door::open(&database);
        let ticket = door.begin(&tomas()).await;
        assert_eq!(door.messages().await.len(), 0);
        let guess = OtpCode::parse("111111").unwrap();
        let refused = door.keeper.enter_activation_code(&ticket, &guess).await;
        assert!(matches!(refused, Err(ActivationCodeRefused::Wrong { left: 2 })));
    }
}
