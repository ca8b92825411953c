//! Verification by code, for anyone (R203, R206, R263, defaults D31).

use model::{
    issued::{DocumentClass, DocumentKind, IssuedDocument},
    origin::Origin,
};
use procedures::{FileComparison, VerifyError};
use store::{StoreError, on_both_engines, repo};
use vocab::{
    BodyId, DataKeyId, DocumentId, Lang, SecureVerificationCode, SeededEntropy, SignedDuration,
    Timestamp,
};

use crate::world::{World, ananya, lucia, origin, sha256};

fn unknown(seed: u64) -> SecureVerificationCode {
    SecureVerificationCode::generate(&SeededEntropy::new(seed))
}

/// A document of the identity side, under a key that the electronic office knows nothing of.
async fn registration_receipt(world: &World) -> (SecureVerificationCode, DataKeyId) {
    let entropy = SeededEntropy::new(77);
    let now = world.now();
    let document = IssuedDocument {
        id: DocumentId::new(now, &entropy),
        code: SecureVerificationCode::generate(&entropy),
        body: BodyId::new(now, &entropy),
        kind: DocumentKind::RegistrationReceipt,
        lang: Lang::Es,
        digest: sha256(b"a receipt"),
        issued_at: now,
        kept_until: now
            .checked_add(SignedDuration::from_hours(24 * 365 * 5))
            .unwrap(),
        withdrawn_at: None,
    };
    let (code, key) = (document.code.clone(), DataKeyId::new(now, &entropy));
    world
        .whole
        .transact::<_, StoreError, _>("test.registration_receipt", move |tx| {
            tx.add_data_key(key, now)?;
            repo::document::add(tx, &document, key, b"a receipt")
        })
        .await
        .unwrap();
    (code, key)
}

async fn issued(world: &World) -> (SecureVerificationCode, Vec<u8>) {
    let (visitor, reference, _) = world.apply(&ananya()).await;
    let pdf = world
        .procedures
        .download_certificate(&visitor, &reference)
        .await
        .unwrap();
    let view = world
        .procedures
        .view_application(&visitor, &reference)
        .await
        .unwrap()
        .unwrap();
    (view.certificate.unwrap().code, pdf)
}

async fn withdraw(world: &World, code: &SecureVerificationCode) {
    let (code, now) = (code.clone(), world.now());
    let withdrawn = world
        .whole
        .transact::<_, StoreError, _>("test.withdraw", move |tx| {
            let id = repo::document::find_by_code(tx, &code)?.unwrap().id;
            repo::document::withdraw(tx, id, now)
        })
        .await;
    assert!(withdrawn.unwrap());
}

