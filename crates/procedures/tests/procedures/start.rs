//! Starting: who may, who may not, and what is filled in.

use model::procedure::ApplicationState;
use ports::civil_register::CivilRecord;
use procedures::{Settings, StartError};
use store::{on_both_engines, sql};
use vocab::{AssuranceLevel, Lang, PartialDate};

use crate::world::{World, ananya, evaristo, lucia};

fn born(birth_date: &str) -> CivilRecord {
    CivilRecord {
        birth_date: PartialDate::parse(birth_date).unwrap(),
        ..ananya().record
    }
}

on_both_engines! {
    async fn personal_data_come_from_the_civil_register(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&lucia()).await;
        let reference = world.procedures.start_application(&visitor, Lang::Ca).await.unwrap();
        assert!(reference.as_str().starts_with("2026-"), "{reference}");
        let view =
            world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert_eq!(view.state, ApplicationState::Draft);
        assert_eq!(view.person.name, lucia().record.name);
        assert_eq!(view.person.birth_date, lucia().record.birth_date);
        assert_eq!(view.person.mother, lucia().record.mother);
        assert_eq!(view.lang, Lang::Ca);
        assert!(view.contact.is_none() && view.purpose.is_none() && view.certificate.is_none());
        assert!(!view.needs_own_country_certificate());
    }

    async fn a_foreigner_from_outside_the_union_needs_the_certificate_of_their_country(
        database: TestDatabase
    ) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let reference = world.draft(&visitor).await;
        let view =
            world.procedures.view_application(&visitor, &reference).await.unwrap().unwrap();
        assert!(view.needs_own_country_certificate());
    }

    async fn starting_again_goes_on_with_the_same_draft(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let first = world.draft(&visitor).await;
        let again = world.procedures.start_application(&visitor, Lang::En).await.unwrap();
        assert_eq!(first, again);
        let view = world.procedures.view_application(&visitor, &first).await.unwrap().unwrap();
        assert_eq!(view.lang, Lang::En);
        assert!(view.contact.is_some() && view.purpose.is_some());
    }

    async fn a_double_click_on_start_begins_one_application(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let mut starting = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (procedures, visitor) = (world.procedures.clone(), visitor.clone());
            starting.spawn(async move { procedures.start_application(&visitor, Lang::Es).await });
        }
        let references: Vec<_> =
            starting.join_all().await.into_iter().map(Result::unwrap).collect();
        assert!(references.windows(2).all(|pair| pair[0] == pair[1]), "{references:?}");
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM sede_application")).await, 1);
    }

    async fn somebody_under_16_needs_to_be_represented(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        for (birth_date, admitted) in
            [("2010-11-22", true), ("2010-11-23", false), ("2018-03-03", false), ("2010", false)]
        {
            world.civil.replace([born(birth_date)]);
            let started = world.procedures.start_application(&visitor, Lang::Es).await;
            match started {
                Ok(_) => assert!(admitted, "{birth_date}"),
                Err(StartError::NeedsRepresentation { under: 16 }) => {
                    assert!(!admitted, "{birth_date}");
                }
                Err(error) => panic!("{birth_date}: {error}"),
            }
        }
    }

    async fn the_older_profile_says_18(database: TestDatabase) {
        let older = Settings { representation_under: 18, ..Settings::default() };
        let world = World::with(&database, older).await;
        world.civil.replace([born("2009-01-01")]);
        let visitor = world.visitor(&ananya()).await;
        let refused = world.procedures.start_application(&visitor, Lang::Es).await;
        assert!(matches!(refused, Err(StartError::NeedsRepresentation { under: 18 })));
    }

    async fn unknown_and_deceased_are_refused_alike(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let died_on = Some("2026-11-01".parse().unwrap());
        for records in [vec![], vec![CivilRecord { died_on, ..ananya().record }]] {
            world.civil.replace(records);
            let refused = world.procedures.start_application(&visitor, Lang::Es).await;
            assert!(matches!(refused, Err(StartError::NotConfirmed)), "{refused:?}");
        }
        assert_eq!(world.count(sql!("SELECT COUNT(*) FROM sede_application")).await, 0);
    }

    async fn a_civil_register_that_is_down_is_told_honestly(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        world.civil.set_down(true);
        let refused = world.procedures.start_application(&visitor, Lang::Es).await;
        assert!(matches!(refused, Err(StartError::Register(_))), "{refused:?}");
        world.civil.set_down(false);
        world.procedures.start_application(&visitor, Lang::Es).await.unwrap();
    }

    async fn a_level_that_is_too_low_is_refused_with_the_one_needed(database: TestDatabase) {
        let required = AssuranceLevel::Substantial;
        let settings = Settings { minimum_level: required, ..Settings::default() };
        let world = World::with(&database, settings).await;
        let visitor = world.visitor(&ananya()).await;
        let refused = world.procedures.start_application(&visitor, Lang::Es).await;
        let Err(StartError::LevelTooLow { required: told }) = refused else { panic!() };
        assert_eq!(told, required);
    }

    async fn a_second_application_waits_until_the_first_is_decided(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, reference, state) = world.apply(&evaristo()).await;
        assert_eq!(state, ApplicationState::InReview);
        let refused = world.procedures.start_application(&visitor, Lang::Es).await;
        let Err(StartError::UnderWay { reference: told }) = refused else { panic!() };
        assert_eq!(told, reference);
    }

    async fn after_a_certificate_another_can_be_asked_for(database: TestDatabase) {
        let world = World::new(&database).await;
        let (visitor, first, _) = world.apply(&ananya()).await;
        world.clock.advance_seconds(60);
        let second = world.draft(&visitor).await;
        assert_ne!(first, second);
        assert_eq!(world.send(&visitor, &second).await, ApplicationState::IssuedNegative);
        let listed = world.procedures.list_applications(&visitor).await.unwrap();
        let references: Vec<_> = listed.into_iter().map(|line| line.reference).collect();
        assert_eq!(references, [second, first]);
    }

    async fn an_abandoned_draft_goes_with_its_time(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        let abandoned = world.draft(&visitor).await;
        let (_, sent, _) = world.apply(&lucia()).await;
        world.clock.advance_seconds(49 * 3_600);
        for rule in store::repo::sede::RETENTION {
            world.whole.apply_retention(rule, world.now()).await.unwrap();
        }
        let gone = world.procedures.view_application(&visitor, &abandoned).await.unwrap();
        assert!(gone.is_none());
        let lucia = world.visitor(&lucia()).await;
        assert_eq!(world.state(&lucia, &sent).await, ApplicationState::InReview);
    }

    async fn who_came_and_sent_nothing_is_forgotten(database: TestDatabase) {
        let world = World::new(&database).await;
        let visitor = world.visitor(&ananya()).await;
        world.draft(&visitor).await;
        world.apply(&lucia()).await;
        for (hours, applicants) in [(49, 2), (7 * 24 - 49, 1)] {
            world.clock.advance_seconds(hours * 3_600);
            for rule in store::repo::sede::RETENTION {
                world.whole.apply_retention(rule, world.now()).await.unwrap();
            }
            let left = world.count(sql!("SELECT COUNT(*) FROM sede_applicant")).await;
            assert_eq!(left, applicants);
        }
        let again = world.visitor(&ananya()).await;
        assert_ne!(again.applicant(), visitor.applicant());
    }
}
