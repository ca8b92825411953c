//! What was closed opens again, and four eyes are two people.

use audit::Event;
use desk::{Intervention, LiftError, SetByWhom};
use model::{notice::Intervened, restriction::RestrictionKind};
use store::on_both_engines;
use vocab::Date;

use super::rig::because;
use crate::{
    office::Office,
    video::rig::{people, somebody},
};

on_both_engines! {
    async fn what_one_officer_blocked_another_one_opens(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let inquiry = office.find(&olalla, &somebody()).await;
        office.intervene(&olalla, inquiry, Intervention::Block).await.unwrap();
        let own = office.look(&olalla, inquiry).await.history[0].clone();
        assert!(!own.may_lift);
        assert_eq!(own.set_by, SetByWhom::Officer { name: "olalla".into(), own: true });
        let refused = office.desk.lift(&olalla, inquiry, own.id, because("Era un error")).await;
        assert!(matches!(refused, Err(LiftError::SameOfficer)), "{refused:?}");
        let others = office.find(&gorka, &somebody()).await;
        let line = office.look(&gorka, others).await.history[0].clone();
        assert!(line.may_lift);
        office.told().await;
        office.pass(1);
        office.desk.lift(&gorka, others, line.id, because("Era un error")).await.unwrap();
        let view = office.look(&gorka, others).await;
        let lifted = view.history[0].lifted.clone().unwrap();
        assert_eq!(lifted.by, SetByWhom::Officer { name: "gorka".into(), own: true });
        assert_eq!(lifted.reason.as_deref(), Some(because("Era un error").as_str()));
        assert_eq!(view.in_force().count(), 0);
        assert_eq!(office.told().await, [Intervened::Lifted]);
        let (event, actor) = office.written_about(person).await.pop().unwrap();
        let what = RestrictionKind::Blocked.as_str().to_owned();
        let reason = because("Era un error").as_str().to_owned();
        assert_eq!(event, Event::InterventionLifted { what, reason });
        assert_eq!(actor, gorka.officer().id.to_string());
    }

    async fn of_two_who_lift_one_does(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.registered(&somebody()).await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let one = office.find(&olalla, &somebody()).await;
        let other = office.find(&gorka, &somebody()).await;
        let until = Date::constant(2026, 12, 1);
        office.intervene(&olalla, one, Intervention::Suspend { until }).await.unwrap();
        let id = office.look(&olalla, one).await.history[0].id;
        let desk = &office.desk;
        // Whoever suspended may lift: only blocks ask for other eyes.
        let (first, second) = tokio::join!(
            desk.lift(&olalla, one, id, because("Resuelto")),
            desk.lift(&gorka, other, id, because("Resuelto")),
        );
        let lost = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(lost.as_slice(), [LiftError::NotInForce]), "{lost:?}");
    }

    async fn staff_open_what_the_person_froze(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let frozen = office.freezes(person).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let line = office.look(&olalla, inquiry).await.history[0].clone();
        assert_eq!((line.set_by, line.may_lift), (SetByWhom::Person, true));
        office.desk.lift(&olalla, inquiry, frozen, because("En el mostrador")).await.unwrap();
        assert_eq!(office.look(&olalla, inquiry).await.in_force().count(), 0);
    }

    async fn nobody_lifts_what_is_anothers_or_over_or_after_a_long_pause(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let other = office.registered(&people()[1]).await;
        let elses = office.freezes(other).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let refused = office.desk.lift(&olalla, inquiry, elses, because("No es suya")).await;
        assert!(matches!(refused, Err(LiftError::NotInForce)), "{refused:?}");
        let until = "2026-11-22".parse().unwrap();
        office.intervene(&olalla, inquiry, Intervention::Suspend { until }).await.unwrap();
        let id = office.look(&olalla, inquiry).await.history[0].id;
        office.pass(15 * 60);
        let refused = office.desk.lift(&olalla, inquiry, id, because("Tarde")).await;
        assert!(matches!(refused, Err(LiftError::VerifyAgain)), "{refused:?}");
        office.at("2026-11-22T23:00:00Z");
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let over = office.desk.lift(&olalla, inquiry, id, because("Terminada")).await;
        assert!(matches!(over, Err(LiftError::NotInForce)), "{over:?}");
        let lifted = office.written_about(person).await;
        assert!(!lifted.iter().any(|(event, _)| matches!(event, Event::InterventionLifted { .. })));
    }
}
