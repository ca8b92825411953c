//! What a person is told of at once, and the link by which they say that it was not them.

use audit::Event;
use authn::{AlertAnswer, AlertError};
use model::{
    alert::{AlertFact, AlertKind},
    notice::{Channel, Notice, OutgoingNotice},
    restriction::{Means, RestrictionKind},
    session::AuthenticationMethod,
};
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{RegistrationLevel, SignedDuration};

use crate::{
    app::steps::By,
    passkeys::device,
    password_support::RIGHT,
    support::{Door, marta},
};

/// The links of the messages that carry one, oldest first, with what each is about.
fn links(messages: &[OutgoingNotice]) -> Vec<(String, String)> {
    let with_link = messages.iter().filter_map(|message| {
        let link = message.notice.alert_link()?.to_owned();
        let email = matches!(&message.channel, Channel::Email(to) if *to == marta().email);
        Some((message.kind_word().to_owned(), link)).filter(|_| email)
    });
    with_link.collect()
}

fn facts(messages: &[OutgoingNotice]) -> Vec<AlertFact> {
    let facts = messages.iter().filter_map(|message| match message.notice {
        Notice::Alert { fact, .. } => Some(fact),
        _ => None,
    });
    facts.collect()
}

impl Door {
    /// The link of the one message that carries one.
    async fn link(&self) -> String {
        let [(_, link)] = links(&self.messages().await).try_into().unwrap();
        link
    }

    async fn reports(&self) -> Vec<String> {
        let waiting = self
            .store
            .read::<_, StoreError, _>("test.reports", |tx| {
                repo::alert_report::list_waiting(tx, 10)
            })
            .await
            .unwrap();
        let mut what: Vec<_> = waiting.into_iter().map(|report| report.what).collect();
        what.sort();
        what
    }
}

