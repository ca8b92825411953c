//! Sending: in most cases the certificate is there at once (R186).

use model::{
    issued::DocumentKind,
    procedure::{ApplicationReference, ApplicationState},
};
use ports::documents::Document;
use procedures::{Missing, Submission, SubmitError};
use store::{on_both_engines, sql};
use vocab::Lang;

use crate::world::{World, ananya, contact, lucia, origin};

on_both_engines! {
    async fn in_most_cases_the_certificate_is_there_at_once(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, state) = world.apply(&ananya()).await;
        assert_eq!(state, ApplicationState::IssuedNegative);
        let view =
            world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert_eq!(view.state, ApplicationState::IssuedNegative);
        assert_eq!(view.submitted_at, Some(world.now()));
        assert_eq!(view.decided_at, Some(world.now()));
        let certificate = view.certificate.unwrap();
        let shown = world.procedures.verify_code(&certificate.code, origin()).await.unwrap();
        assert_eq!(shown.kind, DocumentKind::NegativeOffenceCertificate);
        assert_eq!(shown.digest, certificate.digest);
        // It is on the screen: nobody needs a message (R187).
        assert!(world.messages().await.is_empty());
    }

    async fn the_certificate_says_who_what_for_and_how_to_verify_it(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft_in(&visitor, Lang::Ca).await;
        world.send(&visitor, &reference).await;
        let rendered = world.renderer.rendered();
        let [Document::OffenceCertificate(content)] = rendered.as_slice() else { panic!() };
        assert_eq!(content.frame.lang, Lang::Ca);
        assert_eq!(content.frame.issued_at, world.now());
        assert_eq!(content.name, ananya().record.name);
        assert_eq!(content.number, ananya().record.number);
        assert_eq!(content.purpose, "Treball i/o contacte habitual amb menors");
        assert_eq!(content.reference, reference.as_str());
        assert_eq!(content.verification.address, "https://sede.example/csv");
        assert!(content.entries.is_empty());
        let view = world.procedures.view_application(&visitor, &reference).await.unwrap();
        assert_eq!(view.unwrap().certificate.unwrap().code, content.verification.code);
    }

    async fn sending_twice_is_sending_once(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission = world.submission(&visitor, &reference).await;
        for _ in 0..2 {
            let state = world.procedures.submit(&visitor, &reference, submission).await.unwrap();
            assert_eq!(state, ApplicationState::IssuedNegative);
        }
        world.clock.advance_seconds(3_600);
        let late = world.procedures.submit(&visitor, &reference, submission).await.unwrap();
        assert_eq!(late, ApplicationState::IssuedNegative);
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
        assert_eq!(world.offences.asked(), 1);
    }

    async fn eight_clicks_at_once_issue_one_certificate(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission = world.submission(&visitor, &reference).await;
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (procedures, visitor) = (world.procedures.clone(), visitor.clone());
            let reference = reference.clone();
            sending
                .spawn(async move { procedures.submit(&visitor, &reference, submission).await });
        }
        for state in sending.join_all().await {
            assert_eq!(state.unwrap(), ApplicationState::IssuedNegative);
        }
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 1);
        let issued = world.audited(&visitor).await;
        let issued = issued.iter().filter(|[event, ..]| event == "certificate_issued");
        assert_eq!(issued.count(), 1);
    }

    async fn a_section_that_is_missing_is_named(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.procedures.start_application(&visitor, Lang::Es).await.unwrap();
        let submission = world.submission(&visitor, &reference).await;
        let refused = world.procedures.submit(&visitor, &reference, submission).await;
        assert!(matches!(refused, Err(SubmitError::Missing(Missing::Contact))), "{refused:?}");
        world.procedures.save_applicant(&visitor, &reference, contact()).await.unwrap();
        let submission = world.submission(&visitor, &reference).await;
        let refused = world.procedures.submit(&visitor, &reference, submission).await;
        assert!(matches!(refused, Err(SubmitError::Missing(Missing::Purpose))), "{refused:?}");
    }

    async fn nothing_is_sent_without_the_declaration(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission =
            Submission { declared: false, ..world.submission(&visitor, &reference).await };
        let refused = world.procedures.submit(&visitor, &reference, submission).await;
        assert!(matches!(refused, Err(SubmitError::NotDeclared)), "{refused:?}");
        assert_eq!(world.state(&visitor, &reference).await, ApplicationState::Draft);
    }

    async fn a_draft_changed_in_another_tab_is_looked_at_again(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let on_the_screen = world.submission(&visitor, &reference).await;
        world.procedures.save_applicant(&visitor, &reference, contact()).await.unwrap();
        let refused = world.procedures.submit(&visitor, &reference, on_the_screen).await;
        assert!(matches!(refused, Err(SubmitError::Changed)), "{refused:?}");
    }

    async fn an_old_identification_is_repeated_before_sending(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission = world.submission(&visitor, &reference).await;
        world.clock.advance_seconds(15 * 60 + 1);
        let refused = world.procedures.submit(&visitor, &reference, submission).await;
        assert!(matches!(refused, Err(SubmitError::IdentifyAgain)), "{refused:?}");
        let again = world.visitor(&ananya()).await;
        let state = world.procedures.submit(&again, &reference, submission).await.unwrap();
        assert_eq!(state, ApplicationState::IssuedNegative);
    }

    async fn another_person_cannot_send_it(database: TestDatabase) {
        let world = World::new(&database).await;
        let owner = world.visitor(&ananya()).await;
        let reference = world.draft(&owner).await;
        let submission = world.submission(&owner, &reference).await;
        let stranger = world.visitor(&lucia()).await;
        let unknown = ApplicationReference::parse("2026-AAAA-AAAA").unwrap();
        for reference in [&reference, &unknown] {
            let refused = world.procedures.submit(&stranger, reference, submission).await;
            assert!(matches!(refused, Err(SubmitError::NotFound)), "{refused:?}");
        }
        assert_eq!(world.state(&owner, &reference).await, ApplicationState::Draft);
    }

    async fn what_was_withdrawn_is_not_sent(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let submission = world.submission(&visitor, &reference).await;
        world.procedures.withdraw(&visitor, &reference).await.unwrap();
        let refused = world.procedures.submit(&visitor, &reference, submission).await;
        assert!(matches!(refused, Err(SubmitError::Withdrawn)), "{refused:?}");
    }
}
