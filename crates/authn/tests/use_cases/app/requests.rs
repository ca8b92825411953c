//! Requests: refusals first, replays, relays, races.

use audit::Event;
use authn::{
    ConfirmError, KnownDevice, OpenRequestError, ProofError, RejectError, Unlocking, Waiting,
};
use model::{
    app::{
        device::{DeviceState, UnlockError},
        request::{AnswerError, OpenError, RequestState},
    },
    registration::RegistrationState,
    session::AuthenticationMethod,
};
use store::{on_both_engines, sql};
use tokio::task::JoinSet;
use vocab::{AssuranceLevel, RegistrationLevel};

use super::{
    phone::Phone,
    steps::{By, CODE, code, other_number},
};
use crate::support::{Door, arrival, marta, origin, person, tomas};

fn is_over(outcome: &Result<(), ConfirmError>, state: RequestState) -> bool {
    matches!(outcome, Err(ConfirmError::Answer(AnswerError::Over(at))) if *at == state)
}

on_both_engines! {
    async fn a_code_and_a_number_open_a_session_once(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Pending));
        let opened = door.opened(&phone, &ticket).await;
        assert_eq!(opened.request.asked_by.in_lang(vocab::Lang::Es), crate::support::SERVICE);
        assert!(opened.request.same_network);
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Seen));
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        let (_, authenticated) = door.enters(&ticket, &browser).await;
        assert_eq!(authenticated.person(), person);
        assert_eq!(authenticated.method(), AuthenticationMethod::AppKey);
        assert_eq!(authenticated.level(), AssuranceLevel::Low);
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Used));
        let written = door.audited(person).await;
        for event in [Event::AppRequestConfirmed, Event::AppEntered] {
            assert!(written.iter().any(|(known, _)| *known == event), "{event:?}");
        }
    }

    /// D23, B.6: min(registration, authentication).
    async fn a_bound_passkey_reaches_substantial_where_the_registration_allows(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let cases = [
            (marta(), RegistrationLevel::Basic, AssuranceLevel::Low),
            (tomas(), RegistrationLevel::Advanced, AssuranceLevel::Substantial),
        ];
        for (who, registration, level) in cases {
            let active = RegistrationState::Active;
            let person = door.registered_as(&who, registration, active).await;
            let ready = door.invited(person).await;
            let mut phone = Phone::new();
            door.register(&ready, &mut phone, By::Passkey, false).await.unwrap();
            let browser = door.browser();
            let ticket = door.waits(&browser).await;
            let opened = door.opened(&phone, &ticket).await;
            door.confirm(&mut phone, &opened, &ticket).await.unwrap();
            let (_, authenticated) = door.enters(&ticket, &browser).await;
            assert_eq!(authenticated.method(), AuthenticationMethod::AppBound);
            assert_eq!(authenticated.level(), level);
        }
    }

    /// A photograph of the code is worth nothing a minute later: the relay comes too late.
    async fn a_stale_code_opens_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let ticket = door.waits(&door.browser()).await;
        let photographed = door.shown(&ticket);
        door.clock.advance_seconds(30);
        door.open_in(&phone, photographed.clone()).await.unwrap();
        let ticket = door.waits(&door.browser()).await;
        let photographed = door.shown(&ticket);
        door.clock.advance_seconds(60);
        let refused = door.open_in(&phone, photographed).await;
        assert!(matches!(refused, Err(OpenRequestError::Open(OpenError::Unknown))));
        door.open_in(&phone, door.shown(&ticket)).await.unwrap();
    }

    async fn ten_wrong_codes_pause_the_device_and_nobody_else(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (phone, other) = (
            door.phone(&marta(), By::Code).await,
            door.phone(&tomas(), By::Code).await,
        );
        let ticket = door.waits(&door.browser()).await;
        for guess in 0..10_u8 {
            let letter = char::from(b'A' + guess);
            let guess = letter.to_string().repeat(12);
            let code = authn::Which::Code(vocab::RequestCode::parse(&guess).unwrap());
            let refused = door.open_in(&phone, code).await;
            assert!(matches!(refused, Err(OpenRequestError::Open(OpenError::Unknown))));
        }
        let refused = door.open_in(&phone, door.shown(&ticket)).await;
        assert!(matches!(refused, Err(OpenRequestError::TooMany { .. })));
        door.open_in(&other, door.shown(&ticket)).await.unwrap();
    }

    async fn another_persons_device_cannot_take_part(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (mut phone, stranger) = (
            door.phone(&marta(), By::Code).await,
            door.phone(&tomas(), By::Code).await,
        );
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        let refused = door.open_in(&stranger, door.shown(&ticket)).await;
        assert!(matches!(refused, Err(OpenRequestError::Open(OpenError::Taken))));
        let id = opened.request.id;
        let refused = door.confirm_with(&stranger, id, ticket.number.as_str(), CODE).await;
        assert!(matches!(refused, Err(ConfirmError::Answer(AnswerError::Unknown))));
        let known = stranger.known(&door).await;
        let refused = door.keeper.reject_request(&known, id).await;
        assert!(matches!(refused, Err(RejectError::Answer(AnswerError::Unknown))));
        let refused = door.keeper.report_request(&known, id).await;
        assert!(matches!(refused, Err(RejectError::Answer(AnswerError::Unknown))));
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
    }

    async fn another_browser_does_not_go_on(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        // Whoever has the address has not the cookie.
        assert_eq!(door.stands(&ticket, &door.browser()).await, None);
        door.enters(&ticket, &browser).await;
    }

    async fn the_third_wrong_number_rejects_the_request(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let id = door.opened(&phone, &ticket).await.request.id;
        for left in [2, 1] {
            let refused = door.confirm_with(&phone, id, other_number(&ticket), CODE).await;
            let Err(ConfirmError::Answer(AnswerError::WrongNumber { left: told })) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(told, left);
        }
        for number in [other_number(&ticket), ticket.number.as_str()] {
            let refused = door.confirm_with(&phone, id, number, CODE).await;
            assert!(is_over(&refused, RequestState::Rejected), "{refused:?}");
        }
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
        let why = "wrong_number".into();
        let event = Event::AppRequestRejected { why };
        assert!(door.audited(person).await.iter().any(|(known, _)| *known == event));
    }

    /// The code protects a phone that was found: five tries, and no number is compared meanwhile.
    async fn five_wrong_unlock_codes_lock_the_device_and_cost_no_number(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let id = door.opened(&phone, &ticket).await.request.id;
        let number = ticket.number.as_str();
        for left in [4, 3, 2, 1] {
            let refused = door.confirm_with(&phone, id, number, "915204").await;
            let Err(ConfirmError::Unlock(UnlockError::Wrong { left: told })) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(told, left);
        }
        let locked = door.confirm_with(&phone, id, number, "915204").await;
        let is_locked = |error: &ProofError| matches!(error, ProofError::Gone(DeviceState::Locked));
        assert!(matches!(&locked, Err(ConfirmError::Proof(error)) if is_locked(error)));
        let refused = phone.try_known(&door).await.unwrap_err();
        assert!(is_locked(&refused), "{refused:?}");
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Seen));
        let written = door.audited(person).await;
        assert!(written.iter().any(|(known, _)| *known == Event::AppDeviceLocked));
        // The person activates again, and nothing else of theirs was locked.
        door.phone(&marta(), By::Code).await;
        door.identified(&marta()).await;
    }

    async fn parallel_unlock_codes_have_five_tries_together(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let ticket = door.waits(&door.browser()).await;
        let id = door.opened(&phone, &ticket).await.request.id;
        let mut devices: Vec<KnownDevice> = Vec::new();
        for _ in 0..16 {
            devices.push(phone.known(&door).await);
        }
        door.warm_up().await;
        let mut tries = JoinSet::new();
        for known in devices {
            let (keeper, number) = (door.keeper.clone(), ticket.number.clone());
            let unlocking = Unlocking::Code(code("915204"));
            tries.spawn(async move {
                keeper.confirm_request(&known, id, &number, unlocking).await
            });
        }
        let outcomes = tries.join_all().await;
        assert!(outcomes.iter().all(Result::is_err));
        let locked = sql!("SELECT COUNT(*) FROM app_device WHERE state = 'locked'");
        assert_eq!(door.count(locked).await, 1);
        let counted = sql!("SELECT wrong_unlocks FROM app_device");
        assert_eq!(door.count(counted).await, 5);
    }

    async fn a_passkey_that_nobody_unlocked_or_of_another_challenge_confirms_nothing(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Passkey).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let stale = door.opened(&phone, &ticket).await;
        let opened = door.opened(&phone, &ticket).await;
        let refused = door.confirm(&mut phone, &stale, &ticket).await;
        assert!(matches!(refused, Err(ConfirmError::Passkey)), "opened again since");
        phone.passkey.recognises_its_owner = false;
        let refused = door.confirm(&mut phone, &opened, &ticket).await;
        assert!(matches!(refused, Err(ConfirmError::Passkey)));
        phone.passkey.recognises_its_owner = true;
        let id = opened.request.id;
        let refused = door.confirm_with(&phone, id, ticket.number.as_str(), CODE).await;
        assert!(matches!(refused, Err(ConfirmError::Unlock(UnlockError::NoCode))));
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
    }

    /// R252.
    async fn a_request_expires_and_can_be_rejected(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.wait_minutes(5);
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Expired));
        let late = door.confirm(&mut phone, &opened, &ticket).await;
        assert!(is_over(&late, RequestState::Expired), "{late:?}");
        let late = door.open_in(&phone, door.shown(&ticket)).await;
        let expired = OpenError::Over(RequestState::Expired);
        assert!(matches!(late, Err(OpenRequestError::Open(error)) if error == expired));

        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        let known = phone.known(&door).await;
        door.keeper.reject_request(&known, opened.request.id).await.unwrap();
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
        let after = door.confirm(&mut phone, &opened, &ticket).await;
        assert!(is_over(&after, RequestState::Rejected));
    }

    async fn two_confirmations_and_two_tabs_at_once_give_one_session(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let id = door.opened(&phone, &ticket).await.request.id;
        let devices = [phone.known(&door).await, phone.known(&door).await];
        door.warm_up().await;
        let mut confirming = JoinSet::new();
        for known in devices {
            let (keeper, number) = (door.keeper.clone(), ticket.number.clone());
            let unlocking = Unlocking::Code(code(CODE));
            confirming.spawn(async move {
                keeper.confirm_request(&known, id, &number, unlocking).await
            });
        }
        let confirmed = confirming.join_all().await;
        assert_eq!(confirmed.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{confirmed:?}");
        let mut entering = JoinSet::new();
        for _ in 0..8 {
            let (keeper, ticket, browser) = (door.keeper.clone(), ticket.clone(), browser.clone());
            entering.spawn(async move { keeper.go_on_from_app(&ticket, &browser, arrival(1)).await.unwrap() });
        }
        let entered = entering.join_all().await;
        let sessions = entered.iter().filter(|at| matches!(at, Waiting::Entered(..)));
        assert_eq!(sessions.count(), 1);
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 1);
    }

    async fn a_request_that_was_recorded_changes_nothing_a_second_time(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let phone = door.phone(&marta(), By::Code).await;
        let signed = phone.signed(&door, "{}");
        door.keeper.recognise_device(&signed, true).await.unwrap();
        for spends in [true] {
            let replayed = door.keeper.recognise_device(&signed, spends).await;
            assert!(matches!(replayed, Err(ProofError::Nonce)));
        }
        // A read does not spend its nonce, and lives as long as it.
        let read = phone.signed(&door, "{}");
        for _ in 0..2 {
            door.keeper.recognise_device(&read, false).await.unwrap();
        }
        door.wait_minutes(5);
        let late = door.keeper.recognise_device(&read, false).await;
        assert!(matches!(late, Err(ProofError::Nonce)));
        // A nonce of somebody else's making, and a device that signs for another.
        let mut forged = phone.signed(&door, "{}");
        forged.nonce = "00".into();
        let refused = door.keeper.recognise_device(&forged, true).await;
        assert!(matches!(refused, Err(ProofError::Nonce)));
        door.registered(&tomas()).await;
        let other = door.phone(&tomas(), By::Code).await;
        let mut borrowed = other.signed(&door, "{}");
        borrowed.device = phone.id;
        let refused = door.keeper.recognise_device(&borrowed, true).await;
        assert!(matches!(refused, Err(ProofError::Signature)));
    }

    async fn confirmed_at_the_last_moment_by_a_device_that_is_gone_gives_nothing(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        let known = phone.known(&door).await;
        door.keeper.deactivate_device(&known).await.unwrap();
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 0);
    }

    async fn a_number_shows_in_its_persons_app_and_in_no_other(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        door.registered(&tomas()).await;
        let (mut phone, other) = (
            door.phone(&marta(), By::Code).await,
            door.phone(&tomas(), By::Code).await,
        );
        let browser = door.browser();
        let ticket = door.by_number(&marta(), &browser).await;
        let state = door.keeper.app_state(&phone.known(&door).await, origin(2)).await.unwrap();
        let [request] = state.requests.as_slice() else { panic!("{state:?}") };
        assert!(!request.same_network);
        let others = door.keeper.app_state(&other.known(&door).await, origin(1)).await.unwrap();
        assert_eq!(others.requests, []);
        let listed = authn::Which::Listed(request.id);
        let refused = door.open_in(&other, listed.clone()).await;
        assert!(matches!(refused, Err(OpenRequestError::Open(OpenError::Unknown))));
        let opened = door.open_in(&phone, listed).await.unwrap();
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        door.enters(&ticket, &browser).await;
    }

    /// A stranger with the number makes the app show a few requests an hour, and none for a day
    /// once its person said "this was not me". Codes go on.
    async fn requests_by_number_are_shaped_and_can_be_stopped(database: TestDatabase) {
        let door = Door::open(&database);
        let who = marta();
        let id = door.registered(&who).await;
        let mut phone = door.phone(&who, By::Code).await;
        let listed = async |phone: &Phone| {
            let known = phone.known(&door).await;
            let state = door.keeper.app_state(&known, origin(1)).await.unwrap();
            (state.requests, state.frozen_until)
        };
        for _ in 0..7 {
            door.by_number(&who, &door.browser()).await;
        }
        let reached = sql!("SELECT COUNT(*) FROM app_request WHERE person_id IS NOT NULL");
        assert_eq!(door.count(reached).await, 6, "the seventh reaches nobody");
        let (requests, frozen) = listed(&phone).await;
        assert_eq!((requests.len(), frozen), (5, None));

        let known = phone.known(&door).await;
        let until = door.keeper.report_request(&known, requests[0].id).await.unwrap();
        assert_eq!(until.as_second() - door.now().as_second(), 24 * 3_600);
        door.wait_minutes(61);
        door.by_number(&who, &door.browser()).await;
        let (requests, frozen) = listed(&phone).await;
        assert_eq!((requests.len(), frozen), (0, Some(until)));
        let written = door.audited(id).await;
        assert!(written.iter().any(|(known, _)| *known == Event::AppRequestReported));

        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        door.enters(&ticket, &browser).await;

        door.wait_minutes(24 * 60);
        door.by_number(&who, &door.browser()).await;
        assert_eq!(listed(&phone).await.0.len(), 1);
    }

    async fn what_is_reported_after_it_was_used_ends_its_session(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        let (secret, _) = door.enters(&ticket, &browser).await;
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, opened.request.id).await.unwrap();
        assert_eq!(door.keeper.resume(&secret).await.unwrap(), None);

        // Confirmed, reported, and only then used: nothing.
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, opened.request.id).await.unwrap();
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
    }

    async fn one_origin_makes_so_many_requests_an_hour(database: TestDatabase) {
        let mut settings = authn::Settings::default();
        settings.app.requests_per_origin_an_hour = 3;
        let door = Door::with(&database, settings);
        let browser = door.browser();
        for _ in 0..3 {
            door.waits(&browser).await;
        }
        let refused = door.keeper.ask_in_app(door.asking(&browser, 1)).await;
        assert!(matches!(refused, Err(authn::AskInAppError::TooMany { .. })));
        door.keeper.ask_in_app(door.asking(&browser, 2)).await.unwrap();
    }

    async fn whoever_lost_their_registration_confirms_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        let who = person("Jordi", "Camps");
        let id = door.registered(&who).await;
        let mut phone = door.phone(&who, By::Code).await;
        let browser = door.browser();
        let ticket = door.waits(&browser).await;
        let opened = door.opened(&phone, &ticket).await;
        door.confirm(&mut phone, &opened, &ticket).await.unwrap();
        door.displace(id).await;
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
        assert_eq!(door.count(sql!("SELECT COUNT(*) FROM session")).await, 0);
    }
}
