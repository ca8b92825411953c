//! From the waiting room to the registration, and what is there afterwards.

use audit::Event;
use desk::{Decided, VideoDecideError, VideoDecision};
use model::{
    notice::{Channel, Notice},
    registration::RegistrationState,
    video::CheckItem,
};
use proofing::ViewState;
use registration::Stage;
use store::{on_both_engines, repo};
use vocab::RegistrationLevel;

use super::rig::{office, people, phone, somebody};

on_both_engines! {
    async fn who_is_approved_is_registered_at_once_and_told(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        assert_eq!(office.standing(&caller.person).await, None);
        office.register(&nerea, &caller, phone(1)).await;
        let standing = office.standing(&caller.person).await;
        assert_eq!(standing, Some((RegistrationState::Active, RegistrationLevel::Basic)));
        assert_eq!(office.view(&caller).await.state, ViewState::Approved);
        // R104, R105: the text message with the sixteen digits, the e-mail with the steps.
        let sent = office.messages().await;
        let [sms, mail] = sent.as_slice() else { panic!("{sent:?}") };
        let Notice::Welcome { activation_code: Some(code) } = &sms.notice else { panic!("{sms:?}") };
        assert_eq!(sms.channel, Channel::Sms(phone(1)));
        assert_eq!(mail.notice, Notice::Welcome { activation_code: None });
        assert_eq!(code.as_str().len(), 16);
        // The page after the letter's route shows the same.
        let registrar = &office.proofing().registrar;
        let view = registrar.view(&caller.flow).await.unwrap().unwrap();
        let Stage::Completed { activation_code, .. } = view.stage else { panic!("{:?}", view.stage) };
        assert_eq!(&activation_code, code);
        let receipt = registrar.receipt(&caller.flow).await.unwrap();
        assert_eq!(registrar.receipt(&caller.flow).await.unwrap(), receipt);
        assert_eq!(office.desk.video_call(&nerea).await.unwrap(), None);
    }

    async fn the_decision_names_operator_and_everything_reviewed(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let call = office.register(&nerea, &caller, phone(1)).await;
        let rows = office
            .desk
            .store
            .read("test.audit", move |tx| repo::audit::list_of_subject(tx, call.as_bytes(), 1_000))
            .await
            .unwrap();
        let decided: Vec<_> = rows
            .iter()
            .filter_map(|(row, record)| {
                let record: serde_json::Value = serde_json::from_slice(record).unwrap();
                let event: Event = serde_json::from_value(record["event"].clone()).unwrap();
                match event {
                    Event::VideoCallDecided { outcome, level, evidence, .. } => {
                        Some((row.actor.clone(), outcome, level, evidence))
                    }
                    _ => None,
                }
            })
            .collect();
        let [(actor, outcome, level, evidence)] = decided.as_slice() else { panic!("{decided:?}") };
        assert_eq!(*actor, nerea.officer().id.to_string());
        assert_eq!((outcome.as_str(), level.as_deref()), ("approved", Some("basic")));
        assert_eq!(evidence.len(), CheckItem::ALL.len());
        assert!(evidence.contains(&"phone_code:passed".to_owned()), "{evidence:?}");
    }

    async fn a_phone_of_another_is_taken_over_only_when_confirmed(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let mut all = people();
        let (first, second) = (all.remove(0), all.remove(0));
        let first = office.caller(&first).await;
        office.register(&nerea, &first, phone(1)).await;
        let second = office.caller(&second).await;
        let (call, _) = office.attend(&nerea, &second).await;
        office.look_at_everything(&nerea, call, &second.person).await;
        office.prove_phone(&nerea, call, &second, phone(1)).await;
        let refused = office.approve(&nerea, call).await;
        assert!(matches!(refused, Err(VideoDecideError::ConfirmDisplacement)), "{refused:?}");
        assert_eq!(office.standing(&second.person).await, None);
        office.messages().await;
        let approve = VideoDecision::Approve { displace: true };
        let decided = office.desk.video_decide(&nerea, call, approve).await.unwrap();
        assert_eq!(decided, Decided { level: Some(RegistrationLevel::Basic), review: false });
        let (state, _) = office.standing(&first.person).await.unwrap();
        assert_eq!(state, RegistrationState::PhoneDisplaced);
        let told = office.messages().await;
        assert!(
            told.iter().any(|notice| matches!(notice.notice, Notice::PhoneDisplaced { .. })),
            "{told:?}"
        );
    }

    async fn who_is_registered_already_is_told_so_to_the_operator_only(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        office.register(&nerea, &caller, phone(1)).await;
        // Entering and waiting show nothing.
        let again = office.caller(&caller.person).await;
        assert_eq!(office.view(&again).await.state, ViewState::Queued);
        let (call, _) = office.attend(&nerea, &again).await;
        office.look_at_everything(&nerea, call, &again.person).await;
        office.prove_phone(&nerea, call, &again, phone(1)).await;
        let refused = office.approve(&nerea, call).await;
        assert!(matches!(refused, Err(VideoDecideError::NoEffect(_))), "{refused:?}");
    }

    async fn nothing_is_registered_before_the_decision(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        office.look_at_everything(&nerea, call, &caller.person).await;
        office.prove_phone(&nerea, call, &caller, phone(1)).await;
        assert_eq!(office.standing(&caller.person).await, None);
        office.proofing().leave(&caller.call).await.unwrap();
        assert!(office.approve(&nerea, call).await.is_err());
        assert_eq!(office.standing(&caller.person).await, None);
        assert_eq!(office.view(&caller).await.state, ViewState::Abandoned);
    }
}