on_both_engines! {
    async fn a_negative_certificate_is_shown_to_whoever_holds_the_code(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, pdf) = issued(&world).await;
        let shown = world.procedures.verify_code(&code, origin()).await.unwrap();
        assert_eq!(shown.kind, DocumentKind::NegativeOffenceCertificate);
        assert_eq!(shown.class, DocumentClass::Bearer);
        assert_eq!(shown.body, world.procedures.body.id);
        assert_eq!(shown.issued_at, world.now());
        assert_eq!(shown.digest, sha256(&pdf));
        let holder = shown.holder.unwrap();
        assert_eq!(holder.name, "Ananya R.");
        assert_eq!(holder.number, ananya().record.number.masked());
        let fetched = world.procedures.fetch_document(&code, origin()).await.unwrap();
        assert_eq!(fetched, pdf);
    }

    async fn a_holder_document_tells_neither_person_nor_content(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, _) = world.apply(&lucia()).await;
        let pdf = world.procedures.download_receipt(&visitor, &reference).await.unwrap();
        let rendered = world.renderer.rendered();
        let ports::documents::Document::ApplicationReceipt(content) = &rendered[0] else {
            panic!()
        };
        let code = &content.verification.code;
        let shown = world.procedures.verify_code(code, origin()).await.unwrap();
        assert_eq!((shown.class, shown.holder), (DocumentClass::Holder, None));
        let refused = world.procedures.fetch_document(code, origin()).await;
        assert!(matches!(refused, Err(VerifyError::HolderOnly)), "{refused:?}");
        let compared = world.procedures.compare(code, &pdf, origin()).await.unwrap();
        assert_eq!(compared, FileComparison::Identical);
    }

    async fn a_receipt_of_the_identity_side_verifies_here_too(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, _) = registration_receipt(&world).await;
        let shown = world.procedures.verify_code(&code, origin()).await.unwrap();
        assert_eq!(shown.kind, DocumentKind::RegistrationReceipt);
        assert_eq!((shown.class, shown.holder), (DocumentClass::Holder, None));
        let refused = world.procedures.fetch_document(&code, origin()).await;
        assert!(matches!(refused, Err(VerifyError::HolderOnly)), "{refused:?}");
        let compared = world.procedures.compare(&code, b"a receipt", origin()).await.unwrap();
        assert_eq!(compared, FileComparison::Identical);
    }

    async fn anything_appended_makes_it_another_document(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, pdf) = issued(&world).await;
        let compare = async |file: &[u8]| {
            world.procedures.compare(&code, file, origin()).await.unwrap()
        };
        assert_eq!(compare(&pdf).await, FileComparison::Identical);
        let mut changed = pdf.clone();
        changed[3] ^= 1;
        let appended = [pdf.as_slice(), b"\n"].concat();
        let cut = &pdf[..pdf.len() - 1];
        for file in [changed.as_slice(), &appended, cut, b""] {
            assert_eq!(compare(file).await, FileComparison::NotTheIssued);
        }
    }

    async fn unknown_withdrawn_expired_and_erased_answer_alike(database: TestDatabase) {
        let world = World::new(&database).await;
        let (withdrawn, pdf) = issued(&world).await;
        withdraw(&world, &withdrawn).await;
        let (erased, key) = registration_receipt(&world).await;
        let now = world.now();
        let erasing =
            world.whole.transact("test.erase", move |tx| tx.erase_data_key(key, now));
        assert!(erasing.await.unwrap());
        for (place, code) in [unknown(5), withdrawn, erased].iter().enumerate() {
            let origin = Origin::of(format!("192.0.2.{}", 10 + place).parse().unwrap());
            let procedures = &world.procedures;
            let mut answers = Vec::new();
            for _ in 0..2 {
                let refused = procedures.verify_code(code, origin).await.map(drop);
                answers.push(format!("{:?}", refused.unwrap_err()));
                let refused = procedures.fetch_document(code, origin).await.map(drop);
                answers.push(format!("{:?}", refused.unwrap_err()));
                let refused = procedures.compare(code, &pdf, origin).await.map(drop);
                answers.push(format!("{:?}", refused.unwrap_err()));
            }
            let expected =
                ["Unknown", "Unknown", "Unknown", "Unknown", "Unknown", "TooManyTries"];
            assert_eq!(answers, expected, "{place}");
        }
    }

    async fn a_document_past_its_keeping_is_no_longer_verified(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, _) = issued(&world).await;
        let shown = world.procedures.verify_code(&code, origin()).await.unwrap();
        let years = (shown.kept_until.as_second() - world.now().as_second()) / 31_557_600;
        assert_eq!(years, 10);
        let last = Timestamp::from_second(shown.kept_until.as_second() - 1).unwrap();
        world.clock.set(last);
        world.procedures.verify_code(&code, origin()).await.unwrap();
        world.clock.set(shown.kept_until);
        let refused = world.procedures.verify_code(&code, origin()).await;
        assert!(matches!(refused, Err(VerifyError::Unknown)), "{refused:?}");
    }

    async fn five_unknown_codes_a_minute_stop_an_origin_and_no_other(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, _) = issued(&world).await;
        let procedures = &world.procedures;
        for seed in 0..5 {
            let refused = procedures.verify_code(&unknown(seed), origin()).await;
            assert!(matches!(refused, Err(VerifyError::Unknown)), "{refused:?}");
        }
        for code in [&unknown(6), &code] {
            let refused = procedures.verify_code(code, origin()).await;
            assert!(matches!(refused, Err(VerifyError::TooManyTries)), "{refused:?}");
        }
        let elsewhere = Origin::of("192.0.2.2".parse().unwrap());
        procedures.verify_code(&code, elsewhere).await.unwrap();
        world.clock.advance_seconds(60);
        procedures.verify_code(&code, origin()).await.unwrap();
    }

    async fn right_codes_cost_no_try(database: TestDatabase) {
        let world = World::new(&database).await;
        let (code, _) = issued(&world).await;
        for _ in 0..20 {
            world.procedures.verify_code(&code, origin()).await.unwrap();
            world.procedures.fetch_document(&code, origin()).await.unwrap();
        }
    }

    async fn tries_at_once_are_counted_all_the_same(database: TestDatabase) {
        let world = World::new(&database).await;
        let mut trying = tokio::task::JoinSet::new();
        for seed in 0..20 {
            let procedures = world.procedures.clone();
            trying.spawn(async move { procedures.verify_code(&unknown(seed), origin()).await });
        }
        let answers = trying.join_all().await;
        let unknown =
            answers.iter().filter(|answer| matches!(answer, Err(VerifyError::Unknown))).count();
        assert_eq!(unknown, 5);
    }
}
