//! What a person is told of at once, and the link by which they say that it was not them.

use audit::Event;
use authn::{ActivationCodeRefused, AlertAnswer, AlertError, ProofError, VetoError};
use model::{
    alert::{AlertFact, AlertKind},
    app::device::DeviceState,
    notice::{Channel, Notice, OutgoingNotice},
    restriction::{Means, RestrictionKind},
    session::AuthenticationMethod,
};
use store::{StoreError, on_both_engines, repo, sql};
use vocab::{OfficerId, RegistrationLevel, SignedDuration};

use crate::{
    app::{
        phone::Phone,
        steps::{By, sms_code},
    },
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

    /// An officer deals with every report that waits.
    async fn handle_reports(&self) {
        let (now, officer) = (self.now(), OfficerId::new(self.now(), &*self.entropy));
        self.store
            .transact::<_, StoreError, _>("test.handle", move |tx| {
                for report in repo::alert_report::list_waiting(tx, 10)? {
                    assert!(repo::alert_report::handle(tx, report.id, officer, now)?);
                }
                Ok(())
            })
            .await
            .unwrap();
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

    /// Whoever has the telephone number activates one device after the other: the first is taken
    /// back though the second has its place, comes back by no veto, and SMS activates no third.
    async fn a_device_that_was_replaced_meanwhile_is_taken_back_for_good(database: TestDatabase) {
        let door = Door::open(&database);
        let person = door.registered(&marta()).await;
        let mut first = Phone::new();
        let ready = door.proven(&marta()).await;
        door.messages().await;
        door.register(&ready, &mut first, By::Code, true).await.unwrap();
        let link = door.link().await;
        door.phone(&marta(), By::Code).await;
        let known = first.known(&door).await;

        door.keeper.report_alert(&link, AlertAnswer::Undo).await.unwrap();
        let gone = first.try_known(&door).await.unwrap_err();
        assert!(matches!(gone, ProofError::Gone(DeviceState::Deactivated)), "{gone:?}");
        let refused = door.keeper.veto_device(&known).await;
        assert!(matches!(refused, Err(VetoError::Nothing)), "{refused:?}");
        let event = Event::AppDeviceDeactivated { from: "alert".into() };
        assert!(door.audited(person).await.iter().any(|(known, _)| *known == event));
        let ticket = door.begin(&marta()).await;
        let sms = sms_code(&door.messages().await).unwrap();
        let held = door.keeper.enter_activation_code(&ticket, &sms).await;
        assert!(matches!(held, Err(ActivationCodeRefused::Held { .. })), "{held:?}");
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

    /// One device buries nobody's queue: one report waits, and a dozen an hour are written down. To
    /// the person it is the same every time.
    async fn however_often_a_device_reports_staff_have_one_report_to_look_at(
        database: TestDatabase
    ) {
        let door = Door::open(&database);
        let person = door.advanced().await;
        let phone = door.phone(&marta(), By::Code).await;
        let known = phone.known(&door).await;
        let mut requests = Vec::new();
        for _ in 0..2 {
            let ticket = door.waits(&door.browser()).await;
            requests.push(door.opened(&phone, &ticket).await.request.id);
        }
        let report = async |request| {
            let until = door.keeper.report_request(&known, request).await.unwrap();
            assert!(until > door.now());
        };
        for request in [requests[0], requests[0], requests[1]] {
            report(request).await;
        }
        assert_eq!(door.reports().await, ["request"]);
        for _ in 0..20 {
            door.handle_reports().await;
            report(requests[1]).await;
        }
        assert!(door.reports().await.is_empty(), "the dozen of this hour is written down");
        let rows = sql!("SELECT COUNT(*) FROM alert_report");
        assert_eq!(door.count(rows).await, 10);
        let event = Event::AppRequestReported;
        let written = door.audited(person).await;
        assert_eq!(written.iter().filter(|(known, _)| *known == event).count(), 12);
        door.wait_minutes(60);
        report(requests[1]).await;
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
