//! Downloading the certificate and the receipt.

use model::procedure::ApplicationState;
use ports::documents::Document;
use procedures::{DownloadError, ReceiptError};
use store::{on_both_engines, sql};

use crate::world::{World, ananya, contact, lucia};

on_both_engines! {
    async fn the_certificate_is_downloaded_as_often_as_the_person_likes(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&ananya()).await;
        let first = world.procedures.download_certificate(&visitor, &reference).await.unwrap();
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::Downloaded);
        let again = world.procedures.download_certificate(&visitor, &reference).await.unwrap();
        assert_eq!(first, again);
        let view = world.procedures.view_application(&visitor, &reference).await.unwrap();
        assert!(view.unwrap().certificate.is_some());
        let audited = world.audited(&visitor).await;
        let downloads =
            audited.iter().filter(|[event, ..]| event == "certificate_downloaded").count();
        assert_eq!(downloads, 2);
    }

    async fn there_is_nothing_to_download_before_it_is_issued(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let draft = world.draft(&visitor).await;
        let (other, in_review, _) = world.apply(&lucia()).await;
        for (visitor, reference) in [(&visitor, &draft), (&other, &in_review)] {
            let refused = world.procedures.download_certificate(visitor, reference).await;
            assert!(matches!(refused, Err(DownloadError::NotIssued)), "{refused:?}");
        }
    }

    async fn the_certificate_of_another_person_is_not_there(database: TestDatabase) {
        let world = World::new(&database).await;
        let (_, reference, _) = world.apply(&ananya()).await;
        let stranger = world.visitor(&lucia()).await;
        let refused = world.procedures.download_certificate(&stranger, &reference).await;
        assert!(matches!(refused, Err(DownloadError::NotFound)), "{refused:?}");
        let refused = world.procedures.download_receipt(&stranger, &reference).await;
        assert!(matches!(refused, Err(ReceiptError::NotFound)), "{refused:?}");
    }

    async fn the_receipt_is_made_once_whatever_became_of_the_application(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let (visitor, reference, state) = world.apply(&lucia()).await;
        assert_eq!(state, ApplicationState::InReview);
        let first = world.procedures.download_receipt(&visitor, &reference).await.unwrap();
        world.procedures.withdraw(&visitor, &reference).await.unwrap();
        let again = world.procedures.download_receipt(&visitor, &reference).await.unwrap();
        assert_eq!(first, again);
        let rendered = world.renderer.rendered();
        let [Document::ApplicationReceipt(content)] = rendered.as_slice() else { panic!() };
        assert_eq!(content.frame.issued_at, world.now());
        assert_eq!(content.reference, reference.as_str());
        assert_eq!(content.procedure, "Certificado de delitos de naturaleza sexual");
        assert_eq!(content.phone, contact().phone);
    }

    async fn two_tabs_that_ask_for_the_receipt_get_the_same_one(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&lucia()).await;
        let mut asking = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (procedures, visitor) = (world.procedures.clone(), visitor.clone());
            let reference = reference.clone();
            asking.spawn(async move { procedures.download_receipt(&visitor, &reference).await });
        }
        let files: Vec<_> = asking.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(files.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
    }

    async fn a_draft_has_no_receipt(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let refused = world.procedures.download_receipt(&visitor, &reference).await;
        assert!(matches!(refused, Err(ReceiptError::NotSent)), "{refused:?}");
        world.send(&visitor, &reference).await;
        world.renderer.set_failing(true);
        let refused = world.procedures.download_receipt(&visitor, &reference).await;
        assert!(matches!(refused, Err(ReceiptError::Make(_))), "{refused:?}");
    }
}