on_both_engines! {
    /// The first browser of all is nobody's news.
    async fn a_log_in_from_an_unknown_browser_is_told_and_the_first_of_all_is_not(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let (home, library) = (door.browser(), door.browser());
        door.keeper.remember_browser(&session, &home).await.unwrap();
        door.keeper.remember_browser(&session, &home).await.unwrap();
        assert!(door.messages().await.is_empty());
        door.keeper.remember_browser(&session, &library).await.unwrap();
        let told = door.messages().await;
        assert!(matches!(facts(&told)[..], [AlertFact::UnknownBrowser(_)]), "{told:?}");
        assert_eq!(told[0].lang, marta().lang);
        door.keeper.remember_browser(&session, &library).await.unwrap();
        assert!(door.messages().await.is_empty(), "once a browser");
    }

    async fn looking_at_a_link_changes_nothing_however_often(database: TestDatabase) {
        let door = Door::open(&database);
        door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        let (secret, _) = door.identified(&marta()).await;
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        let link = door.link().await;
        for _ in 0..3 {
            let shown = door.keeper.alert(&link).await.unwrap();
            assert!(matches!(shown.kind, AlertKind::Browser(_)));
            assert_eq!((shown.at, shown.lang), (door.now(), marta().lang));
        }
        assert!(door.keeper.resume(&secret).await.unwrap().is_some());
        assert!(door.reports().await.is_empty());
    }

    async fn a_link_freezes_everything_once_and_staff_see_it(database: TestDatabase) {
        let door = Door::open(&database);
        let (person, _) = door.with_password(&marta(), RegistrationLevel::Advanced).await;
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        let (secret, _) = door.identified(&marta()).await;
        door.messages().await;
        door.log_in(&marta(), RIGHT, &door.browser()).await.unwrap();
        let link = door.link().await;
        let done = door.keeper.report_alert(&link, AlertAnswer::Freeze).await.unwrap();
        assert_eq!(done, AlertAnswer::Freeze);
        assert!(door.keeper.resume(&secret).await.unwrap().is_none());
        assert_eq!(facts(&door.messages().await), [AlertFact::Frozen]);
        assert_eq!(door.reports().await, ["browser"]);
        let event = Event::AlertReported { what: "browser".into(), done: "frozen".into() };
        assert!(door.audited(person).await.iter().any(|(known, _)| *known == event));
        for answer in [AlertAnswer::Freeze, AlertAnswer::Undo] {
            let again = door.keeper.report_alert(&link, answer).await;
            assert!(matches!(again, Err(AlertError::Used)), "{again:?}");
        }
        assert!(matches!(door.keeper.alert(&link).await, Err(AlertError::Used)));
        assert_eq!(door.reports().await.len(), 1);
    }

    /// And it opens nothing: no session exists afterwards, and no restriction is lifted by it.
    async fn a_link_only_takes_back_what_it_is_about(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let mut key = device("key");
        door.add(&session, &mut key).await.unwrap();
        let link = door.link().await;
        let undone = door.keeper.report_alert(&link, AlertAnswer::Undo).await.unwrap();
        assert_eq!(undone, AlertAnswer::Undo);
        assert!(door.come_in(&mut key).await.is_err(), "the passkey is gone");
        let live = sql!("SELECT COUNT(*) FROM session WHERE ended_at IS NULL");
        assert_eq!(door.count(live).await, 0);

        door.phone(&marta(), By::Code).await;
        let mut phone = crate::app::phone::Phone::new();
        let ready = door.invited(person).await;
        door.register(&ready, &mut phone, By::Code, true).await.unwrap();
        let link = door.link().await;
        door.keeper.report_alert(&link, AlertAnswer::Undo).await.unwrap();
        let active = sql!("SELECT COUNT(*) FROM app_device WHERE state = 'active'");
        assert_eq!(door.count(active).await, 0);

        let code = door.give_code(person).await;
        let flow = door.keeper.confirm_activation(crate::password_support::claim(&marta(), &code));
        let flow = flow.await.unwrap();
        door.prove_phone(&flow).await;
        let password = crate::password_support::password(RIGHT);
        door.keeper.choose_password(&flow, password).await.unwrap();
        let link = door.link().await;
        door.keeper.report_alert(&link, AlertAnswer::Undo).await.unwrap();
        let refused = door.log_in(&marta(), RIGHT, &door.browser()).await;
        assert!(matches!(refused, Err(authn::EnterPasswordError::Held(_))), "{refused:?}");
        assert_eq!(door.reports().await, ["device", "passkey", "password"]);
    }

    async fn a_link_is_whole_ours_and_a_week_old_at_most(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        door.add(&session, &mut device("key")).await.unwrap();
        let link = door.link().await;
        for wrong in ["", "x", &link[2..], &format!("{link}00")] {
            let refused = door.keeper.alert(wrong).await;
            assert!(matches!(refused, Err(AlertError::Stale)), "{wrong}");
        }
        let week = SignedDuration::from_hours(7 * 24);
        door.clock.advance_seconds(week.as_secs() - 1);
        door.keeper.alert(&link).await.unwrap();
        door.clock.advance_seconds(1);
        let late = door.keeper.report_alert(&link, AlertAnswer::Freeze).await;
        assert!(matches!(late, Err(AlertError::Stale)), "{late:?}");
    }

    async fn switching_freezing_and_thawing_are_told(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        let keeper = &door.keeper;
        keeper.switch_means_off(&session, Means::Pin, true).await.unwrap();
        keeper.switch_means_on(&session, Means::Pin).await.unwrap();
        keeper.freeze(&session).await.unwrap();
        let told = facts(&door.messages().await);
        let expected = [
            AlertFact::MeansOff(Means::Pin),
            AlertFact::MeansOn(Means::Pin),
            AlertFact::Frozen,
        ];
        assert!(expected.iter().all(|fact| told.contains(fact)), "{told:?}");
        assert_eq!(told.len(), 3);
    }

    /// "This was not me" in the app is on the same list.
    async fn a_request_reported_in_the_app_is_on_the_list(database: TestDatabase) {
        let door = Door::open(&database);
        door.advanced().await;
        let phone = door.phone(&marta(), By::Code).await;
        let ticket = door.waits(&door.browser()).await;
        let opened = door.opened(&phone, &ticket).await;
        let known = phone.known(&door).await;
        door.keeper.report_request(&known, opened.request.id).await.unwrap();
        assert_eq!(door.reports().await, ["request"]);
    }

    /// A frozen person's alert freezes no second time, and staff still see it.
    async fn a_link_about_freezing_writes_a_report_and_nothing_else(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let session = door.session_of(person, AuthenticationMethod::Certificate).await;
        door.keeper.freeze(&session).await.unwrap();
        let link = door.link().await;
        let done = door.keeper.report_alert(&link, AlertAnswer::Undo).await.unwrap();
        assert_eq!(done, AlertAnswer::Freeze, "there is nothing to take back");
        assert!(door.messages().await.is_empty());
        let frozen = RestrictionKind::Frozen.as_str();
        let rows = sql!("SELECT COUNT(*) FROM restriction WHERE lifted_at IS NULL");
        assert_eq!((door.count(rows).await, frozen), (1, "frozen"));
        assert_eq!(door.reports().await, ["freeze"]);
    }
}
