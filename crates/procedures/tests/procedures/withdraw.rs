//! Withdrawing.

use model::procedure::ApplicationState;
use procedures::{Finished, WithdrawError};
use store::{on_both_engines, sql};

use crate::world::{World, ananya, lucia};

on_both_engines! {
    async fn a_draft_and_a_case_in_review_can_be_withdrawn_once(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let draft = world.draft(&visitor).await;
        let (other, in_review, _) = world.apply(&lucia()).await;
        for (visitor, reference) in [(&visitor, &draft), (&other, &in_review)] {
            for _ in 0..2 {
                world.procedures.withdraw(visitor, reference).await.unwrap();
                let state = world.state(visitor, reference).await;
                assert_eq!(state, ApplicationState::Withdrawn);
            }
            let audited = world.audited(visitor).await;
            let withdrawn =
                audited.iter().filter(|[event, ..]| event == "application_withdrawn").count();
            assert_eq!(withdrawn, 1);
        }
        // And then another application can be begun.
        world.draft(&other).await;
    }

    async fn what_was_issued_is_not_withdrawn(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&ananya()).await;
        let refused = world.procedures.withdraw(&visitor, &reference).await;
        assert!(matches!(refused, Err(WithdrawError::TooLate)), "{refused:?}");
        world.procedures.download_certificate(&visitor, &reference).await.unwrap();
        let refused = world.procedures.withdraw(&visitor, &reference).await;
        assert!(matches!(refused, Err(WithdrawError::TooLate)), "{refused:?}");
    }

    async fn a_stranger_withdraws_nothing(database: TestDatabase) {
        let world = World::new(&database).await;
        let owner = world.visitor(&ananya()).await;
        let reference = world.draft(&owner).await;
        let stranger = world.visitor(&lucia()).await;
        let refused = world.procedures.withdraw(&stranger, &reference).await;
        assert!(matches!(refused, Err(WithdrawError::NotFound)), "{refused:?}");
    }

    async fn what_is_withdrawn_while_it_waits_stays_withdrawn(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        world.civil.set_down(true);
        world.send(&visitor, &reference).await;
        world.civil.set_down(false);
        world.clock.advance_seconds(60);
        // The worker has the answer of the register in its hands when the person withdraws.
        world.offences.hang().close();
        let procedures = world.procedures.clone();
        let worker = tokio::spawn(async move { procedures.finish_pending(10).await.unwrap() });
        world.offences.hang().arrival().await;
        world.procedures.withdraw(&visitor, &reference).await.unwrap();
        world.offences.hang().open();
        assert_eq!(worker.await.unwrap(), Finished { finished: 1, waiting: 0 });
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::Withdrawn);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 0);
        assert!(world.messages().await.is_empty());
        let audited = world.audited(&visitor).await;
        assert!(audited.iter().all(|[event, ..]| event != "register_consulted"));
    }
}
