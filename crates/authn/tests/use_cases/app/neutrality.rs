//! Neither answers nor work tell a stranger who is registered or who has the app (invariant 11).

use std::collections::BTreeMap;

use authn::{ActivationCodeRefused, StrangerRefused};
use model::{
    app::request::AskedBy, document::ContrastDatum, push::PushAddress,
    registration::RegistrationState,
};
use store::on_both_engines;
use vocab::{OtpCode, RegistrationLevel};

use super::steps::{By, begun};
use crate::support::{Door, marta, person, tomas};

type Work = BTreeMap<&'static str, (u64, u64)>;

fn since(before: &Work, after: Work) -> Work {
    after
        .into_iter()
        .map(|(name, (statements, rows))| {
            let (s, r) = before.get(name).copied().unwrap_or_default();
            (name, (statements - s, rows - r))
        })
        .filter(|(_, work)| *work != (0, 0))
        .collect()
}

on_both_engines! {
    /// Not registered, registered, with the app and push messages, with the app and stopped,
    /// displaced, renounced: activation, its code again, wrong codes, a request by number and a PIN
    /// are the same statements over as many rows. A key that had to be unwrapped for one of them
    /// and not for another would be a statement more.
    async fn every_step_of_a_stranger_is_the_same_work_for_everybody(database: TestDatabase) {
        let door = Door::open(&database);
        let basic = RegistrationLevel::Basic;
        // The first stranger of a process makes what stands in where there is nobody.
        door.begin(&person("Olivia", "Hartwell")).await;
        let (with_app, stopped) = (person("Jordi", "Camps"), person("Iker", "Zabala"));
        let cases = [
            (tomas(), None),
            (marta(), Some(RegistrationState::Active)),
            (with_app.clone(), Some(RegistrationState::Active)),
            (stopped.clone(), Some(RegistrationState::Active)),
            (person("Olivia", "Hartwell"), Some(RegistrationState::PhoneDisplaced)),
            (person("Fermín", "Lobo"), Some(RegistrationState::Renounced)),
        ];
        let mut works = Vec::new();
        for (who, state) in cases {
            if let Some(state) = state {
                door.registered_as(&who, basic, state).await;
            }
            if who == with_app || who == stopped {
                let phone = door.phone(&who, By::Code).await;
                if who == with_app {
                    let (known, address) = (phone.known(&door).await, PushAddress::nowhere());
                    door.keeper.subscribe_device(&known, Some(address), "key").await.unwrap();
                }
                if who == stopped {
                    let ticket = door.waits(&door.browser()).await;
                    let opened = door.opened(&phone, &ticket).await;
                    let known = phone.known(&door).await;
                    door.keeper.report_request(&known, opened.request.id).await.unwrap();
                }
            }
            let before = door.work();
            let ticket = door.begin(&who).await;
            door.wait_minutes(1);
            let ticket = door.keeper.send_activation_code_again(&ticket).await.unwrap();
            let guess = OtpCode::parse("111111").unwrap();
            let mut answers = Vec::new();
            for _ in 0..4 {
                let refused = door.keeper.enter_activation_code(&ticket, &guess).await;
                answers.push(match refused {
                    Err(ActivationCodeRefused::Wrong { left }) => Some(left),
                    Err(ActivationCodeRefused::Gone) => None,
                    other => panic!("{other:?}"),
                });
            }
            assert_eq!(answers, [Some(2), Some(1), None, None], "{}", who.shows);
            let browser = door.browser();
            let ticket = door.by_number(&who, &browser).await;
            assert_eq!(ticket.by, AskedBy::Number);
            door.stands(&ticket, &browser).await.unwrap();
            let pin = door.obtain(&who, &browser).await;
            door.ask_for_sms(&pin, &browser).await;
            works.push((who.shows, since(&before, door.work())));
        }
        let (_, first) = works[0].clone();
        assert_eq!(first.len(), 7, "{first:?}");
        for (shows, work) in works {
            assert_eq!(work, first, "{shows}");
        }
    }

    async fn unknown_number_wrong_datum_and_death_are_one_answer(database: TestDatabase) {
        let door = Door::open(&database);
        door.registered(&marta()).await;
        let mut unknown = begun(&tomas());
        unknown.number = "98000001Z".parse().unwrap();
        let mut wrong = begun(&marta());
        wrong.contrast = ContrastDatum::ValidUntil("2031-01-02".parse().unwrap());
        let dead = begun(&person("Aurelio", "Fuentes"));
        for asked in [unknown, wrong, dead] {
            let answer = door.keeper.begin_activation(asked.clone()).await;
            assert!(matches!(answer, Err(StrangerRefused::NotConfirmed)));
            let browser = door.browser();
            let answer = door
                .keeper
                .ask_in_app_by_number(
                    door.asking(&browser, 1),
                    asked.number,
                    &asked.contrast,
                    browser.clone(),
                )
                .await;
            assert!(matches!(answer, Err(StrangerRefused::NotConfirmed)));
        }
    }
}
