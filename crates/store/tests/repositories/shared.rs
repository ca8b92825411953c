//! Documents, bodies, clients, messages, and the database itself.

use crate::*;

on_both_engines! {
    async fn a_document_is_found_by_its_code_and_withdrawn_once(database: TestDatabase) {
        let store = database.store();
        let person = somebody(store).await;
        let document = IssuedDocument {
            id: DocumentId::new(at(0), &chance(70)),
            code: SecureVerificationCode::generate(&chance(71)),
            body: BodyId::new(at(0), &chance(72)),
            kind: DocumentKind::RegistrationReceipt,
            lang: Lang::Ca,
            digest: [7; 32],
            issued_at: at(0),
            kept_until: at(1_000),
            withdrawn_at: None,
        };
        let (row, key, id) = (document.clone(), person.data_key, document.id);
        run(store, move |tx| repo::document::add(tx, &row, key, b"%PDF")).await;
        let code = document.code.clone();
        let found = run(store, move |tx| repo::document::find_by_code(tx, &code)).await;
        assert_eq!(found.as_ref(), Some(&document));
        let other = SecureVerificationCode::generate(&chance(73));
        assert_eq!(run(store, move |tx| repo::document::find_by_code(tx, &other)).await, None);
        let pdf = run(store, move |tx| repo::document::pdf(tx, id)).await;
        assert_eq!(pdf.as_deref(), Some(b"%PDF".as_slice()));
        assert!(run(store, move |tx| repo::document::withdraw(tx, id, at(5))).await);
        assert!(!run(store, move |tx| repo::document::withdraw(tx, id, at(6))).await);
        let withdrawn = run(store, move |tx| repo::document::find(tx, id)).await.unwrap();
        assert_eq!(withdrawn.withdrawn_at, Some(at(5)));
        assert!(!withdrawn.verifiable(at(5)));
    }

    async fn a_body_keeps_its_id_when_it_is_described_anew(database: TestDatabase) {
        let store = database.store();
        let body = |seed, name: &str| Body {
            id: BodyId::new(at(0), &chance(seed)),
            dir3: "E99999901".into(),
            names: [(Lang::Es, name.to_owned()), (Lang::CaValencia, "Nom".into())].into(),
            managing_texts: [(Lang::Es, "Texto".to_owned())].into(),
            logo_svg: None,
            contact: Contact { helpline: "060".into(), email: None, address: vec!["Plaza, 1".into()] },
            time_zone: "Europe/Madrid".into(),
            holidays: vec!["2026-12-25".parse().unwrap()],
            seal_key: "seal".into(),
        };
        let (first, second) = (body(80, "Uno"), body(81, "Dos"));
        let (one, two) = (first.clone(), second.clone());
        run(store, move |tx| {
            repo::body::put(tx, &one, at(0))?;
            repo::body::put(tx, &two, at(1))
        })
        .await;
        let read = run(store, |tx| repo::body::find_by_dir3(tx, "E99999901")).await;
        assert_eq!(read, Some(Body { id: first.id, ..second }));
        assert_eq!(run(store, |tx| repo::body::find_by_dir3(tx, "E00000000")).await, None);
    }

    async fn a_client_is_replaced_by_its_id(database: TestDatabase) {
        let store = database.store();
        run(store, |tx| {
            repo::client::put(tx, "town", "1", at(0))?;
            repo::client::put(tx, "archive", "2", at(0))?;
            repo::client::put(tx, "town", "3", at(1))
        })
        .await;
        let all = run(store, repo::client::list).await;
        assert_eq!(all, [("archive".into(), "2".into()), ("town".into(), "3".into())]);
    }

    /// Demonstration and production never mix: what was said first stays.
    async fn a_database_says_once_what_it_is_for(database: TestDatabase) {
        let store = database.store();
        assert_eq!(run(store, repo::meta::purpose).await, None);
        let declare = |purpose| move |tx: &mut Tx<'_>| repo::meta::declare_purpose(tx, purpose, at(0));
        let said = run(store, declare(Purpose::Demonstration)).await;
        assert_eq!(said, Some(Purpose::Demonstration));
        let again = run(store, declare(Purpose::Production)).await;
        assert_eq!(again, Some(Purpose::Demonstration));
    }

    /// A notice comes out of the outbox as it went in, under a key of its own.
    async fn a_notice_waits_in_the_outbox_as_it_was_written(database: TestDatabase) {
        let store = database.store();
        let notice = OutgoingNotice {
            lang: Lang::Ca,
            channel: Channel::Sms(phone("600000001")),
            notice: Notice::PhoneDisplaced { at: at(0) },
            send_before: at(60),
        };
        let row = notice.clone();
        run(store, move |tx| repo::outgoing::enqueue(tx, &row, at(0), &chance(90))).await;
        let leased = run(store, |tx| {
            let request = LeaseRequest {
                holder: "test",
                channel: Some("sms"),
                limit: 10,
                lease: SignedDuration::from_secs(60),
            };
            outbox::lease_batch(tx, request, at(0))
        })
        .await;
        assert_eq!(leased.len(), 1);
        assert_eq!(leased[0].kind, "phone_displaced");
        let read: OutgoingNotice = serde_json::from_slice(&leased[0].payload).unwrap();
        assert_eq!(read, notice);
    }
}
