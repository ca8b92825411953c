//! Interventions: what they close, who is told, and two officers at once.

use audit::Event;
use desk::{InterveneError, Intervention, LONGEST_SUSPENSION_DAYS};
use model::{
    app::device::DeviceState,
    notice::Intervened,
    officer::{DeskRules, Role},
    restriction::{RestrictionKind, SetBy},
};
use store::{on_both_engines, repo};
use vocab::{AppDeviceId, Date};

use super::rig::because;
use crate::{
    office::Office,
    video::rig::{people, somebody},
};

const LAST: Date = Date::constant(2026, 12, 1);
const SUSPEND: Intervention = Intervention::Suspend { until: LAST };

on_both_engines! {
    async fn what_closes_ends_sessions_is_written_down_and_told(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        office.with_password(person).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        use RestrictionKind as K;
        let table = [
            (SUSPEND, K::Suspended, Intervened::Suspended { last: LAST }),
            (Intervention::Block, K::Blocked, Intervened::Blocked),
            (Intervention::NewPassword, K::NewPassword, Intervened::NewPassword),
            (Intervention::NewProofing, K::NewProofing, Intervened::NewProofing),
        ];
        office.told().await;
        for (place, (intervention, kind, told)) in table.into_iter().enumerate() {
            office.with_session(person, u8::try_from(place).unwrap()).await;
            assert_eq!(office.look(&olalla, inquiry).await.sessions, 1, "{kind:?}");
            office.pass(1);
            office.intervene(&olalla, inquiry, intervention).await.unwrap();
            let view = office.look(&olalla, inquiry).await;
            let newest = view.in_force().next().unwrap().clone();
            assert_eq!((view.sessions, newest.kind), (0, kind));
            assert_eq!(newest.reason.as_deref(), Some(because("Aviso de la persona").as_str()));
            let (event, actor) = office.written_about(person).await.pop().unwrap();
            let Event::PersonIntervened { act, until, reason } = event else { panic!("{event:?}") };
            assert_eq!((act.as_str(), until), (kind.as_str(), newest.until));
            assert_eq!(reason, because("Aviso de la persona").as_str());
            assert_eq!(actor, olalla.officer().id.to_string());
            assert_eq!(office.told().await, [told]);
        }
        assert_eq!(office.look(&olalla, inquiry).await.in_force().count(), 4);
        let now = office.world.now();
        let rows = office.write(move |tx| {
            assert_eq!(repo::restriction::in_force(tx, person, now)?.iter().count(), 4);
            repo::restriction::history(tx, person)
        }).await;
        assert!(rows.iter().all(|row| row.set_by == SetBy::Officer(olalla.officer().id)));
    }

    async fn a_device_is_deactivated_and_the_person_falls_back_to_sms(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let device = office.with_app(person).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        office.told().await;
        let elses = Intervention::DeactivateDevice { device: AppDeviceId::from_bytes([9; 16]) };
        let refused = office.intervene(&olalla, inquiry, elses).await;
        assert!(matches!(refused, Err(InterveneError::NoDevice)), "{refused:?}");
        let own = Intervention::DeactivateDevice { device };
        office.intervene(&olalla, inquiry, own).await.unwrap();
        let view = office.look(&olalla, inquiry).await;
        assert_eq!(view.devices[0].state, DeviceState::Deactivated);
        assert!(view.active_device().is_none() && view.history.is_empty());
        assert_eq!(office.told().await, [Intervened::DeviceOff]);
        let twice = office.intervene(&olalla, inquiry, own).await;
        assert!(matches!(twice, Err(InterveneError::NoDevice)), "{twice:?}");
        assert_eq!(office.told().await, []);
    }

    async fn no_device_comes_back_by_its_veto_after_an_officer_switched_the_app_off(
        database: TestDatabase
    ) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let before = office.with_app(person).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let after = office.with_another_app(person, before).await;
        let named = Intervention::DeactivateDevice { device: after };
        office.intervene(&olalla, inquiry, named).await.unwrap();
        let vetoes = office.write(move |tx| {
            let found = repo::app::device::find(tx, before)?.unwrap().device;
            Ok((found.state, found.veto_until))
        });
        assert_eq!(vetoes.await, (DeviceState::Deactivated, None));
    }

    /// It was on the screen when another took its place.
    async fn a_device_that_was_replaced_meanwhile_is_deactivated_too(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let before = office.with_app(person).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        office.with_another_app(person, before).await;
        let named = Intervention::DeactivateDevice { device: before };
        office.intervene(&olalla, inquiry, named).await.unwrap();
        let view = office.look(&olalla, inquiry).await;
        let states: Vec<_> = view.devices.iter().map(|device| device.state).collect();
        assert!(states.contains(&DeviceState::Deactivated), "{states:?}");
        assert!(view.active_device().is_some(), "the other one was on no screen");
    }

    async fn every_session_ends_and_nothing_else_does(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let other = office.registered(&people()[1]).await;
        for (person, seed) in [(person, 1), (person, 2), (other, 3)] {
            office.with_session(person, seed).await;
        }
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        office.told().await;
        office.intervene(&olalla, inquiry, Intervention::EndSessions).await.unwrap();
        let view = office.look(&olalla, inquiry).await;
        assert_eq!((view.sessions, view.history.len()), (0, 0));
        assert_eq!(office.told().await, [Intervened::SessionsEnded]);
        let theirs = office.find(&olalla, &people()[1]).await;
        assert_eq!(office.look(&olalla, theirs).await.sessions, 1);
    }

    async fn a_verification_of_long_ago_intervenes_nothing(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let (entered, mut device) = office.officer("olalla", &[Role::Registrar]).await;
        let olalla = entered.at_desk;
        let inquiry = office.find(&olalla, &somebody()).await;
        office.pass(i64::from(DeskRules::default().fresh_minutes) * 60);
        let refused = office.intervene(&olalla, inquiry, Intervention::Block).await;
        assert!(matches!(refused, Err(InterveneError::VerifyAgain)), "{refused:?}");
        assert_eq!(office.written_about(person).await.len(), 1);
        let ceremony = office.desk.verify_again_begin(&olalla).await.unwrap();
        let answer = device.get(&ceremony.options);
        let again = office
            .desk
            .verify_again_finish(&olalla, &ceremony.secret, &answer)
            .await
            .unwrap();
        office.intervene(&again.at_desk, inquiry, Intervention::Block).await.unwrap();
    }

    async fn of_two_officers_at_the_same_moment_one_wins(database: TestDatabase) {
        let office = Office::new(&database).await;
        let person = office.registered(&somebody()).await;
        let (olalla, gorka) = (office.registrar("olalla").await, office.registrar("gorka").await);
        let one = office.find(&olalla, &somebody()).await;
        let other = office.find(&gorka, &somebody()).await;
        let seen = office.look(&olalla, one).await.seen;
        assert_eq!(office.look(&gorka, other).await.seen, seen);
        office.told().await;
        let desk = &office.desk;
        let (first, second) = tokio::join!(
            desk.intervene(&olalla, one, Intervention::Block, because("Una"), seen),
            desk.intervene(&gorka, other, SUSPEND, because("Otra"), seen),
        );
        let lost = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert!(matches!(lost.as_slice(), [InterveneError::Changed]), "{lost:?}");
        assert_eq!(office.look(&olalla, one).await.history.len(), 1);
        assert_eq!(office.told().await.len(), 1);
        let mut intervened = office.written_about(person).await;
        intervened.retain(|(event, _)| matches!(event, Event::PersonIntervened { .. }));
        assert_eq!(intervened.len(), 1);
    }

    async fn nothing_is_closed_twice(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.registered(&somebody()).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        office.intervene(&olalla, inquiry, Intervention::Block).await.unwrap();
        let twice = office.intervene(&olalla, inquiry, Intervention::Block).await;
        assert!(matches!(twice, Err(InterveneError::InForceAlready)), "{twice:?}");
        let none = office.intervene(&olalla, inquiry, Intervention::NewPassword).await;
        assert!(matches!(none, Err(InterveneError::NoPassword)), "{none:?}");
    }

    async fn a_suspension_ends_by_itself_at_midnight_where_the_body_is(database: TestDatabase) {
        let office = Office::new(&database).await;
        office.registered(&somebody()).await;
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        let today: Date = "2026-11-22".parse().unwrap();
        let latest = Date::constant(2027, 11, 22);
        assert_eq!((latest - today).get_days(), i32::from(LONGEST_SUSPENSION_DAYS));
        for until in [today.yesterday().unwrap(), latest.tomorrow().unwrap()] {
            let refused = office.intervene(&olalla, inquiry, Intervention::Suspend { until }).await;
            assert!(matches!(refused, Err(InterveneError::Until)), "{refused:?}");
        }
        office.intervene(&olalla, inquiry, Intervention::Suspend { until: today }).await.unwrap();
        // Midnight of the 23rd in Madrid.
        office.at("2026-11-22T22:59:59Z");
        let olalla = office.registrar("olalla").await;
        let inquiry = office.find(&olalla, &somebody()).await;
        assert_eq!(office.look(&olalla, inquiry).await.in_force().count(), 1);
        office.pass(1);
        let view = office.look(&olalla, inquiry).await;
        assert_eq!((view.in_force().count(), view.history.len()), (0, 1));
        // Over is free for another.
        let again = Intervention::Suspend { until: latest };
        office.intervene(&olalla, inquiry, again).await.unwrap();
    }
}
