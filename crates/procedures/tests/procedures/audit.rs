//! Audit event × use case: every act is written down, by whom, in its own transaction.

use store::on_both_engines;

use crate::world::{World, ananya, lucia};

fn lines(audited: &[[String; 3]]) -> Vec<[&str; 3]> {
    audited
        .iter()
        .map(|line| line.each_ref().map(String::as_str))
        .collect()
}

on_both_engines! {
    async fn a_certificate_leaves_its_trail(database: TestDatabase) {
        let world = World::new(&database).await;
        let entered = world.enter(&ananya()).await;
        let visitor = &entered.visitor;
        world.clock.advance_seconds(1);
        let reference = world.draft(visitor).await;
        world.send(visitor, &reference).await;
        world.clock.advance_seconds(1);
        world.procedures.download_certificate(visitor, &reference).await.unwrap();
        world.clock.advance_seconds(1);
        world.procedures.download_receipt(visitor, &reference).await.unwrap();
        world.clock.advance_seconds(1);
        world.procedures.log_out(&entered.secret).await.unwrap();
        let mut audited = world.audited(visitor).await;
        // Those of one moment have no order among them.
        audited[1..4].sort();
        assert_eq!(
            lines(&audited),
            [
                ["visit_opened", "citizen", "procedures.open_session"],
                ["application_submitted", "citizen", "procedures.submit"],
                ["certificate_issued", "system", "procedures.issue"],
                ["register_consulted", "system", "procedures.check"],
                ["certificate_downloaded", "citizen", "procedures.download_certificate"],
                ["receipt_issued", "citizen", "procedures.download_receipt"],
                ["logged_out", "citizen", "procedures.log_out"],
            ]
        );
    }

    async fn a_review_leaves_its_trail(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&lucia()).await;
        world.clock.advance_seconds(1);
        let reference = world.draft(&visitor).await;
        world.send(&visitor, &reference).await;
        world.clock.advance_seconds(1);
        world.procedures.withdraw(&visitor, &reference).await.unwrap();
        let mut audited = world.audited(&visitor).await;
        audited[1..4].sort();
        assert_eq!(
            lines(&audited),
            [
                ["visit_opened", "citizen", "procedures.open_session"],
                ["application_sent_to_review", "system", "procedures.check"],
                ["application_submitted", "citizen", "procedures.submit"],
                ["register_consulted", "system", "procedures.check"],
                ["application_withdrawn", "citizen", "procedures.withdraw"],
            ]
        );
    }
}
