//! The queue, and a case opened.

use audit::Event;
use desk::{HistoryWho, OpenCaseError, ReviewReason};
use model::{
    matching::{Datum, Likeness},
    officer::Role,
    procedure::{ApplicationReference, ApplicationState, Purpose},
};
use store::on_both_engines;

use crate::{
    office::Office,
    world::{ananya, evaristo, lucia, person},
};

on_both_engines! {
    async fn the_queue_has_who_waits_longest_first_and_no_names(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        assert!(office.desk.list_cases(&julia, 10).await.unwrap().is_empty());
        let (_, first, _) = office.world.apply(&lucia()).await;
        office.world.clock.advance_seconds(60);
        let (_, second, _) = office.world.apply(&evaristo()).await;
        office.world.apply(&ananya()).await;
        let queue = office.desk.list_cases(&julia, 10).await.unwrap();
        let lines: Vec<_> =
            queue.iter().map(|case| (&case.reference, case.reason, case.candidates)).collect();
        assert_eq!(
            lines,
            [
                (&first, ReviewReason::PossibleMatch, 1),
                (&second, ReviewReason::OwnNumber, 1),
            ]
        );
        assert_eq!(queue[0].purpose, Some(Purpose::HabitualWorkWithMinors));
        assert!(!format!("{queue:?}").contains("Prado"));
        assert_eq!(office.desk.list_cases(&julia, 1).await.unwrap().len(), 1);
    }

    async fn a_case_shows_applicant_and_entry_side_by_side(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        let case = office.desk.open_case(&julia, &reference).await.unwrap();
        assert_eq!(case.applicant.name, lucia().record.name);
        assert_eq!(case.reason, ReviewReason::PossibleMatch);
        let [candidate] = case.candidates.as_slice() else { panic!() };
        assert!(!candidate.own_number);
        let likeness = |datum| {
            candidate.rows.iter().find(|row| row.datum == datum).unwrap().likeness
        };
        assert_eq!(likeness(Datum::Name), Likeness::Same);
        assert_eq!(likeness(Datum::BirthDate), Likeness::Same);
        assert_eq!(likeness(Datum::BirthPlace), Likeness::Different);
        assert_eq!(likeness(Datum::Father), Likeness::Different);
        assert_eq!(likeness(Datum::Mother), Likeness::Similar);
        assert_eq!(likeness(Datum::Number), Likeness::Missing);
    }

    async fn two_entries_of_ones_own_are_two_candidates(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&person("Leandro", "Cuervo")).await;
        let case = office.desk.open_case(&julia, &reference).await.unwrap();
        assert_eq!(case.reason, ReviewReason::OwnNumber);
        assert_eq!(case.candidates.len(), 2);
        assert!(case.candidates.iter().all(|candidate| candidate.own_number));
    }

    async fn each_opening_is_written_down_with_the_officer(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let mateo = office.at_desk("mateo bauza", &[Role::CaseWorker]).await;
        let (_, reference, _) = office.world.apply(&lucia()).await;
        office.world.clock.advance_seconds(60);
        office.desk.open_case(&julia, &reference).await.unwrap();
        office.world.clock.advance_seconds(60);
        let case = office.desk.open_case(&mateo, &reference).await.unwrap();
        let opened: Vec<_> = case
            .history
            .iter()
            .filter(|line| matches!(line.event, Event::ApplicationOpened { .. }))
            .map(|line| line.who.clone())
            .collect();
        let officer = |name: &str| HistoryWho::Officer(name.to_owned());
        assert_eq!(opened, [officer("julia roldan"), officer("mateo bauza")]);
        let submitted = case.history.iter().find(|line| line.who == HistoryWho::Applicant);
        assert!(matches!(submitted.unwrap().event, Event::ApplicationSubmitted { .. }));
        assert!(case.history.iter().any(|line| line.who == HistoryWho::System));
        assert!(case.history.windows(2).all(|pair| pair[0].at <= pair[1].at));
    }

    async fn the_history_is_of_this_application_only(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, first, _) = office.world.apply(&lucia()).await;
        office.world.procedures.withdraw(&visitor, &first).await.unwrap();
        let (_, second, _) = office.world.apply(&lucia()).await;
        let case = office.desk.open_case(&julia, &second).await.unwrap();
        assert!(!format!("{:?}", case.history).contains(first.as_str()));
    }

    async fn only_what_is_in_review_is_a_case(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let visitor = office.world.visitor(&lucia()).await;
        let draft = office.world.draft(&visitor).await;
        let unknown = ApplicationReference::parse("2026-AAAA-AAAA").unwrap();
        for reference in [&draft, &unknown] {
            let refused = office.desk.open_case(&julia, reference).await;
            assert!(matches!(refused, Err(OpenCaseError::NotFound)), "{refused:?}");
        }
        let (_, issued, _) = office.world.apply(&ananya()).await;
        let refused = office.desk.open_case(&julia, &issued).await;
        let Err(OpenCaseError::Closed { state }) = refused else { panic!("{refused:?}") };
        assert_eq!(state, ApplicationState::IssuedNegative);
    }

    async fn a_register_that_is_down_is_told_and_nothing_is_written(database: TestDatabase) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let (visitor, reference, _) = office.world.apply(&lucia()).await;
        let before = office.world.audited(&visitor).await.len();
        office.world.offences.set_down(true);
        let refused = office.desk.open_case(&julia, &reference).await;
        assert!(matches!(refused, Err(OpenCaseError::Register(_))), "{refused:?}");
        assert_eq!(office.world.audited(&visitor).await.len(), before);
    }

    async fn somebody_whom_the_civil_register_lost_is_a_case_without_entries(
        database: TestDatabase
    ) {
        let office = Office::new(&database).await;
        let julia = office.at_desk("julia roldan", &[Role::CaseWorker]).await;
        let visitor = office.world.visitor(&ananya()).await;
        let reference = office.world.draft(&visitor).await;
        office.world.civil.replace([]);
        office.world.send(&visitor, &reference).await;
        let case = office.desk.open_case(&julia, &reference).await.unwrap();
        assert_eq!(case.reason, ReviewReason::Unidentified);
        assert!(case.candidates.is_empty());
    }
}
