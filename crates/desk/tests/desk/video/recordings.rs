//! Recordings: when one begins, what becomes of its key, who plays it.

use desk::PlayError;
use model::video::RefusalReason;
use ports::{media::RecordingStart, recordings::RecordingSummary};
use store::{StoreError, on_both_engines, repo::video::recording};
use vocab::VideoCallId;

use super::rig::{office, somebody};
use crate::office::Office;

/// A purpose as a reviewer writes it.
const PURPOSE: &str = "complaint 2026/17 of the person";

fn summary(start: &RecordingStart) -> RecordingSummary {
    RecordingSummary {
        id: start.id,
        started_at: start.at,
        duration_ms: 61_000,
        bytes: 5_000_000,
        records: 14,
        final_hash: [9; 32],
    }
}

async fn begun(office: &Office, call: VideoCallId) -> RecordingStart {
    let start = office.proofing().media_recording(call).await.unwrap();
    start.expect("a call under way is recorded")
}

async fn keys(office: &Office, call: VideoCallId) -> usize {
    let list = move |tx: &mut store::Tx<'_>| recording::list(tx, call);
    let listed = office
        .desk
        .store
        .read::<_, StoreError, _>("test.recordings", list)
        .await;
    listed.unwrap().len()
}

on_both_engines! {
    async fn begins_with_the_call_and_goes_on_under_the_same_key(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let call = office.desk.video_take_next(&nerea).await.unwrap().unwrap();
        let early = office.proofing().media_recording(call).await.unwrap();
        assert!(early.is_none(), "nobody is there yet");
        office.desk.video_give_back(&nerea, call).await.unwrap();
        let (call, _) = office.attend(&nerea, &caller).await;
        let first = begun(&office, call).await;
        let again = begun(&office, call).await;
        assert_eq!((first.id, &first.key), (again.id, &again.key));
        office.proofing().media_recorded(call, summary(&first)).await.unwrap();
        let next = begun(&office, call).await;
        assert_ne!(first.id, next.id, "a finished recording is not gone on with");
        assert_eq!(keys(&office, call).await, 2);
    }

    async fn is_played_by_reviewers_for_a_purpose_only(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let reviewer = office.at_desk("hugo", &[model::officer::Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let start = begun(&office, call).await;
        let desk = &office.desk;
        let early = desk.video_play(&reviewer, start.id, PURPOSE).await;
        assert!(matches!(early, Err(PlayError::NoRecording)), "{early:?}");
        office.proofing().media_recorded(call, summary(&start)).await.unwrap();
        let operator = desk.video_play(&nerea, start.id, PURPOSE).await;
        assert!(matches!(operator, Err(PlayError::Video(_))), "{operator:?}");
        for purpose in ["", "   look   ", &"x".repeat(501)] {
            let refused = desk.video_play(&reviewer, start.id, purpose).await;
            assert!(matches!(refused, Err(PlayError::Purpose)), "{refused:?}");
        }
        let listed = desk.video_recordings(&reviewer, call).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert!(desk.video_watch(&reviewer, start.id).await.unwrap().is_none());
        let opened = desk.video_play(&reviewer, start.id, PURPOSE).await.unwrap();
        // Also in another process of the desk, for this officer, for two hours.
        let watched = desk.video_watch(&reviewer, start.id).await.unwrap().unwrap();
        assert_eq!((watched.id, watched.until), (opened.id, opened.until));
        let other = office.at_desk("amparo", &[model::officer::Role::Reviewer]).await;
        assert!(desk.video_watch(&other, start.id).await.unwrap().is_none());
        assert!(desk.video_watch(&nerea, start.id).await.is_err());
        office.pass(2 * 3_600);
        assert!(desk.video_watch(&reviewer, start.id).await.unwrap().is_none());
        assert_eq!((opened.id, opened.call), (start.id, call));
        assert_eq!((opened.key, opened.final_hash), (start.key, [9; 32]));
    }

    async fn loses_its_key_where_nothing_may_be_kept(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let reviewer = office.at_desk("hugo", &[model::officer::Role::Reviewer]).await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let start = begun(&office, call).await;
        office.proofing().media_recorded(call, summary(&start)).await.unwrap();
        office.proofing().media_discarded(call).await.unwrap();
        assert_eq!(keys(&office, call).await, 0);
        let gone = office.desk.video_play(&reviewer, start.id, PURPOSE).await;
        assert!(matches!(gone, Err(PlayError::NoRecording)), "{gone:?}");
        let files = office.proofing().recordings_destroyed().await.unwrap();
        assert_eq!(files, [start.id]);
        office.proofing().recording_removed(start.id).await.unwrap();
        assert!(office.proofing().recordings_destroyed().await.unwrap().is_empty());
    }

    async fn is_found_when_its_process_was_killed(database: TestDatabase) {
        let office = office(&database).await;
        let nerea = office.operator("nerea").await;
        let caller = office.caller(&somebody()).await;
        let (call, _) = office.attend(&nerea, &caller).await;
        let start = begun(&office, call).await;
        assert!(office.proofing().recordings_left().await.unwrap().is_empty());
        let refuse = desk::VideoDecision::Refuse {
            reason: RefusalReason::ImageOrSound,
            note: None,
        };
        office.desk.video_decide(&nerea, call, refuse).await.unwrap();
        assert!(office.proofing().recordings_left().await.unwrap().is_empty(), "too early");
        office.pass(121);
        let left = office.proofing().recordings_left().await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].id, &left[0].key), (start.id, &start.key));
        office.proofing().media_recorded(call, summary(&start)).await.unwrap();
        assert!(office.proofing().recordings_left().await.unwrap().is_empty());
    }
}
