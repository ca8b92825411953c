//! What the machine decides, and what it leaves to people (defaults D30, R258).

use model::{
    notice::{Channel, Notice},
    procedure::{ApplicationState, Purpose},
};
use store::{on_both_engines, sql};
use vocab::Lang;

use crate::world::{World, ananya, contact_with_email, evaristo, lucia, person};

on_both_engines! {
    async fn namesakes_and_own_numbers_go_to_review(database: TestDatabase) {
        let world = World::new(&database).await;
        // A namesake, an own number, two entries of one's own, the same parents, a year only,
        // and another's number.
        for [given, surname] in [
            ["Lucía", "Prado"],
            ["Evaristo", "Cuevas"],
            ["Leandro", "Cuervo"],
            ["Ariadna", "Montes"],
            ["Antonio", "Rey"],
            ["María José", "Peña"],
        ] {
            let (_, _, state) = world.apply(&person(given, surname)).await;
            assert_eq!(state, ApplicationState::InReview, "{surname}");
        }
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM issued_document")).await, 0);
        assert!(world.renderer.rendered().is_empty());
    }

    async fn near_misses_and_cancelled_entries_do_not(database: TestDatabase) {
        let world = World::new(&database).await;
        for [given, surname] in [["Carlos", "Rivas"], ["Sonia", "Calvo"], ["Silvestre", "Olmo"]] {
            let (_, _, state) = world.apply(&person(given, surname)).await;
            assert_eq!(state, ApplicationState::IssuedNegative, "{surname}");
        }
    }

    async fn the_person_cannot_tell_an_own_entry_from_somebody_elses(database: TestDatabase) {
        let world = World::new(&database).await;
        let mut seen = Vec::new();
        for person in [lucia(), evaristo()] {
            let (visitor, reference, _) = world.apply(&person).await;
            let view =
                world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
            let listed = world.procedures.list_applications(&visitor).await.unwrap();
            seen.push((
                (view.state, view.purpose, view.submitted_at, view.decided_at),
                (view.certificate, view.version, listed.len(), listed[0].state),
                world.procedures.download_certificate(&visitor, &reference).await.map_err(
                    |error| error.to_string(),
                ),
            ));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0].0.0, ApplicationState::InReview);
        assert_eq!(seen[0].0.3, None);
        assert!(world.messages().await.is_empty());
    }

    async fn under_review_is_told_by_email_where_one_was_given_and_never_by_sms(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&lucia()).await;
        let reference = world.procedures.start_application(&visitor, Lang::Es).await.unwrap();
        let procedures = &world.procedures;
        procedures.save_applicant(&visitor, &reference, contact_with_email()).await.unwrap();
        let purpose = Purpose::AdoptionOrFostering;
        procedures.save_purpose(&visitor, &reference, purpose).await.unwrap();
        world.send(&visitor, &reference).await;
        let messages = world.messages().await;
        let [message] = messages.as_slice() else { panic!("{messages:?}") };
        assert!(matches!(message.channel, Channel::Email(_)));
        let Notice::ApplicationInReview { reference: told } = &message.notice else { panic!() };
        assert_eq!(told, reference.as_str());
    }

    async fn somebody_who_died_or_vanished_after_sending_goes_to_review(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        world.civil.replace([]);
        assert_eq!(world.send(&visitor, &reference).await, ApplicationState::InReview);
        let consulted = world.audited(&visitor).await;
        assert!(consulted.iter().any(|[event, ..]| event == "application_sent_to_review"));
        // Nobody was identified, so nobody was looked for.
        assert_eq!(world.offences.asked(), 0);
    }

    async fn the_registers_are_asked_about_the_person_of_today(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        // Between the first page and the last the register learned of another birth date.
        let birth_date = vocab::PartialDate::parse("2001-08-20").unwrap();
        let record = ports::civil_register::CivilRecord { birth_date, ..ananya().record };
        world.civil.replace([record]);
        world.send(&visitor, &reference).await;
        let view =
            world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert_eq!(view.person.birth_date, birth_date);
        let rendered = world.renderer.rendered();
        let ports::documents::Document::OffenceCertificate(content) = &rendered[0] else {
            panic!()
        };
        assert_eq!(content.birth_date, birth_date);
    }

    async fn an_entry_recorded_before_sending_is_found(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let mut entry = simulators::population::offences().remove(0);
        entry.number = Some(ananya().record.number);
        world.offences.replace([entry]);
        assert_eq!(world.send(&visitor, &reference).await, ApplicationState::InReview);
    }
}
