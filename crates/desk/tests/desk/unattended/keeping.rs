//! What is kept, how long, and what is written down.

use desk::unattended::Review;
use model::{unattended::AttemptState, video::RefusalReason};
use store::{StoreError, on_both_engines, repo};
use vocab::AttemptId;

use super::rig::{Booth, at_once, reviewed_first};
use crate::video::rig::somebody;

const DAY: i64 = 86_400;

/// The words of the audit entries about an attempt, oldest first.
async fn audited(booth: &Booth, id: AttemptId) -> Vec<String> {
    let mut records = booth
        .unattended
        .store
        .read::<_, StoreError, _>("test.audit", move |tx| {
            repo::audit::list_of_subject(tx, id.as_bytes(), 100)
        })
        .await
        .unwrap();
    records.sort_by_key(|(row, _)| row.id);
    let word = |record: &[u8]| {
        let record: serde_json::Value = serde_json::from_slice(record).unwrap();
        record["event"]["event"].as_str().unwrap().to_owned()
    };
    records.iter().map(|(_, record)| word(record)).collect()
}

on_both_engines! {
    async fn every_act_is_written_down(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        booth.sent(&somebody()).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        booth.reviews.play(&reviewer, id, "review of the film").await.unwrap();
        booth.decide(&reviewer, id, Review::Confirm).await.unwrap();
        let mut acts = audited(&booth, id).await;
        acts.sort_unstable();
        assert_eq!(acts, [
            "unattended_begun",
            "unattended_captured",
            "unattended_captured",
            "unattended_code_entered",
            "unattended_film_begun",
            "unattended_film_kept",
            "unattended_film_played",
            "unattended_opened",
            "unattended_reviewed",
            "unattended_sent",
        ]);
    }

    async fn what_was_not_sent_goes_after_days(database: TestDatabase) {
        let booth = Booth::new(&database, at_once()).await;
        let attempt = booth.ready(&somebody()).await;
        assert_eq!(booth.films.ids().len(), 1);
        assert_eq!(booth.unattended.sweep().await.unwrap(), 0);
        booth.office.pass(3_601);
        assert_eq!(booth.unattended.sweep().await.unwrap(), 1);
        assert!(matches!(booth.state(&attempt).await, AttemptState::Abandoned { .. }));
        assert_eq!(booth.unattended.forget().await.unwrap().attempts, 0);
        booth.office.pass(7 * DAY + 1);
        assert_eq!(booth.unattended.forget().await.unwrap().attempts, 1);
        assert!(booth.films.ids().is_empty());
        assert!(booth.unattended.view(&attempt).await.unwrap().is_none());
    }

    async fn a_suspicion_is_kept_for_five_years(database: TestDatabase) {
        let booth = Booth::new(&database, reviewed_first()).await;
        booth.sent(&somebody()).await;
        let reviewer = booth.reviewer("Ada").await;
        let id = booth.first(&reviewer).await;
        let refuse = Review::Refuse(RefusalReason::DocumentNotValid);
        booth.decide(&reviewer, id, refuse).await.unwrap();
        booth.office.pass(4 * 366 * DAY);
        assert_eq!(booth.unattended.forget().await.unwrap().attempts, 0);
        booth.office.pass(2 * 365 * DAY);
        assert_eq!(booth.unattended.forget().await.unwrap().attempts, 1);
        assert!(booth.films.ids().is_empty());
    }

    async fn what_waits_for_a_reviewer_is_never_swept(database: TestDatabase) {
        let booth = Booth::new(&database, reviewed_first()).await;
        let (attempt, _) = booth.sent(&somebody()).await;
        booth.office.pass(400 * DAY);
        assert_eq!(booth.unattended.sweep().await.unwrap(), 0);
        assert_eq!(booth.unattended.forget().await.unwrap().attempts, 0);
        assert!(booth.state(&attempt).await.waits());
    }
}
