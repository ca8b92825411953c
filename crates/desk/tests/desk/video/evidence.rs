//! What has to be established, what a machine establishes only, and that every try is kept.

use desk::{
    CaptureError, EnterCodeError, NextActionError, RegisterError, SendCodeError, TickError,
    VideoDecideError,
};
use model::{
    phone::PhoneCodeError,
    video::{
        ActionKind, CaptureKind, CheckItem, CheckResult, MrzDatum, MrzDigit, MrzDigitFinding,
        MrzReading, MrzReport, RegisterReply,
    },
};
use store::on_both_engines;
use vocab::{OtpCode, RegistrationLevel};

use super::rig::{email, office, phone, reading, somebody, zone};

on_both_engines! {
    async fn the_operator_cannot_tick_what_only_a_machine_establishes(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        for item in [
            CheckItem::PhoneCode,
            CheckItem::FaceActions,
            CheckItem::DocumentActions,
            CheckItem::Register,
            CheckItem::Mrz,
            CheckItem::DocumentFront,
            CheckItem::DocumentBack,
        ] {
            let ticked = office.desk.video_tick(&nerea, call, item, CheckResult::Passed, None).await;
            assert!(matches!(ticked, Err(TickError::ByMachine)), "{item:?}: {ticked:?}");
        }
    }

    async fn one_line_that_failed_stops_the_registration(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.prove_phone(&nerea, call, &caller, phone(1)).await;
        let (item, desk) = (CheckItem::FaceMatches, &office.desk);
        desk.video_tick(&nerea, call, item, CheckResult::Failed, None).await.unwrap();
        let Err(VideoDecideError::NotYet(missing)) = office.approve(&nerea, call).await else {
            panic!("approved")
        };
        assert_eq!(missing.missing, [item]);
        desk.video_tick(&nerea, call, item, CheckResult::Passed, None).await.unwrap();
        office.approve(&nerea, call).await.unwrap();
    }

    async fn a_code_comes_back_during_the_call_or_not_at_all(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let desk = &office.desk;
        let none = desk.video_send_code(&nerea, call).await;
        assert!(matches!(none, Err(SendCodeError::NoContact)), "{none:?}");
        desk.video_contact(&nerea, call, phone(1), email()).await.unwrap();
        desk.video_send_code(&nerea, call).await.unwrap();
        assert_eq!(office.view(&caller).await.asks.code, Some(phone(1).masked()));
        let soon = desk.video_send_code(&nerea, call).await;
        assert!(matches!(soon, Err(SendCodeError::TooSoon { .. })), "{soon:?}");
        let code = office.phone_code().await;
        let wrong = if code.as_str() == "000000" { "000001" } else { "000000" };
        let wrong = OtpCode::parse(wrong).unwrap();
        let refused = desk.video_enter_code(&nerea, call, wrong).await;
        assert!(
            matches!(refused, Err(EnterCodeError::Code(PhoneCodeError::Wrong { left: 2 }))),
            "{refused:?}"
        );
        // What the person reads out the operator types.
        desk.video_enter_code(&nerea, call, code).await.unwrap();
        let seen = desk.video_call(&nerea).await.unwrap().unwrap();
        assert!(!seen.missing.contains(&CheckItem::PhoneCode));
        // Another phone needs another proof.
        desk.video_contact(&nerea, call, phone(2), email()).await.unwrap();
        desk.video_send_code(&nerea, call).await.unwrap();
        let seen = desk.video_call(&nerea).await.unwrap().unwrap();
        assert!(seen.missing.contains(&CheckItem::PhoneCode));
        assert!(seen.missing.contains(&CheckItem::Contact));
    }

    async fn a_phone_changed_after_its_proof_is_not_registered(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.prove_phone(&nerea, call, &caller, phone(1)).await;
        let desk = &office.desk;
        desk.video_contact(&nerea, call, phone(2), email()).await.unwrap();
        let passed = CheckResult::Passed;
        desk.video_tick(&nerea, call, CheckItem::Contact, passed, None).await.unwrap();
        let refused = office.approve(&nerea, call).await;
        let Err(VideoDecideError::NotYet(missing)) = refused else { panic!("{refused:?}") };
        assert_eq!(missing.missing, [CheckItem::PhoneCode]);
        assert_eq!(office.standing(&caller.person).await, None);
    }

    async fn actions_are_asked_once_and_seen_one_after_the_other(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let desk = &office.desk;
        let mut asked = Vec::new();
        loop {
            let action = match desk.video_next_action(&nerea, call, ActionKind::Document).await {
                Ok(action) => action,
                Err(NextActionError::UsedUp) => break,
                Err(error) => panic!("{error:?}"),
            };
            assert_eq!(office.view(&caller).await.asks.action, Some(action));
            let twice = desk.video_next_action(&nerea, call, ActionKind::Face).await;
            assert!(matches!(twice, Err(NextActionError::Awaited(_))), "{twice:?}");
            assert!(!asked.contains(&action), "{action:?} was asked twice");
            asked.push(action);
            let passed = CheckResult::Passed;
            desk.video_action_seen(&nerea, call, action, passed).await.unwrap();
            let again = desk.video_action_seen(&nerea, call, action, passed).await;
            assert!(matches!(again, Err(NextActionError::NotAwaited)), "{again:?}");
        }
        assert_eq!(asked.len(), 6);
    }

    async fn a_register_that_does_not_answer_is_asked_again_and_every_reply_is_kept(
        database: TestDatabase
    ) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        let desk = &office.desk;
        office.world.civil.set_down(true);
        for _ in 0..4 {
            let reply = desk.video_check_register(&nerea, call).await.unwrap();
            assert_eq!(reply, RegisterReply::Unavailable);
        }
        office.world.civil.set_down(false);
        let over = desk.video_check_register(&nerea, call).await;
        assert!(matches!(over, Err(RegisterError::NoTriesLeft)), "{over:?}");
        let seen = desk.video_call(&nerea).await.unwrap().unwrap();
        assert_eq!(seen.checklist.register().len(), 5);
        assert_eq!(seen.register_tries_left, 0);
    }

    async fn three_unanswered_tries_allow_the_basic_level_only(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.world.civil.set_down(true);
        let desk = &office.desk;
        for tries in 1..=3 {
            desk.video_check_register(&nerea, call).await.unwrap();
            let seen = desk.video_call(&nerea).await.unwrap().unwrap();
            assert_eq!(seen.missing.contains(&CheckItem::Register), tries < 3, "{tries}");
            let advanced = seen.checklist.missing(RegistrationLevel::Advanced);
            assert!(advanced.contains(&CheckItem::Register));
        }
    }

    async fn a_zone_of_another_document_is_found_out(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let mut other = zone(&caller.person);
        other.birth_date = Some("1901-01-01".parse().unwrap());
        let report = office.desk.video_read_mrz(&nerea, call, reading(other)).await.unwrap();
        assert!(!report.agrees());
        let wrong: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.agrees == Some(false))
            .map(|finding| finding.datum)
            .collect();
        assert_eq!(wrong, [MrzDatum::BirthDate]);
        let seen = office.desk.video_call(&nerea).await.unwrap().unwrap();
        assert!(seen.missing.contains(&CheckItem::Mrz));
    }

    async fn check_digits_are_kept_one_by_one_also_where_one_does_not_fit(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let digit = |digit, right| MrzDigitFinding { digit, right };
        let digits = vec![digit(MrzDigit::Birth, false), digit(MrzDigit::Composite, true)];
        let unread = MrzReading { digits: digits.clone(), data: None };
        let report = office.desk.video_read_mrz(&nerea, call, unread).await.unwrap();
        assert!(!report.agrees());
        let seen = office.desk.video_call(&nerea).await.unwrap().unwrap();
        assert_eq!(seen.mrz.unwrap().digits, digits);
        let tick = seen.checklist.tick(CheckItem::Mrz).unwrap();
        assert_eq!(tick.result, CheckResult::Failed);
        // What a release kept that knew no single digits still reads.
        let old: MrzReport = serde_json::from_value(serde_json::json!({ "findings": [] })).unwrap();
        assert_eq!(old.digits, []);
    }

    async fn pictures_are_seen_by_who_attends_and_have_a_size(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let hugo = office.operator("hugo").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let (desk, kind) = (&office.desk, CaptureKind::Face);
        let id = desk.video_capture(&nerea, call, kind, vec![1, 2, 3]).await.unwrap();
        assert_eq!(desk.video_captured(&nerea, call, id).await.unwrap(), Some(vec![1, 2, 3]));
        assert!(desk.video_captured(&hugo, call, id).await.is_err());
        let large = desk.video_capture(&nerea, call, kind, vec![0; 3 * 1_024 * 1_024]).await;
        assert!(matches!(large, Err(CaptureError::TooLarge)), "{large:?}");
    }
}
