//! "View PDF" (R065–R068).

use std::sync::atomic::Ordering;

use model::issued::{DocumentClass, DocumentKind, IssuedDocument};
use ports::{
    documents::{Document, RenderError},
    sealing::KeyedHash,
};
use registration::{ReceiptError, Stage, terms};
use store::{StoreError, on_both_engines, repo, sql, testing::TestSealer};
use tokio::task::JoinSet;
use vocab::{BearerSecret, DocumentId};

use crate::support::{Office, ananya, email};

async fn issued(office: &Office, flow: &BearerSecret) -> IssuedDocument {
    let id: DocumentId = match office.stage(flow).await {
        Stage::Completed {
            receipt: Some(id), ..
        } => id,
        other => panic!("{other:?}"),
    };
    office
        .store
        .read::<_, StoreError, _>("test.issued", move |tx| repo::document::find(tx, id))
        .await
        .unwrap()
        .unwrap()
}

on_both_engines! {
    /// R066, R067, R068: activation code, contact as given, conditions as accepted.
    async fn the_receipt_says_what_was_registered(database: TestDatabase) {
        let office = Office::open(&database);
        let ananya = ananya();
        let (flow, completed) = office.register(&ananya).await;
        office.registrar.receipt(&flow).await.unwrap();
        let rendered = office.renderer.rendered();
        let [Document::RegistrationReceipt(receipt)] = &rendered[..] else {
            panic!("{rendered:?}");
        };
        assert_eq!(receipt.number, ananya.record.number);
        assert_eq!(receipt.name, ananya.record.name);
        assert_eq!(receipt.phone, ananya.phone);
        assert_eq!(receipt.email, email());
        assert_eq!(receipt.activation_code, completed.activation_code);
        assert!(!receipt.advanced);
        let accepted = terms::current(ananya.lang);
        assert_eq!(receipt.terms_version, accepted.version);
        assert!(receipt.terms.iter().map(String::as_str).eq(accepted.paragraphs()));
        assert_eq!(receipt.frame.lang, ananya.lang);
        assert_eq!(receipt.verification.address, "https://sede.example/csv");
    }

    /// The same bytes, however often it is viewed, and one row in the register of documents.
    async fn it_is_made_once_and_then_the_same_bytes(database: TestDatabase) {
        let office = Office::open(&database);
        let (flow, _) = office.register(&ananya()).await;
        office.warm_up().await;
        let mut viewing = JoinSet::new();
        for _ in 0..4 {
            let (registrar, flow) = (office.registrar.clone(), flow.clone());
            viewing.spawn(async move { registrar.receipt(&flow).await });
        }
        let mut seen: Vec<Vec<u8>> =
            viewing.join_all().await.into_iter().map(Result::unwrap).collect();
        office.wait_minutes(30);
        seen.push(office.registrar.receipt(&flow).await.unwrap());
        assert!(seen.iter().all(|pdf| pdf == &seen[0]));
        assert!(seen[0].ends_with(b"sealed"));
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
        let linked = sql!("SELECT COUNT(*) FROM registration WHERE receipt_id IS NOT NULL");
        assert_eq!(office.count(linked).await, 1);
    }

    /// It carries an activation code: its own code alone gives it to nobody.
    async fn it_is_a_document_of_its_holder_and_can_be_verified_for_ten_years(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (flow, _) = office.register(&ananya()).await;
        let pdf = office.registrar.receipt(&flow).await.unwrap();
        let document = issued(&office, &flow).await;
        assert_eq!(document.kind, DocumentKind::RegistrationReceipt);
        assert_eq!(document.kind.class(), DocumentClass::Holder);
        assert_eq!(document.lang, ananya().lang);
        assert_eq!(document.digest, TestSealer::default().hash("test.digest", &pdf));
        let years = (document.kept_until.as_second() - office.now().as_second()) / 31_557_600;
        assert_eq!(years, 10);
        let text = String::from_utf8(pdf).unwrap();
        assert!(text.contains(document.code.as_str()), "printed with the code that finds it");
    }

    async fn there_is_none_before_the_registration_is_complete(database: TestDatabase) {
        let office = Office::open(&database);
        let flow = office.ready(&ananya(), &ananya().phone).await;
        let early = office.registrar.receipt(&flow).await;
        assert!(matches!(early, Err(ReceiptError::NotYet)));
        assert!(office.renderer.rendered().is_empty());
    }

    async fn a_renderer_that_is_too_busy_leaves_nothing_and_a_later_view_succeeds(
        database: TestDatabase
    ) {
        let office = Office::open(&database);
        let (flow, _) = office.register(&ananya()).await;
        office.renderer.overloaded.store(true, Ordering::SeqCst);
        let busy = office.registrar.receipt(&flow).await;
        assert!(matches!(busy, Err(ReceiptError::Render(RenderError::Overloaded))));
        assert_eq!(office.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 0);
        office.renderer.overloaded.store(false, Ordering::SeqCst);
        office.registrar.receipt(&flow).await.unwrap();
    }
}
