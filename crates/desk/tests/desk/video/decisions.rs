//! Refusals of each kind, what is kept of each, and what goes when its time has come.

use desk::{VideoDecideError, VideoDecision};
use model::{
    officer::Role,
    video::{CaptureKind, RefusalReason},
};
use proofing::ViewState;
use store::{Sql, StoreError, on_both_engines, sql};

use super::rig::{line, office, people, phone, somebody};
use crate::office::Office;

const DAY: i64 = 86_400;

const CALLS: Sql = sql!("SELECT COUNT(*) FROM video_call WHERE dossier IS NOT NULL");
const CAPTURES: Sql = sql!("SELECT COUNT(*) FROM video_capture");
const EVIDENCE: Sql = sql!("SELECT COUNT(*) FROM video_evidence");

async fn count(office: &Office, question: Sql) -> i64 {
    office
        .desk
        .store
        .read::<_, StoreError, _>("test.count", move |tx| {
            tx.query_one(question, &[], |row| row.get(0))
        })
        .await
        .unwrap()
}

on_both_engines! {
    async fn every_reason_ends_the_call_without_a_registration(database: TestDatabase) {
        let office = office(&database).await;
        let (_, mut device) = office.officer("nerea", &[Role::VideoOperator]).await;
        let all = people();
        for (index, reason) in RefusalReason::ALL.into_iter().enumerate() {
            let nerea = office.sign_in(&mut device).await.at_desk;
            let caller = office.caller(&all[index % all.len()]).await;
            let (call, _) = office.attend(&nerea, &caller).await;
            office.desk
                .video_capture(&nerea, call, CaptureKind::DocumentFront, vec![0xFF, 0xD8])
                .await
                .unwrap();
            let note = Some(line("What happened."));
            let refuse = VideoDecision::Refuse { reason, note };
            let decided = office.desk.video_decide(&nerea, call, refuse).await.unwrap();
            assert_eq!(decided.level, None);
            assert_eq!(office.standing(&caller.person).await, None, "{reason:?}");
            let told = reason.may_be_told().then_some(reason);
            assert_eq!(office.view(&caller).await.state, ViewState::Refused(told), "{reason:?}");
            office.pass(400);
        }
    }

    async fn who_decides_has_shown_the_passkey_within_the_last_minutes(database: TestDatabase) {
        let office = office(&database).await;
        let (entered, mut device) = office.officer("nerea", &[Role::VideoOperator]).await;
        let nerea = entered.at_desk;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.prove_phone(&nerea, call, &caller, phone(1)).await;
        office.pass(16 * 60);
        let note = Some(line("What happened."));
        let refuse = VideoDecision::Refuse { reason: RefusalReason::OtherDoubt, note };
        for decision in [VideoDecision::Approve { displace: false }, refuse] {
            let held = office.desk.video_decide(&nerea, call, decision).await;
            assert!(matches!(held, Err(VideoDecideError::VerifyAgain)), "{held:?}");
        }
        assert_eq!(office.view(&caller).await.state, ViewState::InCall);
        let nerea = office.sign_in(&mut device).await.at_desk;
        office.approve(&nerea, call).await.unwrap();
        assert!(office.standing(&caller.person).await.is_some());
    }

    async fn who_does_not_agree_to_be_recorded_leaves_nothing(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.proofing().media_offers("one").await.unwrap();
        let refuse = VideoDecision::Refuse { reason: RefusalReason::ConsentRefused, note: None };
        office.desk.video_decide(&nerea, call, refuse).await.unwrap();
        for table in [CALLS, CAPTURES, EVIDENCE, sql!("SELECT COUNT(*) FROM video_message")] {
            assert_eq!(count(&office, table).await, 0, "{}", table.text());
        }
        let held = office.proofing().media_held("one").await.unwrap();
        assert!(held[0].ended && held[0].discard, "{held:?}");
        let told = ViewState::Refused(Some(RefusalReason::ConsentRefused));
        assert_eq!(office.view(&caller).await.state, told);
    }

    async fn evidence_is_kept_as_long_as_the_order_says(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        let end = |reason| VideoDecision::Refuse { reason, note: None };
        for reason in [RefusalReason::Prerecorded, RefusalReason::Connection] {
            let caller = office.caller(&all.remove(0)).await;
            let (call, _) = office.attend(&nerea, &caller).await;
            office.desk
                .video_capture(&nerea, call, CaptureKind::Face, vec![0xFF, 0xD8])
                .await
                .unwrap();
            office.desk.video_decide(&nerea, call, end(reason)).await.unwrap();
        }
        let approved = office.caller(&all.remove(0)).await;
        office.register(&nerea, &approved, phone(1)).await;
        let steps = [
            (29 * DAY, 3, 4),
            (2 * DAY, 2, 3),
            (4 * 365 * DAY, 2, 3),
            (366 * DAY, 1, 2),
            (9 * 365 * DAY, 1, 2),
            (2 * 366 * DAY, 0, 0),
        ];
        for (seconds, calls, captures) in steps {
            office.pass(seconds);
            office.proofing().forget().await.unwrap();
            assert_eq!(count(&office, CALLS).await, calls, "after {seconds} more");
            assert_eq!(count(&office, CAPTURES).await, captures, "after {seconds} more");
        }
        assert_eq!(count(&office, EVIDENCE).await, 0);
        // That the calls took place stays, and the registration with them.
        assert_eq!(count(&office, sql!("SELECT COUNT(*) FROM video_call")).await, 3);
        assert!(office.standing(&approved.person).await.is_some());
    }

    async fn a_person_who_was_given_back_keeps_the_place(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        let first = office.caller(&all.remove(0)).await;
        office.pass(1);
        let second = office.caller(&all.remove(0)).await;
        let (call, _) = office.attend(&nerea, &first).await;
        office.desk.video_give_back(&nerea, call).await.unwrap();
        assert_eq!(office.view(&first).await.place, Some(1));
        assert_eq!(office.view(&second).await.place, Some(2));
        assert!(office.desk.video_announce(&nerea, call).await.is_err());
    }
}
