//! The one-time PIN from "Obtain PIN" to the session (R117–R128, R250).

use audit::Event;
use authn::{EnterPinRefused, PinTicket, SendPinError};
use model::{
    notice::{Channel, Notice},
    pin::EnterPinError,
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use simulators::population::DemoPerson;
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{AssuranceLevel, Lang, OneTimePin, RegistrationLevel, UserKeyPart};

use crate::support::{
    Door, SERVICE, SERVICE_IN_CATALAN, marta, other_than, person, pin, service, tomas, typed,
};

on_both_engines! {
    /// R117, R119, R120, R122, R123: number and datum, PIN, access.
    async fn a_registered_person_identifies_with_the_pin_of_the_sms(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let (secret, entered) = door.identified(&marta()).await;
        assert_eq!(entered.person(), her);
        assert_eq!(entered.authenticated_at(), door.now());
        assert_eq!(entered.method(), AuthenticationMethod::PinSms);
        assert_eq!(entered.registration_level(), RegistrationLevel::Basic);
        assert_eq!(entered.level(), AssuranceLevel::Low);
        let resumed = door.keeper.resume(&secret).await.unwrap().unwrap();
        assert_eq!(resumed, entered);
        let audited = door.audited(her).await;
        let entry = |event, use_case: &str| (event, use_case.to_owned());
        assert_eq!(
            audited,
            [
                entry(Event::PinAccepted, "authn.pin.enter_pin"),
                entry(Event::PinRequested, "authn.pin.obtain_pin"),
                entry(Event::PinSent, "authn.pin.send_pin_by_sms"),
            ]
        );
    }

    /// R128: the SMS is offered after 60 seconds, by the server's clock.
    async fn the_sms_is_sent_only_after_the_wait(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let ticket = door.obtain(&marta(), &browser).await;
        assert_eq!(ticket.sms_from.as_second() - door.now().as_second(), 60);
        assert!(!ticket.sms_sent);
        door.clock.advance_seconds(59);
        let early = door.keeper.send_pin_by_sms(&ticket, &browser, service()).await;
        assert!(matches!(early, Err(SendPinError::TooEarly)));
        assert!(door.messages().await.is_empty());
        door.clock.advance_seconds(1);
        let ticket = door.keeper.send_pin_by_sms(&ticket, &browser, service()).await.unwrap();
        assert!(ticket.sms_sent);
        let messages = door.messages().await;
        let [message] = &messages[..] else { panic!("{messages:?}") };
        assert_eq!(message.channel, Channel::Sms(marta().phone));
        assert_eq!(message.lang, marta().lang);
        assert_eq!(message.send_before, ticket.expires_at);
        match &message.notice {
            Notice::Pin { pin, relying_party, minutes } => {
                assert_eq!((pin.as_str().len(), relying_party.as_str(), *minutes), (3, SERVICE, 10));
            }
            other => panic!("{other:?}"),
        }
    }

    /// The page may be in any language; the SMS and the name in it are in the person's own.
    async fn the_sms_names_who_asks_in_the_language_of_the_person(database: TestDatabase) {
        let door = Door::open(&database);
        let his = DemoPerson { lang: Lang::Ca, ..marta() };
        door.registered(&his).await;
        let browser = door.browser();
        let ticket = door.obtain(&his, &browser).await;
        door.ask_for_sms(&ticket, &browser).await;
        let messages = door.messages().await;
        let [message] = &messages[..] else { panic!("{messages:?}") };
        assert_eq!(message.lang, Lang::Ca);
        let Notice::Pin { relying_party, .. } = &message.notice else { panic!("{message:?}") };
        assert_eq!(relying_party, SERVICE_IN_CATALAN);
    }

    /// Each SMS brings fresh tries: who guesses must wait for them, and a double click sends one.
    async fn another_sms_waits_as_long_again_and_voids_the_pin_before(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, first) = door.with_pin(&marta(), &browser).await;
        for second in [0, 59] {
            door.clock.advance_seconds(second);
            let early = door.keeper.send_pin_by_sms(&ticket, &browser, service()).await;
            assert!(matches!(early, Err(SendPinError::TooEarly)), "{second}");
        }
        assert!(door.messages().await.is_empty());
        door.clock.advance_seconds(1);
        let ticket = door.keeper.send_pin_by_sms(&ticket, &browser, service()).await.unwrap();
        let second = pin(&door.messages().await);
        let old = door.enter(&ticket, &browser, &first).await;
        assert_eq!(old.unwrap_err(), EnterPinError::Wrong { left: 2 });
        door.enter(&ticket, &browser, &second).await.unwrap();
    }

    /// R125, R126.
    async fn a_pin_works_for_ten_minutes(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        assert_eq!(ticket.expires_at.as_second() - door.now().as_second(), 600);
        door.clock.advance_seconds(600);
        let late = door.enter(&ticket, &browser, &pin).await;
        assert_eq!(late.unwrap_err(), EnterPinError::Expired);
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        door.clock.advance_seconds(599);
        door.enter(&ticket, &browser, &pin).await.unwrap();
    }

    /// R124: one after the other, and at the same moment.
    async fn a_pin_opens_one_session(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        door.warm_up().await;
        let mut entering = JoinSet::new();
        for _ in 0..4 {
            let (keeper, given) = (door.keeper.clone(), typed(&ticket, &browser, &pin));
            entering.spawn(async move { keeper.enter_pin(given).await.map(|_| ()) });
        }
        let answers = entering.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| matches!(
            error,
            EnterPinRefused::Pin(EnterPinError::Used | EnterPinError::Superseded)
        )));
        let again = door.enter(&ticket, &browser, &pin).await;
        assert_eq!(again.unwrap_err(), EnterPinError::Used);
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 1);
    }

    /// Defaults D6.
    async fn three_wrong_pins_void_it(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        let wrong = other_than(&pin);
        for expected in
            [EnterPinError::Wrong { left: 2 }, EnterPinError::Wrong { left: 1 }, EnterPinError::Void]
        {
            let answer = door.enter(&ticket, &browser, &wrong).await;
            assert_eq!(answer.unwrap_err(), expected);
        }
        let right = door.enter(&ticket, &browser, &pin).await;
        assert_eq!(right.unwrap_err(), EnterPinError::Void);
        door.wait_minutes(1);
        let sms = door.keeper.send_pin_by_sms(&ticket, &browser, service()).await;
        assert!(matches!(sms, Err(SendPinError::Gone)), "a void challenge gets no fresh PIN");
        let voided = door.audited(her).await;
        let voided = voided.iter().filter(|(event, _)| *event == Event::PinVoided).count();
        assert_eq!(voided, 1);
    }

    /// Whoever guesses in many windows at once has three tries all the same.
    async fn guesses_at_the_same_moment_get_three_tries(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        let given = typed(&ticket, &browser, &other_than(&pin));
        door.warm_up().await;
        let mut guessing = JoinSet::new();
        for _ in 0..12 {
            let (keeper, given) = (door.keeper.clone(), given.clone());
            guessing.spawn(async move { keeper.enter_pin(given).await });
        }
        let answers = guessing.join_all().await;
        let wrong = answers.iter().filter(|answer| {
            matches!(answer, Err(EnterPinRefused::Pin(EnterPinError::Wrong { .. })))
        });
        assert_eq!(wrong.count(), 2, "{answers:?}");
        let right = door.enter(&ticket, &browser, &pin).await;
        assert_eq!(right.unwrap_err(), EnterPinError::Void);
    }

    /// R250: within one browser the newest counts, whoever's number was typed.
    async fn asking_for_another_pin_voids_the_one_before_in_this_browser(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (here, elsewhere) = (door.browser(), door.browser());
        let (other_ticket, other_pin) = door.with_pin(&marta(), &elsewhere).await;
        let (ticket, pin) = door.with_pin(&marta(), &here).await;
        door.obtain(&tomas(), &here).await;
        let old = door.enter(&ticket, &here, &pin).await;
        assert_eq!(old.unwrap_err(), EnterPinError::Superseded);
        let sms = door.keeper.send_pin_by_sms(&ticket, &here, service()).await;
        assert!(matches!(sms, Err(SendPinError::Gone)));
        door.enter(&other_ticket, &elsewhere, &other_pin).await.unwrap();
    }

    /// R250: a PIN read aloud over the telephone opens nothing in the caller's browser.
    async fn another_browser_can_do_nothing_with_it(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let (hers, strangers) = (door.browser(), door.browser());
        let (ticket, pin) = door.with_pin(&marta(), &hers).await;
        let entered = door.enter(&ticket, &strangers, &pin).await;
        assert_eq!(entered.unwrap_err(), EnterPinError::Superseded);
        door.wait_minutes(1);
        let sms = door.keeper.send_pin_by_sms(&ticket, &strangers, service()).await;
        assert!(matches!(sms, Err(SendPinError::Gone)));
        assert!(door.messages().await.is_empty());
        door.enter(&ticket, &hers, &pin).await.unwrap();
    }

    /// R123, defaults D7: the person's part belongs to the access code.
    async fn the_access_code_is_user_part_and_pin_together(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        let mut given = typed(&ticket, &browser, &pin);
        given.user_part = UserKeyPart::parse("LUNA").unwrap();
        let other_part = door.keeper.enter_pin(given).await;
        assert!(matches!(
            other_part,
            Err(EnterPinRefused::Pin(EnterPinError::Wrong { left: 2 }))
        ));
        let mut given = typed(&ticket, &browser, &pin);
        given.user_part = UserKeyPart::parse("sol7").unwrap();
        given.pin = OneTimePin::parse(&pin.as_str().to_lowercase()).unwrap();
        door.keeper.enter_pin(given).await.unwrap();
    }

    /// The phone was taken over between the SMS and the PIN.
    async fn who_is_displaced_while_the_pin_travels_does_not_enter(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let browser = door.browser();
        let (ticket, pin) = door.with_pin(&marta(), &browser).await;
        door.displace(her).await;
        let entered = door.enter(&ticket, &browser, &pin).await;
        assert_eq!(entered.unwrap_err(), EnterPinError::Superseded);
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 0);
    }

    /// R061, R062: the SMS asked for after the displacement rings nobody's phone.
    async fn a_phone_that_was_displaced_gets_no_pin_of_its_former_holder(database: TestDatabase) {
        let door = Door::open(&database);
        let her = door.registered(&marta()).await;
        let browser = door.browser();
        let ticket = door.obtain(&marta(), &browser).await;
        door.displace(her).await;
        let ticket = door.ask_for_sms(&ticket, &browser).await;
        assert!(ticket.sms_sent);
        assert!(door.messages().await.is_empty());
    }

    /// What the browser keeps opens only as it was sealed.
    async fn a_tampered_ticket_is_none(database: TestDatabase) {
        let door = Door::open(&database);
        let browser = door.browser();
        let ticket = door.obtain(&tomas(), &browser).await;
        let tokens = &*door.keeper.tokens;
        let sealed = ticket.seal(tokens);
        assert_eq!(PinTicket::open(tokens, &sealed).as_ref(), Some(&ticket));
        let last = if sealed.ends_with('0') { "1" } else { "0" };
        let tampered = format!("{}{last}", &sealed[..sealed.len() - 1]);
        assert_eq!(PinTicket::open(tokens, &tampered), None);
        assert_eq!(PinTicket::open(tokens, ""), None);
        let foreign = tokens.seal_token("another.purpose", b"{}");
        assert_eq!(PinTicket::open(tokens, &foreign), None);
    }

    /// R249: the level is the lower of registration and method, and both can be told.
    async fn a_pin_reaches_the_low_level_whatever_the_registration(database: TestDatabase) {
        let door = Door::open(&database);
        let pilar = person("Pilar", "Ugarte");
        door.registered_as(&pilar, RegistrationLevel::Advanced, RegistrationState::Active).await;
        let (_, entered) = door.identified(&pilar).await;
        assert_eq!(entered.registration_level(), RegistrationLevel::Advanced);
        assert_eq!(entered.level(), AssuranceLevel::Low);
    }
}
