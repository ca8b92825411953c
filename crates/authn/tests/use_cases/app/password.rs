//! The password with confirmation in the app as the second factor.

use audit::Event;
use authn::{EnterPasswordCodeError, PasswordCodeEntered, PasswordEntered, RequestTicket, Waiting};
use model::{
    app::request::{AskedBy, RequestState},
    notice::Notice,
    password::PasswordStep,
    restriction::{Held, Means, RestrictionKind},
    session::AuthenticationMethod,
};
use simulators::population::DemoPerson;
use store::on_both_engines;
use vocab::{AssuranceLevel, BearerSecret, OtpCode, RegistrationLevel};

use super::steps::By;
use crate::{
    password_support::{RIGHT, claim, typed},
    support::{Door, arrival, marta, tomas},
};

const ADVANCED: RegistrationLevel = RegistrationLevel::Advanced;

impl Door {
    async fn with_right_password(
        &self,
        person: &DemoPerson,
        browser: &BearerSecret,
    ) -> PasswordEntered {
        let given = authn::EnterPassword {
            wish: self.with_more(browser),
            ..typed(person, RIGHT, browser)
        };
        self.keeper.enter_password(given).await.unwrap()
    }

    /// Flow and ticket of whoever is asked in the app.
    pub(crate) async fn asked_after_password(
        &self,
        person: &DemoPerson,
        browser: &BearerSecret,
    ) -> (BearerSecret, RequestTicket) {
        match self.with_right_password(person, browser).await {
            PasswordEntered::AskedInApp(flow, ticket) => (flow, *ticket),
            other => panic!("{other:?}"),
        }
    }
}

on_both_engines! {
    /// Facts B.6: two factors, whatever the key of the device is worth alone.
    async fn password_and_app_are_substantial_for_an_advanced_registration(database: TestDatabase) {
        let door = Door::open(&database);
        for (person, level, reached) in [
            (marta(), ADVANCED, AssuranceLevel::Substantial),
            (tomas(), RegistrationLevel::Basic, AssuranceLevel::Low),
        ] {
            let (id, _) = door.with_password(&person, level).await;
            let mut phone = door.phone(&person, By::Code).await;
            door.messages().await;
            let browser = door.browser();
            let (_, ticket) = door.asked_after_password(&person, &browser).await;
            assert_eq!(ticket.by, AskedBy::Password);
            let known = phone.known(&door).await;
            let state = door.keeper.app_state(&known, crate::support::origin(1)).await.unwrap();
            assert_eq!(state.requests.len(), 1, "it shows by itself");
            let listed = authn::Which::Listed(ticket.request);
            let opened = door.open_in(&phone, listed).await.unwrap();
            door.confirm(&mut phone, &opened, &ticket).await.unwrap();
            assert_eq!(door.stands(&ticket, &door.browser()).await, None, "another browser");
            let (_, entered) = door.enters(&ticket, &browser).await;
            assert_eq!(entered.person(), id);
            assert_eq!(entered.method(), AuthenticationMethod::PasswordApp);
            assert_eq!(entered.level(), reached);
            assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Used));
            let sms = door.messages().await;
            let codes = sms.iter().filter(|one| matches!(one.notice, Notice::PasswordCode { .. }));
            assert_eq!(codes.count(), 0);
            let written = door.audited(id).await;
            for event in [Event::AppRequested, Event::AppRequestConfirmed, Event::PasswordAccepted] {
                assert!(written.iter().any(|(known, _)| *known == event), "{event:?}");
            }
        }
    }

    async fn whoever_would_rather_have_an_sms_gets_it(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), ADVANCED).await;
        door.phone(&marta(), By::Code).await;
        let browser = door.browser();
        let (flow, _) = door.asked_after_password(&marta(), &browser).await;
        let guessed = OtpCode::parse("123456").unwrap();
        let entered =
            door.keeper.enter_password_code(&flow, guessed, browser.clone(), arrival(1)).await;
        assert!(matches!(entered, Err(EnterPasswordCodeError::FlowGone)), "none was sent");
        door.keeper.resend_password_code(&flow).await.unwrap();
        let again = door.keeper.resend_password_code(&flow).await;
        assert!(matches!(again, Err(authn::ResendCodeError::TooSoon { .. })));
        let (code, step) = door.password_code().await;
        assert_eq!(step, PasswordStep::LogIn);
        let entered =
            door.keeper.enter_password_code(&flow, code, browser.clone(), arrival(1)).await.unwrap();
        let PasswordCodeEntered::Session(_, session) = entered else { panic!("{entered:?}") };
        assert_eq!(session.method(), AuthenticationMethod::PasswordSms);
    }

    async fn an_sms_comes_where_no_app_may_be_asked(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, activation) = door.with_code(&marta(), ADVANCED).await;
        door.activate(claim(&marta(), &activation), RIGHT).await;
        let browser = door.browser();
        let code_sent = |entered: &PasswordEntered| matches!(entered, PasswordEntered::CodeSent(_));
        let entered = door.with_right_password(&marta(), &browser).await;
        assert!(code_sent(&entered), "no app");

        let phone = door.phone(&marta(), By::Code).await;
        let off = door.restrict(id, RestrictionKind::MeansOff(Means::App)).await;
        let entered = door.with_right_password(&marta(), &browser).await;
        assert!(code_sent(&entered), "the app is switched off");
        assert!(door.lifted(off).await);

        // "This was not me" stops requests that show by themselves.
        let (_, ticket) = door.asked_after_password(&marta(), &browser).await;
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, ticket.request).await.unwrap();
        assert_eq!(door.stands(&ticket, &browser).await, Some(RequestState::Rejected));
        let entered = door.with_right_password(&marta(), &browser).await;
        assert!(code_sent(&entered), "stopped");
    }

    async fn an_app_rings_so_often_and_then_the_sms_comes(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), ADVANCED).await;
        door.phone(&marta(), By::Code).await;
        let most = door.keeper.settings.app.rings_an_hour;
        for _ in 0..most {
            door.asked_after_password(&marta(), &door.browser()).await;
        }
        let entered = door.with_right_password(&marta(), &door.browser()).await;
        assert!(matches!(entered, PasswordEntered::CodeSent(_)), "{entered:?}");
    }

    async fn what_is_switched_off_after_the_confirmation_opens_nothing(database: TestDatabase) {
        let door = Door::open(&database);
        let (id, _) = door.with_password(&marta(), ADVANCED).await;
        let mut phone = door.phone(&marta(), By::Code).await;
        for means in [Means::Password, Means::App] {
            let browser = door.browser();
            let (_, ticket) = door.asked_after_password(&marta(), &browser).await;
            let listed = authn::Which::Listed(ticket.request);
            let opened = door.open_in(&phone, listed).await.unwrap();
            door.confirm(&mut phone, &opened, &ticket).await.unwrap();
            let off = door.restrict(id, RestrictionKind::MeansOff(means)).await;
            let waiting = door.keeper.go_on_from_app(&ticket, &browser, arrival(1)).await.unwrap();
            let Waiting::Held(kept_out) = waiting else { panic!("{waiting:?}") };
            assert_eq!(kept_out.why(), Held::MeansOff(means));
            assert!(door.lifted(off).await);
        }
    }
}
